"""What the dashboard shows: work by day and reviewer, time per claim, the weakest voices.

Every query reads at most a fixed number of rows, so that a million claims cost no more than some
ten thousand: the newest entries of the log, and the first claims of each weak level and bad status.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from claims.model import Strength
from db.connection import plain_cursor
from db.records import Status
from db.statistics import Progress, progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.connection import Connection

ENTRIES = 50_000
"""Newest entries of the log that are read for days, reviewers and pace."""
ROWS = 5_000
"""Claims read of each weak level and each bad status, for the voices."""
DAYS = 14
VOICES = 12
PAUSE = 15 * 60
"""Seconds between two marks after which the reviewer was away, and which no pace counts."""
WEAK = (Strength.RUMOUR, Strength.ALLEGED, Strength.REPORTED)
BAD = (Status.FALSE, Status.MISLEADING)
_NOBODY = frozenset(
    "he her him his i it its me my one our she some that their them these they this those "
    "us we which who you your".split()
)


@dataclass(frozen=True, slots=True)
class DayWork:
    """Claims whose status a reviewer set on a day (UTC, `2026-05-03`)."""

    day: str
    reviewer: str
    claims: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a reviewer takes from one claim's mark to the next one's: the median, in seconds.

    marks is the number of such intervals; pauses and marks on several claims at once are none.
    """

    reviewer: str
    marks: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is said to have said claims that are weak, or that were found false or misleading."""

    name: str
    bad: int
    weak: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The dashboard's numbers. Status and level count the claims of body and headlines.

    Claims of superseded versions of documents are in none of them; the log's days count all marks.

    log_cut, voices_cut  whether there was more than is read
    """

    progress: Progress
    documents: int
    by_status: dict[str, int]
    by_strength: dict[str, int]
    days: tuple[DayWork, ...]
    pace: tuple[Pace, ...]
    voices: tuple[Voice, ...]
    log_cut: bool
    voices_cut: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    at: str
    reviewer: str
    claim_id: int
    step: int


def overview(conn: Connection) -> Overview:
    """Gather the dashboard's numbers."""
    cursor = plain_cursor(conn)
    by_status = dict.fromkeys((status.value for status in Status), 0)
    by_strength = dict.fromkeys((level.value for level in Strength), 0)
    for status, strength, claims in cursor.execute(
        "SELECT status, strength, claims FROM tallies "
        "WHERE zone IN ('body','headline') AND superseded = 0"
    ).fetchall():
        by_status[status] += claims
        by_strength[strength] += claims
    marks, log_cut = _marks(conn)
    voices, voices_cut = _voices(conn)
    return Overview(
        progress=progress(conn),
        documents=int(cursor.execute("SELECT count(*) FROM documents").fetchone()[0]),
        by_status=by_status,
        by_strength=by_strength,
        days=_days(marks),
        pace=_pace(marks),
        voices=voices,
        log_cut=log_cut,
        voices_cut=voices_cut,
    )


def _marks(conn: Connection) -> tuple[list[_Mark], bool]:
    """The newest marks that set a status, oldest first, and whether the log goes further back."""
    cursor = plain_cursor(conn)
    last = int(cursor.execute("SELECT coalesce(max(id), 0) FROM events").fetchone()[0])
    rows = cursor.execute(
        "SELECT at, reviewer, claim_id, step FROM events WHERE id > ? AND kind = 'mark' "
        """AND claim_id IS NOT NULL AND instr(after, '"status":') > 0 ORDER BY id""",
        (last - ENTRIES,),
    )
    return [_Mark(*row) for row in rows], last > ENTRIES


def _days(marks: Iterable[_Mark]) -> tuple[DayWork, ...]:
    claims: dict[tuple[str, str], set[int]] = {}
    for mark in marks:
        claims.setdefault((mark.at[:10], mark.reviewer), set()).add(mark.claim_id)
    newest = sorted({day for day, _ in claims}, reverse=True)[:DAYS]
    return tuple(
        DayWork(day, reviewer, len(ids))
        for (day, reviewer), ids in sorted(claims.items())
        if day in newest
    )


def _pace(marks: Iterable[_Mark]) -> tuple[Pace, ...]:
    marks = list(marks)
    alone = Counter(mark.step for mark in marks)
    by_reviewer: dict[str, list[_Mark]] = {}
    for mark in marks:
        if alone[mark.step] == 1:
            by_reviewer.setdefault(mark.reviewer, []).append(mark)
    found = []
    for reviewer, own in by_reviewer.items():
        gaps = [
            gap
            for one, other in pairwise(own)
            if one.claim_id != other.claim_id and 0 <= (gap := _seconds(one, other)) <= PAUSE
        ]
        if gaps:
            found.append(Pace(reviewer, len(gaps), median(gaps)))
    return tuple(sorted(found, key=lambda pace: (-pace.marks, pace.reviewer)))


def _seconds(one: _Mark, other: _Mark) -> float:
    try:
        return (datetime.fromisoformat(other.at) - datetime.fromisoformat(one.at)).total_seconds()
    except ValueError:
        return -1


def _voices(conn: Connection) -> tuple[tuple[Voice, ...], bool]:
    """The voices with the most false and misleading claims, then with the most weak ones."""
    names: dict[str, str] = {}
    weak: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    cut = False
    for column, values, tally in (("strength", WEAK, weak), ("status", BAD, bad)):
        for value in values:
            sql = f"SELECT said_by FROM claims WHERE {column} = ? AND superseded = 0 LIMIT {ROWS}"
            rows = plain_cursor(conn).execute(sql, (value,)).fetchall()
            cut = cut or len(rows) == ROWS
            for (said_by,) in rows:
                folded = {_fold(name): name for name in said_by.split("\n")}
                folded.pop("", None)
                for key, name in folded.items():
                    names.setdefault(key, name)
                tally.update(folded.keys())
    ranked = sorted(names, key=lambda key: (-bad[key], -weak[key], key))
    return tuple(Voice(names[key], bad[key], weak[key]) for key in ranked[:VOICES]), cut


def _fold(name: str) -> str:
    """The name as it is counted: case and article aside; empty for a bare pronoun."""
    words = name.casefold().split()
    if words and words[0] in {"the", "a", "an"}:
        words = words[1:]
    return "" if len(words) == 1 and words[0] in _NOBODY else " ".join(words)
