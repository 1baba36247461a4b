"""What hedges beside the attributions found: adverbs, hedged nouns, and the finders joined.

`complete` adds to the links of the attribution step those that the scale needs beside them and
mends those whose speaker or content the parse hid; `hedged_nouns` gives the small claims of rule 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims import (
    background,
    convictions,
    doubts,
    linking,
    nouns,
    relinking,
    reporting,
    sayings,
    speakers,
)
from claims.chains import DEEPEST
from claims.model import Strength

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claims.lexicon import Entry, Lexicon
    from claims.link import Link
    from claims.parsed import Parsed


LIGHT = frozenset("go continue begin start proceed".split())
"""Verbs that only lead up to the verb of saying."""
_OPENING_ACTS = frozenset(
    "answer begin close conclude continue counter end finish follow open react reply respond start".split()
)


_APART = 4
"""How many words further the verb of saying stands after *went* of *went on to say*."""
_LONG = 100
"""Sentences of fewer tokens are never too deep."""


@dataclass(slots=True)
class Hedged:
    """A noun with a hedging word: its phrase without that word (rule 2)."""

    noun: int
    tokens: list[int]
    link: Link
    level: Strength


def complete(parsed: Parsed, links: list[Link], lexicon: Lexicon) -> list[Link]:
    """The links, mended, with those added that hedge without a reporting verb."""
    heads = {link.head for link in links}
    kept = [
        link
        for link in links
        if not (_is_dropped(parsed, link, lexicon) or _leads_to_saying(parsed, link, heads))
    ]
    adverbs = lexicon.kind("adverb")
    for link in kept:
        relinking.mend(parsed, link)
        convictions.mend(parsed, link)
        _leave_adverb(parsed, link, adverbs)
        _go_on(parsed, link)
    heads = {link.head for link in kept}
    extra: list[Link] = []
    deep = _deep(parsed)
    for i, tag in enumerate(parsed.tag):
        if i in deep:
            continue
        if i in heads and parsed.dep[i] not in {"relcl", "advcl", "conj"}:
            continue
        found: Link | None = None
        if tag[:2] == "NN" or (tag == "VBZ" and parsed.dep[i] in {"dobj", "pobj", "nsubjpass"}):
            found = speakers.interrupted_noun(parsed, i) or sayings.find(parsed, i, lexicon)
        elif tag[:2] == "VB" or tag == "JJ":
            found = (
                convictions.find(parsed, i, heads) or reporting.find(parsed, i, lexicon)
                if i not in heads
                else None
            )
        elif tag == "IN":
            found = speakers.frame(parsed, i)
        elif tag[:2] == "RB" and parsed.lower[i] in adverbs:
            found = _adverb(parsed, i)
        doubt = doubts.unverified(parsed, i)
        if doubt is not None:
            extra.append(doubt)
        if found is not None:
            _go_on(parsed, found)
        if found is not None and not sayings.speaks_of_the_world(parsed, found):
            extra.append(found)
    every = kept + extra
    every += _citations(parsed, every, lexicon)
    every += sayings.answers(parsed, every, lexicon)
    _extend(parsed, every)
    return every


def _citations(parsed: Parsed, links: list[Link], lexicon: Lexicon) -> list[Link]:
    """What *citing* and *quoting* add, each seen among the links of its sentence."""
    places = [
        i
        for i, lower in enumerate(parsed.lower)
        if lower in {"citing", "quoting"}
        and parsed.tag[i] in {"VBG", "IN"}
        and speakers.is_voice(parsed, i, lexicon)
    ]
    if not places:
        return []
    beside: dict[int, list[Link]] = {}
    for link in links:
        if link.head >= 0:
            beside.setdefault(parsed.sent[link.head], []).append(link)
    found: list[Link] = []
    for i in places:
        found += speakers.citing(parsed, i, beside.get(parsed.sent[i], []))
    return found


def _deep(parsed: Parsed) -> set[int]:
    """Tokens under more content clauses than are split, so that no one looks through them again."""
    found: set[int] = set()
    for first, last in parsed.sents:
        if last - first < _LONG:
            continue
        todo = [(i, 0) for i in range(first, last) if parsed.head[i] == i]
        for i, depth in todo:
            if depth > DEEPEST:
                found.add(i)
            todo.extend((c, depth + (parsed.dep[c] == "ccomp")) for c in parsed.children[i])
    return found


def _is_dropped(parsed: Parsed, link: Link, lexicon: Lexicon) -> bool:
    """What the steps here say better, and what attributes nothing."""
    if link.head >= 0 and parsed.lower[link.head] in {"citing", "quoting"}:
        return speakers.is_voice(parsed, link.head, lexicon)
    if _is_aside(parsed, link.head):
        return True
    return sayings.speaks_of_the_world(parsed, link)


def _leads_to_saying(parsed: Parsed, link: Link, heads: set[int]) -> bool:
    """*Responded by saying X*, *began by asking Y*: the verb of saying carries it."""
    head = link.head
    if head < 0 or parsed.lemma[head] not in _OPENING_ACTS:
        return False
    by = next((c for c in parsed.children[head] if parsed.lower[c] == "by" and c > head), None)
    return by is not None and parsed.child(by, "pcomp") in heads


def _is_aside(parsed: Parsed, head: int) -> bool:
    """*As described in rumours*: the finders give it the clause that it stands beside."""
    return (
        head >= 0
        and parsed.tag[head] == "VBN"
        and parsed.dep[head] == "advcl"
        and parsed.child(head, "nsubj", "nsubjpass", "aux", "auxpass") is None
        and any(parsed.lower[c] == "as" for c in parsed.children[head] if c < head)
    )


def _leave_adverb(parsed: Parsed, link: Link, adverbs: Mapping[str, Entry]) -> None:
    """*Reportedly told*: the adverb is a link of its own, the verb's cue is *told*."""
    if link.head < 0:
        return
    kept = tuple(
        i
        for i in link.cue
        if i == link.head
        or parsed.tag[i][:2] != "RB"
        or parsed.lower[i] not in adverbs
        or not background.adverb_clause(parsed, i)
    )
    link.cue = kept or link.cue


def _go_on(parsed: Parsed, link: Link) -> None:
    """*Went on to say that X* is one cue, and *say* decides."""
    head = link.head
    if head < 0 or parsed.tag[head][:2] != "VB":
        return
    said = parsed.child(head, "xcomp", "advcl") if parsed.lemma[head] in LIGHT else head
    if said is None:
        return
    light = parsed.head[said]
    if light == said or parsed.lemma[light] not in LIGHT or not light < said <= light + _APART:
        return
    if parsed.tag[said] != "VB" or parsed.child(said, "nsubj", "nsubjpass") is not None:
        return
    if link.source and min(link.source) > light:
        return
    between = set(range(light + 1, said))
    link.cue = tuple(sorted({light, said, *link.cue} | between))
    link.head, link.key = said, parsed.lemma[said]


def _extend(parsed: Parsed, links: list[Link]) -> None:
    """*Said that A, and that B*: give a later *that*-clause to the cue it stands under."""
    by_head = {link.head: link for link in links if link.head >= 0}
    for head, link in by_head.items():
        _extend_modal(parsed, head, link)
    for mark, dep in enumerate(parsed.dep):
        if (
            dep != "mark"
            or parsed.lower[mark] != "that"
            or not mark
            or parsed.lower[mark - 1] not in {"and", "or", "but"}
        ):
            continue
        clause = parsed.head[mark]
        over = [
            by_head[a]
            for a in _above(parsed, clause)
            if a in by_head and parsed.tag[a][:2] in {"VB", "NN"}
        ]
        if not over or any(a <= clause < b for link in over for a, b in link.content):
            continue
        content = {i for a, b in over[-1].content for i in range(a, b)}
        over[-1].content = linking.ranges(content | set(parsed.subtree(clause)))


def _extend_modal(parsed: Parsed, head: int, link: Link) -> None:
    """*Claimed X would pay but would never sell*: the second *would* is of what is claimed too."""
    clause = parsed.child(head, "ccomp")
    mood = None if clause is None else parsed.child(clause, "aux")
    if clause is None or mood is None or parsed.tag[mood] != "MD":
        return
    for c in parsed.children[head]:
        if (
            c < clause
            or parsed.dep[c] != "conj"
            or parsed.child(c, "nsubj", "nsubjpass") is not None
        ):
            continue
        second = parsed.child(c, "aux")
        if second is not None and parsed.lower[second] == parsed.lower[mood]:
            content = {i for a, b in link.content for i in range(a, b)}
            link.content = linking.ranges(content | set(parsed.subtree(c)))


def _above(parsed: Parsed, i: int) -> list[int]:
    found = []
    for a in parsed.ancestors(i):
        found.append(a)
        if len(found) == 4:
            break
    return found


def _adverb(parsed: Parsed, i: int) -> Link | None:
    content = background.adverb_clause(parsed, i)
    return linking.link([i], i, parsed.lower[i], "adverb", [], content) if content else None


def hedged_nouns(parsed: Parsed, lexicon: Lexicon) -> list[Hedged]:
    """The small claims of rule 2, in text order."""
    adjectives = lexicon.kind("adjective")
    found = []
    for i, lower in enumerate(parsed.lower):
        form, first = lower, i
        if i > 1 and parsed.lower[i - 1] == "-":
            form = f"{parsed.lower[i - 2]}-{lower}"
            first = i - 2
            if form not in adjectives:
                form = lower
                first = i - 2 if lower in {"rumored", "rumoured", "reported"} else i
        if form not in adjectives:
            continue
        noun = _hedged(parsed, i)
        if noun is None or nouns.determiner(parsed, noun) == "no":
            continue
        cue = set(range(first, i + 1))
        beside = {
            t
            for c in parsed.children[noun]
            if c > noun and parsed.dep[c] in {"advmod", "npadvmod"}
            for t in parsed.subtree(c)
        }
        tokens = [t for t in nouns.full_phrase(parsed, noun) if t not in cue | beside]
        link = linking.link(cue, i, form, "adjective", [], tokens)
        if noun in tokens and link is not None:
            found.append(Hedged(noun, tokens, link, adjectives[form].level or Strength.ALLEGED))
    return found


def _hedged(parsed: Parsed, i: int) -> int | None:
    """The noun that a hedging word stands before."""
    head = parsed.head[i]
    if parsed.dep[i] == "advmod":
        if parsed.dep[head] != "amod":
            return None
        head = parsed.head[head]
    elif parsed.dep[i] not in {"amod", "compound", "nmod"}:
        return None
    if head <= i:
        return None
    for _ in range(2):
        inner = parsed.dep[head] in {"amod", "compound", "nmod"} and parsed.tag[head][:2] != "NN"
        if inner and parsed.head[head] > head:
            head = parsed.head[head]
    return head if parsed.tag[head][:2] in {"NN", "VB", "JJ"} else None
