"""The figures of the first page: bars of levels, statuses and evidence, divided into pieces.

Numbers only: the template draws them as SVG. Each kind of piece has a pattern of its own, so that
the figures read in black and white.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.model import Strength
from db.records import EvidenceStance, Status
from verifier.words import STANCE_WORDS, STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verifier.reports.arrange import Counts, Section

LABEL = 116
"""Width kept for the rows' names, in units of the drawing."""

BARS = 400
"""Width of the longest bar."""

ROW = 24
"""Height of a row."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a bar: `count` things of one kind. kind names its pattern, name is for people."""

    kind: str
    name: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a figure; `end` is where its number stands."""

    name: str
    count: int
    y: int
    end: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing. `name` is its id, `title` tells what it shows, `kinds` are in its legend."""

    name: str
    title: str
    bars: tuple[Bar, ...]
    kinds: tuple[tuple[str, str], ...]
    width: int
    height: int


def figures(found: Iterable[Section], counts: Counts) -> tuple[Figure, ...]:
    """Draw levels by status, statuses, and the evidence behind the verdicts, where there are any."""
    if not counts.claims:
        return ()
    statuses = counts.statuses()
    levels = [
        (level.value, [(_status(one), counts.cells[level, one]) for one in statuses])
        for level in reversed(Strength)
    ]
    results = [(STATUS_WORDS[one], [(_status(one), counts.status(one))]) for one in statuses]
    drawn = [
        _figure("levels", "Claims by level, divided by status", levels),
        _figure("statuses", "Claims by status", results),
    ]
    behind = _evidence(found)
    if any(count for _, pieces in behind for _, count in pieces):
        drawn.append(
            _figure("evidence", "Pieces of evidence by verdict, divided by stance", behind)
        )
    return tuple(drawn)


_Kind = tuple[str, str]
_Row = tuple[str, list[tuple[_Kind, int]]]


def _status(status: Status) -> _Kind:
    return (status.value, STATUS_WORDS[status])


def _evidence(found: Iterable[Section]) -> list[_Row]:
    """Count the pieces of evidence of each verdict that was given, by stance."""
    cells: Counter[tuple[Status, EvidenceStance]] = Counter()
    given = set()
    for section in found:
        for item in section.claims:
            status = item.claim.stored.status
            if status.is_verdict:
                given.add(status)
                cells.update((status, piece.stance) for piece in item.claim.evidence)
    return [
        (
            STATUS_WORDS[status],
            [((one.value, STANCE_WORDS[one]), cells[status, one]) for one in EvidenceStance],
        )
        for status in Status
        if status in given
    ]


def _figure(name: str, title: str, rows: Sequence[_Row]) -> Figure:
    longest = max(sum(count for _, count in pieces) for _, pieces in rows)
    bars = []
    for place, (label, counted) in enumerate(rows):
        x = float(LABEL)
        pieces = []
        for (kind, words), count in counted:
            if count:
                width = round(BARS * count / longest, 2)
                pieces.append(Piece(kind, words, count, round(x, 2), width))
                x += width
        total = sum(piece.count for piece in pieces)
        bars.append(Bar(label, total, place * ROW, round(x, 2), tuple(pieces)))
    used = {kind for _, counted in rows for kind, count in counted if count}
    kinds = dict.fromkeys(kind for _, counted in rows for kind, _ in counted if kind in used)
    return Figure(name, title, tuple(bars), tuple(kinds), LABEL + BARS + 40, ROW * len(bars))
