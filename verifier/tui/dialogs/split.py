"""Where a claim is cut in two: word by word, both parts shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.desk.reshaping import cut
from verifier.tui import keys
from verifier.tui.dialogs.base import DeskDialog, Dialog
from verifier.tui.painting import Mark
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from claims.model import Claim
    from verifier.tui.article import Article
    from verifier.tui.layout import Line, Pane

JOINING = ("and", "but", "or")


class SplitDialog(DeskDialog[int]):
    """Answers with the offset of the text before which the claim is cut."""

    BINDINGS = keys.bindings(keys.SPLIT)

    def __init__(self, article: Article, claim: Claim, places: list[int]) -> None:
        super().__init__()
        self._text = article.text
        self._claim = claim
        self._places = places
        self._at = self._likely()
        self.page = Page(self._lines)
        self.page.can_focus = False

    def _likely(self) -> int:
        """Begin at the joining word nearest to the middle, where there is one."""
        middle = len(self._places) // 2
        joints = [
            index
            for index, place in enumerate(self._places)
            if self._text[place : place + 4].lower().split(" ")[0] in JOINING
        ]
        return min(joints, key=lambda index: abs(index - middle), default=middle)

    def compose(self) -> ComposeResult:
        """Both parts, the keys."""
        with Dialog():
            yield Prompt("Split: two claims, each with its own verdict", "strong")
            yield Prompt()
            yield self.page
            yield Prompt()
            yield Prompt("The original is set aside with its evidence and its history.")
            yield Prompt("h l the cut a word back or on · Enter splits · Esc back · ? keys")

    def on_mount(self) -> None:
        """Show the first place."""
        self.page.rebuild()

    def _lines(self, pane: Pane) -> list[Line]:
        lines: list[Line] = []
        for number, part in enumerate(cut(self._claim, self._text, self._places[self._at]), 1):
            if lines:
                lines.append(pane.blank())
            for start, end in part.fragments:
                marks = [Mark(start, end, pane.look.claim)]
                lines += pane.prose(self._text, (start, end), marks, margin=str(number), indent=3)
        return lines

    def action_place(self, by: int) -> None:
        """Move the cut by words."""
        self._at = min(max(self._at + by, 0), len(self._places) - 1)
        self.page.rebuild()

    def action_save(self) -> None:
        """Cut here."""
        self.dismiss(self._places[self._at])

    def action_leave(self) -> None:
        """Leave the claim whole."""
        self.dismiss(None)
