"""Numbers about the whole store, from counters and small tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.model import Strength
from db.connection import plain_cursor
from db.records import Status

if TYPE_CHECKING:
    from db.connection import Connection


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review is: of the claims in body and headline, those with a verdict or set aside."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ReviewerWork:
    """What one person did: actions, and from when to when (UTC, ISO 8601)."""

    reviewer: str
    actions: int
    claims: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Statistics:
    """Claims of every zone; `by_status` and `by_strength` hold every value, also where it is 0.

    Claims of superseded versions of documents count in `superseded` alone.

    matrix       claims by (status, strength), values above 0 alone
    by_day       claims whose status was set, by day (UTC), the last thirty days with any
    """

    documents: int
    claims: int
    shown: int
    progress: Progress
    by_status: dict[str, int]
    by_strength: dict[str, int]
    by_zone: dict[str, int]
    matrix: dict[tuple[str, str], int]
    references: int
    evidence: int
    events: int
    reviewers: tuple[ReviewerWork, ...]
    by_day: tuple[tuple[str, int], ...]
    superseded: int = 0


def progress(conn: Connection, document_id: int | None = None) -> Progress:
    """Done of total, over the store or one document."""
    done = ", ".join(f"'{status}'" for status in Status if status.is_done)
    cursor = plain_cursor(conn)
    if document_id is None:
        sql = (
            f"SELECT coalesce(sum(claims) FILTER (WHERE status IN ({done})), 0), "
            "coalesce(sum(claims), 0) FROM tallies "
            "WHERE zone IN ('body','headline') AND superseded = 0"
        )
        row = cursor.execute(sql).fetchone()
    else:
        sql = (
            f"SELECT count(*) FILTER (WHERE status IN ({done})), count(*) FROM claims "
            "WHERE document_id = ? AND zone IN ('body','headline')"
        )
        row = cursor.execute(sql, (document_id,)).fetchone()
    return Progress(int(row[0]), int(row[1]))


def gather(conn: Connection) -> Statistics:
    """All numbers of `stats`."""
    cursor = plain_cursor(conn)
    by_status = dict.fromkeys((status.value for status in Status), 0)
    by_strength = dict.fromkeys((level.value for level in Strength), 0)
    by_zone: dict[str, int] = {}
    matrix: dict[tuple[str, str], int] = {}
    for zone, status, strength, claims in cursor.execute(
        "SELECT zone, status, strength, claims FROM tallies WHERE claims > 0 AND superseded = 0"
    ).fetchall():
        by_status[status] += claims
        by_strength[strength] += claims
        by_zone[zone] = by_zone.get(zone, 0) + claims
        matrix[status, strength] = matrix.get((status, strength), 0) + claims

    def number(table: str) -> int:
        return int(cursor.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    return Statistics(
        documents=number("documents"),
        claims=sum(by_status.values()),
        shown=by_zone.get("body", 0) + by_zone.get("headline", 0),
        progress=progress(conn),
        by_status=by_status,
        by_strength=by_strength,
        by_zone=by_zone,
        matrix=matrix,
        references=number("sources"),
        evidence=number("evidence"),
        events=int(cursor.execute("SELECT coalesce(max(id), 0) FROM events").fetchone()[0]),
        reviewers=_reviewers(conn),
        by_day=_by_day(conn),
        superseded=int(
            cursor.execute(
                "SELECT coalesce(sum(claims), 0) FROM tallies WHERE superseded = 1"
            ).fetchone()[0]
        ),
    )


def _reviewers(conn: Connection) -> tuple[ReviewerWork, ...]:
    cursor = plain_cursor(conn).execute(
        "SELECT reviewer, count(*), count(DISTINCT claim_id), min(at), max(at) FROM events "
        "WHERE claim_id IS NOT NULL GROUP BY reviewer ORDER BY 2 DESC, 1"
    )
    return tuple(ReviewerWork(*row) for row in cursor)


def _by_day(conn: Connection) -> tuple[tuple[str, int], ...]:
    cursor = plain_cursor(conn).execute(
        "SELECT substr(at, 1, 10), count(DISTINCT claim_id) FROM events "
        "WHERE kind = 'mark' GROUP BY 1 ORDER BY 1 DESC LIMIT 30"
    )
    return tuple(reversed(cursor.fetchall()))
