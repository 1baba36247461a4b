"""The acts beside a verdict that want words: a second reading, a reply, an embargo."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from db.records import Status
from verifier import beside
from verifier.tui import words
from verifier.tui.dialogs.base import DeskDialog, Dialog, Fields, Row
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.choice import Choice
from verifier.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from db.records import Reply, StoredClaim
    from verifier.tui.dialogs.base import Kept

GIVE_UP = "give up"
"""The choice that ends a second reading without a verdict."""

NOT_YET = "not yet"
"""What a second reading begins with: no verdict is nearer at hand than another."""

_VERDICTS = (NOT_YET, *(status.value for status in Status if status.is_done), GIVE_UP)


class ActDialog(DeskDialog[Fields]):
    """Rows of fields and choices; answers with those that were filled in, by name."""

    BINDINGS: ClassVar = [
        Binding("ctrl+s", "save", "save", show=False, priority=True),
        Binding("escape", "back", "back", show=False),
    ]

    def __init__(self, row: StoredClaim, kept: Kept) -> None:
        super().__init__()
        self._row = row
        self._kept = kept
        self.problem = Prompt(ink="warning")
        self.fields: dict[str, Field] = {}
        self.choices: dict[str, Choice] = {}

    def field(self, name: str, value: str = "", *, hint: str = "") -> Field:
        """Make a field, with what was typed into it before and not saved."""
        self.fields[name] = Field(self._kept.words.get(name, value), hint=hint)
        return self.fields[name]

    def choice(self, name: str, options: Sequence[str]) -> Choice:
        """Make a choice."""
        before = self._kept.words.get(name, options[0])
        self.choices[name] = Choice(options, options.index(before) if before in options else 0)
        return self.choices[name]

    def rows(self) -> ComposeResult:
        """Give the rows between the claim and the keys."""
        raise NotImplementedError

    def trouble(self, given: Fields) -> tuple[str, str] | None:
        """Say what is missing, and in which field; None where nothing is."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The claim, the rows, the keys."""
        with Dialog():
            yield Prompt(words.shown_wording(self._row.claim), "strong")
            yield self.problem
            yield from self.rows()
            yield Prompt()
            yield Prompt("Enter saves · Tab to the next · Esc back · F1 keys")

    def on_mount(self) -> None:
        """Begin where most is to be done."""
        if self._kept.words:
            self.problem.say("Not saved last time; as you left it.", "faint")
        self.begin().focus()

    def begin(self) -> Widget:
        """Give the field or choice that has the focus first."""
        return self.query("Choice, Field").first()

    def on_input_changed(self) -> None:
        """Keep what is typed."""
        self._keep()

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
        given = self._given()
        trouble = self.trouble(given)
        if trouble is None:
            self.dismiss(given)
            return
        why, where = trouble
        self.problem.say(why, "warning")
        (self.fields.get(where) or self.choices[where]).focus()

    def action_back(self) -> None:
        """Leave; what was written is offered again next time."""
        self._keep()
        self.dismiss(None)

    def _keep(self) -> None:
        typed = {name: field.value for name, field in self.fields.items() if field.value.strip()}
        changed = {name for name, text in typed.items() if text != self.filled_in.get(name)}
        self._kept.keep(self._given() if changed else {})

    @property
    def filled_in(self) -> Fields:
        """What stands in the fields before anything is typed: no words of the reviewer's."""
        return {}

    def _given(self) -> Fields:
        given = {name: field.value.strip() for name, field in self.fields.items()}
        given.update({name: choice.value for name, choice in self.choices.items()})
        return {name: value for name, value in given.items() if value}


class SecondDialog(ActDialog):
    """The second reader's own verdict: `status`, one of them `give up`, and `reason`."""

    def rows(self) -> ComposeResult:
        """Verdict and reason."""
        yield Prompt("Your own verdict; the first one is shown when you have given it.")
        yield Prompt()
        yield Row("verdict", self.choice("status", _VERDICTS))
        yield Row("reason", self.field("reason", hint="one sentence"))

    def trouble(self, given: Fields) -> tuple[str, str] | None:
        """Nothing but the choice is needed."""
        if given["status"] == NOT_YET:
            return "Choose a verdict with the arrows, or give the reading up.", "status"
        return None


class ReplyDialog(ActDialog):
    """Who was asked, by when, and what came back.

    Answers with `asked`, `on`, `deadline` for somebody asked, `answer` and `answered` for what came.
    """

    def __init__(self, row: StoredClaim, kept: Kept, known: Sequence[Reply]) -> None:
        super().__init__(row, kept)
        self._known = known
        self._awaited = [one for one in known if one.answered_on is None]
        self._today = date.today().isoformat()  # noqa: DTZ011 - the day where the reviewer is

    @property
    def filled_in(self) -> Fields:
        """Today, and who is awaited."""
        name = self._awaited[0].asked if len(self._awaited) == 1 else ""
        return {"asked": name, "on": self._today, "answered": self._today}

    def rows(self) -> ComposeResult:
        """What is known, the request, the answer."""
        filled = self.filled_in
        for one in self._known:
            yield Prompt(beside.reply(one, self._today), "text")
        yield Row("asked", self.field("asked", filled["asked"], hint="whom"))
        yield Row("on", self.field("on", filled["on"]))
        yield Row("answer by", self.field("deadline", hint="year-month-day"))
        yield Row("answer", self.field("answer", hint="what came back; a refusal is an answer"))
        yield Row("came on", self.field("answered", filled["answered"]))

    def begin(self) -> Widget:
        """Begin with the answer where one is awaited."""
        return self.fields["answer" if self._awaited else "asked"]

    def trouble(self, given: Fields) -> tuple[str, str] | None:
        """A request has a name and a deadline, an answer its words."""
        if "deadline" not in given and "answer" not in given:
            return "The day by which an answer is asked for, or the answer, is needed.", "deadline"
        if "deadline" in given and "asked" not in given:
            return "Who was asked is needed.", "asked"
        for name in ("on", "deadline", "answered"):
            if name in given and not _is_day(given[name]):
                return "The day is written 2026-05-03.", name
        return None


class EmbargoDialog(ActDialog):
    """What is held back, until when and why: `what` (claim or document), `until`, `reason`."""

    def rows(self) -> ComposeResult:
        """What, until when, why."""
        yield Row("hold back", self.choice("what", ("this claim", "the document")))
        yield Row("until", self.field("until", hint="2026-05-03 or 2026-05-03T06:00"))
        yield Row("reason", self.field("reason", hint="told wherever a report refuses"))

    def trouble(self, given: Fields) -> tuple[str, str] | None:
        """Both the end and the reason are needed."""
        if "until" not in given:
            return "When it ends is needed.", "until"
        if "reason" not in given:
            return "The reason is needed: reports tell it.", "reason"
        return None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
