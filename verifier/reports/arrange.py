"""What every readable format shows, in its order: numbered claims, counts, what needs attention."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.model import Strength, Zone, anchor_at
from db.records import Status
from verifier.flags import HEADINGS, Flag, flags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.model import Span
    from verifier.corrections import Correction
    from verifier.reports.model import ReportClaim, ReportData, ReportDocument

MAIN_ZONES = frozenset({Zone.BODY, Zone.HEADLINE})
"""The zones that count in *done*; claims of the others come last."""

_AROUND = 300
"""How many characters of a sentence a report tells on either side of its claim."""

WEAK = Strength.UNNAMED
"""The strongest level that still counts as weak: nobody answers for the claim by name."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A claim and its place: its number in the report, its paragraph, each counted from 1, its page.

    page     where the file had pages (`p. 4`)
    context  its sentence in the article, empty where the claim's words are all of it
    """

    number: int
    claim: ReportClaim
    page: str | None = None
    paragraph: int = 1
    context: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A document and its numbered claims: body and headline in text order, then other zones."""

    document: ReportDocument
    claims: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """Claims that an editor should see before signing.

    unchecked  weak by their level, and nobody has judged them; the most check-worthy first
    flagged    with a verdict that has this weakness, the gravest weakness first
    """

    unchecked: tuple[Numbered, ...]
    flagged: tuple[tuple[Flag, tuple[Numbered, ...]], ...]

    def __bool__(self) -> bool:
        return bool(self.unchecked or self.flagged)

    def lists(self) -> list[tuple[str, tuple[Numbered, ...]]]:
        """Give the lists that are not empty, each under its heading."""
        found = [(HEADINGS[flag], items) for flag, items in self.flagged]
        return [("Weak and unchecked", self.unchecked), *found] if self.unchecked else found


@dataclass(frozen=True, slots=True)
class Counts:
    """How many claims there are of each level and status. Claims of every zone count."""

    cells: Counter[tuple[Strength, Status]]
    claims: int
    done: int
    to_do: int

    def level(self, level: Strength) -> int:
        """Count the claims of a level."""
        return sum(self.cells[level, status] for status in Status)

    def status(self, status: Status) -> int:
        """Count the claims of a status."""
        return sum(self.cells[level, status] for level in Strength)

    def statuses(self) -> list[Status]:
        """List the statuses that some claim has, in their fixed order."""
        return [status for status in Status if self.status(status)]


def sections(data: ReportData) -> tuple[Section, ...]:
    """Give the documents with their claims, numbered through the whole report."""
    found = []
    number = 0
    for document in data.documents:
        numbered = []
        text = document.stored.text
        filled = [start for start, _ in filled_lines(text)]
        for claim in sorted(document.claims, key=_place):
            number += 1
            start = claim.stored.claim.span[0]
            page = anchor_at(document.stored.anchors, start)
            paragraph = max(1, bisect_right(filled, start))
            numbered.append(Numbered(number, claim, page, paragraph, _context(text, claim)))
        found.append(Section(document, tuple(numbered)))
    return tuple(found)


def filled_lines(text: str) -> Iterator[Span]:
    """Give the lines of a text that hold more than blanks: what a report counts as paragraphs."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _context(text: str, item: ReportClaim) -> str:
    claim = item.stored.claim
    start, end = claim.sentence
    start, end = max(start, claim.span[0] - _AROUND), min(end, claim.span[1] + _AROUND)
    if not re.search(r"\w", text[start : claim.span[0]] + text[claim.span[1] : end]):
        return ""
    before, after = start > claim.sentence[0], end < claim.sentence[1]
    return f"{'…' * before}{text[start:end].strip()}{'…' * after}"


def _place(item: ReportClaim) -> tuple[bool, int, int, int]:
    claim = item.stored.claim
    start = claim.fragments[0][0] if claim.fragments else claim.span[0]
    return (claim.zone not in MAIN_ZONES, start, -claim.span[1], item.stored.id)


def count(found: tuple[Section, ...]) -> Counts:
    """Count claims by level and status; *done* counts body and headline only."""
    stored = [item.claim.stored for section in found for item in section.claims]
    main = [claim for claim in stored if claim.claim.zone in MAIN_ZONES]
    return Counts(
        cells=Counter((claim.claim.strength, claim.status) for claim in stored),
        claims=len(stored),
        done=sum(claim.status.is_done for claim in main),
        to_do=len(main),
    )


def attention(found: tuple[Section, ...]) -> Attention:
    """Find the claims that an editor should see before signing."""
    items = [item for section in found for item in section.claims]
    main = [item for item in items if item.claim.stored.claim.zone in MAIN_ZONES]
    unchecked = [
        item
        for item in main
        if item.claim.stored.claim.strength.rank <= WEAK.rank
        and item.claim.stored.status in {Status.UNREVIEWED, Status.CHECKING}
    ]
    marked = [(flags(item.claim), item) for item in items]
    lists = [(flag, tuple(item for found, item in marked if flag in found)) for flag in Flag]
    return Attention(
        unchecked=tuple(
            sorted(unchecked, key=lambda item: -item.claim.stored.claim.check_worthiness)
        ),
        flagged=tuple((flag, found) for flag, found in lists if found),
    )


def corrected(found: tuple[Section, ...]) -> list[tuple[Numbered, Correction]]:
    """Give the corrections with their claims, the latest change first."""
    every = [
        (item, one)
        for section in found
        for item in section.claims
        for one in item.claim.corrections
    ]
    return sorted(every, key=lambda pair: -pair[1].event_id)


def reviewers(found: tuple[Section, ...]) -> list[str]:
    """Name who worked on the claims, in order of the alphabet."""
    return sorted(
        {
            item.claim.stored.reviewer
            for section in found
            for item in section.claims
            if item.claim.stored.reviewer
        }
    )
