"""Newer versions of a document: what they revise, what they take over, what they leave behind.

The earlier version stays as it is, with its claims, verdicts, evidence and history; it leaves the
lists. A claim of the newer version leads to the one whose place it took.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db import changes, events
from db.connection import plain_cursor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.connection import Connection
    from db.records import Event

CANDIDATES = 8
"""Stored documents, the newest first, that a new text is compared with."""


@dataclass(frozen=True, slots=True)
class Revision:
    """How a document follows another.

    earlier  by the index of a claim: the earlier claim's id, and whether its verdict is kept
    moved    indexes of kept claims whose surroundings changed: what was signed was another page
    loaded   whether both versions come from another desk, the newer one with all that it took over
    """

    document_id: int
    earlier: Mapping[int, tuple[int, bool]] = field(default_factory=dict)
    moved: frozenset[int] = frozenset()
    loaded: bool = False


def newer_of(conn: Connection, document_id: int) -> int | None:
    """The document that revises this one, None where there is none."""
    row = (
        plain_cursor(conn)
        .execute("SELECT id FROM documents WHERE revises = ?", (document_id,))
        .fetchone()
    )
    return None if row is None else int(row[0])


def likely(
    conn: Connection, name: str | None, title: str | None, canonical_url: str | None
) -> list[int]:
    """Ids of documents without a newer version that share the address, the name or the title.

    The newest first, at most CANDIDATES for each. Two different addresses are two documents.
    """
    found: dict[int, None] = {}
    for column, value in (("canonical_url", canonical_url), ("name", name), ("title", title)):
        if value is None:
            continue
        cursor = plain_cursor(conn).execute(
            f"SELECT id FROM documents d WHERE {column} = ?1 "
            "AND (?2 IS NULL OR canonical_url IS NULL OR canonical_url = ?2) "
            "AND NOT EXISTS (SELECT 1 FROM documents n WHERE n.revises = d.id) "
            f"ORDER BY id DESC LIMIT {CANDIDATES}",
            (value, canonical_url),
        )
        found.update(dict.fromkeys(row_id for (row_id,) in cursor))
    return list(found)


def supersede(conn: Connection, document_id: int) -> None:
    """Take the claims of a document out of the lists, as a newer version comes in."""
    assert conn.in_transaction, "a change belongs to a transaction"
    folds = (
        plain_cursor(conn)
        .execute(
            "SELECT DISTINCT fold FROM claims WHERE document_id = ? AND duplicate = 1",
            (document_id,),
        )
        .fetchall()
    )
    conn.execute(
        "UPDATE claims SET superseded = 1, duplicate = 0 WHERE document_id = ?", (document_id,)
    )
    changes.refresh_duplicates(conn, [fold for (fold,) in folds])


def chain(conn: Connection, claim_id: int) -> list[int]:
    """A claim and the earlier ones whose place it took in turn, itself first."""
    found = [claim_id]
    while True:
        row = (
            plain_cursor(conn)
            .execute("SELECT earlier FROM claims WHERE id = ?", (found[-1],))
            .fetchone()
        )
        if row is None or row[0] is None or row[0] in found:
            return found
        found.append(int(row[0]))


def _kept_by(conn: Connection, ids: Sequence[int]) -> dict[int, int]:
    """Of these claims those whose verdict a newer one keeps: its id, by theirs."""
    found: dict[int, int] = {}
    for start in range(0, len(ids), 500):
        some = list(ids[start : start + 500])
        marks = ", ".join("?" * len(some))
        found.update(
            plain_cursor(conn)
            .execute(
                f"SELECT earlier, id FROM claims WHERE kept = 1 AND earlier IN ({marks})", some
            )
            .fetchall()
        )
    return found


def history(conn: Connection, claim_id: int) -> list[Event]:
    """Everything that happened to a claim and to those whose place it took, oldest first.

    What was done to an earlier claim after the newer version had come in is its own.
    """
    found: dict[int, Event] = {}
    came_in = None
    for version in chain(conn, claim_id):
        own = [
            event
            for event in events.history(conn, version)
            if came_in is None or event.id < came_in
        ]
        found.update({event.id: event for event in own})
        came_in = min((event.id for event in own if event.claim_id is None), default=came_in)
    return [found[event_id] for event_id in sorted(found)]


def newest(conn: Connection, ids: Sequence[int]) -> dict[int, int]:
    """For each claim the newest one that its verdict was kept for; itself where there is none."""
    found = {claim_id: claim_id for claim_id in ids}
    wave = list(found)
    while wave:
        later = _kept_by(conn, wave)
        for claim_id, last in found.items():
            found[claim_id] = later.get(last, last)
        wave = list(later.values())
    return found
