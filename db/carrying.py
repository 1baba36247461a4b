"""What a newer version of a document takes over beside the verdicts, a table at a time."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from db import act_rows, changes, signed, staging, successor_rows
from db.connection import plain_cursor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.connection import Connection
    from db.versions import Revision

_THEIRS = "claim_id IN (SELECT id FROM claims WHERE document_id = ?)"


def carry(
    conn: Connection, revision: Revision, document_id: int, first: int, lines: Sequence[str]
) -> dict[str, Any]:
    """Copy what stands beside the verdicts to the claims that are kept; what the event tells of it.

    document_id is the newer version, first the id of its first claim, lines are its claims in
    canonical form. Evidence, replies and second readings come along; a sign-off holds on where
    nothing around the claim changed, else it comes along stale. An embargo holds for the newer
    version too, and for a claim that was reworded.
    """
    assert conn.in_transaction, "a change belongs to a transaction"
    links = sorted(revision.earlier.items())
    told: dict[str, Any] = {
        "earlier": {str(first + index): [earlier, int(kept)] for index, (earlier, kept) in links}
    }
    if revision.loaded:
        return told
    taken = {earlier: first + index for index, (earlier, _) in links}
    kept = {earlier: first + index for index, (earlier, keeps) in links if keeps}
    acts = {"embargo": _embargoes(conn, revision.document_id, document_id)}
    for name, (table, names) in act_rows.TABLES.items():
        to = taken if name == "embargo" else kept
        copied = _copies(conn, table, names, revision.document_id, to)
        acts.setdefault(name, []).extend(copied)
    told["acts"] = {name: found for name, found in acts.items() if found}
    told["evidence"] = _copies(
        conn, "evidence", changes.EVIDENCE_FIELDS, revision.document_id, kept
    )
    told["sign_offs"] = _sign_offs(conn, revision, first, kept, lines)
    told[successor_rows.FIELD] = _successors(conn, revision.document_id, kept)
    return {name: found for name, found in told.items() if found or name == "earlier"}


def _copies(
    conn: Connection, table: str, names: Sequence[str], document_id: int, to: Mapping[int, int]
) -> list[dict[str, Any]]:
    """Copy a table's rows about claims of a document to the claims that `to` gives by theirs."""
    found = plain_cursor(conn).execute(
        f"SELECT {', '.join(names)} FROM {table} WHERE {_THEIRS} ORDER BY id", (document_id,)
    )
    rows = [dict(zip(names, row, strict=True)) for row in found]
    copied = [{**row, "claim_id": to[row["claim_id"]]} for row in rows if row["claim_id"] in to]
    copied.sort(key=lambda row: row["claim_id"])
    staging.insert_numbered(conn, table, names, copied)
    return copied


def _embargoes(conn: Connection, earlier: int, document_id: int) -> list[dict[str, Any]]:
    """Copy the embargoes of a whole document to its newer version."""
    table, names = act_rows.TABLES["embargo"]
    found = plain_cursor(conn).execute(
        f"SELECT {', '.join(names)} FROM {table} WHERE document_id = ? ORDER BY id", (earlier,)
    )
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return [
        act_rows.put(conn, "embargo", {**row, "document_id": document_id, "id": None})
        for row in rows
    ]


def _sign_offs(
    conn: Connection,
    revision: Revision,
    first: int,
    kept: Mapping[int, int],
    lines: Sequence[str],
) -> dict[str, dict[str, Any]]:
    """Take over the sign-offs, each with the digest of what it stands for now, or stale."""
    names = ", ".join(signed.FIELDS)
    found = plain_cursor(conn).execute(
        f"SELECT id, sign_off_stale, {names} FROM claims "
        "WHERE document_id = ? AND signed_by IS NOT NULL ORDER BY id",
        (revision.document_id,),
    )
    told: dict[str, dict[str, Any]] = {}
    rows = []
    for earlier, stale, by, at, held in found.fetchall():
        if earlier in kept:
            claim_id = kept[earlier]
            index = claim_id - first
            now = signed.digest_of(conn, claim_id, lines[index])
            holds = not stale and index not in revision.moved
            sign = (by, at, now if holds else held)
            rows.append((claim_id, *sign, int(sign[-1] != now)))
            told[str(claim_id)] = dict(zip(signed.FIELDS, sign, strict=True))
    if rows:
        staging.update(conn, "claims", ("id", *signed.FIELDS, "sign_off_stale"), rows)
    return told


def _successors(conn: Connection, document_id: int, kept: Mapping[int, int]) -> dict[str, Any]:
    """Let claims that were split or merged lead to what took their place, where all is kept."""
    found = plain_cursor(conn).execute(
        f"SELECT claim_id, kind, successor_id FROM successions WHERE {_THEIRS} ORDER BY 1, 3",
        (document_id,),
    )
    told: dict[str, Any] = {}
    for (earlier, kind), rows in groupby(found.fetchall(), key=lambda row: row[:2]):
        later = [successor for _, _, successor in rows]
        if earlier in kept and all(successor in kept for successor in later):
            value = {"kind": kind, "ids": sorted(kept[successor] for successor in later)}
            successor_rows.put(conn, kept[earlier], value)
            told[str(kept[earlier])] = value
    return told
