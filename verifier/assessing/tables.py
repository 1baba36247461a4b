"""The bundle's tables as CSV by RFC 4180: no cell starts a formula, no control character."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from verifier import words
from verifier.flags import flags
from verifier.reports.words import evidence_name
from verifier.safe_text import csv_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.records import StoredDocument
    from verifier.corrections import Correction
    from verifier.reports.model import ReportClaim, ReportData

Cell = str | int | float | None


def fact_checks(data: ReportData, found: Sequence[tuple[StoredDocument, ReportClaim]]) -> str:
    """Write a row for each verdict."""
    return _table(
        (
            "claim_id", "claim", "denied", "said_by", "level", "document", "document_url",
            "document_date", "verdict", "rating", "rating_value", "reason", "verdict_by",
            "verdict_at", "published_at", "published_url", "evidence", "supporting", "refuting",
            "protected", "with_place", "with_archive_copy", "asked_to_reply", "answered",
            "sign_off", "signed_by", "signed_at", "second_readings", "corrections", "look_at",
        ),
        (_fact_check(data, document, item) for document, item in found),
    )  # fmt: skip


def _fact_check(data: ReportData, document: StoredDocument, item: ReportClaim) -> list[Cell]:
    stored, claim = item.stored, item.stored.claim
    stances = [piece.stance.value for piece in item.evidence]
    return [
        stored.id, words.wording(claim), "yes" if words.is_denied(claim) else "no",
        "; ".join(words.said_by(claim)), claim.strength.value, document.title or document.name,
        document.url, document.published, stored.status.value, data.ratings.label(stored.status),
        data.ratings.value(stored.status), stored.reason, stored.reviewer, item.verdict_at,
        item.published_at, item.published_url, len(item.evidence), stances.count("supports"),
        stances.count("refutes"), sum(piece.reference.protected for piece in item.evidence),
        sum(bool(piece.locator) for piece in item.evidence),
        sum(bool(piece.archive_url) for piece in item.evidence),
        len(item.replies), sum(one.answered_on is not None for one in item.replies),
        stored.sign_off.value, stored.signed_by, stored.signed_at, len(item.readings),
        len(item.corrections), " ".join(flag.value for flag in flags(item)),
    ]  # fmt: skip


def evidence(found: Sequence[tuple[StoredDocument, ReportClaim]]) -> str:
    """Write a row for each piece of evidence; of a protected one what may be said instead."""
    return _table(
        (
            "claim_id", "stance", "grade", "reference", "kind", "publisher", "url", "place",
            "quote", "seen", "archive_url", "protected", "added_by", "added_at",
        ),
        (
            [
                item.stored.id, piece.stance.value, piece.grade, evidence_name(piece),
                piece.reference.kind.value if piece.reference.kind else None,
                piece.reference.publisher, piece.reference.url, piece.locator, piece.quote,
                piece.accessed, piece.archive_url,
                "yes" if piece.reference.protected else "no", piece.reviewer, piece.added,
            ]
            for _, item in found
            for piece in item.evidence
        ),
    )  # fmt: skip


def replies(found: Sequence[tuple[StoredDocument, ReportClaim]]) -> str:
    """Write a row for each request for a reply."""
    return _table(
        ("claim_id", "asked", "asked_on", "deadline", "answer", "answered_on", "noted_by"),
        (
            [item.stored.id, one.asked, one.asked_on, one.deadline, one.answer, one.answered_on,
             one.reviewer]
            for _, item in found
            for one in item.replies
        ),
    )  # fmt: skip


def second_readings(found: Sequence[tuple[StoredDocument, ReportClaim]]) -> str:
    """Write a row for each second reading that is done."""
    return _table(
        ("claim_id", "reader", "done_at", "verdict", "reason", "first_verdict", "first_by", "blind"),
        (
            [item.stored.id, one.reader, one.finished, one.status.value if one.status else None,
             one.reason, one.first_status, one.first_reader, "yes" if one.first_status else "no"]
            for _, item in found
            for one in item.readings
        ),
    )  # fmt: skip


def corrections(found: Iterable[Correction]) -> str:
    """Write a row for each correction, oldest first."""
    return _table(
        (
            "claim_id", "published_at", "published_url", "said", "said_because", "says",
            "says_because", "corrected_at", "corrected_by", "shown_at",
        ),
        (
            [one.claim_id, one.published_at, one.published_url, one.said.status.value,
             one.said.reason, one.says.status.value, one.says.reason, one.at, one.reviewer,
             one.shown_at]
            for one in found
        ),
    )  # fmt: skip


def _table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            value if isinstance(value, int | float) else csv_cell("" if value is None else value)
            for value in row
        )
    return stream.getvalue()
