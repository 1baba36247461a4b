"""Relevance: BM25 over a claim's wording and the names of its sources.

Computed here and not by FTS5, whose own ranking reads the whole list of every word, also of one
that four hundred thousand claims hold. How rare a word is is counted up to a bound; beyond it all
words are equally common.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING

from db.connection import plain_cursor
from db.plan import quoted
from db.query import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.connection import Connection
    from db.query import Query, Term

_K1 = 1.2
_B = 0.75
_COMMON = 10_000
_WORD = re.compile(r"[^\W_]+")


def ranked(conn: Connection, query: Query, hits: Sequence[tuple[int, int, str, str]]) -> list[int]:
    """The ids of hits (id, place, wording, said_by), the best match first, ties in document order."""
    terms = _terms(query)
    if not hits or not terms:
        return [hit[0] for hit in hits]
    total = _claims(conn)
    weights = [(_pattern(term), _rarity(conn, term, total)) for term in terms]
    texts = [_folded(f"{wording}\n{names}") for _, _, wording, names in hits]
    lengths = [text.count(" ") + 1 for text in texts]
    average = sum(lengths) / len(lengths)
    scored = []
    for (claim_id, place, _, _), text, length in zip(hits, texts, lengths, strict=True):
        damping = _K1 * (1 - _B + _B * length / average)
        score = 0.0
        for pattern, rarity in weights:
            found = len(pattern.findall(text))
            score += rarity * found * (_K1 + 1) / (found + damping)
        scored.append((-score, place, claim_id))
    scored.sort()
    return [claim_id for _, _, claim_id in scored]


def _terms(query: Query) -> list[Term]:
    """The words and phrases that are wanted, each once."""
    every: Iterable[Term] = (term for clause in query.clauses for term in clause)
    wanted = [term for term in every if term.kind is Kind.WORDS and not term.negated]
    return list({(term.text.casefold(), term.prefix): term for term in wanted}.values())


def _claims(conn: Connection) -> int:
    row = plain_cursor(conn).execute("SELECT coalesce(sum(claims), 0) FROM tallies").fetchone()
    return max(1, int(row[0]))


def _rarity(conn: Connection, term: Term, total: int) -> float:
    """The inverse document frequency, never below zero."""
    sql = (
        f"SELECT count(*) FROM (SELECT 1 FROM claims_fts WHERE claims_fts MATCH ? LIMIT {_COMMON})"
    )
    match = quoted(term.text, prefix=term.prefix)
    holding = int(plain_cursor(conn).execute(sql, (match,)).fetchone()[0])
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5)) if holding < total else 0.01


def _pattern(term: Term) -> re.Pattern[str]:
    words = _WORD.findall(_folded(term.text))
    body = r"[\W_]+".join(map(re.escape, words))
    return re.compile(rf"(?<![^\W_]){body}" + ("" if term.prefix else r"(?![^\W_])"))


def _folded(text: str) -> str:
    """Text as the index folds it: lower case, marks off the letters."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
