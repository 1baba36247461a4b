"""The reviewer's own editor for a longer text."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifier.errors import VerifierError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

VARIABLES = ("VERIFIER_EDITOR", "VISUAL", "EDITOR")


def edited(text: str, room: AbstractContextManager[Any] | None = None) -> str | None:
    """Let the reviewer edit a text in their editor; None where nothing came of it.

    room makes room for the editor on the terminal. An editor that fails, and a file left empty,
    change nothing. Raises VerifierError with the reason where there is no editor, or where it can't
    be run.
    """
    command = _command()
    name = Path(command[0]).name
    with tempfile.TemporaryDirectory(prefix="verifier-") as folder:
        path = Path(folder) / "note.txt"
        path.write_text(text, encoding="utf-8", errors="replace")
        try:
            with room or nullcontext():
                done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the reviewer's own command, without a shell
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
