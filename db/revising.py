"""Storing a newer version of a document: its claims take over what still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db import claims, documents, rows, versions
from db.connection import transaction
from db.errors import BadValue
from db.versions import Revision

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claims.model import Claim, Document
    from db.connection import Connection
    from db.records import StoredClaim, StoredDocument


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

    compare is asked, inside the transaction, what becomes of the earlier version's claims. None
    means that the text is stored already. Raises NoSuchDocument, and BadValue where the other
    document has a newer version.
    """
    with transaction(conn):
        before = documents.get(conn, revises)
        newer = versions.newer_of(conn, revises)
        if newer is not None:
            raise BadValue(f"document {revises} has a newer version, document {newer}: revise that")
        old = {row.id: row for row in claims.of_document(conn, revises)}
        following = compare(before, list(old.values()))
        links: dict[int, tuple[int, bool]] = {}
        marks: dict[int, dict[str, Any]] = {}
        for index, one in enumerate(following):
            if one.earlier is not None:
                links[index] = (one.earlier, one.kept)
                if one.kept:
                    marks[index] = _marks(old[one.earlier], one)
        moved = frozenset(index for index, one in enumerate(following) if one.moved)
        return documents.store(
            conn,
            document,
            [one.claim for one in following],
            actor,
            canonical_url=canonical_url,
            marks=marks,
            revision=Revision(revises, links, moved),
        )


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
