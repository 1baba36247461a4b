"""Reason and note of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from verifier.tui import words
from verifier.tui.dialogs.base import DeskDialog, Dialog, DraftKey, Drafts, Row
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.field import Field, Paper

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from db.records import StoredClaim


class NoteDialog(DeskDialog[dict[str, str]]):
    """Answers with what was changed: `reason`, `note`, both or neither."""

    BINDINGS: ClassVar = [
        Binding("ctrl+s", "save", "save", show=False, priority=True),
        Binding("escape", "back", "back", show=False),
    ]

    def __init__(self, row: StoredClaim, drafts: Drafts, key: DraftKey) -> None:
        super().__init__()
        self._row = row
        self._drafts, self._key = drafts, key
        draft = drafts.pop(key, {})
        self.reason = Field(draft.get("reason", row.reason or ""), hint="one sentence")
        self.note = Paper(draft.get("note", row.note or ""))

    def compose(self) -> ComposeResult:
        """The claim, the reason, the note, the keys."""
        with Dialog():
            yield Prompt(words.shown_wording(self._row.claim), "strong")
            yield Prompt()
            yield Row("reason", self.reason)
            yield Row("note")
            yield self.note
            yield Prompt()
            yield Prompt("Enter in the reason or Ctrl+S saves · Tab to the other · Esc back")

    def on_mount(self) -> None:
        """Begin with the reason where there is a verdict without one, else with the note."""
        first = self.reason if self._row.status.is_done and not self._row.reason else self.note
        first.focus()

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    def action_save(self) -> None:
        """Give back what was changed."""
        self.dismiss(self._changed())

    def action_back(self) -> None:
        """Leave; what was written is offered again next time."""
        changed = self._changed()
        if changed:
            self._drafts[self._key] = changed
        self.dismiss(None)

    def on_field_left(self) -> None:
        """Escape in the reason."""
        self.action_back()

    def on_paper_left(self) -> None:
        """Escape in the note."""
        self.action_back()

    def _changed(self) -> dict[str, str]:
        now = {"reason": self.reason.value.strip(), "note": self.note.text.rstrip()}
        old = {"reason": self._row.reason or "", "note": (self._row.note or "").rstrip()}
        return {name: text for name, text in now.items() if text != old[name]}
