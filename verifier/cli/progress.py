"""Progress on a terminal: how fast, and how much time is left, after the first second."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from verifier.readers import STDIN, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

    from verifier.errors import Refused

FIRST = 1.0
EVERY = 0.25


class Progress:
    """One line on standard error that is written over, and gone at the end.

    Nothing is written where standard error is no terminal, or quiet is asked for.
    """

    def __init__(
        self,
        unit: str,
        *,
        quiet: bool = False,
        clock: Callable[[], float] = time.monotonic,
        stream: TextIO | None = None,
    ) -> None:
        self._stream = stream or sys.stderr
        self._unit = unit
        self._clock = clock
        self._on = not quiet and self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._began = clock()
        self._next = self._began + FIRST
        self._shown = False
        self._done = 0
        self._words = 0
        self._files = 0
        self._begun = 0
        self._bytes = 0
        self._read = 0

    def each(self, paths: Iterable[str], refuse: Callable[[Refused], None]) -> Iterator[str]:
        """Pass the inputs through, folders as their files, and count how many are begun."""
        if not self._on:
            yield from paths
            return
        listed = list(expand(paths, refuse))
        self._files = len(listed)
        self._bytes = sum(map(_size, listed))
        for path in listed:
            self._begun += 1
            yield path

    def step(self, text: str) -> None:
        """One more is done; text is what was worked through."""
        self._done += 1
        if not self._on:
            return
        self._words += text.count(" ") + 1
        self._read += len(text)
        now = self._clock()
        if now >= self._next:
            self._next = now + EVERY
            self._show(self.line(now))

    def line(self, now: float) -> str:
        """Say how far the work is: number, rate, remaining time where it can be told."""
        seconds = max(now - self._began, 0.001)
        parts = [f"{self._done:,} {self._unit}", f"{self._words / seconds:,.0f} words/s"]
        share = self._share()
        if share:
            parts.append(f"{duration(seconds * (1 - share) / share)} left")
        return ", ".join(parts)

    def _share(self) -> float:
        """How much is done, 0 where it can't be told: by files, of one file by its bytes."""
        if self._files > 1:
            return max(self._begun - 1, 0) / self._files
        return min(self._read / self._bytes, 1.0) if self._bytes else 0.0

    def clear(self) -> None:
        """Take the line away before other words are written."""
        if self._shown:
            self._show("")
            self._shown = False

    def _show(self, line: str) -> None:
        self._stream.write(f"\r\x1b[K{line}")
        self._stream.flush()
        self._shown = True


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size if path != STDIN else 0  # noqa: PTH116 - names are strings
    except (OSError, ValueError):
        return 0


def bar(share: float, width: int = 20) -> str:
    """How much of the whole is done, 0 to 1, drawn with signs that every terminal has."""
    done = round(min(max(share, 0.0), 1.0) * width)
    return f"[{'#' * done}{'-' * (width - done)}]"


def duration(seconds: float) -> str:
    """Say how long something takes, in the unit that fits."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
