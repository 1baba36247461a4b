"""Embargoes: what must not go out before its time, a whole document or one claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db import act_rows, changes, events
from db.checks import checked_actor, checked_moment, needed
from db.connection import transaction
from db.documents import get as get_document
from db.errors import BadValue
from db.records import Embargo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.connection import Connection

SET, LIFTED = "embargo", "embargo-lifted"
"""Kinds of events."""

_SELECT = f"SELECT {', '.join(act_rows.TABLES['embargo'][1])} FROM embargoes"


def put(
    conn: Connection,
    *,
    claim_id: int | None = None,
    document_id: int | None = None,
    until: str,
    reason: str,
    actor: str,
) -> Embargo:
    """Hold a claim, or a document with all its claims, back until a moment (UTC, ISO 8601).

    Raises NoSuchClaim, NoSuchDocument, and BadValue for no reason or no moment, or for both or
    neither of the two.
    """
    if (claim_id is None) == (document_id is None):
        raise BadValue("an embargo is on a claim or on a document")
    actor = checked_actor(actor)
    row = {
        "id": None,
        "claim_id": claim_id,
        "document_id": document_id,
        "until": checked_moment(until, "the end of the embargo"),
        "reason": needed(reason, "the reason of the embargo"),
        "reviewer": actor,
    }
    with transaction(conn):
        if claim_id is not None:
            changes.fields_now(conn, claim_id, ("status",))
        if document_id is not None:
            get_document(conn, document_id)
        at = events.now()
        return _write(conn, SET, None, {**row, "added": at}, actor, at, None)[0]


def lift(
    conn: Connection, *, claim_id: int | None = None, document_id: int | None = None, actor: str
) -> list[Embargo]:
    """End the embargoes that stand on a claim or a document itself: one step, told in the log.

    Raises BadValue where none stands.
    """
    actor = checked_actor(actor)
    with transaction(conn):
        at = events.now()
        column, row_id = (
            ("claim_id", claim_id) if claim_id is not None else ("document_id", document_id)
        )
        found = conn.execute(
            f"{_SELECT} WHERE {column} = ? AND lifted_at IS NULL AND until > ? ORDER BY id",
            (row_id, at),
        ).fetchall()
        if not found:
            what = "claim" if claim_id is not None else "document"
            raise BadValue(f"{what} {row_id} is under no embargo of its own")
        lifted: list[Embargo] = []
        step = None
        for row in found:
            old = dict(row)
            new = {**old, "lifted_by": actor, "lifted_at": at}
            embargo, event_id = _write(conn, LIFTED, old, new, actor, at, step)
            step = step or event_id
            lifted.append(embargo)
        return lifted


def standing(conn: Connection, at: str) -> list[Embargo]:
    """The embargoes that stand at a moment (UTC, ISO 8601), the one that ends last first."""
    cursor = conn.execute(
        f"{_SELECT} WHERE lifted_at IS NULL AND until > ? ORDER BY until DESC, id", (at,)
    )
    return [Embargo(**dict(row)) for row in cursor]


def held(conn: Connection, at: str) -> tuple[dict[int, Embargo], dict[int, Embargo]]:
    """What is held back at a moment: documents by id, and claims that are held by themselves.

    A newer version of a document is held with it, and so is the claim that took another's place.
    """
    documents: dict[int, Embargo] = {}
    claims: dict[int, Embargo] = {}
    for one in standing(conn, at):
        table, column, known, start = (
            ("documents", "revises", documents, one.document_id)
            if one.document_id is not None
            else ("claims", "earlier", claims, one.claim_id)
        )
        row: Any = (start,)
        while row is not None and row[0] not in known:
            known[row[0]] = one
            row = conn.execute(f"SELECT id FROM {table} WHERE {column} = ?", (row[0],)).fetchone()
    return documents, claims


def of_claims(conn: Connection, ids: Iterable[tuple[int, int]], at: str) -> dict[int, Embargo]:
    """The embargo over each claim, from pairs of a claim's and its document's id; others left out."""
    documents, claims = held(conn, at)
    found = {}
    for claim_id, document_id in ids:
        one = documents.get(document_id) or claims.get(claim_id)
        if one is not None:
            found[claim_id] = one
    return found


def _write(
    conn: Connection,
    kind: str,
    old: dict[str, Any] | None,
    new: dict[str, Any],
    actor: str,
    at: str,
    step: int | None,
) -> tuple[Embargo, int]:
    row = act_rows.put(conn, "embargo", new)
    if row["claim_id"] is not None:
        changes.set_fields(conn, row["claim_id"], {}, at)
    event = events.append(
        conn,
        reviewer=actor,
        kind=kind,
        at=at,
        claim_id=row["claim_id"],
        document_id=row["document_id"],
        before={"embargo": old},
        after={"embargo": row},
        step=step,
    )
    return Embargo(**row), event.id
