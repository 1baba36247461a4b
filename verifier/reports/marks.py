"""The article's text cut into runs: which claims, cues and sources each piece belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from verifier.safe_text import same_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.model import Span
    from verifier.reports.arrange import Numbered, Section


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text inside which nothing begins or ends.

    claim   the smallest claim around it, None outside of claims
    opens   the claims whose number stands before it
    """

    text: str
    claim: Numbered | None
    opens: tuple[Numbered, ...]
    is_cue: bool
    is_source: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the article with its runs; `notes` are the claims that begin in it, by number."""

    runs: tuple[Run, ...]
    notes: tuple[Numbered, ...]


def paragraphs(section: Section) -> Iterator[Paragraph]:
    """Cut the document's text at line ends and at every border of a claim, cue or source.

    Lines of blanks are left out. Unsafe characters are shown one for one, so spans keep.
    """
    text = section.document.stored.text
    shown = same_width(text)
    starts = [0, *(place + 1 for place, char in enumerate(text) if char == "\n")]
    layer = _Layer(section.claims, starts)
    for number, start in enumerate(starts):
        end = starts[number + 1] - 1 if number + 1 < len(starts) else len(text)
        if text[start:end].strip():
            yield layer.paragraph(number, shown, start, end)


class _Layer:
    """The marked spans of a document, kept by the lines that they touch."""

    def __init__(self, items: tuple[Numbered, ...], starts: list[int]) -> None:
        self._starts = starts
        self._claims: dict[int, list[tuple[Span, Numbered]]] = {}
        self._cues: dict[int, set[Span]] = {}
        self._sources: dict[int, set[Span]] = {}
        self._opens: dict[int, list[Numbered]] = {}
        for item in items:
            pieces = _pieces(item)
            self._opens.setdefault(pieces[0][0], []).append(item)
            for piece in pieces:
                for line in self._lines(piece):
                    self._claims.setdefault(line, []).append((piece, item))
            for link in item.claim.stored.claim.attributions:
                for kept, span in ((self._cues, link.cue), (self._sources, link.source)):
                    for line in self._lines(span) if span else ():
                        kept.setdefault(line, set()).add(span or (0, 0))

    def _lines(self, span: Span) -> range:
        first = bisect_right(self._starts, span[0]) - 1
        return range(first, max(first + 1, bisect_left(self._starts, span[1])))

    def paragraph(self, line: int, shown: str, start: int, end: int) -> Paragraph:
        """Cut a line of the text, from start to end, into runs."""
        claims = self._claims.get(line, [])
        cues = self._cues.get(line, set())
        sources = self._sources.get(line, set())
        borders = {start, end}
        for left, right in [*(piece for piece, _ in claims), *cues, *sources]:
            borders |= {max(left, start), min(right, end)}
        runs = []
        notes: list[Numbered] = []
        for left, right in pairwise(sorted(borders)):
            around = [pair for pair in claims if _covers(pair[0], left, right)]
            opens = tuple(self._opens.get(left, ()))
            notes += opens
            runs.append(
                Run(
                    shown[left:right],
                    min(around, key=_size)[1] if around else None,
                    opens,
                    is_cue=any(_covers(span, left, right) for span in cues),
                    is_source=any(_covers(span, left, right) for span in sources),
                )
            )
        return Paragraph(tuple(runs), tuple(sorted(notes, key=lambda item: item.number)))


def _pieces(item: Numbered) -> list[Span]:
    claim = item.claim.stored.claim
    return sorted(claim.fragments) or [claim.span]


def _size(pair: tuple[Span, Numbered]) -> tuple[int, int]:
    return (sum(right - left for left, right in _pieces(pair[1])), pair[1].number)


def _covers(span: Span, left: int, right: int) -> bool:
    return span[0] <= left and right <= span[1]
