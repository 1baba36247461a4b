"""The reviewer's own editor for a longer text; the screen makes room for it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from verifier import editing
from verifier.errors import VerifierError

if TYPE_CHECKING:
    from textual.app import App


def can_suspend(app: App[None]) -> bool:
    """Whether the screen can make room: not in a browser."""
    driver = app._driver  # noqa: SLF001 - Textual tells it nowhere else before it raises
    return driver is not None and driver.can_suspend


def edited(app: App[None], text: str) -> str | None:
    """Let the reviewer edit a text in their editor, the screen out of the way: `editing.edited`."""
    try:
        return editing.edited(text, app.suspend())
    except SuspendNotSupported as error:
        raise VerifierError("this screen can't make room for an editor") from error
