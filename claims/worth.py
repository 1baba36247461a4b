"""Check-worthiness: how much a desk would gain from checking a claim, from visible facts alone.

A claim's score is a weighted sum of features that a reader can see in it (a number, a deed, a
greeting), of the same features of its whole sentence, and of how its neighbours score; a fixed
curve brings it into 0 to 1. The words are in `worth_words.toml`, the weights in
`worth_weights.json`: a logistic regression over political debates and speeches that
fact-checkers went through (`training/train_worth.py`). The strength level is no feature, and
neither is who speaks or where in a document a claim stands.
"""

from __future__ import annotations

import json
import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from claims.worth_features import FEATURES, PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.model import Shares
    from claims.parsed import Parsed

REACH = 3
"""How many sentences before and after count as what a claim stands among."""
LONG_WORDS = 5.0
"""Mean letters a word from which prose reads as written: speech has about 4.3."""
BIT = {name: 1 << place for place, name in enumerate(FEATURES)}
ANY_CLAIM = "any claim"
"""What a claim without a feature scores: the share that every score begins with."""
AROUND = "around"
"""The share of the sentences before and after."""

_MASKS = {part: sum(BIT[name] for name in names.split()) for part, names in PARTS.items()}

_FIELDS = ("economy", "welfare", "safety", "foreign", "politics")
_TOPIC = sum(BIT[name] for name in _FIELDS)
_FIGURE = BIT["number"] | BIT["quantity"]
_CHANGE = BIT["change_verb"] | BIT["change_word"]
_HARD = BIT["percent"] | BIT["money"] | BIT["millions"]
_VERB = 1 << len(FEATURES)

# Counters packed into one whole number, ten bits each (letters, the last, may have more); so no
# more than a thousand tokens of a claim are counted.
_WORD, _PUBLIC, _NUMBER, _NAME, _DETAIL, _VAGUE, _LETTER = (1 << 10 * place for place in range(7))
_COUNTED = 1_000
_FLAT = 1e-6

_TAGS = {
    "JJS": BIT["superlative"],
    "RBS": BIT["superlative"],
    "NNS": BIT["plural"],
    "VBD": BIT["past"],
    "VBN": BIT["participle"],
    "VBG": BIT["progressive"],
    "MD": BIT["modal"],
    "NNP": BIT["name"],
    "NNPS": BIT["name"],
    "CD": BIT["number"],
}
_SUBJECTS = {
    "i": BIT["subject_i"],
    "we": BIT["subject_we"],
    "you": BIT["subject_you"],
    "he": BIT["subject_he"],
    "she": BIT["subject_he"],
    "they": BIT["subject_they"],
}
_SUBJECT_TAGS = {
    "NNP": BIT["subject_name"],
    "NNPS": BIT["subject_name"],
    "NN": BIT["subject_noun"],
    "NNS": BIT["subject_plural"],
}
_NEGATIVE = frozenset("not n't n’t never no none nobody nothing neither nor".split())
_BREAKS = frozenset(("...", "…", "--", "—", "-"))


@dataclass(frozen=True, slots=True)
class Weights:
    """What the fit gives: a weight for each feature and the curve into 0 to 1.

    own         share of the claim's own features; the rest is its sentence's
    neighbours  weight of the mean score of the sentences before and after
    middle      the sum that counts as one half
    steepness   of the curve there
    """

    features: dict[str, float]
    own: float
    neighbours: float
    middle: float
    steepness: float


@cache
def weights() -> Weights:
    """The fitted weights."""
    text = files("claims").joinpath("worth_weights.json").read_text(encoding="utf-8")
    row = json.loads(text)
    return Weights(
        {name: float(row["features"].get(name, 0.0)) for name in FEATURES},
        *(float(row[key]) for key in ("own", "neighbours", "middle", "steepness")),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """Feature bits by the word as it stands, by a verb's dictionary form, and of a deed's."""

    lower: dict[str, int]
    verb: dict[str, int]
    deed: frozenset[str]


@cache
def _words() -> _Words:
    text = files("claims").joinpath("worth_words.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)

    def bits(part: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for name, words in table[part].items():
            for word in words.split():
                found[word] = found.get(word, 0) | BIT[name]
        return found

    return _Words(bits("words"), bits("verbs"), frozenset(table["deeds"]["deed"].split()))


class Worth:
    """Scores the claims of one parsed document; what they share is worked out once."""

    def __init__(self, parsed: Parsed, fitted: Weights | None = None) -> None:
        self._parsed = parsed
        self._fitted = fitted or weights()
        self._by_bit = [self._fitted.features[name] for name in FEATURES]
        self._marks: dict[int, tuple[list[int], list[int]]] = {}
        self._sentences: dict[int, int] = {}
        self._known: dict[int, float] = {}

    def score(self, ranges: Sequence[tuple[int, int]]) -> float:
        """How check-worthy the claim made of these token ranges is, 0 to 1."""
        place = self._place(ranges)
        return round(self._curve(self._total(place, self.features(ranges))), 4)

    def score_parts(self, ranges: Sequence[tuple[int, int]]) -> tuple[float, Shares]:
        """The score and its shares by kind of feature, which add up to it, the largest first.

        The curve is no straight line: each kind gets as much of the way from the score of a claim
        without features to this one as it has of the weighted sum (the Aumann-Shapley shares).
        """
        fitted, place, own = self._fitted, self._place(ranges), self.features(ranges)
        sentence = self._sentence(place)
        total, start = self._total(place, own), self._curve(0.0)
        score = self._curve(total)
        flat = abs(total) < _FLAT
        step = fitted.steepness * start * (1 - start) if flat else (score - start) / total
        parts = {
            part: fitted.own * self.value(own & mask)
            + (1 - fitted.own) * self.value(sentence & mask)
            for part, mask in _MASKS.items()
        }
        parts[AROUND] = fitted.neighbours * self._beside(place)
        shares = [(ANY_CLAIM, round(start, 3))]
        shares += [(part, round(step * weighed, 3)) for part, weighed in parts.items()]
        found = [pair for pair in shares if pair[1]]
        return round(score, 4), tuple(sorted(found, key=lambda pair: (-abs(pair[1]), pair[0])))

    def _total(self, place: int, own: int) -> float:
        fitted = self._fitted
        total = fitted.own * self.value(own)
        total += (1 - fitted.own) * self.value(self._sentence(place))
        return total + fitted.neighbours * self._beside(place)

    def _curve(self, total: float) -> float:
        exponent = self._fitted.steepness * (self._fitted.middle - total)
        return 1.0 / (1.0 + math.exp(min(exponent, 50.0)))

    def explain(self, ranges: Sequence[tuple[int, int]]) -> list[tuple[str, float]]:
        """What the score is made of, for people, the largest share first.

        Shares add up to the sum that the curve turns into the score; half a point is much. A
        feature that only the claim's sentence has says so.
        """
        fitted = self._fitted
        own, sentence = self.features(ranges), self._sentence(self._place(ranges))
        shares: list[tuple[str, float]] = []
        for name, words in FEATURES.items():
            weight = fitted.features[name]
            share = weight * fitted.own * bool(own & BIT[name])
            share += weight * (1 - fitted.own) * bool(sentence & BIT[name])
            if share:
                where = "" if own & BIT[name] else " (in its sentence)"
                shares.append((words + where, round(share, 3)))
        beside = fitted.neighbours * self._beside(self._place(ranges))
        shares.append(("what is said before and after", round(beside, 3)))
        return sorted(shares, key=lambda pair: -abs(pair[1]))

    def features(self, ranges: Sequence[tuple[int, int]]) -> int:
        """The features of a claim as bits (`BIT` gives each one's)."""
        found = counts = 0
        first, last = ranges[0][0], ranges[-1][1] - 1
        left = _COUNTED
        for start, end in ranges:
            stop = min(end, start + left)
            left -= max(stop - start, 0)
            for sent in range(self._parsed.sent[start], self._parsed.sent[end - 1] + 1):
                base, limit = self._parsed.sents[sent]
                bits, packed = self._marked(sent)
                a, b = max(start, base) - base, min(stop, limit) - base
                for mark in bits[a:b]:
                    found |= mark
                counts += sum(packed[a:b])
        return self._derived(found, counts, first, last)

    def value(self, features: int) -> float:
        """The weighted sum of features given as bits."""
        known = self._known.get(features)
        if known is None:
            left, known = features & (_VERB - 1), 0.0
            while left:
                bit = left & -left
                known += self._by_bit[bit.bit_length() - 1]
                left ^= bit
            self._known[features] = known
        return known

    def _place(self, ranges: Sequence[tuple[int, int]]) -> int:
        """The sentence of the claim's longest piece."""
        start, _ = max(ranges, key=lambda piece: piece[1] - piece[0])
        return self._parsed.sent[start]

    def _beside(self, place: int) -> float:
        """The mean value of the sentences around one, 0 for one that stands alone."""
        first, last = max(place - REACH, 0), min(place + REACH + 1, len(self._parsed.sents))
        around = [self.value(self._sentence(i)) for i in range(first, last) if i != place]
        return sum(around) / len(around) if around else 0.0

    def _sentence(self, place: int) -> int:
        found = self._sentences.get(place)
        if found is None:
            found = self._sentences[place] = self.features([self._parsed.sents[place]])
        return found

    def _marked(self, sent: int) -> tuple[list[int], list[int]]:
        """The bits and the packed counts of each token of a sentence."""
        found = self._marks.get(sent)
        if found is None:
            found = self._marks[sent] = _mark(self._parsed, *self._parsed.sents[sent])
        return found

    def _derived(self, found: int, counts: int, first: int, last: int) -> int:
        """Add the features that take more than one token to see."""
        parsed = self._parsed
        words, public, numbers, names, details, vague = (
            counts >> 10 * place & 1023 for place in range(6)
        )
        letters = counts >> 60
        topic = found & _TOPIC
        extra = [
            ("topic", topic),
            ("topics", public >= 2),
            ("many_topics", public >= 4),
            ("fields", topic & (topic - 1)),
            ("numbers", numbers >= 2),
            ("hard_figure", found & _HARD),
            ("long_words", letters > LONG_WORDS * words),
            ("figure_topic", topic and found & _FIGURE),
            ("change_topic", topic and found & _CHANGE),
            ("past_topic", topic and found & BIT["past"]),
            ("names", names >= 3),
            ("details", details >= 2),
            ("many_details", details >= 4),
            ("vagueness", vague >= 2),
            ("no_verb", not found & _VERB),
            ("asking", parsed.tag[first] in {"WP", "WRB", "WDT"}),
            ("cut_off", parsed.lower[last] in _BREAKS),
            ("stage", parsed.lower[first] == "("),
            ("short", words < 6),
            ("middling", 12 <= words < 25),
            ("long", words >= 25),
        ]
        return found | sum(BIT[name] for name, holds in extra if holds)


def score(parsed: Parsed, ranges: Sequence[tuple[int, int]]) -> float:
    """How check-worthy the claim made of these token ranges `[first, last + 1)` is, 0 to 1.

    For many claims of a document, `Worth(parsed)` works out what they share once.
    """
    return Worth(parsed).score(ranges)


def explain(parsed: Parsed, ranges: Sequence[tuple[int, int]]) -> list[tuple[str, float]]:
    """What a claim's score is made of, the largest share first: see `Worth.explain`."""
    return Worth(parsed).explain(ranges)


def _mark(parsed: Parsed, start: int, end: int) -> tuple[list[int], list[int]]:
    """Feature bits and packed counts of the tokens of a sentence."""
    words = _words()
    bits: list[int] = []
    packed: list[int] = []
    for i in range(start, end):
        lower, tag = parsed.lower[i], parsed.tag[i]
        mark = words.lower.get(lower, 0) | _TAGS.get(tag, 0)
        count = _WORD + _LETTER * len(lower) if lower[0].isalnum() else 0
        if lower in _NEGATIVE:
            mark |= BIT["negation"]
        if tag[0] == "V" or tag == "MD":
            mark |= _VERB | _verb_marks(parsed, i, words)
        elif tag == "CD":
            if lower == "one":
                mark &= ~BIT["number"]
            else:
                count += _NUMBER
        elif tag == "IN":
            count += _DETAIL
        elif tag[:3] == "NNP":
            count += _NAME
        if parsed.dep[i][:5] == "nsubj":
            mark |= _subject_marks(parsed, i)
        if mark & _TOPIC:
            count += _PUBLIC
        if mark & BIT["vague"]:
            count += _VAGUE
        bits.append(mark)
        packed.append(count)
    return bits, packed


def _verb_marks(parsed: Parsed, i: int, words: _Words) -> int:
    lemma, tag = parsed.lemma[i], parsed.tag[i]
    mark = words.verb.get(lemma, 0)
    if tag in {"VBD", "VBN"} and lemma in words.deed:
        mark |= BIT["deed"]
    if lemma == "go" and i + 1 < len(parsed) and tag == "VBG" and parsed.lower[i + 1] == "to":
        mark |= BIT["going_to"]
    if tag == "VB" and parsed.head[i] == i and parsed.child(i, "nsubj", "aux") is None:
        mark |= BIT["imperative"]
    return mark


def _subject_marks(parsed: Parsed, i: int) -> int:
    mark = BIT["passive"] if parsed.dep[i] == "nsubjpass" else 0
    who = parsed.lower[i]
    if who == "you" and parsed.tag[parsed.head[i]] == "VBD":
        return mark | BIT["subject_you_past"]
    return mark | (_SUBJECTS.get(who) or _SUBJECT_TAGS.get(parsed.tag[i], 0))
