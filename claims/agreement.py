"""A second look at the pieces around a cue, now that each has a first score: what the others say.

A noun phrase is less likely content where a clause surely is; what stands between two contents is
one as well. The features are the first scores, in steps, of a piece and of those around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claims.frames import Piece

_STEPS = (-4.0, -2.0, -0.5, 0.5, 2.0, 4.0)
_NOTHING = [-9.0] * 4


def features(pieces: list[Piece], scores: Any) -> list[list[str]]:
    """For each piece around one cue what its own first scores and those of the others say.

    `scores`: log-odds of none, content, source and cue, `[pieces, 4]`.
    """
    rows: list[list[float]] = scores.tolist()
    best = [max(range(4), key=row.__getitem__) for row in rows]
    order = sorted(range(len(pieces)), key=lambda k: (pieces[k].first, pieces[k].last))
    return [
        _features(pieces, rows, best, order, order.index(number)) for number in range(len(pieces))
    ]


def _features(
    pieces: list[Piece], rows: list[list[float]], best: list[int], order: list[int], place: int
) -> list[str]:
    number = order[place]
    piece = pieces[number]
    none, content, source, cue = rows[number]
    others = [k for k in range(len(pieces)) if k != number]
    shared = [k for k in others if pieces[k].first < piece.last and piece.first < pieces[k].last]
    most = _highest(rows, others)
    within = _highest(rows, shared)
    left = next((k for k in reversed(order[:place]) if pieces[k].last <= piece.first), -1)
    right = next((k for k in order[place + 1 :] if pieces[k].first >= piece.last), -1)
    before = "^" if left < 0 else f"{best[left]}{_near(pieces[left].last, piece.first)}"
    after = "$" if right < 0 else f"{best[right]}{_near(piece.last, pieces[right].first)}"
    said_left = any(best[k] == 1 and pieces[k].last <= piece.first for k in others)
    said_right = any(best[k] == 1 and pieces[k].first >= piece.last for k in others)
    own = f"O{best[number]}{step(content - max(none, source, cue))}"
    who = f"S{step(source - max(none, content, cue))}"
    way = piece.way + piece.path.rpartition("/")[2]
    over = f"V{step(within[1])}{step(within[0])}"
    sides = f"L{int(said_left)}{int(said_right)}"
    return [
        own,
        f"{way}|{own}",
        f"{way}|{who}",
        f"{own}|C{step(most[1])}",
        f"{own}|{over}",
        f"{way}|{own}|{over}",
        f"{way}|{own}|C{step(most[1])}",
        f"{who}|M{step(most[2])}",
        f"{way}|{who}|M{step(most[2])}",
        f"{own}|P{before}",
        f"{own}|N{after}",
        f"{own}|P{before}|N{after}",
        f"{way}|P{before}|N{after}",
        f"{own}|{sides}",
        f"{way}|{own}|{sides}",
        f"{way}|cn{step(content)}{step(none)}",
        f"{way}|cue{step(cue)}",
        f"{way}|{own}|P{before}",
        f"{way}|{own}|N{after}",
    ]


def step(score: float) -> str:
    """A score as one of seven steps."""
    return str(sum(score >= edge for edge in _STEPS))


def _highest(rows: list[list[float]], which: list[int]) -> list[float]:
    return [max(column) for column in zip(*(rows[k] for k in which), strict=True)] or _NOTHING


def _near(end: int, start: int) -> str:
    return "a" if start - end <= 1 else ""
