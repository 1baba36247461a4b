"""Places: one number a claim that puts all claims in document order.

A document takes a range of numbers when it comes in, with gaps between its claims, so that a claim
added later stands where its words do. The full-text index is keyed by place: its hits come in
document order by themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.connection import plain_cursor
from db.errors import BadValue

if TYPE_CHECKING:
    from db.connection import Connection

GAP = 16
"""Numbers from one claim to the next when a document comes in."""

SPARE = 65_536
"""Numbers that a document takes beyond those, for claims that reviewers add."""


def reserve(conn: Connection, claims: int) -> tuple[int, int]:
    """The next free range `[start, end)` for a document of so many claims."""
    # The last document ends last; max(place_end) would read every document's row.
    last = "SELECT place_end FROM documents ORDER BY id DESC LIMIT 1"
    row = plain_cursor(conn).execute(last).fetchone()
    start = int(row[0]) if row else 0
    return start, start + GAP * (claims + 1) + SPARE


def between(conn: Connection, document_id: int, span_start: int, moving: int | None) -> int:
    """A free place for a claim that starts at `span_start`: after those that start there or before.

    moving is the claim's id where it is in the table already. Raises BadValue for a full range.
    """
    found = _gap(conn, document_id, span_start, moving)
    if found is None:
        _spread(conn, document_id)
        found = _gap(conn, document_id, span_start, moving)
    if found is None:
        raise BadValue(f"document {document_id} can't take another claim")
    return found


def _gap(conn: Connection, document_id: int, span_start: int, moving: int | None) -> int | None:
    cursor = plain_cursor(conn)
    first, end = cursor.execute(
        "SELECT place_start, place_end FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    here = "place >= ?1 AND place < ?2 AND id IS NOT ?4"
    low, high = cursor.execute(
        f"SELECT (SELECT max(place) FROM claims WHERE {here} AND span_start <= ?3), "
        f"(SELECT min(place) FROM claims WHERE {here} AND span_start > ?3)",
        (first, end, span_start, moving),
    ).fetchone()
    low = first - 1 if low is None else low
    if high is None:
        return min(low + GAP, end - 1) if low < end - 1 else None
    middle = int((low + high) // 2)
    return middle if low < middle else None


def _spread(conn: Connection, document_id: int) -> None:
    """Give the document's claims even gaps again, in two moves that never meet a taken number."""
    cursor = plain_cursor(conn)
    first, end = cursor.execute(
        "SELECT place_start, place_end FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    ids = cursor.execute(
        "SELECT id FROM claims WHERE place >= ? AND place < ? ORDER BY place", (first, end)
    ).fetchall()
    step = min(GAP, (end - first) // (len(ids) + 1))
    if step < 2:
        return
    cursor.executemany("UPDATE claims SET place = -? - 1 WHERE id = ?", [(i, i) for (i,) in ids])
    cursor.executemany(
        "UPDATE claims SET place = ? WHERE id = ?",
        [(first + step * number, i) for number, (i,) in enumerate(ids, 1)],
    )
