"""What lies near a claim: look-alikes in other articles, and earlier fact-checks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from verifier import beside
from verifier.factchecks.earlier import age
from verifier.tui import keys, words
from verifier.tui.dialogs.base import DeskDialog, Dialog
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from verifier.factchecks.earlier import Earlier
    from verifier.lookalikes import Lookalike
    from verifier.tui.layout import Line, Pane, Part

Chosen = tuple[str, int]
"""What to do, `take` or the key's own act, and the number of the row."""

SHOWN = 20


class _NearbyDialog(DeskDialog[Chosen]):
    """Rows to walk through; answers with what to do about one of them."""

    footer: ClassVar[str]

    def __init__(self, title: str, count: int) -> None:
        super().__init__()
        self._title = title
        self._count = count
        self._at = 0
        self.page = Page(self._lines)
        self.page.can_focus = False

    def compose(self) -> ComposeResult:
        """The rows, one of them under the cursor."""
        with Dialog(classes="-help"):
            yield Prompt(self._title, "strong")
            yield Prompt()
            yield self.page
            yield Prompt()
            yield Prompt(self.footer)

    def parts(self, number: int, pane: Pane) -> list[list[Part]]:
        """The rows of one entry, each as styled words."""
        raise NotImplementedError

    def _lines(self, pane: Pane) -> list[Line]:
        lines: list[Line] = []
        first = max(0, min(self._at - self.page.size.height // 6, self._count - 1))
        for number in range(first, self._count):
            here = number == self._at
            for nth, parts in enumerate(self.parts(number, pane)):
                lines += pane.row("▌" if here and not nth else "", parts, indent=4)
            lines.append(pane.blank())
        return lines

    def action_step(self, by: int) -> None:
        """Walk from row to row."""
        self._at = min(max(self._at + by, 0), self._count - 1)
        self.page.rebuild()

    def action_take(self) -> None:
        """Go where the row leads."""
        self.dismiss(("take", self._at))

    def action_use(self) -> None:
        """Do what the key of this dialog does."""
        self.dismiss(("use", self._at))

    def action_leave(self) -> None:
        """Leave it all as it is."""
        self.dismiss(None)


class LookalikesDialog(_NearbyDialog):
    """Answers with a look-alike to go to, or with the wish to mark them too."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.LOOKALIKES)
    footer = "j k choose · Enter goes there · L marks them too · Esc back · ? keys"

    def __init__(self, title: str, found: Sequence[Lookalike]) -> None:
        super().__init__(title, min(len(found), SHOWN))
        self._found = found

    def parts(self, number: int, pane: Pane) -> list[list[Part]]:
        """Wording; then level, status, what differs, the article."""
        one, look = self._found[number], pane.look
        stored = one.stored
        told: list[Part] = [
            (words.level_words(stored.claim.strength), look.levels[stored.claim.strength]),
            (f"   {beside.status(stored)}", look.statuses[stored.status]),
        ]
        if one.differs:
            told.append((f"   differs: {one.differs_in_words}", look.warning))
        told.append((f"   {stored.document_name}", look.faint))
        return [[(words.shown_wording(stored.claim), look.text)], told]


class EarlierDialog(_NearbyDialog):
    """Answers with a fact-check to open, or to attach as evidence."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(keys.EARLIER)
    footer = "j k choose · Enter opens the address · a adds it · Esc back · ? keys"

    def __init__(self, title: str, found: Sequence[Earlier]) -> None:
        super().__init__(title, len(found))
        self._found = found
        self._today = date.today()  # noqa: DTZ011 - the day where the reviewer is

    def parts(self, number: int, pane: Pane) -> list[list[Part]]:
        """How sure and the rating; the claim; then by whom, when, how long ago, where."""
        one, look = self._found[number], pane.look
        check = one.check
        sure = look.warning if one.against else look.strong
        head: list[Part] = [(f"{one.words}   ", sure)] if one.words else []
        head.append((check.rating or "no rating", look.strong))
        when = ", ".join(filter(None, (check.date, age(check.date, self._today))))
        where = "   ".join(filter(None, (check.publisher, when, check.url)))
        rows = [head, [(f"“{check.claim}”", look.text)]]
        return [*rows, [(where, look.faint)]] if where else rows
