"""Who is said to have said what: from a parsed document to its attributions, chains by `parent`.

A scorer says which words may be cues; a second one gives each piece of the sentence around a cue its
role; quotations are then taken whole and carried on over sentences and paragraphs; a last scorer
keeps the links that hold as a whole.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from claims import agreement, cues, frames, keeping, rules, speech, turns
from claims.assembly import Built, assemble, runs, trim
from claims.link import Link
from claims.model import Quotation
from claims.scoring import attribution_weights, chances

if TYPE_CHECKING:
    from claims.cues import View
    from claims.frames import Edges, Piece
    from claims.parsed import Parsed
    from claims.scoring import Scorer, Weights

_DEEPEST = 16
_FAR = 400
_SHORTEST_BARE = 8
_BARE = 0.5


def find_links(parsed: Parsed, *, rules_only: bool = False) -> list[Link]:
    """All attributions of a document in text order of their heads, `parent` set.

    With `rules_only` no trained weight has a say.
    """
    return _by_rules(parsed) if rules_only else find_with(parsed, attribution_weights())


def find_with(parsed: Parsed, weights: Weights) -> list[Link]:
    """The same with given weights."""
    look = cues.view(parsed)
    return _finish(look, keeping.keep(look, candidates(look, weights), weights))


def candidates(look: View, weights: Weights) -> list[Built]:
    """The links around all words that may be cues, with their quotations, before any is dropped."""
    edge = frames.edges(look.parsed)
    built = build(look, edge, cue_heads(look, weights), weights.scorers)
    trim(look, edge, built, weights.scorers["trim"])
    speech.assign(look, built, weights.scorers["speech"])
    return built


def _by_rules(parsed: Parsed) -> list[Link]:
    look = cues.view(parsed)
    edge = frames.edges(parsed)
    built = []
    for v, score in _shallow(parsed, rules.heads(look)):
        pieces = frames.pieces(look, edge, v)
        built.append(assemble(look, v, score, pieces, rules.roles(look, v, pieces)))
    for quote, owner in zip(look.quotes, rules.assign(look, built), strict=True):
        if owner >= 0:
            speech.give(built[owner], quote)
    return _finish(look, built)


def _finish(look: View, built: list[Built]) -> list[Link]:
    built = _with_turns(built, turns.find(look))
    links = _consistent([_link(look, b) for b in built if b.content])
    links += _bare(look, links)
    links.sort(key=_place)
    set_parents(links)
    _widen(look, links)
    return links


def _place(link: Link) -> int:
    return link.head if link.head >= 0 else link.content[0][0]


def _bare(look: View, links: list[Link]) -> list[Link]:
    """Paragraphs that are one quotation which nobody owns: whoever was quoted just before, or nobody."""
    p = look.parsed
    covered = bytearray(len(p))
    speaker: dict[int, tuple[int, ...]] = {}
    for link in links:
        for a, b in link.content:
            covered[a:b] = b"\1" * (b - a)
        if link.quotation is not Quotation.INDIRECT and link.source:
            speaker[p.para[link.content[-1][1] - 1]] = link.source
    found = []
    for quote in look.quotes:
        first, last = p.para_tokens[quote.para]
        size = quote.last - quote.first
        if (
            size < _SHORTEST_BARE
            or size + 1 < last - first
            or 1 in covered[quote.first : quote.last]
        ):
            continue
        source = speaker.get(quote.para - 1, ())
        if source:
            speaker[quote.para] = source
        found.append(
            Link(
                cue=(),
                head=-1,
                key="",
                frame="quotation",
                source=source,
                content=[(quote.first, quote.last)],
                quotation=Quotation.DIRECT,
                score=_BARE,
            )
        )
    return found


def _with_turns(built: list[Built], spoken: list[Built]) -> list[Built]:
    """Turns and signatures added; what they cover belongs to no link from outside."""
    heads = [b.head for b in built]
    for turn in spoken:
        (first, last) = turn.content[0]
        # No other link reaches farther than this over what a turn covers.
        near = slice(bisect_left(heads, first - _FAR), bisect_left(heads, last + _FAR))
        for b in built[near]:
            if not first <= b.head < last and any(x < last and first < y for x, y in b.content):
                tokens = [i for x, y in b.content for i in range(x, y) if not first <= i < last]
                b.content = speech.ranges(tokens)
    marks = {turn.head for turn in spoken}
    kept = [b for b in built if b.head not in marks and marks.isdisjoint(b.cue)]
    return sorted([*kept, *spoken], key=lambda b: b.head)


def cue_heads(look: View, weights: Weights) -> list[tuple[int, float]]:
    """The words that may be a cue's head, with their chance."""
    found = cues.candidates(look, weights.nouns)
    rows = [cues.features(look, i) for i in found]
    scores = chances(weights.scorers["cue"].scores(rows)[:, 0]).tolist()
    least = weights.settings["candidate"]
    return [(i, s) for i, s in zip(found, scores, strict=True) if s >= least]


def build(
    look: View, edge: Edges, heads: list[tuple[int, float]], scorers: dict[str, Scorer]
) -> list[Built]:
    """Give the pieces around each head their roles and put them together."""
    taken = _shallow(look.parsed, heads)
    around = [frames.pieces(look, edge, v) for v, _ in taken]
    rows: list[list[str]] = []
    for (v, _), pieces in zip(taken, around, strict=True):
        shared = frames.common(look, v)
        rows += [frames.features(look, v, piece, shared) for piece in pieces]
    first = scorers["role"].scores(rows)
    groups = _groups(around)
    rows = [
        row
        for pieces, (a, b) in zip(around, groups, strict=True)
        for row in agreement.features(pieces, first[a:b])
    ]
    second = scorers["agreement"].scores(rows) if "agreement" in scorers else first
    return [
        assemble(look, v, score, pieces, second[a:b])
        for (v, score), pieces, (a, b) in zip(taken, around, groups, strict=True)
    ]


def _groups(around: list[list[Piece]]) -> list[tuple[int, int]]:
    ends = [0, *accumulate(len(pieces) for pieces in around)]
    return list(pairwise(ends))


def _shallow(parsed: Parsed, heads: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """The heads under at most sixteen others: deeper chains are no one's meaning, and take forever."""
    chosen = {i for i, _ in heads}
    depth: dict[int, int] = {}
    for i in range(len(parsed)):
        trail = []
        node = i
        while node not in depth:
            trail.append(node)
            if parsed.head[node] == node:
                break
            node = parsed.head[node]
        for t in reversed(trail):
            h = parsed.head[t]
            depth[t] = (depth[h] if h != t else 0) + (t in chosen)
    return [(i, s) for i, s in heads if depth[i] <= _DEEPEST]


def _link(look: View, built: Built) -> Link:
    p = look.parsed
    v = built.head
    return Link(
        cue=tuple(built.cue),
        head=v,
        key=_key(p, v),
        frame=cues.frame(p, v),
        source=tuple(built.source),
        content=built.content,
        quotation=quotation(look, built.content),
        score=built.score,
    )


def _key(p: Parsed, v: int) -> str:
    if p.lower[v] == "according":
        return "according to"
    particle = p.child(v, "prt")
    return p.lemma[v] if particle is None else f"{p.lemma[v]} {p.lower[particle]}"


def quotation(look: View, content: list[tuple[int, int]]) -> Quotation:
    """Whether the content begins in quotation marks, holds some later, or none."""
    if look.quoted[content[0][0]] >= 0:
        return Quotation.DIRECT
    inside = sum(look.inside[b] - look.inside[a] for a, b in content)
    return Quotation.MIXED if inside else Quotation.INDIRECT


def _consistent(links: list[Link]) -> list[Link]:
    """Drop links whose head is part of a surer link's cue."""
    cue_of = {i: k for k in links for i in k.cue if i != k.head}
    return [k for k in links if k.head not in cue_of or cue_of[k.head].score < k.score]


def _widen(look: View, links: list[Link]) -> None:
    """Let each content hold what the links nested in it say, the innermost first."""
    for link in sorted(links, key=lambda k: -_depth(links, k)):
        if link.parent < 0:
            continue
        outer = links[link.parent]
        if all(any(x <= a and b <= y for x, y in outer.content) for a, b in link.content):
            continue
        own = {*outer.cue, *outer.source}
        tokens = {i for a, b in (*outer.content, *link.content) for i in range(a, b)} - own
        outer.content = runs(look, tokens)


def _depth(links: list[Link], link: Link) -> int:
    depth = 0
    while link.parent >= 0:
        link = links[link.parent]
        depth += 1
    return depth


def set_parents(links: list[Link]) -> None:
    """Point each link at the smallest one whose content holds its cue."""
    cover: dict[int, list[tuple[int, int]]] = {}
    heads = {_place(k) for k in links}
    for number, link in enumerate(links):
        width = sum(b - a for a, b in link.content)
        for a, b in link.content:
            for i in range(a, b):
                if i in heads:
                    cover.setdefault(i, []).append((width, number))
    for number, link in enumerate(links):
        outer = [x for x in cover.get(_place(link), []) if x[1] != number]
        link.parent = min(outer)[1] if outer else -1
    _break_circles(links)


def _break_circles(links: list[Link]) -> None:
    """Where contents hold each other's cues, the surest link of the circle is the outermost."""
    done: set[int] = set()
    for number in range(len(links)):
        path: list[int] = []
        at = number
        while at >= 0 and at not in done:
            done.add(at)
            path.append(at)
            at = links[at].parent
        if at in path:
            circle = path[path.index(at) :]
            links[max(circle, key=lambda k: links[k].score)].parent = -1
