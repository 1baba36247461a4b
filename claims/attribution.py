"""Who is said to have said what: from a parsed document to its attributions, chains by `parent`.

A scorer says which words are cues; a second one gives each piece of the sentence around a cue its
role; quotations are then taken whole and carried on over sentences and paragraphs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import cues, frames, turns
from claims.assembly import Built, assemble, trim
from claims.link import Link
from claims.model import Quotation
from claims.speech import assign, ranges
from claims.scoring import attribution_weights, chances

if TYPE_CHECKING:
    from claims.cues import View
    from claims.frames import Edges
    from claims.parsed import Parsed
    from claims.scoring import Scorer, Weights

_DEEPEST = 16


def find_links(parsed: Parsed, *, rules_only: bool = False) -> list[Link]:
    """All attributions of a document in text order of their heads, `parent` set.

    With `rules_only` no trained weight has a say.
    """
    return find_with(parsed, attribution_weights())


def find_with(parsed: Parsed, weights: Weights) -> list[Link]:
    """The same with given weights: for training."""
    look = cues.view(parsed)
    edge = frames.edges(parsed)
    scorers = weights.scorers
    heads = cue_heads(look, weights)
    built = build(look, edge, heads, scorers["role"])
    if "trim" in scorers:
        trim(look, edge, built, scorers["trim"])
    if "speech" in scorers:
        assign(look, built, scorers["speech"])
    built = _with_turns(built, turns.find(look))
    links = [_link(look, b) for b in built if b.content]
    links = _consistent(links)
    set_parents(parsed, links)
    return links


def _with_turns(built: list[Built], spoken: list[Built]) -> list[Built]:
    """Turns and signatures added; what they cover belongs to no link from outside."""
    for turn in spoken:
        (first, last) = turn.content[0]
        for b in built:
            if not first <= b.head < last and any(x < last and first < y for x, y in b.content):
                tokens = [i for x, y in b.content for i in range(x, y) if not first <= i < last]
                b.content = ranges(tokens)
    marks = {turn.head for turn in spoken}
    kept = [b for b in built if b.head not in marks and marks.isdisjoint(b.cue)]
    return sorted([*kept, *spoken], key=lambda b: b.head)


def cue_heads(look: View, weights: Weights) -> list[tuple[int, float]]:
    """The words that are a cue's head, with their chance."""
    found = cues.candidates(look, weights.nouns)
    rows = [cues.features(look, i) for i in found]
    scores = chances(weights.scorers["cue"].scores(rows)[:, 0]).tolist()
    least = weights.settings["cue"]
    return [(i, s) for i, s in zip(found, scores, strict=True) if s >= least]


def build(look: View, edge: Edges, heads: list[tuple[int, float]], scorer: Scorer) -> list[Built]:
    """Give the pieces around each head their roles."""
    taken = _shallow(look.parsed, heads)
    around = [frames.pieces(look, edge, v) for v, _ in taken]
    rows: list[list[str]] = []
    for (v, _), pieces in zip(taken, around, strict=True):
        shared = frames.common(look, v)
        rows += [frames.features(look, v, piece, shared) for piece in pieces]
    roles = scorer.scores(rows)
    built = []
    place = 0
    for (v, score), pieces in zip(taken, around, strict=True):
        mine = roles[place : place + len(pieces)]
        place += len(pieces)
        built.append(assemble(look, v, score, pieces, mine))
    return built


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


def set_parents(parsed: Parsed, links: list[Link]) -> None:
    """Point each link at the smallest one whose content holds its cue."""
    cover: dict[int, list[tuple[int, int]]] = {}
    heads = {k.head if k.head >= 0 else k.content[0][0] for k in links}
    for number, link in enumerate(links):
        width = sum(b - a for a, b in link.content)
        for a, b in link.content:
            for i in range(a, b):
                if i in heads:
                    cover.setdefault(i, []).append((width, number))
    for number, link in enumerate(links):
        head = link.head if link.head >= 0 else link.content[0][0]
        outer = [x for x in cover.get(head, []) if x[1] != number]
        link.parent = min(outer)[1] if outer else -1
