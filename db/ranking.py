"""Relevance: how rare the words are that a claim holds, and how short it is.

BM25 with each word counted once, because a claim, a sentence at most, seldom repeats one. FTS5's
own ranking reads the whole list of every word, also of one that four hundred thousand claims hold;
here how rare a word is is counted up to a bound, beyond which all words are equally common. Where
several words are wanted and one of them is not common, claims that hold them close together count
more.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from db.connection import plain_cursor
from db.plan import quoted, words
from db.query import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.connection import Connection
    from db.plan import Plan
    from db.query import Query

_K1 = 1.2
_B = 0.75
_COMMON = 2_000
_CLOSE = 5
"""So many words may stand between those that count as close together."""


def ranked(
    conn: Connection, query: Query, made: Plan, hits: Sequence[tuple[int, int, int]]
) -> list[int]:
    """The ids of hits (id, place, words), the best match first, ties in document order."""
    if not hits:
        return []
    wanted = [
        (term, len(clause) == 1)
        for clause in query.clauses
        for term in clause
        if term.kind is Kind.WORDS and not term.negated
    ]
    if len(wanted) < 2:
        return _by_score(hits, 1.0, [])
    total, last = _claims(conn), hits[-1][1]
    everywhere, rare = 0.0, False
    somewhere: list[tuple[set[int], float]] = []
    for term, certain in wanted:
        holding = _holding(conn, words(term))
        rarity = math.log(1 + (max(0, total - holding) + 0.5) / (holding + 0.5))
        if certain:
            everywhere += rarity
            rare = rare or holding < _COMMON
        else:
            match = f"({made.match}) AND ({words(term)})"
            somewhere.append((_places(conn, match, last), rarity))
    close = [quoted(term.text, prefix=term.prefix) for term, certain in wanted if certain]
    if len(close) > 1 and rare:
        near = f"{{wording said_by}} : NEAR({' '.join(close)}, {_CLOSE})"
        somewhere.append((_places(conn, near, last), everywhere))
    return _by_score(hits, everywhere or 1.0, somewhere)


def _by_score(
    hits: Sequence[tuple[int, int, int]],
    everywhere: float,
    somewhere: Sequence[tuple[set[int], float]],
) -> list[int]:
    average = sum(hit[2] for hit in hits) / len(hits) or 1.0
    scored = []
    for claim_id, place, length in hits:
        weight = everywhere
        for places, rarity in somewhere:
            if place in places:
                weight += rarity
        scored.append((-weight / (1 + _K1 * (1 - _B + _B * length / average)), place, claim_id))
    scored.sort()
    return [claim_id for _, _, claim_id in scored]


def _claims(conn: Connection) -> int:
    row = plain_cursor(conn).execute("SELECT coalesce(sum(claims), 0) FROM tallies").fetchone()
    return max(1, int(row[0]))


def _holding(conn: Connection, match: str) -> int:
    """How many claims hold a word, counted up to _COMMON."""
    sql = (
        f"SELECT count(*) FROM (SELECT 1 FROM claims_fts WHERE claims_fts MATCH ? LIMIT {_COMMON})"
    )
    return int(plain_cursor(conn).execute(sql, (match,)).fetchone()[0])


def _places(conn: Connection, match: str, last: int) -> set[int]:
    """The places up to the last hit's that an expression selects."""
    sql = "SELECT rowid FROM claims_fts WHERE claims_fts MATCH ? AND rowid <= ?"
    return {place for (place,) in plain_cursor(conn).execute(sql, (match, last)).fetchall()}
