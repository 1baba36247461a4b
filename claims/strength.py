"""How firmly the text stands behind what a link attributes: the rules of the scale.

Each link gets a level by its cue and its source; a claim takes the weakest level of its chain.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims import background, cuewords, linking, negation, nouns, passives, sources
from claims.model import Modality, Quotation, Resolved, SourceKind, Stance, Strength
from claims.said_by import NOBODY, Source

if TYPE_CHECKING:
    from claims.lexicon import Entry, Lexicon
    from claims.link import Link
    from claims.parsed import Parsed
    from claims.resolve import Antecedents

_ADDRESSING = frozenset("tell inform remind warn assure ask advise notify urge".split())
_NEG_RAISING = frozenset("believe think expect imagine suppose feel reckon".split())
_ANONYMOUS = 8
"""A wish not to be named takes no more words than this."""
_ANSWERS = Strength.CONFIRMED


@dataclass(slots=True)
class Graded:
    """A link with its level.

    phrase   its source and cue as they stand, for people; `why` what makes the level
    act      its clause is a claim of its own too
    whole    its own clause takes its level (*the death has been confirmed*)
    adverbial an adverb carries it
    nominal  its content is a thing, not a statement
    scope    the content without the writer's asides: what the level colours
    """

    link: Link
    level: Strength
    stance: Stance
    source: Source
    resolved: Resolved | None
    why: str
    phrase: str = ""
    act: bool = False
    mode: Modality | None = None
    nominal: bool = False
    adverbial: bool = False
    whole: bool = False
    scope: list[tuple[int, int]] = field(default_factory=list)


def grade(parsed: Parsed, link: Link, lexicon: Lexicon, antecedents: Antecedents) -> Graded | None:
    """The link's level and stance; None where its words attribute nothing (rule 11)."""
    entry = cuewords.lookup(parsed, link, lexicon)
    if entry is not None and not entry.carries:
        return None
    if link.key == "according to" and link.source and cuewords.is_plan(parsed, link):
        return None
    if _is_order(parsed, link) or _asks_for_anonymity(parsed, link):
        return None
    source, resolved = _source(parsed, link, lexicon, antecedents)
    kind = cuewords.cue_kind(parsed, link)
    if kind == "noun":
        return _noun(parsed, link, entry, source, resolved, lexicon)
    negated = negation.is_negated(parsed, link)
    level, why = _level(parsed, link, entry, source, negated, lexicon)
    if level is None:
        return None
    stance = _stance(entry, negated=negated)
    known = entry is not None or kind != "verb"
    act = entry.act if entry is not None else not known
    if negated and stance is Stance.ASSERTS and level is not Strength.RUMOUR:
        act = True
    return Graded(
        link,
        level,
        stance,
        source,
        resolved,
        why,
        act=act,
        mode=None if entry is None else entry.mode,
    )


def _source(
    parsed: Parsed, link: Link, lexicon: Lexicon, antecedents: Antecedents
) -> tuple[Source, Resolved | None]:
    if not link.source:
        return NOBODY, None
    source = sources.classify(parsed, link.source, lexicon)
    source, resolved = antecedents.resolve(link.source, source)
    if source.level.rank > Strength.UNNAMED.rank or not source.anonymous:
        source = _anonymity_beside(parsed, link, source)
    return source, resolved


def _asks_for_anonymity(parsed: Parsed, link: Link) -> bool:
    """*Who asked not to be named*: tells about the source, claims nothing."""
    if link.head < 0 or parsed.lemma[link.head] not in {
        "ask",
        "decline",
        "refuse",
        "wish",
        "want",
        "request",
    }:
        return False
    first, last = link.content[0]
    return last - first < _ANONYMOUS and sources.hides_name(
        parsed.text, parsed.start[link.head], parsed.end[last - 1]
    )


def _is_order(parsed: Parsed, link: Link) -> bool:
    """*Tell me where you fit in*: an order says nothing."""
    head = link.head
    if head < 0 or link.source or parsed.tag[head] != "VB" or parsed.dep[head] != "ROOT":
        return False
    return parsed.child(head, "nsubj", "nsubjpass", "aux") is None


def _anonymity_beside(parsed: Parsed, link: Link, source: Source) -> Source:
    """*…, he said on condition of anonymity*: said outside the source's own words."""
    if link.head < 0 or source.kind in {SourceKind.DOCUMENT, SourceKind.MEDIA}:
        return source
    first, last = parsed.sents[parsed.sent[link.head]]
    low, high = min(link.cue[-1], link.source[-1]), max(link.cue[-1], link.source[-1])
    taken = [
        c for c in parsed.children[link.head] if parsed.dep[c] in {"prep", "advcl", "agent", "conj"}
    ]
    after = range(high + 1, min(last, high + 14))
    inside = any(a <= t < b for a, b in link.content for t in after[:1])
    tokens = list(after) if not inside else [t for c in taken for t in parsed.subtree(c)[:14]]
    if not tokens or low < first:
        return source
    if sources.hides_name(parsed.text, parsed.start[tokens[0]], parsed.end[tokens[-1]]):
        level = min(source.level, Strength.UNNAMED, key=lambda level: level.rank)
        return Source(source.kind, level, anonymous=True, why="asked not to be named")
    return source


def _level(
    parsed: Parsed, link: Link, entry: Entry | None, source: Source, negated: bool, lexicon: Lexicon
) -> tuple[Strength | None, str]:
    """The level that cue and source give together, and why; None where they give none."""
    kind = cuewords.cue_kind(parsed, link)
    if kind == "adverb":
        return (entry.level if entry and entry.level else Strength.REPORTED), "the adverb decides"
    linking_verb = entry is None and kind == "verb" and parsed.lemma[link.head] == "be"
    if linking_verb and not _is_saying(parsed, link, lexicon):
        return None, ""
    said = source.level
    if passives.is_passive(parsed, link) and parsed.child(link.head, "agent") is None:
        if entry is None or (entry.level is None and not passives.has_clause(parsed, link)):
            return None, ""
        accusing = parsed.lemma[link.head] in {"suspect", "accuse", "charge"}
        said, source = Strength.ALLEGED if accusing else Strength.REPORTED, NOBODY
        why = "nobody is said to be behind it"
    else:
        why = source.why or "its source decides"
    worst = _saying_of_source(parsed, link, lexicon)
    if worst is not None and worst.rank < said.rank:
        said = worst
    decided = entry.level if entry is not None else None
    if kind == "verb" and parsed.lemma[link.head] == "hear" and said is Strength.ASSERTED:
        return Strength.RUMOUR, "hearsay"
    if (
        decided is None
        and negated
        and kind == "verb"
        and negation.is_neither(parsed, link, lexicon)
    ):
        return Strength.RUMOUR, "neither confirmed nor denied"
    if decided is Strength.CONFIRMED:
        if negated:
            return Strength.RUMOUR, "not confirmed"
        hidden = source.anonymous and source.kind is not SourceKind.DOCUMENT
        if hidden and said.rank < Strength.NAMED.rank:
            return said, f"confirmed, but {source.why}"
        return Strength.CONFIRMED, "confirmed or admitted"
    if decided is not None:
        return min(decided, said, key=lambda level: level.rank), "the cue decides"
    return said, why


def _is_saying(parsed: Parsed, link: Link, lexicon: Lexicon) -> bool:
    """*The word is that …*, *the report is that …*; but not *the problem is that …*."""
    if not link.source:
        return False
    noun = parsed.lemma[nouns.phrase_head(parsed, link.source)]
    return lexicon.has("noun", noun) and noun not in {
        "idea",
        "decision",
        "question",
        "concern",
        "fear",
        "sign",
        "news",
    }


def _saying_of_source(parsed: Parsed, link: Link, lexicon: Lexicon) -> Strength | None:
    """The level that a noun of saying brings as a source: *according to allegations*."""
    if not link.source:
        return None
    head = nouns.phrase_head(parsed, link.source)
    if parsed.tag[head][:2] != "NN":
        return None
    entry = lexicon.get("noun", parsed.lemma[head])
    if entry is None or entry.level not in {Strength.ALLEGED, Strength.RUMOUR}:
        return None
    return None if parsed.lemma[head] in {"complaint", "charge"} else entry.level


def _stance(entry: Entry | None, *, negated: bool) -> Stance:
    stance = entry.stance if entry is not None else Stance.ASSERTS
    if not negated:
        return stance
    if stance is Stance.DENIES:
        return Stance.ASSERTS
    if entry is not None and entry.form in _NEG_RAISING:
        return Stance.DENIES
    if entry is not None and entry.level is Strength.CONFIRMED:
        return Stance.ASSERTS
    return Stance.QUESTIONS if stance is Stance.ASSERTS else stance


def _noun(
    parsed: Parsed,
    link: Link,
    entry: Entry | None,
    source: Source,
    resolved: Resolved | None,
    lexicon: Lexicon,
) -> Graded | None:
    """A noun of saying: *rumours that X*, *the ministry's claim that X*, *credible reports of X*."""
    if link.frame == "answered":
        stance = Stance.DENIES if link.features.get("false") else Stance.ASSERTS
        return Graded(link, _ANSWERS, stance, source, resolved, "it is answered")
    if entry is None:
        return None
    own = sources.classify_head(parsed, link.head, lexicon)
    words = {parsed.lower[m] for m in nouns.modifiers(parsed, link.head)}
    if own.level is Strength.RUMOUR or words & lexicon.kind("doubt").keys():
        return Graded(link, Strength.RUMOUR, entry.stance, source, resolved, "unconfirmed")
    if nouns.determiner(parsed, link.head) == "no" and entry.level is Strength.CONFIRMED:
        return Graded(link, Strength.RUMOUR, Stance.ASSERTS, source, resolved, "not confirmed")
    level = entry.level
    if level is Strength.REPORTED:
        level = source.level if link.source else own.level
        level = (
            level
            if own.level in {Strength.CREDIBLE, Strength.NAMED} or link.source
            else Strength.REPORTED
        )
    elif level is None:
        if not link.source:
            return None
        level = source.level
    why = source.why if link.source and entry.level is None else "a noun of saying"
    return Graded(link, level, entry.stance, source, resolved, why, act=False, mode=entry.mode)


def grade_all(
    parsed: Parsed, links: list[Link], lexicon: Lexicon, antecedents: Antecedents
) -> list[Graded]:
    """The links that attribute something, in text order, each with its level."""
    found = []
    answered = {link.head for link in links if link.frame == "answered"}
    quoted = bytearray(len(parsed))
    for link in links:
        if link.quotation is Quotation.DIRECT:
            for first, last in link.content:
                quoted[first:last] = b"\x01" * (last - first)
    for link in sorted(links, key=lambda link: link.head if link.head >= 0 else link.content[0][0]):
        if not link.content:
            continue
        graded = grade(parsed, link, lexicon, antecedents)
        if graded is not None:
            link.source = linking.bare(parsed, link.source)
            graded.phrase = cuewords.phrase(parsed, link)
            graded.adverbial = cuewords.cue_kind(parsed, link) == "adverb"
            _take_clause(parsed, link, graded)
            graded.nominal = not _is_clausal(parsed, link) and not any(
                c in answered for c in parsed.children[max(link.head, 0)]
            )
            graded.scope = background.scope(parsed, link, cuewords.cue_kind(parsed, link), quoted)
            found.append(graded)
    background.leave_others(found)
    return found


def _take_clause(parsed: Parsed, link: Link, graded: Graded) -> None:
    """*The death has been confirmed*, *the video was not verified*: the level is the clause's."""
    head = link.head
    if cuewords.cue_kind(parsed, link) != "verb" or graded.level not in {
        Strength.CONFIRMED,
        Strength.RUMOUR,
    }:
        return
    subject = parsed.child(head, "nsubjpass")
    if subject is None or parsed.child(head, "ccomp") is not None or parsed.dep[subject] == "expl":
        return
    if parsed.lower[subject] == "it":
        return
    graded.whole = True


def _is_clausal(parsed: Parsed, link: Link) -> bool:
    """Is the content said as a clause, or a mere thing or matter (*denied the charges*)?"""
    if link.head < 0:
        return True
    head = link.head
    inside = {i for first, last in link.content for i in range(first, last)}
    if link.quotation is Quotation.DIRECT:
        thing = parsed.child(head, "dobj")
        return thing is None or thing in inside or parsed.lemma[head] in _ADDRESSING
    if parsed.head[head] in inside or parsed.dep[head] == "parataxis":
        return True
    if cuewords.cue_kind(parsed, link) != "verb":
        return True
    for i in parsed.children[head]:
        if parsed.dep[i] not in {"ccomp", "xcomp", "parataxis"}:
            continue
        bare = parsed.tag[i] in {"VBG", "VB"} and parsed.child(i, "aux") is None
        if not (parsed.dep[i] == "ccomp" and bare) and inside & set(parsed.subtree(i)):
            return True
    return False
