"""The query language of `search`, `report` and the review screen: text to terms and back.

A query is a list of clauses that must all hold; a clause is one term, or several joined by `or`.
`or` binds tighter than the blank: `mayor or minister status:false` wants either word, and the
status. Words fold case and diacritics; what FTS5 would read as syntax is just a sign here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn

from claims.model import Polarity, Strength, Zone
from db.errors import BadQuery
from db.records import SignOff, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MAX_TERMS = 64
MAX_LENGTH = 10_000
MIN_PREFIX = 3
"""Letters before a `*`, and of a last word while typing: shorter ones match too much to be quick."""


class Kind(StrEnum):
    """What a term looks at; all but words are fields of the language."""

    WORDS = "words"
    SOURCE = "source"
    DOCUMENT = "document"
    EVIDENCE = "evidence"
    REVIEWER = "reviewer"
    STRENGTH = "strength"
    STATUS = "status"
    ZONE = "zone"
    POLARITY = "polarity"
    CONFIDENCE = "confidence"
    WORTH = "worth"
    HAS = "has"
    IS = "is"
    SIGNED = "signed"
    REPLY = "reply"
    SECOND = "second"


FIELDS = tuple(kind.value for kind in Kind if kind is not Kind.WORDS)
"""The names that may stand before a colon."""

VALUES: dict[str, tuple[str, ...]] = {
    "strength": tuple(Strength),
    "status": (*Status, "verdict", "done"),
    "zone": (*Zone, "any"),
    "polarity": tuple(Polarity),
    "has": ("evidence",),
    "is": ("duplicate", "superseded", "kept", "reworded", "embargoed"),
    "signed": tuple(SignOff),
    "reply": ("overdue", "open", "answered", "none"),
    "second": ("open", "done", "agrees", "differs", "none"),
}
"""The values of the fields that have a list of them; for completion too."""

GROUPS = {
    "verdict": tuple(status.value for status in Status if status.is_verdict),
    "done": tuple(status.value for status in Status if status.is_done),
}
"""Names for several statuses together."""

_EXAMPLES = {
    "source": 'source:"army chief"',
    "document": "document:budget",
    "evidence": "evidence:registry",
    "reviewer": "reviewer:anna",
    "confidence": "confidence:<0.5",
    "worth": "worth:>0.6",
}
_TEXT_FIELDS = frozenset({Kind.SOURCE, Kind.DOCUMENT, Kind.EVIDENCE})
_NUMBER_FIELDS = frozenset({Kind.CONFIDENCE, Kind.WORTH})
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "<>", "<>": "="}
_CLOSING = {'"': '"', "“": "”", "„": "“"}
_OPERATOR = re.compile(r"<=|>=|<|>|=")
_FIELD = re.compile(r"([^\W\d_][\w-]*):(?!//)")
_UNUSABLE = re.compile("[\0\ud800-\udfff\ue000]")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition. Which fields count depends on the kind.

    text      words, or a name: for words, source, document, evidence, reviewer
    prefix    whether the last word of `text` may go on
    values    the accepted values: for strength, status, zone, polarity, has, is
    operator  `< <= > >= = <>` against `number`: for confidence and worth
    negated   whether the condition must not hold
    position  where it stands in the query, in code points
    end       where it ends there
    """

    kind: Kind
    text: str = ""
    prefix: bool = False
    values: tuple[str, ...] = ()
    operator: str = ""
    number: float = 0.0
    negated: bool = False
    position: int = 0
    end: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """The term as it can be typed."""
        minus = "-" if self.negated else ""
        if self.kind in _NUMBER_FIELDS:
            if self.operator == "<>":
                return f"-{self.kind.value}:={self.number!r}"
            return f"{self.kind.value}:{self.operator}{self.number!r}"
        if self.values:
            return f"{minus}{self.kind.value}:{','.join(self.values)}"
        field = "" if self.kind is Kind.WORDS else f"{self.kind.value}:"
        return f'{minus}{field}"{self.text}"' + ("*" if self.prefix else "")


@dataclass(frozen=True, slots=True)
class Query:
    """Clauses that must all hold, each a choice of terms. An empty query selects everything."""

    clauses: tuple[tuple[Term, ...], ...] = ()
    any_zone: bool = False
    """Whether `zone:any` was asked; without it and without a zone, body and headline are shown."""

    def __str__(self) -> str:
        """A text that parses to the same query."""
        parts = [" or ".join(str(term) for term in clause) for clause in self.clauses]
        return " ".join([*parts, "zone:any"] if self.any_zone else parts)

    @property
    def has_words(self) -> bool:
        """Whether free words are asked for: the default order is by relevance then."""
        return any(
            term.kind is Kind.WORDS and not term.negated
            for clause in self.clauses
            for term in clause
        )

    @property
    def shown_only(self) -> bool:
        """Whether only body and headline are meant: no zone is named."""
        named = any(term.kind is Kind.ZONE for clause in self.clauses for term in clause)
        return not named and not self.any_zone

    @property
    def current_only(self) -> bool:
        """Whether claims of superseded versions of documents are left out: they are not named."""
        return not any("superseded" in term.values for clause in self.clauses for term in clause)


def parse(text: str, *, typing: bool = False, letters: int = MIN_PREFIX) -> Query:
    """The query that a text means.

    typing: the text is still being typed, so that its last word, from so many letters on, may go
    on, and what is begun at its end (`status:`, `-`, `or`) is left out instead of refused.
    Raises BadQuery with the position of what makes no sense, and nothing else.
    """
    if len(text) > MAX_LENGTH:
        raise BadQuery(f"the query is longer than {MAX_LENGTH} characters", MAX_LENGTH)
    return _Parser(text, letters if typing else 0).query()


class _Parser:
    def __init__(self, text: str, letters: int) -> None:
        self._text = text
        self._typing = letters > 0
        self._letters = letters
        self._at = 0
        self._any_zone = False
        self._dropped = False

    def query(self) -> Query:
        """All clauses."""
        clauses: list[list[Term]] = []
        pending_or: int | None = None
        terms = 0
        for item in self._items():
            if isinstance(item, int):
                if pending_or is not None or not clauses:
                    self._refuse("'or' stands between two terms", item)
                pending_or = item
                continue
            terms += 1
            if terms > MAX_TERMS:
                self._refuse(f"more than {MAX_TERMS} terms", item.position)
            if pending_or is not None:
                clauses[-1].append(item)
                pending_or = None
            else:
                clauses.append([item])
        if pending_or is not None and not self._typing:
            self._refuse("'or' stands between two terms", pending_or)
        if self._dropped and not clauses and not self._any_zone and not self._typing:
            self._refuse("no letter or figure to search for", 0)
        return Query(tuple(tuple(clause) for clause in clauses), any_zone=self._any_zone)

    def _items(self) -> Iterator[Term | int]:
        """Terms, and for each `or` its position."""
        while True:
            while self._at < len(self._text) and self._text[self._at].isspace():
                self._at += 1
            if self._at >= len(self._text):
                return
            start = self._at
            if re.match(r"or(?=\s|$)", self._text[start : start + 3], re.IGNORECASE):
                self._at += 2
                yield start
                continue
            term = self._term()
            if term is not None:
                yield replace(term, end=self._at)

    def _term(self) -> Term | None:
        start = self._at
        negated = self._text.startswith("-", start)
        self._at += negated
        field = _FIELD.match(self._text, self._at)
        if field is None:
            return self._words(Kind.WORDS, start, negated=negated)
        name = field.group(1).lower()
        if name not in FIELDS:
            self._unknown_field(field.group(1), field.start(1))
        self._at = field.end()
        kind = Kind(name)
        if self._at >= len(self._text) or self._text[self._at].isspace():
            if self._typing and not self._text[self._at :].strip():
                return None
            example = _EXAMPLES.get(name) or f"{name}:{VALUES[name][0]}"
            self._refuse(f"{name}: wants a value, such as {example}", start)
        if kind in _TEXT_FIELDS:
            return self._words(kind, start, negated=negated)
        return self._filter(kind, start, negated=negated)

    def _words(self, kind: Kind, start: int, *, negated: bool) -> Term | None:
        """A term of words; None where there is no letter or figure in it."""
        value, quoted, closed = self._value(stop_at_quote=True)
        prefix = False
        if quoted and closed and self._text.startswith("*", self._at):
            self._at += 1
            prefix = True
        elif not quoted and value.endswith("*"):
            prefix = True
        at_end = self._at >= len(self._text)
        text = _readable(value)
        if not text:
            self._dropped = True
            return None
        letters = len(_last_word(text))
        if prefix and letters < MIN_PREFIX:
            if not self._typing:
                self._refuse(f"{MIN_PREFIX} letters must stand before '*'", start)
            prefix = False
        if self._typing and at_end and not (quoted and closed) and kind is Kind.WORDS:
            prefix = letters >= self._letters and value[-1:].isalnum()
        return Term(kind, text=text, prefix=prefix, negated=negated, position=start)

    def _filter(self, kind: Kind, start: int, *, negated: bool) -> Term | None:
        value_at = self._at
        operator = ""
        if found := _OPERATOR.match(self._text, self._at):
            operator = found.group()
            self._at = found.end()
        value, _, _ = self._value(stop_at_quote=False)
        unfinished = self._typing and self._at >= len(self._text)
        if kind is Kind.REVIEWER:
            name = " ".join(_UNUSABLE.sub(" ", operator + value).replace('"', " ").split())
            if not name:
                self._dropped = True
                return None
            return Term(kind, text=name, negated=negated, position=start)
        try:
            if kind in _NUMBER_FIELDS:
                return self._number(kind, operator, value, start, negated=negated)
            return self._choice(kind, operator, value, start, value_at, negated=negated)
        except BadQuery:
            if unfinished:
                return None
            raise

    def _number(self, kind: Kind, operator: str, value: str, start: int, *, negated: bool) -> Term:
        try:
            number = float(value) if value.isascii() else float("nan")
        except ValueError:
            number = float("nan")
        if not 0.0 <= number <= 1.0:
            wanted = f"wants a number from 0 to 1, such as {_EXAMPLES[kind.value]}"
            self._refuse(f"{kind.value}: {wanted}, not {value[:20]!r}", start)
        operator = operator or "="
        used = _OPPOSITE[operator] if negated else operator
        return Term(kind, operator=used, number=number, position=start)

    def _choice(
        self, kind: Kind, operator: str, value: str, start: int, value_at: int, *, negated: bool
    ) -> Term | None:
        known = VALUES[kind.value]
        chosen: set[str] = set()
        for part in value.split(","):
            name = part.strip().lower().replace("_", "-").replace(" ", "-")
            if name not in known:
                self._unknown_value(kind.value, part, known, value_at)
            chosen.update(GROUPS.get(name, (name,)) if kind is Kind.STATUS else (name,))
        if operator and kind is not Kind.STRENGTH:
            self._refuse(f"{kind.value}: takes no {operator}", value_at)
        if kind is Kind.ZONE and "any" in chosen:
            if negated:
                self._refuse("-zone:any would select nothing", start)
            self._any_zone = True
            return None
        if kind is Kind.STRENGTH and operator:
            if len(chosen) > 1:
                self._refuse(f"strength:{operator} takes one level", value_at)
            chosen = set(_levels(operator, Strength(chosen.pop())))
        ordered = tuple(name for name in known if name in chosen)
        if not ordered:
            self._refuse(f"no level is {operator} {value}", value_at)
        return Term(kind, values=ordered, negated=negated, position=start)

    def _value(self, *, stop_at_quote: bool) -> tuple[str, bool, bool]:
        """The next value: its text, whether it stood in quotation marks, whether they were closed."""
        start = self._at
        closing = _CLOSING.get(self._text[start : start + 1])
        if closing is not None:
            end = self._text.find(closing, start + 1)
            if end < 0 and closing != '"':
                end = self._text.find('"', start + 1)
            closed = end >= 0
            stop = end if closed else len(self._text)
            self._at = stop + closed
            return self._text[start + 1 : stop], True, closed
        while self._at < len(self._text):
            sign = self._text[self._at]
            if sign.isspace() or (stop_at_quote and sign in _CLOSING and self._at > start):
                break
            self._at += 1
        return self._text[start : self._at], False, False

    def _unknown_field(self, name: str, position: int) -> NoReturn:
        near = _nearest(name.lower(), FIELDS)
        if near:
            self._refuse(f"unknown field {name}: did you mean {near}:", position)
        self._refuse(
            f"unknown field {name}: fields are {', '.join(FIELDS)}; "
            "words with a colon want quotation marks",
            position,
        )

    def _unknown_value(
        self, field: str, value: str, known: Iterable[str], position: int
    ) -> NoReturn:
        near = _nearest(value.lower(), known)
        hint = f"did you mean {field}:{near}" if near else f"one of {', '.join(known)}"
        self._refuse(f"unknown {field} {value[:30]!r}: {hint}", position)

    def _refuse(self, message: str, position: int) -> NoReturn:
        raise BadQuery(message, position)


def _readable(value: str) -> str:
    """The words of a value on one line, without signs that no index holds; '' for none."""
    text = " ".join(_UNUSABLE.sub(" ", value).replace('"', " ").split()).rstrip("* ")
    return text if any(sign.isalnum() for sign in text) else ""


def _last_word(text: str) -> str:
    word = ""
    for sign in reversed(text):
        if sign.isalnum():
            word = sign + word
        elif word:
            break
    return word


def _levels(operator: str, level: Strength) -> Iterator[str]:
    holds: dict[str, Callable[[int, int], bool]] = {
        "<": int.__lt__,
        "<=": int.__le__,
        ">": int.__gt__,
        ">=": int.__ge__,
        "=": int.__eq__,
    }
    return (other.value for other in Strength if holds[operator](other.rank, level.rank))


def _nearest(name: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415 (only for a wrong query)

    found = get_close_matches(name[:40], list(known), n=1, cutoff=0.6)
    return found[0] if found else None
