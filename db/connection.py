"""The one place that opens a database file, and the one that picks the SQLite library.

`pysqlite3` where it is installed (it brings a SQLite free of the WAL-reset bug), else the
standard library's module; never both in one process, because each drops the other's locks.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.errors import (
    DamagedDatabase,
    DatabaseBusy,
    DiskFailed,
    DiskFull,
    Interrupted,
    LostDatabase,
    NeedsMigration,
    NewerDatabase,
    NoDatabase,
    NotADatabase,
    ReadOnlyDatabase,
    StoreError,
)
from db.writer_lock import WriterLock

if TYPE_CHECKING:
    import sqlite3 as sqlite
    from collections.abc import Iterator
else:
    try:
        from pysqlite3 import dbapi2 as sqlite
    except ImportError:
        import sqlite3 as sqlite

SqliteError = sqlite.Error
"""What the library in use raises; the standard library's class is another one."""

Row = sqlite.Row

APPLICATION_ID = 0x56455249
"""Marks the file as ours (`VERI`), so that other programs' databases are left alone."""

SCHEMA_VERSION = 11
"""How many migrations a file of this version of the program has seen."""

BUSY_MS = 5000
_LOOK = 0.0003
_FIRST_SOUND = (3, 51, 3)


class Connection(sqlite.Connection):
    """A connection that knows its file, and closes under the writers' lock where there is one."""

    path: Path
    writer_lock: WriterLock | None = None
    patience: float = BUSY_MS / 1000
    """Seconds that a transaction waits for other writers."""
    identity: tuple[int, int] | None = None
    """Device and number of the file that was opened, to notice that another took its place."""
    remembered: tuple[Any, list[int]] | None = None
    """The last query's first hits, for `db.hits`."""

    def close(self) -> None:
        """Close; the last writer's close moves the log into the file, so it counts as a write."""
        with self.writer_lock or nullcontext():
            super().close()


def library_version() -> tuple[int, ...]:
    """The version of the SQLite in use."""
    return tuple(sqlite.sqlite_version_info)


def library_is_sound() -> bool:
    """Whether the SQLite in use is free of the WAL-reset bug (3.7.0 to 3.51.2)."""
    return library_version() >= _FIRST_SOUND


def connect_read(path: Path | str, *, any_thread: bool = False) -> Connection:
    """Open an existing database for reading; nothing is created, nothing is changed.

    any_thread lets a worker thread use the connection (one thread at a time).
    Raises NoDatabase, NotADatabase, NewerDatabase or NeedsMigration.
    """
    path = Path(path)
    if not _has_content(path):
        raise NoDatabase(f"no database at {path}; start with verifier ingest")
    conn = open_file(path, "ro", any_thread=any_thread)
    with closing_on_error(conn, path):
        version = _identify(conn, path)
        if version == 0:
            raise NoDatabase(f"no database at {path}; start with verifier ingest")
        if version < SCHEMA_VERSION:
            raise NeedsMigration(
                f"{path} is of an older version ({version}, now {SCHEMA_VERSION}); "
                "bring it up to date with verifier migrate"
            )
        _pragmas(conn)
        conn.identity = _identity(path)
    return conn


def open_to_write(
    path: Path | str, create: bool = False, *, any_thread: bool = False
) -> tuple[Connection, int]:
    """Open a database for reading and writing, and tell how many migrations it has seen.

    create makes the file, and the folders above it, where there is none; else NoDatabase.
    Raises NotADatabase, NewerDatabase, ReadOnlyDatabase or DatabaseBusy.
    """
    path = Path(path)
    if not _has_content(path):
        if not create:
            raise NoDatabase(f"no database at {path}; start with verifier ingest")
        _make_folder(path.parent)
    conn = open_file(path, "rwc" if create else "rw", any_thread=any_thread)
    with closing_on_error(conn, path):
        if not library_is_sound():
            conn.writer_lock = WriterLock(path)
        version = _identify(conn, path)
        if conn.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            conn.execute("PRAGMA journal_mode=WAL")
        _pragmas(conn)
        conn.execute("PRAGMA synchronous=FULL")
        conn.execute("PRAGMA fullfsync=ON")
        conn.identity = _identity(path)
    return conn, version


def file_version(path: Path | str) -> int:
    """How many migrations the file has seen; the file is left as it is.

    Raises NoDatabase, NotADatabase or NewerDatabase.
    """
    path = Path(path)
    if not _has_content(path):
        raise NoDatabase(f"no database at {path}; start with verifier ingest")
    conn = open_file(path, "ro")
    with closing_on_error(conn, path):
        version = _identify(conn, path)
    conn.close()
    return version


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one; a trigger with its body is one."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite.complete_statement(statement):
            yield statement.strip()
            statement = ""


@contextmanager
def transaction(conn: Connection) -> Iterator[Connection]:
    """One transaction: `BEGIN IMMEDIATE` before the first read, COMMIT, or ROLLBACK on any error.

    Inside another one it is a savepoint. Library errors leave as StoreErrors.
    """
    if conn.in_transaction:
        conn.execute("SAVEPOINT nested")
        try:
            yield conn
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK TO nested")
                conn.execute("RELEASE nested")
            raise
        conn.execute("RELEASE nested")
        return
    with conn.writer_lock or nullcontext(), named_errors(conn.path):
        _begin(conn)
        try:
            check_there(conn)
            yield conn
            conn.execute("COMMIT")
        except BaseException:
            _roll_back(conn)
            raise


def check_there(conn: Connection) -> None:
    """Raise LostDatabase where the file that was opened does not stand in its place any more.

    SQLite would go on in the deleted file, and all of it would be gone with the program's end.
    """
    if conn.identity is not None and _identity(conn.path) != conn.identity:
        raise LostDatabase(
            f"{conn.path} was moved, deleted or replaced while it was open, and nothing can be "
            "saved; put it back, or open what is there now"
        )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _begin(conn: Connection) -> None:
    """Take the write lock, asking often.

    SQLite's own wait sleeps up to a tenth of a second between two looks, and so hardly ever meets
    the moment in which a program that writes without end lets go: a mark took seconds beside it.
    """
    try:
        conn.execute("PRAGMA busy_timeout=0")
        deadline = time.monotonic() + conn.patience
        while True:
            try:
                conn.execute("BEGIN IMMEDIATE")
            except sqlite.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(_LOOK)
            else:
                return
    finally:
        conn.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def _roll_back(conn: Connection) -> None:
    # A full disk has SQLite roll back by itself.
    if conn.in_transaction:
        conn.execute("ROLLBACK")


@contextmanager
def snapshot(conn: Connection) -> Iterator[Connection]:
    """Several reads of one state of the file, whatever others write meanwhile."""
    with named_errors(conn.path):
        if conn.in_transaction:
            yield conn
            return
        conn.execute("BEGIN")
        try:
            yield conn
        finally:
            conn.execute("ROLLBACK")


@contextmanager
def named_errors(path: Path | str) -> Iterator[None]:
    """Turn the library's errors into StoreErrors with a line for people."""
    try:
        yield
    except SqliteError as error:
        raise named(error, path) from error


def named(error: sqlite.Error, path: Path | str) -> StoreError:
    """The StoreError for an error of the library."""
    words = str(error)
    if "locked" in words:
        return DatabaseBusy(f"{path} is in use by another program; nothing was changed, try again")
    if "readonly" in words or "unable to open" in words:
        return ReadOnlyDatabase(f"{path} can't be opened for writing; look at its permissions")
    if "is full" in words:
        return DiskFull(f"the disk of {path} is full; nothing was changed")
    if "not a database" in words:
        return NotADatabase(f"{path} is not a Verifier database")
    if "disk I/O" in words:
        return DiskFailed(
            f"the system can't read or write {path} ({words}); nothing was changed; look at the "
            "disk and at the limit on file sizes"
        )
    if "malformed" in words:
        return DamagedDatabase(f"{path} is damaged ({words}); restore a backup")
    if "interrupted" in words:
        return Interrupted("stopped")
    return StoreError(f"{path}: {words}")


def plain_cursor(conn: Connection) -> sqlite.Cursor:
    """A cursor that gives plain tuples, for the paths where rows come by the thousand."""
    cursor = conn.cursor()
    cursor.row_factory = None
    return cursor


def _has_content(path: Path) -> bool:
    try:
        return path.is_dir() or path.stat().st_size > 0
    except (OSError, ValueError):
        return False


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReadOnlyDatabase(f"can't make the folder {folder}: {error.strerror}") from error


def open_file(path: Path, mode: str, *, any_thread: bool = False) -> Connection:
    """Open a file as it is, without a look at what it holds: `ro`, `rw` or `rwc`."""
    if path.is_dir():
        raise NotADatabase(f"{path} is a folder, not a database")
    options: dict[str, Any] = {
        "uri": True,
        "isolation_level": None,
        "timeout": BUSY_MS / 1000,
        "factory": Connection,
        "check_same_thread": not any_thread,
    }
    address = path.absolute().as_uri()
    with named_errors(path):
        conn = sqlite.connect(f"{address}?mode={mode}", **options)
        if mode == "ro" and not _can_read(conn):
            # A folder that can't be written has no room for the log's index; without a log the
            # file is complete by itself.
            conn.close()
            if _has_content(path.with_name(path.name + "-wal")):
                raise ReadOnlyDatabase(
                    f"the folder of {path} can't be written, which reading needs"
                )
            conn = sqlite.connect(f"{address}?mode=ro&immutable=1", **options)
    assert isinstance(conn, Connection)
    conn.path = path
    conn.row_factory = sqlite.Row
    return conn


def _can_read(conn: sqlite.Connection) -> bool:
    try:
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite.OperationalError as error:
        return not any(words in str(error) for words in ("unable to open", "readonly"))
    except sqlite.DatabaseError:
        return True
    return True


@contextmanager
def closing_on_error(conn: Connection, path: Path) -> Iterator[None]:
    """Close a connection that is still being opened where an error is raised, and name the error."""
    try:
        with named_errors(path):
            yield
    except BaseException:
        conn.close()
        raise


def _identify(conn: Connection, path: Path) -> int:
    """The file's version, 0 for a database without a table. Raises for a foreign or newer one."""
    ours = conn.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    version = int(conn.execute("PRAGMA user_version").fetchone()[0])
    if not ours:
        if conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] or version:
            raise NotADatabase(f"{path} is a database of another program, not of Verifier")
        return 0
    if version > SCHEMA_VERSION:
        raise NewerDatabase(
            f"{path} was written by a newer version ({version}, this one knows {SCHEMA_VERSION}); "
            "update Verifier"
        )
    return version


def _pragmas(conn: Connection) -> None:
    for setting in (
        "foreign_keys=ON",
        "cell_size_check=ON",
        "mmap_size=0",
        "temp_store=MEMORY",
        "cache_size=-65536",
    ):
        conn.execute(f"PRAGMA {setting}")
    if library_is_sound():
        # Older libraries hold FTS5 itself for unsafe in the triggers that keep our indexes.
        conn.execute("PRAGMA trusted_schema=OFF")
