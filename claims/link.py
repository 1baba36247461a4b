"""A link: one attribution found in a parsed document, in tokens, before its level is known."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.model import Quotation


@dataclass(slots=True)
class Link:
    """One attribution. Tokens are indices into `Parsed`; ranges are `[first, last + 1)`.

    cue        the cue's tokens with auxiliaries, negation and particles, in text order; empty for
               a bare quotation whose speaker is known from before, or that has none
    head       the cue's main token (the verb, noun, adverb, preposition), -1 without a cue
    key        what the lexicon looks up: the lemma, with a particle or preposition where it counts
               (`say`, `according to`, `point out`, `reportedly`)
    frame      how it was found: ccomp, xcomp, object, prep, noun, passive, according, adverb,
               parenthetical, quotation, colon, ...; for people, in the rule
    source     the source's tokens, in text order, empty where the text names none
    content    token ranges of what is attributed, in text order, possibly over several sentences
    quotation  whether the content stands in quotation marks
    score      how sure the step is that this is an attribution, 0 to 1 (1 for a rule)
    parent     index of the link around this one in the document's list, -1 for an outermost one
    """

    cue: tuple[int, ...]
    head: int
    key: str
    frame: str
    source: tuple[int, ...]
    content: list[tuple[int, int]]
    quotation: Quotation = Quotation.INDIRECT
    score: float = 1.0
    parent: int = -1
    features: dict[str, float] = field(default_factory=dict)
