"""Who is said to have said it: the kind of a source and the level that it gives (rules 6 and 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims import nouns
from claims.model import SourceKind, Strength

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
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "said"))
_GROUP_WORDS = frozenset(
    ("some", "many", "several", "few", "most", "both", "all", "others", "another")
)
_PEOPLE = frozenset(("he", "she", "him", "her", "himself", "herself"))
_DEMONYM = re.compile(r"(?:ans|ians|ese|ish|is|eans|ites|ists|crats|icans)$")


@dataclass(frozen=True, slots=True)
class Source:
    """What a source is: its kind, the level that it gives by itself, and what decides beside it.

    anonymous  the text says outright that the name is kept back, or there is nobody to name
    anaphor    its level is its antecedent's: `pronoun`, `definite` or empty
    """

    kind: SourceKind
    level: Strength
    anonymous: bool = False
    anaphor: str = ""
    why: str = ""


NOBODY = Source(SourceKind.NONE, Strength.REPORTED, why="nobody is named")


def classify(parsed: Parsed, tokens: Sequence[int], lexicon: Lexicon) -> Source:
    """The source that the tokens of a noun phrase name; `NOBODY` without tokens."""
    if not tokens:
        return NOBODY
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
    generic = lower == "one" and not parsed.children[i]
    if tag in {"PRP", "WP", "WDT", "PRP$", "WP$"} or lower in {"who", "which"} or generic:
        return _pronoun(lower)
    noun = singular(parsed, i)
    if tag in {"NN", "NNS"} and _is_hidden_name(parsed, i, noun, lexicon):
        return _name(parsed, i, lexicon)
    if tag in nouns.NAMES and not _is_common(parsed, i, noun, lexicon):
        return _name(parsed, i, lexicon)
    named = _named_beside(parsed, i, lexicon)
    if named is not None and not lexicon.has("anonymous", noun):
        return named
    return _common(parsed, i, noun, lexicon)


def _is_hidden_name(parsed: Parsed, i: int, noun: str, lexicon: Lexicon) -> bool:
    """A name that the tagger took for a common noun: capitalised, and no word of the lexicon."""
    if not parsed.word(i)[0].isupper() or nouns.determiner(parsed, i) not in {"", "the"}:
        return False
    if parsed.lower[i] in lexicon.kind("outlet"):
        return True
    first = parsed.sents[parsed.sent[i]][0]
    if first == i and (parsed.tag[i] == "NNS" or parsed.end[i] - parsed.start[i] < 3):
        return False
    kinds = ("role", "office", "institution", "anonymous", "media", "document", "noun", "family")
    return parsed.word(i).istitle() and not any(lexicon.has(kind, noun) for kind in kinds)


def singular(parsed: Parsed, i: int) -> str:
    """The noun's dictionary form; capitalised words (headlines) lose a plural *s*."""
    if parsed.tag[i] == "NNPS" or (parsed.tag[i] == "NNP" and parsed.lower[i].endswith("s")):
        lower = parsed.lower[i]
        if lower.endswith("ies") and len(lower) > 4:
            return lower[:-3] + "y"
        if lower.endswith(("sses", "xes", "ches")):
            return lower[:-2]
        return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower
    return parsed.lemma[i]


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


def _is_common(parsed: Parsed, i: int, noun: str, lexicon: Lexicon) -> bool:
    """A capitalised common noun, as headlines have it (*Sources*, *Police*), not a name."""
    before = [
        c for c in parsed.children[i] if parsed.dep[c] == "compound" and nouns.is_name(parsed, c)
    ]
    article = nouns.determiner(parsed, i)
    if not before and parsed.lower[i] in lexicon.kind("outlet") and article in {"", "the"}:
        return False
    if lexicon.has("anonymous", noun) or noun in {
        "official",
        "witness",
        "resident",
        "expert",
        "report",
        "rumour",
        "rumor",
        "study",
    }:
        return not _is_full_name(parsed, i)
    saying = lexicon.get("noun", noun)
    if saying is not None and saying.level is Strength.RUMOUR:
        return True
    return not before and any(
        lexicon.has(kind, noun) for kind in ("role", "document", "media", "institution")
    )


def _is_full_name(parsed: Parsed, i: int) -> bool:
    return parsed.lower[i] == "source" and nouns.determiner(parsed, i) == "the"


def _name(parsed: Parsed, i: int, lexicon: Lexicon) -> Source:
    tokens = nouns.name_tokens(parsed, i)
    words = [parsed.lower[t] for t in tokens]
    whole = " ".join(words)
    named = f"{parsed.text[parsed.start[tokens[0]] : parsed.end[i]]} is named"
    if (
        whole in lexicon.kind("outlet")
        or words[-1] in lexicon.kind("outlet")
        or ("newspaper" in (parsed.lower[c] for c in parsed.children[i]))
    ):
        return Source(SourceKind.MEDIA, Strength.NAMED, why=named)
    if parsed.tag[i] == "NNPS" and len(tokens) == 1 and _DEMONYM.search(words[-1]):
        return Source(SourceKind.GROUP, Strength.UNNAMED, why="a group without names")
    if words[0] in lexicon.kind("title"):
        return Source(SourceKind.PERSON, Strength.NAMED, why=named)
    organisation = any(w in lexicon.kind("body") for w in words) or whole in lexicon.kind("place")
    acronym = len(tokens) == 1 and parsed.word(i).isupper() and 1 < len(words[0]) < 7
    if organisation or acronym:
        return Source(SourceKind.ORGANISATION, Strength.NAMED, why=named)
    return Source(SourceKind.PERSON, Strength.NAMED, why=named)


def _named_beside(parsed: Parsed, i: int, lexicon: Lexicon) -> Source | None:
    """*a spokesman, Jo Lee*; *a man named Jo Lee*: the name stands in apposition or is told."""
    for c in parsed.children[i]:
        if parsed.dep[c] == "appos" and nouns.is_name(parsed, c):
            return _name(parsed, c, lexicon)
        if parsed.dep[c] == "acl" and parsed.lower[c] in {"named", "called", "known", "identified"}:
            for t in parsed.subtree(c):
                if nouns.is_name(parsed, t):
                    return Source(SourceKind.PERSON, Strength.NAMED, why="the person is named")
    return None


def _common(parsed: Parsed, i: int, noun: str, lexicon: Lexicon) -> Source:
    article = nouns.determiner(parsed, i)
    mods = nouns.modifiers(parsed, i)
    words = {parsed.lower[m] for m in mods}
    said = ""
    if mods:
        said = parsed.text[parsed.start[min(mods)] : parsed.start[i]].lower()
        words.update(word.strip("“”\"'‘’,`") for word in said.split())
    plural = parsed.tag[i] in nouns.PLURALS
    vouched = _vouched(parsed, i, words, plural, lexicon) or any(
        " " in form and form in said for form in lexicon.kind("vouching")
    )
    if lexicon.has("anonymous", noun) or any(lexicon.has("anonymous", w) for w in words):
        return _anonymous(parsed, i, noun, article, vouched, words, lexicon)
    pair = noun if i == 0 else f"{parsed.lower[i - 1]} {noun}"
    if any(w in lexicon.kind("doubt") for w in words):
        return Source(SourceKind.NONE, Strength.RUMOUR, anonymous=True, why="it is unconfirmed")
    saying = lexicon.get("noun", noun)
    if saying is not None and saying.level is Strength.RUMOUR:
        return Source(SourceKind.NONE, Strength.RUMOUR, anonymous=True, why=f"“{parsed.lower[i]}”")
    if noun in {"percent", "%", "respondent"} or "percent" in words or parsed.lower[i] == "%":
        return Source(SourceKind.GROUP, Strength.NAMED, why="answers counted in a survey")
    if parsed.lower[i] in {"media", "data"}:
        noun = parsed.lower[i]
    for kind in ("media", "document"):
        if lexicon.has(kind, noun) or lexicon.has(kind, pair):
            return _paper(parsed, i, noun, pair, article, kind, vouched, lexicon)
    return _people(parsed, i, noun, article, plural, vouched, words, lexicon)


def _vouched(parsed: Parsed, i: int, words: set[str], plural: bool, lexicon: Lexicon) -> bool:
    strong = {w for w in words if lexicon.has("vouching", w)} - {"respected", "independent"}
    if strong:
        return not any(
            f"not {w}" in parsed.text[max(0, parsed.start[i] - 40) : parsed.start[i]]
            for w in strong
        )
    if (
        "independent" in words
        and plural
        and words & {"several", "two", "three", "many", "multiple"}
    ):
        return True
    after = parsed.text[parsed.end[i] : parsed.end[i] + 90].lower()
    return (
        re.match(
            r"(?: in [A-Z]?\w+)?,?(?: who| which| that)?(?: has| have| had)?(?: been| proved| proven)+ "
            r"(?:to be )?(?:reliable|trustworthy|accurate|right|credible)",
            after,
        )
        is not None
    )


def _anonymous(
    parsed: Parsed,
    i: int,
    noun: str,
    article: str,
    vouched: bool,
    words: set[str],
    lexicon: Lexicon,
) -> Source:
    if vouched:
        return Source(
            SourceKind.UNNAMED,
            Strength.CREDIBLE,
            anonymous=True,
            why="the text vouches for the source",
        )
    if words & {"media", "news", "press"} and noun == "source":
        return Source(SourceKind.MEDIA, Strength.REPORTED, anonymous=True, why="media in general")
    if words & lexicon.kind("doubt").keys():
        return Source(SourceKind.UNNAMED, Strength.RUMOUR, anonymous=True, why="it is unconfirmed")
    anaphor = "definite" if article in _DEFINITE and noun == "source" else ""
    return Source(
        SourceKind.UNNAMED,
        Strength.UNNAMED,
        anonymous=True,
        anaphor=anaphor,
        why=f"“{parsed.lower[i]}” has no name",
    )


def _paper(
    parsed: Parsed,
    i: int,
    noun: str,
    pair: str,
    article: str,
    kind: str,
    vouched: bool,
    lexicon: Lexicon,
) -> Source:
    """A document or an outlet: particular, vouched for, or in general."""
    what = (
        SourceKind.MEDIA
        if kind == "media" or noun in {"report", "reporting"}
        else SourceKind.DOCUMENT
    )
    if vouched:
        return Source(
            what, Strength.CREDIBLE, anonymous=True, why=f"the text vouches for the {noun}"
        )
    author = _author(parsed, i, lexicon)
    if noun == "intelligence" and any(
        parsed.word(m)[0].isupper() for m in nouns.modifiers(parsed, i)
    ):
        return Source(SourceKind.ORGANISATION, Strength.NAMED, why="a state's intelligence service")
    entry = lexicon.get(kind, pair) or lexicon.get(kind, noun)
    if entry is not None and entry.level is Strength.NAMED:
        return Source(
            SourceKind.DOCUMENT,
            Strength.NAMED,
            why=f"a particular document, “{pair if pair in lexicon.kind(kind) else noun}”",
        )
    if author:
        return Source(what, Strength.NAMED, why="a named outlet or author")
    if article in _DEFINITE or article == "poss":
        level = (
            Strength.NAMED
            if noun
            in {
                "newspaper",
                "paper",
                "magazine",
                "website",
                "site",
                "blog",
                "tabloid",
                "broadcaster",
                "channel",
                "outlet",
                "publication",
                "poll",
                "survey",
                "data",
                "census",
                "audit",
                "transcript",
                "letter",
                "video",
                "footage",
            }
            or article == "poss"
            else Strength.REPORTED
        )
        return Source(
            what,
            level,
            anonymous=level is not Strength.NAMED,
            anaphor="definite",
            why=f"“the {noun}”",
        )
    return Source(
        what,
        Strength.REPORTED,
        anonymous=True,
        why=f"{noun}s in general" if kind == "document" else "outlets in general",
    )


def _author(parsed: Parsed, i: int, lexicon: Lexicon) -> bool:
    """Is the document's author or outlet named: *a report by Oxfam*, *the Oxfam report*?"""
    for c in parsed.children[i]:
        dep = parsed.dep[c]
        if dep in {"compound", "poss", "nmod", "appos"} and _names(parsed, c, lexicon):
            return True
        if dep == "poss" and parsed.tag[c] != "PRP$" and _institution(parsed, c, lexicon):
            return True
        if dep in {"relcl", "acl"} and any(
            parsed.dep[t] == "nsubj" and _names(parsed, t, lexicon) for t in parsed.children[c]
        ):
            return True
        if dep in {"prep", "acl", "agent"} and parsed.lower[c] in {
            "by",
            "from",
            "in",
            "of",
            "published",
            "released",
            "written",
            "issued",
            "commissioned",
            "conducted",
            "carried",
            "compiled",
            "produced",
        }:
            wanted = parsed.tag[i] not in nouns.PLURALS or parsed.lower[c] in {
                "by",
                "from",
                "published",
                "released",
            }
            if wanted and any(
                _names(parsed, t, lexicon) or _institution(parsed, t, lexicon)
                for t in parsed.subtree(c)[:12]
            ):
                return True
    return False


def _names(parsed: Parsed, i: int, lexicon: Lexicon) -> bool:
    return (
        nouns.is_name(parsed, i)
        and (parsed.lower[i] not in lexicon.kind("place") or parsed.lower[i - 1] == "of")
        and parsed.lower[i] not in {"us", "u.s.", "uk", "u.k.", "eu", "internet", "twitter"}
    )


def _institution(parsed: Parsed, i: int, lexicon: Lexicon) -> bool:
    return (
        parsed.tag[i] == "NN"
        and lexicon.has("institution", parsed.lemma[i])
        and nouns.determiner(parsed, i) in {"the", "poss"}
    )


def _people(
    parsed: Parsed,
    i: int,
    noun: str,
    article: str,
    plural: bool,
    vouched: bool,
    words: set[str],
    lexicon: Lexicon,
) -> Source:
    indefinite = article in _INDEFINITE or bool(words & _INDEFINITE)
    lower = parsed.lower[i]
    if vouched and (indefinite or plural):
        return Source(
            SourceKind.GROUP,
            Strength.CREDIBLE,
            anonymous=True,
            why="the text vouches for the source",
        )
    if noun.startswith("spokes") or noun in {"rep", "representative", "publicist"}:
        if (
            plural
            and noun == "representative"
            and article != "poss"
            and not _author(parsed, i, lexicon)
        ):
            return _unnamed(lower)
        return Source(SourceKind.ORGANISATION, Strength.NAMED, why="who speaks for an institution")
    if article == "poss" and not indefinite:
        return _possessed(parsed, i, noun, plural, lexicon)
    if noun == "authority" and plural:
        return _unnamed(lower)
    if lexicon.has("institution", noun) and not (
        plural and noun not in {"police", "family"} and article not in _DEFINITE
    ):
        if indefinite and not _author(parsed, i, lexicon):
            return Source(SourceKind.GROUP, Strength.UNNAMED, why=f"“{lower}” is not identified")
        return Source(SourceKind.ORGANISATION, Strength.NAMED, why=f"“{lower}” is an institution")
    office = lexicon.has("office", noun)
    if office and not plural and not indefinite:
        return Source(
            SourceKind.PERSON,
            Strength.NAMED,
            anaphor="definite" if article == "the" and lexicon.has("role", noun) else "",
            why="an office that one person holds",
        )
    if lexicon.has("role", noun) or office or plural or indefinite or lower in _GROUP_WORDS:
        anaphor = "definite" if article in _DEFINITE else ""
        kind = SourceKind.GROUP if plural or lower in _GROUP_WORDS else SourceKind.PERSON
        return Source(kind, Strength.UNNAMED, anaphor=anaphor, why=f"“{lower}” is not identified")
    if article in _DEFINITE:
        return Source(SourceKind.PERSON, Strength.NAMED, anaphor="definite", why=f"“the {noun}”")
    return Source(SourceKind.GROUP, Strength.UNNAMED, why=f"“{lower}” is not identified")


def _possessed(parsed: Parsed, i: int, noun: str, plural: bool, lexicon: Lexicon) -> Source:
    lower = parsed.lower[i]
    if lexicon.has("crowd", noun) and (plural or not lexicon.has("family", noun)):
        return _unnamed(lower)
    if lexicon.has("family", noun) or lexicon.has("office", noun):
        return Source(SourceKind.PERSON, Strength.NAMED, why="made unique by whose it is")
    if lexicon.has("institution", noun):
        return Source(SourceKind.ORGANISATION, Strength.NAMED, why=f"“{lower}” is an institution")
    if plural or lexicon.has("role", noun):
        return _unnamed(lower)
    return Source(SourceKind.PERSON, Strength.NAMED, why="made unique by whose it is")


def _unnamed(lower: str) -> Source:
    return Source(SourceKind.GROUP, Strength.UNNAMED, why=f"“{lower}” are not identified")
