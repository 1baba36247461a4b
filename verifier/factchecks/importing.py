"""Files of earlier fact-checks into the store, in batches that let others write in between."""

from __future__ import annotations

import hashlib
import io
import os
import time
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from db import factchecks
from db.connection import transaction
from verifier.errors import Refused, shown_path
from verifier.factchecks.files import rows
from verifier.factchecks.rows import Checker, Given
from verifier.readers.files import STDIN, open_input

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from db.connection import Connection

    Refuse = Callable[[Refused], None]

BATCH = 1000
"""Rows in one transaction: some 100 ms, so that a reviewer's mark never waits long."""

PAUSE = 0.002
"""Seconds between two of them: SQLite's lock is not fair, and a reviewer waits for it too."""


@dataclass(slots=True)
class Imported:
    """What an import of some files did. `refused` rows or files stayed out; `faults` went in."""

    counts: factchecks.Counts = field(default_factory=factchecks.Counts)
    files: int = 0
    refused: int = 0
    faults: int = 0
    seconds: float = 0.0


def import_file(
    conn: Connection,
    actor: str,
    path: str,
    refuse: Refuse,
    progress: Callable[[int, int], None] | None = None,
) -> Imported:
    """Add and update the fact-checks of one file; afterwards one event says what was done.

    A row that does not fit goes to refuse, and the rest goes in. progress gets the rows done and
    the bytes read. What is stored stays after an interruption; the same command carries on.
    """
    done = Imported()
    began = time.monotonic()
    name = shown_path(path) if path != STDIN else "standard input"

    def refused(error: Refused) -> None:
        done.refused += 1
        refuse(error)

    checker = Checker(os.path.basename(name), refuse)  # noqa: PTH119 - names are strings
    try:
        with open_input(path) as source:
            raw = Tapped(source.stream)
            stream = io.BufferedReader(raw, 1 << 16)
            found = _checked(rows(path, name, stream, refused), checker, refused)
            while batch := list(islice(found, BATCH)):
                with transaction(conn):
                    factchecks.put(conn, batch, done.counts)
                if progress:
                    progress(done.counts.rows, raw.taken)
                time.sleep(PAUSE)
            done.files = 1
            if done.counts.rows:
                with transaction(conn):
                    factchecks.imported(conn, actor, name, raw.sha256(), done.counts, done.refused)
    except Refused as error:
        refused(error)
    done.faults = checker.faults
    done.seconds = time.monotonic() - began
    return done


def _checked(
    given: Iterator[Given], checker: Checker, refuse: Refuse
) -> Iterator[tuple[str, factchecks.FactCheck]]:
    """The rows that can go in; where the file itself breaks off, what came before it goes in."""
    while True:
        try:
            row = next(given, None)
            if row is None:
                return
            checked = checker.checked(row)
        except Refused as error:
            refuse(error)
            continue
        yield checked


class Tapped(io.RawIOBase):
    """A stream of bytes that counts and hashes what is taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._digest = hashlib.sha256()
        self.taken = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer
        """Read what fits into the buffer."""
        chunk = self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._digest.update(chunk)
        self.taken += len(chunk)
        return len(chunk)

    def sha256(self) -> str:
        """The SHA-256 of what was taken so far, in hexadecimal."""
        return self._digest.hexdigest()
