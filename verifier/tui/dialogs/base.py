"""What the dialogs share: a box of labelled rows, and drafts that outlive it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.containers import Container
from textual.screen import ModalScreen

from verifier.tui.widgets.ask import Prompt

if TYPE_CHECKING:
    from textual.widget import Widget

Answer = TypeVar("Answer")
Drafts = dict[tuple[int, str], dict[str, str]]
DraftKey = tuple[int, str]


class Dialog(Container):
    """The box on the screen."""


class Row(Container):
    """A label and what stands beside it, on one line."""

    def __init__(self, label: str, *beside: Widget) -> None:
        super().__init__(Prompt(label), *beside)


class DeskDialog(ModalScreen[Answer]):
    """A dialog over the desk. Its answer is None when the reviewer backed out."""

    CSS_PATH = "dialogs.tcss"
