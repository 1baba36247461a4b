"""What a list could be narrowed to: the values of a few fields, each with its count.

A count is that of the query which choosing the value makes, the field's own choice left out, so
that the other values of a field can be seen beside the chosen one. Counts stop at a bound; each
facet is given as soon as it is known, and `Connection.interrupt()` ends them all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from claims.model import Strength
from db import narrowing, plan, search
from db.connection import named_errors, plain_cursor
from db.query import Kind, Query
from db.records import SignOff, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.connection import Connection

LISTED = 8
"""So many values of a field without a fixed list are given."""

SAMPLED = 2_000
"""The names of sources are taken from so many first hits."""

_SIGNED = {
    SignOff.YES: "signed off",
    SignOff.STALE: "stale since a change",
    SignOff.NO: "not signed off",
}
_TRIED = 64
_REVIEWERS = 50


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet.

    value   as it stands in the query
    label   what people read
    count   claims with it; `search.COUNT_CAP + 1` stands for more than the bound
    chosen  whether the query asks for it
    """

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A field with the values that are offered. partial: only some hits were looked at for these."""

    kind: Kind
    values: tuple[Value, ...]
    partial: bool = False


def facets(conn: Connection, query: Query) -> Iterator[Facet]:
    """The facets of a query, one after the other as they are counted."""
    with named_errors(conn.path):
        yield _Counting(conn, query, Kind.STATUS).listed([(s, s) for s in Status])
        yield _Counting(conn, query, Kind.STRENGTH).listed([(s, s) for s in Strength])
        kinds = [("evidence", "has some"), (narrowing.NONE, "has none")]
        yield _Counting(conn, query, Kind.HAS).listed(kinds)
        yield _Counting(conn, query, Kind.SIGNED).listed([(s, _SIGNED[s]) for s in SignOff])
        yield _Counting(conn, query, Kind.DOCUMENT).documents()
        yield _Counting(conn, query, Kind.SOURCE).sources()
        yield _Counting(conn, query, Kind.REVIEWER).reviewers()


class _Counting:
    """One facet being counted."""

    def __init__(self, conn: Connection, query: Query, kind: Kind) -> None:
        self._conn = conn
        self._kind = kind
        self._open = narrowing.without(query, kind)
        self._chosen = narrowing.chosen(query, kind)

    def listed(self, values: list[tuple[str, str]]) -> Facet:
        """Every value of a fixed list, as (value, label), also those that no claim has."""
        return Facet(self._kind, tuple(self._value(value, label) for value, label in values))

    def documents(self) -> Facet:
        """The newest documents that have hits, the newest first."""
        made = plan.make(self._conn, self._open)
        cursor = plain_cursor(self._conn)
        names: dict[str, str] = {}
        before, last = None, None
        for _ in range(_TRIED):
            sql, values = made.hits("c.document_id", before, back=True)
            last = cursor.execute(
                f"{sql} ORDER BY {made.in_order(back=True)} LIMIT 1", values
            ).fetchone()
            if last is None or len(names) == LISTED:
                break
            name, title, before = cursor.execute(
                "SELECT name, title, place_start FROM documents WHERE id = ?", last
            ).fetchone()
            named = [text for text in (title, name) if text and _searchable(text)]
            if named:
                names.setdefault(_one_line(named[0]), named[0])
        return Facet(self._kind, self._found(names), partial=last is not None)

    def sources(self) -> Facet:
        """The names that most of the first hits are attributed to."""
        made = plan.make(self._conn, self._open)
        sql, values = made.hits("c.said_by")
        cursor = plain_cursor(self._conn).execute(
            f"{sql} ORDER BY {made.in_order()} LIMIT {SAMPLED + 1}", values
        )
        seen: Counter[str] = Counter()
        labels: dict[str, str] = {}
        looked_at = 0
        for (said_by,) in islice(cursor, SAMPLED):
            looked_at += 1
            for name in {name.casefold(): name for name in said_by.split("\n")}.values():
                if _searchable(name):
                    seen[name.casefold()] += 1
                    labels.setdefault(name.casefold(), name)
        most = [labels[name] for name, _ in seen.most_common(LISTED)]
        found = self._found({_one_line(name): name for name in most})
        return Facet(self._kind, found, partial=looked_at == SAMPLED)

    def reviewers(self) -> Facet:
        """Who worked on claims, whoever has most first."""
        cursor = plain_cursor(self._conn)
        words = cursor.execute(
            "SELECT term FROM claims_fts_terms WHERE term >= ?1 || 'r' AND term < ?1 || 's' LIMIT ?2",
            (plan.SIGN, _REVIEWERS),
        ).fetchall()
        names: dict[str, str] = {}
        for (word,) in words:
            folded = bytes.fromhex(word[2:]).decode()
            row = cursor.execute(
                "SELECT reviewer FROM claims WHERE place = "
                "(SELECT rowid FROM claims_fts WHERE claims_fts MATCH ? LIMIT 1)",
                (f'facets : "{word}"',),
            ).fetchone()
            names[folded] = row[0] if row else folded
        return Facet(self._kind, self._found(names), partial=len(words) == _REVIEWERS)

    def _found(self, names: dict[str, str]) -> tuple[Value, ...]:
        """The values that have hits, the most first; chosen ones always."""
        folded = {name.casefold() for name in names}
        more = {name: name for name in self._chosen if name.casefold() not in folded}
        values = [self._value(value, label) for value, label in {**more, **names}.items()]
        there = [value for value in values if value.count or value.chosen]
        if self._kind is not Kind.DOCUMENT:
            there.sort(key=lambda value: -value.count)
        return tuple(there)

    def _value(self, value: str, label: str) -> Value:
        narrowed = narrowing.within(self._open, self._kind, [value])
        known = search.tallied(self._conn, narrowed)
        count = search.count(self._conn, narrowed) if known is None else known
        chosen = any(value.casefold() == one.casefold() for one in self._chosen)
        return Value(value, label, count, chosen)


def _searchable(text: str) -> bool:
    """Whether a name has a letter or a figure, without which no query finds it."""
    return any(sign.isalnum() for sign in text)


def _one_line(text: str) -> str:
    """A name as a query can hold it."""
    return " ".join(text.replace('"', " ").split())
