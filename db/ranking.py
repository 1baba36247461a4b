"""Relevance: how rare the words are that a claim holds, and how short it is.

BM25 with each word counted once, because a claim, a sentence at most, seldom repeats one. FTS5's
own ranking reads the whole list of every word, also of one that four hundred thousand claims hold;
here how rare a word is is counted up to a bound, beyond which all words are equally common. Where
several words are wanted, claims that hold them close together count more.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from db.connection import plain_cursor
from db.plan import quoted
from db.query import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.connection import Connection
    from db.plan import Plan
    from db.query import Query, Term

_K1 = 1.2
_B = 0.75
_COMMON = 10_000
_CLOSE = 5
"""So many words may stand between those that count as close together."""


def ranked(
    conn: Connection, query: Query, made: Plan, hits: Sequence[tuple[int, int, int]]
) -> list[int]:
    """The ids of hits (id, place, words), the best match first, ties in document order."""
    if not hits:
        return []
    total = _claims(conn)
    everywhere, somewhere = 0.0, []
    certain: list[Term] = []
    for clause in query.clauses:
        for term in clause:
            if term.kind is not Kind.WORDS or term.negated:
                continue
            match = quoted(term.text, prefix=term.prefix)
            rarity = _rarity(conn, match, total)
            if len(clause) == 1:
                everywhere += rarity
                certain.append(term)
            else:
                somewhere.append((_places(conn, made, match, hits[-1][1]), rarity))
    if len(certain) > 1:
        near = " ".join(quoted(term.text, prefix=term.prefix) for term in certain)
        near = f"NEAR({near}, {_CLOSE})"
        somewhere.append((_places(conn, made, near, hits[-1][1]), everywhere))
    average = sum(hit[2] for hit in hits) / len(hits) or 1.0
    scored = []
    for claim_id, place, words in hits:
        weight = everywhere + sum(rarity for places, rarity in somewhere if place in places)
        scored.append((-weight / (1 + _K1 * (1 - _B + _B * words / average)), place, claim_id))
    scored.sort()
    return [claim_id for _, _, claim_id in scored]


def _claims(conn: Connection) -> int:
    row = plain_cursor(conn).execute("SELECT coalesce(sum(claims), 0) FROM tallies").fetchone()
    return max(1, int(row[0]))


def _rarity(conn: Connection, match: str, total: int) -> float:
    """The inverse document frequency, never below zero."""
    sql = (
        f"SELECT count(*) FROM (SELECT 1 FROM claims_fts WHERE claims_fts MATCH ? LIMIT {_COMMON})"
    )
    holding = int(plain_cursor(conn).execute(sql, (match,)).fetchone()[0])
    return math.log(1 + (max(0, total - holding) + 0.5) / (holding + 0.5))


def _places(conn: Connection, made: Plan, match: str, last: int) -> set[int]:
    """The places of the hits that hold a word."""
    sql = "SELECT rowid FROM claims_fts WHERE claims_fts MATCH ? AND rowid <= ?"
    found = plain_cursor(conn).execute(sql, (f"({made.match}) AND {match}", last))
    return {place for (place,) in found.fetchall()}
