"""Hedges that no reporting verb carries: adverbs, nouns of saying, raised passives, hedged nouns.

`complete` adds to the links found by the attribution step those that the scale needs beside them,
`hedged_nouns` gives the small claims of rule 2, `answered` turns rule 12 on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims import nouns
from claims.link import Link
from claims.model import Quotation, Strength

if TYPE_CHECKING:
    from claims.lexicon import Entry, Lexicon
    from claims.parsed import Parsed

_RAISING = frozenset(
    "say believe think report rumour rumor allege expect understand claim suspect know speculate "
    "presume assume fear estimate consider feel repute hear find".split()
)
_PRETENDING = frozenset(("claim", "purport", "profess", "pretend", "allege"))
_ACCUSING = frozenset(("accuse", "suspect", "charge"))
_ANSWERING = frozenset(
    "confirm deny dismiss reject refute rebuff debunk quash scotch dispel disprove acknowledge admit verify "
    "rubbish repudiate contradict disavow knock discredit downplay corroborate substantiate prove brush shoot laugh".split()
)
_FALSE = frozenset(
    "false untrue wrong baseless unfounded fake bogus incorrect inaccurate nonsense fabricated hoax lie rubbish "
    "groundless fiction fictitious fabrication absurd ridiculous ludicrous satire erroneous".split()
)
_ABOUT = frozenset(("of", "about", "over"))
_LOOSE = frozenset("rumour rumor allegation accusation suspicion speculation gossip".split())
_PLURAL_ONLY = frozenset(("report", "claim", "suggestion", "whisper"))
_WORLD = frozenset("evidence sign indication proof suggestion reason doubt question chance way".split())


@dataclass(slots=True)
class Hedged:
    """A noun with a hedging word: its phrase without that word (rule 2)."""

    noun: int
    tokens: list[int]
    link: Link
    level: Strength


def complete(parsed: Parsed, links: list[Link], lexicon: Lexicon) -> list[Link]:
    """The links, with those added that hedge without a reporting verb, and rule 12 applied."""
    kept = [link for link in links if not _is_dropped(parsed, link)]
    heads = {link.head for link in kept}
    adverbs, said = lexicon.kind("adverb"), lexicon.kind("noun")
    extra: list[Link] = []
    for i, tag in enumerate(parsed.tag):
        if i in heads:
            continue
        found: Link | None = None
        if tag[:2] == "NN":
            entry = said.get(parsed.lemma[i]) or said.get(parsed.lower[i])
            if entry is not None and entry.level is not None:
                found = _noun(parsed, i, entry)
        elif tag[:2] == "VB" or tag == "JJ":
            found = _verb(parsed, i) or _reporting(parsed, i, lexicon)
        elif tag == "IN" and parsed.lower[i] in {"per", "as"}:
            found = _frame(parsed, i)
        elif parsed.lower[i] in adverbs and tag[:2] == "RB":
            found = _adverb(parsed, i)
        if found is not None and not _speaks_of_the_world(parsed, found):
            extra.append(found)
    every = kept + extra
    return every + _answers(parsed, every, lexicon)


def _is_dropped(parsed: Parsed, link: Link) -> bool:
    """What the steps here say better, and what attributes nothing."""
    if link.head >= 0 and parsed.lower[link.head] in {"citing", "quoting"}:
        return True
    return _speaks_of_the_world(parsed, link)


def ranges(tokens: list[int]) -> list[tuple[int, int]]:
    """Sorted tokens as ranges `[first, last + 1)`."""
    found: list[tuple[int, int]] = []
    for i in tokens:
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def _link(cue: list[int], head: int, key: str, frame: str, source: list[int], content: list[int]) -> Link | None:
    if not content:
        return None
    return Link(tuple(sorted(cue)), head, key, frame, tuple(source), ranges(sorted(content)), Quotation.INDIRECT)


def _adverb(parsed: Parsed, i: int) -> Link | None:
    head = parsed.head[i]
    if head == i or parsed.dep[head] == "amod":
        return None
    skipped = {i}
    for c in parsed.children[head]:
        if c < i and parsed.dep[c] == "advcl" and parsed.child(c, "nsubj", "nsubjpass") is not None:
            skipped.update(parsed.subtree(c))
    content = [t for t in parsed.subtree(head) if t not in skipped]
    return _link([i], i, parsed.lower[i], "adverb", [], content)


def _noun(parsed: Parsed, i: int, entry: Entry) -> Link | None:
    """*Rumours that X*, *speculation over X*, *claims of V-ing*."""
    lemma = parsed.lemma[i]
    clause = next(
        (c for c in parsed.children[i] if c > i and parsed.dep[c] in {"acl", "ccomp", "relcl"} and _is_content(parsed, c)),
        None,
    )
    if clause is None:
        clause = _complement(parsed, i, lemma)
    if clause is None:
        return None
    source: list[int] = []
    owner = parsed.child(i, "poss")
    if owner is not None:
        source = [t for t in parsed.subtree(owner) if parsed.dep[t] != "case"]
    return _link([i], i, lemma, "noun", source, parsed.subtree(clause))


def _is_content(parsed: Parsed, c: int) -> bool:
    """A clause that tells what is said: *that X*, or one with a subject and no relative word."""
    if parsed.tag[c] in {"VBN", "VBG"} and parsed.child(c, "nsubj", "nsubjpass", "mark") is None:
        return False
    opens = [parsed.lower[k] for k in parsed.children[c] if k < c]
    subject = parsed.child(c, "nsubj", "nsubjpass")
    if subject is None:
        return False
    if parsed.tag[subject] in {"WDT", "WP"} or parsed.lower[subject] in {"which", "who"}:
        return False
    if parsed.dep[c] == "relcl":
        return "that" in opens and not _gap(parsed, c)
    return True


def _gap(parsed: Parsed, c: int) -> bool:
    """*That* stands for an object of the relative clause."""
    return any(
        parsed.lower[k] in {"that", "which"} and parsed.dep[k] in {"dobj", "pobj", "nsubj", "nsubjpass"}
        for k in parsed.children[c]
    )


def _complement(parsed: Parsed, i: int, lemma: str) -> int | None:
    for c in parsed.children[i]:
        if c < i or parsed.dep[c] != "prep" or parsed.lower[c] not in _ABOUT:
            continue
        clause = parsed.child(c, "pcomp")
        if clause is not None:
            return clause
        thing = parsed.child(c, "pobj")
        loose = lemma in _LOOSE or (lemma in _PLURAL_ONLY and parsed.tag[i] == "NNS")
        if thing is not None and loose and parsed.tag[thing] in {"NN", "NNS", "VBG"}:
            return thing
    return None


def _verb(parsed: Parsed, i: int) -> Link | None:
    lemma = parsed.lemma[i]
    if parsed.lower[i].endswith(("umored", "umoured")):
        lemma = "rumour"
    inner = parsed.child(i, "xcomp")
    passive = parsed.tag[i] in {"VBN", "VBD", "JJ"} and lemma in _RAISING
    cue = [i] + [c for c in parsed.children[i] if parsed.dep[c] in {"aux", "auxpass", "neg"}]
    if inner is not None and passive and _raised(parsed, i):
        subject = parsed.child(i, "nsubjpass", "nsubj")
        content = parsed.subtree(inner) + ([] if subject is None else parsed.subtree(subject))
        return _link(cue, i, lemma, "passive", [], content)
    if inner is not None and lemma in _PRETENDING and parsed.tag[i][:2] == "VB":
        return _link(cue, i, lemma, "xcomp", subject_of(parsed, i), parsed.subtree(inner))
    if lemma in _ACCUSING and parsed.tag[i][:2] == "VB":
        for c in parsed.children[i]:
            clause = parsed.child(c, "pcomp") if parsed.lower[c] in {"of", "with"} else None
            if clause is not None:
                return _link(cue, i, lemma, "prep", [], parsed.subtree(clause))
    if parsed.lower[i] in {"citing", "quoting"} and parsed.dep[i] in {"advcl", "prep", "acl"}:
        thing = parsed.child(i, "dobj", "pobj")
        governor = parsed.head[i]
        if thing is not None and parsed.tag[governor][:2] == "VB":
            inside = set(parsed.subtree(i))
            clause = parsed.child(governor, "ccomp")
            content = [t for t in parsed.subtree(governor if clause is None else clause) if t not in inside]
            return _link([i], i, "citing", "according", parsed.subtree(thing), content)
    return None


def _reporting(parsed: Parsed, i: int, lexicon: Lexicon) -> Link | None:
    """A reporting verb with a clause that the attribution step left out."""
    entry = lexicon.get("verb", parsed.lemma[i])
    clause = parsed.child(i, "ccomp")
    if entry is None or clause is None or not entry.carries or entry.act:
        return None
    if parsed.child(clause, "nsubj", "nsubjpass", "expl", "csubj") is None or parsed.child(i, "dobj") is not None:
        return None
    cue = [i] + [c for c in parsed.children[i] if parsed.dep[c] in {"aux", "auxpass", "neg", "prt"}]
    source = [] if parsed.child(i, "auxpass") is not None else subject_of(parsed, i)
    if source and parsed.tag[nouns.phrase_head(parsed, source)] in {"EX", "DT"}:
        return None
    return _link(cue, i, parsed.lemma[i], "ccomp", source, parsed.subtree(clause))


def _frame(parsed: Parsed, i: int) -> Link | None:
    """*As per a job listing*, *as described in rumours*, *per the ministry*."""
    governor = parsed.head[i]
    if parsed.tag[governor][:2] not in {"VB", "MD"} and governor + 1 != i:
        return None
    top = i
    thing = parsed.child(i, "pobj")
    if parsed.lower[i] == "as":
        inner = next((c for c in parsed.children[i] if parsed.lower[c] == "per" or parsed.lemma[c] in {"describe", "report", "quote", "cite", "tell"}), None)
        if inner is None:
            return None
        preposition = inner if parsed.lower[inner] == "per" else parsed.child(inner, "prep", "agent")
        thing = None if preposition is None else parsed.child(preposition, "pobj")
    if thing is None or parsed.tag[thing][:2] != "NN" or parsed.lemma[thing] in {
        "day", "week", "month", "year", "hour", "person", "cent", "night", "head", "capita", "gallon", "share", "second", "minute", "usual", "game", "mile",
    }:
        return None
    inside = set(parsed.subtree(top))
    cue = [t for t in sorted(inside) if t < thing and parsed.tag[t] in {"IN", "VBN"}]
    verb = governor
    for _ in range(4):
        if parsed.tag[verb][:2] == "VB" and parsed.dep[verb] not in {"acl", "relcl"}:
            break
        verb = parsed.head[verb]
    content = [t for t in parsed.subtree(verb) if t not in inside]
    return _link(cue or [i], i, "according to", "according", parsed.subtree(thing), content)


def _raised(parsed: Parsed, i: int) -> bool:
    """*Is said to be*, *believed to be*; not *asked to be*."""
    if parsed.child(i, "auxpass") is not None or parsed.dep[i] in {"acl", "amod", "advcl", "acomp"}:
        return True
    return parsed.tag[i] == "JJ" or any(parsed.lemma[c] == "be" for c in parsed.children[i] if c < i)


def subject_of(parsed: Parsed, i: int) -> list[int]:
    """The subject's tokens, for participles and conjuncts that of the governing clause."""
    for _ in range(5):
        subject = parsed.child(i, "nsubj", "nsubjpass", "agent")
        if subject is not None:
            return parsed.subtree(subject)
        dep, governor = parsed.dep[i], parsed.head[i]
        if dep == "acl":
            return nouns.full_phrase(parsed, governor)
        if dep not in {"conj", "xcomp", "advcl"} or governor == i:
            return []
        i = governor
    return []


def _speaks_of_the_world(parsed: Parsed, link: Link) -> bool:
    """*There is no evidence that X*: a plain negative clause, no attribution (rule 10)."""
    head = link.head
    if head < 0:
        return False
    if parsed.tag[head][:2] == "NN":
        return parsed.lemma[head] in _WORLD and nouns.determiner(parsed, head) == "no"
    if parsed.lemma[head] != "be":
        return False
    return any(parsed.dep[c] == "acomp" and parsed.lemma[c] in {"true", "clear", "possible", "likely"} for c in parsed.children[head])


def _answers(parsed: Parsed, links: list[Link], lexicon: Lexicon) -> list[Link]:
    """Mark nouns of saying whose report is answered (rule 12); add the answer where it is missing."""
    heads = {link.head for link in links}
    extra = []
    for link in links:
        i = link.head
        if i < 0 or parsed.tag[i][:2] != "NN" or lexicon.get("noun", parsed.lemma[i]) is None:
            continue
        governor = parsed.head[i]
        for _ in range(2):
            if parsed.dep[i] == "conj":
                i, governor = governor, parsed.head[governor]
        content = [t for a, b in link.content for t in range(a, b)]
        if parsed.dep[i] in {"dobj", "nsubjpass"} and parsed.lemma[governor] in _ANSWERING:
            link.frame = "answered"
            if governor not in heads:
                cue = [governor] + [c for c in parsed.children[governor] if parsed.dep[c] in {"aux", "auxpass", "neg", "prt"}]
                source = [] if parsed.dep[i] == "nsubjpass" else subject_of(parsed, governor)
                wide = sorted({*content, link.head})
                extra.append(Link(tuple(sorted(cue)), governor, parsed.lemma[governor], "object", tuple(source), ranges(wide)))
        elif parsed.dep[i] == "nsubj" and parsed.lemma[governor] == "be":
            said = parsed.child(governor, "acomp", "attr")
            if said is not None and (parsed.lemma[said] in _FALSE or _not_true(parsed, governor, said)):
                link.frame = "answered"
                link.features["false"] = 1.0
    return extra


def _not_true(parsed: Parsed, verb: int, said: int) -> bool:
    return parsed.lemma[said] in {"true", "accurate", "correct"} and parsed.child(verb, "neg") is not None


def hedged_nouns(parsed: Parsed, lexicon: Lexicon) -> list[Hedged]:
    """The small claims of rule 2, in text order."""
    adjectives = lexicon.kind("adjective")
    found = []
    for i, lower in enumerate(parsed.lower):
        form = lower
        first = i
        if i > 1 and parsed.lower[i - 1] == "-":
            form = f"{parsed.lower[i - 2]}-{lower}"
            first = i - 2
            if form not in adjectives:
                form, first = (lower, i - 2) if lower in {"rumored", "rumoured", "reported"} else (lower, i)
        if form not in adjectives:
            continue
        noun = _hedged(parsed, i)
        if noun is None or nouns.determiner(parsed, noun) == "no":
            continue
        cue = set(range(first, i + 1))
        tokens = [t for t in nouns.full_phrase(parsed, noun) if t not in cue]
        if noun not in tokens:
            continue
        entry = adjectives[form]
        link = Link(tuple(sorted(cue)), i, form, "adjective", (), ranges(tokens), Quotation.INDIRECT)
        found.append(Hedged(noun, tokens, link, entry.level or Strength.ALLEGED))
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
        if parsed.dep[head] in {"amod", "compound", "nmod"} and parsed.head[head] > head and parsed.tag[head][:2] != "NN":
            head = parsed.head[head]
    return head if parsed.tag[head][:2] in {"NN", "VB", "JJ"} else None
