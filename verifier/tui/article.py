"""An article as the screen reads it: paragraphs, sentences, words, all by offsets of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from verifier.paragraphs import all_paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.model import Span
    from db.records import (
        Embargo,
        Event,
        Evidence,
        Reply,
        SecondReading,
        StoredClaim,
        StoredDocument,
    )
    from verifier.desk import Desk

WINDOW = 900
"""Characters of a long paragraph that are shown on either side of a claim."""
_SENTENCE = re.compile(r"\S.*?(?:[.!?…][\"'”’)\]]*(?=\s)|\Z)", re.DOTALL)
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*|[^\w\s]")


class Article(NamedTuple):
    """A document with its paragraphs and its claims, both in text order."""

    document: StoredDocument
    paragraphs: tuple[Span, ...]
    claims: tuple[StoredClaim, ...]

    @property
    def text(self) -> str:
        """The stored text."""
        return self.document.text

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that an offset lies in, or of the nearest before it."""
        starts = [start for start, _ in self.paragraphs]
        return max(bisect_right(starts, offset) - 1, 0)


class Beside(NamedTuple):
    """What stands beside a verdict; embargo is the claim's own or its document's."""

    replies: tuple[Reply, ...] = ()
    readings: tuple[SecondReading, ...] = ()
    embargo: Embargo | None = None


class ClaimView(NamedTuple):
    """All that the detail pane shows of one claim.

    earlier is the claim of the version before that it took the place of; alike are claims of other
    places that say the same.
    """

    stored: StoredClaim
    article: Article
    paragraph: int
    shown: Span
    neighbours: tuple[StoredClaim, ...]
    evidence: tuple[Evidence, ...] = ()
    history: tuple[Event, ...] = ()
    earlier: StoredClaim | None = None
    beside: Beside = Beside()
    alike: tuple[StoredClaim, ...] = ()


def read_article(desk: Desk, document_id: int) -> Article:
    """Read a document and its claims. Raises NoSuchDocument."""
    document = desk.document(document_id)
    claims = sorted(desk.claims_of(document_id), key=lambda row: (row.claim.span, row.id))
    return Article(document, tuple(all_paragraphs(document.text)), tuple(claims))


def read_view(desk: Desk, claim_id: int, kept: Article | None = None) -> ClaimView:
    """Read what the detail pane shows; `kept` is used where it is the claim's own article."""
    stored = desk.claim(claim_id)
    if kept is None or kept.document.id != stored.document_id:
        kept = read_article(desk, stored.document_id)
    evidence = tuple(desk.evidence(claim_id))
    earlier = None if stored.earlier is None else desk.claim(stored.earlier)
    view = view_of(stored, kept, evidence, tuple(desk.history(claim_id)))
    alike = tuple(one.stored for one in desk.lookalikes(claim_id))
    return view._replace(earlier=earlier, beside=_beside(desk, stored), alike=alike)


def _beside(desk: Desk, stored: StoredClaim) -> Beside:
    read = stored.second_open or stored.second_done
    return Beside(
        tuple(desk.replies(stored.id)) if stored.replies else (),
        tuple(desk.second_readings(stored.id)) if read else (),
        desk.embargoes([stored]).get(stored.id),
    )


def view_of(
    stored: StoredClaim,
    article: Article,
    evidence: tuple[Evidence, ...] = (),
    history: tuple[Event, ...] = (),
) -> ClaimView:
    """Find the claim's paragraph, the part of it to show, and the other claims there."""
    start, end = stored.claim.span
    index = article.paragraph_at(start)
    first, last = article.paragraphs[index] if article.paragraphs else (start, end)
    shown = (max(first, start - WINDOW), min(max(last, end), end + WINDOW))
    shown = (_word_start(article.text, shown[0], first), _word_end(article.text, *shown, last))
    neighbours = tuple(
        row
        for row in article.claims
        if row.id != stored.id and row.claim.span[0] < shown[1] and row.claim.span[1] > shown[0]
    )
    return ClaimView(stored, article, index, shown, neighbours, evidence, history)


def _word_start(text: str, at: int, floor: int) -> int:
    while at > floor and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, _start: int, at: int, ceiling: int) -> int:
    while at < ceiling and not text[at].isspace():
        at += 1
    return at


def sentences(text: str, paragraph: Span) -> list[Span]:
    """A paragraph cut at full stops: a place to start from when a reviewer adds a claim."""
    return [found.span() for found in _SENTENCE.finditer(text, *paragraph)] or [paragraph]


def word_starts(text: str, within: Span) -> list[int]:
    """Where words and signs begin."""
    return [found.start() for found in _WORD.finditer(text, *within)]


def word_ends(text: str, within: Span) -> list[int]:
    """Where words and signs end."""
    return [found.end() for found in _WORD.finditer(text, *within)]


def step(places: Sequence[int], at: int, by: int) -> int:
    """The place `by` steps from the offset `at` on a sorted list of places; the ends hold."""
    if not places:
        return at
    index = bisect_right(places, at) + by - 1 if by > 0 else bisect_right(places, at - 1) + by
    return places[min(max(index, 0), len(places) - 1)]
