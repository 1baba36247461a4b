"""Reading claims off an order's index and testing each, for queries with many hits."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any

from db.connection import plain_cursor
from db.query import VALUES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.connection import Connection
    from db.plan import Plan
    from db.query import Query

KEYS = {
    "confidence": "c.confidence, c.place",
    "worth": "c.check_worthiness DESC, c.place",
    "changed": "c.changed DESC, c.place",
}
"""What the orders sort by; claims that nobody changed come last."""

_COLUMN = {"confidence": "confidence", "worth": "check_worthiness", "changed": "changed"}
_PARTED = {"confidence": Kind.STRENGTH, "worth": Kind.STATUS, "changed": Kind.STATUS}
_NEXT = {"confidence": ">", "worth": "<", "changed": "<"}

_Row = tuple[Any, int, int]
"""A candidate: what it is sorted by, its place, its id."""


def walk(
    conn: Connection, query: Query, made: Plan, order: str, after: int | None
) -> Iterator[int]:
    """The ids of a query's hits in the order, from after a claim.

    The indexes are parted by level or by status, so that a filter on these, with which confidence
    and worth go hand in hand, does not read past everything else: one stream a part, merged.
    """
    start: tuple[Any, int] | None = None
    if after is not None:
        start = (
            plain_cursor(conn)
            .execute(f"SELECT {_COLUMN[order]}, place FROM claims WHERE id = ?", (after,))
            .fetchone()
        )
    streams = [_part(conn, made, order, value, start) for value in _parts(query, _PARTED[order])]
    probe = plain_cursor(conn)
    for _, place, claim_id in heapq.merge(*streams):
        if made.probe is None or _matches(probe, made.probe, place):
            yield claim_id


def _matches(cursor: Any, match: str, place: int) -> bool:
    sql = "SELECT 1 FROM claims_fts WHERE claims_fts MATCH ? AND rowid = ?"
    return cursor.execute(sql, (match, place)).fetchone() is not None


def _parts(query: Query, kind: Kind) -> list[str]:
    """The levels, or the statuses, that the query leaves open."""
    open_values = {str(value) for value in VALUES[kind.value]}
    for clause in query.clauses:
        if any(term.kind is not kind for term in clause):
            continue
        named: set[str] = set()
        for term in clause:
            values = set(term.values)
            named |= open_values - values if term.negated else values
        open_values &= named
    return sorted(open_values - {"verdict", "done"})


def _part(
    conn: Connection, made: Plan, order: str, part: str, start: tuple[Any, int] | None
) -> Iterator[_Row]:
    """One part's candidates that pass the row's filters, in the order, read as they are asked for."""
    column = _COLUMN[order]
    sql = (
        f"SELECT c.{column}, c.place, c.id FROM claims c INDEXED BY {_INDEX[order]} "
        f"WHERE c.{_PARTED[order].value} = ?"
    )
    filters = "".join(f" AND ({condition})" for condition, _ in made.filters)
    bound = tuple(value for _, values in made.filters for value in values)
    ranges: list[tuple[str, tuple[Any, ...]]] = [("", ())]
    if start is not None:
        value, place = start
        ranges = [(f" AND c.{column} IS ? AND c.place > ?", (value, place))]
        if value is not None:
            ranges.append((f" AND c.{column} {_NEXT[order]} ?", (value,)))
        if order == "changed" and value is not None:
            ranges.append((" AND c.changed IS NULL", ()))
    for condition, values in ranges:
        cursor = plain_cursor(conn).execute(
            f"{sql}{condition}{filters} ORDER BY {KEYS[order]}", (part, *values, *bound)
        )
        for found, place, claim_id in cursor:
            yield (_rank(order, found), place, claim_id)


_INDEX = {
    "confidence": "claims_by_confidence",
    "worth": "claims_by_worth",
    "changed": "claims_by_change",
}


def _rank(order: str, value: Any) -> Any:
    """A key that ascends in the order."""
    if order == "confidence":
        return value
    if order == "worth":
        return -value
    return (value is None, [-ord(sign) for sign in value or ""])
