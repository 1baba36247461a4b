"""What another desk's report says of a claim beside its values: published, corrected, and how.

Read from `report --format json` by `load`, told by `history` and by our own reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.records import Status
from verifier.corrections import Correction, Said
from verifier.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.elsewhere import Elsewhere
    from verifier.corrections import Publication

_DESK = ("publisher", "reviewer", "generated_at", "log_head")
_OF_DOCUMENT = frozenset({"ingest", "load"})


def desk_of(report: Mapping[str, Any]) -> dict[str, Any]:
    """Who made a report and when, with the head of its log."""
    return {name: report.get(name) for name in _DESK}


def said_of(row: Mapping[str, Any], place: str) -> dict[str, Any] | None:
    """What a report's claim was published as and went through; None where nothing happened to it.

    Raises Refused for what has not the shape that a report gives it.
    """
    history, corrections = row.get("history") or [], row.get("corrections") or []
    if not _objects(history) or not _objects(corrections):
        raise Refused(place, '"history" and "corrections" are lists of objects')
    history = [event for event in history if event.get("kind") not in _OF_DOCUMENT]
    if not history and not corrections and not row.get("published_at"):
        return None
    for one in corrections:
        if not _a_correction(one):
            raise Refused(
                place, "a correction tells what was said and what is said, when and by whom"
            )
    return {
        "published_at": row.get("published_at"),
        "published_url": row.get("published_url"),
        "status": row.get("status"),
        "reason": row.get("reason"),
        "corrections": corrections,
        "history": history,
    }


def corrections_of(one: Elsewhere, published: Sequence[Publication]) -> list[Correction]:
    """The corrections that the other desk made; one that was still to go out goes out with ours."""
    ours = [later.at for later in published if later.head >= one.event_id]
    return [
        Correction(
            claim_id=one.claim_id,
            said=_said(row["said"]),
            says=_said(row["says"]),
            published_at=str(row.get("published_at") or ""),
            published_url=row.get("published_url"),
            event_id=one.event_id,
            at=str(row["at"]),
            reviewer=str(row["reviewer"]),
            shown_at=row.get("shown_at") or next(iter(ours[1:]), None),
        )
        for row in one.claim["corrections"]
    ]


def name_of(desk: Mapping[str, Any]) -> str:
    """The other desk, for people."""
    publisher = desk.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else None
    return str(name or desk.get("reviewer") or "another desk")


def _said(row: Mapping[str, Any]) -> Said:
    return Said(Status(row["status"]), row.get("reason"))


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _a_correction(row: Mapping[str, Any]) -> bool:
    sides = (row.get("said"), row.get("says"))
    known = all(isinstance(side, dict) and side.get("status") in set(Status) for side in sides)
    return known and isinstance(row.get("at"), str) and isinstance(row.get("reviewer"), str)
