"""Links mended: the speaker that the parse hid, and what is content rather than cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import according, linking, speakers
from claims.model import Quotation

if TYPE_CHECKING:
    from claims.link import Link
    from claims.parsed import Parsed

_ASKING = frozenset(
    "request want plan promise refuse decline intend pledge vow threaten offer ask agree deny admit acknowledge claim confess".split()
)
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_SHOWING = frozenset("show reveal depict report deny claim confirm".split())
_SPEAKERS = frozenset(("PRP", "WP", "WDT", "DT", "CD", "EX", "JJ", "PRP$"))


def mend(parsed: Parsed, link: Link) -> None:
    """Give a link the speaker that the parse hid after its verb or behind *according to*."""
    head = link.head
    if head < 0:
        return
    if link.key == "according to":
        according.mend(parsed, link)
        return
    _mend_cue(parsed, link)
    _mend_source(parsed, link)
    _leave_speaker(parsed, link)
    if parsed.tag[head][:2] != "VB" or parsed.child(head, "auxpass") is not None:
        return
    if _stands_beside(parsed, head):
        _take_beside(parsed, link)
        return
    if (
        parsed.child(head, "ccomp", "xcomp", "dobj", "parataxis") is None
        and link.quotation is Quotation.INDIRECT
    ):
        found = speakers.trailing(parsed, head)
        if found is not None and all(a > head for a, _ in link.content):
            link.content, link.source = found.content, found.source
            return
    if all(parsed.lower[i] in {"what", ","} for a, b in link.content for i in range(a, b)):
        found = speakers.what(parsed, head)
        if found is not None:
            link.content = found.content
    quoted = _quoted_saying(parsed, head)
    if quoted is not None:
        link.source = tuple(parsed.subtree(quoted))
        return
    if not link.source:
        _find_speaker(parsed, link)


def _stands_beside(parsed: Parsed, head: int) -> bool:
    """*As she said*: an adverbial clause without a content of its own."""
    return (
        parsed.dep[head] == "advcl"
        and parsed.child(head, "ccomp", "dobj") is None
        and any(parsed.lower[c] == "as" for c in parsed.children[head] if c < head)
    )


def _take_beside(parsed: Parsed, link: Link) -> None:
    """The clause that *as she said* stands beside; *as she talked about X* has one of its own."""
    inside = set(parsed.subtree(link.head))
    if not any(i in inside for first, last in link.content for i in range(first, last)):
        link.content = linking.ranges(
            t for t in parsed.subtree(parsed.head[link.head]) if t not in inside
        )


def _find_speaker(parsed: Parsed, link: Link) -> None:
    """The speaker behind the verb, or its subject."""
    head = link.head
    found = speakers.trailing(parsed, head)
    if found is not None and found.frame == "inverted":
        link.source = found.source
        taken = set(found.source)
        link.content = [piece for piece in link.content if piece[0] not in taken] or link.content
    elif not linking.is_participle(parsed, head):
        link.source = tuple(linking.subject_of(parsed, head))


def _mend_source(parsed: Parsed, link: Link) -> None:
    """*The sum experts say it costs*: what cannot speak is no source, the noun before may be."""
    if (
        not link.source
        or parsed.tag[link.head][:2] != "VB"
        or any(parsed.tag[i][:2] == "NN" or parsed.tag[i] in _SPEAKERS for i in link.source)
    ):
        return
    before = link.head - 1
    speaks = parsed.tag[link.head] in _FINITE and parsed.tag[before] in {"NNS", "NNP"}
    link.source = (before,) if before >= 0 and speaks else ()


def _leave_speaker(parsed: Parsed, link: Link) -> None:
    """*Her sons, who asked them to wait*: the sons are who asks, no part of what is asked."""
    head = link.head
    if parsed.dep[head] != "relcl" or len(link.source) != 1:
        return
    if parsed.dep[link.source[0]] not in {"nsubj", "nsubjpass"}:
        return
    content = {i for first, last in link.content for i in range(first, last)}
    speaker = {i for i in parsed.subtree(parsed.head[head]) if i < link.source[0]}
    if content & speaker and content - speaker:
        link.content = linking.ranges(content - speaker)


def _quoted_saying(parsed: Parsed, head: int) -> int | None:
    """*Quoted the mayor as saying X*: who says it is the object of the quoting verb."""
    if parsed.dep[head] != "pcomp" or parsed.lower[parsed.head[head]] != "as":
        return None
    verb = parsed.head[parsed.head[head]]
    return parsed.child(verb, "dobj") if parsed.lemma[verb] in {"quote", "cite"} else None


def _mend_cue(parsed: Parsed, link: Link) -> None:
    """*Requested to provide*, *showed soldiers on*: what is asked or shown is content, not cue."""
    head = link.head
    content = {i for first, last in link.content for i in range(first, last)}
    for i in link.cue:
        if parsed.head[i] != head or i == head:
            continue
        tree = set(parsed.subtree(i))
        asked = parsed.dep[i] == "xcomp" and parsed.lemma[head] in _ASKING
        shown = parsed.dep[i] == "dobj" and parsed.tag[i][:2] == "NN" and bool(tree & content)
        if (asked or shown) and parsed.lemma[head] in _ASKING | _SHOWING:
            link.cue = tuple(k for k in link.cue if k not in tree)
            link.content = linking.ranges(content | tree)
            return
