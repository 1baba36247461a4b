"""Files that a command or the screen writes: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.errors import Refused, os_words, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place and move it there once it is complete.

    A file that stood there stays as it was on any error. What is no plain file, such as
    `/dev/stdout`, is written directly. Raises Refused where it can't be written.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
            return
        target = path.resolve()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".verifier-")
    except OSError as error:
        reason = os_words(OSError(error.errno, error.strerror))
        raise Refused(shown_path(path), f"can't be written ({reason})") from error
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.chmod(_mode(target))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """Give the rights of the file that is replaced, else those of any new file."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
