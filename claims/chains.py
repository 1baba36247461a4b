"""Which links stand around a token, outermost first: contents nest, the smallest is the innermost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.strength import Graded

DEEPEST = 16
"""Links nested deeper than this are not split further."""
SHOWN = 8
"""Links shown of a chain: the outermost and the innermost half of this number."""


@dataclass(slots=True)
class Chains:
    """The nesting of a document's links.

    inner    for each token the number of the innermost link around it, -1 without one
    parent   for each link the number of the link around it, -1 for an outermost one
    depth    for each link how many links stand around it
    by_head  the links of a cue's main token
    whole    by main token, the links whose own clause takes their level
    """

    links: list[Graded]
    inner: list[int]
    parent: list[int]
    depth: list[int]
    by_head: dict[int, list[Graded]]
    whole: dict[int, Graded]

    def around(self, number: int) -> list[Graded]:
        """The chain that ends in a link, outermost first."""
        found = []
        while number >= 0:
            found.append(self.links[number])
            number = self.parent[number]
        found.reverse()
        return found

    def holds(self, outer: int, number: int) -> bool:
        """Is `outer` this link, around it, or no link at all?"""
        while number >= 0 and number != outer:
            number = self.parent[number]
        return number == outer


def arrange(size: int, links: list[Graded]) -> Chains:
    """Nest the links over `size` tokens: the wider content is the outer one."""
    _keep_within(size, links)
    order = sorted(range(len(links)), key=lambda n: (-_width(links[n]), links[n].link.head))
    inner = [-1] * size
    parent = [-1] * len(links)
    depth = [0] * len(links)
    for number in order:
        content = links[number].scope
        outer = inner[content[0][0]]
        parent[number] = outer
        depth[number] = 0 if outer < 0 else depth[outer] + 1
        if depth[number] >= DEEPEST:
            continue
        for first, last in content:
            inner[first:last] = [number] * (last - first)
    by_head: dict[int, list[Graded]] = {}
    for graded in links:
        by_head.setdefault(graded.link.head, []).append(graded)
    whole = {graded.link.head: graded for graded in links if graded.whole}
    return Chains(links, inner, parent, depth, by_head, whole)


def _keep_within(size: int, links: list[Graded]) -> None:
    """An adverb inside another link's content colours no more than that content."""
    outer = [-1] * size
    for number in sorted(range(len(links)), key=lambda n: -_width(links[n])):
        if links[number].adverbial:
            continue
        for first, last in links[number].scope:
            outer[first:last] = [number] * (last - first)
    for graded in links:
        if not graded.adverbial or outer[graded.link.head] < 0:
            continue
        bounds = links[outer[graded.link.head]].scope
        kept = [
            (max(a, first), min(b, last))
            for a, b in graded.scope
            for first, last in bounds
            if max(a, first) < min(b, last)
        ]
        graded.scope = kept or graded.scope


def shown(chain: list[Graded]) -> list[Graded]:
    """At most eight links: of a longer chain the outermost and the innermost four."""
    half = SHOWN // 2
    return chain if len(chain) <= SHOWN else [*chain[:half], *chain[-half:]]


def _width(link: Graded) -> int:
    return sum(last - first for first, last in link.scope)
