"""The whole article, its claims marked in the text and by their signs in the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip

from verifier.tui import words
from verifier.tui.layout import MEASURE
from verifier.tui.painting import Mark, paint, wrap
from verifier.tui.themes import inks
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from rich.style import Style

    from claims.model import Span
    from db.records import StoredClaim
    from verifier.tui.article import Article
    from verifier.tui.themes import Inks

LEFT = 6
RIGHT = 12
SPELT = 60
"""Right margin from which levels are written out."""


class Galley(Page, can_focus=False):
    """Lines of an article, painted as they come into view."""

    def __init__(self, article: Article) -> None:
        super().__init__()
        self.article = article
        self.current: StoredClaim | None = None
        self.sentence: Span | None = None
        self._spans: list[tuple[int, Span]] = []
        self._first_line: list[int] = []
        self._claims: dict[int, list[StoredClaim]] = {}
        for row in article.claims:
            for start, _ in row.claim.fragments:
                there = self._claims.setdefault(article.paragraph_at(start), [])
                if row not in there:
                    there.append(row)

    def rebuild(self) -> None:
        """Wrap the article for the pane's width."""
        margins = LEFT + RIGHT if self.scrollable_content_region.width >= 50 else 2
        width = min(self.scrollable_content_region.width - margins, MEASURE)
        self._spans, self._first_line = [], []
        for number, paragraph in enumerate(self.article.paragraphs):
            self._first_line.append(len(self._spans))
            lines = wrap(self.article.text, *paragraph, width)
            self._spans += [(number, line) for line in lines]
            self._spans.append((-1, (0, 0)))
        self._lines = [[] for _ in self._spans]
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._spans))
        self.refresh()

    def bring(self, span: Span) -> None:
        """Scroll by the least that shows a span, with a little text around it."""
        first = self._line_of(span[0])
        last = self._line_of(max(span[1] - 1, span[0]))
        height, top = self.size.height, int(self.scroll_offset.y)
        margin = min(3, height // 4)
        if first < top + margin:
            self.action_roll_to(max(first - margin, 0))
        elif last >= top + height - margin:
            self.action_roll_to(min(last - height + margin + 1, max(first - margin, 0)))
        self.refresh()

    def _line_of(self, offset: int) -> int:
        number = self.article.paragraph_at(offset)
        line = self._first_line[number] if self._first_line else 0
        while line + 1 < len(self._spans) and self._spans[line + 1][0] == number:
            if self._spans[line + 1][1][0] > offset:
                break
            line += 1
        return line

    def render_line(self, y: int) -> Strip:
        """One line of the article, or the blank one between two paragraphs."""
        index = y + int(self.scroll_offset.y)
        width, base = self.scrollable_content_region.width, self.base
        if not 0 <= index < len(self._spans) or self._spans[index][0] < 0:
            return Strip.blank(width, base)
        number, span = self._spans[index]
        look = inks(self.app.theme)
        first = index == self._first_line[number]
        roomy = width >= 50
        margin = f"{number + 1:>{LEFT - 2}}  " if first else " " * LEFT
        segments = [Segment(margin if roomy else " ", base + look.faint)]
        segments += paint(self.article.text, span, self._marks(number, look), base + look.soft)
        strip = Strip(segments)
        if not roomy:
            return strip.adjust_cell_length(width, base)
        column = min(width - RIGHT, LEFT + MEASURE)
        strip = strip.adjust_cell_length(column + 2, base)
        notes = self._notes(number, span, look, base, spelt=width - column >= SPELT)
        return Strip([*strip, *notes]).adjust_cell_length(width, base)

    def _notes(
        self, number: int, span: Span, look: Inks, base: Style, *, spelt: bool
    ) -> list[Segment]:
        """Level and status of the claims that begin on a line, in words where there is room."""
        first = span[0] == self.article.paragraphs[number][0]
        notes = []
        for row in self._claims.get(number, ()):
            start, level = row.claim.span[0], row.claim.strength
            if span[0] <= start < span[1] or (first and start < span[0]):
                bold = look.strong if row is self.current else look.faint
                shown = f"{words.bar(level)} {level.value}" if spelt else words.bar(level)
                notes.append(Segment(shown, base + bold + look.levels[level]))
                sign = words.SIGNS[row.status] + ("   " if spelt else " ")
                notes.append(
                    Segment(f" {sign}" if spelt else sign, base + look.statuses[row.status])
                )
        return notes

    def _marks(self, number: int, look: Inks) -> list[Mark]:
        marks = []
        for row in self._claims.get(number, ()):
            if row is not self.current:
                ink = look.text if not row.status.is_done else look.statuses[row.status]
                marks += [Mark(start, end, ink) for start, end in row.claim.fragments]
        if self.sentence is not None:
            return [*marks, Mark(*self.sentence, look.claim + look.strong)]
        if self.current is not None:
            claim = self.current.claim
            marks += [Mark(start, end, look.claim + look.strong) for start, end in claim.fragments]
            for link in claim.attributions:
                marks += [Mark(*link.source, look.source)] if link.source else []
                marks += [Mark(*link.cue, look.cue)] if link.cue else []
        return marks
