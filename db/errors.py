"""What the store refuses, by name. Each message names the thing and, where there is one, the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.records import Event


class StoreError(Exception):
    """Something the store can't do. `str()` is one line for people."""


class NoDatabase(StoreError):
    """There is no database at the path, or a file of no bytes."""


class NotADatabase(StoreError):
    """The file is no SQLite database, or one of another program."""


class NewerDatabase(StoreError):
    """The file was written by a newer version of the program."""


class NeedsMigration(StoreError):
    """The file is of an older version; reading commands leave it as it is."""


class DatabaseBusy(StoreError):
    """Another program holds the file's lock for longer than we wait."""


class NoSuchClaim(StoreError):
    """No claim has this id."""


class NoSuchDocument(StoreError):
    """No document has this id or name."""


class BadValue(StoreError):
    """A value outside what the column holds: an unknown status, a span outside the text."""


class NothingToUndo(StoreError):
    """The reviewer has no action left to take back, or none taken back to do again."""


class UndoConflict(StoreError):
    """The claim has changed since the action that was to be taken back."""


class Conflict(StoreError):
    """A colleague changed the claim after it was last seen; events are theirs, oldest first."""

    def __init__(self, message: str, events: tuple[Event, ...]) -> None:
        super().__init__(message)
        self.events = events


class BadQuery(StoreError):
    """A search query that makes no sense.

    position is the code point in the query at which it stops making sense.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class ReadOnlyDatabase(StoreError):
    """The file, or the folder it lies in, can't be written."""


class DiskFull(StoreError):
    """No room is left for the change; nothing of it was kept."""


class LostDatabase(StoreError):
    """The file was moved, deleted or replaced while it was open; what is written would be lost."""


class DamagedDatabase(StoreError):
    """SQLite finds the file malformed."""


class DiskFailed(StoreError):
    """The system refuses to read or write the file: a failing disk, or a limit on file sizes."""


class Interrupted(StoreError):
    """The query was stopped by `Connection.interrupt()`."""


class BackupFailed(StoreError):
    """The copy that was made does not hold what the database holds; it was thrown away."""
