"""Which of several things to copy, and which of several addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from verifier.safe_text import one_line
from verifier.tui import keys
from verifier.tui.dialogs.base import DeskDialog, Dialog
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from verifier.tui.layout import Line, Pane

COPIES = (
    ("c", "claim", "the claim's words"),
    ("t", "citation", "the claim with who said it, where and when"),
    ("a", "address", "an address of the evidence or the article"),
)


class CopyDialog(DeskDialog[str]):
    """Answers with what to copy; one key decides."""

    BINDINGS: ClassVar = [
        *(Binding(key, f"copy('{what}')", said, show=False) for key, what, said in COPIES),
        Binding("escape,q", "back", "back", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with Dialog():
            yield Prompt("Copy", "strong")
            yield Prompt()
            for key, _, said in COPIES:
                yield Prompt(f"{key}   {said}", "text")
            yield Prompt()
            yield Prompt("Esc back · ? keys")

    def action_copy(self, what: str) -> None:
        """Answer."""
        self.dismiss(what)

    def action_back(self) -> None:
        """Copy nothing."""
        self.dismiss(None)


class AddressDialog(DeskDialog[str]):
    """Answers with an address."""

    BINDINGS = keys.bindings(keys.ADDRESSES)

    def __init__(self, title: str, found: Sequence[tuple[str, str]], kept: str = "") -> None:
        super().__init__()
        self._kept = kept
        self._title = title
        self._found = found
        self._at = 0
        self.page = Page(self._lines)
        self.page.can_focus = False

    def compose(self) -> ComposeResult:
        """The addresses, one of them under the cursor."""
        with Dialog():
            yield Prompt(self._title, "strong")
            yield Prompt()
            yield self.page
            yield Prompt()
            if self._kept:
                yield Prompt(self._kept, "warning")
            yield Prompt("j k choose · Enter takes it · Esc back · ? keys")

    def _lines(self, pane: Pane) -> list[Line]:
        look = pane.look
        lines: list[Line] = []
        for at, (label, address) in enumerate(self._found):
            here = at == self._at
            ink = look.strong if here else look.text
            edge = "▌" if here else " "
            lines += pane.row(f"{edge}{label}", [(one_line(address), ink)], indent=14)
        return lines

    def action_step(self, by: int) -> None:
        """Walk from address to address."""
        self._at = min(max(self._at + by, 0), len(self._found) - 1)
        self.page.rebuild()

    def action_take(self) -> None:
        """Answer."""
        self.dismiss(self._found[self._at][1])

    def action_leave(self) -> None:
        """Take none."""
        self.dismiss(None)
