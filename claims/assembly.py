"""From the roles of the pieces around a cue to its link: cue, source, content as tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.frames import CUE_PARTS

if TYPE_CHECKING:
    from claims.cues import View
    from claims.frames import Edges, Piece

NONE, CONTENT, SOURCE, CUE = range(4)
_MARKS = frozenset(".,;:!?\"“”'‘’-–—―()[]…") | {"''", "``", "--", "..."}


@dataclass(slots=True)
class Built:
    """A link in the making."""

    head: int
    score: float
    cue: list[int]
    source: list[int]
    content: list[tuple[int, int]]


def assemble(
    look: View, edge: Edges, v: int, score: float, pieces: list[Piece], roles: list[int], sure: Any
) -> Built:
    """Put the pieces together; `sure` holds the scores `[pieces, roles]`."""
    p = look.parsed
    cue = {v, *(c for c in p.children[v] if p.dep[c] in CUE_PARTS)}
    source: set[int] = set()
    content: set[int] = set()
    best = -1
    for number, (piece, role) in enumerate(zip(pieces, roles, strict=True)):
        tokens = range(piece.first, piece.last)
        if role == CUE and piece.last - piece.first <= 8:
            cue.update(tokens)
        elif role == CONTENT:
            content.update(tokens)
        elif role == SOURCE and (best < 0 or sure[number, SOURCE] > sure[best, SOURCE]):
            best = number
    if best >= 0:
        source = set(range(pieces[best].first, pieces[best].last)) - {v}
    content -= cue
    content -= source
    return Built(v, score, sorted(cue - source), sorted(source), _pieces(look, content))


def _pieces(look: View, content: set[int]) -> list[tuple[int, int]]:
    """Token ranges, bridged over marks alone."""
    p = look.parsed
    found: list[tuple[int, int]] = []
    for i in sorted(content):
        if (
            found
            and all(p.lower[k] in _MARKS for k in range(found[-1][1], i))
            and i - found[-1][1] < 4
        ):
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found
