"""*According to X*: found where the attribution step passed it over, and mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import linking, nouns

if TYPE_CHECKING:
    from claims.link import Link
    from claims.parsed import Parsed

_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_SHORTEST = 4
"""Tokens, its comma and full stop counted, that a statement after *according to X* has at least."""


def find(parsed: Parsed, i: int) -> Link | None:
    """*According to friends* where the attribution step passed it over."""
    to = parsed.child(i, "prep")
    thing = None if to is None else parsed.child(to, "pobj")
    if to is None or thing is None:
        return None
    if parsed.head[i] == i:
        return _according_first(parsed, i, to, thing)
    inside = set(parsed.subtree(i))
    verb = parsed.head[i]
    for _ in range(3):
        if parsed.tag[verb][:2] in {"VB", "MD"} or parsed.dep[verb] not in {
            "nsubj",
            "nsubjpass",
            "pobj",
            "prep",
            "dobj",
            "attr",
        }:
            break
        verb = parsed.head[verb]
    content = [t for t in parsed.subtree(verb) if t not in inside]
    return linking.link([i, to], i, "according to", "according", parsed.subtree(thing), content)


def _according_first(parsed: Parsed, i: int, to: int, thing: int) -> Link | None:
    """*According to X, the plan fails.* where the parse made *according* the sentence's root."""
    first, last = parsed.sents[parsed.sent[i]]
    comma = next((t for t in range(thing + 1, last) if parsed.lower[t] == ","), last)
    if i != first or last - comma < _SHORTEST:
        return None
    stop = last - 1 if parsed.lower[last - 1] in {".", "!", "?"} else last
    said = range(comma + 1, stop)
    return linking.link([i, to], i, "according to", "according", list(range(to + 1, comma)), said)


def mend(parsed: Parsed, link: Link) -> None:
    """*According to Ada Fox, the port closed*, where the parse joined the name to the clause."""
    noun = parsed.head[link.head]
    if parsed.tag[noun][:2] == "NN" and parsed.dep[noun] in {"nsubj", "nsubjpass"}:
        inside = set(parsed.subtree(link.head))
        clause = [t for t in parsed.subtree(parsed.head[noun]) if t not in inside]
        held = {i for first, last in link.content for i in range(first, last)}
        link.content = linking.ranges(held | set(clause))
    _take_sentence(parsed, link)
    if any(parsed.tag[i] not in {"TO", "IN"} for i in link.source):
        return
    first = max([*link.cue, *link.source]) + 1
    last = parsed.sents[parsed.sent[link.head]][1]
    stop = first
    while (
        stop < last
        and stop - first < 12
        and parsed.lower[stop] != ","
        and parsed.tag[stop] not in {"MD", "VBZ", "VBD", "VBP"}
    ):
        if (
            stop > first
            and parsed.tag[stop - 1] in nouns.NAMES
            and parsed.tag[stop] not in nouns.NAMES
        ):
            break
        stop += 1
    taken = set(range(first, stop))
    link.source = (*link.source, *sorted(taken))
    content = [i for a, b in link.content for i in range(a, b) if i not in taken]
    if content:
        link.content = linking.ranges(content)


def _take_sentence(parsed: Parsed, link: Link) -> None:
    """*The fund lost a third, its worst year, according to X*: set off behind, it holds all before."""
    first, last = parsed.sents[parsed.sent[link.head]]
    end = max([*link.cue, *link.source])
    root = next((i for i in range(first, last) if parsed.head[i] == i), -1)
    if (
        link.head - 1 <= first
        or parsed.lower[link.head - 1] != ","
        or not first <= root < link.head
        or (parsed.tag[root] not in _FINITE and parsed.child(root, "aux") is None)
        or parsed.lemma[root] in linking.TELLING
        or any(a <= root < b for a, b in link.content)
        or any(parsed.lower[i].isalpha() and not _covers(link, i) for i in range(end + 1, last))
    ):
        return
    link.content = linking.ranges(range(first, link.head - 1))


def _covers(link: Link, i: int) -> bool:
    return any(a <= i < b for a, b in link.content)
