"""Blind second readings: another person's own verdict, given before they see the first.

The store keeps them apart from the verdict; hiding the first from the reader is the desk's part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db import act_rows, changes, events
from db.agreement import Agreement, measured
from db.checks import checked_actor, chosen
from db.connection import plain_cursor, transaction
from db.errors import BadValue
from db.records import SecondReading, Status
from db.sign_offs import judges, same_person
from db.text import optional

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.connection import Connection
    from db.records import Event

STARTED, DONE, DROPPED = "second-started", "second-done", "second-dropped"
"""Kinds of events."""

_SELECT = f"SELECT {', '.join(act_rows.TABLES['second'][1])} FROM second_readings"


def start(conn: Connection, ids: Iterable[int], actor: str) -> list[Event]:
    """Begin a second reading of claims: one step, one event a claim, all or none.

    A claim that the actor is reading already gets no event. Raises NoSuchClaim, and BadValue where
    the verdict or its reason is the actor's own.
    """
    actor = checked_actor(actor)
    with transaction(conn):
        at = events.now()
        written: list[Event] = []
        for claim_id in dict.fromkeys(ids):
            changes.fields_now(conn, claim_id, ("status",))
            if any(same_person(who, actor) for who in judges(conn, claim_id)):
                raise BadValue(f"claim {claim_id}: the verdict is {actor}'s own; another reads it")
            if _open(conn, claim_id, actor) is not None:
                continue
            row = {"id": None, "claim_id": claim_id, "reader": actor, "started": at}
            written.append(_write(conn, STARTED, None, row, actor, at, written))
    return written


def finish(
    conn: Connection, claim_id: int, status: str, reason: str | None, actor: str
) -> SecondReading:
    """Give the reader's verdict; what the claim's status is at this moment is kept beside it.

    status is a verdict, or `set-aside`. A reading that was done once and taken back is no longer
    blind: the first verdict is left out, so that it counts for no agreement. Raises BadValue where the actor has begun no reading of the
    claim, or for another status.
    """
    actor = checked_actor(actor)
    verdict = Status(chosen(Status, status, "status"))
    if not verdict.is_done:
        raise BadValue(f"{status} is no verdict: give one, or set-aside")
    with transaction(conn):
        old = _open(conn, claim_id, actor)
        if old is None:
            raise BadValue(f"claim {claim_id}: {actor} has begun no second reading of it")
        first = changes.fields_now(conn, claim_id, ("status", "reviewer"))
        at = events.now()
        new = {
            **old,
            "finished": at,
            "status": verdict.value,
            "reason": optional(reason),
            "first_status": None if _was_done(conn, old) else first["status"],
            "first_reader": ", ".join(sorted(judges(conn, claim_id))) or first["reviewer"],
        }
        _write(conn, DONE, old, new, actor, at, [])
        return _reading(new)


def drop(conn: Connection, ids: Iterable[int], actor: str) -> list[Event]:
    """Give readings up that are not done: one step. Raises BadValue where there is none."""
    actor = checked_actor(actor)
    with transaction(conn):
        at = events.now()
        written: list[Event] = []
        for claim_id in dict.fromkeys(ids):
            old = _open(conn, claim_id, actor)
            if old is None:
                raise BadValue(f"claim {claim_id}: {actor} has begun no second reading of it")
            written.append(_write(conn, DROPPED, old, None, actor, at, written))
    return written


def open_of(conn: Connection, reader: str) -> list[int]:
    """The claims that a person is reading a second time and is not done with, oldest first."""
    found = plain_cursor(conn).execute(
        "SELECT claim_id, reader FROM second_readings WHERE finished IS NULL ORDER BY id"
    )
    return [claim_id for claim_id, name in found if same_person(name, reader)]


def any_open(conn: Connection) -> bool:
    """Whether anybody is reading anything a second time."""
    sql = "SELECT 1 FROM second_readings WHERE finished IS NULL LIMIT 1"
    return plain_cursor(conn).execute(sql).fetchone() is not None


def of_many(conn: Connection, ids: Sequence[int]) -> dict[int, list[SecondReading]]:
    """The readings of claims by claim id, done or not, oldest first."""
    found: dict[int, list[SecondReading]] = {}
    for begin in range(0, len(ids), 500):
        some = list(ids[begin : begin + 500])
        marks = ", ".join("?" * len(some))
        for row in conn.execute(f"{_SELECT} WHERE claim_id IN ({marks}) ORDER BY id", some):
            found.setdefault(row["claim_id"], []).append(_reading(dict(row)))
    return found


def agreement(conn: Connection) -> Agreement:
    """How often second readers agreed with the verdict that stood when they were done.

    A claim without a verdict then, and not set aside, counts for nothing; one that a newer version
    of its document took over counts there.
    """
    done = ", ".join(f"'{status}'" for status in Status if status.is_done)
    pairs = plain_cursor(conn).execute(
        "SELECT first_status, status FROM second_readings "
        f"WHERE finished IS NOT NULL AND first_status IN ({done}) AND NOT EXISTS "
        "(SELECT 1 FROM claims n WHERE n.earlier = claim_id AND n.kept = 1) ORDER BY id"
    )
    return measured(pairs.fetchall())


def _open(conn: Connection, claim_id: int, reader: str) -> dict[str, Any] | None:
    rows = conn.execute(f"{_SELECT} WHERE claim_id = ? AND finished IS NULL", (claim_id,))
    return next((dict(row) for row in rows if same_person(row["reader"], reader)), None)


def _was_done(conn: Connection, row: dict[str, Any]) -> bool:
    """Whether the reader has finished this reading before, and so has seen the first verdict."""
    return any(
        event.kind == DONE and (event.after or {})["second"]["id"] == row["id"]
        for event in events.history(conn, row["claim_id"])
    )


def _reading(row: dict[str, Any]) -> SecondReading:
    status = row["status"]
    return SecondReading(**{**row, "status": None if status is None else Status(status)})


def _write(
    conn: Connection,
    kind: str,
    old: dict[str, Any] | None,
    new: dict[str, Any] | None,
    actor: str,
    at: str,
    written: list[Event],
) -> Event:
    if new is None:
        claim_id, row = (old or {})["claim_id"], None
        act_rows.delete(conn, "second", (old or {})["id"])
    else:
        claim_id, row = new["claim_id"], act_rows.put(conn, "second", new)
    changes.set_fields(conn, claim_id, {}, at)
    return events.append(
        conn,
        reviewer=actor,
        kind=kind,
        at=at,
        claim_id=claim_id,
        before={"second": old},
        after={"second": row},
        step=written[0].id if written else None,
    )
