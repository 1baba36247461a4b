"""A report of what is listed: its format and its file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from verifier.reports import FORMATS, SUFFIXES
from verifier.tui.dialogs.base import DeskDialog, Dialog, Row
from verifier.tui.widgets.ask import Prompt
from verifier.tui.widgets.choice import Choice
from verifier.tui.widgets.field import Field

if TYPE_CHECKING:
    from textual.app import ComposeResult

_MEANING = {
    "md": "Markdown, for editors and for print",
    "html": "one page that prints well, without network",
    "docx": "a file for word processors, claims as comments",
    "pdf": "a file that looks the same everywhere",
    "csv": "a table for spreadsheets",
    "json": "everything; verifier load takes it back",
    "claimreview": "JSON-LD of the claims that have a verdict",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The report that the reviewer asks for."""

    form: str
    path: Path


class ReportDialog(DeskDialog[Wanted]):
    """Answers with format and file."""

    BINDINGS: ClassVar = [Binding("escape", "back", "back", show=False)]

    def __init__(self, what: str, before: Wanted | None = None) -> None:
        super().__init__()
        self._what = what
        form = before.form if before else FORMATS[0]
        self.form = Choice(FORMATS, FORMATS.index(form))
        self.meaning = Prompt(_MEANING[form])
        self.meaning.id = "meaning"
        self.file = Field(
            str(before.path) if before else f"report{SUFFIXES[form]}", hint="report.md"
        )
        self.problem = Prompt(ink="warning")
        self._overwrites: Path | None = None

    def compose(self) -> ComposeResult:
        """What is reported, the format, the file, the keys."""
        with Dialog():
            yield Prompt(self._what, "strong")
            yield self.problem
            yield Row("format", self.form)
            yield Row("", self.meaning)
            yield Row("file", self.file)
            yield Prompt()
            yield Prompt("Arrows choose · Tab to the file · Enter writes · Esc back · F1 keys")

    def on_mount(self) -> None:
        """Begin with the format."""
        self.form.focus()

    def on_descendant_focus(self) -> None:
        """What is typed in the file's name replaces it."""
        if self.file.has_focus:
            self.file.select_all()

    def on_choice_turned(self) -> None:
        """The file's name follows the format, if it followed the one before."""
        form, name = self.form.value, self.file.value
        self.meaning.say(_MEANING[form])
        known = [suffix for suffix in SUFFIXES.values() if name.endswith(suffix)]
        if known:
            self.file.value = name.removesuffix(max(known, key=len)) + SUFFIXES[form]

    def on_input_changed(self) -> None:
        """Another name is another question."""
        self._overwrites = None
        self.problem.say("")

    def on_input_submitted(self) -> None:
        """Enter writes."""
        self.action_write()

    def on_choice_submitted(self) -> None:
        """Enter writes."""
        self.action_write()

    def on_field_left(self) -> None:
        """Escape in the field."""
        self.action_back()

    def action_write(self) -> None:
        """Give back format and file, or ask before a file is written over."""
        name = self.file.value.strip()
        if not name:
            self.problem.say("A file name is needed.", "warning")
            self.file.focus()
            return
        path = Path(name).expanduser()
        if path.exists() and self._overwrites != path:
            self._overwrites = path
            self.problem.say("That file is there already. Enter writes over it.", "warning")
            return
        self.dismiss(Wanted(self.form.value, path))

    def action_back(self) -> None:
        """Write nothing."""
        self.dismiss(None)
