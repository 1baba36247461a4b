"""The plain values that travel: documents, claims and their attributions.

Standard library only, so that the store can use them without waking the language pipeline.
All offsets are Unicode code points of the document's text, `[start, end)`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import Any

Span = tuple[int, int]
"""`[start, end)` in code points of the document's text."""

Anchor = tuple[int, str]
"""Where a page or a paragraph of the file begins in the text, and its label (`p. 4`)."""


Shares = tuple[tuple[str, float], ...]
"""What a number is made of, by name, the largest share first."""


class Strength(StrEnum):
    """How firmly the text itself stands behind a claim, weakest first."""

    RUMOUR = "rumour"
    ALLEGED = "alleged"
    REPORTED = "reported"
    UNNAMED = "unnamed"
    CREDIBLE = "credible"
    NAMED = "named"
    ASSERTED = "asserted"
    CONFIRMED = "confirmed"

    @property
    def rank(self) -> int:
        """Place on the scale, 1 (`rumour`) to 8 (`confirmed`)."""
        return _RANKS[self]


_PART = re.compile(r"[a-z][a-z' ]{0,39}")
_RANKS = {level: place for place, level in enumerate(Strength, 1)}


class Polarity(StrEnum):
    """Whether the claim says that something is so, or that it is not."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """The claim's mode: a fact, a possibility, a plan."""

    ACTUAL = "actual"
    POSSIBLE = "possible"
    PROBABLE = "probable"
    FUTURE = "future"
    CONDITIONAL = "conditional"


class Stance(StrEnum):
    """What the source does with the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    QUESTIONS = "questions"


class SourceKind(StrEnum):
    """What sort of source an attribution names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    DOCUMENT = "document"
    MEDIA = "media"
    UNNAMED = "unnamed"
    NONE = "none"


class Quotation(StrEnum):
    """Whether the content stands in quotation marks: wholly, partly or not."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NONE = "none"


class Zone(StrEnum):
    """The part of the document that a claim stands in."""

    BODY = "body"
    HEADLINE = "headline"
    BYLINE = "byline"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


class Record:
    """Equality, hash and representation of the frozen values, as a dataclass has them.

    Written here once: to have them made for each class anew takes a third of the loading of these.
    """

    __slots__: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        """Whether the other is of the same class, with equal fields."""
        if not isinstance(other, Record) or other.__class__ is not self.__class__:
            return NotImplemented
        fields = _fields(self.__slots__)
        return bool(fields(self) == fields(other))

    def __hash__(self) -> int:
        """The hash of the fields."""
        return hash(_fields(self.__slots__)(self))

    def __repr__(self) -> str:
        """The class with its fields by name."""
        fields = (f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__qualname__}({', '.join(fields)})"


@cache
def _fields(names: tuple[str, ...]) -> attrgetter[Any]:
    return attrgetter(*names)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Document(Record):
    """One text with what is known about it. `name` is its path or id, unique in a run.

    anchors, in text order, tell the pages or paragraphs of the file that the text was taken from.
    """

    name: str
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    anchors: tuple[Anchor, ...] = ()

    def metadata(self) -> dict[str, str]:
        """The known fields beside name, text and anchors."""
        pairs = {
            "title": self.title,
            "url": self.url,
            "published": self.published,
            "publisher": self.publisher,
            "author": self.author,
        }
        return {key: value for key, value in pairs.items() if value is not None}


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Resolved(Record):
    """The plain antecedent of a pronoun or a definite description."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Attribution(Record):
    """One link of a claim's chain: cue, source and the content it covers."""

    cue: Span | None
    cue_text: str | None
    source: Span | None
    source_text: str | None
    resolved: Resolved | None
    source_kind: SourceKind
    strength: Strength
    stance: Stance
    quotation: Quotation
    content: tuple[Span, ...]

    def as_dict(self) -> dict[str, Any]:
        """The link as a row of `verifier extract` writes it."""
        return {
            "cue": None if self.cue is None else list(self.cue),
            "cue_text": self.cue_text,
            "source": None if self.source is None else list(self.source),
            "source_text": self.source_text,
            "resolved": None
            if self.resolved is None
            else {"span": list(self.resolved.span), "text": self.resolved.text},
            "source_kind": self.source_kind.value,
            "strength": self.strength.value,
            "stance": self.stance.value,
            "quotation": self.quotation.value,
            "content": [list(piece) for piece in self.content],
        }

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Attribution:
        """Read a link back. Raises KeyError, TypeError or ValueError for a row that does not fit."""
        resolved = row.get("resolved")
        return cls(
            cue=_optional_span(row.get("cue")),
            cue_text=row.get("cue_text"),
            source=_optional_span(row.get("source")),
            source_text=row.get("source_text"),
            resolved=None
            if resolved is None
            else Resolved(_span(resolved["span"]), str(resolved["text"])),
            source_kind=SourceKind(row.get("source_kind", "none")),
            strength=Strength(row["strength"]),
            stance=Stance(row.get("stance", "asserts")),
            quotation=Quotation(row.get("quotation", "none")),
            content=tuple(_span(piece) for piece in row.get("content") or ()),
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Claim(Record):
    """One statement of a text, with the chain of attributions around it, outermost first.

    worth_parts are the shares that add up to check_worthiness, where they are known.
    """

    zone: Zone
    sentence: Span
    span: Span
    fragments: tuple[Span, ...]
    text: str
    wording: str
    strength: Strength
    rule: str
    confidence: float
    polarity: Polarity
    modality: Modality
    check_worthiness: float
    attributions: tuple[Attribution, ...] = ()
    worth_parts: Shares = ()

    def as_dict(self) -> dict[str, Any]:
        """The claim as a row of `verifier extract` writes it, without its document."""
        return {
            "zone": self.zone.value,
            "sentence": list(self.sentence),
            "span": list(self.span),
            "fragments": [list(piece) for piece in self.fragments],
            "text": self.text,
            "wording": self.wording,
            "strength": self.strength.value,
            "rule": self.rule,
            "confidence": self.confidence,
            "polarity": self.polarity.value,
            "modality": self.modality.value,
            "check_worthiness": self.check_worthiness,
            "attributions": [link.as_dict() for link in self.attributions],
            "worth_parts": dict(self.worth_parts),
        }

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Claim:
        """Read a claim back. Raises KeyError, TypeError or ValueError for a row that does not fit."""
        span = _span(row["span"])
        text = _string(row, "text")
        return cls(
            zone=Zone(row.get("zone", "body")),
            sentence=_span(row.get("sentence") or row["span"]),
            span=span,
            fragments=tuple(_span(piece) for piece in row.get("fragments") or [span]),
            text=text,
            wording=_string(row, "wording") if row.get("wording") else text,
            strength=Strength(row["strength"]),
            rule=str(row.get("rule") or ""),
            confidence=_unit(row["confidence"], "confidence"),
            polarity=Polarity(row.get("polarity", "positive")),
            modality=Modality(row.get("modality", "actual")),
            check_worthiness=_unit(row.get("check_worthiness", 0.0), "check_worthiness"),
            attributions=tuple(
                Attribution.from_dict(link) for link in row.get("attributions") or ()
            ),
            worth_parts=_shares(row.get("worth_parts")),
        )


def anchor_at(anchors: tuple[Anchor, ...], offset: int) -> str | None:
    """The label of the page or paragraph that an offset of the text lies in; None before the first."""
    place = bisect_right(anchors, offset, key=lambda anchor: anchor[0])
    return anchors[place - 1][1] if place else None


def anchors_from(value: Any, text: str) -> tuple[Anchor, ...]:
    """Read anchors back, `[[0, "p. 1"], …]`. Raises ValueError for any that do not fit the text."""
    if not isinstance(value, list | tuple):
        raise ValueError("anchors are a list")  # noqa: TRY004 - one kind of error for bad values
    found: list[Anchor] = []
    for pair in value:
        match pair:
            case [int(start), str(label)] if not isinstance(start, bool):
                found.append((start, label))
            case _:
                raise ValueError(f"an anchor is an offset and a label, not {pair!r:.60}")
    starts = [-1, *(start for start, _ in found), len(text)]
    if any(one >= other for one, other in pairwise(starts)):
        raise ValueError("anchors do not stand in order within the text")
    return tuple(found)


def check_spans(claim: Claim, text: str) -> None:
    """Raise ValueError, naming the field, where a claim's spans do not fit the document's text."""
    size = len(text)
    named: list[tuple[str, Span]] = [("sentence", claim.sentence), ("span", claim.span)]
    named += [("fragments", piece) for piece in claim.fragments]
    for link in claim.attributions:
        named += [("content", piece) for piece in link.content]
        named += [("cue", link.cue)] if link.cue else []
        named += [("source", link.source)] if link.source else []
        named += [("resolved", link.resolved.span)] if link.resolved else []
    for field, (start, end) in named:
        if not 0 <= start <= end <= size:
            raise ValueError(f"{field} [{start}, {end}] lies outside the text of {size} characters")
    if text[slice(*claim.span)] != claim.text:
        raise ValueError("text differs from the document at span")


def _span(value: Any) -> Span:
    start, end = value
    if isinstance(start, bool) or not isinstance(start, int) or not isinstance(end, int):
        raise TypeError(f"a span is two whole numbers, not {value!r}")
    return (start, end)


def _optional_span(value: Any) -> Span | None:
    return None if value is None else _span(value)


def _string(row: dict[str, Any], field: str) -> str:
    value = row[field]
    if not isinstance(value, str):
        raise TypeError(f"{field} is a string, not {value!r}")
    return value


def _shares(value: Any) -> Shares:
    pairs = {} if value is None else value
    if not isinstance(pairs, dict):
        raise TypeError(f"worth_parts is an object, not {value!r:.60}")
    for name, share in pairs.items():
        number = isinstance(share, int | float) and not isinstance(share, bool)
        if not number or not -1.0 <= share <= 1.0 or not _PART.fullmatch(name):
            raise ValueError(f"worth_parts holds no share {name!r:.60}: {share!r:.20}")
    found = ((name, float(share)) for name, share in pairs.items())
    return tuple(sorted(found, key=lambda pair: (-abs(pair[1]), pair[0])))


def _unit(value: Any, field: str) -> float:
    number = float(value)
    if not 0.0 <= number <= 1.0:
        raise ValueError(f"{field} lies between 0 and 1, not {value!r}")
    return number
