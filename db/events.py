"""The log: every change is an event, and each event holds the hash of the one before.

A hash covers every column of its event but itself. Events are never updated or deleted.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from db.connection import plain_cursor
from db.records import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from db.connection import Connection

GENESIS = "0" * 64
"""What the first event holds as the hash before it."""

COLUMNS = (
    "id",
    "at",
    "reviewer",
    "kind",
    "claim_id",
    "document_id",
    "step",
    "undoes",
    "before",
    "after",
    "previous_hash",
)
"""The columns that a hash covers, in the order of the table."""

_SELECT = f"SELECT {', '.join(COLUMNS)}, hash FROM events"
_INSERT = f"INSERT INTO events ({', '.join(COLUMNS)}, hash) VALUES ({', '.join('?' * 12)})"


def now() -> str:
    """The time of this moment, UTC, ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


ALIKE = "alike"
"""The kind of an event that tells of a claim that others were marked like it, in the same step."""


def canonical(value: Any) -> str:
    """The one JSON text for a value: sorted keys, no blanks, no escapes but the required ones."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def event_hash(row: Iterable[Any]) -> str:
    """SHA-256 of the canonical JSON of an event's columns, in hexadecimal."""
    named = canonical(dict(zip(COLUMNS, row, strict=True)))
    return hashlib.sha256(named.encode()).hexdigest()


def append(
    conn: Connection,
    *,
    reviewer: str,
    kind: str,
    at: str,
    claim_id: int | None = None,
    document_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    undoes: int | None = None,
    step: int | None = None,
) -> Event:
    """Write the next event, inside the transaction of the change it tells of.

    step groups events that are undone together: the id of the first of them.
    """
    assert conn.in_transaction, "an event belongs to the transaction of its change"
    last_id, previous_hash = head(conn)
    event_id = last_id + 1
    step = event_id if step is None else step
    row = (
        event_id,
        at,
        reviewer,
        kind,
        claim_id,
        document_id,
        step,
        undoes,
        None if before is None else canonical(before),
        None if after is None else canonical(after),
        previous_hash,
    )
    conn.execute(_INSERT, (*row, event_hash(row)))
    return get(conn, event_id)


def head(conn: Connection) -> tuple[int, str]:
    """Id and hash of the last event; `(0, GENESIS)` for an empty log."""
    row = (
        plain_cursor(conn)
        .execute("SELECT id, hash FROM events ORDER BY id DESC LIMIT 1")
        .fetchone()
    )
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


def get(conn: Connection, event_id: int) -> Event:
    """One event by its id. Raises LookupError where there is none."""
    row = plain_cursor(conn).execute(f"{_SELECT} WHERE id = ?", (event_id,)).fetchone()
    if row is None:
        raise LookupError(f"no event {event_id}")
    return _event(row)


def history(conn: Connection, claim_id: int) -> list[Event]:
    """Everything that happened to a claim, its document's ingest first."""
    rows = plain_cursor(conn).execute(
        f"{_SELECT} WHERE claim_id = ?1 OR (claim_id IS NULL AND document_id = "
        "(SELECT document_id FROM claims WHERE id = ?1)) ORDER BY id",
        (claim_id,),
    )
    return [_event(row) for row in rows]


def last_about(conn: Connection, claim_id: int | None, document_id: int | None) -> Event:
    """The last event of a claim, or of a whole document where no claim is named."""
    column = "document_id" if claim_id is None else "claim_id"
    row = (
        plain_cursor(conn)
        .execute(
            f"{_SELECT} WHERE {column} = ? ORDER BY id DESC LIMIT 1",
            (document_id if claim_id is None else claim_id,),
        )
        .fetchone()
    )
    return _event(row)


def of_kind(conn: Connection, kind: str) -> list[Event]:
    """All events of one kind, oldest first."""
    rows = plain_cursor(conn).execute(f"{_SELECT} WHERE kind = ? ORDER BY id", (kind,))
    return [_event(row) for row in rows]


def since(conn: Connection, event_id: int, limit: int = 1000) -> list[Event]:
    """The events after one, oldest first, at most `limit` of them."""
    rows = plain_cursor(conn).execute(
        f"{_SELECT} WHERE id > ? ORDER BY id LIMIT ?", (event_id, limit)
    )
    return [_event(row) for row in rows]


def _event(row: tuple[Any, ...]) -> Event:
    (id_, at, reviewer, kind, claim_id, document_id, step, undoes, before, after, previous, own) = (
        row
    )
    return Event(
        id=id_,
        at=at,
        reviewer=reviewer,
        kind=kind,
        claim_id=claim_id,
        document_id=document_id,
        before=None if before is None else json.loads(before),
        after=None if after is None else json.loads(after),
        undoes=undoes,
        previous_hash=previous,
        hash=own,
        step=step,
    )
