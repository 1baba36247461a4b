"""What took a claim's place, as events hold it: rows of the table `successions`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.connection import plain_cursor
from db.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from db.connection import Connection

FIELD = "successors"
"""The name under which events hold a claim's successors: `{"kind": …, "ids": […]}`, or None."""

KINDS = ("split", "merge")


def now(conn: Connection, claim_id: int) -> dict[str, Any] | None:
    """What took a claim's place; None for a claim that nothing replaced."""
    found = (
        plain_cursor(conn)
        .execute(
            "SELECT kind, successor_id FROM successions WHERE claim_id = ? ORDER BY successor_id",
            (claim_id,),
        )
        .fetchall()
    )
    return {"kind": found[0][0], "ids": [row[1] for row in found]} if found else None


def of_many(conn: Connection, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What took the place of each of these claims; those that nothing replaced are left out."""
    found = {claim_id: now(conn, claim_id) for claim_id in ids}
    return {claim_id: value for claim_id, value in found.items() if value is not None}


def put_loaded(
    conn: Connection, first: int, claims: int, links: Mapping[int, tuple[str, Sequence[int]]]
) -> dict[str, Any]:
    """Set what took the place of claims that come in together, what the event tells of it.

    links holds, by a claim's index, the kind and its successors' indexes; `first` is the first
    claim's id. Raises BadValue for an unknown kind, an index that is none, or a claim's own.
    """
    told: dict[str, Any] = {}
    for index, (kind, others) in sorted(links.items()):
        if kind not in KINDS:
            raise BadValue(f"claims are replaced by {' or '.join(KINDS)}, not {kind!r:.40}")
        if not others or index in others or not all(0 <= at < claims for at in (index, *others)):
            raise BadValue("a claim is replaced by other claims of its document")
        value = {"kind": kind, "ids": sorted({first + at for at in others})}
        put(conn, first + index, value)
        told[str(first + index)] = value
    return {FIELD: told} if told else {}


def put(conn: Connection, claim_id: int, value: Mapping[str, Any] | None) -> None:
    """Set what took a claim's place, inside the transaction of the action."""
    assert conn.in_transaction, "a change belongs to a transaction"
    conn.execute("DELETE FROM successions WHERE claim_id = ?", (claim_id,))
    if value is not None:
        conn.executemany(
            "INSERT INTO successions (claim_id, successor_id, kind) VALUES (?, ?, ?)",
            [(claim_id, successor, value["kind"]) for successor in value["ids"]],
        )


def every(conn: Connection) -> Iterator[tuple[int, int, str]]:
    """Every row: original, successor, kind, in order."""
    return iter(
        plain_cursor(conn).execute(
            "SELECT claim_id, successor_id, kind FROM successions ORDER BY 1, 2"
        )
    )
