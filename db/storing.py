"""Writing a document with its claims and its event, inside one transaction."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from db import carrying, events, places, rows, staging, successor_rows, versions
from db import elsewhere as other_desks
from db.connection import plain_cursor
from db.errors import StoreError
from db.loaded import Loaded
from db.text import storable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.connection import Connection
    from db.incoming import Incoming

_OWN = ("id", "document_id", "place", "duplicate", "earlier", "kept")


def put(conn: Connection, ready: Incoming, actor: str, kind: str) -> int:
    """Write a document that is not there yet, and give its id. Raises BadValue, StoreError."""
    assert conn.in_transaction, "a document belongs to a transaction"
    actor, at = storable(actor), events.now()
    values = {**ready.values, "added": at}
    start, end = places.reserve(conn, len(ready.claims))
    document_id = _insert_document(conn, values, (start, end), ready.text)
    if ready.revision is not None:
        versions.supersede(conn, ready.revision.document_id)
    loaded = Loaded(conn, actor, at, ready.marks)
    first = _insert_claims(conn, document_id, start, ready, loaded)
    told = loaded.finish(
        first, ready.beside.get("evidence") or {}, ready.lines, ready.beside.get("acts") or {}
    )
    told |= other_desks.told(ready.beside.get("elsewhere"), first, len(ready.claims))
    told |= successor_rows.put_loaded(
        conn, first, len(ready.claims), ready.beside.get("successors") or {}
    )
    if ready.revision is not None:
        told |= carrying.carry(conn, ready.revision, document_id, first, ready.lines)
    _compare_with_file(conn, document_id, ready, first)
    events.append(
        conn,
        reviewer=actor,
        kind=kind,
        at=at,
        document_id=document_id,
        after={"document": values, **ready.told, "first_claim": first, **told},
    )
    return document_id


def _insert_document(
    conn: Connection, values: Mapping[str, Any], reserved: tuple[int, int], text: str
) -> int:
    """Insert a document's row with the places kept for its claims; give its id."""
    columns = (*values, "place_start", "place_end", "text")
    cursor = conn.execute(
        f"INSERT INTO documents ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        (*values.values(), *reserved, text),
    )
    return int(cursor.lastrowid or 0)


def _insert_claims(
    conn: Connection, document_id: int, start: int, ready: Incoming, loaded: Loaded
) -> int:
    """Insert the claims of a document, ids in a row, and give the first id."""
    first = staging.next_id(conn, "claims")
    earlier = {} if ready.revision is None else ready.revision.earlier
    fold = rows.CLAIM_COLUMNS.index("fold")
    twins = _twins(conn, [row[fold] for row in ready.rows])
    staging.insert(
        conn,
        "claims",
        (*_OWN, *loaded.COLUMNS, *rows.CLAIM_COLUMNS),
        (
            (
                first + index,
                document_id,
                start + places.GAP * ready.ranks[index],
                int(row[fold] in twins),
                *earlier.get(index, (None, None)),
                *loaded.row(index, ready.claims[index]),
                *row,
            )
            for index, row in enumerate(ready.rows)
        ),
    )
    plain_cursor(conn).executemany(
        rows.INSERT_ATTRIBUTION, ((first + index, *link) for index, *link in ready.links)
    )
    return first


def _twins(conn: Connection, folds: Sequence[int]) -> set[int]:
    """The folded wordings that occur twice here, or once more in the store, which is told so."""
    seen: set[int] = set()
    twins: set[int] = set()
    for fold in folds:
        (twins if fold in seen else seen).add(fold)
    cursor = plain_cursor(conn)
    wanted = sorted(seen)
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        marks = ", ".join("?" * len(some))
        there = cursor.execute(
            f"SELECT DISTINCT fold FROM claims WHERE superseded = 0 AND fold IN ({marks})", some
        )
        twins.update(fold for (fold,) in there.fetchall())
        cursor.execute(
            "UPDATE claims SET duplicate = 1 "
            f"WHERE duplicate = 0 AND superseded = 0 AND fold IN ({marks})",
            some,
        )
    return twins


def _compare_with_file(conn: Connection, document_id: int, ready: Incoming, first: int) -> None:
    """Read back what was written, before it is committed. Raises StoreError where it differs."""
    cursor = plain_cursor(conn)
    (stored,) = cursor.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()
    if hashlib.sha256(stored.encode()).hexdigest() != ready.values["sha256"]:
        raise StoreError(
            f"document {document_id} did not come back from the disk as it was written"
        )
    count = 0
    for start, end, words in cursor.execute(
        "SELECT span_start, span_end, text FROM claims WHERE id >= ? AND document_id = ?",
        (first, document_id),
    ):
        count += 1
        if ready.text[start:end] != words:
            raise StoreError(f"a claim at [{start}, {end}] did not come back as it was written")
    if count != len(ready.claims):
        raise StoreError(f"{len(ready.claims)} claims were written and {count} came back")
