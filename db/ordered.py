"""Hits by confidence, by worth or by last change: a slice of the scale after the other.

Confidence and worth stand in the full-text index in twentieths, and whether a claim was ever
changed: so the first slice of the order that has hits is known without looking at the others. A
slice of few hits is sorted. In one of many the claims are read off the order's index and tested,
which finds a page soon, just because the hits are many.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db import hits
from db.connection import plain_cursor
from db.query import VALUES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.connection import Connection
    from db.plan import Plan
    from db.query import Query

FEW = 2_000
"""Up to so many hits in all are sorted without a look at the slices."""

SORTED = 3_000
"""Up to so many hits of a slice are sorted; more are read off the order's index."""

_TWENTIETHS = 20


@dataclass(frozen=True, slots=True)
class _Scale:
    """An order: its column, whether high values come first, its index, and what parts that."""

    column: str
    falls: bool
    index: str
    parted: Kind
    letter: str

    @property
    def keys(self) -> str:
        """What SQL sorts by."""
        return f"c.{self.column}{' DESC' if self.falls else ''}, c.place"


_SCALES = {
    "confidence": _Scale("confidence", False, "claims_by_confidence", Kind.STRENGTH, "c"),
    "worth": _Scale("check_worthiness", True, "claims_by_worth", Kind.STATUS, "w"),
    "changed": _Scale("changed", True, "claims_by_change", Kind.STATUS, "t"),
}

_Start = tuple[Any, int] | None
"""The value and the place of the claim after which to go on."""

_Condition = tuple[str, tuple[Any, ...]]


def ids(conn: Connection, query: Query, made: Plan, order: str, after: int | None) -> Iterator[int]:
    """The ids of a query's hits in the order, from after a claim. Claims never changed come last."""
    scale = _SCALES[order]
    start: _Start = None
    if after is not None:
        start = (
            plain_cursor(conn)
            .execute(f"SELECT {scale.column}, place FROM claims WHERE id = ?", (after,))
            .fetchone()
        )
    if not made.is_empty:
        places = hits.some(conn, made, FEW + 1)
        if len(places) <= FEW:
            yield from _few(conn, places, scale, start)
            return
    past_changes = order == "changed" and start is not None and start[0] is None
    for facet, condition in [] if past_changes else _slices(conn, query, scale):
        places = [] if made.is_empty else hits.some(conn, made, SORTED + 1, facet)
        if made.is_empty or len(places) > SORTED:
            yield from _walk(conn, query, made, scale, condition, start)
        elif places:
            yield from _few(conn, places, scale, start)
    if order == "changed":
        sql, values = made.hits("c.id", start[1] if past_changes and start else -1, "-t")
        yield from _first_column(conn, f"{sql} ORDER BY f.rowid", values)


def _few(conn: Connection, places: Sequence[int], scale: _Scale, start: _Start) -> Iterator[int]:
    """All hits, sorted."""
    found = [
        (value is None, _rising(scale, value), place, claim_id)
        for value, place, claim_id in hits.rows(conn, places, f"c.{scale.column}, c.place, c.id")
    ]
    found.sort()
    after = None if start is None else (start[0] is None, _rising(scale, start[0]), start[1])
    for row in found:
        if after is None or row[:3] > after:
            yield row[3]


def _slices(conn: Connection, query: Query, scale: _Scale) -> list[tuple[str, _Condition]]:
    """The slices in the order: a word of the facets, and the same as a condition on the row.

    Slices beyond the values that the levels or statuses of the query have are left out.
    """
    if scale.letter == "t":
        return [("t", ("c.changed IS NOT NULL", ()))]
    bounds = [_bounds(conn, scale, part) for part in _parts(query, scale.parted)]
    known = [value for pair in bounds for value in pair if value is not None]
    if not known:
        return []
    column = f"c.{scale.column}"
    # The index says the same by a product, whose last bit may differ from the bounds' quotients.
    sql = f"{column} BETWEEN ? AND ? AND min(19, CAST({column} * 20 AS INTEGER)) = ?"
    made: list[tuple[str, _Condition]] = []
    for number in range(_TWENTIETHS):
        low, high = number / _TWENTIETHS - 1e-9, (number + 1) / _TWENTIETHS + 1e-9
        if min(known) <= high and max(known) >= low:
            made.append((f"{scale.letter}{number}", (sql, (low, high, number))))
    return made[::-1] if scale.falls else made


def _bounds(conn: Connection, scale: _Scale, part: str) -> tuple[float | None, float | None]:
    """The least and the greatest value of a level's or a status's claims."""
    sql = (
        f"SELECT (SELECT min({scale.column}) FROM claims WHERE {scale.parted.value} = ?1), "
        f"(SELECT max({scale.column}) FROM claims WHERE {scale.parted.value} = ?1)"
    )
    row: tuple[float | None, float | None] = plain_cursor(conn).execute(sql, (part,)).fetchone()
    return row


def _walk(
    conn: Connection,
    query: Query,
    made: Plan,
    scale: _Scale,
    condition: _Condition,
    start: _Start,
) -> Iterator[int]:
    """A slice's hits off the order's index.

    The indexes are parted by level or by status, so that a filter on these, with which confidence
    and worth go hand in hand, does not read past everything else: one stream a part, merged.
    """
    streams = [
        _part(conn, made, scale, condition, part, start) for part in _parts(query, scale.parted)
    ]
    probe = plain_cursor(conn)
    for _, place, claim_id in heapq.merge(*streams):
        if made.probe is None or _matches(probe, made.probe, place):
            yield claim_id


def _part(
    conn: Connection, made: Plan, scale: _Scale, slice_: _Condition, part: str, start: _Start
) -> Iterator[tuple[Any, int, int]]:
    """One part's claims that pass the row's filters, read as they are asked for."""
    sql = (
        f"SELECT c.{scale.column}, c.place, c.id FROM claims c INDEXED BY {scale.index} "
        f"WHERE c.{scale.parted.value} = ? AND {slice_[0]}"
    )
    filters = "".join(f" AND ({condition})" for condition, _ in made.filters)
    filtered = tuple(value for _, values in made.filters for value in values)
    for condition, values in _ranges(scale, start):
        cursor = plain_cursor(conn).execute(
            f"{sql}{condition}{filters} ORDER BY {scale.keys}",
            (part, *slice_[1], *values, *filtered),
        )
        for value, place, claim_id in cursor:
            yield _rising(scale, value), place, claim_id


def _ranges(scale: _Scale, start: _Start) -> list[_Condition]:
    """Conditions that go on after a claim: its equals further on, then what comes after them."""
    if start is None:
        return [("", ())]
    beyond = "<" if scale.falls else ">"
    return [
        (f" AND c.{scale.column} = ? AND c.place > ?", start),
        (f" AND c.{scale.column} {beyond} ?", start[:1]),
    ]


def _rising(scale: _Scale, value: Any) -> Any:
    """A key that rises in the order."""
    if scale.letter == "t":
        return [-ord(sign) for sign in value or ""]
    return -value if scale.falls else value


def _parts(query: Query, kind: Kind) -> list[str]:
    """The levels, or the statuses, that the query leaves open."""
    open_values = {str(value) for value in VALUES[kind.value]} - {"verdict", "done"}
    for clause in query.clauses:
        if any(term.kind is not kind for term in clause):
            continue
        named: set[str] = set()
        for term in clause:
            values = set(term.values)
            named |= open_values - values if term.negated else values
        open_values &= named
    return sorted(open_values)


def _matches(cursor: Any, match: str, place: int) -> bool:
    sql = "SELECT 1 FROM claims_fts WHERE claims_fts MATCH ? AND rowid = ?"
    return cursor.execute(sql, (match, place)).fetchone() is not None


def _first_column(conn: Connection, sql: str, values: tuple[Any, ...]) -> Iterator[int]:
    for (claim_id,) in plain_cursor(conn).execute(sql, values):
        yield claim_id
