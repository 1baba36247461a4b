"""`verifier migrate`: a database of an older version, brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.cli.base import command
from verifier.cli.options import database_of, db_option
from verifier.cli.output import narrate

if TYPE_CHECKING:
    from pathlib import Path


@command("migrate", examples=("verifier migrate", "verifier migrate --db desk.db"))
@db_option
def migrate(database: Path | None) -> None:
    """Bring an older database up to date.

    A backup is made beside it first. Writing commands and the review screen do the same by
    themselves.
    """
    from db.connection import SCHEMA_VERSION  # noqa: PLC0415 - help needs no store
    from db.migrations import migrate as bring_up_to_date  # noqa: PLC0415 - the same

    before = bring_up_to_date(database_of(database))
    if before == SCHEMA_VERSION:
        narrate("Nothing to do: the database is up to date.")
    else:
        narrate(f"Migrated from version {before} to {SCHEMA_VERSION}; a backup lies beside it.")
