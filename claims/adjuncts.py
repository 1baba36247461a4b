"""What hangs on at the edges of a content or a source, and what speaks for its belonging there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.cues import bucket, subject_kind
from claims.frames import Piece, share

if TYPE_CHECKING:
    from claims.cues import View
    from claims.frames import Edges
    from claims.parsed import Parsed

_AFTER = frozenset(
    (
        "conj",
        "advcl",
        "relcl",
        "acl",
        "prep",
        "parataxis",
        "appos",
        "ccomp",
        "npadvmod",
        "advmod",
        "dep",
        "xcomp",
    )
)
_BEFORE = frozenset(
    ("advcl", "cc", "advmod", "prep", "npadvmod", "mark", "intj", "ccomp", "dep", "preconj")
)
_LONGEST = 12


def adjuncts(p: Parsed, edge: Edges, piece: Piece) -> list[Piece]:
    """What hangs on at the end of a piece, or stands before it, and may not belong: outermost first.

    At the end: coordinated, relative, participle and adverbial clauses, appositions, phrases; a part
    of a part comes after it. Before: what precedes the piece's head word at its left edge.
    """
    found: list[Piece] = []
    start = piece.first
    while start < piece.last and p.dep[start] == "punct":
        start += 1
    found += [
        Piece(edge.left[c], edge.right[c] + 1, c, "<", p.dep[c])
        for c in p.children[piece.head]
        if c < piece.head and edge.left[c] == start and p.dep[c] in _BEFORE
    ]
    n = piece.head
    depth = 0
    while depth < _LONGEST and len(found) < _LONGEST:
        # The next word down the right edge: the last child that isn't a mark.
        last = -1
        for c in reversed(p.children[n]):
            if c <= n or edge.right[c] >= piece.last:
                break
            if p.dep[c] == "punct":
                continue
            if p.dep[c] in _AFTER:
                found.append(
                    Piece(edge.left[c], edge.right[c] + 1, c, ">", f"{bucket(depth)}{p.dep[c]}")
                )
            if last < 0:
                last = c
            if len(found) >= _LONGEST:
                break
        if last < 0:
            break
        n = last
        depth += 1
    return found


def adjunct_features(look: View, v: int, whole: Piece, part: Piece, role: str) -> list[str]:
    """What speaks for a part at the edge of a piece belonging to it."""
    p = look.parsed
    a, b, c = part.first, part.last, part.head
    where = f"{role}{part.way}{part.path}"
    dep = p.dep[c]
    side = "<" if whole.first < v else ">"
    before = p.lower[a - 1] if a > 0 else "^"
    if before in {"and", "but", "or"} and a > 1:
        before = f"{p.lower[a - 2] if p.lower[a - 2] in {',', ';'} else ''} {before}"
    comma = (
        before
        if before in {",", "—", "-", ";", "(", "–", "--", ", and", ", but", " and", " but"}
        else "w"
    )
    subject = subject_kind(p, look.subject[c])
    shared = share(look, a, b) + share(look, whole.first, a if part.way == ">" else whole.first)
    rest = bucket(a - whole.first) if part.way == ">" else bucket(whole.last - b)
    kids = [p.dep[k] for k in p.children[c][:4]]
    out = [
        "b",
        where,
        f"{where}|{comma}",
        f"{where}|{comma}|{side}{whole.way}{p.dep[whole.head]}",
        f"{where}|{comma}|S{subject}",
        f"{role}{dep}|{comma}|{p.tag[c]}",
        f"{role}{dep}|{comma}|1{p.lower[a]}",
        f"{role}{dep}|1{p.lower[a]}",
        f"{role}|1{p.lower[a]}|{comma}",
        f"{role}|h{p.lemma[c]}|{comma}",
        f"{role}{dep}|h{p.lemma[c]}",
        f"{role}{dep}|u{p.lemma[p.head[c]]}",
        f"{role}{dep}|v{p.lemma[v]}",
        f"{role}{dep}|{comma}|v{p.lemma[v]}",
        f"{where}|q{shared}",
        f"{where}|q{shared}|{comma}",
        f"{where}|n{bucket(b - a)}",
        f"{where}|{comma}|r{rest}",
        f"{where}|{side}e{'end' if b >= whole.last - 1 else 'mid'}|{comma}",
        f"{where}|v{p.tag[v]}|{whole.way}{whole.path}",
        f"{role}{dep}|t{p.tag[a]}|{comma}",
        f"{role}{dep}|w{p.tag[whole.head]}|{comma}",
    ]
    out += [f"{role}{dep}|{comma}|k{x}" for x in kids]
    return out
