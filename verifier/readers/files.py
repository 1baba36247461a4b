"""Bytes of files, with the limits that keep one odd file from harming the run."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from verifier.errors import Refused, os_words, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

STDIN = "-"

MAX_BYTES = 64 * 1024 * 1024
"""A document's size at most: some 10 million words, far beyond any article or transcript."""

_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Input:
    """The bytes of one input, handed over with a limit on what one document may weigh.

    shown is its name for people, size its length where the system knows it.
    """

    def __init__(self, stream: BinaryIO, shown: str, size: int | None = None) -> None:
        self.shown = shown
        self.size = size
        self._stream = stream

    @property
    def stream(self) -> BinaryIO:
        """The bytes themselves, for readers that take a file piece by piece."""
        return self._stream

    def read(self) -> bytes:
        """All bytes at once. Raises Refused when there are too many."""
        if self.size is not None and self.size > MAX_BYTES:
            raise too_large(self.shown)
        try:
            raw = self._stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise Refused(self.shown, _reason(error)) from error
        if len(raw) > MAX_BYTES:
            raise too_large(self.shown)
        return raw

    def lines(self, limit: int = MAX_BYTES) -> Iterator[bytes]:
        """Line by line with its end; of a line over the limit only the first limit + 1 bytes."""
        try:
            while line := self._stream.readline(limit + 1):
                yield line
                if len(line) > limit:
                    self._skip_line()
        except OSError as error:
            raise Refused(self.shown, _reason(error)) from error

    def _skip_line(self) -> None:
        while (rest := self._stream.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
            pass


@contextmanager
def open_input(path: str, stdin: BinaryIO | None = None) -> Iterator[Input]:
    """Open a plain file, or standard input for `-`, to read its bytes.

    Raises Refused for pipes, sockets and devices, which could block for ever, and for what the
    system doesn't let us read.
    """
    if path == STDIN:
        yield Input(stdin or sys.stdin.buffer, "standard input")
        return
    shown = shown_path(path)
    # Without O_NONBLOCK, opening a pipe waits for its writer.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        raise Refused(shown, _reason(error)) from error
    except ValueError as error:
        raise Refused(shown, "no file can have this name") from error
    with os.fdopen(handle, "rb") as stream:
        state = os.fstat(stream.fileno())
        for is_kind, words in _KINDS:
            if is_kind(state.st_mode):
                raise Refused(shown, f"{words}, no file", "Pipe it into standard input (-).")
        yield Input(stream, shown, state.st_size)


def too_large(shown: str) -> Refused:
    """The refusal of a document over the limit."""
    return Refused(shown, f"larger than {MAX_BYTES // 2**20} MiB", "Split it into several files.")


def _reason(error: OSError) -> str:
    """The system's reason alone; the file's name stands before it already."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "no right to read it"
    return os_words(OSError(error.errno, error.strerror))
