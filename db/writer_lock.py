"""One lock beside the database for writers, where the SQLite in use has the WAL-reset bug.

Versions 3.7.0 to 3.51.2 can corrupt a file when one connection commits while another checkpoints.
Every commit and every checkpoint of any process then happens under this lock.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from db.errors import DatabaseBusy

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class WriterLock:
    """An advisory lock on `<database>-writer`, entered by one thread; nested entries are free."""

    def __init__(self, database: Path, wait_seconds: float = 5.0) -> None:
        self._database = database
        self._path = database.with_name(database.name + "-writer")
        self._wait = wait_seconds
        self._handle: int | None = None
        self._depth = 0

    def __enter__(self) -> None:
        """Wait for the lock. Raises DatabaseBusy when others hold it for too long."""
        if self._depth == 0:
            self._handle = self._take()
        self._depth += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the lock."""
        self._depth -= 1
        if self._depth == 0 and self._handle is not None:
            _unlock(self._handle)
            os.close(self._handle)
            self._handle = None

    def _take(self) -> int:
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        deadline = time.monotonic() + self._wait
        while True:
            try:
                _try_lock(handle)
            except OSError:
                if time.monotonic() > deadline:
                    os.close(handle)
                    raise DatabaseBusy(
                        f"{self._database} is in use by another program; "
                        "nothing was changed, try again"
                    ) from None
                time.sleep(0.002)
            else:
                return handle
