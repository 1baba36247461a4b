"""`verifier migrate`: a database of an older version, brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.cli.base import command
from verifier.cli.options import database_of, db_option
from verifier.cli.output import narrate

if TYPE_CHECKING:
    from pathlib import Path

_AT_ONCE = 10_000


@command("migrate", examples=("verifier migrate", "verifier migrate --db desk.db"))
@db_option
def migrate(database: Path | None) -> None:
    """Bring an older database up to date.

    A backup is made beside it first. Writing commands and the review screen do the same by
    themselves. Look-alikes of the claims that were there are found here at once, elsewhere bit by
    bit.
    """
    from db.connection import SCHEMA_VERSION  # noqa: PLC0415 - help needs no store
    from db.opening import migrate as bring_up_to_date  # noqa: PLC0415 - the same

    path = database_of(database)
    before = bring_up_to_date(path)
    _compare(path)
    if before == SCHEMA_VERSION:
        narrate("Nothing to do: the database is up to date.")
    else:
        narrate(f"Migrated from version {before} to {SCHEMA_VERSION}; a backup lies beside it.")


def _compare(path: Path) -> None:
    """Compare the claims that wait for it, all of them."""
    from verifier.desk import Desk  # noqa: PLC0415 - help needs none

    with Desk.open(path) as desk:
        if not desk.lookalikes_waiting():
            return
        narrate("Looking for look-alikes among the claims.")
        done = 0
        while compared := desk.compare_lookalikes(limit=_AT_ONCE):
            done += compared
    narrate(f"Compared {done:,} {'claim' if done == 1 else 'claims'}.")
