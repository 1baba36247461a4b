"""Saved searches: recall one, keep the present one under a name, delete one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.errors import Refused, describe
from verifier.safe_text import one_line
from verifier.tui import keys
from verifier.tui.dialogs.base import DeskDialog, Dialog
from verifier.tui.widgets.ask import AskLine, Prompt
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from verifier.searches import Searches
    from verifier.tui.layout import Line, Pane

LABEL = 22


class NameLine(AskLine):
    """Asks for the name of a search."""


class SavedDialog(DeskDialog[str]):
    """Answers with the search to recall."""

    BINDINGS = keys.bindings(keys.SAVED)

    def __init__(self, searches: Searches, saved: dict[str, str], query: str) -> None:
        super().__init__()
        self._searches = searches
        self._saved = saved
        self._query = query.strip()
        self._at = 0
        self.page = Page(self._lines)
        self.page.can_focus = False
        self.name_line = NameLine("")
        self.said = Prompt()

    def compose(self) -> ComposeResult:
        """The searches, the present one, the keys."""
        with Dialog(classes="-help"):
            yield Prompt("Saved searches", "strong")
            yield Prompt()
            yield self.page
            yield self.name_line
            yield self.said
            yield Prompt("Enter recalls · s saves the present one · x deletes · Esc back · ? keys")

    def on_mount(self) -> None:
        """Say what could be saved."""
        self._tell_present()

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - Textual asks so
    ) -> bool | None:
        """While the name is typed, keys belong to it."""
        return action not in {"step", "take", "name", "delete"} or not self.name_line.open

    def _lines(self, pane: Pane) -> list[Line]:
        look = pane.look
        if not self._saved:
            return pane.row("", [("No search is saved yet.", look.faint)], indent=1)
        lines = []
        for at, (name, query) in enumerate(self._saved.items()):
            here = at == self._at
            gap = " " * max(LABEL - len(name), 2)
            parts = [(name, look.strong if here else look.text), (f"{gap}{query}", look.faint)]
            lines += pane.row("▌" if here else "", parts, indent=3)
        return lines

    def _tell_present(self) -> None:
        if self._query:
            self.said.say(f"present search: {one_line(self._query)}")
        else:
            self.said.say("The list has no search to save.")

    def _chosen(self) -> str | None:
        names = list(self._saved)
        return names[self._at] if self._at < len(names) else None

    def action_step(self, by: int) -> None:
        """Walk from search to search."""
        self._at = min(max(self._at + by, 0), max(len(self._saved) - 1, 0))
        self.page.rebuild()

    def action_take(self) -> None:
        """Recall the search."""
        name = self._chosen()
        self.dismiss(None if name is None else self._saved[name])

    def action_name(self) -> None:
        """Ask for the present search's name."""
        if self._query:
            self.name_line.ask("", "name", "Enter saves, Esc leaves")

    def on_ask_line_accepted(self, event: AskLine.Accepted) -> None:
        """Keep the present search."""
        event.stop()
        self._close_name()
        name = " ".join(event.text.split())
        if name:
            self._change(lambda: self._searches.save(name, self._query), f"Saved as {name}.")
            self._at = next((at for at, one in enumerate(self._saved) if one == name), 0)
            self.page.rebuild()

    def on_ask_line_left(self, event: AskLine.Left) -> None:
        """Nothing is saved."""
        event.stop()
        self._close_name()

    def _close_name(self) -> None:
        self.name_line.tell("")
        self.set_focus(None)

    def action_delete(self) -> None:
        """Forget the search under the cursor."""
        name = self._chosen()
        if name is not None:
            self._change(lambda: self._searches.delete(name), f"Deleted {name}.")
            self.action_step(0)

    def _change(self, work: Callable[[], object], said: str) -> None:
        """Change the file, and show what it holds then."""
        try:
            work()
            self._saved = self._searches.saved()
        except Refused as refused:
            self.said.say(f"Not done: {describe(refused)[0]}", "warning")
            return
        self.said.say(one_line(said))
        self.page.rebuild()

    def action_leave(self) -> None:
        """Back, the search as it was."""
        self.dismiss(None)
