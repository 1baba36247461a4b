"""The reviewer's own editor for a longer text; the screen makes room for it meanwhile."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from verifier.errors import VerifierError

if TYPE_CHECKING:
    from textual.app import App

VARIABLES = ("VERIFIER_EDITOR", "VISUAL", "EDITOR")


def can_suspend(app: App[None]) -> bool:
    """Whether the screen can make room: not in a browser."""
    driver = app._driver  # noqa: SLF001 - Textual tells it nowhere else before it raises
    return driver is not None and driver.can_suspend


def edited(app: App[None], text: str) -> str | None:
    """Let the reviewer edit a text in their editor; None where nothing came of it.

    An editor that fails, and a file left empty, change nothing. Raises VerifierError with the
    reason where there is no editor, or where it can't be run.
    """
    command = _command()
    name = Path(command[0]).name
    with tempfile.TemporaryDirectory(prefix="verifier-") as folder:
        path = Path(folder) / "note.txt"
        path.write_text(text, encoding="utf-8", errors="replace")
        try:
            with app.suspend():
                done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the reviewer's own command, without a shell
        except SuspendNotSupported as error:
            raise VerifierError("this screen can't make room for an editor") from error
        except OSError as error:
            reason = error.strerror or "it can't be run"
            raise VerifierError(f"{name}: {reason}. Set VISUAL to your editor") from error
        if done.returncode:
            raise VerifierError(f"{name} ended with code {done.returncode}")
        return _read(path, text)


def _command() -> list[str]:
    for name in VARIABLES:
        value = os.environ.get(name, "").strip()
        if value:
            try:
                return shlex.split(value)
            except ValueError as error:
                raise VerifierError(f"{name} is no command ({error})") from error
    raise VerifierError("no editor is set. Set VISUAL or EDITOR to yours")


def _read(path: Path, before: str) -> str | None:
    try:
        after = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VerifierError("the editor left no text that can be read") from error
    after = after.replace("\r\n", "\n").rstrip()
    return None if not after or after == before.rstrip() else after
