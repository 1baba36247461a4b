"""Who is said to have said it: the kind of a source and the level that it gives (rule 6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims import labels, names, nouns, papers
from claims.model import SourceKind, Strength
from claims.said_by import NOBODY, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.lexicon import Lexicon
    from claims.parsed import Parsed

_ANONYMITY = re.compile(
    r"anonym|(?:not|n[o']t|n’t|without) (?:to )?be(?:ing)? (?:\w+ )?(?:named|identified|quoted)"
    r"|declin\w+ to be (?:\w+ )?(?:named|identified)|not (?:to be|be|being) (?:named|identified)"
    r"|not authori[sz]ed to|n[o']t authori[sz]ed|lack\w* authori[sz]ation to"
    r"|(?:who|which) (?:was|were|is|are) not (?:willing|allowed|permitted|supposed)"
    r"|unwilling to be (?:named|identified)|refus\w+ to (?:be|give) (?:named|identified|(?:his|her|their) name)"
    r"|on (?:deep )?background|withheld|wish\w* to remain|unnamed|unidentified"
    r"|(?:familiar|close|knowledge|briefed|privy|acquainted)\b.{0,12}\b(?:with|to|of|on)?\b.{0,20}"
    r"(?:matter|situation|plans?|talks|deal|case|negotiations|thinking|investigation|discussions|company|issue)",
    re.IGNORECASE,
)
_INDEFINITE = frozenset(
    "a an one two three four five six seven eight nine ten some several many few another other any "
    "dozens multiple numerous various both no each every more most hundreds thousands at".split()
)
_GROUP_WORDS = frozenset(
    ("some", "many", "several", "few", "most", "both", "all", "others", "another")
)
_PEOPLE = frozenset(("he", "she", "him", "her", "himself", "herself"))


def classify(parsed: Parsed, tokens: Sequence[int], lexicon: Lexicon) -> Source:
    """The source that the tokens of a noun phrase name; `NOBODY` without tokens."""
    if not tokens:
        return NOBODY
    labelled = labels.classify(parsed, tokens)
    if labelled is not None:
        return labelled
    head = nouns.phrase_head(parsed, tokens)
    inside = set(tokens)
    members = [k for k in nouns.conjuncts(parsed, head) if k in inside] or [head]
    found = [classify_head(parsed, k, lexicon) for k in members[:4]]
    best = max(found, key=lambda s: s.level.rank)
    if (
        best.level.rank > Strength.UNNAMED.rank
        and best.anaphor == ""
        and _hides_name(parsed, tokens)
    ):
        return Source(
            SourceKind.UNNAMED, Strength.UNNAMED, anonymous=True, why="asked not to be named"
        )
    if best.level is Strength.UNNAMED and not best.anonymous and _hides_name(parsed, tokens):
        return Source(best.kind, best.level, anonymous=True, why="the name is kept back")
    return best


def _is_advice(parsed: Parsed, i: int) -> bool:
    """*One should note*: nobody in particular, the writer himself."""
    aux = parsed.child(parsed.head[i], "aux")
    return aux is not None and parsed.tag[aux] == "MD"


def _hides_name(parsed: Parsed, tokens: Sequence[int]) -> bool:
    return (
        _ANONYMITY.search(parsed.text, parsed.start[tokens[0]], parsed.end[tokens[-1]]) is not None
    )


def hides_name(text: str, start: int, end: int) -> bool:
    """Does the text between two offsets say that a source keeps its name back?"""
    return _ANONYMITY.search(text, start, end) is not None


def classify_head(parsed: Parsed, i: int, lexicon: Lexicon) -> Source:
    """The source whose noun or pronoun is token `i`."""
    tag, lower = parsed.tag[i], parsed.lower[i]
    generic = lower == "one" and not parsed.children[i] and _is_advice(parsed, i)
    if tag in {"PRP", "WP", "WDT", "PRP$", "WP$"} or lower in {"who", "which"} or generic:
        return _pronoun(lower)
    noun = names.singular(parsed, i)
    if tag in {"NN", "NNS", "JJ"} and names.is_hidden(parsed, i, noun, lexicon):
        return names.name(parsed, i, lexicon)
    if tag in nouns.NAMES and not names.is_common(parsed, i, noun, lexicon):
        return names.name(parsed, i, lexicon)
    named = names.named_beside(parsed, i, lexicon)
    if named is not None and not lexicon.has("anonymous", noun):
        return named
    return _common(parsed, i, noun, lexicon)


def _pronoun(lower: str) -> Source:
    if lower in {"i", "me", "myself"}:
        return Source(SourceKind.PERSON, Strength.ASSERTED, anaphor="pronoun", why="“I” speaks")
    if lower in _PEOPLE:
        return Source(SourceKind.PERSON, Strength.NAMED, anaphor="pronoun", why=f"“{lower}”")
    if lower in {"it", "itself"}:
        return Source(SourceKind.ORGANISATION, Strength.NAMED, anaphor="pronoun", why="“it”")
    if lower in {"they", "them", "themselves"}:
        return Source(SourceKind.GROUP, Strength.UNNAMED, anaphor="pronoun", why="“they”")
    if lower in {"we", "us", "one", "you"}:
        return Source(
            SourceKind.GROUP, Strength.ASSERTED, anaphor="pronoun", why=f"“{lower}” speaks"
        )
    if lower in {"who", "which", "that", "whom", "what"}:
        return Source(SourceKind.PERSON, Strength.NAMED, anaphor="pronoun", why=f"“{lower}”")
    return Source(SourceKind.PERSON, Strength.NAMED, why=f"“{lower}”")


def _common(parsed: Parsed, i: int, noun: str, lexicon: Lexicon) -> Source:
    before = nouns.modifiers(parsed, i)
    words = {parsed.lower[m] for m in before}
    said = parsed.text[parsed.start[min(before)] : parsed.start[i]].lower() if before else ""
    words.update(word.strip("“”\"'‘’,`") for word in said.split())
    vouched = papers.is_vouched(parsed, i, words, lexicon) or any(
        " " in form and form in said for form in lexicon.kind("vouching")
    )
    if lexicon.has("anonymous", noun) or any(lexicon.has("anonymous", w) for w in words):
        return _anonymous(parsed, i, noun, words, vouched=vouched, lexicon=lexicon)
    pair = noun if i == 0 else f"{parsed.lower[i - 1]} {noun}"
    if words & lexicon.kind("doubt").keys():
        return Source(SourceKind.NONE, Strength.RUMOUR, anonymous=True, why="it is unconfirmed")
    saying = lexicon.get("noun", noun)
    if words & {"rumour", "rumor"} or (saying is not None and saying.level is Strength.RUMOUR):
        why = f"“{parsed.lower[i]}”"
        return Source(SourceKind.NONE, Strength.RUMOUR, anonymous=True, why=why)
    if noun in {"percent", "%", "respondent"} or "percent" in words or parsed.lower[i] == "%":
        return Source(SourceKind.GROUP, Strength.NAMED, why="answers counted in a survey")
    if parsed.lower[i] in {"media", "data"}:
        noun = parsed.lower[i]
    for kind in ("media", "document"):
        if lexicon.has(kind, noun) or lexicon.has(kind, pair):
            return papers.paper(parsed, i, noun, pair, kind, vouched=vouched, lexicon=lexicon)
    return _people(parsed, i, noun, words, vouched=vouched, lexicon=lexicon)


def _anonymous(
    parsed: Parsed, i: int, noun: str, words: set[str], *, vouched: bool, lexicon: Lexicon
) -> Source:
    """*Sources*, *an insider*, *an unidentified man*."""
    kind, level, why = SourceKind.UNNAMED, Strength.UNNAMED, f"“{parsed.lower[i]}” has no name"
    if vouched:
        level, why = Strength.CREDIBLE, "the text vouches for the source"
    elif words & {"media", "news", "press"} and noun == "source":
        kind, level, why = SourceKind.MEDIA, Strength.REPORTED, "media in general"
    elif words & lexicon.kind("doubt").keys():
        level, why = Strength.RUMOUR, "it is unconfirmed"
    elif nouns.determiner(parsed, i) in papers.DEFINITE and noun == "source":
        return Source(kind, level, anonymous=True, anaphor="definite", why=why)
    return Source(kind, level, anonymous=True, why=why)


def _people(
    parsed: Parsed, i: int, noun: str, words: set[str], *, vouched: bool, lexicon: Lexicon
) -> Source:
    """Persons, bodies and crowds that a common noun names (rule 6)."""
    article, lower = nouns.determiner(parsed, i), parsed.lower[i]
    plural = parsed.tag[i] in nouns.PLURALS
    indefinite = article in _INDEFINITE or bool(words & _INDEFINITE)
    if vouched and (indefinite or plural):
        why = "the text vouches for the source"
        return Source(SourceKind.GROUP, Strength.CREDIBLE, anonymous=True, why=why)
    if noun.startswith("spokes") or noun in {"rep", "representative", "publicist"}:
        many = plural and noun == "representative" and article != "poss"
        if many and not papers.has_author(parsed, i, lexicon):
            return _unnamed(lower)
        why = "who speaks for an institution"
        return Source(SourceKind.ORGANISATION, Strength.NAMED, why=why)
    if article == "poss" and not indefinite:
        return _possessed(parsed, i, noun, plural, lexicon)
    if noun == "authority" and plural:
        return _unnamed(lower)
    crowd = plural and noun not in {"police", "family"} and article not in papers.DEFINITE
    if lexicon.has("institution", noun) and not crowd:
        if indefinite and not papers.has_author(parsed, i, lexicon):
            return _unnamed(lower)
        return Source(SourceKind.ORGANISATION, Strength.NAMED, why=f"“{lower}” is an institution")
    office = lexicon.has("office", noun) or "chief" in words
    role = lexicon.has("role", noun)
    definite = "definite" if article in papers.DEFINITE else ""
    if office and not plural and not indefinite:
        anaphor = "definite" if article == "the" and role else ""
        why = "an office that one person holds"
        return Source(SourceKind.PERSON, Strength.NAMED, anaphor=anaphor, why=why)
    if role or office or plural or indefinite or lower in _GROUP_WORDS or not definite:
        group = plural or lower in _GROUP_WORDS or not (role or office or indefinite)
        kind = SourceKind.GROUP if group else SourceKind.PERSON
        return Source(kind, Strength.UNNAMED, anaphor=definite, why=f"“{lower}” is not identified")
    return Source(SourceKind.PERSON, Strength.NAMED, anaphor="definite", why=f"“the {noun}”")


def _possessed(parsed: Parsed, i: int, noun: str, plural: bool, lexicon: Lexicon) -> Source:
    lower = parsed.lower[i]
    if lexicon.has("crowd", noun) and (plural or not lexicon.has("family", noun)):
        return _unnamed(lower)
    chief = i > 0 and parsed.lower[i - 1] == "chief"
    if lexicon.has("family", noun) or lexicon.has("office", noun) or chief:
        return Source(SourceKind.PERSON, Strength.NAMED, why="made unique by whose it is")
    if lexicon.has("institution", noun):
        return Source(SourceKind.ORGANISATION, Strength.NAMED, why=f"“{lower}” is an institution")
    if plural or lexicon.has("role", noun):
        return _unnamed(lower)
    return Source(SourceKind.PERSON, Strength.NAMED, why="made unique by whose it is")


def _unnamed(lower: str) -> Source:
    return Source(SourceKind.GROUP, Strength.UNNAMED, why=f"“{lower}” are not identified")
