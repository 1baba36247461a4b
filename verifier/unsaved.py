"""Words that were typed and are not in the database yet, kept on disk until they are.

One small file a database, in the user's state directory, for the user's eyes alone. A thread
writes it whole after each change, so that a crash, a kill, a locked database or a full disk loses
nothing that was typed; several programs on one database share it.
"""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.errors import StoreError
from db.writer_lock import WriterLock
from verifier.errors import VerifierError, describe
from verifier.whole_file import written_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

Key = tuple[int, str]
"""A claim's id, and what is written about it: `reason`, `note` or `evidence`."""
Fields = dict[str, str]
LARGEST = 4_000_000
"""Bytes beyond which a file is none of ours."""
PATIENCE = 1.0
"""Seconds that opening waits for the file, and the end for the last words to be written."""


def file_of(database: Path) -> Path:
    """Where the words for a database lie, whether or not there are any."""
    import platformdirs  # noqa: PLC0415 - after the first paint

    folder = Path(platformdirs.user_state_dir("verifier", appauthor=False)) / "unsaved"
    name = hashlib.sha256(str(database.resolve()).encode(errors="surrogateescape")).hexdigest()
    return folder / f"{name[:32]}.json"


class Unsaved:
    """The words of one database, by claim and kind, in memory and on disk.

    document is the name of a claim's document: words are offered only where it is still the same,
    since a file at the same path may be another database by now.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._words: dict[Key, tuple[str, Fields]] = {}
        self._pending: dict[Key, tuple[str, Fields] | None] = {}
        self._wake = threading.Condition()
        self._read = threading.Event()
        self._closing = False
        self._writing = False
        self._thread: threading.Thread | None = None
        self.problem: str | None = None

    def start(self) -> None:
        """Read the file and keep it, in a thread of its own. Safe to call twice."""
        if self._thread is not None:
            return
        self._thread = threading.Thread(target=self._run, name="unsaved", daemon=True)
        self._thread.start()

    def get(self, key: Key, document: str) -> Fields:
        """The words kept for a claim; empty without any."""
        self._read.wait(PATIENCE if self._thread is not None else 0)
        with self._wake:
            name, fields = self._words.get(key, ("", {}))
            return dict(fields) if name == document else {}

    def put(self, key: Key, document: str, fields: Fields) -> None:
        """Keep words; empty fields drop what was kept."""
        if not fields:
            self.drop(key)
            return
        with self._wake:
            if self._words.get(key) != (document, fields):
                self._words[key] = self._pending[key] = (document, dict(fields))
                self._wake.notify()

    def drop(self, key: Key) -> None:
        """Forget words: they are in the database now, or nobody wants them."""
        with self._wake:
            if self._words.pop(key, None) is not None:
                self._pending[key] = None
                self._wake.notify()

    def keys(self) -> list[Key]:
        """Every claim and kind that words are kept for, in order."""
        self._read.wait(PATIENCE if self._thread is not None else 0)
        with self._wake:
            return sorted(self._words)

    @property
    def busy(self) -> bool:
        """Whether the file is not yet what is kept."""
        with self._wake:
            alive = self._thread is not None and self._thread.is_alive()
            return alive and (bool(self._pending) or self._writing or not self._read.is_set())

    def close(self) -> None:
        """Write what is left and end the thread."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    def _run(self) -> None:
        file = file_of(self._database)
        with self._wake:
            self._words = {**_read(file, self._database), **self._words}
        self._read.set()
        while True:
            with self._wake:
                self._writing = False
                while not self._pending and not self._closing:
                    self._wake.wait()
                if not self._pending:
                    return
                changes, self._pending, self._writing = self._pending, {}, True
            self.problem = _write(file, self._database, changes)


def _read(file: Path, database: Path) -> dict[Key, tuple[str, Fields]]:
    """The words in a file; none where it is not there, or is none of ours."""
    try:
        if file.stat().st_size > LARGEST:
            return {}
        rows = json.loads(file.read_bytes())
        if rows["database"] != str(database.resolve()):
            return {}
        return {
            (int(row["claim"]), str(row["about"])): (str(row["document"]), _fields(row["fields"]))
            for row in rows["words"]
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _fields(value: dict[str, Any]) -> Fields:
    return {str(name): str(text) for name, text in value.items()}


def _write(file: Path, database: Path, changes: dict[Key, tuple[str, Fields] | None]) -> str | None:
    """Bring the file up to date with changes, beside what other programs keep; what went wrong."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with WriterLock(file, PATIENCE):
            kept = _read(file, database)
            for key, value in changes.items():
                kept.pop(key, None)
                if value is not None:
                    kept[key] = value
            if not kept:
                file.unlink(missing_ok=True)
                return None
            file.touch(mode=0o600)
            with written_whole(file) as stream:
                stream.write(_as_json(database, kept.items()))
    except (OSError, StoreError, VerifierError) as error:
        return describe(error)[0]
    return None


def _as_json(database: Path, kept: Iterable[tuple[Key, tuple[str, Fields]]]) -> bytes:
    words = [
        {"claim": claim_id, "about": about, "document": document, "fields": fields}
        for (claim_id, about), (document, fields) in kept
    ]
    return json.dumps({"database": str(database.resolve()), "words": words}).encode()
