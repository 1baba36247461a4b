"""From the roles of the pieces around a cue to its link: cue, source, content as tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.adjuncts import adjunct_features, adjuncts
from claims.frames import CUE_PARTS

if TYPE_CHECKING:
    from claims.cues import View
    from claims.frames import Edges, Piece
    from claims.scoring import Scorer

NONE, CONTENT, SOURCE, CUE = range(4)
_LONGEST_CUE = 8
_LIKELY_SOURCE = 1.0
_SURELY_OFF = 0.0
_SURE = 9.0
_MARKS = frozenset(".,;:!?\"“”'‘’-–—―()[]…") | {"''", "``", "--", "..."}


@dataclass(slots=True)
class Built:
    """A link in the making.

    whole  the pieces that make up its content and its source, to be trimmed at their edges
    content_margin, source_margin  by how much (log-odds) its least sure content and its source are that
    """

    head: int
    score: float
    cue: list[int]
    source: list[int]
    content: list[tuple[int, int]]
    whole: list[tuple[Piece, str]]
    content_margin: float = 0.0
    source_margin: float = 0.0


def assemble(look: View, v: int, score: float, pieces: list[Piece], sure: Any) -> Built:
    """Put the pieces together; `sure` holds the scores `[pieces, roles]`."""
    p = look.parsed
    cue = {v, *(c for c in p.children[v] if p.dep[c] in CUE_PARTS)}
    content: set[int] = set()
    whole: list[tuple[Piece, str]] = []
    best = -1
    roles = sure.argmax(axis=1).tolist() if pieces else []
    if pieces and SOURCE not in roles:
        likely = int((sure[:, SOURCE] - sure.max(axis=1)).argmax())
        if sure[likely, SOURCE] - sure[likely].max() > -_LIKELY_SOURCE:
            roles[likely] = SOURCE
    for number, (piece, role) in enumerate(zip(pieces, roles, strict=True)):
        if role == CUE:
            if piece.last - piece.first <= _LONGEST_CUE:
                cue.update(range(piece.first, piece.last))
        elif piece.way == "x":
            continue
        elif role == CONTENT:
            content.update(range(piece.first, piece.last))
            if piece.head >= 0 and piece.way != ":":
                whole.append((piece, "c"))
        elif role == SOURCE and (best < 0 or sure[number, SOURCE] > sure[best, SOURCE]):
            best = number
    source: set[int] = set()
    if best >= 0:
        source = set(range(pieces[best].first, pieces[best].last)) - {v}
        opening = pieces[best].head
        if (
            opening == pieces[best].first
            and p.dep[opening] in {"prep", "agent"}
            and len(source) > 1
        ):
            # *According to X*, *was said by X*: the preposition is the cue's, X the source.
            source.discard(opening)
            if opening == v + 1:
                cue.add(opening)
        if pieces[best].head >= 0 and pieces[best].way != ":":
            whole.append((pieces[best], "s"))
    content -= cue
    content -= source
    return Built(
        v,
        score,
        sorted(cue - source),
        sorted(source),
        runs(look, content),
        whole,
        *_margins(pieces, sure, roles, best),
    )


def _margins(pieces: list[Piece], sure: Any, roles: list[int], best: int) -> tuple[float, float]:
    """By how much the least sure content is one, and the source, or that there is none."""
    contents = [k for k, r in enumerate(roles) if r == CONTENT and pieces[k].way != "x"]
    content = min(
        (float(sure[k, CONTENT] - sure[k, [NONE, SOURCE, CUE]].max()) for k in contents),
        default=-_SURE,
    )
    if best >= 0:
        return content, float(sure[best, SOURCE] - sure[best, [NONE, CONTENT]].max())
    return content, float((sure.max(axis=1) - sure[:, SOURCE]).min()) if pieces else _SURE


def trim(look: View, edge: Edges, built: list[Built], scorer: Scorer) -> None:
    """Cut off what hangs on at the edges of contents and sources and doesn't belong."""
    rows: list[list[str]] = []
    parts: list[tuple[int, Piece, str]] = []
    for number, b in enumerate(built):
        for piece, role in b.whole:
            for part in adjuncts(look.parsed, edge, piece):
                parts.append((number, part, role))
                rows.append(adjunct_features(look, b.head, piece, part, role))
    scores = scorer.scores(rows)[:, 0].tolist()
    gone: dict[tuple[int, str], set[int]] = {}
    for (number, part, role), score in zip(parts, scores, strict=True):
        if score < _SURELY_OFF:
            gone.setdefault((number, role), set()).update(range(part.first, part.last))
    for (number, role), cut in gone.items():
        b = built[number]
        if role == "s":
            b.source = [i for i in b.source if i not in cut] or b.source
        else:
            left = {i for first, last in b.content for i in range(first, last)} - cut
            b.content = runs(look, left) if left else b.content


def runs(look: View, content: set[int]) -> list[tuple[int, int]]:
    """Token ranges, bridged over marks alone, without the marks that end them."""
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
