"""What took a claim's place, as events hold it: rows of the table `successions`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.connection import plain_cursor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from db.connection import Connection

FIELD = "successors"
"""The name under which events hold a claim's successors: `{"kind": …, "ids": […]}`, or None."""


def now(conn: Connection, claim_id: int) -> dict[str, Any] | None:
    """What took a claim's place; None for a claim that nothing replaced."""
    found = (
        plain_cursor(conn)
        .execute(
            "SELECT kind, successor_id FROM successions WHERE claim_id = ? ORDER BY successor_id",
            (claim_id,),
        )
        .fetchall()
    )
    return {"kind": found[0][0], "ids": [row[1] for row in found]} if found else None


def put(conn: Connection, claim_id: int, value: Mapping[str, Any] | None) -> None:
    """Set what took a claim's place, inside the transaction of the action."""
    assert conn.in_transaction, "a change belongs to a transaction"
    conn.execute("DELETE FROM successions WHERE claim_id = ?", (claim_id,))
    if value is not None:
        conn.executemany(
            "INSERT INTO successions (claim_id, successor_id, kind) VALUES (?, ?, ?)",
            [(claim_id, successor, value["kind"]) for successor in value["ids"]],
        )


def every(conn: Connection) -> Iterator[tuple[int, int, str]]:
    """Every row: original, successor, kind, in order."""
    return iter(
        plain_cursor(conn).execute(
            "SELECT claim_id, successor_id, kind FROM successions ORDER BY 1, 2"
        )
    )
