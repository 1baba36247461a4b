"""Right of reply: who was asked about a claim, by when, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db import act_rows, changes, events
from db.checks import checked_actor, checked_day, needed
from db.connection import transaction
from db.errors import BadValue
from db.records import Reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.connection import Connection

ASKED, ANSWERED = "reply-asked", "reply-answered"
"""Kinds of events."""

_SELECT = f"SELECT {', '.join(act_rows.TABLES['reply'][1])} FROM replies"


def ask(
    conn: Connection, claim_id: int, *, asked: str, on: str, deadline: str, actor: str
) -> Reply:
    """Note that somebody was asked about a claim. Days are ISO 8601 dates.

    Raises NoSuchClaim, and BadValue for no name, no date, or a deadline before the day of asking.
    """
    actor = checked_actor(actor)
    day, last = checked_day(on, "the day of asking"), checked_day(deadline, "the deadline")
    if last < day:
        raise BadValue(f"the deadline {last} lies before the day of asking, {day}")
    row = {
        "id": None,
        "claim_id": claim_id,
        "asked": needed(asked, "who was asked"),
        "asked_on": day,
        "deadline": last,
        "answer": None,
        "answered_on": None,
        "reviewer": actor,
    }
    with transaction(conn):
        changes.fields_now(conn, claim_id, ("status",))
        at = events.now()
        return _write(conn, ASKED, None, {**row, "added": at}, actor, at)


def answer(
    conn: Connection,
    claim_id: int,
    *,
    answer: str,
    on: str,
    actor: str,
    asked: str | None = None,
) -> Reply:
    """Note what came back from the one who was asked, or from `asked` where several were.

    Another answer takes the place of the one before. Raises NoSuchClaim, and BadValue where nobody
    was asked, where several were and none is named, or for a day before that of asking.
    """
    actor = checked_actor(actor)
    words = needed(answer, "the answer")
    day = checked_day(on, "the day of the answer")
    with transaction(conn):
        changes.fields_now(conn, claim_id, ("status",))
        old = _meant(of_claim(conn, claim_id), claim_id, asked)
        if day < old.asked_on:
            raise BadValue(f"the answer of {day} lies before the day of asking, {old.asked_on}")
        row = act_rows.values(conn, "reply", old.id) or {}
        new = {**row, "answer": words, "answered_on": day}
        return _write(conn, ANSWERED, row, new, actor, events.now())


def of_claim(conn: Connection, claim_id: int) -> list[Reply]:
    """Who was asked about a claim, in the order it was noted."""
    cursor = conn.execute(f"{_SELECT} WHERE claim_id = ? ORDER BY id", (claim_id,))
    return [Reply(**dict(row)) for row in cursor]


def of_many(conn: Connection, ids: Sequence[int]) -> dict[int, list[Reply]]:
    """The same for many claims, by claim id; claims about which nobody was asked are left out."""
    found: dict[int, list[Reply]] = {}
    for start in range(0, len(ids), 500):
        some = list(ids[start : start + 500])
        marks = ", ".join("?" * len(some))
        for row in conn.execute(f"{_SELECT} WHERE claim_id IN ({marks}) ORDER BY id", some):
            found.setdefault(row["claim_id"], []).append(Reply(**dict(row)))
    return found


def _meant(known: list[Reply], claim_id: int, asked: str | None) -> Reply:
    """The one whose answer it is: the named one, else the only one, an awaited one first."""
    if asked is not None:
        name = " ".join(asked.split()).casefold()
        known = [one for one in known if " ".join(one.asked.split()).casefold() == name]
    if not known:
        whom = "nobody" if asked is None else f"{asked[:60]!r} not"
        raise BadValue(f"claim {claim_id}: {whom} asked so far; say whom, on which day, by when")
    awaited = [one for one in known if one.answered_on is None] or known
    if len(awaited) > 1:
        names = ", ".join(one.asked for one in awaited[:5])
        raise BadValue(f"claim {claim_id}: several were asked ({names}): say who answered")
    return awaited[0]


def _write(
    conn: Connection,
    kind: str,
    old: dict[str, Any] | None,
    new: dict[str, Any],
    actor: str,
    at: str,
) -> Reply:
    row = act_rows.put(conn, "reply", new)
    if old is None or not changes.same(old, row):
        changes.set_fields(conn, row["claim_id"], {}, at)
        events.append(
            conn,
            reviewer=actor,
            kind=kind,
            at=at,
            claim_id=row["claim_id"],
            before={"reply": old},
            after={"reply": row},
        )
    return Reply(**row)
