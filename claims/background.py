"""What stands inside a content but is the writer's: asides that tell what he knows by himself.

Rule 2: what stands in a content belongs to it, relative and adverbial clauses too; only a clause
that is set off and plainly told in passing is the writer's.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from claims import linking, nouns
from claims.model import Quotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.link import Link
    from claims.parsed import Parsed
    from claims.strength import Graded


_REPORTED_MOODS = frozenset(("would", "could", "might", "should"))


def scope(parsed: Parsed, link: Link, kind: str, quoted: bytearray) -> list[tuple[int, int]]:
    """The link's content without the writer's asides, as token ranges.

    `kind` is what carries the link (verb, noun, adverb, frame, mark): a frame such as *according
    to* covers its whole sentence. `quoted` marks the tokens of direct quotations: those are the
    speaker's own words, asides included.
    """
    content = link.content
    if kind == "adverb":
        content = linking.ranges(adverb_clause(parsed, link.head)) or content
    elif kind == "verb" and (
        link.quotation is not Quotation.DIRECT or _has_that(parsed, link.head)
    ):
        content = _whole_clauses(parsed, link)
    taken: set[int] = set()
    if kind == "frame":
        taken = _contrasted(parsed, link.head)
    for first, last in content:
        depth = 0
        for i in range(first, last):
            if parsed.tag[i] in {"``", "''"} or parsed.lower[i] in {'"', "“", "”"}:
                depth += 1
            elif (
                parsed.dep[i] == "relcl"
                and first <= parsed.head[i] < last
                and not (depth % 2 or quoted[i])
                and _is_aside(parsed, i, kind)
            ):
                taken.update(parsed.subtree(i))
    if not taken:
        return content
    kept = linking.ranges(
        i for first, last in content for i in range(first, last) if i not in taken
    )
    return kept or content


def leave_others(links: Sequence[Graded]) -> None:
    """Take out of each widened scope what another speaker says beside the content.

    *She said the wall would hold, though he noted that it leaked*: the parse hangs the second
    statement on the first. `links` stand in text order of their heads.
    """
    heads = [k.link.head if k.link.head >= 0 else k.link.content[0][0] for k in links]
    for graded in links:
        content = graded.link.content
        for first, last in () if graded.adverbial else _without(graded.scope, content):
            for other in links[bisect_left(heads, first) : bisect_left(heads, last)]:
                own = other.link
                if own is graded.link or other.nominal or own.head in graded.link.cue:
                    continue
                said = [(i, i + 1) for i in (*own.cue, *own.source)]
                theirs = _without([*own.content, *said], content)
                graded.scope = _without(graded.scope, theirs) or graded.scope


def _without(
    ranges: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The tokens of some ranges that are in none of the others, as ranges."""
    left = {i for first, last in ranges for i in range(first, last)}
    return linking.ranges(left.difference(*(range(first, last) for first, last in others)))


def _whole_clauses(parsed: Parsed, link: Link) -> list[tuple[int, int]]:
    """The content with the rest of its clauses: *and met God*, *after he was traced*."""
    content = {i for first, last in link.content for i in range(first, last)}
    own = {*link.cue, *link.source}
    found = set(content)
    clauses = [c for c in parsed.children[link.head] if parsed.dep[c] in {"ccomp", "xcomp"}]
    sides = set()
    for c in clauses:
        tree = _without_speakers(parsed, c)
        if tree & content:
            sides.add((parsed.dep[c], c < link.head))
            found |= tree - own
    for c in clauses:
        if ("ccomp", c < link.head) in sides and parsed.dep[c] == "ccomp":
            found |= _without_speakers(parsed, c) - own
    return linking.ranges(found) if found != content else link.content


def _has_that(parsed: Parsed, head: int) -> bool:
    """*Said that “A” such as “B”*: quoted in parts, but one clause."""
    clause = parsed.child(head, "ccomp")
    return clause is not None and any(
        parsed.dep[c] == "mark" and parsed.lower[c] == "that" for c in parsed.children[clause]
    )


def _without_speakers(parsed: Parsed, clause: int) -> set[int]:
    """A clause's tokens without coordinated clauses that another speaker opens."""
    tree = set(parsed.subtree(clause))
    for c in parsed.children[clause]:
        if (
            parsed.dep[c] == "conj"
            and parsed.child(c, "ccomp") is not None
            and (parsed.child(c, "nsubj", "nsubjpass") is not None)
        ):
            tree.difference_update(parsed.subtree(c))
    return tree


def _contrasted(parsed: Parsed, i: int) -> set[int]:
    """*According to rumours X, but the club said Y*: another speaker's clause after *but*."""
    taken: set[int] = set()
    head = parsed.head[i]
    for c in parsed.children[head]:
        if (
            c > i
            and parsed.dep[c] == "conj"
            and parsed.child(c, "ccomp") is not None
            and (
                any(
                    parsed.lower[k] in {"but", "while", "yet"}
                    for k in parsed.children[head]
                    if k < c
                )
            )
        ):
            taken.update(parsed.subtree(c))
    return taken


def adverb_clause(parsed: Parsed, i: int) -> list[int]:
    """What an adverb such as *reportedly* colours: its clause, no clause that stands before it."""
    head = parsed.head[i]
    if head == i or parsed.dep[head] == "amod":
        return []
    if parsed.dep[head] in {"acomp", "attr", "oprd"} and parsed.tag[parsed.head[head]][:2] in {
        "VB",
        "MD",
    }:
        head = parsed.head[head]
    skipped = {i}
    for c in parsed.children[head]:
        if (
            c > i and parsed.dep[c] == "conj" and parsed.child(c, "nsubj", "nsubjpass") is not None
        ) or (
            c < i and parsed.dep[c] == "advcl" and parsed.child(c, "nsubj", "nsubjpass") is not None
        ):
            skipped.update(parsed.subtree(c))
    return [t for t in parsed.subtree(head) if t not in skipped]


def _is_aside(parsed: Parsed, clause: int, kind: str) -> bool:
    """A relative clause in brackets, or after a comma under a reporting verb."""
    tokens = parsed.subtree(clause)
    before = parsed.lower[tokens[0] - 1] if tokens[0] else ""
    noun = nouns.full_phrase(parsed, parsed.head[clause])[0]
    if before == "(" or (noun and parsed.lower[noun - 1] == "("):
        return True
    if kind not in {"verb", "noun"} or before != ",":
        return False
    if any(parsed.lower[c] in _REPORTED_MOODS for c in parsed.children[clause]):
        # *Where they would train*: told of what is said, not known by the way.
        return False
    return parsed.lower[tokens[0]] in {"who", "which", "where", "whose"}
