"""Documents and outlets as sources: particular, vouched for, or in general (rule 7)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims import nouns
from claims.model import SourceKind, Strength
from claims.said_by import Source

if TYPE_CHECKING:
    from claims.lexicon import Lexicon
    from claims.parsed import Parsed

DEFINITE = frozenset(("the", "this", "that", "these", "those", "said"))


_PLAIN = frozenset(
    "newspaper paper magazine website site blog tabloid broadcaster channel outlet publication poll "
    "survey data census audit transcript letter video footage".split()
)
"""What *the* makes a particular one, without an antecedent too."""
_MADE_BY = frozenset(("by", "from", "published", "released"))
_MADE = _MADE_BY | frozenset(
    "in of written issued commissioned conducted carried compiled produced".split()
)
_NO_AUTHOR = frozenset(("us", "u.s.", "uk", "u.k.", "eu", "internet", "twitter"))
_MANY = frozenset(("several", "two", "three", "many", "multiple"))
_PROVED = re.compile(
    r"(?: in \w+)?,?(?: who| which| that)?(?: has| have| had)?(?: been| proved| proven)+ "
    r"(?:to be )?(?:reliable|trustworthy|accurate|right|credible)"
)


def paper(
    parsed: Parsed, i: int, noun: str, pair: str, kind: str, *, vouched: bool, lexicon: Lexicon
) -> Source:
    """A document or an outlet (`kind` says which) as a source.

    `noun` is the singular of token `i`, `pair` the same with the word before it.
    """
    medial = kind == "media" or noun in {"report", "reporting"}
    what = SourceKind.MEDIA if medial else SourceKind.DOCUMENT
    if vouched:
        why = f"the text vouches for the {noun}"
        return Source(what, Strength.CREDIBLE, anonymous=True, why=why)
    if noun == "intelligence" and any(
        parsed.word(m)[0].isupper() for m in nouns.modifiers(parsed, i)
    ):
        why = "a state's intelligence service"
        return Source(SourceKind.ORGANISATION, Strength.NAMED, why=why)
    form = pair if lexicon.has(kind, pair) else noun
    entry = lexicon.get(kind, form)
    if entry is not None and entry.level is Strength.NAMED:
        why = f"a particular document, “{form}”"
        return Source(SourceKind.DOCUMENT, Strength.NAMED, why=why)
    if has_author(parsed, i, lexicon):
        return Source(what, Strength.NAMED, why="a named outlet or author")
    article = nouns.determiner(parsed, i)
    if article in DEFINITE or article == "poss":
        plain = noun in _PLAIN or article == "poss"
        level = Strength.NAMED if plain else Strength.REPORTED
        return Source(what, level, anonymous=not plain, anaphor="definite", why=f"“the {noun}”")
    why = f"{noun}s in general" if kind == "document" else "outlets in general"
    return Source(what, Strength.REPORTED, anonymous=True, why=why)


def has_author(parsed: Parsed, i: int, lexicon: Lexicon) -> bool:
    """Is the document's author or outlet named: *a report by Oxfam*, *the Oxfam report*?"""
    plural = parsed.tag[i] in nouns.PLURALS
    for c in parsed.children[i]:
        dep, lower = parsed.dep[c], parsed.lower[c]
        if dep in {"compound", "poss", "nmod", "appos"} and _names(parsed, c, lexicon):
            return True
        if dep == "poss" and parsed.tag[c] != "PRP$" and _institution(parsed, c, lexicon):
            return True
        if dep in {"relcl", "acl"} and any(
            parsed.dep[t] == "nsubj" and _names(parsed, t, lexicon) for t in parsed.children[c]
        ):
            return True
        made = dep in {"prep", "acl", "agent"} and lower in (_MADE_BY if plural else _MADE)
        if made and any(
            _names(parsed, t, lexicon) or _institution(parsed, t, lexicon)
            for t in parsed.subtree(c)[:12]
        ):
            return True
    return False


def _names(parsed: Parsed, i: int, lexicon: Lexicon) -> bool:
    """A name that can be an author: no country or place, unless of an institution."""
    if not nouns.is_name(parsed, i) or parsed.lower[i] in _NO_AUTHOR:
        return False
    return parsed.lower[i] not in lexicon.kind("place") or (i > 0 and parsed.lower[i - 1] == "of")


def _institution(parsed: Parsed, i: int, lexicon: Lexicon) -> bool:
    return (
        parsed.tag[i] == "NN"
        and lexicon.has("institution", parsed.lemma[i])
        and nouns.determiner(parsed, i) in {"the", "poss"}
    )


def is_vouched(parsed: Parsed, i: int, words: set[str], lexicon: Lexicon) -> bool:
    """Does the text vouch for the noun: by a word before it (`words`) or a clause after it?"""
    strong = {w for w in words if lexicon.has("vouching", w)} - {"respected", "independent"}
    before = parsed.text[max(0, parsed.start[i] - 40) : parsed.start[i]]
    if strong:
        return not any(f"not {word}" in before for word in strong)
    if "independent" in words and parsed.tag[i] in nouns.PLURALS and words & _MANY:
        return True
    return _PROVED.match(parsed.text[parsed.end[i] : parsed.end[i] + 90].lower()) is not None
