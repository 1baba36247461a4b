"""Who is said to have said what: from a parsed document to its attributions, chains by `parent`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import quotes
from claims.link import Link
from claims.model import Quotation

if TYPE_CHECKING:
    from claims.parsed import Parsed

_ADVERBS = frozenset(
    "reportedly allegedly purportedly supposedly apparently ostensibly rumouredly rumoredly".split()
)
_SUBJECTS = ("nsubj", "nsubjpass")
_CUE_PARTS = ("aux", "auxpass", "neg", "prt")


def find_links(parsed: Parsed) -> list[Link]:
    """All attributions of a document in the order of their heads; `parent` is set."""
    links: list[Link] = []
    marks = quotes.find(parsed)
    quoted = [-1] * len(parsed)
    for number, quote in enumerate(marks):
        for i in range(quote.first, quote.last):
            quoted[i] = number
    for i in range(len(parsed)):
        link = _verb(parsed, i) or _according(parsed, i) or _adverb(parsed, i)
        if link is not None:
            links.append(link)
    _quotations(parsed, marks, quoted, links)
    links.sort(key=lambda link: link.head if link.head >= 0 else link.content[0][0])
    set_parents(links)
    return links


def set_parents(links: list[Link]) -> None:
    """Point each link at the smallest one whose content holds its cue."""
    for number, link in enumerate(links):
        head = link.head if link.head >= 0 else link.content[0][0]
        best = -1
        size = 0
        for other, outer in enumerate(links):
            if other == number or not any(a <= head < b for a, b in outer.content):
                continue
            width = sum(b - a for a, b in outer.content)
            if best < 0 or width < size:
                best, size = other, width
        link.parent = best


def ranges(tokens: list[int]) -> list[tuple[int, int]]:
    """Sorted tokens as ranges `[first, last + 1)`."""
    found: list[tuple[int, int]] = []
    for i in tokens:
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def _verb(parsed: Parsed, i: int) -> Link | None:
    if parsed.tag[i][:2] != "VB":
        return None
    content = parsed.child(i, "ccomp")
    if content is None:
        return None
    subject = parsed.child(i, *_SUBJECTS)
    cue = [i] + [c for c in parsed.children[i] if parsed.dep[c] in _CUE_PARTS]
    source = [] if subject is None else parsed.subtree(subject)
    passive = parsed.child(i, "auxpass") is not None
    if passive:
        source = []
    return Link(
        cue=tuple(sorted(cue)),
        head=i,
        key=parsed.lemma[i],
        frame="passive" if passive else "ccomp",
        source=tuple(source),
        content=ranges(parsed.subtree(content)),
    )


def _according(parsed: Parsed, i: int) -> Link | None:
    if parsed.lower[i] != "according" or parsed.head[i] == i:
        return None
    to = parsed.child(i, "prep")
    if to is None or parsed.child(to, "pobj") is None:
        return None
    inside = set(parsed.subtree(i))
    source = [t for t in parsed.subtree(to) if t != to]
    content = [t for t in parsed.subtree(parsed.head[i]) if t not in inside]
    return Link((i, to), i, "according to", "according", tuple(source), ranges(content))


def _adverb(parsed: Parsed, i: int) -> Link | None:
    if parsed.lower[i] not in _ADVERBS or parsed.head[i] == i:
        return None
    content = [t for t in parsed.subtree(parsed.head[i]) if t != i]
    return Link((i,), i, parsed.lower[i], "adverb", (), ranges(content))


def _quotations(
    parsed: Parsed, marks: list[quotes.Quote], quoted: list[int], links: list[Link]
) -> None:
    """Give each quotation to the link that its sentence has, else let it stand by itself."""
    for quote in marks:
        sentence = parsed.sents[parsed.sent[quote.first]]
        owner = next(
            (
                k
                for k in links
                if k.head >= 0 and sentence[0] <= k.head < sentence[1] and quoted[k.head] < 0
            ),
            None,
        )
        if owner is not None and any(a < quote.last and quote.first < b for a, b in owner.content):
            owner.quotation = Quotation.MIXED
        elif owner is None and quote.last - quote.first > 5:
            links.append(
                Link((), -1, "", "quotation", (), [(quote.first, quote.last)], Quotation.DIRECT)
            )
