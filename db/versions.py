"""Newer versions of a document: what they revise, what they take over, what they leave behind.

The earlier version stays as it is, with its claims, verdicts, evidence and history; it leaves the
lists. A claim of the newer version leads to the one whose place it took.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from db import act_rows, changes, events, signed, successor_rows
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
    """

    document_id: int
    earlier: Mapping[int, tuple[int, bool]] = field(default_factory=dict)
    moved: frozenset[int] = frozenset()


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


def carry(conn: Connection, revision: Revision, document_id: int, first: int) -> dict[str, Any]:
    """Copy what stands beside the verdicts to the claims that are kept; what the event tells of it.

    document_id is the newer version, first the id of its first claim. Evidence, replies and second
    readings come along; a sign-off holds on where nothing around the claim changed, else it comes
    along stale. An embargo holds for the newer version too, and for a claim that was reworded.
    """
    assert conn.in_transaction, "a change belongs to a transaction"
    pieces: list[dict[str, Any]] = []
    signs: dict[str, dict[str, Any]] = {}
    acts = {"embargo": _acts(conn, "embargo", "document_id", revision.document_id, document_id)}
    for index, (earlier, kept) in sorted(revision.earlier.items()):
        for name in act_rows.TABLES if kept else ("embargo",):
            copied = _acts(conn, name, "claim_id", earlier, first + index)
            acts.setdefault(name, []).extend(copied)
        if not kept:
            continue
        pieces += _evidence(conn, earlier, first + index)
        sign = _sign_off(conn, earlier, first + index, stale=index in revision.moved)
        if sign:
            signs[str(first + index)] = sign
    told: dict[str, Any] = {
        "earlier": {
            str(first + index): [earlier, int(kept)]
            for index, (earlier, kept) in sorted(revision.earlier.items())
        }
    }
    if pieces:
        told["evidence"] = pieces
    if signs:
        told["sign_offs"] = signs
    if any(acts.values()):
        told["acts"] = {name: found for name, found in acts.items() if found}
    told |= _successors(
        conn, {earlier: first + at for at, (earlier, kept) in revision.earlier.items() if kept}
    )
    return told


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


def _evidence(conn: Connection, earlier: int, claim_id: int) -> list[dict[str, Any]]:
    ids = plain_cursor(conn).execute(
        "SELECT id FROM evidence WHERE claim_id = ? ORDER BY id", (earlier,)
    )
    copied = []
    for (row_id,) in ids.fetchall():
        values = {**(changes.evidence_values(conn, row_id) or {}), "claim_id": claim_id, "id": None}
        values["id"] = changes.insert_evidence(conn, values)
        copied.append(values)
    return copied


def _acts(
    conn: Connection, name: str, column: str, earlier: int, row_id: int
) -> list[dict[str, Any]]:
    """Copy the replies, second readings or embargoes of a claim or document to the newer one."""
    table, _ = act_rows.TABLES[name]
    ids = plain_cursor(conn).execute(
        f"SELECT id FROM {table} WHERE {column} = ? ORDER BY id", (earlier,)
    )
    copied = []
    for (found,) in ids.fetchall():
        values = {**(act_rows.values(conn, name, found) or {}), column: row_id, "id": None}
        copied.append(act_rows.put(conn, name, values))
    return copied


def _successors(conn: Connection, kept: Mapping[int, int]) -> dict[str, Any]:
    """Let claims that were split or merged lead to what took their place, where all is kept."""
    told: dict[str, Any] = {}
    for earlier, claim_id in sorted(kept.items()):
        found = successor_rows.now(conn, earlier)
        if found is not None and all(row_id in kept for row_id in found["ids"]):
            value = {"kind": found["kind"], "ids": sorted(kept[one] for one in found["ids"])}
            successor_rows.put(conn, claim_id, value)
            told[str(claim_id)] = value
    return {successor_rows.FIELD: told} if told else {}


def _sign_off(conn: Connection, earlier: int, claim_id: int, *, stale: bool) -> dict[str, Any]:
    """Take over a sign-off; the columns as they stand then, nothing where there is none."""
    names = ", ".join(signed.FIELDS)
    row = conn.execute(
        f"SELECT {names}, sign_off_stale FROM claims WHERE id = ?", (earlier,)
    ).fetchone()
    if row["signed_by"] is None:
        return {}
    sign = {name: row[name] for name in signed.FIELDS}
    if not stale and not row["sign_off_stale"]:
        sign["signed_digest"] = signed.digest(conn, claim_id)
    settings = ", ".join(f"{name} = ?" for name in sign)
    conn.execute(f"UPDATE claims SET {settings} WHERE id = ?", (*sign.values(), claim_id))
    signed.refresh(conn, claim_id)
    return sign
