"""Convictions and doubts by an adjective: *came away convinced that X*, *remains adamant that X*.

What somebody is sure of is theirs, never the writer's. Beside it, the reduced passive: nobody is
named behind *a man believed to be ill*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import linking

if TYPE_CHECKING:
    from claims.link import Link
    from claims.parsed import Parsed

_CONVICTIONS = frozenset(
    "convinced certain sure confident adamant positive persuaded insistent hopeful optimistic afraid "
    "worried doubtful sceptical skeptical unsure uncertain unconvinced".split()
)
_EMPTY = frozenset(("it", "there"))
_COPULAS = frozenset("be remain stay seem feel become sound appear get look".split())
_ONLY_PASSIVE = frozenset(
    "say rumour rumor repute believe think understand report allege suspect presume estimate assume".split()
)
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def find(parsed: Parsed, i: int, heads: set[int]) -> Link | None:
    """The link of an adjective of conviction with its clause; heads are those that have a link."""
    if parsed.lower[i] not in _CONVICTIONS or parsed.head[i] in heads:
        return None
    verb = parsed.head[i] if parsed.head[i] != i else i
    predicate = parsed.dep[i] in {"acomp", "oprd", "attr"} and parsed.lemma[verb] in _COPULAS
    clause = _clause(parsed, i, verb if predicate else i)
    passive = parsed.child(verb, "nsubjpass")
    source = linking.subject_of(parsed, verb) if passive is None else parsed.subtree(passive)
    if clause is None or not source or max(source) > i or parsed.lower[source[0]] in _EMPTY:
        return None
    held = parsed.children[verb if predicate else i]
    cue = {i, *(c for c in held if c < i and parsed.dep[c] in {"aux", "auxpass", "neg"})}
    denied = any(parsed.dep[c] == "neg" for c in held)
    head = verb if predicate and (denied or parsed.head[clause] == verb) else i
    key = f"be {parsed.lower[i]}"
    return linking.link(
        cue | {verb if predicate else i}, head, key, "ccomp", source, parsed.subtree(clause)
    )


def _clause(parsed: Parsed, i: int, governor: int) -> int | None:
    """A finite clause of its own subject behind the adjective."""
    for k in dict.fromkeys((i, governor)):
        for c in parsed.children[k]:
            if c < i or parsed.dep[c] != "ccomp":
                continue
            subject = parsed.child(c, "nsubj", "nsubjpass", "expl", "csubj")
            held = (c, *parsed.children[c])
            if subject is not None and any(parsed.tag[t] in _FINITE for t in held):
                return c
    return None


def mend(parsed: Parsed, link: Link) -> None:
    """Give *was not convinced that X* its subject, take it from *those reported to be inside*."""
    head = link.head
    if head < 0 or parsed.tag[head] not in {"VBN", "VBD"}:
        return
    if parsed.lower[head] in _CONVICTIONS and not link.source:
        subject = parsed.child(head, "nsubjpass", "nsubj")
        link.source = () if subject is None else tuple(parsed.subtree(subject))
        content = {i for a, b in link.content for i in range(a, b)} - set(link.source)
        link.content = linking.ranges(content) if content else link.content
    elif parsed.dep[head] == "acl" and parsed.lemma[head] in _ONLY_PASSIVE:
        inner = parsed.child(head, "xcomp")
        named = parsed.child(head, "agent", "dobj", "nsubj") is not None
        if (
            inner is None
            or named
            or not any(parsed.lower[c] == "to" for c in parsed.children[inner])
        ):
            return
        noun = set(parsed.subtree(parsed.head[head]))
        if noun.issuperset(link.source):
            link.source = ()
