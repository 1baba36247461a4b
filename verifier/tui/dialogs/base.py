"""What the dialogs share: a box of labelled rows, and words that outlive it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding
from textual.containers import Container
from textual.screen import ModalScreen
from textual.widgets import Input

from verifier.tui.keys import Key
from verifier.tui.widgets.ask import Prompt

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.widget import Widget

Answer = TypeVar("Answer")
Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """Words from an earlier time, and where to keep what is typed now: no fields drop them."""

    words: Fields
    keep: Callable[[Fields], None]


class Dialog(Container):
    """The box on the screen."""


class Row(Container):
    """A label and what stands beside it, on one line."""

    def __init__(self, label: str, *beside: Widget) -> None:
        super().__init__(Prompt(label), *beside)


class DeskDialog(ModalScreen[Answer]):
    """A dialog over the desk. Its answer is None when the reviewer backed out."""

    CSS_PATH = "dialogs.tcss"
    # `?` is a letter where a text is typed: F1 is the same key there.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "the keys of where you are", show=False)
    ]

    def action_help(self) -> None:
        """The keys of this dialog."""
        from verifier.tui.dialogs.help import HelpDialog  # noqa: PLC0415 - it is a dialog itself

        found = [
            Key(binding.key, "", shown_keys(binding.key), "", binding.description)
            for kind in (type(self), DeskDialog)
            for binding in kind.__dict__.get("BINDINGS", ()) or _inherited(kind)
            if isinstance(binding, Binding)
        ]
        typed = IN_FORMS if self.query(Input) else ()
        self.app.push_screen(HelpDialog([("Here", [*typed, *found])]))


def shown_keys(names: str) -> str:
    """Keys as people read them: `j ↓` for `j,down`."""
    return " ".join(_SHOWN.get(name) or name.replace("ctrl+", "Ctrl+") for name in names.split(","))


def _inherited(kind: type) -> list[BindingType]:
    """The bindings of the nearest dialog that declares some."""
    for base in kind.__mro__[1:]:
        if base is not DeskDialog and "BINDINGS" in base.__dict__ and issubclass(base, DeskDialog):
            return list(base.__dict__["BINDINGS"])
    return []


_SHOWN = {
    "down": "↓", "up": "↑", "left": "←", "right": "→", "escape": "Esc", "enter": "Enter",
    "tab": "Tab", "shift+tab": "⇧Tab", "shift+left": "⇧←", "shift+right": "⇧→", "space": "Space",
    "question_mark": "?", "f1": "F1", "plus": "+", "minus": "-", "ctrl+s": "Ctrl+S",
    "ctrl+t": "Ctrl+T", "ctrl+e": "Ctrl+E",
}  # fmt: skip
IN_FORMS = (
    Key("tab", "", "Tab ⇧Tab", "", "to the next field, to the one before"),
    Key("left", "", "← →", "", "choose, where several words stand side by side"),
    Key("enter", "", "Enter", "", "save"),
)
