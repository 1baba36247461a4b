"""A second look at the pieces around a cue, now that each has a first score: what the others say.

A noun phrase is less likely content where a clause surely is; what stands between two contents is
one as well. The features are the first scores, in steps, of a piece and of those around it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claims.frames import Piece

_STEPS = (-4.0, -2.0, -0.5, 0.5, 2.0, 4.0)
_NAMES = "0123456"
_NOTHING = -9.0


def features(pieces: list[Piece], scores: Any) -> list[list[str]]:
    """For each piece around one cue what its own first scores and those of the others say.

    `scores`: log-odds of none, content, source and cue, `[pieces, 4]`.
    """
    rows: list[list[float]] = scores.tolist()
    best = [row.index(max(row)) for row in rows]
    order = sorted(range(len(pieces)), key=lambda k: (pieces[k].first, pieces[k].last))
    contents = _two_highest([row[1] for row in rows])
    sources = _two_highest([row[2] for row in rows])
    said = [k for k in order if best[k] == 1]
    out: list[list[str]] = [[]] * len(pieces)
    for place, k in enumerate(order):
        piece, row = pieces[k], rows[k]
        content = contents[row[1] == contents[0]]
        source = sources[row[2] == sources[0]]
        sides = (
            f"{'y' if any(pieces[m].last <= piece.first for m in said) else 'n'}"
            f"{'y' if any(pieces[m].first >= piece.last for m in said) else 'n'}"
        )
        over = _over(pieces, rows, k)
        near = _beside(pieces, best, order, place)
        out[k] = _features(piece, row, best[k], (step(content), step(source)), over, sides, near)
    return out


def _features(
    piece: Piece,
    row: list[float],
    best: int,
    most: tuple[str, str],
    over: str,
    sides: str,
    near: tuple[str, str],
) -> list[str]:
    none, content, source, cue = row
    own = f"O{best}{step(content - max(none, source, cue))}"
    who = f"S{step(source - max(none, content, cue))}"
    way = piece.way + piece.path.rpartition("/")[2]
    mine = f"{way}|{own}"
    before, after = near
    return [
        own,
        mine,
        f"{way}|{who}",
        f"{own}|C{most[0]}",
        f"{own}|V{over}",
        f"{mine}|V{over}",
        f"{mine}|C{most[0]}",
        f"{who}|M{most[1]}",
        f"{way}|{who}|M{most[1]}",
        f"{own}|P{before}",
        f"{own}|N{after}",
        f"{own}|P{before}|N{after}",
        f"{way}|P{before}|N{after}",
        f"{own}|L{sides}",
        f"{mine}|L{sides}",
        f"{way}|cn{step(content)}{step(none)}",
        f"{way}|cue{step(cue)}",
        f"{mine}|P{before}",
        f"{mine}|N{after}",
    ]


def step(score: float) -> str:
    """A score as one of seven steps."""
    return _NAMES[bisect_right(_STEPS, score)]


def _two_highest(scores: list[float]) -> tuple[float, float]:
    """The highest score and the next, which is the highest of the others for the first's piece."""
    ranked = sorted(scores)[-2:] or [_NOTHING]
    return (ranked[-1], ranked[0]) if len(ranked) > 1 else (ranked[-1], _NOTHING)


def _over(pieces: list[Piece], rows: list[list[float]], k: int) -> str:
    """The highest scores for content and for none of the pieces that share words with piece `k`."""
    first, last = pieces[k].first, pieces[k].last
    content = none = _NOTHING
    for m, other in enumerate(pieces):
        if other.first < last and first < other.last and m != k:
            content = max(content, rows[m][1])
            none = max(none, rows[m][0])
    return step(content) + step(none)


def _beside(pieces: list[Piece], best: list[int], order: list[int], place: int) -> tuple[str, str]:
    """The roles of the pieces before and after, marked where they adjoin."""
    piece = pieces[order[place]]
    left = right = -1
    for k in reversed(order[:place]):
        if pieces[k].last <= piece.first:
            left = k
            break
    for k in order[place + 1 :]:
        if pieces[k].first >= piece.last:
            right = k
            break
    before = "^" if left < 0 else f"{best[left]}{_near(pieces[left].last, piece.first)}"
    after = "$" if right < 0 else f"{best[right]}{_near(piece.last, pieces[right].first)}"
    return before, after


def _near(end: int, start: int) -> str:
    return "a" if start - end <= 1 else ""
