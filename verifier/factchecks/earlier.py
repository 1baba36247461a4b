"""What others said of a claim before: the fact-checks that may answer it, as people look at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from db.records import Status
from verifier.factchecks.ratings import holds

if TYPE_CHECKING:
    from db.factchecks import FactCheck
    from db.records import StoredClaim
    from verifier.factchecks.matching import Matcher

AGAINST = "says the opposite of today's verdict"

_SAYS = {Status.VERIFIED: True, Status.FALSE: False, Status.MISLEADING: False}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A fact-check beside a claim.

    sure     `likely`, `possible`, or nothing: how surely it answers the claim, as far as words tell
    against  whether its rating contradicts the verdict on the claim
    """

    check: FactCheck
    sure: str
    against: bool

    @property
    def words(self) -> str:
        """How sure it is, and whether it contradicts, for people."""
        return ", ".join(filter(None, (self.sure, AGAINST if self.against else "")))


def age(day: str | None, today: date) -> str:
    """How old a check is by its date, for people: `3 years old`; nothing within the first year.

    day begins with `YYYY-MM-DD`, else nothing is told.
    """
    try:
        given = date.fromisoformat((day or "")[:10])
    except ValueError:
        return ""
    years = today.year - given.year - ((today.month, today.day) < (given.month, given.day))
    if years < 1:
        return ""
    return "1 year old" if years == 1 else f"{years} years old"


def of_claim(matcher: Matcher, stored: StoredClaim, limit: int = 10) -> list[Earlier]:
    """The fact-checks nearest to a claim: those that contradict its verdict first, then the nearest.

    What may not even be about the claim contradicts nothing. A verdict that the reader must not
    see yet is held against nothing.
    """
    verdict = None if stored.hidden else _SAYS.get(stored.status)
    found = []
    for match in matcher.match(stored.claim.wording, limit):
        rated = holds(match.check.rating)
        against = bool(match.word) and None not in (rated, verdict) and rated is not verdict
        found.append(Earlier(match.check, match.word, against))
    return sorted(found, key=lambda one: not one.against)
