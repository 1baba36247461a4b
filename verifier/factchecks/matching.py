"""Which earlier fact-checks answer a text, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.ranking import Candidate, ranked
from claims.similarity import folded, query_words
from db import factchecks
from db.connection import named_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.connection import Connection
    from db.factchecks import FactCheck, Found

CANDIDATES = 50
"""Fact-checks that the index gives and that are then compared one by one."""

MAX_WORDS = 64
"""Words of a text that are looked up, the rarest: more cost time and add nothing."""

LARGE = 50_000
COMMON = 0.02
LEAST = 3
"""From LARGE checks on, words in more than COMMON of them are not looked up; LEAST words stay."""

LIKELY = 0.8
POSSIBLE = 0.5
"""Likenesses from which a match is called so. `docs/earlier-fact-checks.md` says how often rightly."""


@dataclass(frozen=True, slots=True)
class Match:
    """A fact-check with its score: 0 to 1, how likely it answers the text, as far as words tell."""

    check: FactCheck
    score: float

    @property
    def word(self) -> str:
        """What people are told instead of a number: `likely`, `possible`, or nothing."""
        if self.score >= LIKELY:
            return "likely"
        return "possible" if self.score >= POSSIBLE else ""


class Matcher:
    """Ranks the fact-checks of one database. Keep one for many texts: it remembers word counts."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        with named_errors(conn.path):
            self.size = factchecks.count(conn)
        self._spread: dict[str, int] = {}

    def match(self, text: str, limit: int = 10) -> list[Match]:
        """The fact-checks nearest to a text, best first, identical ones once; any text will do."""
        with named_errors(self._conn.path):
            words = self._words(text)
            found = factchecks.candidates(self._conn, words, max(CANDIDATES, limit))
        found = _once(found)
        compared = [Candidate(item.check.claim, item.check.title, item.weight) for item in found]
        return [
            Match(found[place.index].check, round(place.likeness, 4))
            for place in ranked(text, compared, self.size)[:limit]
        ]

    def _words(self, text: str) -> list[str]:
        """The words to look up: where there are many words or many checks, the rarest of them."""
        words = query_words(text)
        if self.size < LARGE and len(words) <= MAX_WORDS:
            return words
        new = [word for word in words if word not in self._spread]
        if new:
            self._spread |= factchecks.frequencies(self._conn, new)
        known = [word for word in words if self._spread[word]]
        rarest = sorted(known, key=self._spread.__getitem__)[:MAX_WORDS]
        if self.size >= LARGE:
            rare = [word for word in rarest if self._spread[word] <= COMMON * self.size]
            rarest = rare if len(rare) >= LEAST else rarest[:LEAST]
        kept = set(rarest)
        return [word for word in known if word in kept]


def _once(found: Sequence[Found]) -> list[Found]:
    """Without the repeats of a check: the same words, publisher and rating. The first stays."""
    kept: dict[tuple[str, str, str], Found] = {}
    for item in found:
        check = item.check
        publisher, rating = (check.publisher or "").casefold(), (check.rating or "").casefold()
        kept.setdefault((folded(check.claim), publisher, rating), item)
    return list(kept.values())
