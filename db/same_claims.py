"""Claims of other documents that people took for the same claim: read off verdicts and the log.

A look-alike is only ever a proposal. It counts as the same claim where both have the same verdict,
nothing differs as far as words tell, and a reviewer marked both in one action, or gave both the
same reason, or the words are the very same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import events, versions
from db.connection import plain_cursor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.connection import Connection

FEWEST_WORDS = 4
"""Words that a claim must have for the very same words to be the same claim: not `He denied it`."""

MOST = 200
"""Look-alikes of one claim that are looked at, the nearest first."""

_VERDICTS = "('verified', 'false', 'misleading', 'disputed', 'unverifiable')"
_LIKE = f"""
SELECT a.other_id, o.document_id, o.wording, max(a.score),
  (o.fold = c.fold AND c.words >= ?2) OR coalesce(o.reason = c.reason, 0)
FROM claims c JOIN claims_alike a ON a.claim_id = c.id JOIN claims o ON o.id = a.other_id
WHERE c.id = ?1 AND c.duplicate = 1 AND c.superseded = 0 AND c.status IN {_VERDICTS}
  AND o.status = c.status AND o.polarity = c.polarity AND o.document_id <> c.document_id
  AND a.differs = ''
GROUP BY a.other_id ORDER BY max(a.score) DESC, o.place LIMIT ?3
"""


@dataclass(frozen=True, slots=True)
class Same:
    """A claim that is the same as another, with its words and how alike they are, 72 to 100."""

    claim_id: int
    document_id: int
    wording: str
    score: int


def of_many(conn: Connection, ids: Iterable[int]) -> dict[int, list[Same]]:
    """For each claim those of other documents that are the same, the nearest first."""
    steps: dict[int, set[int]] = {}

    def marked_in(claim_id: int) -> set[int]:
        if claim_id not in steps:
            steps[claim_id] = _steps(conn, claim_id)
        return steps[claim_id]

    found: dict[int, list[Same]] = {}
    for claim_id in ids:
        rows = plain_cursor(conn).execute(_LIKE, (claim_id, FEWEST_WORDS, MOST)).fetchall()
        same = [
            Same(other, document_id, wording, score)
            for other, document_id, wording, score, told in rows
            if told or marked_in(claim_id) & marked_in(other)
        ]
        if same:
            found[claim_id] = same
    return found


def _steps(conn: Connection, claim_id: int) -> set[int]:
    """The actions that marked a claim, or one whose place it took."""
    chain = versions.chain(conn, claim_id)
    marks = ", ".join("?" * len(chain))
    rows = plain_cursor(conn).execute(
        f"SELECT step FROM events WHERE kind IN ('mark', ?) AND claim_id IN ({marks})",
        [events.ALIKE, *chain],
    )
    return {step for (step,) in rows}
