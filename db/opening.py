"""Opening a database to write: made where there is none, brought up to date where it is older."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.connection import SCHEMA_VERSION, closing_on_error, file_version, open_to_write

if TYPE_CHECKING:
    from pathlib import Path

    from db.connection import Connection


def connect_write(
    path: Path | str, create: bool = False, *, any_thread: bool = False
) -> Connection:
    """Open a database for reading and writing, migrated to this version.

    create makes the file, and the folders above it, where there is none; else NoDatabase.
    Raises NotADatabase, NewerDatabase, ReadOnlyDatabase or DatabaseBusy.
    """
    conn, version = open_to_write(path, create, any_thread=any_thread)
    if version < SCHEMA_VERSION:
        from db.migrations import bring_up_to_date  # noqa: PLC0415 (loads sqlite_utils)

        with closing_on_error(conn, conn.path):
            bring_up_to_date(conn, version)
    return conn


def migrate(path: Path | str) -> int:
    """Bring a file up to date and give the version it had before."""
    before = file_version(path)
    connect_write(path).close()
    return before
