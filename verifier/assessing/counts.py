"""Numbers about a period's verdicts, from a report's records."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from db.records import EvidenceStance, SignOff
from verifier import words
from verifier.reports import render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import StoredDocument
    from verifier.reports.model import ReportClaim, ReportData

VOICES = 50
"""Names that are counted one by one; the rest is counted together."""

REVIEW_FIELDS = (
    "claimReviewed", "reviewRating.alternateName", "reviewRating.ratingValue",
    "reviewRating.ratingExplanation", "url", "author", "datePublished", "dateModified",
    "itemReviewed.author", "itemReviewed.datePublished", "itemReviewed.appearance",
    "itemReviewed.firstAppearance",
)  # fmt: skip
"""The fields of a published fact-check that schema.org's ClaimReview has room for."""


def verdicts(data: ReportData) -> list[tuple[StoredDocument, ReportClaim]]:
    """Give the claims that have a verdict, with their documents."""
    return [
        (document.stored, item)
        for document in data.documents
        for item in document.claims
        if item.stored.status.is_verdict
    ]


def gather(data: ReportData) -> dict[str, Any]:
    """Count verdicts by what an assessor asks for."""
    found = verdicts(data)
    items = [item for _, item in found]
    pieces = [piece for item in items for piece in item.evidence]
    return {
        "verdicts": len(items),
        "documents": len({document.id for document, _ in found}),
        "by_status": _counted(item.stored.status.value for item in items),
        "by_level": _counted(item.stored.claim.strength.value for item in items),
        "by_reviewer": _counted(item.stored.reviewer or "not recorded" for item in items),
        "by_voice": _voices(items),
        "verdicts_whose_text_names_nobody": sum(
            not words.said_by(item.stored.claim) for item in items
        ),
        "by_sign_off": {
            state.value: sum(item.stored.sign_off is state for item in items) for state in SignOff
        },
        "signed_by_who_marked": sum(_own(item) for item in items),
        "evidence": len(pieces),
        "evidence_by_stance": _counted(piece.stance.value for piece in pieces),
        "evidence_by_kind": _counted(
            piece.reference.kind.value if piece.reference.kind else "not told" for piece in pieces
        ),
        "evidence_with_grade": sum(piece.grade is not None for piece in pieces),
        "evidence_with_place": sum(bool(piece.locator) for piece in pieces),
        "evidence_with_archive_copy": sum(bool(piece.archive_url) for piece in pieces),
        "evidence_protected": sum(piece.reference.protected for piece in pieces),
        "evidence_protected_with_public_wording": sum(
            piece.reference.protected and bool(piece.reference.public_wording) for piece in pieces
        ),
        "verdicts_with_both_sides": sum(_both_sides(item) for item in items),
        "verdicts_with_reply_asked": sum(bool(item.replies) for item in items),
        "verdicts_with_reply_answered": sum(
            any(one.answered_on for one in item.replies) for item in items
        ),
        "verdicts_read_a_second_time": sum(bool(item.readings) for item in items),
        "verdicts_published": sum(item.published_at is not None for item in items),
        "claimreview_fields": _fields(data),
    }


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))


def _voices(items: Iterable[ReportClaim]) -> list[dict[str, Any]]:
    """Count the verdicts on each voice, the most often checked first.

    `The council` and `the council` are one, as first written.
    """
    written: dict[str, str] = {}
    by_status: dict[str, Counter[str]] = {}
    for item in items:
        said_by = words.said_by(item.stored.claim)
        for name in {written.setdefault(one.casefold(), one): None for one in said_by}:
            by_status.setdefault(name, Counter())[item.stored.status.value] += 1
    totals = {name: found.total() for name, found in by_status.items()}
    listed = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    told: list[dict[str, Any]] = [
        {"voice": name, "verdicts": number, "by_status": dict(sorted(by_status[name].items()))}
        for name, number in listed[:VOICES]
    ]
    if len(listed) > VOICES:
        rest = sum(number for _, number in listed[VOICES:])
        told.append({"voice": f"{len(listed) - VOICES} others", "verdicts": rest})
    return told


def _own(item: ReportClaim) -> bool:
    signer = item.stored.signed_by
    return signer is not None and signer == item.stored.reviewer


def _both_sides(item: ReportClaim) -> bool:
    sides = {piece.stance for piece in item.evidence}
    return {EvidenceStance.SUPPORTS, EvidenceStance.REFUTES} <= sides


def _fields(data: ReportData) -> dict[str, int]:
    """Count in how many verdicts each field of a ClaimReview is filled."""
    counted = dict.fromkeys(REVIEW_FIELDS, 0)
    for row in json.loads("".join(render("claimreview", data))):
        for name in REVIEW_FIELDS:
            value: Any = row
            for key in name.split("."):
                value = value.get(key) if isinstance(value, dict) else None
            counted[name] += value is not None
    return counted
