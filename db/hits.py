"""The places of a query's first hits, looked up once for all that is asked about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.connection import plain_cursor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.connection import Connection
    from db.plan import Plan
    from db.query import Query

RANKED = 5_000
"""Up to so many hits are ranked by relevance; one more tells that there are more."""

_BATCH = 500


def first(conn: Connection, query: Query, made: Plan) -> Sequence[int]:
    """The places of the first RANKED hits in document order, and of one more where there are more.

    Kept on the connection until it asks for something else or anything changes: counting, choosing
    the order and ranking ask for the same.
    """
    found = known(conn, query)
    if found is None:
        found = some(conn, made, RANKED + 1)
        conn.remembered = (_key(conn, query), found)
    return found


def known(conn: Connection, query: Query) -> list[int] | None:
    """The same, where they were looked up already and nothing has changed."""
    if conn.remembered is None or conn.remembered[0] != _key(conn, query):
        return None
    return conn.remembered[1]


def _key(conn: Connection, query: Query) -> tuple[str, int, int, int]:
    version = plain_cursor(conn).execute("PRAGMA data_version").fetchone()[0]
    return str(query), RANKED, version, conn.total_changes


def some(conn: Connection, made: Plan, limit: int, facet: str | None = None) -> list[int]:
    """The places of the first hits in document order, with one more word of the facets or not."""
    if made.conditions or (facet is None and made.is_empty):
        sql, values = made.hits("c.place", facet=facet)
        sql = f"{sql} ORDER BY {'f.rowid' if facet else made.in_order()}"
    else:
        sql = "SELECT rowid FROM claims_fts WHERE claims_fts MATCH ? ORDER BY rowid"
        values = (made.narrowed(facet),)
    return [place for (place,) in plain_cursor(conn).execute(f"{sql} LIMIT {limit}", values)]


def rows(
    conn: Connection, places: Sequence[int], columns: str, index: str = ""
) -> Iterator[tuple[Any, ...]]:
    """The columns of the claims at these places; the places rise, and so do the rows."""
    cursor = plain_cursor(conn)
    for start in range(0, len(places), _BATCH):
        some = places[start : start + _BATCH]
        yield from cursor.execute(
            f"SELECT {columns} FROM claims c {index} WHERE c.place IN "
            f"({', '.join('?' * len(some))}) ORDER BY c.place",
            tuple(some),
        )
