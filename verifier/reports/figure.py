"""The figure of the first page: claims by level, each bar divided by status.

Numbers only: the template draws them as an SVG. Every status has a pattern of its own, so that the
figure reads in black and white.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.model import Strength

if TYPE_CHECKING:
    from db.records import Status
    from verifier.reports.arrange import Counts

LABEL = 86
"""Width kept for the levels' names, in units of the drawing."""

BARS = 400
"""Width of the longest bar."""

ROW = 24
"""Height of a level's row."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a bar: the claims of one level and status."""

    status: Status
    claims: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A level's bar; `end` is where its number stands."""

    level: Strength
    claims: int
    y: int
    end: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """The drawing: its bars from confirmed to rumour, and the statuses that its legend names."""

    bars: tuple[Bar, ...]
    statuses: tuple[Status, ...]
    width: int
    height: int


def figure(counts: Counts) -> Figure | None:
    """Lay the drawing out, or None where there is nothing to draw."""
    if not counts.claims:
        return None
    longest = max(counts.level(level) for level in Strength)
    bars = []
    for row, level in enumerate(reversed(Strength)):
        x = float(LABEL)
        pieces = []
        for status in counts.statuses():
            claims = counts.cells[level, status]
            if claims:
                width = round(BARS * claims / longest, 2)
                pieces.append(Piece(status, claims, round(x, 2), width))
                x += width
        bars.append(Bar(level, counts.level(level), row * ROW, round(x, 2), tuple(pieces)))
    return Figure(
        bars=tuple(bars),
        statuses=tuple(counts.statuses()),
        width=LABEL + BARS + 40,
        height=ROW * len(bars),
    )
