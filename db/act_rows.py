"""Rows of the acts that stand beside a verdict, as events hold them: replies, readings, embargoes.

Every function that writes belongs inside the transaction of the action that it is part of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.connection import plain_cursor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.connection import Connection

TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "reply": (
        "replies",
        (
            "id",
            "claim_id",
            "asked",
            "asked_on",
            "deadline",
            "answer",
            "answered_on",
            "reviewer",
            "added",
        ),
    ),
    "second": (
        "second_readings",
        (
            "id",
            "claim_id",
            "reader",
            "started",
            "finished",
            "status",
            "reason",
            "first_status",
            "first_reader",
        ),
    ),
    "embargo": (
        "embargoes",
        (
            "id",
            "document_id",
            "claim_id",
            "until",
            "reason",
            "reviewer",
            "added",
            "lifted_by",
            "lifted_at",
        ),
    ),
}
"""By the name under which events hold a row: its table and columns."""


def values(conn: Connection, name: str, row_id: int) -> dict[str, Any] | None:
    """A row as events hold it, None where there is none."""
    table, names = TABLES[name]
    row = (
        plain_cursor(conn)
        .execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (row_id,))
        .fetchone()
    )
    return None if row is None else dict(zip(names, row, strict=True))


def put(conn: Connection, name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Insert a row, or set it to these values where its id is there; give it with its id."""
    assert conn.in_transaction, "a change belongs to a transaction"
    table, names = TABLES[name]
    held = {column: row.get(column) for column in names}
    if held["id"] is not None and values(conn, name, held["id"]) is not None:
        settings = ", ".join(f"{column} = ?" for column in names[1:])
        bound = tuple(held[column] for column in names[1:])
        conn.execute(f"UPDATE {table} SET {settings} WHERE id = ?", (*bound, held["id"]))
        return held
    marks = ", ".join("?" * len(names))
    cursor = conn.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", tuple(held.values())
    )
    return {**held, "id": int(cursor.lastrowid or 0)}


def delete(conn: Connection, name: str, row_id: int) -> None:
    """Take a row out."""
    assert conn.in_transaction, "a change belongs to a transaction"
    conn.execute(f"DELETE FROM {TABLES[name][0]} WHERE id = ?", (row_id,))
