"""The search's field: Tab and the right arrow complete, up and down recall."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message

from verifier.tui.widgets.field import Field

if TYPE_CHECKING:
    from textual.binding import BindingType


class SearchField(Field):
    """A one-line field that asks the screen to complete it, and for earlier searches."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete(1)", "complete", show=False),
        Binding("shift+tab", "complete(-1)", "complete back", show=False),
        Binding("up", "recall(1)", "an earlier search", show=False),
        Binding("down", "recall(-1)", "a later search", show=False),
    ]

    class Complete(Message):
        """What is begun at the cursor should go on. step turns to another offer."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Recall(Message):
        """An earlier search is wanted; a later one where step is negative."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def action_complete(self, step: int) -> None:
        """Ask to be completed."""
        self.post_message(self.Complete(step))

    def action_recall(self, step: int) -> None:
        """Ask for another search."""
        self.post_message(self.Recall(step))

    def action_cursor_right(self, select: bool = False) -> None:
        """At the end of the text complete it; elsewhere move on."""
        if self.cursor_position == len(self.value) and self.selection.is_empty and not select:
            self.post_message(self.Complete(1))
        else:
            super().action_cursor_right(select)
