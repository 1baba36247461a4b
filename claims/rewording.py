"""Which claims of a newer version are earlier ones in other words: the likest are paired.

The likeness is that of thefuzz over the whole wordings. Only claims that share telling words, or
stand between the same unchanged claims, are compared, so that time is linear in the claims.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.similarity import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claims.drafts import Newer, Standing
    from claims.model import Claim

ALIKE = 0.62
"""Likeness from which two claims count as one that was reworded."""
NEAR = 0.15
"""What is added to it where both stand between the same unchanged claims."""
CANDIDATES = 8
"""Claims of the other version that a claim's words are compared with."""
RARE = 6
"""Of a claim's words the rarest so many find its candidates, each at most `LISTED` of them."""
LISTED = 40
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def plain(text: str) -> str:
    """A text on one line, its blanks made one."""
    return " ".join(text.split())


def pair_reworded(found: list[Newer], old: Sequence[Standing], taken: set[int]) -> None:
    """Pair what is left on both sides, the likest first."""
    free = [at for at in range(len(old)) if at not in taken]
    fresh = [index for index, one in enumerate(found) if one.earlier is None]
    if not free or not fresh:
        return
    pairs: list[tuple[float, int, int, int]] = []
    gap_of_old, gap_of_new = _gaps(found, old)
    finder = _Finder([(at, plain(old[at].claim.wording)) for at in free], gap_of_old)
    for index in fresh:
        claim = found[index].claim
        gap = gap_of_new(claim)
        for at, likeness in finder.likest(plain(claim.wording), gap):
            distance = abs(at - index)
            if likeness >= ALIKE:
                pairs.append((-likeness, distance, index, at))
    done: set[int] = set()
    for _, _, index, at in sorted(pairs):
        if index not in done and at not in taken:
            done.add(index)
            taken.add(at)
            found[index] = replace(found[index], earlier=at)


def _gaps(
    found: Sequence[Newer], old: Sequence[Standing]
) -> tuple[Callable[[int], int], Callable[[Claim], int]]:
    """Between which unchanged claims a claim stands, by the index of the one before it."""
    kept = [(one.earlier, one.claim.span[0]) for one in found if one.earlier is not None]
    by_old = sorted((old[at].claim.span[0], at) for at, _ in kept)
    by_new = sorted((start, at) for at, start in kept)

    def before(places_: list[tuple[int, int]], start: int) -> int:
        at = bisect_right(places_, (start, len(old)))
        return places_[at - 1][1] if at else -1

    return (
        lambda at: before(by_old, old[at].claim.span[0]),
        lambda claim: before(by_new, claim.span[0]),
    )


class _Finder:
    """Earlier claims by their words and by the gap they stand in."""

    def __init__(self, wordings: Sequence[tuple[int, str]], gap: Callable[[int], int]) -> None:
        self._wordings = dict(wordings)
        self._gap = {at: gap(at) for at, _ in wordings}
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._standing: dict[int, list[int]] = defaultdict(list)
        for at, wording in wordings:
            self._standing[self._gap[at]].append(at)
            for word in _telling(wording):
                self._holding[word].append(at)

    def likest(self, wording: str, gap: int) -> list[tuple[int, float]]:
        """The earlier claims that a wording may have been, with their likeness."""
        from thefuzz import fuzz  # noqa: PLC0415 - loaded where texts are compared

        hits: Counter[int] = Counter()
        words = sorted(_telling(wording), key=lambda word: len(self._holding.get(word, ())))
        for word in words[:RARE]:
            hits.update(self._holding.get(word, ())[:LISTED])
        hits.update(self._standing.get(gap, ())[:CANDIDATES])
        found = []
        for at, _ in hits.most_common(2 * CANDIDATES):
            likeness = fuzz.ratio(wording.casefold(), self._wordings[at].casefold()) / 100
            found.append((at, likeness + (NEAR if self._gap[at] == gap else 0.0)))
        return found


def _telling(wording: str) -> set[str]:
    """The words that tell a claim from others; all where none does."""
    words = {word.casefold() for word in _WORD.findall(wording)}
    return words - STOP_WORDS or words
