"""What must not be told of a protected reference, in events of the log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from db.records import Event

PROTECTED = "protected source"
"""What is said of a reference that must not leave the desk, where the desk gave no other words."""

_OF_EVIDENCE = ("id", "claim_id", "source_id", "stance", "grade", "accessed", "reviewer", "added")
_OF_REFERENCE = ("id", "protected", "public_wording")


def told(event: Event, protected: AbstractSet[int]) -> Event:
    """Give an event without what points at a protected reference.

    protected are the ids of the references that are so today: what was written before they became
    so is kept back too. The hash of such an event is over all that it held.
    """
    return replace(
        event, before=_side(event.before, protected), after=_side(event.after, protected)
    )


def _side(side: dict[str, Any] | None, protected: AbstractSet[int]) -> dict[str, Any] | None:
    if side is None:
        return None
    kept = dict(side)
    if isinstance(row := side.get("evidence"), dict):
        kept["evidence"] = _evidence(row, protected)
    if isinstance(row := side.get("reference"), dict):
        kept["reference"] = _reference(row, protected)
    if isinstance(rows := side.get("evidence"), list):
        kept["evidence"] = [_evidence(row, protected) for row in rows]
    if isinstance(rows := side.get("references"), list):
        kept["references"] = [_reference(row, protected) for row in rows]
    return kept


def _evidence(row: dict[str, Any], protected: AbstractSet[int]) -> dict[str, Any]:
    if row.get("source_id") not in protected:
        return row
    return {name: row[name] for name in _OF_EVIDENCE if name in row}


def _reference(row: dict[str, Any], protected: AbstractSet[int]) -> dict[str, Any]:
    if row.get("id") not in protected and not row.get("protected"):
        return row
    return {name: row[name] for name in _OF_REFERENCE if name in row}
