"""Append-only migrations, each recorded in the file; a backup stands beside it before one runs.

This is the only module of the store's daily path that loads sqlite_utils, and only when a
migration is due.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from db import (
    schema,
    schema_acts,
    schema_desk,
    schema_lookalikes,
    schema_priority,
    schema_versions,
)
from db.connection import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    statements,
    transaction,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    from db.connection import Connection


class _Step(Protocol):
    __name__: str

    def __call__(self, db: Database, /) -> None: ...


def m001_tables(db: Database) -> None:
    """Documents, claims, attributions, sources, evidence, events and fact-checks."""
    _run(db, schema.TABLES)


def m002_search(db: Database) -> None:
    """The full-text indexes and the triggers that keep them."""
    _run(db, schema.SEARCH)


def m003_orders(db: Database) -> None:
    """An index for each order of the lists, and counters for the facets."""
    _run(db, schema.ORDERS)


def m004_factchecks(db: Database) -> None:
    """A key for each earlier fact-check beside the id it came with, and its word index."""
    _run(db, schema.FACTCHECKS)


def m005_anchors(db: Database) -> None:
    """Where the pages or paragraphs of a document's file begin in its text."""
    _run(db, schema.ANCHORS)


def m006_worth_parts(db: Database) -> None:
    """The shares that a claim's check-worthiness is made of."""
    _run(db, schema.WORTH_PARTS)


def m007_versions(db: Database) -> None:
    """Newer versions of documents: what they revise, and which claims they took over."""
    _run(db, schema_versions.VERSIONS)


def m008_acts(db: Database) -> None:
    """Sign-off, second readings, replies and embargoes; what may be said of a protected reference."""
    _run(db, schema_acts.ACTS)


def m009_desk(db: Database) -> None:
    """The kind of a reference; claims that were split or merged, and what took their place."""
    _run(db, schema_desk.DESK)


def m010_priority(db: Database) -> None:
    """The priority of a claim, and an index for its order."""
    _run(db, schema_priority.PRIORITY)


def m011_lookalikes(db: Database) -> None:
    """Look-alikes: what finds them, and which wordings are alike; what is there waits for it."""
    _run(db, schema_lookalikes.LOOKALIKES)


STEPS: tuple[_Step, ...] = (
    m001_tables,
    m002_search,
    m003_orders,
    m004_factchecks,
    m005_anchors,
    m006_worth_parts,
    m007_versions,
    m008_acts,
    m009_desk,
    m010_priority,
    m011_lookalikes,
)
"""Every migration there ever was, oldest first. Never edit one, only append."""

assert len(STEPS) == SCHEMA_VERSION


def version(conn: Connection) -> int:
    """How many migrations the open file has seen."""
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


def bring_up_to_date(conn: Connection, found: int, upto: int = SCHEMA_VERSION) -> Path | None:
    """Run the migrations from `found` on, in one transaction, and give the backup's path.

    Nothing is backed up where the file is new (found 0).
    """
    backup = None
    if found:
        from db.backup import copy  # noqa: PLC0415 (needed here alone)

        backup = _free_name(conn.path, found)
        copy(conn, backup)
    with transaction(conn):
        if version(conn) != found:  # another process was quicker
            return backup
        from sqlite_utils import Database  # noqa: PLC0415 (slow to load)

        db = Database(conn, recursive_triggers=False, execute_plugins=False)
        steps = _recorded(STEPS[:upto])
        steps.apply(db)
        conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version={upto}")
    return backup


def _recorded(steps: tuple[_Step, ...]) -> Migrations:
    from sqlite_utils.migrations import Migrations  # noqa: PLC0415 (slow to load)

    recorded = Migrations("verifier")
    for step in steps:
        recorded()(step)
    return recorded


def _free_name(path: Path, found: int) -> Path:
    candidate = path.with_name(f"{path.name}.version-{found}.backup")
    number = 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.name}.version-{found}.backup-{number}")
    return candidate


def _run(db: Database, script: str) -> None:
    """Run statements one by one: `executescript` would commit the transaction around them."""
    for statement in statements(script):
        db.conn.execute(statement)
