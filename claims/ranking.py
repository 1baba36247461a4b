"""Candidates that an index found, in the order of their likeness to a query.

The index's own weight decides most; what words and pieces of words they share with the query
decides among neighbours. The numbers below were fitted by `training/matching.py` on posts and
the fact-checks that answer them; `docs/earlier-fact-checks.md` says how good they are.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from operator import mul
from typing import TYPE_CHECKING

from claims.similarity import body, content_words, gram_counts, token_sets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WEIGHTS = (1.0, 0.25, 0.25, 0.4, 0.45, 0.4)
"""What each part of a rank counts, in the order of `features`."""

EVIDENCE = (6.4, 2.8, 2.8)
BIAS = -9.4
"""The logistic regression that tells an answer from the nearest check where there is no answer."""

ABSENT = 0.6
"""The rank of a candidate that has nothing in common with the query but one common word."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that the index found: a claim, its title, and the index's own weight (0 or more)."""

    claim: str
    title: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate by its place among those given.

    rank: higher is nearer; it means nothing beside another query's.
    likeness: 0 to 1, in the order of the ranks, and comparable between queries.
    """

    index: int
    rank: float
    likeness: float


def ranked(query: str, candidates: Sequence[Candidate], size: int) -> list[Ranked]:
    """All candidates, the nearest first; of equals the one that the index put first.

    size is the number of texts in the index, for the weights grow with it.
    """
    rows = features(query, candidates)
    if not rows:
        return []
    ranks = [sum(map(float.__mul__, WEIGHTS, row)) for row in rows]
    order = sorted(range(len(ranks)), key=lambda index: -ranks[index])
    signs = evidence(candidates, size, [ranks[index] for index in order], rows[order[0]][-1])
    top = BIAS + sum(map(float.__mul__, EVIDENCE, signs))
    return [
        Ranked(index, ranks[index], _logistic(top - EVIDENCE[0] * (ranks[order[0]] - ranks[index])))
        for index in order
    ]


def evidence(
    candidates: Sequence[Candidate], size: int, falling: Sequence[float], coverage: float
) -> tuple[float, float, float]:
    """What tells whether the first candidate is an answer at all, in the order of `EVIDENCE`.

    Its lead over the third to tenth place (not over the second, which may be the same check by
    another outlet); the index's best weight, made free of the index's size; and how much of the
    query it covers.
    """
    field = [max(rank, ABSENT) for rank in [*falling[2:10], *[ABSENT] * 8][:8]]
    weight = max(candidate.weight for candidate in candidates)
    return (
        falling[0] - sum(field) / len(field),
        math.sqrt(max(weight, 0.0) / math.log(size + 2)),
        coverage,
    )


def features(query: str, candidates: Sequence[Candidate]) -> list[tuple[float, ...]]:
    """What a rank is made of, each 0 to 1: the index's weight against the best one's; the token
    sets of claim and title; the cosines of the query with claim, with title, and of the query
    with its author's name and both. Last, outside the rank, the share of the query that claim and
    title cover. A candidate without a title has its claim there.
    """
    if not candidates:
        return []
    best = max(candidate.weight for candidate in candidates) or 1.0
    plain = body(query)
    claims = [candidate.claim for candidate in candidates]
    titles = [candidate.title or candidate.claim for candidate in candidates]
    columns = (
        [max(candidate.weight, 0.0) / best for candidate in candidates],
        token_sets(plain, claims),
        token_sets(plain, titles),
        *_cosines(plain, query, claims, titles),
    )
    return list(zip(*columns, strict=True))


def _cosines(
    plain: str, signed: str, claims: Sequence[str], titles: Sequence[str]
) -> tuple[list[float], list[float], list[float], list[float]]:
    """Cosines of trigrams, tf-idf: what all the candidates share decides nothing.

    For the plain text and each claim, for it and each title, for the signed text and both; then
    the share of the plain text's grams that either holds.
    """
    pairs = [
        (gram_counts(content_words(claim)), gram_counts(content_words(title)))
        for claim, title in zip(claims, titles, strict=True)
    ]
    held: Counter[str] = Counter()
    for grams in chain.from_iterable(pairs):
        held.update(grams.keys())
    size = 2 * len(pairs)
    squares = [(math.log((size + 1) / (times + 1)) + 1) ** 2 for times in range(size + 1)]
    rarity = {gram: squares[times] for gram, times in held.items()}
    query, length = _weighed(plain, rarity, squares[0])
    whole, whole_length = _weighed(signed, rarity, squares[0])
    asked = {
        gram: math.sqrt(rarity.get(gram, squares[0])) for gram in gram_counts(content_words(plain))
    }
    asked_in_all = sum(asked.values()) or 1.0
    cosines: tuple[list[float], list[float], list[float], list[float]] = ([], [], [], [])
    for claim, title in pairs:
        claim_square = _square(claim, rarity)
        title_square = _square(title, rarity)
        both = sum(
            [title[gram] * claim[gram] * rarity[gram] for gram in filter(claim.__contains__, title)]
        )
        whole_square = claim_square + title_square + 2 * both
        cosines[0].append(_cosine(_dot(claim, query), length * claim_square))
        cosines[1].append(_cosine(_dot(title, query), length * title_square))
        cosines[2].append(
            _cosine(_dot(claim, whole) + _dot(title, whole), whole_length * whole_square)
        )
        covered = sum([share for gram, share in asked.items() if gram in claim or gram in title])
        cosines[3].append(covered / asked_in_all)
    return cosines


def _weighed(text: str, rarity: dict[str, float], unseen: float) -> tuple[dict[str, float], float]:
    """The query's grams that any candidate holds, by weight, and the square of its length."""
    counts = gram_counts(content_words(text))
    length = sum(n * n * rarity.get(gram, unseen) for gram, n in counts.items())
    return {gram: n * rarity[gram] for gram, n in counts.items() if gram in rarity}, length


def _square(grams: Counter[str], rarity: dict[str, float]) -> float:
    counts = grams.values()
    return float(sum(map(mul, map(mul, counts, counts), map(rarity.__getitem__, grams))))


def _dot(grams: Counter[str], query: Mapping[str, float]) -> float:
    """The product of two; in the order of the text, so that sums come out the same each time."""
    return sum([grams[gram] * query[gram] for gram in filter(query.__contains__, grams)])


def _cosine(dot: float, square: float) -> float:
    return dot / math.sqrt(square) if dot else 0.0


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-min(max(value, -60.0), 60.0)))
