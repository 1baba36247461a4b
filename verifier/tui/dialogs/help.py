"""Help: the keys of where the reviewer is, found by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from verifier.tui.dialogs.base import DeskDialog, Dialog
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.field import Field
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

    from verifier.tui.keys import Key
    from verifier.tui.layout import Line, Pane


_KEY = 13
"""Columns for the keys; what they do goes on below itself."""
_NARROW = 30
"""Width up to which there are no such columns."""


class HelpDialog(DeskDialog[None]):
    """Keys in groups; what is typed narrows them."""

    BINDINGS: ClassVar = [
        Binding("escape,f1", "back", "back", show=False),
        Binding("down", "roll(1)", "down", show=False, priority=True),
        Binding("up", "roll(-1)", "up", show=False, priority=True),
        Binding("pagedown", "roll(8)", "down", show=False, priority=True),
        Binding("pageup", "roll(-8)", "up", show=False, priority=True),
    ]

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[Key]]], legend: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__()
        self._groups = groups
        self._legend = legend
        self._sought = ""
        self.field = Field(hint="type to find a key, Esc closes")
        self.page = Page(self._lines)
        self.page.can_focus = False

    def compose(self) -> ComposeResult:
        """A field that narrows, and the keys."""
        with Dialog(classes="-help"):
            yield self.field
            yield Prompt()
            yield self.page

    def on_mount(self) -> None:
        """Type at once."""
        self.field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        self._sought = event.value.casefold().strip()
        self.page.show(self._lines)

    def on_input_submitted(self) -> None:
        """Enter closes."""
        self.action_back()

    def on_field_left(self) -> None:
        """Escape closes."""
        self.action_back()

    def action_roll(self, lines: int) -> None:
        """Scroll the keys."""
        self.page.action_roll(lines)

    def action_help(self) -> None:
        """The key that opened it closes it."""
        self.action_back()

    def action_back(self) -> None:
        """Close."""
        self.dismiss(None)

    def _lines(self, pane: Pane) -> list[Line]:
        lines: list[Line] = []
        for name, group in self._groups:
            rows = [(key.shown, key.words) for key in group if key.words]
            lines += self._group(pane, name, rows)
        if self._legend:
            lines += self._group(pane, "Signs", self._legend)
        return lines or [*pane.row("", [("No key for that.", pane.look.faint)])]

    def _group(self, pane: Pane, name: str, rows: Sequence[tuple[str, str]]) -> list[Line]:
        look = pane.look
        fitting = [row for row in rows if self._sought in f"{name} {row[0]} {row[1]}".casefold()]
        if not fitting:
            return []
        lines = pane.row("", [(name, look.strong)], indent=1)
        for key, meaning in fitting:
            if pane.width > _NARROW:
                lines += pane.row(key, [(meaning, look.text)], indent=_KEY, ink=look.accent)
            else:
                lines += pane.row("", [(f"{key}  ", look.accent), (meaning, look.text)], indent=1)
        return [*lines, pane.blank()]
