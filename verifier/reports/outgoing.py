"""What may leave the desk: a report's records without what would point at a protected reference.

Every format and every template gets only what comes out of here, so that none can forget it. Also
an event about evidence could name a protected reference, even after its evidence was taken away:
nothing of an address, a title or a quote in the history ever leaves.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.records import Event, Evidence, Reference
    from verifier.reports.model import ReportClaim, ReportData

_Row = TypeVar("_Row", "Evidence", "Reference")

SHOWN = (
    "status", "reason", "note", "quote_check", "strength", "machine_strength", "sentence", "span",
    "fragments", "text", "wording", "zone", "polarity", "modality", "confidence",
    "check_worthiness", "rule",
)  # fmt: skip
"""The values of a claim that its history shows, in this order."""

_OF_EVIDENCE = ("stance", "grade")
_OF_PROTECTED = frozenset(
    {"id", "claim_id", "reference", "stance", "grade", "accessed", "reviewer", "added"}
)
_OF_PROTECTED_REFERENCE = frozenset({"id", "protected", "public_wording"})


def cleared(data: ReportData) -> ReportData:
    """Give the same report without what must not leave. Twice gives the same as once."""
    return replace(
        data,
        documents=tuple(
            replace(document, claims=tuple(map(_claim, document.claims)))
            for document in data.documents
        ),
    )


def _claim(item: ReportClaim) -> ReportClaim:
    return replace(
        item,
        evidence=tuple(map(_evidence, item.evidence)),
        history=tuple(map(_event, item.history)),
        before=tuple(replace(one, history=tuple(map(_row, one.history))) for one in item.before),
    )


_OF_EVENT = ("id", "at", "reviewer", "kind", "claim_id", "undoes")


def _row(event: Mapping[str, Any]) -> dict[str, Any]:
    """Give another desk's event as far as our own would be let out."""
    kept = {name: event.get(name) for name in _OF_EVENT}
    for name in ("before", "after"):
        side = event.get(name)
        kept[name] = _side(side) if isinstance(side, dict) else None
    return kept


def _evidence(piece: Evidence) -> Evidence:
    if not piece.reference.protected:
        return piece
    return _blank(piece, _OF_PROTECTED, reference=_blank(piece.reference, _OF_PROTECTED_REFERENCE))


def _blank(row: _Row, kept: frozenset[str], **other: Any) -> _Row:
    """Take every field away but those that are kept: one that is added later goes too."""
    gone: dict[str, Any] = {field.name: None for field in fields(row) if field.name not in kept}
    return replace(row, **gone, **other)


def _event(event: Event) -> Event:
    return replace(event, before=_side(event.before), after=_side(event.after))


def _side(side: dict[str, Any] | None) -> dict[str, Any] | None:
    if side is None:
        return None
    kept = {name: side[name] for name in SHOWN if name in side}
    for name, allowed in (("claim", SHOWN), ("evidence", _OF_EVIDENCE)):
        if name in side:
            row = side[name]
            kept[name] = (
                {field: row[field] for field in allowed if field in row}
                if isinstance(row, dict)
                else None
            )
    return kept
