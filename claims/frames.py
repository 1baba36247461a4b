"""The pieces of a sentence around a cue, and what speaks for each being source, content or cue.

A piece is what one word governs, as a token range: the cue's own complements, those of the word above
it, the nearest subject above, and the quotations beside it. A scorer gives each its role.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.cues import AUXILIARY, SUBJECTS, View, bucket, frame, mark_context, subject_kind

if TYPE_CHECKING:
    from claims.parsed import Parsed

# Parts of a verb that are always the cue's: told by their label alone.
CUE_PARTS = frozenset((*AUXILIARY, "neg", "prt"))
_OPENED = frozenset(("xcomp", "ccomp", "dobj", "attr", "acomp", "oprd", "prep", "pcomp", "advcl"))
_COMPLEMENTS = frozenset(
    ("ccomp", "xcomp", "acl", "prep", "pobj", "dobj", "pcomp", "relcl", "advcl", "oprd", "acomp")
)
_NEAREST = 8
_HIGHEST = 5


@dataclass(slots=True)
class Piece:
    """A token range `[first, last)` around a cue with the word that heads it (-1: a quotation).

    way   how it was come by: `k` child of the cue, `x` how such a child opens, `u` child of the word above, `U` that word itself,
          `s` a subject further above, `q` a quotation, `:` what stands beside a colon
    path  the labels between the cue and the piece
    """

    first: int
    last: int
    head: int
    way: str
    path: str


@dataclass(slots=True)
class Edges:
    """First and last token of what each token governs."""

    left: list[int]
    right: list[int]


def edges(parsed: Parsed) -> Edges:
    """Work out the edges of all subtrees from the leaves up, in linear time, without recursion."""
    n = len(parsed)
    head, children = parsed.head, parsed.children
    left, right = list(range(n)), list(range(n))
    order = [i for i in range(n) if head[i] == i]
    for i in order:
        order.extend(children[i])
    for i in reversed(order):
        h = head[i]
        left[h] = min(left[h], left[i])
        right[h] = max(right[h], right[i])
    return Edges(left, right)


def pieces(look: View, edge: Edges, v: int) -> list[Piece]:
    """The pieces around the cue's head `v`, in the order in which they were come by."""
    p = look.parsed
    if p.tag[v] == ":" or p.dep[v] == "punct":
        return _beside_mark(look, v)
    found = [
        Piece(edge.left[c], edge.right[c] + 1, c, "k", p.dep[c])
        for c in p.children[v]
        if p.dep[c] not in CUE_PARTS and p.dep[c] != "punct"
    ]
    found += _openings(p, edge, v)
    found += _above(look, edge, v)
    found += _quotations(look, v)
    found += _below(look, v)
    return found


def _openings(p: Parsed, edge: Edges, v: int) -> list[Piece]:
    """What may be the cue's own at the start of a complement: *went on to say*, *called for*."""
    found = []
    for c in p.children[v]:
        dep = p.dep[c]
        if dep not in _OPENED or edge.right[c] <= c or c < v:
            continue
        inner = p.children[c]
        follow = next((p.dep[k] for k in inner if k > c and p.dep[k] in _COMPLEMENTS), "")
        if not follow or c - edge.left[c] > 4:
            continue
        found.append(Piece(edge.left[c], c + 1, c, "x", f"{dep}/{follow}"))
        if follow == "prep":
            k = next(k for k in inner if k > c and p.dep[k] == "prep")
            if edge.right[k] > k:
                found.append(Piece(k, k + 1, k, "x", f"{dep}/prep/"))
    return found


def _above(look: View, edge: Edges, v: int) -> list[Piece]:
    p = look.parsed
    h = p.head[v]
    if h == v:
        return []
    dep = p.dep[v]
    found = [Piece(h, h + 1, h, "U", dep)]
    siblings = p.children[h]
    if len(siblings) > 2 * _NEAREST:
        siblings = sorted(sorted(siblings, key=lambda c: abs(c - v))[: 2 * _NEAREST])
    found += [
        Piece(edge.left[c], edge.right[c] + 1, c, "u", f"{dep}/{p.dep[c]}")
        for c in siblings
        if c != v and p.dep[c] != "punct"
    ]
    path = dep
    for _ in range(_HIGHEST):
        if look.subject[h] >= 0 and len(path) > len(dep):
            c = look.subject[h]
            if c != v:
                found.append(Piece(edge.left[c], edge.right[c] + 1, c, "s", path))
            break
        if look.subject[h] >= 0 or p.head[h] == h:
            break
        path += "/" + p.dep[h]
        h = p.head[h]
    return found


def _quotations(look: View, v: int) -> list[Piece]:
    """The quotation before and the one after a cue that stands in none."""
    p = look.parsed
    if look.quoted[v] >= 0:
        return []
    begin, end = p.para_tokens[p.para[v]]
    found = []
    after = next((i for i in range(v + 1, min(end, v + 40)) if look.quoted[i] >= 0), -1)
    if after < 0 and v + 40 >= end < len(p) and look.quoted[end] >= 0:
        after = end
    before = next((i for i in range(v - 1, max(begin, v - 40) - 1, -1) if look.quoted[i] >= 0), -1)
    for i, path in ((before, "<"), (after, ">")):
        if i >= 0:
            quote = look.quotes[look.quoted[i]]
            found.append(Piece(quote.first, quote.last, -1, "q", path))
    return found


def _beside_mark(look: View, v: int) -> list[Piece]:
    """What stands around a colon or dash: a name on one side, what is said on the other."""
    p = look.parsed
    begin, end = p.para_tokens[p.para[v]]
    first, last = p.sents[p.sent[v]]
    comma = next((i for i in range(v + 1, min(last, v + 12)) if p.lower[i] in {",", "("}), -1)
    found = [
        Piece(begin, first, -1, ":", "before"),
        Piece(first, v, max(v - 1, first), ":", "left"),
        Piece(v + 1, last, min(v + 1, last - 1), ":", "right"),
        Piece(last, end, -1, ":", "after"),
    ]
    if comma > 0:
        found.append(Piece(v + 1, comma, v + 1, ":", "name"))
    if v > begin and look.quoted[v - 1] >= 0:
        quote = look.quotes[look.quoted[v - 1]]
        found.append(Piece(quote.first, quote.last, -1, "q", ":<"))
    if v + 1 < end and look.quoted[v + 1] >= 0:
        quote = look.quotes[look.quoted[v + 1]]
        found.append(Piece(quote.first, quote.last, -1, "q", ":>"))
    if v == begin and v:
        found.append(Piece(p.para_tokens[p.para[v - 1]][0], v, -1, ":", "above"))
    found += _below(look, v)
    return [x for x in found if x.last > x.first]


def _below(look: View, v: int) -> list[Piece]:
    """The paragraph below, where the cue's own ends in a colon."""
    p = look.parsed
    end = p.para_tokens[p.para[v]][1]
    if p.lower[end - 1] != ":" or end >= len(p) or p.sents[p.sent[v]][1] != end:
        return []
    return [Piece(end, p.para_tokens[p.para[end]][1], -1, ":", "below")]


def common(look: View, v: int) -> list[str]:
    """What all pieces around a cue share: worked out once a cue."""
    p = look.parsed
    if p.tag[v] == ":" or p.dep[v] == "punct":
        context = mark_context(look, v)
        return [
            p.lower[v],
            str(look.speakers > 3),
            context,
            context[:4],
            context.split(">")[0],
            "m",
        ]
    has = {p.dep[c] for c in p.children[v]}
    known = "".join(
        letter
        for letter, dep in (
            ("c", "ccomp"),
            ("x", "xcomp"),
            ("o", "dobj"),
            ("a", "acomp"),
            ("t", "attr"),
            ("p", "prep"),
            ("g", "agent"),
            ("u", "auxpass"),
            ("v", "advcl"),
            ("l", "acl"),
        )
        if dep in has
    )
    state = "in" if look.quoted[v] >= 0 else "out"
    first, last = p.sents[p.sent[v]]
    quotes = bucket(len({k for k in look.quoted[max(first, v - 60) : min(last, v + 60)] if k >= 0}))
    return [
        p.lemma[v],
        p.tag[v],
        known,
        frame(p, v),
        f"{state}{quotes}",
        subject_kind(p, look.subject[v]),
    ]


def features(look: View, v: int, piece: Piece, shared: list[str]) -> list[str]:
    """What speaks for each role of a piece around the cue's head `v`."""
    p = look.parsed
    lemma, tag, known, shape, quoting, kind = shared
    a, b, c = piece.first, piece.last, piece.head
    side = "<" if a < v else ">"
    where = f"{piece.way}{piece.path}{side}"
    begin, end = p.para_tokens[p.para[v]]
    gap = v - b if a < v else a - v - 1
    quoted = share(look, a, b)
    before = p.lower[a - 1] if a > begin else "^"
    after = p.lower[b] if b < end else "$"
    out = [
        where,
        f"{where}|{lemma}",
        f"{where}|{tag}",
        f"{where}|{known}",
        f"{where}|{shape}",
        f"{where}|q{quoted}",
        f"{where}|Q{quoting}|{quoted}",
        f"{where}|s{kind}",
        f"{where}|n{bucket(b - a)}",
        f"{where}|g{bucket(gap)}",
        f"{where}|1{p.lower[a]}",
        f"{where}|L{p.lower[b - 1]}",
        f"{where}|b{before}",
        f"{where}|a{after}",
        f"1{p.lower[a]}",
        f"{lemma}|1{p.lower[a]}",
        f"T{p.tag[a]}",
    ]
    if c >= 0:
        out += _of_head(look, c, where, lemma, known)
    if piece.way == "q":
        sentence = "same" if p.sent[a] <= p.sent[v] <= p.sent[b - 1] else "other"
        out += [
            f"{where}|{sentence}",
            f"{where}|{sentence}|{known}",
            f"{where}|{sentence}|{before}",
        ]
    return out


def _of_head(look: View, c: int, where: str, lemma: str, known: str) -> list[str]:
    """What the word that heads a piece says."""
    p = look.parsed
    word, pos = p.lemma[c], p.tag[c]
    out = [
        f"{where}|h{word}",
        f"h{word}",
        f"{lemma}|h{word}",
        f"{where}|p{pos}",
        f"{where}|{known}|p{pos}",
        f"{where}|{lemma}|p{pos}",
    ]
    out += [f"{where}|k{p.dep[k]}" for k in p.children[c][:6]]
    if p.dep[c] in {"prep", "agent"} and p.children[c]:
        k = p.children[c][0]
        out += [
            f"{where}|{p.lower[c]}|o{p.lemma[k]}",
            f"{lemma}|{p.lower[c]}|o{p.tag[k]}",
            f"{where}|{p.lower[c]}|{known}",
            f"o{p.lemma[k]}",
        ]
    if p.dep[c] in SUBJECTS:
        out.append(f"{where}|{p.dep[c]}")
    out.append(f"{where}|S{subject_kind(p, look.subject[c])}")
    return out


def share(look: View, a: int, b: int) -> str:
    """How much of a token range stands in quotation marks: none, all, or from which end on."""
    inside = look.inside[b] - look.inside[a]
    if not inside:
        return "0"
    if inside >= b - a:
        return "1"
    return "a" if look.quoted[a] >= 0 else "p"
