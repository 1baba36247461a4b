"""Which references stand for stored articles, and what two articles have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.connection import plain_cursor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.connection import Connection

_SOME = 500


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article that a reference leads to: its text's hash, its first and last words."""

    reference_id: int
    document_id: int
    sha256: str
    author: str | None
    head: str
    tail: str


def articles(conn: Connection, references: Sequence[int], letters: int = 600) -> list[Article]:
    """The newest stored article at each reference's address, with so many of its characters."""
    found: dict[int, Article] = {}
    cursor = plain_cursor(conn)
    for start in range(0, len(references), _SOME):
        some = list(references[start : start + _SOME])
        rows = cursor.execute(
            "SELECT s.id, d.id, d.sha256, d.author, substr(d.text, 1, ?), substr(d.text, ?) "
            "FROM sources s JOIN documents d ON d.canonical_url = s.url "
            f"WHERE d.canonical_url IS NOT NULL AND s.id IN ({', '.join('?' * len(some))}) "
            "ORDER BY d.id",
            (letters, -letters, *some),
        )
        found.update({row[0]: Article(*row) for row in rows})
    return [found[reference] for reference in references if reference in found]


def shared_claims(conn: Connection, one: int, other: int) -> tuple[int, int, int]:
    """Of two documents: claims of the first that the other makes too, and the claims of each."""
    cursor = plain_cursor(conn)
    (shared,) = cursor.execute(
        "SELECT count(DISTINCT a.claim_id) FROM claims c JOIN claims_alike a ON a.claim_id = c.id "
        "JOIN claims o ON o.id = a.other_id WHERE c.document_id = ? AND o.document_id = ?",
        (one, other),
    ).fetchone()
    counts = [
        cursor.execute("SELECT count(*) FROM claims WHERE document_id = ?", (key,)).fetchone()[0]
        for key in (one, other)
    ]
    return int(shared), int(counts[0]), int(counts[1])
