"""Taking back and doing again, as new events: nothing in the log is ever changed.

A reviewer takes back their own last step that is not yet taken back; a step is one action, a bulk
mark too. Ingest, load and import are not taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db import act_rows, changes, events
from db.checks import checked_actor
from db.connection import plain_cursor, transaction
from db.errors import NothingToUndo, UndoConflict

if TYPE_CHECKING:
    from db.connection import Connection
    from db.records import Event

_OF_THE_CLAIM = (
    "mark",
    "correct",
    "add",
    "split",
    "merge",
    "evidence",
    "evidence-changed",
    "evidence-removed",
    "sign-off",
    "sign-off-withdrawn",
)
_BESIDE_IT = (
    "second-started",
    "second-done",
    "second-dropped",
    "reply-asked",
    "reply-answered",
    "embargo",
    "embargo-lifted",
)
UNDOABLE = (*_OF_THE_CLAIM, *_BESIDE_IT)
"""Kinds of events that their reviewer can take back."""

_ROWS = frozenset({"claim", "evidence", "reference", *act_rows.TABLES})
_KINDS = ", ".join(f"'{kind}'" for kind in UNDOABLE)
_UNDONE = "(SELECT u.kind FROM events u WHERE u.undoes = e.id ORDER BY u.id DESC LIMIT 1) IS 'undo'"
_LAST_DONE = f"""
SELECT e.step FROM events e
WHERE e.reviewer = ? AND e.kind IN ({_KINDS}) AND NOT {_UNDONE}
ORDER BY e.id DESC LIMIT 1
"""
_LAST_UNDONE = f"""
SELECT e.step FROM events u JOIN events e ON e.id = u.undoes
WHERE u.reviewer = ?1 AND u.kind = 'undo' AND {_UNDONE}
  AND u.id = (SELECT max(id) FROM events WHERE undoes = e.id)
  AND u.id > coalesce((SELECT max(id) FROM events WHERE reviewer = ?1 AND kind IN ({_KINDS})), 0)
ORDER BY u.id DESC LIMIT 1
"""
_LATER = f"""
SELECT e.id FROM events e
WHERE e.claim_id = ? AND e.id > ? AND e.step <> ? AND e.kind IN ({{}}) AND NOT {_UNDONE}
ORDER BY e.id LIMIT 1
"""


def undo(conn: Connection, actor: str) -> list[Event]:
    """Take back the reviewer's last step; give the new events.

    Raises NothingToUndo, or UndoConflict naming the later change of the claim.
    """
    actor = checked_actor(actor)
    with transaction(conn):
        step = plain_cursor(conn).execute(_LAST_DONE, (actor,)).fetchone()
        if step is None:
            raise NothingToUndo(f"{actor} has nothing to undo")
        return _turn(conn, actor, step[0], back=True)


def redo(conn: Connection, actor: str) -> list[Event]:
    """Do the step again that the reviewer took back last, unless they did something since.

    Raises NothingToUndo, or UndoConflict naming the later change of the claim.
    """
    actor = checked_actor(actor)
    with transaction(conn):
        step = plain_cursor(conn).execute(_LAST_UNDONE, (actor,)).fetchone()
        if step is None:
            raise NothingToUndo(f"{actor} has nothing to redo")
        return _turn(conn, actor, step[0], back=False)


def _turn(conn: Connection, actor: str, step: int, *, back: bool) -> list[Event]:
    """Write the step's other side: its last event first on the way back, its first on the way on."""
    direction = "DESC" if back else "ASC"
    ids = (
        plain_cursor(conn)
        .execute(
            f"SELECT id FROM events WHERE step = ? AND kind <> ? ORDER BY id {direction}",
            (step, events.ALIKE),
        )
        .fetchall()
    )
    at = events.now()
    written: list[Event] = []
    found = [events.get(conn, event_id) for (event_id,) in ids]
    at_once = _decided_alone(found)
    decided: dict[int, dict[str, Any]] = {}
    for event in found:
        before, after = event.before or {}, event.after or {}
        source, target = (after, before) if back else (before, after)
        _refuse_taken_over(conn, event)
        _refuse_later_change(conn, event)
        _refuse_other_values(conn, event, source)
        if at_once:
            decided[event.claim_id or 0] = target
        else:
            target = _apply(conn, event, source, target, at)
        new = events.append(
            conn,
            reviewer=actor,
            kind="undo" if back else "redo",
            at=at,
            claim_id=event.claim_id,
            document_id=event.document_id,
            before={name: source.get(name) for name in target},
            after=target,
            undoes=event.id,
            step=written[0].id if written else None,
        )
        written.append(new)
    changes.set_decided(conn, decided, at)
    return written


def _decided_alone(step: list[Event]) -> bool:
    """Whether a step holds nothing but what was decided about claims, about each once."""
    fields = {name for event in step for name in (*(event.before or ()), *(event.after or ()))}
    return fields <= set(changes.DECIDED) and len({e.claim_id for e in step}) == len(step)


def _refuse_taken_over(conn: Connection, event: Event) -> None:
    """Refuse where a newer version took the claim over since, with what the event left."""
    row = (
        plain_cursor(conn)
        .execute(
            "SELECT c.id, c.document_id FROM claims c JOIN events e ON e.document_id = "
            "c.document_id AND e.claim_id IS NULL WHERE c.earlier = ? AND e.id > ? LIMIT 1",
            (event.claim_id, event.id),
        )
        .fetchone()
    )
    if row is not None:
        raise UndoConflict(
            f"claim {event.claim_id} has gone into a newer version since, document {row[1]}: "
            f"change claim {row[0]} there"
        )


def _refuse_later_change(conn: Connection, event: Event) -> None:
    """Refuse where the claim changed since; what only stands beside it is held by its own row.

    A claim that is to go must be free of all that hangs on it.
    """
    if event.kind in _BESIDE_IT:
        return
    adds = "claim" in (event.after or {})
    kinds = ", ".join(f"'{kind}'" for kind in (UNDOABLE if adds else _OF_THE_CLAIM))
    row = (
        plain_cursor(conn)
        .execute(_LATER.format(kinds), (event.claim_id, event.id, event.step))
        .fetchone()
    )
    if row is not None:
        raise _conflict(event, events.get(conn, row[0]))


def _refuse_other_values(conn: Connection, event: Event, expected: dict[str, Any]) -> None:
    """Refuse where the claim does not hold what the event left: its last event is the reason."""
    claim_id = event.claim_id or 0
    fields = [name for name in expected if name not in _ROWS]
    present = True
    if fields:
        now = changes.fields_now(conn, claim_id, fields)
        present = all(changes.same(now[name], expected[name]) for name in fields)
    if "evidence" in expected:
        row_id = _row_id(event, "evidence")
        present = changes.same(changes.evidence_values(conn, row_id), expected["evidence"])
    for name in act_rows.TABLES.keys() & expected.keys():
        held = act_rows.values(conn, name, _row_id(event, name))
        present = present and changes.same(held, expected[name])
    if not present:
        raise _conflict(event, events.last_about(conn, event.claim_id, event.document_id))


def _conflict(event: Event, later: Event) -> UndoConflict:
    fields = ", ".join(later.after or ()) or later.kind
    what = f"claim {event.claim_id}" if event.claim_id else f"document {event.document_id}"
    return UndoConflict(
        f"{what} has changed since: {later.kind} of {fields} by {later.reviewer} "
        f"at {later.at} (event {later.id})"
    )


def _apply(
    conn: Connection,
    event: Event,
    source: dict[str, Any],
    target: dict[str, Any],
    at: str,
) -> dict[str, Any]:
    """Bring the rows from one side of the event to the other; give what was really changed."""
    done = {name: value for name, value in target.items() if name != "reference"}
    claim_id = event.claim_id or 0
    if "claim" in target:
        if target["claim"] is None:
            changes.delete_claim(conn, claim_id)
        else:
            changes.insert_claim(conn, target["claim"], at)
        return done
    if "evidence" in target:
        if source["evidence"] is not None:
            changes.delete_evidence(conn, source["evidence"]["id"])
        if target["evidence"] is not None:
            changes.insert_evidence(conn, target["evidence"])
        if "reference" in target and _move_reference(
            conn, source["reference"], target["reference"]
        ):
            done["reference"] = target["reference"]
        changes.set_fields(conn, claim_id, {}, at)
        return done
    for name in act_rows.TABLES.keys() & target.keys():
        if target[name] is None:
            act_rows.delete(conn, name, _row_id(event, name))
        else:
            act_rows.put(conn, name, target[name])
    if event.claim_id is not None:
        fields = {name: value for name, value in target.items() if name not in act_rows.TABLES}
        changes.set_fields(conn, claim_id, fields, at)
    return done


def _move_reference(
    conn: Connection, source: dict[str, Any] | None, target: dict[str, Any] | None
) -> bool:
    """Set what the action filled in to what it was; whether anything was done.

    A reference that the action made stays, free for other claims, as does one changed since.
    """
    if source is None or target is None:
        return False
    then = {**dict.fromkeys(changes.REFERENCE_FIELDS), **source}  # older events told of fewer
    if not changes.same(changes.reference_values(conn, source["id"]), then):
        return False
    changes.put_reference(conn, target)
    return True


def _row_id(event: Event, name: str) -> int:
    values = (event.after or {}).get(name) or (event.before or {}).get(name) or {}
    return int(values["id"])
