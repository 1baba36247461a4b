"""A last look at each link as a whole: is it an attribution as it stands?

The scorers before it look at one word, one piece or one quotation. Here cue, source and content are
known, how sure each was, and the links around and inside.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from claims.cues import bucket, frame, subject_kind

if TYPE_CHECKING:
    from claims.assembly import Built
    from claims.cues import View
    from claims.scoring import Weights

_CHANCES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96, 0.985)
_MARGINS = (-1.0, -0.3, 0.3, 1.0, 2.0, 4.0)
_NAMES = "0123456789ab"
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_BARE = frozenset(("VB", "VBN", "VBG"))
_SAMPLE = 40
_RANGES = 3


def keep(look: View, built: list[Built], weights: Weights) -> list[Built]:
    """The links that hold as they stand, and the sure cues inside their contents.

    The corpus marks outermost attributions only, so that nothing was learnt of those inside.
    """
    built = [b for b in built if b.content]
    least = weights.settings["keep"]
    scores = weights.scorers["keep"].scores(rows(look, built))[:, 0].tolist()
    kept = [score >= least for score in scores]
    held = bytearray(len(look.parsed))
    for b, holds in zip(built, kept, strict=True):
        for first, last in b.content if holds else ():
            held[first:last] = b"\1" * (last - first)
    sure = weights.settings["cue"]
    return [
        b
        for b, holds in zip(built, kept, strict=True)
        if holds or (held[b.head] and b.score >= sure)
    ]


def rows(look: View, built: list[Built]) -> list[list[str]]:
    """What speaks for and against each link, for all links of a document in the order of their heads."""
    over = _over(built)
    inner: dict[int, float] = {}
    for b in built:
        outer = over.get(b.head)
        if outer is not None:
            inner[outer.head] = max(b.score, inner.get(outer.head, 0.0))
    return [features(look, b, over.get(b.head), inner.get(b.head, -1.0)) for b in built]


def _over(built: list[Built]) -> dict[int, Built]:
    """For each head the link of the narrowest content that holds it."""
    heads = [b.head for b in built]
    found: dict[int, tuple[int, Built]] = {}
    for b in built:
        width = sum(last - first for first, last in b.content)
        for first, last in b.content:
            for h in heads[bisect_left(heads, first) : bisect_left(heads, last)]:
                if h != b.head and (h not in found or width < found[h][0]):
                    found[h] = (width, b)
    return {h: b for h, (_, b) in found.items()}


def features(look: View, b: Built, outer: Built | None, inner: float) -> list[str]:
    """What speaks for and against one link.

    `outer`: the link around it; `inner`: how sure the surest cue inside its content is, or -1.
    """
    p = look.parsed
    v = b.head
    lemma, hangs = p.lemma[v], f"{p.tag[v]}|{p.dep[v]}"
    sure = _step(b.score, _CHANCES)
    who = _who(look, b)
    shape = frame(p, v)
    around = "-" if outer is None else _step(outer.score, _CHANCES)
    within = "-" if inner < 0 else _step(inner, _CHANCES)
    first, last = p.sents[p.sent[v]]
    out = [
        f"c{sure}",
        f"l={lemma}",
        f"lc={lemma}|{sure}",
        f"ld={lemma}|{p.dep[v]}",
        f"lw={lemma}|{who}",
        f"f={shape}",
        f"fc={shape}|{sure}",
        f"t={hangs}",
        f"tc={hangs}|{sure}",
        f"w={who}",
        f"wc={who}|{sure}",
        f"ov={around}",
        f"ovc={around}|{sure}",
        f"ol={'-' if outer is None else p.lemma[outer.head]}",
        f"oll={'-' if outer is None else p.lemma[outer.head]}|{lemma}",
        f"iw={within}",
        f"iwc={within}|{sure}",
        f"u={' '.join(p.lower[i] for i in b.cue[:4])}",
        f"un={min(len(b.cue), 5)}",
        f"qc={look.quoted[v] >= 0}{look.inside[last] > look.inside[first]}|{sure}",
        f"sp={bucket(v - first)}",
        f"sl={bucket(last - first)}",
        f"p={bucket(p.para[v])}",
    ]
    return out + _of_content(look, b, sure, who)


def _of_content(look: View, b: Built, sure: str, who: str) -> list[str]:
    p = look.parsed
    v = b.head
    lemma = p.lemma[v]
    first, last = b.content[0][0], b.content[-1][1]
    size = sum(y - x for x, y in b.content)
    long = bucket(size)
    quoted = _share(sum(look.inside[y] - look.inside[x] for x, y in b.content), size)
    side = "<" if last <= v else ">" if first > v else "="
    kind = f"{side}{_verbal(look, b)}{quoted}"
    gap = bucket(max(first - v, v - last, 0))
    pieces = min(len(b.content), 4)
    top = _top(look, b)
    hang = f"{p.dep[top]}{_way(look, v, top)}"
    far = p.para[first] != p.para[v] or p.para[last - 1] != p.para[v]
    content, source = _step(b.content_margin, _MARGINS), _step(b.source_margin, _MARGINS)
    return [
        f"lk={lemma}|{kind}",
        f"wk={who}|{kind}",
        f"k={kind}",
        f"kc={kind}|{sure}",
        f"n={long}",
        f"nk={long}|{kind}",
        f"nc={long}|{sure}",
        f"ln={lemma}|{long}",
        f"g={side}{gap}",
        f"gk={kind}{gap}",
        f"o={p.lower[first]}",
        f"ot={p.tag[first]}",
        f"lo={lemma}|{p.lower[first]}",
        f"lot={lemma}|{p.tag[first]}",
        f"e={p.tag[last - 1]}",
        f"a={p.lower[last] if last < len(p) else '$'}",
        f"h={hang}",
        f"lh={lemma}|{hang}",
        f"hc={hang}|{sure}",
        f"hw={hang}|{p.tag[top]}",
        f"tw={p.lemma[top]}",
        f"ltw={lemma}|{p.lemma[top]}",
        f"cm={content}",
        f"sm={source}",
        f"cs={content}{source}",
        f"ccm={sure}{content}",
        f"csm={sure}{source}",
        f"x={sure}{content}{source}",
        f"kcm={kind}|{content}",
        f"wsm={who}|{source}",
        f"hcm={hang}|{content}",
        f"ncm={long}|{content}",
        f"q={look.quoted[v] >= 0}{quoted}",
        f"r={pieces}",
        f"rk={pieces}|{kind}",
        f"far={far}|{bucket(p.sent[last - 1] - p.sent[first])}|{quoted}",
    ]


def _step(score: float, steps: tuple[float, ...]) -> str:
    return _NAMES[bisect_right(steps, score)]


def _share(inside: int, size: int) -> str:
    """How much of the content stands in quotation marks: none, all, most or less."""
    if not inside:
        return "0"
    return "1" if inside == size else "+" if 2 * inside > size else "-"


def _verbal(look: View, b: Built) -> str:
    """Whether the content holds a finite verb, another verb form, or none."""
    p = look.parsed
    tags = {t for x, y in b.content[:_RANGES] for t in p.tag[x : min(y, x + _SAMPLE)]}
    return "f" if tags & _FINITE else "v" if tags & _BARE else "n"


def _top(look: View, b: Built) -> int:
    """The word of the content that hangs on the cue, else the first that hangs on no other of it."""
    p = look.parsed
    best = -1
    for first, last in b.content[:_RANGES]:
        for i in range(first, min(last, first + _SAMPLE)):
            h = p.head[i]
            if (first <= h < last and h != i) or p.dep[i] == "punct":
                continue
            if h == b.head:
                return i
            if best < 0:
                best = i
    return best if best >= 0 else b.content[0][0]


def _way(look: View, v: int, top: int) -> str:
    """How the content's top is tied to the cue: below it, beside it, above it, or otherwise."""
    head = look.parsed.head
    if head[top] == v:
        return "k"
    return "u" if head[top] == head[v] else "U" if head[v] == top else "-"


def _who(look: View, b: Built) -> str:
    """The sort of the source's head and its side, or `none`."""
    p = look.parsed
    if not b.source:
        return "none"
    own = set(b.source)
    head = next((i for i in reversed(b.source) if p.head[i] not in own), b.source[0])
    return f"{subject_kind(p, head)}{'<' if head < b.head else '>'}"
