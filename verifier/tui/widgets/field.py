"""Text fields that keep what is typed to themselves, and show it safely."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input, TextArea

from verifier.safe_text import same_width

if TYPE_CHECKING:
    from textual import events


class Field(Input):
    """A one-line field. Enter submits it; Escape says that the reviewer leaves it."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "leave", show=False)]

    class Left(Message):
        """Escape was pressed in the field."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> Field:
            """The field."""
            return self.field

    def __init__(self, value: str = "", *, hint: str = "", name: str | None = None) -> None:
        super().__init__(value, placeholder=hint, compact=True, name=name, select_on_focus=False)
        self.cursor_blink = False

    @property
    def _value(self) -> Text:
        """What is drawn: one safe character for each that was typed."""
        return Text(
            same_width(self.value).replace("\n", " "), no_wrap=True, overflow="ignore", end=""
        )

    def action_leave(self) -> None:
        """Say that the reviewer leaves the field."""
        self.post_message(self.Left(self))

    class Pasted(Message):
        """A text was pasted into the field, and stands there now."""

        def __init__(self, field: Field, text: str) -> None:
            super().__init__()
            self.field = field
            self.text = text

        @property
        def control(self) -> Field:
            """The field."""
            return self.field

    def _on_paste(self, event: events.Paste) -> None:
        """Take a pasted text as one line, whole."""
        self.post_message(self.Pasted(self, event.text))
        lines = " ".join(event.text.split("\n")).replace("\r", "")
        start, end = sorted(self.selection)
        self.replace(lines, start, end)
        event.stop()
        event.prevent_default()


class Paper(TextArea):
    """A field of several lines, for notes."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "leave", show=False)]

    class Left(Message):
        """Escape was pressed in the field."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, compact=True, tab_behavior="focus", show_line_numbers=False)
        self.cursor_blink = False
        self.highlight_cursor_line = False

    def get_line(self, line_index: int) -> Text:
        """One line as it is drawn: safe, one character for one."""
        return Text(same_width(self.document.get_line(line_index)), end="", no_wrap=True)

    def action_leave(self) -> None:
        """Say that the reviewer leaves the field."""
        self.post_message(self.Left())
