"""A claim's events, as far as they may leave the desk, and in words.

An event about evidence could name a protected reference, also after its evidence was taken away:
nothing of an address, a title or a quote ever leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verifier.reports.words import date
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Event
    from verifier.reports.model import ReportClaim

_FIELDS = (
    "status", "reason", "note", "quote_check", "strength", "machine_strength", "sentence", "span",
    "fragments", "text", "wording", "zone", "polarity", "modality", "confidence",
    "check_worthiness", "rule",
)  # fmt: skip
_OF_EVIDENCE = ("stance", "grade")
_DID = {
    "ingest": "took the document in",
    "load": "loaded the document",
    "mark": "marked",
    "add": "added the claim",
    "correct": "corrected",
    "evidence": "added evidence",
    "evidence-removed": "took evidence away",
    "undo": "took back",
    "redo": "did again",
}
_QUOTED = frozenset({"reason", "note", "text", "wording", "rule"})
_SILENT = frozenset({"text", "fragments", "sentence"})


def changes(event: Event) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Give what the event changed, before and after, as far as it may leave the desk."""
    return _kept(event.before), _kept(event.after)


def _kept(side: dict[str, Any] | None) -> dict[str, Any] | None:
    if side is None:
        return None
    kept = {name: side[name] for name in _FIELDS if name in side}
    for name, fields in (("claim", _FIELDS), ("evidence", _OF_EVIDENCE)):
        if name in side:
            row = side[name]
            kept[name] = (
                {field: row[field] for field in fields if field in row}
                if isinstance(row, dict)
                else None
            )
    return kept


def of_claim(item: ReportClaim) -> list[Event]:
    """Give the events of the claim itself, without those of its whole document."""
    return [event for event in item.history if event.claim_id is not None]


def line(event: Event) -> str:
    """Tell an event in one line: when, who, what, and the values that changed."""
    did = _DID.get(event.kind) or one_line(event.kind).replace("-", " ")
    told = "; ".join(_changed(event))
    when = f"{date(event.at)}, {one_line(event.reviewer)}"
    return f"{when}: {did}, {told}" if told else f"{when}: {did}"


def _changed(event: Event) -> Iterator[str]:
    before, after = (side or {} for side in changes(event))
    piece = after.get("evidence") or before.get("evidence")
    if piece:
        yield " ".join(one_line(str(piece[field])) for field in _OF_EVIDENCE if piece.get(field))
    for name in _FIELDS:
        old, new = before.get(name), after.get(name)
        if name in after and old != new and name not in _SILENT:
            words = name.replace("_", " ")
            yield (
                f"{words} {_value(name, old)} → {_value(name, new)}"
                if name in before
                else (f"{words} {_value(name, new)}")
            )


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, float):
        return f"{value:.2f}"
    text = one_line(str(value))
    return f"“{text}”" if name in _QUOTED else text
