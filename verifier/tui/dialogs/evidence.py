"""Evidence for a claim: what was consulted, what it says, how far to trust it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from db.records import EvidenceStance, ReferenceKind
from verifier.address import archived, found_in, tracking, without_tracking
from verifier.safe_text import one_line
from verifier.tui import words
from verifier.tui.dialogs.base import DeskDialog, Dialog, Fields, Row
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.choice import Choice
from verifier.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

    from db.records import StoredClaim, UsedReference
    from verifier.tui.dialogs.base import Kept

    Suggest = Callable[[str, Callable[[Sequence[UsedReference]], None]], None]

GRADE = re.compile(r"[A-F][1-6]")
HINTS = {
    "url": "https://… or where it lies; a person or a paper has a title instead",
    "title": "",
    "publisher": "",
    "locator": "page, paragraph or minute",
    "quote": "the words that decide",
    "note": "",
    "accessed": "year-month-day",
    "archive_url": "",
    "public_wording": "what reports may say of a protected one",
}
LABELS = {"url": "address", "archive_url": "archived at"}
WRONG_GRADE = "A grade is a letter A to F and a digit 1 to 6, such as B2."
WRONG_DAY = "The day is written 2026-05-03."
_BELOW = ("title", "publisher", "locator", "quote", "note", "accessed", "archive_url")
_KINDS = ("not told", *(kind.value for kind in ReferenceKind))
_TITLE = 200
"""Characters of a text pasted with an address that can be a title."""


class EvidenceDialog(DeskDialog[Fields]):
    """Answers with the fields that were filled in, by the names that the desk takes."""

    BINDINGS: ClassVar = [
        Binding("ctrl+s", "save", "save", show=False, priority=True),
        Binding("ctrl+t", "drop_tracking", "drop tracking", show=False, priority=True),
        Binding("down", "pick(1)", "next offered", show=False),
        Binding("up", "pick(-1)", "previous offered", show=False),
        Binding("escape", "back", "back", show=False),
    ]

    def __init__(self, rows: Sequence[StoredClaim], kept: Kept, suggest: Suggest) -> None:
        super().__init__()
        self._rows = rows
        self._kept = kept
        self._suggest = suggest
        self._offered: Sequence[UsedReference] = ()
        self._picked = -1
        self._asked = ""
        self._taken: set[str] = set()
        old = kept.words
        self._today = date.today().isoformat()  # noqa: DTZ011 - the day where the reviewer is
        self.fields = {
            name: Field(old.get(name, self._today if name == "accessed" else ""), hint=hint)
            for name, hint in HINTS.items()
        }
        stances = [stance.value for stance in EvidenceStance]
        self.stance = Choice(stances, stances.index(old.get("stance", "supports")))
        self.kind = Choice(_KINDS, _KINDS.index(old.get("kind", "not told")))
        self.shown = Choice(("openly", "protected"), int("protected" in old))
        self.grade = Field(old.get("grade", ""), hint="b2", name="grade")
        self.grade.id = "grade"
        self.meaning = Prompt(grade_meaning(self.grade.value))
        self.meaning.id = "meaning"
        self.problem = Prompt(ink="warning")
        self.below = Prompt()
        self.below.id = "below"

    def compose(self) -> ComposeResult:
        """The claim, a row for each field, the keys."""
        fields = self.fields
        first = words.shown_wording(self._rows[0].claim)
        many = f"{len(self._rows):,} claims: {first}, …" if len(self._rows) > 1 else first
        with Dialog():
            yield Prompt(many, "strong")
            yield self.problem
            yield Row("address", fields["url"])
            yield self.below
            yield Row("stance", self.stance)
            yield Row("grade", self.grade, self.meaning)
            for name in _BELOW:
                yield Row(LABELS.get(name, name), fields[name])
            yield Row("kind", self.kind)
            yield Row("shown", self.shown)
            yield Row("say instead", fields["public_wording"])
            yield Prompt()
            yield Prompt("Enter saves · Tab next · ↓ takes one used before · Esc back · F1 keys")

    def on_mount(self) -> None:
        """Begin with the address."""
        if self._kept.words:
            self.problem.say("Not saved last time; as you left it.", "faint")
        self.fields["url"].focus()
        self._tell_below()

    # What is typed

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep it, say what a grade means, offer references used before."""
        if event.input is self.grade:
            self.meaning.say(grade_meaning(event.value))
        if event.input in {self.fields["url"], self.fields["title"]}:
            self._ask("" if event.value in self._taken else event.value)
            self._tell_below()
        self._keep()

    def on_choice_turned(self) -> None:
        """Keep a choice too."""
        self._keep()

    def on_field_pasted(self, event: Field.Pasted) -> None:
        """Recognise an address among what was pasted, and the page that an archive keeps."""
        if event.field is not self.fields["url"]:
            return
        address, around = found_in(event.text)
        if address is None:
            return
        title = self.fields["title"]
        if around and len(around) <= _TITLE and not title.value:
            title.value = around
        original = archived(address)
        if original is not None:
            self.fields["archive_url"].value = address
        event.field.value = original or address
        event.field.cursor_position = len(event.field.value)

    def action_drop_tracking(self) -> None:
        """Drop the parameters that only tell how one came to the page."""
        field = self.fields["url"]
        field.value = without_tracking(field.value)

    def _ask(self, typed: str) -> None:
        """Look for references used before; an answer for older words is dropped."""
        self._asked, self._offered, self._picked = typed, (), -1

        def offer(found: Sequence[UsedReference]) -> None:
            if self._asked == typed and self.is_attached:
                self._offered, self._picked = found, -1
                self._tell_below()

        if len(typed.strip()) > 1:
            self._suggest(typed, offer)

    def _tell_below(self) -> None:
        """Below the address: what is offered, else the parameters that could be dropped."""
        names = tracking(self.fields["url"].value)
        if self._offered:
            shown = self._offered[max(self._picked, 0)]
            place = f"{max(self._picked, 0) + 1}/{len(self._offered)}"
            sign = "▸ Enter takes" if self._picked >= 0 else "↓ used before"
            self.below.say(f"{sign} {place}: {_named(shown)}", "accent")
        elif names:
            listed = ", ".join(one_line(name)[:20] for name in names[:4])
            more = ", …" if len(names) > 4 else ""
            self.below.say(f"tracking: {listed}{more}   Ctrl+T drops it", "accent")
        else:
            self.below.say("")

    def action_pick(self, by: int) -> None:
        """Go through what is offered."""
        if self._offered:
            self._picked = min(max(self._picked + by, -1), len(self._offered) - 1)
            self._tell_below()

    def _take(self) -> None:
        """Fill in the reference that was picked, with the grade it had."""
        picked = self._offered[self._picked]
        reference = picked.reference
        address, title = reference.url_typed or reference.url or "", reference.title or ""
        self._taken = {address, title}
        self.fields["url"].value = address
        self.fields["title"].value = title
        self.fields["publisher"].value = reference.publisher or ""
        self.kind.chosen = _KINDS.index(reference.kind or "not told")
        self.shown.chosen = int(reference.protected)
        if picked.grade and not self.grade.value.strip():
            self.grade.value = picked.grade
        for choice in (self.kind, self.shown):
            choice.refresh()
        self._asked, self._offered, self._picked = "", (), -1
        self._tell_below()

    # Saving and leaving

    def on_input_submitted(self) -> None:
        """Enter takes what is picked, else saves."""
        if self._picked >= 0 and self._offered:
            self._take()
        else:
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
        if not fields.get("url") and not fields.get("title"):
            self._refuse(
                "An address is needed, or a title; all else may stay empty.", self.fields["url"]
            )
        elif fields.get("grade") and not GRADE.fullmatch(fields["grade"]):
            self._refuse(WRONG_GRADE, self.grade)
        elif fields.get("accessed") and not is_day(fields["accessed"]):
            self._refuse(WRONG_DAY, self.fields["accessed"])
        else:
            self.dismiss(fields)

    def action_back(self) -> None:
        """Leave; what was written is offered again next time."""
        self._keep()
        self.dismiss(None)

    def _keep(self) -> None:
        fields = self._given()
        untouched = {"stance", "accessed", "kind", "protected"}
        self._kept.keep(fields if fields.keys() - untouched else {})

    def _refuse(self, why: str, where: Field) -> None:
        self.problem.say(why, "warning")
        where.focus()

    def _given(self) -> Fields:
        given = {name: field.value.strip() for name, field in self.fields.items()}
        given["grade"] = self.grade.value.strip().upper()
        given["stance"] = self.stance.value
        given["kind"] = self.kind.value if self.kind.chosen else ""
        given["protected"] = "yes" if self.shown.value == "protected" else ""
        return {name: value for name, value in given.items() if value}


def _named(used: UsedReference) -> str:
    """A reference used before on one line, with the grade it had."""
    reference = used.reference
    address = reference.url_typed or reference.url or ""
    parts = [used.grade or "", reference.title or "", reference.publisher or "", address]
    return " · ".join(one_line(part) for part in parts if part)


def grade_meaning(grade: str) -> str:
    """What a grade means as it is typed, and how one is written before that."""
    if grade.strip():
        return words.grade_words(grade.strip())
    return "A-F how reliable the source · 1-6 how credible this"


def is_day(text: str) -> bool:
    """Whether a text is a day, year-month-day."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
