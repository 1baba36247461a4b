"""Copies of a database that are checked before they count.

Made with SQLite's own backup, never as a copy of the file: that would lack what stands in the log
beside it.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from db.connection import named_errors, open_file, plain_cursor, snapshot
from db.errors import BackupFailed, ReadOnlyDatabase

if TYPE_CHECKING:
    from db.connection import Connection


def backup(conn: Connection, to: Path | str) -> Path:
    """Copy the open database to a file that takes the place of what stood there; give its path.

    The copy is opened, its pages are checked, its rows counted against the original's and its log
    verified before it gets its name. Raises BackupFailed or ReadOnlyDatabase and leaves what stood
    at `to` as it was.
    """
    return _copy(conn, Path(to), with_log=True)


def copy(conn: Connection, to: Path) -> Path:
    """The same without the log, for a file of an older version, before it is migrated."""
    return _copy(conn, to, with_log=False)


def _copy(conn: Connection, to: Path, *, with_log: bool) -> Path:
    if to.is_dir():
        raise ReadOnlyDatabase(f"{to} is a folder: name a file for the backup")
    if to.exists() and conn.path.exists() and to.samefile(conn.path):
        raise ReadOnlyDatabase(f"{to} is the database itself: name another file for the backup")
    partial = to.with_name(f"{to.name}.{os.getpid()}.partial")
    try:
        counts = _write(conn, partial)
        problem = _problem(partial, counts, with_log=with_log)
        if problem is not None:
            raise BackupFailed(f"the backup {to} was not sound and was thrown away: {problem}")
        partial.replace(to)
        _sync(to.parent)
    except OSError as error:
        raise ReadOnlyDatabase(f"can't write the backup {to}: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
    return to


def _write(conn: Connection, partial: Path) -> dict[str, int]:
    """Copy the pages, as a file that needs no log beside it, to the disk; give the rows by table."""
    partial.touch(exist_ok=False)
    with snapshot(conn):
        with closing(open_file(partial, "rw")) as made:
            conn.backup(made)
            made.execute("PRAGMA journal_mode=DELETE")
        counts = _counts(conn)
    _sync(partial)
    return counts


def _counts(conn: Connection) -> dict[str, int]:
    cursor = plain_cursor(conn)
    tables = "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
    names = [name for (name,) in cursor.execute(tables).fetchall()]
    return {name: cursor.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _problem(partial: Path, counts: dict[str, int], *, with_log: bool) -> str | None:
    """What is wrong with a copy, None where it holds what the original held."""
    with named_errors(partial), closing(open_file(partial, "ro")) as made:
        words = str(plain_cursor(made).execute("PRAGMA integrity_check(1)").fetchone()[0])
        if words != "ok":
            return words
        lost = [table for table, rows in counts.items() if _counts(made).get(table) != rows]
        if lost:
            return f"rows are missing from {', '.join(lost)}"
        if with_log:
            from db.verify import verify  # noqa: PLC0415 (needed here alone)

            return verify(made).problem
    return None
