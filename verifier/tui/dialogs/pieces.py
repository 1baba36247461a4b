"""A claim's evidence, piece by piece: which to change or take away, and what it says from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding

from db.records import EvidenceStance
from verifier.safe_text import one_line
from verifier.tui import keys, words
from verifier.tui.dialogs.base import DeskDialog, Dialog, Fields, Row
from verifier.tui.dialogs.evidence import (
    GRADE,
    HINTS,
    LABELS,
    WRONG_DAY,
    WRONG_GRADE,
    grade_meaning,
    is_day,
)
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.choice import Choice
from verifier.tui.widgets.field import Field
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

    from db.records import Evidence, StoredClaim
    from verifier.tui.dialogs.base import Kept
    from verifier.tui.layout import Line, Pane

What = Literal["change", "away"]
_BELOW = ("locator", "quote", "note", "accessed", "archive_url")


class PiecesDialog(DeskDialog[tuple[What, int]]):
    """Answers with a piece's place in the list, and what is to become of it."""

    BINDINGS = keys.bindings(keys.PIECES)

    def __init__(self, row: StoredClaim, pieces: Sequence[Evidence], at: int = 0) -> None:
        super().__init__()
        self._row = row
        self._pieces = pieces
        self._at = at
        self.page = Page(self._lines)
        self.page.can_focus = False

    def compose(self) -> ComposeResult:
        """The claim, its evidence, the keys."""
        with Dialog():
            yield Prompt(f"Evidence of “{words.shown_wording(self._row.claim)}”", "strong")
            yield Prompt()
            yield self.page
            yield Prompt()
            yield Prompt("j k choose · Enter changes it · x takes it away · Esc back · ? keys")

    def _lines(self, pane: Pane) -> list[Line]:
        look = pane.look
        lines: list[Line] = []
        for at, piece in enumerate(self._pieces):
            here = at == self._at
            ink = look.strong if here else look.text
            edge = "▌" if here else " "
            told = words.evidence_line(piece)
            lines += pane.row(f"{edge}{at + 1}", [(told, ink)], indent=4)
        return lines

    def action_step(self, by: int) -> None:
        """Walk from piece to piece."""
        self._at = min(max(self._at + by, 0), len(self._pieces) - 1)
        self.page.rebuild()

    def action_take(self) -> None:
        """Change the piece."""
        self.dismiss(("change", self._at))

    def action_away(self) -> None:
        """Take the piece away."""
        self.dismiss(("away", self._at))

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)


class UseDialog(DeskDialog[Fields]):
    """Answers with what was changed of a piece of evidence, by the names that the desk takes.

    Address, title and publisher are the reference's, which other claims use too: they stay.
    """

    BINDINGS: ClassVar = [
        Binding("ctrl+s", "save", "save", show=False, priority=True),
        Binding("escape", "back", "back", show=False),
    ]

    def __init__(self, piece: Evidence, kept: Kept) -> None:
        super().__init__()
        self._piece = piece
        self._kept = kept
        self._old = said_of(piece)
        now = {**self._old, **kept.words}
        self.fields = {
            name: Field(now[name], hint=HINTS[name]) for name in (*_BELOW, "public_wording")
        }
        stances = [stance.value for stance in EvidenceStance]
        self.stance = Choice(stances, stances.index(now["stance"]))
        protected = bool(now["protected"])
        # What is protected stays so: the choice is there where it can still be made.
        self.shown = Choice(
            ("protected",) if self._old["protected"] else ("openly", "protected"),
            int(protected and not self._old["protected"]),
        )
        self.grade = Field(now["grade"], hint="b2", name="grade")
        self.grade.id = "grade"
        self.meaning = Prompt(grade_meaning(self.grade.value))
        self.meaning.id = "meaning"
        self.problem = Prompt(ink="warning")

    def compose(self) -> ComposeResult:
        """The reference, a row for each field, the keys."""
        reference = self._piece.reference
        name = reference.title or reference.url_typed or reference.url or "no address"
        with Dialog():
            yield Prompt(one_line(name), "strong")
            yield self.problem
            yield Row("stance", self.stance)
            yield Row("grade", self.grade, self.meaning)
            for field in _BELOW:
                yield Row(LABELS.get(field, field), self.fields[field])
            yield Row("shown", self.shown)
            yield Row("say instead", self.fields["public_wording"])
            yield Prompt()
            yield Prompt("Enter saves · Tab to the next · Esc back · F1 keys")

    def on_mount(self) -> None:
        """Begin with the stance."""
        if self._kept.words:
            self.problem.say("Not saved last time; as you left it.", "faint")
        self.stance.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed, and say what a grade means."""
        if event.input is self.grade:
            self.meaning.say(grade_meaning(event.value))
        self._kept.keep(self._changed())

    def on_choice_turned(self) -> None:
        """Keep a choice too."""
        self._kept.keep(self._changed())

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
        """Give back what was changed, or say what is wrong."""
        changed = self._changed()
        if changed.get("grade") and not GRADE.fullmatch(changed["grade"]):
            self._refuse(WRONG_GRADE, self.grade)
        elif changed.get("accessed") and not is_day(changed["accessed"]):
            self._refuse(WRONG_DAY, self.fields["accessed"])
        else:
            self.dismiss(changed)

    def action_back(self) -> None:
        """Leave; what was written is offered again next time."""
        self._kept.keep(self._changed())
        self.dismiss(None)

    def _refuse(self, why: str, where: Field) -> None:
        self.problem.say(why, "warning")
        where.focus()

    def _changed(self) -> Fields:
        now = {name: field.value.strip() for name, field in self.fields.items()}
        now["grade"] = self.grade.value.strip().upper()
        now["stance"] = self.stance.value
        now["protected"] = "yes" if self.shown.value == "protected" else ""
        return {name: text for name, text in now.items() if text != self._old[name]}


def said_of(piece: Evidence) -> Fields:
    """What a piece of evidence says, by the names that the desk takes; empty for nothing."""
    return {
        "stance": piece.stance.value,
        "grade": piece.grade or "",
        **{name: getattr(piece, name) or "" for name in _BELOW},
        "protected": "yes" if piece.reference.protected else "",
        "public_wording": piece.reference.public_wording or "",
    }
