"""The report as CSV by RFC 4180, one row a claim; no cell starts a formula.

Columns are described in docs/reports.md; new ones come at the end.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from verifier import beside
from verifier.flags import flags
from verifier.reports import words
from verifier.reports.arrange import sections
from verifier.safe_text import csv_cell, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Evidence
    from verifier.ratings import Scale
    from verifier.reports.arrange import Numbered, Section
    from verifier.reports.model import ReportData

COLUMNS = (
    "number", "claim_id", "document_id", "document", "title", "url", "publisher", "author",
    "published", "zone", "wording", "denied", "strength", "rank", "machine_strength", "rule",
    "confidence", "polarity", "modality", "check_worthiness", "said_by", "chain", "status",
    "reason", "note", "quote_check", "reviewer", "changed", "evidence_count", "evidence",
    "span_start", "span_end", "text", "published_at", "published_url", "corrections", "flags",
    "rating", "rating_value", "sign_off", "signed_by", "signed_at", "replies", "second_readings",
    "also_in",
)  # fmt: skip


def render(data: ReportData) -> Iterator[str]:
    """Write the header, then a row for each claim, each ended by CR LF."""
    row = _Row()
    writer = csv.writer(row, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield row.text
    for section in sections(data):
        for item in section.claims:
            writer.writerow(_cells(data.ratings, section, item))
            yield row.text


class _Row:
    """A file that remembers only what was written last."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def _cells(scale: Scale, section: Section, numbered: Numbered) -> list[str | float]:
    document, item = section.document.stored, numbered.claim
    stored, claim = item.stored, item.stored.claim
    values: list[str | float | None] = [
        numbered.number, stored.id, document.id, document.name, document.title, document.url,
        document.publisher, document.author, document.published, claim.zone.value, claim.wording,
        "yes" if words.is_denied(claim) else "no", claim.strength.value, claim.strength.rank,
        stored.machine_strength.value if stored.machine_strength else None, claim.rule,
        f"{claim.confidence:.3f}", claim.polarity.value, claim.modality.value,
        f"{claim.check_worthiness:.3f}", " → ".join(words.said_by(claim)), " → ".join(words.links(claim)),
        stored.status.value, stored.reason, stored.note, stored.quote_check.value,
        stored.reviewer, stored.changed, len(item.evidence),
        " | ".join(_evidence(piece) for piece in item.evidence), *claim.span, claim.text,
        item.published_at, item.published_url,
        " | ".join(words.correction(one) for one in item.corrections),
        " ".join(flag.value for flag in flags(item)),
        scale.label(stored.status), scale.value(stored.status), stored.sign_off.value,
        stored.signed_by, stored.signed_at,
        " | ".join(beside.reply(one) for one in item.replies),
        " | ".join(beside.second(one) for one in item.readings),
        " | ".join(words.article(one) for one in item.also_in),
    ]  # fmt: skip
    return [
        value if isinstance(value, int | float) else csv_cell("" if value is None else value)
        for value in values
    ]


def _evidence(piece: Evidence) -> str:
    grade = f" {one_line(piece.grade)}" if piece.grade else ""
    reference = piece.reference
    where = (
        words.evidence_name(piece)
        if reference.protected
        else reference.url or words.evidence_name(piece)
    )
    return f"{piece.stance.value}{grade}: {one_line(where)}"
