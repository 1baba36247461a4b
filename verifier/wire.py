"""One wire story in several outlets: references that lead to it are one source, not several.

Told from the stored articles at the references' addresses: the same text, the credit of one news
agency, or mostly the same claims. What was never stored can't be told apart and counts for itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from db import wires

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from db.connection import Connection
    from db.records import Evidence
    from db.wires import Article

FEWEST = 3
"""Claims that two articles must share to be one story."""

SHARE = 0.6
"""The share of the shorter article's claims that must be the other's too."""

_AGENCIES = {
    "Associated Press": "AP",
    "The Associated Press": "AP",
    "Agence France-Presse": "AFP",
    "Deutsche Presse-Agentur": "dpa",
    "PA Media": "PA",
    "Press Association": "PA",
    "United Press International": "UPI",
    **{
        name: name
        for name in "Reuters AP AFP dpa PA UPI ANSA EFE TASS Interfax Xinhua Kyodo".split()
    },
}
_ANY = "|".join(sorted(_AGENCIES, key=len, reverse=True))
# HARBOUR CITY, 3 May (Reuters) -; © 2031 AFP; By The Associated Press; a last line "(dpa)".
_CREDITS = (
    re.compile(rf"^[^\n]{{0,120}}\(({_ANY})\)\s*[-–—:]", re.MULTILINE),
    re.compile(
        rf"^\s*(?:[Bb]y |BY |[Ss]ource: |©\s*(?:\d{{4}}\s+)?)({_ANY})\s*\.?\s*$", re.MULTILINE
    ),
    re.compile(rf"(?:©|[Cc]opyright)\s*(?:\d{{4}}\s+)?({_ANY})\b"),
    re.compile(rf"^\s*\(({_ANY})\)\s*$", re.MULTILINE),
)
_NAMED = re.compile(rf"\s*({_ANY})\s*\Z")


def credited(author: str | None, head: str, tail: str) -> str | None:
    """The agency that an article credits as its maker, None where it names none.

    In the dateline, a byline, a copyright line, or as the author. A mention in the text, such as
    "told Reuters", is no credit.
    """
    if author and (found := _NAMED.match(author)):
        return _AGENCIES[found[1]]
    for pattern in _CREDITS:
        for text in (head, tail):
            if found := pattern.search(text):
                return _AGENCIES[found[1]]
    return None


def told(conn: Connection, evidence: Mapping[int, Sequence[Evidence]]) -> dict[int, list[Evidence]]:
    """The evidence by claim, each reference with the wire story that it shares with others."""
    known: dict[int, Article] = {}
    compared: dict[tuple[int, int], bool] = {}
    ids = sorted({one.reference.id for pieces in evidence.values() for one in pieces})
    for article in wires.articles(conn, ids):
        known[article.reference_id] = article

    def same(one: Article, other: Article) -> bool:
        pair = (one.document_id, other.document_id)
        if pair not in compared:
            compared[pair] = _same_story(conn, one, other)
        return compared[pair]

    return {
        claim_id: _of_claim(pieces, known, same) if len(pieces) > 1 else list(pieces)
        for claim_id, pieces in evidence.items()
    }


def _of_claim(
    pieces: Sequence[Evidence],
    known: Mapping[int, Article],
    same: Callable[[Article, Article], bool],
) -> list[Evidence]:
    open_ones = {one.reference.id for one in pieces if not one.reference.protected}
    there = [known[key] for key in sorted(open_ones) if key in known]
    story = {article.reference_id: article.reference_id for article in there}
    for one, other in combinations(there, 2):
        first, second = story[one.reference_id], story[other.reference_id]
        if first != second and same(one, other):
            story = {key: first if value == second else value for key, value in story.items()}
    shared = [value for value in story.values() if list(story.values()).count(value) > 1]
    return [
        replace(one, reference=replace(one.reference, story=story[one.reference.id]))
        if story.get(one.reference.id) in shared
        else one
        for one in pieces
    ]


def _same_story(conn: Connection, one: Article, other: Article) -> bool:
    if one.sha256 == other.sha256:
        return True
    agency = credited(one.author, one.head, one.tail)
    if agency is not None and agency == credited(other.author, other.head, other.tail):
        return True
    shared, mine, theirs = wires.shared_claims(conn, one.document_id, other.document_id)
    return shared >= FEWEST and shared >= SHARE * min(mine, theirs)
