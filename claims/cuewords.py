"""The words of a cue: what carries it, its entry in the lexicon, how a reader is shown it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import nouns

if TYPE_CHECKING:
    from claims.lexicon import Entry, Lexicon
    from claims.link import Link
    from claims.parsed import Parsed

_SHOWN = 6
"""How many words of a source or a cue a rule names."""
_NO_SPEAKER = frozenset(
    "plan schedule taste custom tradition rule script order protocol design need".split()
)
_JUDGING = frozenset("see view regard perceive consider deem".split())
_BARE_JUDGING = frozenset(("consider", "deem"))


def is_plan(parsed: Parsed, link: Link) -> bool:
    """*According to plan*, *according to taste*: nobody says anything (rule 11)."""
    noun = nouns.phrase_head(parsed, link.source)
    return (
        parsed.lemma[noun] in _NO_SPEAKER and nouns.determiner(parsed, noun) in {"", "poss"}
    ) or (parsed.lemma[noun] in {"size", "age", "type", "need", "ability"})


def cue_kind(parsed: Parsed, link: Link) -> str:
    """What carries the link: `verb`, `noun`, `adverb`, `frame` (a preposition), `mark` (no word)."""
    if link.head < 0 or link.frame == "answered":
        return "mark" if link.head < 0 else "noun"
    tag = parsed.tag[link.head]
    if link.frame == "trailing":
        return "verb"
    if tag[:2] == "NN" or link.frame == "noun":
        return "noun"
    if tag[:2] in {"VB", "JJ", "MD"} and link.key not in {"according to", "citing"}:
        return "verb"
    if tag[:2] == "RB":
        return "adverb"
    return "frame"


def lookup(parsed: Parsed, link: Link, lexicon: Lexicon) -> Entry | None:
    """The lexicon's entry for a link's cue: the longest form that fits."""
    head = link.head
    if head < 0:
        return None
    lemma = parsed.lemma[head]
    kind = cue_kind(parsed, link)
    if kind == "noun":
        return (
            lexicon.get("noun", lemma)
            or lexicon.get("noun", parsed.lower[head])
            or (lexicon.get("verb", lemma[:-3]) if lemma.endswith("ing") else None)
        )
    if kind == "adverb":
        return lexicon.get("adverb", link.key) or lexicon.get("adverb", parsed.lower[head])
    objects = _objects(parsed, head)
    for form in objects:
        entry = lexicon.get("verb", f"{lemma} {form}")
        if entry is not None:
            return entry
    if lemma in {"claim", "charge"} and _counts(parsed, head):
        return lexicon.get("verb", "claim life")
    return (
        lexicon.get("verb", link.key)
        or lexicon.get("verb", lemma)
        or lexicon.get("verb", _verb_of(parsed.lower[head]))
        or lexicon.get("frame", link.key)
    )


def judges_as(parsed: Parsed, head: int) -> bool:
    """*Sees the bridge as a threat*, *is regarded as unsafe*: what a verb takes something for."""
    if head < 0 or parsed.lemma[head] not in _JUDGING:
        return False
    if parsed.lemma[head] in _BARE_JUDGING and parsed.child(head, "oprd") is not None:
        return True
    thing = parsed.child(head, "dobj")
    near = [*parsed.children[head], *(parsed.children[thing] if thing is not None else ())]
    return any(
        c > head
        and parsed.lower[c] == "as"
        and parsed.dep[c] in {"prep", "mark"}
        and parsed.children[c]
        for c in near
    )


def _objects(parsed: Parsed, head: int) -> list[str]:
    """What can follow a verb in a lexicon form: particle, object, preposition, predicate."""
    found = []
    for c in parsed.children[head]:
        if parsed.dep[c] in {"prt", "dobj", "prep", "acomp", "attr", "nsubjpass"} or (
            parsed.dep[c] == "advmod" and c == head + 1
        ):
            found.append(parsed.lemma[c])
        elif parsed.dep[c] == "xcomp" and any(parsed.lower[k] == "to" for k in parsed.children[c]):
            found.append("to")
    return found


def _counts(parsed: Parsed, head: int) -> bool:
    """*Claimed 16 million lives*: a number of something, no statement."""
    if any(parsed.lower[c] == "with" for c in parsed.children[head]):
        # *Charged two men with theft* accuses them.
        return False
    dobj = parsed.child(head, "dobj")
    return (
        dobj is not None
        and parsed.child(dobj, "nummod") is not None
        and (parsed.child(dobj, "acl", "relcl") is None)
    )


def _verb_of(lower: str) -> str:
    """The lemma of a participle that the tagger took for an adjective (*rumored to be*)."""
    if lower.endswith(("oured", "ored")):
        return lower[:-2]
    return lower.removesuffix("ed")


def phrase(parsed: Parsed, link: Link) -> str:
    """Source and cue as a reader is shown them: *the agency told*, *According to rumours*."""
    cue = _words(parsed, link.cue)
    source = _words(parsed, link.source)
    if not cue:
        return f"quotation of {source}" if source else "quotation"
    if not source:
        return cue
    return f"{cue} {source}" if link.cue[0] < link.source[0] else f"{source} {cue}"


def _words(parsed: Parsed, tokens: tuple[int, ...]) -> str:
    """The first words of some tokens as they stand in the text."""
    if not tokens:
        return ""
    last = tokens[:_SHOWN][-1]
    words = " ".join(parsed.text[parsed.start[min(tokens)] : parsed.end[last]].split())
    return words.rstrip(",;: ") + ("…" if len(tokens) > _SHOWN else "")
