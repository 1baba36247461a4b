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

EVIDENCE = "evidence"
"""The name under which an event holds a piece of evidence."""
_VERDICT = frozenset({"status", "reason"})
_WORDS = frozenset({"span", "fragments"})
_TOGETHER = {
    "status": _VERDICT | _WORDS,
    "reason": _VERDICT | _WORDS,
    "quote_check": _WORDS | {"quote_check"},
}
"""What must be as it was seen when a field is set, beside the field itself."""
SIGNED_FOR = (
    "status", "reason", "quote_check", EVIDENCE, "span", "fragments", "strength", "polarity",
    "modality", "attributions",
)  # fmt: skip
"""What a sign-off answers for: none of it may have become another one unseen."""


def refuse_newer(
    conn: Connection, ids: Iterable[int], names: Iterable[str], since: int, actor: str
) -> None:
    """Raise Conflict where a colleague changed what is about to be set, after the event `since`.

    What they changed and took back counts as unchanged. Belongs to the transaction of the change.
    """
    assert conn.in_transaction, "what is checked must not change before it is set"
    found = newer(conn, ids, names, since, actor)
    if found:
        raise Conflict(_told(found), tuple(found))


def refuse_newer_evidence(
    conn: Connection, claim_id: int, evidence_id: int, since: int, actor: str
) -> None:
    """Raise Conflict where a colleague changed a piece of evidence, or took it away, since."""
    assert conn.in_transaction, "what is checked must not change before it is set"
    found = newer(conn, [claim_id], [EVIDENCE], since, actor, piece=evidence_id)
    if found:
        raise Conflict(_told(found), tuple(found))


def newer(
    conn: Connection,
    ids: Iterable[int],
    names: Iterable[str],
    since: int,
    actor: str,
    *,
    piece: int | None = None,
) -> list[Event]:
    """Give colleagues' events after `since` that left these fields of claims other than before.

    names are fields as events hold them; `evidence` stands for every piece of it, or for the one
    that is named.
    """
    watched: set[str] = set()
    for name in names:
        watched |= {name} | _TOGETHER.get(name, frozenset())
    wanted = list(dict.fromkeys(ids))
    found: list[Event] = []
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        marks = ", ".join("?" * len(some))
        rows = plain_cursor(conn).execute(
            f"SELECT id, claim_id, before, after FROM events WHERE claim_id IN ({marks}) "
            "AND id > ? AND reviewer <> ? ORDER BY id",
            (*some, since, actor),
        )
        found += _changed(conn, rows.fetchall(), watched, piece)
    return found


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
    conn: Connection,
    rows: Sequence[tuple[int, int, str | None, str | None]],
    watched: set[str],
    only: int | None,
) -> list[Event]:
    """The events that left something watched other than it was seen; of evidence, only one piece."""
    touching: dict[int, list[int]] = {}
    seen: dict[int, dict[str, Any]] = {}
    pieces: dict[int, dict[int, Any]] = {}
    for event_id, claim_id, before, after in rows:
        was, became = json.loads(before) if before else {}, json.loads(after) if after else {}
        named = watched & was.keys()
        told = _pieces(was, became) if EVIDENCE in named else set()
        if only is not None and only not in told:
            continue
        if named:
            touching.setdefault(claim_id, []).append(event_id)
        for name in named - {EVIDENCE}:
            seen.setdefault(claim_id, {}).setdefault(name, was[name])
        for piece in told:
            pieces.setdefault(claim_id, {}).setdefault(piece, was[EVIDENCE])
    found: list[Event] = []
    for claim_id, event_ids in touching.items():
        fields, kept = seen.get(claim_id, {}), pieces.get(claim_id, {})
        now = changes.fields_now(conn, claim_id, fields) if fields else {}
        differs = any(not changes.same(now[name], value) for name, value in fields.items())
        if differs or any(
            not changes.same(changes.evidence_values(conn, piece), value)
            for piece, value in kept.items()
        ):
            found += [events.get(conn, event_id) for event_id in event_ids]
    return found


def _pieces(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[int]:
    """The ids of the piece of evidence that an event tells of; none for any other change."""
    sides = (before.get(EVIDENCE), after.get(EVIDENCE))
    return {int(row["id"]) for row in sides if row is not None}


def _told(found: Sequence[Event]) -> str:
    claims = list(dict.fromkeys(event.claim_id for event in found))
    who = " and ".join(dict.fromkeys(event.reviewer for event in found))
    what = f"claim {claims[0]} was" if len(claims) == 1 else f"{len(claims)} claims were"
    return f"{what} changed since by {who}"
