"""Hits by priority, confidence, worth or last change: a slice of the scale after the other.

Confidence, worth and priority stand in the full-text index in twentieths, and whether a claim was
ever changed: so the first slice of the order that has hits is known without looking at the others. A
slice of few hits is sorted. In one of many the claims are read off the order's index and tested,
which finds a page soon, just because the hits are many. Every order can be read backwards too.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any, NamedTuple

from db import hits
from db.connection import plain_cursor
from db.query import VALUES, Kind
from db.records import Status

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
_OPEN = frozenset(status.value for status in Status if not status.is_done)
_DONE = frozenset(status.value for status in Status if status.is_done)


class _Stage(NamedTuple):
    """A stretch of an order: the letter of its slices, and the parts of the index that it reads."""

    letter: str
    parts: frozenset[str] | None = None


class _Scale(NamedTuple):
    """An order: its column, whether high values come first, its index, what parts that, its stages."""

    column: str
    falls: bool
    read_by: str
    parted: Kind
    stages: tuple[_Stage, ...]

    def stage_of(self, part: str) -> int:
        """In which of its stages a claim stands, by its level or its status."""
        return next(
            number
            for number, stage in enumerate(self.stages)
            if stage.parts is None or part in stage.parts
        )

    def rising(self, value: Any) -> Any:
        """A key that rises in the order."""
        if isinstance(value, str):
            return [-ord(sign) for sign in value]
        return -value if self.falls else value

    def rank(self, part: str, value: Any, place: int) -> _Rank:
        """Where a claim stands in the order, to be compared; one without a value comes last."""
        return (
            self.stage_of(part),
            value is None,
            None if value is None else self.rising(value),
            place,
        )


_SCALES = {
    "priority": _Scale(
        "priority",
        True,
        "claims_by_priority",
        Kind.STATUS,
        (_Stage("y", _OPEN), _Stage("n", _DONE)),
    ),
    "confidence": _Scale(
        "confidence", False, "claims_by_confidence", Kind.STRENGTH, (_Stage("c"),)
    ),
    "worth": _Scale("check_worthiness", True, "claims_by_worth", Kind.STATUS, (_Stage("w"),)),
    "changed": _Scale("changed", True, "claims_by_change", Kind.STATUS, (_Stage("t"),)),
}

_Rank = tuple[int, bool, Any, int]
_Condition = tuple[str, tuple[Any, ...]]


class _Start(NamedTuple):
    """The claim from which to go on: its part, its value, its place."""

    part: str
    value: Any
    place: int


class _Reading(NamedTuple):
    """A query's hits being read in an order, from a claim on, forwards or backwards."""

    conn: Connection
    query: Query
    made: Plan
    scale: _Scale
    start: _Start | None
    back: bool

    def ids(self) -> Iterator[int]:
        """All ids, in turn."""
        if not self.made.is_empty:
            places = hits.some(self.conn, self.made, FEW + 1)
            if len(places) <= FEW:
                yield from self._few(places)
                return
        readings = [self._valued]
        if self.scale.column == "changed":
            readings.append(self._without)
        for read in reversed(readings) if self.back else readings:
            yield from read()

    def _valued(self) -> Iterator[int]:
        """The claims that have a value, stage after stage, slice after slice."""
        start = self.start
        if start is not None and start.value is None and not self.back:
            return
        at = None
        if start is not None and start.value is not None:
            at = self.scale.stage_of(start.part)
        stages = list(enumerate(self.scale.stages))
        for number, stage in reversed(stages) if self.back else stages:
            if at is not None and (number > at if self.back else number < at):
                continue
            here = start if number == at else None
            for facet, condition in self._slices(stage):
                if here is None or not self._precedes(condition, here):
                    yield from self._slice(stage, facet, condition, here)

    def _slice(
        self, stage: _Stage, facet: str, condition: _Condition, start: _Start | None
    ) -> Iterator[int]:
        made = self.made
        places = [] if made.is_empty else hits.some(self.conn, made, SORTED + 1, facet)
        if made.is_empty or len(places) > SORTED:
            yield from self._walk(stage, condition, start)
        elif places:
            yield from self._few(places)

    def _without(self) -> Iterator[int]:
        """The claims that nobody changed, in document order: the end of the order by change."""
        start = self.start
        if start is not None and start.value is not None and self.back:
            return
        place = None if start is None or start.value is not None else start.place
        sql, values = self.made.hits("c.id", place, "-t", back=self.back)
        falls = " DESC" if self.back else ""
        for (claim_id,) in plain_cursor(self.conn).execute(
            f"{sql} ORDER BY f.rowid{falls}", values
        ):
            yield claim_id

    def _few(self, places: Sequence[int]) -> Iterator[int]:
        """All hits, sorted."""
        scale = self.scale
        columns = f"c.{scale.parted.value}, c.{scale.column}, c.place, c.id"
        found = [
            (scale.rank(part, value, place), claim_id)
            for part, value, place, claim_id in hits.rows(self.conn, places, columns)
        ]
        found.sort(reverse=self.back)
        start = self.start
        edge = None if start is None else scale.rank(start.part, start.value, start.place)
        for rank, claim_id in found:
            if edge is None or (rank < edge if self.back else rank > edge):
                yield claim_id

    def _slices(self, stage: _Stage) -> list[tuple[str, _Condition]]:
        """A stage's slices in the order: a word of the facets, and the same as a condition.

        Slices beyond the values that the levels or statuses of the query have are left out.
        """
        if stage.letter == "t":
            return [("t", ("c.changed IS NOT NULL", ()))]
        bounds = [self._bounds(part) for part in self._parts(stage)]
        known = [value for pair in bounds for value in pair if value is not None]
        if not known:
            return []
        column = f"c.{self.scale.column}"
        # The index says the same by a product, whose last bit may differ from the bounds' quotients.
        sql = f"{column} BETWEEN ? AND ? AND min(19, CAST({column} * 20 AS INTEGER)) = ?"
        made: list[tuple[str, _Condition]] = []
        for number in range(_TWENTIETHS):
            low, high = number / _TWENTIETHS - 1e-9, (number + 1) / _TWENTIETHS + 1e-9
            if min(known) <= high and max(known) >= low:
                made.append((f"{stage.letter}{number}", (sql, (low, high, number))))
        return made[::-1] if self.scale.falls is not self.back else made

    def _precedes(self, slice_: _Condition, start: _Start) -> bool:
        """Whether the whole slice stands before the claim from which to go on."""
        if len(slice_[1]) < 2:
            return False
        low, high, _ = slice_[1]
        return bool(low > start.value if self.scale.falls is not self.back else high < start.value)

    def _bounds(self, part: str) -> tuple[float | None, float | None]:
        """The least and the greatest value of a level's or a status's claims."""
        column, by = self.scale.column, self.scale.parted.value
        sql = (
            f"SELECT (SELECT min({column}) FROM claims WHERE {by} = ?1), "
            f"(SELECT max({column}) FROM claims WHERE {by} = ?1)"
        )
        cursor = plain_cursor(self.conn).execute(sql, (part,))
        row: tuple[float | None, float | None] = cursor.fetchone()
        return row

    def _walk(self, stage: _Stage, condition: _Condition, start: _Start | None) -> Iterator[int]:
        """A slice's hits off the order's index.

        The indexes are parted by level or by status, so that a filter on these, with which
        confidence and worth go hand in hand, does not read past everything else: one stream a
        part, merged.
        """
        streams = [self._part(part, condition, start) for part in self._parts(stage)]
        probe = plain_cursor(self.conn)
        for _, place, claim_id in heapq.merge(*streams, reverse=self.back):
            if self.made.probe is None or _matches(probe, self.made.probe, place):
                yield claim_id

    def _part(
        self, part: str, slice_: _Condition, start: _Start | None
    ) -> Iterator[tuple[Any, int, int]]:
        """One part's claims that pass the row's filters, read as they are asked for."""
        scale, filters = self.scale, self.made.filters
        sql = (
            f"SELECT c.{scale.column}, c.place, c.id FROM claims c INDEXED BY {scale.read_by} "
            f"WHERE c.{scale.parted.value} = ? AND {slice_[0]}"
        )
        filtered = "".join(f" AND ({condition})" for condition, _ in filters)
        bound = tuple(value for _, values in filters for value in values)
        falls = scale.falls is not self.back
        keys = f"c.{scale.column}{' DESC' if falls else ''}, c.place{' DESC' if self.back else ''}"
        for condition, values in self._ranges(start):
            cursor = plain_cursor(self.conn).execute(
                f"{sql}{condition}{filtered} ORDER BY {keys}",
                (part, *slice_[1], *values, *bound),
            )
            for value, place, claim_id in cursor:
                yield scale.rising(value), place, claim_id

    def _ranges(self, start: _Start | None) -> list[_Condition]:
        """Conditions that go on from a claim: its equals further on, then what comes after them."""
        if start is None:
            return [("", ())]
        column = f"c.{self.scale.column}"
        beyond = "<" if self.scale.falls is not self.back else ">"
        further = "<" if self.back else ">"
        return [
            (f" AND {column} = ? AND c.place {further} ?", (start.value, start.place)),
            (f" AND {column} {beyond} ?", (start.value,)),
        ]

    def _parts(self, stage: _Stage) -> list[str]:
        """The levels, or the statuses, that the query and the stage leave open."""
        kind = self.scale.parted
        open_values = {str(value) for value in VALUES[kind.value]} - {"verdict", "done"}
        if stage.parts is not None:
            open_values &= stage.parts
        for clause in self.query.clauses:
            if any(term.kind is not kind for term in clause):
                continue
            named: set[str] = set()
            for term in clause:
                values = set(term.values)
                named |= open_values - values if term.negated else values
            open_values &= named
        return sorted(open_values)


def ids(
    conn: Connection,
    query: Query,
    made: Plan,
    order: str,
    after: int | None,
    *,
    back: bool = False,
) -> Iterator[int]:
    """The ids of a query's hits in the order, from after a claim; with `back` those before it.

    Backwards the nearest comes first. By priority, claims without a verdict come first; by change,
    claims never changed come last.
    """
    scale = _SCALES[order]
    start = None
    if after is not None:
        columns = f"{scale.parted.value}, {scale.column}, place"
        row = (
            plain_cursor(conn)
            .execute(f"SELECT {columns} FROM claims WHERE id = ?", (after,))
            .fetchone()
        )
        start = _Start(*row) if row else None
    yield from _Reading(conn, query, made, scale, start, back).ids()


def _matches(cursor: Any, match: str, place: int) -> bool:
    sql = "SELECT 1 FROM claims_fts WHERE claims_fts MATCH ? AND rowid = ?"
    return cursor.execute(sql, (match, place)).fetchone() is not None
