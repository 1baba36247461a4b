"""Lines that ask: words while nobody types, a field with a prompt once it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from verifier.tui.widgets.lines import OneLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

    from verifier.tui.themes import Inks
    from verifier.tui.widgets.field import Field
    from verifier.tui.widgets.lines import Part


class Prompt(OneLine):
    """A few words, in one of the theme's inks."""

    def __init__(self, words: str = "", ink: str = "faint") -> None:
        super().__init__()
        self.words = words
        self.ink = ink

    def parts(
        self,
        look: Inks,
        width: int,  # noqa: ARG002 - every line is asked for its width
    ) -> tuple[Sequence[Part], Sequence[Part]]:
        """The words."""
        return [(f" {self.words}", getattr(look, self.ink))], ()

    def say(self, words: str, ink: str = "faint") -> None:
        """Show other words."""
        self.words, self.ink = words, ink
        self.refresh()


class AskLine(Widget):
    """A prompt that opens into a one-line field. The field is made when it is first needed."""

    class Changed(Message):
        """The text in the open field is another one."""

        def __init__(self, ask: AskLine, text: str) -> None:
            super().__init__()
            self.ask = ask
            self.text = text

        @property
        def control(self) -> AskLine:
            """The line."""
            return self.ask

    class Accepted(Changed):
        """Enter: the text stands."""

    class Left(Changed):
        """Escape, with the text as it was then."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.prompt = Prompt(words)
        self.field: Field | None = None

    def compose(self) -> ComposeResult:
        """The prompt alone."""
        yield self.prompt

    @property
    def open(self) -> bool:
        """Whether there is a field to type in."""
        return self.field is not None

    def ask(self, text: str, prompt: str, hint: str = "") -> None:
        """Open the field with a text, all of it selected."""
        self.prompt.say(prompt, "accent")
        self.add_class("-open", "-on")
        if self.field is None:
            self.field = self.make_field(text, hint)
            self.mount(self.field)
        else:
            self.field.value = text
        self.field.focus()
        self.field.select_all()

    def make_field(self, text: str, hint: str) -> Field:
        """The field that opens."""
        from verifier.tui.widgets.field import Field  # noqa: PLC0415 - not before first paint

        return Field(text, hint=hint)

    def tell(self, words: str, ink: str = "faint") -> None:
        """Close the field and show words."""
        if self.field is not None:
            self.field.remove()
            self.field = None
        self.remove_class("-open")
        self.prompt.say(words, ink)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if event.input is self.field:
            self.post_message(self.Changed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter was pressed."""
        event.stop()
        if event.input is self.field:
            self.post_message(self.Accepted(self, event.value))

    def on_field_left(self, event: Field.Left) -> None:
        """Escape was pressed."""
        event.stop()
        if event.field is self.field:
            self.post_message(self.Left(self, event.field.value))


class SearchLine(AskLine):
    """The search: what the list shows."""

    def on_click(self) -> None:
        """A click opens it, as its key does."""
        if not self.open:
            self.app.simulate_key("slash")

    def make_field(self, text: str, hint: str) -> Field:
        """A field that completes what is begun, and recalls earlier searches."""
        from verifier.tui.widgets.search_field import (  # noqa: PLC0415 - not before first paint
            SearchField,
        )

        return SearchField(text, hint=hint)


class ReasonLine(AskLine):
    """Asks for the reason beside a verdict; whoever has none goes on.

    On a wide screen it keeps its place while it asks nothing, so that a verdict lays nothing out
    anew; a small one gives its line to the text.
    """

    def offer(self, words: str) -> None:
        """Say how a reason can be given."""
        self.add_class("-on")
        self.tell(words)

    def withdraw(self) -> None:
        """Ask nothing."""
        self.remove_class("-on")
        if self.open or self.prompt.words:
            self.tell("")
