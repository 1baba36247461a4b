"""A colleague changed what is about to be set: both versions, and which shall stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding

from verifier.phrases import did
from verifier.safe_text import one_line
from verifier.tui import words
from verifier.tui.dialogs.base import DeskDialog, Dialog
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from db.records import Event, StoredClaim
    from verifier.tui.layout import Line, Pane

Choice = Literal["mine", "theirs"]
SHOWN = 5
"""Changes of colleagues that are shown, the newest."""


class ConflictDialog(DeskDialog[Choice]):
    """Answers with whose version stands; None leaves both as they are."""

    BINDINGS: ClassVar = [
        Binding("t", "choose('theirs')", "theirs", show=False),
        Binding("m", "choose('mine')", "mine", show=False),
        Binding("escape", "back", "back", show=False),
    ]

    def __init__(self, rows: Sequence[StoredClaim], events: Sequence[Event], wanted: str) -> None:
        super().__init__()
        self._rows = rows
        self._events = events
        self._wanted = wanted
        self.page = Page(self._lines)
        self.page.can_focus = False

    def compose(self) -> ComposeResult:
        """The claim, what they did, what you would do, the keys."""
        claims = {event.claim_id for event in self._events}
        many = f"{len(claims):,} claims were" if len(claims) > 1 else "The claim was"
        with Dialog():
            yield Prompt(f"{many} changed since you saw it.", "warning")
            yield Prompt()
            yield self.page
            yield Prompt()
            yield Prompt("t   let theirs stand; yours goes into the history", "text")
            yield Prompt("m   put mine over it; theirs stays in the history", "text")
            yield Prompt("Esc neither; what you typed is kept · ? keys")

    def on_mount(self) -> None:
        """Lay both versions out."""
        self.page.rebuild()

    def _lines(self, pane: Pane) -> list[Line]:
        look = pane.look
        lines: list[Line] = []
        for row in self._rows[:SHOWN]:
            lines += pane.row("", [(words.shown_wording(row.claim), look.strong)], indent=1)
        lines.append(pane.blank())
        if len(self._events) > SHOWN:
            more = words.counted(len(self._events) - SHOWN, "earlier change")
            lines += pane.row("", [(more, look.faint)], indent=1)
        for event in self._events[-SHOWN:]:
            told = f"{words.when(event.at)}  {did(event)}"
            lines += pane.row(one_line(event.reviewer)[:10], [(told, look.text)])
        return [*lines, *pane.row("you", [(self._wanted, look.text)])]

    def action_choose(self, choice: Choice) -> None:
        """Answer."""
        self.dismiss(choice)

    def action_back(self) -> None:
        """Neither."""
        self.dismiss(None)
