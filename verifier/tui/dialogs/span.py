"""The words and the level of a claim, set by keys: word by word, level by level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.model import Strength
from verifier.tui import keys, words
from verifier.tui.article import step, word_ends, word_starts
from verifier.tui.dialogs.base import DeskDialog, Dialog
from verifier.tui.painting import Mark
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from claims.model import Span
    from verifier.tui.article import Article
    from verifier.tui.layout import Line, Pane


@dataclass(frozen=True, slots=True)
class Correction:
    """The words and the level that a reviewer gave a claim."""

    span: Span
    strength: Strength


class SpanDialog(DeskDialog[Correction]):
    """Answers with the span and the level, changed or not."""

    BINDINGS = keys.bindings(keys.SPAN)

    def __init__(self, article: Article, start: Correction, title: str, machine: str = "") -> None:
        super().__init__()
        self._article = article
        self._first = self._now = start
        self._title = title
        self._machine = machine
        index = article.paragraph_at(start.span[0])
        around = article.paragraphs[index] if article.paragraphs else start.span
        self._within = (min(around[0], start.span[0]), max(around[1], start.span[1]))
        self.page = Page(self._lines)
        self.page.can_focus = False
        self.level = Prompt(ink="strong")

    def compose(self) -> ComposeResult:
        """The paragraph with the words underlined, the level, the keys."""
        with Dialog():
            yield Prompt(f"{self._title}: the underlined words, and their level", "strong")
            yield Prompt()
            yield self.page
            yield Prompt()
            yield self.level
            yield Prompt()
            yield Prompt("h l end a word back or on · H L start · j k level · 0 as it was")
            yield Prompt("Enter saves · Esc back")

    def on_mount(self) -> None:
        """Show how it stands."""
        self._show()

    def _lines(self, pane: Pane) -> list[Line]:
        mark = Mark(*self._now.span, pane.look.claim)
        return pane.prose(self._article.text, self._within, [mark], indent=1)

    def _show(self) -> None:
        machine = f"   machine: {self._machine}" if self._machine else ""
        self.level.say(f"level  {words.level_words(self._now.strength)}{machine}", "strong")
        self.page.rebuild()

    def _set(self, span: Span, strength: Strength) -> None:
        if span[0] < span[1]:
            self._now = Correction(span, strength)
            self._show()

    def action_end(self, by: int) -> None:
        """Move the end by words."""
        start, end = self._now.span
        self._set(
            (start, step(word_ends(self._article.text, self._within), end, by)), self._now.strength
        )

    def action_start(self, by: int) -> None:
        """Move the start by words."""
        start, end = self._now.span
        self._set(
            (step(word_starts(self._article.text, self._within), start, by), end),
            self._now.strength,
        )

    def action_level(self, by: int) -> None:
        """Move the level along the scale."""
        levels = list(Strength)
        index = min(max(levels.index(self._now.strength) + by, 0), len(levels) - 1)
        self._set(self._now.span, levels[index])

    def action_reset(self) -> None:
        """Back to how it was."""
        self._set(self._first.span, self._first.strength)

    def action_save(self) -> None:
        """Give back what stands."""
        self.dismiss(self._now)

    def action_leave(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)
