"""The comparison: what a newer version of an article kept, reworded, added and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.screen import Screen
from textual.strip import Strip

from db.records import StoredClaim
from verifier.comparing import SECTIONS, entries
from verifier.tui import keys, words
from verifier.tui.dialogs.help import HelpDialog
from verifier.tui.drafts import lines_of
from verifier.tui.themes import inks
from verifier.tui.widgets.lines import KeysLine, OneLine, Rule
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from claims.model import Span
    from verifier.comparing import Entry
    from verifier.desk.versions import Comparison
    from verifier.tui.layout import Line, Pane
    from verifier.tui.themes import Inks
    from verifier.tui.widgets.lines import Part


class Title(OneLine):
    """Which two versions, and how many claims became what."""

    def __init__(self, found: Comparison) -> None:
        super().__init__()
        self._title, _ = words.document_line(found.after)
        self._ids = f"document {found.before.id} → {found.after.id}"
        self._counts = " · ".join(f"{number:,} {name}" for name, number in found.counts().items())

    def parts(
        self,
        look: Inks,
        width: int,  # noqa: ARG002 - every line is asked for its width
    ) -> tuple[Sequence[Part], Sequence[Part]]:
        """The ids give way first, then the title."""
        return [(f" {self._title}   ", look.strong), (self._ids, look.faint)], [
            (f"{self._counts} ", look.text)
        ]


class VersionsPage(Page, can_focus=False):
    """The entries, one of them under the cursor."""

    def __init__(self, listed: Sequence[Entry]) -> None:
        super().__init__(self._laid_out)
        self._listed = listed
        self._spans: list[Span] = []
        self.cursor = 0

    def _laid_out(self, pane: Pane) -> list[Line]:
        lines, self._spans = lines_of(self._listed, pane)
        return lines

    def go_to(self, cursor: int) -> None:
        """Put the cursor on an entry, and scroll by the least that shows it whole."""
        self.cursor = cursor
        if cursor < len(self._spans):
            first, last = self._spans[cursor]
            top, height = int(self.scroll_offset.y), max(self.size.height, 1)
            if first - 1 < top:
                self.action_roll_to(max(first - 1, 0))
            elif last > top + height:
                self.action_roll_to(min(last - height, first))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line, with the cursor's edge where the entry is under it."""
        strip = super().render_line(y)
        index = y + int(self.scroll_offset.y)
        here = self.cursor < len(self._spans) and (
            self._spans[self.cursor][0] <= index < self._spans[self.cursor][1]
        )
        if not here or strip.cell_length < 2:
            return strip
        edge = Segment("▌", self.base + inks(self.app.theme).accent)
        return Strip([edge, *strip.crop(1)], strip.cell_length)


class VersionsScreen(Screen[StoredClaim]):
    """Two versions of an article, claim by claim. Its answer is the claim to go to."""

    KEYS = keys.VERSIONS
    BINDINGS = keys.bindings(KEYS)

    def __init__(self, found: Comparison) -> None:
        super().__init__()
        self.listed = entries(found)
        self.heading = Title(found)
        self.page = VersionsPage(self.listed)
        self.bottom = Rule()
        self.keys_line = KeysLine()

    def compose(self) -> ComposeResult:
        """Title, entries, keys."""
        yield self.heading
        yield Rule()
        yield self.page
        yield self.bottom
        yield self.keys_line

    def on_mount(self) -> None:
        """Begin with what wants a look."""
        self.keys_line.offer(keys.VERSIONS_FOOTER)
        if not self.listed:
            self.bottom.say("Neither version has a claim.")
        self._place()

    def _place(self) -> None:
        number = len(self.listed)
        self.keys_line.place = f"{self.page.cursor + 1:,} of {number:,}" if number else ""
        self.keys_line.refresh()

    def _go_to(self, cursor: int) -> None:
        if self.listed:
            self.page.go_to(min(max(cursor, 0), len(self.listed) - 1))
            self._place()

    def action_step(self, by: int) -> None:
        """Walk from entry to entry."""
        self._go_to(self.page.cursor + by)

    def action_page(self, pages: int) -> None:
        """Walk several entries."""
        self._go_to(self.page.cursor + pages * max(self.page.size.height // 2, 1))

    def action_ends(self, way: int) -> None:
        """Go to the first entry or the last."""
        self._go_to(0 if way > 0 else len(self.listed) - 1)

    def action_section(self, number: int) -> None:
        """Go to the first entry of a section."""
        name = SECTIONS[number - 1]
        at = next((at for at, entry in enumerate(self.listed) if entry.section == name), None)
        if at is None:
            self.bottom.say(f"Nothing {name}." if name != "kept" else "No claim was kept.")
            return
        self.bottom.say("")
        self._go_to(at)

    def action_take(self) -> None:
        """Go to the claim in the list."""
        if self.listed:
            self.dismiss(self.listed[self.page.cursor].claim)

    def action_leave(self) -> None:
        """Back to the list, as it was."""
        self.dismiss(None)

    def action_help(self) -> None:
        """The keys of the comparison."""
        self.app.push_screen(HelpDialog([("Versions", keys.VERSIONS)]))
