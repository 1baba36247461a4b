"""Storing a newer version of a document: its claims take over what still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db import claims, documents, events, rows, versions
from db.connection import snapshot, transaction
from db.errors import BadValue
from db.incoming import prepared
from db.versions import Revision

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claims.model import Claim, Document
    from db.connection import Connection
    from db.incoming import Incoming
    from db.records import StoredClaim, StoredDocument


_TRIES = 3
"""How often a comparison is begun again because a colleague was at the same document."""


@dataclass(frozen=True, slots=True)
class Following:
    """One claim of a newer version.

    machine  what the extraction read there, None where a reviewer's addition was taken over
    earlier  the id of the claim whose place it takes, None for a new one
    kept     whether that one's verdict, corrections and evidence are taken over
    moved    whether the text around it changed
    """

    claim: Claim
    machine: Claim | None
    earlier: int | None = None
    kept: bool = False
    moved: bool = False


def store(
    conn: Connection,
    document: Document,
    revises: int,
    compare: Callable[[StoredDocument, Sequence[StoredClaim]], Sequence[Following]],
    actor: str,
    *,
    canonical_url: str | None = None,
) -> int | None:
    """Store a document as the newer version of another, in one transaction; give its id.

    compare is asked what becomes of the earlier version's claims: before the lock is taken, and
    again where a colleague changed that version meanwhile; the last time under the lock. None means
    that the text is stored already. Raises NoSuchDocument, and BadValue where the other document
    has a newer version.
    """

    def ready() -> Incoming:
        before = documents.get(conn, revises)
        _refuse_revised(conn, revises)
        old = claims.of_document(conn, revises)
        return _followed(document, revises, old, compare(before, old), canonical_url)

    for _ in range(_TRIES):
        with snapshot(conn):
            seen, _ = events.head(conn)
            found = ready()
        with transaction(conn):
            if not _changed_since(conn, revises, seen):
                return documents.put(conn, found, actor, "ingest")
    with transaction(conn):
        return documents.put(conn, ready(), actor, "ingest")


def _followed(
    document: Document,
    revises: int,
    old: Sequence[StoredClaim],
    following: Sequence[Following],
    canonical_url: str | None,
) -> Incoming:
    """Lay the newer version out, with what its claims take over."""
    by_id = {row.id: row for row in old}
    links: dict[int, tuple[int, bool]] = {}
    marks: dict[int, dict[str, Any]] = {}
    for index, one in enumerate(following):
        if one.earlier is not None:
            links[index] = (one.earlier, one.kept)
            if one.kept:
                marks[index] = _marks(by_id[one.earlier], one)
    moved = frozenset(index for index, one in enumerate(following) if one.moved)
    return prepared(
        document,
        [one.claim for one in following],
        canonical_url=canonical_url,
        marks=marks,
        revision=Revision(revises, links, moved),
    )


def _refuse_revised(conn: Connection, document_id: int) -> None:
    newer = versions.newer_of(conn, document_id)
    if newer is not None:
        raise BadValue(f"document {document_id} has a newer version, document {newer}: revise that")


def _changed_since(conn: Connection, document_id: int, event_id: int) -> bool:
    """Whether anything was done to a document or its claims after an event."""
    row = conn.execute(
        "SELECT 1 FROM events WHERE id > ?1 AND (document_id = ?2 OR claim_id IN "
        "(SELECT id FROM claims WHERE document_id = ?2)) LIMIT 1",
        (event_id, document_id),
    ).fetchone()
    return row is not None or versions.newer_of(conn, document_id) is not None


def _marks(old: StoredClaim, one: Following) -> dict[str, Any]:
    """What a kept claim takes over: the verdict, and the machine's values beside a correction."""
    marks: dict[str, Any] = {
        "status": old.status.value,
        "reason": old.reason,
        "note": old.note,
        "quote_check": old.quote_check.value,
        "reviewer": old.reviewer,
        "changed": old.changed,
    }
    if one.machine is None:
        marks["machine_strength"] = None
    elif one.machine != one.claim:
        marks["machine_strength"] = one.machine.strength.value
        marks["machine"] = rows.plain_values(one.machine)
    return marks
