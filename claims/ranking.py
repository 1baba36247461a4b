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

from claims.similarity import body, gram_counts, gram_words, grams, token_sets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

WEIGHTS = (1.0, 0.25, 0.25, 0.4, 0.45, 0.4)
"""What each part of a rank counts, in the order of `features`."""

COMPARED = 20
"""Candidates whose pieces of words are compared too: those ahead by weight and whole words."""

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
    if not candidates:
        return []
    rows, covered = features(query, candidates)
    ranks = [sum(map(float.__mul__, WEIGHTS, row)) for row in rows]
    order = sorted(range(len(ranks)), key=lambda index: -ranks[index])
    signs = evidence(candidates, size, [ranks[index] for index in order], covered(order[0]))
    top = BIAS + sum(map(float.__mul__, EVIDENCE, signs))
    found: list[Ranked] = []
    least = top
    for place, index in enumerate(order):
        sign = top - EVIDENCE[0] * (ranks[order[0]] - ranks[index])
        # Beside a twin of the query, what shares a third of its words is no twin as well: each
        # is judged by its own weight and cover.
        if place and sign > 0:
            sign -= EVIDENCE[1] * (signs[1] - _weight(candidates[index].weight, size))
            sign -= EVIDENCE[2] * (signs[2] - covered(index)) if place < COMPARED else 0.0
        least = min(least, sign)
        found.append(Ranked(index, ranks[index], _logistic(least)))
    return found


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
    return falling[0] - sum(field) / len(field), _weight(weight, size), coverage


def features(
    query: str, candidates: Sequence[Candidate]
) -> tuple[list[tuple[float, ...]], Callable[[int], float]]:
    """What a rank is made of, each 0 to 1: the index's weight against the best one's; the token
    sets of claim and title; the cosines of the query with claim, with title, and of the query
    with its author's name and both. A candidate without a title has its claim there.

    Only the `COMPARED` candidates ahead by the first three have cosines; 0 for the others keeps
    them behind these. Beside the rows, one a candidate, how large a share of the query one of
    those compared covers.
    """
    best = max((candidate.weight for candidate in candidates), default=0.0) or 1.0
    plain = body(query)
    claims = [candidate.claim for candidate in candidates]
    titles = [candidate.title or candidate.claim for candidate in candidates]
    weights = [max(candidate.weight, 0.0) / best for candidate in candidates]
    rows = list(zip(weights, token_sets(plain, claims), token_sets(plain, titles), strict=True))
    ahead = [-sum(map(mul, WEIGHTS, row)) for row in rows]
    compared = sorted(range(len(rows)), key=ahead.__getitem__)[:COMPARED]
    pairs = [(claims[index], titles[index]) for index in compared]
    cosines, covered = _cosines(plain, query, pairs, *_rarity([*claims, *titles]))
    places = {index: place for place, index in enumerate(compared)}
    found = dict(zip(compared, zip(*cosines, strict=True), strict=True))
    return (
        [(*row, *found.get(index, (0.0, 0.0, 0.0))) for index, row in enumerate(rows)],
        lambda index: covered(places[index]),
    )


def _rarity(texts: Sequence[str]) -> tuple[dict[str, float], float]:
    """The square of each trigram's rarity in these texts, and of one that none of them holds.

    A trigram counts each time it occurs: nearly as often as it is in a text, and soon told.
    """
    words = chain.from_iterable(map(gram_words, texts))
    held = Counter(chain.from_iterable(map(grams, words)))
    size = len(texts) + 1
    squares = [(math.log(size / (times + 1)) + 1) ** 2 for times in range(size)]
    squares += [squares[-1]] * max(held.values(), default=0)
    rarity = dict(zip(held, map(squares.__getitem__, held.values()), strict=True))
    return rarity, squares[0]


def _cosines(
    plain: str,
    signed: str,
    texts: Sequence[tuple[str, str]],
    rarity: dict[str, float],
    unseen: float,
) -> tuple[tuple[list[float], list[float], list[float]], Callable[[int], float]]:
    """Cosines of trigrams, tf-idf: what all the candidates share decides nothing.

    For the plain text and each claim, for it and each title, for the signed text and both; then
    a function for the share of the plain text's grams that a candidate holds.
    """
    pairs = [(gram_counts(claim), gram_counts(title)) for claim, title in texts]
    counts = gram_counts(plain)
    query, length = _weighed(counts, rarity, unseen)
    whole, whole_length = _weighed(gram_counts(signed), rarity, unseen)
    cosines: tuple[list[float], list[float], list[float]] = ([], [], [])
    for claim, title in pairs:
        claim_square, title_square = _square(claim, rarity), _square(title, rarity)
        on_claim, signed_claim = _dots(claim, query, whole)
        on_title, signed_title = _dots(title, query, whole)
        both = [claim[gram] * title[gram] * rarity[gram] for gram in title if gram in claim]
        square = claim_square + title_square + 2 * sum(both)
        cosines[0].append(_cosine(on_claim, length * claim_square))
        cosines[1].append(_cosine(on_title, length * title_square))
        cosines[2].append(_cosine(signed_claim + signed_title, whole_length * square))

    def covered(index: int) -> float:
        asked = {gram: math.sqrt(rarity.get(gram, unseen)) for gram in counts}
        claim, title = pairs[index]
        found = sum([share for gram, share in asked.items() if gram in claim or gram in title])
        return found / (sum(asked.values()) or 1.0)

    return cosines, covered


def _weighed(
    counts: Counter[str], rarity: dict[str, float], unseen: float
) -> tuple[dict[str, float], float]:
    """The query's grams that any candidate holds, by weight, and the square of its length."""
    length = sum([n * n * rarity.get(gram, unseen) for gram, n in counts.items()])
    return {gram: n * rarity[gram] for gram, n in counts.items() if gram in rarity}, length


def _square(counted: Counter[str], rarity: dict[str, float]) -> float:
    counts = counted.values()
    return float(sum(map(mul, map(mul, counts, counts), map(rarity.__getitem__, counted))))


def _dots(
    counted: Counter[str], query: Mapping[str, float], whole: Mapping[str, float]
) -> tuple[float, float]:
    """The products with the query and with the whole of it; all grams of the first are in both.

    In the order of a text, so that sums come out the same each time.
    """
    shared = list(filter(whole.__contains__, counted))
    return (
        sum([counted[gram] * query[gram] for gram in shared if gram in query]),
        sum([counted[gram] * whole[gram] for gram in shared]),
    )


def _cosine(dot: float, square: float) -> float:
    return dot / math.sqrt(square) if dot else 0.0


def _weight(weight: float, size: int) -> float:
    """The index's weight, made free of the index's size."""
    return math.sqrt(max(weight, 0.0) / math.log(size + 2))


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-min(max(value, -60.0), 60.0)))
