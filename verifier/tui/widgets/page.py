"""A pane of laid-out lines that scrolls: the base of the detail pane, the galley and the help."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.strip import Strip

from verifier.tui.layout import Line, Pane
from verifier.tui.themes import inks
from verifier.tui.widgets.painted import Rolled

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Size


class Page(Rolled, can_focus=True):
    """Lines made for the pane's width; made again when it changes."""

    BINDINGS: ClassVar = [
        Binding("j,down", "roll(1)", "down a line", show=False),
        Binding("k,up", "roll(-1)", "up a line", show=False),
        Binding("pagedown,ctrl+f,space", "roll_page(1)", "a page down", show=False),
        Binding("pageup,ctrl+b", "roll_page(-1)", "a page up", show=False),
        Binding("g,home", "roll_to(0)", "to the top", show=False),
        Binding("G,end", "roll_to(-1)", "to the end", show=False),
    ]

    def __init__(self, build: Callable[[Pane], list[Line]] | None = None) -> None:
        super().__init__()
        self._build = build
        self._lines: list[Line] = []
        self._laid_out_for = 0

    def show(self, build: Callable[[Pane], list[Line]] | None, *, keep_place: bool = False) -> None:
        """Show what `build` makes for the pane; from the top unless the place is kept."""
        self._build = build
        self.rebuild()
        if not keep_place:
            self.action_roll_to(0)

    def rebuild(self) -> None:
        """Lay the lines out again."""
        pane = Pane(self.scrollable_content_region.width, inks(self.app.theme), self.base)
        self._laid_out_for = pane.width
        fits = self._build is not None and pane.width > 0
        self._lines = self._build(pane) if fits and self._build is not None else []
        self.reach(len(self._lines))
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How many lines there are at a width, for a pane that is as high as its text."""
        if self._build is None:
            return super().get_content_height(container, viewport, width)
        # The scroll bar keeps its column.
        return len(self._build(Pane(max(width - 1, 1), inks(self.app.theme), self.base)))

    def on_resize(self) -> None:
        """Lay the lines out for the new width; in another height they stay as they are."""
        if self.scrollable_content_region.width == self._laid_out_for:
            self.reach(len(self._lines))
        else:
            self.rebuild()

    def notify_style_update(self) -> None:
        """Take the inks of a new theme."""
        super().notify_style_update()
        if self.is_mounted:
            self.rebuild()

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        index = y + int(self.scroll_offset.y)
        width, base = self.scrollable_content_region.width, self.base
        if not 0 <= index < len(self._lines):
            return Strip.blank(width, base)
        return Strip(self._lines[index]).adjust_cell_length(width, base)

    def action_roll(self, lines: int) -> None:
        """Scroll by lines."""
        self._roll(int(self.scroll_offset.y) + lines)

    def action_roll_page(self, pages: int) -> None:
        """Scroll by pages."""
        self._roll(int(self.scroll_offset.y) + pages * max(self.size.height - 1, 1))

    def action_roll_to(self, line: int) -> None:
        """Scroll to a line; -1 is the end."""
        self._roll(len(self._lines) if line < 0 else line)

    def _roll(self, top: int) -> None:
        top = max(min(top, len(self._lines) - self.size.height), 0)
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
