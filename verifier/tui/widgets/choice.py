"""A choice of a few words on one line: the arrows or a first letter pick one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message

from verifier.tui.widgets.lines import OneLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from verifier.tui.themes import Inks
    from verifier.tui.widgets.lines import Part


class Choice(OneLine, can_focus=True):
    """Words side by side, one of them chosen. Enter submits."""

    BINDINGS: ClassVar = [
        Binding("right,down", "turn(1)", "next", show=False),
        Binding("left,up", "turn(-1)", "previous", show=False),
        Binding("enter", "submit", "save", show=False),
    ]

    class Turned(Message):
        """Another word was chosen."""

    class Submitted(Message):
        """Enter was pressed on the choice."""

    def __init__(self, options: Sequence[str], chosen: int = 0) -> None:
        super().__init__()
        self.options = options
        self.chosen = chosen

    @property
    def value(self) -> str:
        """The chosen word."""
        return self.options[self.chosen]

    def parts(
        self,
        look: Inks,
        width: int,
    ) -> tuple[Sequence[Part], Sequence[Part]]:
        """The words; the chosen one in brackets, so that it shows without colour.

        Where they don't all fit, the first give way to the chosen one.
        """
        parts: list[Part] = []
        lengths = [len(option) + 3 for option in self.options]
        first = 0
        while first < self.chosen and sum(lengths[first : self.chosen + 1]) > width - 1:
            first += 1
        for index, option in enumerate(self.options[first:], first):
            here = index == self.chosen
            ink = (look.chosen if self.has_focus else look.strong) if here else look.faint
            parts.append((f"[{option}] " if here else f" {option}  ", ink))
        return parts, ()

    def on_key(self, event: events.Key) -> None:
        """Pick by first letter; pressed again, the next word with it."""
        places = range(len(self.options))
        for index in (*places[self.chosen + 1 :], *places[: self.chosen + 1]):
            if event.character and self.options[index].startswith(event.character.lower()):
                self._choose(index)
                event.stop()
                return

    def action_turn(self, step: int) -> None:
        """Pick the one beside."""
        self._choose((self.chosen + step) % len(self.options))

    def action_submit(self) -> None:
        """Say that Enter was pressed."""
        self.post_message(self.Submitted())

    def _choose(self, index: int) -> None:
        self.chosen = index
        self.refresh()
        self.post_message(self.Turned())
