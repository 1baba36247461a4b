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
_LISTS = ("history", "corrections", "elsewhere", "also_in")
_ARTICLE = ("name", "title", "url", "publisher", "published", "wording")
_OF_DOCUMENT = frozenset({"ingest", "load"})


def desk_of(report: Mapping[str, Any]) -> dict[str, Any]:
    """Who made a report and when, with the head of its log."""
    return {name: report.get(name) for name in _DESK}


def said_of(row: Mapping[str, Any], place: str) -> dict[str, Any] | None:
    """What a report's claim was published as and went through; None where nothing happened to it.

    Raises Refused for what has not the shape that a report gives it.
    """
    lists = {name: row.get(name) or [] for name in _LISTS}
    if not all(map(_objects, lists.values())):
        names = " and ".join(f'"{name}"' for name, rows in lists.items() if not _objects(rows))
        raise Refused(place, f"{names}: a list of objects is meant")
    _check_events(lists["history"], place)
    corrections = lists["corrections"]
    history = [event for event in lists["history"] if event.get("kind") not in _OF_DOCUMENT]
    before = [_desk_row(one, place) for one in lists["elsewhere"]]
    also_in = [_article(one, place) for one in lists["also_in"]]
    if not (history or corrections or before or also_in or row.get("published_at")):
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
        "before": before,
        "also_in": also_in,
    }


def desks(one: Elsewhere) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The desks that a claim went through before it was loaded, the first one first, with events."""
    earlier = [
        ({name: row.get(name) for name in _DESK}, row["history"])
        for row in one.claim.get("before") or ()
    ]
    return [*earlier, (one.desk, one.claim["history"])]


def articles(one: Elsewhere) -> list[dict[str, Any]]:
    """The articles in which the other desk found the same claim."""
    return list(one.claim.get("also_in") or ())


def _desk_row(row: Mapping[str, Any], place: str) -> dict[str, Any]:
    """What a desk before the other one did. Raises Refused where its events are none."""
    history = row.get("history") or []
    if not _objects(history):
        raise Refused(place, '"history" in "elsewhere" is a list of objects')
    _check_events(history, place)
    return {**{name: row.get(name) for name in _DESK}, "history": history}


def _check_events(history: Sequence[Mapping[str, Any]], place: str) -> None:
    """Raise Refused where an event's values before or after are no object."""
    for event in history:
        if not all(isinstance(event.get(side) or {}, dict) for side in ("before", "after")):
            raise Refused(place, 'an event\'s "before" and "after" are objects')


def _article(row: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Where else the other desk found the claim. Raises Refused for values that are no text."""
    found = {name: row.get(name) for name in _ARTICLE}
    texts = all(value is None or isinstance(value, str) for value in found.values())
    if not texts or not found["name"] or not found["wording"]:
        raise Refused(place, '"also_in" tells of articles by name and wording')
    return found


def corrections_of(one: Elsewhere, published: Sequence[Publication]) -> list[Correction]:
    """The corrections that the other desk made; one that was still to go out goes out with ours."""
    theirs = 2 if one.claim.get("published_at") and one.claim.get("status") else 0
    ours = [later.at for later in published if later.head >= one.event_id][theirs:]
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
            shown_at=row.get("shown_at") or next(iter(ours), None),
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
