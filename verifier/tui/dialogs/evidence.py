"""Evidence for a claim: what was consulted, what it says, how far to trust it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from db.records import EvidenceStance
from verifier.tui import words
from verifier.tui.dialogs.base import DeskDialog, Dialog, DraftKey, Drafts, Row
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.choice import Choice
from verifier.tui.widgets.field import Field

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from db.records import StoredClaim

_GRADE = re.compile(r"[A-F][1-6]")
_HINTS = {
    "url": "https://… or where it lies; the only thing needed",
    "title": "",
    "publisher": "",
    "locator": "page, paragraph or minute",
    "quote": "the words that decide",
    "note": "",
    "accessed": "year-month-day",
    "archive_url": "",
}
_LABELS = {"url": "address", "archive_url": "archived at"}


class EvidenceDialog(DeskDialog[dict[str, str]]):
    """Answers with the fields that were filled in, by the names that the desk takes."""

    BINDINGS: ClassVar = [
        Binding("ctrl+s", "save", "save", show=False, priority=True),
        Binding("escape", "back", "back", show=False),
    ]

    def __init__(self, row: StoredClaim, drafts: Drafts, key: DraftKey) -> None:
        super().__init__()
        self._row = row
        self._drafts, self._key = drafts, key
        draft = drafts.pop(key, {})
        today = date.today().isoformat()  # noqa: DTZ011 - the day where the reviewer is
        self._today = today
        self.fields = {
            name: Field(draft.get(name, today if name == "accessed" else ""), hint=hint)
            for name, hint in _HINTS.items()
        }
        stances = [stance.value for stance in EvidenceStance]
        self.stance = Choice(stances, stances.index(draft.get("stance", "supports")))
        self.shown = Choice(("openly", "protected"), int("protected" in draft))
        self.grade = Field(draft.get("grade", ""), hint="b2", name="grade")
        self.grade.id = "grade"
        self.meaning = Prompt(self._meaning(self.grade.value))
        self.meaning.id = "meaning"
        self.problem = Prompt(ink="warning")

    def compose(self) -> ComposeResult:
        """The claim, a row for each field, the keys."""
        fields = self.fields
        with Dialog():
            yield Prompt(words.shown_wording(self._row.claim), "strong")
            yield self.problem
            yield Row("address", fields["url"])
            yield Row("stance", self.stance)
            yield Row("grade", self.grade, self.meaning)
            for name in (
                "title",
                "publisher",
                "locator",
                "quote",
                "note",
                "accessed",
                "archive_url",
            ):
                yield Row(_LABELS.get(name, name), fields[name])
            yield Row("shown", self.shown)
            yield Prompt()
            yield Prompt("Enter saves · Tab to the next · Esc back")

    def on_mount(self) -> None:
        """Begin with the address."""
        self.fields["url"].focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what a grade means while it is typed."""
        if event.input is self.grade:
            self.meaning.say(self._meaning(event.value))

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    def on_choice_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    def on_field_left(self) -> None:
        """Escape in a field."""
        self.action_back()

    def action_save(self) -> None:
        """Give back the fields, or say what is missing."""
        fields = self._given()
        if not fields.get("url"):
            self._refuse(
                "An address is needed; everything else may stay empty.", self.fields["url"]
            )
        elif fields.get("grade") and not _GRADE.fullmatch(fields["grade"]):
            self._refuse("A grade is a letter A to F and a digit 1 to 6, such as B2.", self.grade)
        elif fields.get("accessed") and not _is_day(fields["accessed"]):
            self._refuse("The day is written 2026-05-03.", self.fields["accessed"])
        else:
            self.dismiss(fields)

    def action_back(self) -> None:
        """Leave; what was written is offered again next time."""
        fields = self._given()
        typed = {name for name in fields if name not in {"stance", "accessed"}}
        if typed:
            self._drafts[self._key] = fields
        self.dismiss(None)

    def _refuse(self, why: str, where: Field) -> None:
        self.problem.say(why, "warning")
        where.focus()

    def _given(self) -> dict[str, str]:
        given = {name: field.value.strip() for name, field in self.fields.items()}
        given["grade"] = self.grade.value.strip().upper()
        given["stance"] = self.stance.value
        given["protected"] = "yes" if self.shown.value == "protected" else ""
        return {name: value for name, value in given.items() if value}

    @staticmethod
    def _meaning(grade: str) -> str:
        if grade.strip():
            return words.grade_words(grade.strip())
        return "A-F how reliable the source · 1-6 how credible this"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
