"""Whose words a quotation is: each quotation goes to one link around it, or to none.

The parse alone can't tell: quotations run over sentences and paragraphs, are cut by their cue
(“A,” he said. “B.”) and go on without one. A scorer weighs each quotation against the links near it.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from claims.cues import bucket

if TYPE_CHECKING:
    from claims.assembly import Built
    from claims.cues import View
    from claims.quotes import Quote
    from claims.scoring import Scorer

_REACH = 3
_PIECES = 8
_SURELY_NOT = -0.5


def owners(look: View, built: list[Built]) -> list[list[int]]:
    """For each quotation the links (places in `built`) that may own it, nearest first on each side.

    `built` is in the order of the heads.
    """
    p = look.parsed
    heads = [b.head for b in built]
    covering: list[list[int]] = [[] for _ in look.quotes]
    for number, b in enumerate(built):
        for first, last in b.content:
            i = first
            while i < last:
                k = look.quoted[i]
                if k >= 0:
                    if look.quoted[b.head] != k and (not covering[k] or covering[k][-1] != number):
                        covering[k].append(number)
                    i = look.quotes[k].last
                else:
                    i += 1
    found = []
    for k, quote in enumerate(look.quotes):
        place = bisect_left(heads, quote.first)
        mine = list(covering[k][:4])
        left = 0
        for number in range(place - 1, max(place - 9, -1), -1):
            away = quote.para - p.para[heads[number]]
            if away > 1 + quote.continues or left == _REACH:
                break
            if look.quoted[heads[number]] < 0:
                left += 1
                if number not in mine:
                    mine.append(number)
        right = 0
        for number in range(place, min(place + 8, len(built))):
            if heads[number] < quote.last:
                continue
            if p.para[heads[number]] - quote.para > 1 or right == _REACH - 1:
                break
            if look.quoted[heads[number]] < 0:
                right += 1
                if number not in mine:
                    mine.append(number)
        found.append(mine)
    return found


def assign(look: View, built: list[Built], scorer: Scorer) -> None:
    """Give each quotation whole to the link that owns it; the others lose it."""
    taken: int = -1
    for quote, near in zip(look.quotes, owners(look, built), strict=True):
        if not near:
            taken = -1
            continue
        own = about(look, quote)
        rows = [
            features(
                look,
                quote,
                built[n],
                taken == n,
                is_nearest(built, near, n, quote),
                own,
                min(len(near), 4),
            )
            for n in near
        ]
        scores = scorer.scores(rows)[:, 0].tolist()
        best = max(range(len(near)), key=scores.__getitem__)
        taken = near[best] if scores[best] > 0 else -1
        for n in near:
            if n == taken:
                give(built[n], quote)
            elif taken >= 0 or scores[near.index(n)] < _SURELY_NOT:
                _remove(built[n], quote)


def is_nearest(built: list[Built], near: list[int], n: int, quote: Quote) -> bool:
    """Whether no other of the links near a quotation stands between it and link `n`."""
    v = built[n].head
    if v < quote.first:
        return all(not v < built[m].head < quote.first for m in near)
    return all(not quote.first <= built[m].head < v for m in near)


def give(link: Built, quote: Quote) -> None:
    """Add a whole quotation to a link's content, but for the link's own cue and source."""
    own = {*link.cue, *link.source}
    tokens = {i for i in range(quote.first, quote.last) if i not in own}
    # The common case, a quotation behind all else, costs nothing but the quotation itself.
    keep = [x for x in link.content if x[1] < quote.first]
    for a, b in link.content[len(keep) :]:
        tokens.update(range(a, b))
    link.content = keep + ranges(sorted(tokens))


def _remove(link: Built, quote: Quote) -> None:
    if not any(a < quote.last and quote.first < b for a, b in link.content):
        return
    tokens = [i for a, b in link.content for i in range(a, b) if not quote.first <= i < quote.last]
    link.content = ranges(tokens)


def ranges(tokens: list[int]) -> list[tuple[int, int]]:
    """Sorted tokens as ranges `[first, last + 1)`."""
    found: list[tuple[int, int]] = []
    for i in tokens:
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def about(look: View, quote: Quote) -> list[str]:
    """What a quotation is by itself."""
    p = look.parsed
    begin, end = p.para_tokens[quote.para]
    first, last = quote.first, quote.last
    inner = min(first + 1, last - 1)
    before = p.lower[first - 1] if first > begin else "^"
    after = p.lower[last] if last < end else "$"
    capital = p.word(inner)[:1].isupper()
    stop = p.lower[max(last - 2, first)] if quote.closed else "open"
    ends = stop if stop in {".", ",", "?", "!", "open", ";", ":", "-", "—", "…"} else "w"
    opens = first == begin or p.sents[p.sent[first]][0] == first
    return [
        f"n{bucket(last - first - 2)}",
        f"c{capital}{ends}",
        f"<{before}",
        f">{after}",
        f"o{opens}{quote.continues}",
        f"s{quote.single}{capital}",
        f"w{first == begin}{last == end}",
    ]


def features(
    look: View, quote: Quote, link: Built, taken: bool, nearest: bool, own: list[str], rivals: int
) -> list[str]:
    """What speaks for the link as the quotation's owner. `taken`: it owns the one before already."""
    p = look.parsed
    v = link.head
    content = link.content[-_PIECES:]
    side = "<" if v < quote.first else ">"
    away = abs(p.para[v] - quote.para)
    same = p.sent[quote.first] <= p.sent[v] <= p.sent[quote.last - 1]
    lemma = p.lemma[v]
    overlap = sum(max(0, min(b, quote.last) - max(a, quote.first)) for a, b in content) / (
        quote.last - quote.first
    )
    covered = "0" if overlap == 0 else "1" if overlap > 0.9 else "p"
    interior = any(a < quote.first and quote.last < b for a, b in content)
    before = any(look.quoted[a] >= 0 and b <= quote.first for a, b in content)
    after = any(a >= quote.last for a, b in content)
    spoken = any(look.quoted[a] >= 0 for a, _ in content)
    plain = any(a < quote.first and look.quoted[a] < 0 for a, _ in content)
    gap = quote.first - v if side == "<" else v - quote.last
    low, high = (v, quote.first) if side == "<" else (quote.last, v)
    middle = p.lower[low + 1 : high][:3] if side == "<" else p.lower[low:high][:3]
    sentences = (
        p.sent[quote.first] - p.sent[v] if side == "<" else p.sent[v] - p.sent[quote.last - 1]
    )
    apart = 0 if gap < 1 else look.inside[high] - look.inside[low]
    where = f"{side}{away}{'=' if same else '/'}{covered}"
    out = [
        "b",
        where,
        f"{where}|{taken}{nearest}",
        f"{where}|g{bucket(max(gap, 0))}",
        f"{where}|S{bucket(max(sentences, 0))}",
        f"{where}|i{interior}",
        f"{where}|r{rivals}{nearest}",
        f"{where}|f{before}{after}{spoken}",
        f"{where}|p{plain}{spoken}{taken}",
        f"{where}|x{apart > 0}{taken}",
        f"{where}|m{' '.join(middle[:2])}",
        f"{where}|l{lemma}",
        f"{where}|C{link.score > 0.6}{link.score > 0.9}",
        f"{where}|Z{bool(content)}{bool(link.source)}",
        f"l{lemma}|{covered}",
    ]
    out += [f"{where}|{x}" for x in own]
    out += [f"{where}|{taken}{spoken}|{x}" for x in own]
    return out
