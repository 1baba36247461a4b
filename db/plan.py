"""From a query to what SQLite is asked: one full-text expression, and what it can't say in SQL.

The full-text index holds, beside a claim's words and its sources' names, those of its document and
its filters as words (`facets`), so that nearly every query is one expression whose lists FTS5
intersects by itself, in document order. Numbers stand there in twentieths: for other bounds the
expression selects too much at the border, and a condition on the row decides.
"""

from __future__ import annotations

from math import nextafter
from typing import TYPE_CHECKING, Any, NamedTuple

from db import plan_acts
from db.connection import plain_cursor
from db.query import VALUES, Kind, Query, Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.connection import Connection

SIGN = "\ue000"
"""Begins each word of the facets; the query language drops it from what people type."""

FEW = 300
"""So many references are named one by one; more are a condition on the row."""

_BUCKETS = 20
_COLUMNS = {Kind.CONFIDENCE: ("c", "confidence"), Kind.WORTH: ("w", "check_worthiness")}
_CHOICES = {Kind.STRENGTH: "l", Kind.STATUS: "s", Kind.ZONE: "z", Kind.POLARITY: "p"}
_TALLIED = frozenset({Kind.STRENGTH, Kind.STATUS, Kind.ZONE})
_GROUPED = frozenset({"verdict", "done", "any"})
_PROBE = "EXISTS (SELECT 1 FROM claims_fts WHERE claims_fts MATCH ? AND rowid = c.place)"

_PLACES = {False: -1, True: 2**62}
"""Before the first place, and after the last, to go on from there or back."""

Condition = tuple[str, tuple[Any, ...]]
"""SQL over the claim's row `c`, and its values."""


class Plan(NamedTuple):
    """What a query asks of the store.

    match       the full-text expression; what it leaves out is not wanted
    shown_alone whether the query is empty but for the default zones, everything whether it is
                empty with `zone:any`: then an index serves without the expression. Superseded
                versions are left out of both
    conditions  what must hold beside it, where the expression may select too much
    filters     the clauses that need no words, as conditions
    probe       the other clauses, as an expression; None where there are none
    """

    match: str
    shown_alone: bool
    everything: bool
    conditions: tuple[Condition, ...]
    filters: tuple[Condition, ...]
    probe: str | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing but zones is asked for, so that no hits need be looked up."""
        return self.shown_alone or self.everything

    def hits(
        self,
        columns: str,
        place: int | None = None,
        facet: str | None = None,
        *,
        back: bool = False,
    ) -> Condition:
        """SQL for the hits after a place, with `back` before it, as claims `c`, and its values.

        Order by `in_order`. facet narrows them to those with one more word of the index's facets,
        or, with a leading minus, without it.
        """
        bound = (_PLACES[back] if place is None else place,)
        sign = "<" if back else ">"
        if facet is None and self.shown_alone:
            return (
                f"SELECT {columns} FROM claims c INDEXED BY claims_shown "
                f"WHERE c.zone IN ('body','headline') AND c.superseded = 0 AND c.place {sign} ?"
            ), bound
        if facet is None and self.everything:
            sql = f"SELECT {columns} FROM claims c WHERE c.superseded = 0 AND c.place {sign} ?"
            return sql, bound
        by = "" if self.conditions else " INDEXED BY claims_length"
        sql = (
            f"SELECT {columns} FROM claims_fts f CROSS JOIN claims c{by} ON c.place = f.rowid "
            f"WHERE claims_fts MATCH ? AND f.rowid {sign} ?"
        )
        values: tuple[Any, ...] = (self.narrowed(facet), *bound)
        for condition, given in self.conditions:
            sql += f" AND ({condition})"
            values += given
        return sql, values

    def in_order(self, *, back: bool = False) -> str:
        """What gives the hits of `hits` in document order, or backwards, without sorting."""
        return ("c.place" if self.is_empty else "f.rowid") + (" DESC" if back else "")

    def narrowed(self, facet: str | None) -> str:
        """The expression, with one more word of the facets, or without one that has a minus."""
        if facet is None:
            return self.match
        if facet.startswith("-"):
            return f"({self.match}) NOT {_facet(facet[1:])}"
        return f"({self.match}) AND {_facet(facet)}"

    def count_hits(self, conn: Connection, cap: int | None, facet: str | None = None) -> int:
        """How many hits there are, `cap + 1` where there are more than `cap`."""
        if self.conditions or (facet is None and self.is_empty):
            sql, values = self.hits("1", facet=facet)
        else:
            sql = "SELECT 1 FROM claims_fts WHERE claims_fts MATCH ?"
            values = (self.narrowed(facet),)
        limit = -1 if cap is None else cap + 1
        cursor = plain_cursor(conn).execute(f"SELECT count(*) FROM ({sql} LIMIT {limit})", values)
        return int(cursor.fetchone()[0])


class _Part(NamedTuple):
    """A term: its expression (None: says nothing), whether that is exact, and its condition."""

    match: str | None
    exact: bool
    condition: Condition | None


def make(conn: Connection, query: Query) -> Plan:
    """Plan a query; looks up which references the terms name."""
    wanted: list[str] = []
    unwanted: list[str] = []
    probe_wanted: list[str] = []
    probe_unwanted: list[str] = []
    conditions: list[Condition] = []
    filters: list[Condition] = []
    sizes = _sizes(conn, query)
    for clause in query.clauses:
        parts = [(term, _part(conn, term)) for term in clause]
        positive, negative, exact = _joined(parts)
        if len(clause) == 1 and clause[0].kind in _CHOICES:
            positive, negative = _shorter(clause[0], sizes)
        wanted += positive
        unwanted += negative
        rowwise = [part.condition for _, part in parts]
        if not exact:
            conditions.append(_either(parts))
        if all(condition is not None for condition in rowwise):
            filters.append(_either(parts))
        else:
            probe_wanted += positive
            probe_unwanted += negative
            if not exact:
                filters.append(_either(parts))
    if query.shown_only:
        unwanted.append(_facet("x"))
        filters.append(("c.zone IN ('body','headline')", ()))
    if query.current_only:
        unwanted.append(_facet("o"))
        filters.append(("c.superseded = 0", ()))
    return Plan(
        match=_expression(wanted, unwanted),
        shown_alone=not query.clauses and query.shown_only,
        everything=not query.clauses and not query.shown_only,
        conditions=tuple(conditions),
        filters=tuple(filters),
        probe=_expression(probe_wanted, probe_unwanted) if probe_wanted or probe_unwanted else None,
    )


def quoted(text: str, *, prefix: bool = False) -> str:
    """Words as a phrase of FTS5, whatever stands in them."""
    clean = text.replace("\0", " ").replace(SIGN, " ").replace('"', '""')
    return f'"{clean}"' + (" *" if prefix else "")


def _expression(wanted: list[str], unwanted: list[str]) -> str:
    base = " AND ".join(wanted) if wanted else _facet("a")
    return f"({base}) NOT ({' OR '.join(unwanted)})" if unwanted else base


def _joined(parts: list[tuple[Term, _Part]]) -> tuple[list[str], list[str], bool]:
    """A clause as wanted and unwanted expressions, and whether they say it all."""
    if len(parts) == 1:
        term, part = parts[0]
        if part.match is None or (term.negated and not part.exact):
            return [], [], False
        return ([], [part.match], True) if term.negated else ([part.match], [], part.exact)
    choices = []
    for term, part in parts:
        if part.match is None or (term.negated and not part.exact):
            return [], [], False
        choices.append(f"({_facet('a')} NOT {part.match})" if term.negated else part.match)
    return [f"({' OR '.join(choices)})"], [], all(part.exact for _, part in parts)


def _either(parts: list[tuple[Term, _Part]]) -> Condition:
    """A clause as a condition on the row."""
    pieces: list[str] = []
    values: list[Any] = []
    for term, part in parts:
        sql, bound = part.condition or (_PROBE, (part.match,))
        pieces.append(f"NOT ({sql})" if term.negated else f"({sql})")
        values += bound
    return " OR ".join(pieces), tuple(values)


def _facet(word: str) -> str:
    return f'facets : "{SIGN}{word}"'


def _facets(words: list[str]) -> str:
    if not words:
        return _facet("none")
    return _facet(words[0]) if len(words) == 1 else "(" + " OR ".join(map(_facet, words)) + ")"


def _sizes(conn: Connection, query: Query) -> dict[str, int]:
    """How many claims have each zone, status and level, where the query chooses among them."""
    sizes: dict[str, int] = dict.fromkeys(VALUES["polarity"], 1)
    sizes["positive"] = 9  # nine in ten, or so; only which is more counts
    for kind in {term.kind for clause in query.clauses for term in clause} & _TALLIED:
        sql = f"SELECT {kind.value}, sum(claims) FROM tallies GROUP BY 1"
        sizes.update(plain_cursor(conn).execute(sql).fetchall())
    return sizes


def _shorter(term: Term, sizes: dict[str, int]) -> tuple[list[str], list[str]]:
    """A choice of values as wanted or unwanted words, whichever list is the shorter one."""
    every = [value for value in VALUES[term.kind.value] if value not in _GROUPED]
    wanted = [value for value in every if (value in term.values) is not term.negated]
    others = [value for value in every if value not in wanted]
    if not others:
        return [], []
    if not wanted:
        return [_facets([])], []
    letter = _CHOICES[term.kind]
    words_ = [[letter + value.replace("-", "") for value in some] for some in (wanted, others)]
    if sum(sizes.get(value, 0) for value in wanted) <= sum(sizes.get(value, 0) for value in others):
        return [_facets(words_[0])], []
    return [], [_facets(words_[1])]


def _part(conn: Connection, term: Term) -> _Part:
    return _PARTS[term.kind](conn, term)


def words(term: Term) -> str:
    """The expression for free words: a claim's own and its sources' names."""
    return f"{{wording said_by}} : {quoted(term.text, prefix=term.prefix)}"


def _words(_conn: Connection, term: Term) -> _Part:
    return _Part(words(term), exact=True, condition=None)


def _column(name: str) -> Callable[[Connection, Term], _Part]:
    def part(_conn: Connection, term: Term) -> _Part:
        return _Part(f"{name} : {quoted(term.text, prefix=term.prefix)}", True, None)

    return part


def _choice(_conn: Connection, term: Term) -> _Part:
    letter = _CHOICES[term.kind]
    words = [letter + value.replace("-", "") for value in term.values]
    marks = ", ".join("?" * len(term.values))
    return _Part(
        _facets(words), exact=True, condition=(f"c.{term.kind.value} IN ({marks})", term.values)
    )


def _number(_conn: Connection, term: Term) -> _Part:
    """A bound on a number: exact in twentieths, else too much by the twentieth at the border."""
    letter, column = _COLUMNS[term.kind]
    condition = (f"c.{column} {term.operator} ?", (term.number,))
    product = term.number * _BUCKETS
    border = min(_BUCKETS - 1, int(product))
    # Multiplying rounds; where the number next below falls into the bucket below, none is lost.
    aligned = product == border and nextafter(term.number, -1.0) * _BUCKETS < border
    below = [f"{letter}{bucket}" for bucket in range(border)]
    above = [f"{letter}{bucket}" for bucket in range(border, _BUCKETS)]
    just = _facet(f"{letter}at{border}")
    if not aligned:
        if term.operator == "<>":
            return _Part(None, exact=False, condition=condition)
        upto = [*below, f"{letter}{border}"]
        some = {"<": upto, "<=": upto, ">": above, ">=": above}.get(
            term.operator, [f"{letter}{border}"]
        )
        return _Part(_facets(some), exact=False, condition=condition)
    match = {
        "<": _facets(below),
        ">=": _facets(above),
        "=": just,
        "<=": f"({_facets(below)} OR {just})",
        ">": f"({_facets(above)} NOT {just})",
        "<>": f"({_facet('a')} NOT {just})",
    }[term.operator]
    return _Part(match, exact=True, condition=condition)


def _reviewer(_conn: Connection, term: Term) -> _Part:
    # As SQLite's lower() does: the letters A to Z alone.
    name = "".join(sign.lower() if sign.isascii() else sign for sign in term.text)
    return _Part(
        _facet("r" + name.encode().hex()),
        exact=True,
        condition=("c.reviewer IS NOT NULL AND lower(c.reviewer) = ?", (name,)),
    )


def _has(_conn: Connection, _term: Term) -> _Part:
    return _Part(_facet("e"), exact=True, condition=("c.evidence_count > 0", ()))


_STATES = {
    "duplicate": ("u", "c.duplicate = 1"),
    "superseded": ("o", "c.superseded = 1"),
    "kept": ("k", "c.kept IS 1"),
    "reworded": ("d", "c.kept IS 0"),
}
"""What `is:` takes: the word of the facets, and the same on the row."""


def _is(conn: Connection, term: Term) -> _Part:
    if "embargoed" in term.values:
        return _embargoed(conn, term)
    letters, conditions = zip(*(_STATES[value] for value in term.values), strict=True)
    return _Part(_facets(list(letters)), exact=True, condition=(" OR ".join(conditions), ()))


def _embargoed(conn: Connection, term: Term) -> _Part:
    """What must not go out now, and the other states that the term names beside it."""
    held = plan_acts.embargoed(conn)
    conditions = [(_STATES[value][1], ()) for value in term.values if value in _STATES]
    if held is None:
        letters = [_STATES[value][0] for value in term.values if value in _STATES]
        sql = " OR ".join(condition for condition, _ in conditions) or "0"
        return _Part(_facets(letters), exact=True, condition=(sql, ()))
    sql = " OR ".join(f"({condition})" for condition, _ in [held, *conditions])
    return _Part(None, exact=False, condition=(sql, held[1]))


def _act(_conn: Connection, term: Term) -> _Part:
    return _Part(*plan_acts.part(term.kind, term.values, _facet))


def _evidence(conn: Connection, term: Term) -> _Part:
    words = quoted(term.text, prefix=term.prefix)
    ids = _few(
        conn,
        "SELECT f.rowid FROM sources_fts f WHERE sources_fts MATCH ? "
        "AND EXISTS (SELECT 1 FROM evidence WHERE source_id = f.rowid)",
        words,
    )
    some = "EXISTS (SELECT 1 FROM evidence e WHERE e.claim_id = c.id AND e.source_id IN ({}))"
    if ids is not None:
        marks = ", ".join("?" * len(ids))
        return _Part(
            _facets([f"v{row_id}" for row_id in ids]),
            exact=True,
            condition=(some.format(marks), tuple(ids)),
        )
    sql = some.format("SELECT rowid FROM sources_fts WHERE sources_fts MATCH ?")
    return _Part(_facet("e"), exact=False, condition=(sql, (words,)))


def _few(conn: Connection, sql: str, words: str) -> list[int] | None:
    """The ids, None for more than FEW."""
    found = plain_cursor(conn).execute(f"{sql} LIMIT {FEW + 1}", (words,)).fetchall()
    return None if len(found) > FEW else [row_id for (row_id,) in found]


_PARTS: dict[Kind, Callable[[Connection, Term], _Part]] = {
    Kind.WORDS: _words,
    Kind.SOURCE: _column("said_by"),
    Kind.DOCUMENT: _column("document"),
    Kind.EVIDENCE: _evidence,
    Kind.REVIEWER: _reviewer,
    Kind.STRENGTH: _choice,
    Kind.STATUS: _choice,
    Kind.ZONE: _choice,
    Kind.POLARITY: _choice,
    Kind.CONFIDENCE: _number,
    Kind.WORTH: _number,
    Kind.HAS: _has,
    Kind.IS: _is,
    Kind.SIGNED: _act,
    Kind.REPLY: _act,
    Kind.SECOND: _act,
}
