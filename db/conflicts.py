"""Two people at one claim: nobody writes over a colleague's newer change without having seen it.

A screen names the last event that it knew when the reviewer acted. Where a colleague's later events
changed what is about to be set, the change is refused, and the refusal brings those events along.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from db import changes, events
from db.checks import checked_actor
from db.connection import plain_cursor, transaction
from db.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from db.connection import Connection
    from db.records import Event

FIELD = "conflict"
"""The name under which an event holds what its reviewer would have set, and did not."""

_VERDICT = frozenset({"status", "reason"})
_WORDS = frozenset({"span", "fragments"})
_TOGETHER = {
    "status": _VERDICT | _WORDS,
    "reason": _VERDICT | _WORDS,
    "quote_check": _WORDS | {"quote_check"},
}
"""What must be as it was seen when a field is set, beside the field itself."""


def refuse_newer(
    conn: Connection, ids: Iterable[int], names: Iterable[str], since: int, actor: str
) -> None:
    """Raise Conflict where a colleague changed what is about to be set, after the event `since`.

    What they changed and took back counts as unchanged. Belongs to the transaction of the change.
    """
    assert conn.in_transaction, "what is checked must not change before it is set"
    watched: set[str] = set()
    for name in names:
        watched |= {name} | _TOGETHER.get(name, frozenset())
    wanted = list(dict.fromkeys(ids))
    found: list[Event] = []
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        marks = ", ".join("?" * len(some))
        rows = plain_cursor(conn).execute(
            f"SELECT id, claim_id, before FROM events WHERE claim_id IN ({marks}) "
            "AND id > ? AND reviewer <> ? ORDER BY id",
            (*some, since, actor),
        )
        found += _changed(conn, rows.fetchall(), watched)
    if found:
        raise Conflict(_told(found), tuple(found))


def keep_theirs(
    conn: Connection, ids: Sequence[int], offered: Mapping[str, Any], actor: str
) -> list[Event]:
    """Record that a reviewer saw a colleague's newer change and let it stand, as one step.

    offered is what they would have set; no row changes. Raises NoSuchClaim.
    """
    actor = checked_actor(actor)
    written: list[Event] = []
    with transaction(conn):
        at = events.now()
        for claim_id in dict.fromkeys(ids):
            changes.fields_now(conn, claim_id, ["status"])
            event = events.append(
                conn,
                reviewer=actor,
                kind="conflict",
                at=at,
                claim_id=claim_id,
                after={FIELD: dict(offered)},
                step=written[0].id if written else None,
            )
            written.append(event)
    return written


def _changed(
    conn: Connection, rows: Sequence[tuple[int, int, str | None]], watched: set[str]
) -> list[Event]:
    """The events that left something watched other than it was seen."""
    touching: dict[int, list[int]] = {}
    seen: dict[int, dict[str, Any]] = {}
    for event_id, claim_id, before in rows:
        was = json.loads(before) if before else {}
        named = watched & was.keys()
        if named:
            touching.setdefault(claim_id, []).append(event_id)
            for name in named:
                seen.setdefault(claim_id, {}).setdefault(name, was[name])
    found: list[Event] = []
    for claim_id, event_ids in touching.items():
        now = changes.fields_now(conn, claim_id, seen[claim_id])
        if any(not changes.same(now[name], value) for name, value in seen[claim_id].items()):
            found += [events.get(conn, event_id) for event_id in event_ids]
    return found


def _told(found: Sequence[Event]) -> str:
    claims = list(dict.fromkeys(event.claim_id for event in found))
    who = " and ".join(dict.fromkeys(event.reviewer for event in found))
    what = f"claim {claims[0]} was" if len(claims) == 1 else f"{len(claims)} claims were"
    return f"{what} changed since by {who}"
