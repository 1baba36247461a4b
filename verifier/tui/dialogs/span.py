"""What the machine read of a claim, corrected by keys: its words, level, cue, source, polarity."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.model import Polarity, Strength
from verifier.safe_text import one_line
from verifier.tui import keys, words
from verifier.tui.article import step, word_ends, word_starts
from verifier.tui.dialogs.base import DeskDialog, Dialog
from verifier.tui.painting import Mark
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from claims.model import Claim, Span
    from verifier.tui.article import Article
    from verifier.tui.layout import Line, Pane

WORDS = (0, "words")
"""The piece that is the claim's own words; the others are `(link, "cue")`, `(link, "said by")`."""
Which = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reviewer gave a claim; pieces holds cue and source of each link, None for none."""

    span: Span
    strength: Strength
    polarity: Polarity = Polarity.POSITIVE
    pieces: tuple[tuple[Which, Span | None], ...] = ()

    def piece(self, which: Which) -> Span | None:
        """The span of a piece."""
        return self.span if which == WORDS else dict(self.pieces)[which]

    def put(self, which: Which, span: Span | None) -> Correction:
        """The same with another span for one piece; the claim's words are never without one."""
        if which == WORDS:
            return self if span is None else replace(self, span=span)
        pieces = tuple((one, span if one == which else old) for one, old in self.pieces)
        return replace(self, pieces=pieces)


def correction_of(claim: Claim) -> Correction:
    """A claim as it stands; one without a chain has an empty link to fill."""
    pieces: list[tuple[Which, Span | None]] = []
    for number, link in enumerate(claim.attributions, 1):
        pieces += [((number, "cue"), link.cue), ((number, "said by"), link.source)]
    pieces = pieces or [((1, "cue"), None), ((1, "said by"), None)]
    return Correction(claim.span, claim.strength, claim.polarity, tuple(pieces))


class SpanDialog(DeskDialog[Correction]):
    """Answers with the correction, changed or not."""

    BINDINGS = keys.bindings(keys.SPAN)

    def __init__(self, article: Article, start: Correction, title: str, machine: str = "") -> None:
        super().__init__()
        self._article = article
        self._first = self._now = start
        self._title = title
        self._machine = machine
        self._which = [WORDS, *(which for which, _ in start.pieces)]
        self._active: Which = WORDS
        index = article.paragraph_at(start.span[0])
        around = article.paragraphs[index] if article.paragraphs else start.span
        self._within = (min(around[0], start.span[0]), max(around[1], start.span[1]))
        self.page = Page(self._lines)
        self.page.can_focus = False
        self.level = Prompt(ink="strong")
        self.shown = {which: Prompt(ink="text") for which, _ in start.pieces}

    def compose(self) -> ComposeResult:
        """The paragraph with the pieces marked, what they are, the keys."""
        with Dialog():
            yield Prompt(f"{self._title}: the underlined words, and their level", "strong")
            yield Prompt()
            yield self.page
            yield Prompt()
            yield self.level
            yield from self.shown.values()
            if self._machine:
                yield Prompt(f"machine: {self._machine}", "text")
            yield Prompt()
            yield Prompt("h l end a word back or on · H L start · j k level · 0 as it was")
            if self.shown:
                yield Prompt("Tab cue and said by · x none · - polarity")
            yield Prompt("Enter saves · Esc back · ? keys")

    def on_mount(self) -> None:
        """Show how it stands."""
        self._show()

    def _lines(self, pane: Pane) -> list[Line]:
        look = pane.look
        marks = [Mark(*self._now.span, look.claim)]
        for (_, kind), span in self._now.pieces:
            if span is not None:
                marks.append(Mark(*span, look.cue if kind == "cue" else look.source))
        active = self._now.piece(self._active)
        if self._active != WORDS and active is not None:
            marks.append(Mark(*active, look.chosen))
        return pane.prose(self._article.text, self._within, marks, indent=1)

    def _show(self) -> None:
        now = self._now
        sign = "▸" if self._active == WORDS and self.shown else " "
        self.level.say(
            f"{sign} level  {words.level_words(now.strength)}   {now.polarity.value}", "strong"
        )
        several = len(self.shown) > 2
        for which, prompt in self.shown.items():
            number, kind = which
            span = now.piece(which)
            said = f"“{one_line(self._article.text[slice(*span)])}”" if span else "none"
            name = f"{kind} {number}" if several else kind
            prompt.say(f"{'▸' if which == self._active else ' '} {name:<9} {said}", "text")
        self.page.rebuild()

    def _put(self, span: Span | None) -> None:
        if span is None or span[0] < span[1]:
            self._now = self._now.put(self._active, span)
            self._show()

    def _begun(self) -> Span:
        """The piece as it stands; one that there is not begins as the word before the claim."""
        span = self._now.piece(self._active)
        if span is not None:
            return span
        ends = word_ends(self._article.text, self._within)
        starts = word_starts(self._article.text, self._within)
        before = [pair for pair in zip(starts, ends, strict=True) if pair[1] <= self._now.span[0]]
        after = [pair for pair in zip(starts, ends, strict=True) if pair[0] >= self._now.span[1]]
        return before[-1] if before else after[0] if after else self._now.span

    def action_piece(self, by: int) -> None:
        """Go to the next piece: the words, then cue and source of each link."""
        if self.shown:
            index = (self._which.index(self._active) + by) % len(self._which)
            self._active = self._which[index]
            self._show()

    def action_clear(self) -> None:
        """Say that the text has no such piece."""
        if self._active != WORDS:
            self._put(None)

    def action_polarity(self) -> None:
        """Turn the polarity over."""
        positive = self._now.polarity is Polarity.POSITIVE
        other = Polarity.NEGATIVE if positive else Polarity.POSITIVE
        if self.shown:
            self._now = replace(self._now, polarity=other)
            self._show()

    def action_end(self, by: int) -> None:
        """Move the end by words; a piece that there is not begins."""
        if self._now.piece(self._active) is None:
            self._put(self._begun())
            return
        start, end = self._begun()
        self._put((start, step(word_ends(self._article.text, self._within), end, by)))

    def action_start(self, by: int) -> None:
        """Move the start by words; a piece that there is not begins."""
        if self._now.piece(self._active) is None:
            self._put(self._begun())
            return
        start, end = self._begun()
        self._put((step(word_starts(self._article.text, self._within), start, by), end))

    def action_level(self, by: int) -> None:
        """Move the level along the scale."""
        levels = list(Strength)
        index = min(max(levels.index(self._now.strength) + by, 0), len(levels) - 1)
        self._now = replace(self._now, strength=levels[index])
        self._show()

    def action_reset(self) -> None:
        """Back to how it was."""
        self._now = self._first
        self._show()

    def action_save(self) -> None:
        """Give back what stands."""
        self.dismiss(self._now)

    def action_leave(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)
