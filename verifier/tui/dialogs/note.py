"""Reason and note of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from verifier.errors import VerifierError, describe
from verifier.tui import words
from verifier.tui.dialogs.base import DeskDialog, Dialog, Fields, Row
from verifier.tui.editor import can_suspend, edited
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.field import Field, Paper

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from db.records import StoredClaim
    from verifier.tui.dialogs.base import Kept


class NoteDialog(DeskDialog[Fields]):
    """Answers with what was changed: `reason`, `note`, both or neither."""

    BINDINGS: ClassVar = [
        Binding("ctrl+s", "save", "save", show=False, priority=True),
        Binding("ctrl+e", "editor", "editor", show=False, priority=True),
        Binding("escape", "back", "back", show=False),
    ]

    def __init__(self, row: StoredClaim, kept: Kept, *, editor: bool = False) -> None:
        super().__init__()
        self._row = row
        self._kept = kept
        self._editor = editor
        self.reason = Field(kept.words.get("reason", row.reason or ""), hint="one sentence")
        self.note = Paper(kept.words.get("note", row.note or ""))
        self.problem = Prompt(ink="warning")

    def compose(self) -> ComposeResult:
        """The claim, the reason, the note, the keys."""
        with Dialog():
            yield Prompt(words.shown_wording(self._row.claim), "strong")
            yield self.problem
            yield Row("reason", self.reason)
            yield Row("note")
            yield self.note
            yield Prompt()
            yield Prompt("Enter in the reason or Ctrl+S saves · Tab other · Esc back · F1 keys")
            if can_suspend(self.app):
                yield Prompt("Ctrl+E opens the note in your editor")

    def on_mount(self) -> None:
        """Begin with the reason where there is a verdict without one, else with the note."""
        first = self.reason if self._row.status.is_done and not self._row.reason else self.note
        first = self.note if self._editor else first
        first.focus()
        if self._kept.words:
            self.problem.say("Not saved last time; as you left it.", "faint")
        if self._editor:
            self.call_after_refresh(self.action_editor)

    def on_input_changed(self) -> None:
        """Keep what is typed."""
        self._kept.keep(self._changed())

    def on_text_area_changed(self) -> None:
        """Keep what is typed."""
        self._kept.keep(self._changed())

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    def action_save(self) -> None:
        """Give back what was changed."""
        self.dismiss(self._changed())

    def action_editor(self) -> None:
        """Edit the note in the reviewer's own editor."""
        try:
            text = edited(self.app, self.note.text)
        except VerifierError as error:
            self.problem.say(f"Not edited: {describe(error)[0]}", "warning")
            return
        self.note.focus()
        if text is not None:
            self.note.text = text

    def action_back(self) -> None:
        """Leave; what was written is offered again next time."""
        self._kept.keep(self._changed())
        self.dismiss(None)

    def on_field_left(self) -> None:
        """Escape in the reason."""
        self.action_back()

    def on_paper_left(self) -> None:
        """Escape in the note."""
        self.action_back()

    def _changed(self) -> Fields:
        now = {"reason": self.reason.value.strip(), "note": self.note.text.rstrip()}
        old = {"reason": self._row.reason or "", "note": (self._row.note or "").rstrip()}
        return {name: text for name, text in now.items() if text != old[name]}
