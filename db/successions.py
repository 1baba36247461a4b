"""Claims that took the place of others: one that was split, several that were merged.

The originals stay as they are, with their evidence, notes and history; they are set aside, and a
row of `successions` leads from each to every claim that stands for it now.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db import changes, events, rows, successor_rows
from db.checks import checked_actor
from db.connection import plain_cursor, transaction
from db.errors import BadValue
from db.records import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claims.model import Claim
    from db.connection import Connection


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a claim came from, and what took its place: ids, in their order."""

    kind: str | None = None
    originals: tuple[int, ...] = ()
    successors: tuple[int, ...] = ()


def replace(
    conn: Connection,
    reasons: Mapping[int, str],
    successors: Sequence[Claim],
    kind: str,
    actor: str,
) -> list[int]:
    """Put new claims in the place of others, in one step; give the new ids.

    reasons holds, by the original's id, the reason with which it is set aside. The new claims have
    no verdict, no evidence and no machine's values. Raises NoSuchClaim, and BadValue where an
    original has successors already or the originals stand in several documents.
    """
    assert kind in successor_rows.KINDS
    actor = checked_actor(actor)
    with transaction(conn):
        at = events.now()
        document_id = _document_of(conn, reasons)
        _refuse_replaced(conn, reasons)
        made, step = _add(conn, document_id, list(reasons), successors, actor, at)
        for claim_id, reason in reasons.items():
            wanted = {
                "status": Status.SET_ASIDE.value,
                "reason": reason,
                "reviewer": actor,
                successor_rows.FIELD: {"kind": kind, "ids": made},
            }
            _set_aside(conn, claim_id, wanted, at, step)
        return made


def _add(
    conn: Connection,
    document_id: int,
    originals: list[int],
    successors: Sequence[Claim],
    actor: str,
    at: str,
) -> tuple[list[int], int | None]:
    """Insert the new claims, an event each; their ids and the step that the events belong to."""
    made: list[int] = []
    step: int | None = None
    for claim in successors:
        values = {
            **rows.plain_values(claim),
            "document_id": document_id,
            "machine_strength": None,
            "reviewer": actor,
            "origins": originals,
        }
        values["id"] = changes.insert_claim(conn, values, at)
        made.append(values["id"])
        added = events.append(
            conn,
            reviewer=actor,
            kind="add",
            at=at,
            claim_id=values["id"],
            document_id=document_id,
            before={"claim": None},
            after={"claim": values},
            step=step,
        )
        step = step or added.id
    return made, step


def _set_aside(
    conn: Connection, claim_id: int, wanted: Mapping[str, Any], at: str, step: int | None
) -> None:
    """Let an original lead to its successors, with its event."""
    now = changes.fields_now(conn, claim_id, wanted)
    new = {name: value for name, value in wanted.items() if value != now[name]}
    changes.set_fields(conn, claim_id, new, at)
    events.append(
        conn,
        reviewer=wanted["reviewer"],
        kind=wanted[successor_rows.FIELD]["kind"],
        at=at,
        claim_id=claim_id,
        before={name: now[name] for name in new},
        after=new,
        step=step,
    )


def of(conn: Connection, claim_id: int) -> Lineage:
    """What a claim came from and what took its place; empty for any other claim."""
    cursor = plain_cursor(conn)
    before = cursor.execute(
        "SELECT kind, claim_id FROM successions WHERE successor_id = ? ORDER BY claim_id",
        (claim_id,),
    ).fetchall()
    later = successor_rows.now(conn, claim_id) or {"kind": None, "ids": []}
    return Lineage(
        later["kind"] or (before[0][0] if before else None),
        tuple(original for _, original in before),
        tuple(later["ids"]),
    )


def _document_of(conn: Connection, ids: Mapping[int, str]) -> int:
    found: dict[int, None] = {}
    for claim_id in ids:
        changes.fields_now(conn, claim_id, ["status"])  # raises for a claim that is not there
        row = plain_cursor(conn).execute("SELECT document_id FROM claims WHERE id = ?", (claim_id,))
        found[row.fetchone()[0]] = None
    if len(found) != 1:
        raise BadValue("claims of several documents can't become one")
    return next(iter(found))


def _refuse_replaced(conn: Connection, ids: Mapping[int, str]) -> None:
    for claim_id in ids:
        later = successor_rows.now(conn, claim_id)
        if later is not None:
            others = ", ".join(str(other) for other in later["ids"])
            raise BadValue(f"claim {claim_id} is replaced already: by claim {others}")
