"""Many rows in one statement, laid out in memory first.

The full-text indexes write what a statement brings at its end: rows that come one statement each
take five times as long, and the write lock is held for it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from db.connection import plain_cursor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from db.connection import Connection


def insert(
    conn: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows, in their order; `columns` names their values."""
    with _laid_out(conn, columns, rows) as names:
        conn.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM temp.staged ORDER BY rowid"
        )


def update(
    conn: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Set columns of the rows with these ids; the first of `columns` is the id."""
    with _laid_out(conn, columns, rows):
        key, *rest = columns
        names = ", ".join(rest)
        conn.execute(
            f"UPDATE {table} SET ({names}) = (SELECT {names} FROM temp.staged s "
            f"WHERE s.{key} = {table}.{key}) WHERE {key} IN (SELECT {key} FROM temp.staged)"
        )


def insert_numbered(
    conn: Connection, table: str, columns: Sequence[str], rows: Sequence[dict[str, Any]]
) -> None:
    """Give rows without an id the next ones, in their order, and insert them."""
    for row_id, row in enumerate(rows, next_id(conn, table)):
        row["id"] = row_id
    if rows:
        insert(conn, table, columns, [tuple(row[name] for name in columns) for row in rows])


def next_id(conn: Connection, table: str) -> int:
    """The id that the next row of a table gets which never gives an id twice."""
    row = (
        plain_cursor(conn)
        .execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        .fetchone()
    )
    return (int(row[0]) if row else 0) + 1


@contextmanager
def _laid_out(
    conn: Connection, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[str]:
    """Put rows into a table of this connection's memory, the first column its key where it is an id."""
    assert conn.in_transaction, "a change belongs to a transaction"
    names = ", ".join(columns)
    key = names.replace("id", "id INTEGER PRIMARY KEY", 1) if columns[0] == "id" else names
    conn.execute(f"CREATE TEMP TABLE staged ({key})")
    plain_cursor(conn).executemany(
        f"INSERT INTO temp.staged ({names}) VALUES ({', '.join('?' * len(columns))})", rows
    )
    yield names
    conn.execute("DROP TABLE temp.staged")
