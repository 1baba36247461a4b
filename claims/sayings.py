"""Nouns of saying: *rumours that X*, *the ministry's claim that X*, and what answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import linking, nouns
from claims.model import Strength

if TYPE_CHECKING:
    from claims.lexicon import Lexicon
    from claims.link import Link
    from claims.parsed import Parsed

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
_CALLING = frozenset(("call", "label", "brand", "describe", "term", "deem"))
_SPREADING = frozenset(
    "spread print hear start report mention make publish repeat deny post share cause create fuel dismiss confirm "
    "reject tell face bring level investigate see read describe call".split()
)
_PLURAL_ONLY = frozenset(("report", "claim", "suggestion", "whisper"))
_WORLD = frozenset(
    "evidence sign indication proof suggestion reason doubt question chance way".split()
)


def find(parsed: Parsed, i: int, lexicon: Lexicon) -> Link | None:
    """The link of a noun of saying that stands with what is said."""
    entry = lexicon.get("noun", parsed.lemma[i]) or lexicon.get("noun", parsed.lower[i])
    verbal = (
        parsed.lower[i].endswith("ing") and lexicon.get("verb", parsed.lower[i][:-3]) is not None
    )
    if (entry is None or entry.level is None) and not verbal:
        return None
    clause = next(
        (
            c
            for c in parsed.children[i]
            if c > i and parsed.dep[c] in {"acl", "ccomp", "relcl"} and _is_content(parsed, c)
        ),
        None,
    )
    if clause is None and not verbal:
        clause = _complement(parsed, i) or _extraposed(parsed, i, lexicon)
    if clause is None:
        return None
    source: list[int] = []
    owner = parsed.child(i, "poss")
    if owner is not None:
        source = [t for t in parsed.subtree(owner) if parsed.dep[t] != "case"]
    return linking.link([i], i, parsed.lemma[i], "noun", source, parsed.subtree(clause))


def _is_content(parsed: Parsed, c: int) -> bool:
    """A clause that tells what is said: *that X*, or one with a subject and no relative word.

    *The rumour that the plant is closing* is often parsed as a relative clause with a gap; under
    such a noun it is one only where the verb is what one does with a rumour.
    """
    subject = parsed.child(c, "nsubj", "nsubjpass", "expl")
    if subject is None or parsed.tag[subject] in {"WDT", "WP"}:
        return False
    opens = [parsed.lower[k] for k in parsed.children[c] if k < c]
    if parsed.dep[c] == "relcl":
        rumour = parsed.lemma[parsed.head[c]] in _LOOSE and parsed.lemma[c] not in _SPREADING
        return "that" in opens and (rumour or not _has_gap(parsed, c))
    return True


def _has_gap(parsed: Parsed, c: int) -> bool:
    """*That* stands for an object of the relative clause."""
    return any(
        parsed.lower[k] in {"that", "which"}
        and parsed.dep[k] in {"dobj", "pobj", "nsubj", "nsubjpass"}
        for k in parsed.children[c]
    )


def _complement(parsed: Parsed, i: int) -> int | None:
    """*Claims of seeing*, *rumours of a split*."""
    lemma = parsed.lemma[i]
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


def _extraposed(parsed: Parsed, i: int, lexicon: Lexicon) -> int | None:
    """*Rumours swirled that X*, *speculation began that X*, *the word is that X*."""
    if parsed.dep[i] not in {"nsubj", "nsubjpass"}:
        return None
    verb = parsed.head[i]
    entry = lexicon.get("verb", parsed.lemma[verb])
    if verb < i or (
        entry is not None
        and entry.carries
        and not entry.act
        and entry.level is not Strength.REPORTED
    ):
        return None
    held = [k for k in parsed.children[verb] if parsed.dep[k] in {"acomp", "dobj", "attr"}]
    below = [c for k in held for c in parsed.children[k] if k > verb]
    for c in (*parsed.children[verb], *below):
        if c <= verb or parsed.dep[c] not in {"ccomp", "advcl", "acl", "relcl"}:
            continue
        if any(parsed.lower[k] == "that" and parsed.dep[k] == "mark" for k in parsed.children[c]):
            return c
        if (
            parsed.lemma[verb] == "be"
            and parsed.dep[c] == "ccomp"
            and parsed.child(c, "nsubj", "nsubjpass") is not None
        ):
            return c
    return None


def speaks_of_the_world(parsed: Parsed, link: Link) -> bool:
    """*There is no evidence that X*: a plain negative clause, no attribution (rule 10)."""
    head = link.head
    if head < 0:
        return False
    if parsed.tag[head][:2] == "NN":
        if parsed.lemma[head] not in _WORLD:
            return False
        above = [head, *list(parsed.ancestors(head))[:3]]
        return any(
            nouns.determiner(parsed, a) == "no" or parsed.child(a, "neg") is not None for a in above
        )
    if parsed.lemma[head] == "deny" and any(
        parsed.lower[c] == "no" for c in (*link.cue, *parsed.children[head])
    ):
        return True
    if parsed.lemma[head] != "be":
        return False
    return any(
        parsed.dep[c] == "acomp" and parsed.lemma[c] in {"true", "clear", "possible", "likely"}
        for c in parsed.children[head]
    )


def answers(parsed: Parsed, links: list[Link], lexicon: Lexicon) -> list[Link]:
    """Mark nouns of saying whose report is answered (rule 12); add an answer that is missing."""
    heads = {link.head for link in links}
    extra = []
    for link in links:
        i = _answered_noun(parsed, link, lexicon)
        if i < 0:
            continue
        governor = parsed.head[i]
        if parsed.dep[i] == "conj":
            i, governor = governor, parsed.head[governor]
        if _is_baseless(parsed, i):
            link.frame = "answered"
            link.features["false"] = 1.0
        elif parsed.dep[i] in {"dobj", "nsubjpass"} and parsed.lemma[governor] in _ANSWERING:
            link.frame = "answered"
            if governor not in heads:
                heads.add(governor)
                extra.append(_answer(parsed, governor, i, link))
        elif _is_called_false(parsed, i, governor):
            link.frame = "answered"
            link.features["false"] = 1.0
    return [link for link in extra if link is not None]


def _answered_noun(parsed: Parsed, link: Link, lexicon: Lexicon) -> int:
    """The noun of saying that a link stands on, also by *reports which suggested that X*."""
    i = link.head
    if i < 0:
        return -1
    if parsed.tag[i][:2] != "NN" and link.frame != "noun":
        if (
            parsed.dep[i] != "relcl"
            or not link.source
            or parsed.tag[link.source[-1]] not in {"WDT", "WP"}
        ):
            return -1
        i = parsed.head[i]
    return i if lexicon.get("noun", parsed.lemma[i]) is not None else -1


def _answer(parsed: Parsed, verb: int, noun: int, link: Link) -> Link | None:
    cue = [verb] + [
        c for c in parsed.children[verb] if parsed.dep[c] in {"aux", "auxpass", "neg", "prt"}
    ]
    source = [] if parsed.dep[noun] == "nsubjpass" else linking.subject_of(parsed, verb)
    content = {t for a, b in link.content for t in range(a, b)} | {link.head}
    return linking.link(cue, verb, parsed.lemma[verb], "object", source, content)


def _is_baseless(parsed: Parsed, i: int) -> bool:
    """*There is no truth to the rumour that X*."""
    above = parsed.head[parsed.head[i]]
    return (
        parsed.dep[i] == "pobj"
        and parsed.lemma[above] in {"truth", "basis", "substance", "foundation", "merit"}
        and nouns.determiner(parsed, above) == "no"
    )


def _is_called_false(parsed: Parsed, noun: int, verb: int) -> bool:
    """*Reports that X are false*, *turned out to be false*, *called reports that X false*."""
    if parsed.dep[noun] == "dobj":
        said = parsed.child(verb, "oprd", "acomp", "xcomp")
        return parsed.lemma[verb] in _CALLING and said is not None and parsed.lemma[said] in _FALSE
    if parsed.dep[noun] not in {"nsubj", "nsubjpass"}:
        return False
    inner = parsed.child(verb, "xcomp") if parsed.lemma[verb] in {"turn", "prove"} else None
    if parsed.lemma[verb] not in {"be", "turn", "prove"} and parsed.lemma[verb] not in _FALSE:
        return False
    if parsed.lemma[verb] in _FALSE:
        return parsed.lemma[parsed.head[verb]] in _CALLING
    for k in [verb] if inner is None else [verb, inner]:
        said = parsed.child(k, "acomp", "attr", "oprd")
        if said is not None and (parsed.lemma[said] in _FALSE or _not_true(parsed, k, said)):
            return True
    return False


def _not_true(parsed: Parsed, verb: int, said: int) -> bool:
    return (
        parsed.lemma[said] in {"true", "accurate", "correct"}
        and parsed.child(verb, "neg") is not None
    )
