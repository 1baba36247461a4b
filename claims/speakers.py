"""Speakers that the parse hides: named after what they said, cited, in a frame, in between.

Each finder looks at one token and gives a link or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import linking, nouns

if TYPE_CHECKING:
    from claims.lexicon import Lexicon
    from claims.link import Link
    from claims.parsed import Parsed

_DESCRIBING = frozenset(
    "describe report note mention suggest allege claim state predict detail outline quote tell cite".split()
)
_BE = frozenset("is was are were 's ’s may might could would will has had".split())
_MEASURES = frozenset(
    "day week month year hour person cent night head capita gallon share second minute usual game mile annum "
    "se barrel ton tonne litre kilo household".split()
)
_VOICES = ("role", "office", "institution", "anonymous", "media", "family", "crowd")
_NOUNISH = ("NN", "PR", "CD", "DT", "JJ")


def trailing(parsed: Parsed, i: int) -> Link | None:
    """*…, officials said Tuesday.* and *…, said an official.* where the parse went astray."""
    if parsed.lemma[i] not in linking.TELLING or parsed.tag[i] not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    first, last = parsed.sents[parsed.sent[i]]
    start = i
    while (
        start > first
        and start - 1 in parsed.children[i]
        and parsed.dep[start - 1] in {"aux", "advmod"}
    ):
        start -= 1
    after = _inverted(parsed, i, start, first, last)
    if after is not None:
        content = range(first, start - 1)
        return linking.link(
            linking.cue_of(parsed, i), i, parsed.lemma[i], "inverted", after, content
        )
    if any(parsed.dep[c] in {"ccomp", "xcomp"} and c > i for c in parsed.children[i]):
        return None
    subject = parsed.child(i, "nsubj")
    if subject is None or subject > i or parsed.tag[subject][:2] not in _NOUNISH:
        return None
    begin = min(parsed.subtree(subject))
    if begin <= first + 2 or parsed.lower[begin - 1] not in {",", "”", '"', "''", "’", "'"}:
        return None
    dobj = parsed.child(i, "dobj")
    if dobj is not None and parsed.lemma[i] != "tell":
        return None
    if not _has_verb(parsed, first, begin):
        return None
    return linking.link(
        linking.cue_of(parsed, i),
        i,
        parsed.lemma[i],
        "trailing",
        parsed.subtree(subject),
        range(first, begin - 1),
    )


def _inverted(parsed: Parsed, i: int, start: int, first: int, last: int) -> list[int] | None:
    """The speaker after the verb: *…, added the official, speaking …*."""
    if (
        start <= first + 2
        or parsed.lower[start - 1] not in {",", "”", '"', "''", "’", "'"}
        or i + 1 >= last
    ):
        return None
    subject = parsed.child(i, "nsubj")
    if subject is not None and subject < i:
        return None
    if not _has_verb(parsed, first, start):
        return None
    speaker = next(
        (c for c in parsed.children[i] if c > i and parsed.dep[c] in {"dobj", "nsubj", "attr"}),
        None,
    )
    if (
        speaker is None
        or parsed.tag[speaker][:2] not in {"NN", "PR"}
        or min(parsed.subtree(speaker)) != i + 1
    ):
        return _chunk(parsed, i + 1, last)
    if parsed.lemma[speaker] in {"thing", "goodbye", "hello", "thanks", "time"}:
        return None
    return [t for t in parsed.subtree(speaker) if t < last]


def _chunk(parsed: Parsed, first: int, last: int) -> list[int] | None:
    """The noun phrase that begins at a token, by its tags alone."""
    stop = first
    while stop < last and parsed.tag[stop] in {
        "DT",
        "JJ",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "CD",
        "POS",
        "PRP$",
    }:
        stop += 1
    if stop == first or parsed.tag[stop - 1][:2] != "NN":
        return None
    if stop + 1 < last and parsed.lower[stop] in {"from", "for", "of"}:
        more = _chunk(parsed, stop + 1, last)
        return list(range(first, more[-1] + 1 if more else stop))
    return list(range(first, stop))


def _has_verb(parsed: Parsed, first: int, last: int) -> bool:
    return any(parsed.tag[t] in {"VBD", "VBZ", "VBP", "MD"} for t in range(first, last))


def _claimed_last(parsed: Parsed, i: int) -> Link | None:
    """*…, reports claim.* where the tagger made two nouns of it."""
    first, last = parsed.sents[parsed.sent[i]]
    if i < first + 4 or i + 2 != last or parsed.tag[i - 1] != "NNS":
        return None
    comma = next((t for t in (i - 2, i - 3) if parsed.lower[t] == ","), None)
    if comma is None or not _has_verb(parsed, first, comma):
        return None
    return linking.link([i], i, "claim", "trailing", [i - 1], range(first, comma))


def what(parsed: Parsed, i: int) -> Link | None:
    """*What they claim is the oldest burger*: the content follows the cue."""
    if (
        parsed.lemma[i] not in linking.TELLING
        or i + 1 >= len(parsed)
        or parsed.lower[i + 1] not in _BE
    ):
        return None
    subject = parsed.child(i, "nsubj")
    if subject is None:
        return None
    first = min(parsed.subtree(subject))
    if (
        first == 0
        or parsed.lower[first - 1] != "what"
        or parsed.sent[first - 1] != parsed.sent[i + 1]
    ):
        return None
    verb = i + 1 if parsed.dep[i + 1] not in {"aux", "auxpass"} else parsed.head[i + 1]
    last = max(
        t
        for c in [verb, *parsed.children[verb]]
        if c >= verb
        for t in parsed.subtree(c)
        if c != verb or t == verb
    )
    return linking.link(
        linking.cue_of(parsed, i),
        i,
        parsed.lemma[i],
        "ccomp",
        parsed.subtree(subject),
        range(i + 1, last + 1),
    )


def interrupted(parsed: Parsed, i: int) -> Link | None:
    """*The group claims, citing its own count, that X*; *the paper notes, however, that X*."""
    _, last = parsed.sents[parsed.sent[i]]
    if i + 3 >= last or parsed.lower[i + 1] != "," or parsed.child(i, "ccomp", "xcomp") is not None:
        return None
    that = next(
        (
            t
            for t in range(i + 2, min(last, i + 20))
            if parsed.lower[t] == "that" and parsed.lower[t - 1] == ","
        ),
        None,
    )
    if that is None or parsed.dep[that] != "mark":
        return None
    source = (
        linking.subject_of(parsed, i)
        if parsed.tag[i][:2] == "VB"
        else [c for c in parsed.children[i] if parsed.dep[c] in {"compound", "det", "nmod"}]
    )
    stop = last - 1 if parsed.lower[last - 1] in {".", "!", "?"} else last
    return linking.link(
        linking.cue_of(parsed, i),
        i,
        linking.singular(parsed.lower[i]),
        "ccomp",
        source,
        range(that, stop),
    )


def interrupted_noun(parsed: Parsed, i: int) -> Link | None:
    """The same where the tagger took the verb for a plural noun."""
    if parsed.lower[i] == "claim" and parsed.tag[i] == "NN":
        return _claimed_last(parsed, i)
    if parsed.tag[i] != "NNS" or linking.singular(parsed.lower[i]) not in linking.TELLING:
        return None
    return interrupted(parsed, i)


def is_voice(parsed: Parsed, i: int, lexicon: Lexicon) -> bool:
    """Does *citing* name who says it (*citing three officials*), not a reason (*citing the cold*)?"""
    thing = parsed.child(i, "dobj", "pobj")
    if thing is None:
        return False
    if parsed.tag[thing] in nouns.NAMES or parsed.tag[thing] in {"PRP", "CD", "DT"}:
        return True
    noun = "media" if parsed.lower[thing] == "media" else parsed.lemma[thing]
    if lexicon.has("document", noun) or lexicon.has("noun", noun):
        return parsed.child(thing, "prep") is None or noun not in {"release", "announcement"}
    return any(lexicon.has(kind, noun) for kind in _VOICES)


def citing(parsed: Parsed, i: int, links: list[Link]) -> list[Link]:
    """*…, the paper reported, citing three officials*: whom it cites stands behind it too."""
    thing = parsed.child(i, "dobj", "pobj")
    if thing is None:
        return []
    source = [
        t for t in parsed.subtree(thing) if t <= thing or parsed.dep[t] not in {"mark", "punct"}
    ]
    clause = parsed.child(i, "ccomp")
    found: list[Link | None] = []
    if clause is not None and clause > thing:
        content = parsed.subtree(clause)
        source = [t for t in source if t < content[0]]
        verb = parsed.head[i]
        if parsed.lemma[verb] in linking.TELLING and all(other.head != verb for other in links):
            found.append(
                linking.link(
                    linking.cue_of(parsed, verb),
                    verb,
                    parsed.lemma[verb],
                    "ccomp",
                    linking.subject_of(parsed, verb),
                    content,
                )
            )
    else:
        near = [
            k
            for k in links
            if k.head >= 0
            and parsed.sent[k.head] == parsed.sent[i]
            and parsed.tag[k.head][:2] == "VB"
            and k.head != i
            and (k.head == parsed.head[i] or parsed.lemma[k.head] in linking.TELLING)
        ]
        if near:
            content = [
                t for a, b in min(near, key=lambda k: abs(k.head - i)).content for t in range(a, b)
            ]
        else:
            inside = set(parsed.subtree(i))
            content = [t for t in parsed.subtree(parsed.head[i]) if t not in inside]
    found.append(linking.link([i], i, "citing", "according", source, content))
    return [k for k in found if k is not None]


def described(parsed: Parsed, i: int) -> Link | None:
    """*As described in rumours*, *as reported by the paper*, *as widely reported*."""
    if parsed.lemma[i] not in _DESCRIBING or parsed.tag[i] != "VBN":
        return None
    mark = next((c for c in parsed.children[i] if c < i and parsed.lower[c] == "as"), None)
    if mark is None and parsed.lower[parsed.head[i]] == "as":
        mark = parsed.head[i]
    if mark is None:
        return None
    inside = set(parsed.subtree(i)) | {mark}
    place = parsed.child(i, "prep", "agent")
    thing = None if place is None else parsed.child(place, "pobj")
    source = [] if thing is None else parsed.subtree(thing)
    verb = parsed.head[i] if parsed.head[i] != mark else parsed.head[mark]
    if verb == i:
        return None
    cue = [t for t in inside if t <= i]
    return linking.link(
        cue,
        i,
        "according to",
        "passive" if not source else "according",
        source,
        (t for t in parsed.subtree(verb) if t not in inside),
    )


def frame(parsed: Parsed, i: int) -> Link | None:
    """*As per a job listing*, *per the ministry*."""
    if parsed.lower[i] != "per":
        return None
    thing = parsed.child(i, "pobj")
    if thing is None or parsed.tag[thing][:2] != "NN" or parsed.lemma[thing] in _MEASURES:
        return None
    top = i
    if i and parsed.lower[i - 1] == "as":
        top = i - 1
    elif parsed.tag[thing] not in nouns.NAMES and nouns.determiner(parsed, thing) == "":
        return None
    inside = set(parsed.subtree(i)) | set(parsed.subtree(top)) | {top}
    verb = parsed.head[i]
    for _ in range(4):
        if parsed.tag[verb][:2] == "VB" and parsed.dep[verb] not in {"acl", "relcl"}:
            break
        verb = parsed.head[verb]
    content = [t for t in parsed.subtree(verb) if t not in inside]
    return linking.link({top, i}, i, "according to", "according", parsed.subtree(thing), content)
