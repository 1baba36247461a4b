"""Names: of persons, bodies and outlets, told from common nouns without an entity pipe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims import nouns
from claims.model import SourceKind, Strength
from claims.said_by import Source

if TYPE_CHECKING:
    from claims.lexicon import Lexicon
    from claims.parsed import Parsed

_DEMONYM = re.compile(r"(?:ans|ians|ese|ish|is|eans|ites|ists|crats|icans)$")


_HOW_MANY = frozenset("many several few most more other such same".split())


def is_hidden(parsed: Parsed, i: int, noun: str, lexicon: Lexicon) -> bool:
    """A name that the tagger took for a common noun: capitalised, and no word of the lexicon."""
    if not parsed.word(i)[0].isupper() or nouns.determiner(parsed, i) not in {"", "the"}:
        return False
    if parsed.lower[i] in lexicon.kind("outlet"):
        return True
    if parsed.tag[i] == "JJ" and parsed.lower[i] in _HOW_MANY:
        return False
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


def is_common(parsed: Parsed, i: int, noun: str, lexicon: Lexicon) -> bool:
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
        outlet = noun == "insider" and bool(before) and parsed.tag[i] == "NNP"
        return not outlet and not _is_full_name(parsed, i)
    saying = lexicon.get("noun", noun)
    if saying is not None and saying.level is Strength.RUMOUR:
        return True
    return not before and any(
        lexicon.has(kind, noun) for kind in ("role", "document", "media", "institution")
    )


def _is_full_name(parsed: Parsed, i: int) -> bool:
    return parsed.lower[i] == "source" and nouns.determiner(parsed, i) == "the"


def name(parsed: Parsed, i: int, lexicon: Lexicon) -> Source:
    """The source that a capitalised name ending in token `i` is."""
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


def named_beside(parsed: Parsed, i: int, lexicon: Lexicon) -> Source | None:
    """*a spokesman, Jo Lee*; *a man named Jo Lee*: the name stands in apposition or is told."""
    for c in parsed.children[i]:
        if parsed.dep[c] == "appos" and nouns.is_name(parsed, c):
            return name(parsed, c, lexicon)
        if parsed.dep[c] == "acl" and parsed.lower[c] in {"named", "called", "known", "identified"}:
            for t in parsed.subtree(c):
                if nouns.is_name(parsed, t):
                    return Source(SourceKind.PERSON, Strength.NAMED, why="the person is named")
    return None
