"""The quote check: did the source say it, in these words?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from db.records import QuoteCheck
from verifier.tui import words
from verifier.tui.dialogs.base import DeskDialog, Dialog
from verifier.tui.widgets.ask import Prompt

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from db.records import StoredClaim

_MARKS = (
    ("e", QuoteCheck.EXACT, "yes, in these words"),
    ("a", QuoteCheck.ALTERED, "yes, but in other words"),
    ("n", QuoteCheck.NOT_FOUND, "not found"),
    ("u", QuoteCheck.UNCHECKED, "not checked"),
)


class QuoteDialog(DeskDialog[QuoteCheck]):
    """Answers with the mark; one key decides."""

    BINDINGS: ClassVar = [
        *(Binding(key, f"mark('{mark.value}')", said, show=False) for key, mark, said in _MARKS),
        Binding("escape", "back", "back", show=False),
    ]

    def __init__(self, row: StoredClaim) -> None:
        super().__init__()
        self._row = row

    def compose(self) -> ComposeResult:
        """The question and the four answers."""
        speakers = ", ".join(words.said_by(self._row.claim)) or "the source"
        with Dialog():
            yield Prompt(words.shown_wording(self._row.claim), "strong")
            yield Prompt(f"Did {speakers} say it?", "text")
            yield Prompt()
            for key, mark, said in _MARKS:
                now = "   (as it is)" if mark is self._row.quote_check else ""
                yield Prompt(f"{key}   {said}{now}", "text")
            yield Prompt()
            yield Prompt("Esc back · ? keys")

    def action_mark(self, value: str) -> None:
        """Answer."""
        self.dismiss(QuoteCheck(value))

    def action_back(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
