"""The same statement in other words: keys to find candidates by, and how alike two wordings are.

A wording's keys are made of the words that come first in an order that is the same for every
text: of its first five each three make a key, so that two wordings that share most of their words
share a key, whatever else is stored. Pure functions over strings.

The order is a hash, as in the bottom-k sketches of Broder, On the resemblance and containment of
documents (1997); stop words come last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

from claims.similarity import STOP_WORDS, folded_words

ALIKE = 72
"""The score from which two wordings are look-alikes: a word in six changed still reaches it."""

FEWEST_WORDS = 4
"""Different words that a wording must have: in shorter ones one word changed is another claim."""

MOST_WORDS = 400
"""Words that are looked at: a wording is a sentence, and work must stay bounded."""

_FIRST, _TOGETHER = 5, 3
_LATER = 1 << 48
_KEY = (1 << 32) - 1

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NUMBER_WORDS = frozenset(
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    hundreds thousand thousands million millions billion billions trillion dozen dozens half third
    quarter twice double triple
    """.split()
)
_NEGATIONS = frozenset(
    """
    no not never none nobody nothing nowhere neither nor without cannot cant wont dont didnt doesnt
    isnt arent wasnt werent hasnt havent hadnt couldnt wouldnt shouldnt deny denies denied denying
    false falsely untrue
    """.split()
)
_APOSTROPHE = re.compile(r"(?<=\w)[’'](?=\w)")
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two wordings are.

    score    0 to 100, thefuzz's token sort ratio
    differs  what to look at before taking one for the other, in the order of DIFFERENCES
    """

    score: int
    differs: tuple[str, ...] = ()


DIFFERENCES = ("numbers", "negation", "names", "order")
"""Other numbers, one denied, other names, or the same names in another order."""


def keys(wording: str) -> tuple[int, ...]:
    """The keys of a wording, at most ten of 32 bits: look-alikes nearly always share one.

    Nothing for fewer than FEWEST_WORDS different words.
    """
    order = sorted(set(map(_rank, folded_words(wording)[:MOST_WORDS])))
    if len(order) < FEWEST_WORDS:
        return ()
    made = [(a ^ b ^ c) & _KEY for a, b, c in combinations(order[:_FIRST], _TOGETHER)]
    return tuple(dict.fromkeys(made))


def likeness(one: str, other: str) -> Likeness | None:
    """How alike two wordings are; None where they are no look-alikes."""
    from thefuzz import fuzz  # noqa: PLC0415 - loaded where texts are compared

    score = fuzz.ratio(_in_order(one), _in_order(other))
    return Likeness(int(score), differences(one, other)) if score >= ALIKE else None


def differences(one: str, other: str) -> tuple[str, ...]:
    """What two wordings that look alike disagree about, in the order of DIFFERENCES."""
    here, there = _words(one), _words(other)
    names, beside = _names(here), _names(there)
    shared = set(names) & set(beside)
    found = (
        _numbers(one, here) != _numbers(other, there),
        _negations(here) != _negations(there),
        bool(_lacking(names, there) and _lacking(beside, here)),
        [name for name in names if name in shared] != [name for name in beside if name in shared],
    )
    return tuple(name for name, differs in zip(DIFFERENCES, found, strict=True) if differs)


@lru_cache(maxsize=32_768)
def _in_order(wording: str) -> str:
    """A wording's words, folded and sorted: the plain ratio of two such is their token sort ratio."""
    return " ".join(sorted(folded_words(wording)))


@lru_cache(maxsize=32_768)
def _rank(word: str) -> int:
    """Where a word comes in the order that all texts share."""
    rank = int.from_bytes(blake2b(word.encode(), digest_size=6).digest(), "big")
    return rank + _LATER if word in STOP_WORDS else rank


def _words(text: str) -> list[str]:
    return _TOKEN.findall(_APOSTROPHE.sub("", text))


def _numbers(text: str, words: list[str]) -> list[str]:
    spelt = [word.lower() for word in words if word.lower() in _NUMBER_WORDS]
    return sorted([*_NUMBER.findall(text), *spelt])


def _negations(words: list[str]) -> int:
    """0 or 1: two denials cancel out."""
    return sum(word.lower() in _NEGATIONS for word in words) % 2


def _names(words: list[str]) -> list[str]:
    """Capitalised words, each once, in their order, as people write names; a first word too."""
    names = [word.casefold() for word in words if word[0].isupper()]
    return [name for name in dict.fromkeys(names) if name not in STOP_WORDS]


def _lacking(names: list[str], words: list[str]) -> set[str]:
    """The names that stand nowhere among the words, in capitals or not."""
    return set(names) - {word.casefold() for word in words}
