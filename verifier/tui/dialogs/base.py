"""What the dialogs share: a box of labelled rows, and words that outlive it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from textual.containers import Container
from textual.screen import ModalScreen

from verifier.tui.widgets.ask import Prompt

if TYPE_CHECKING:
    from collections.abc import Callable

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
