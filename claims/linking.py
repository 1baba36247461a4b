"""Small tools for steps that make links: ranges of tokens, the words of a cue, subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import nouns
from claims.link import Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.parsed import Parsed

_PARTS = ("aux", "auxpass", "neg", "prt")
TELLING = frozenset(
    "say add report claim confirm state note explain announce admit warn insist argue continue write "
    "allege acknowledge tell tweet declare recall reveal believe think suggest estimate".split()
)


_STATEMENTS = frozenset(
    "statement release tweet post memo email letter message declaration note communique report".split()
)
_ISSUING = frozenset("issue release publish send put post write tweet".split())
_BEFORE = frozenset((",", ";", ":", "-", "--", "–", "—", '"', "“", "”", "‘", "’", "''", "``", "."))
_BEHIND = frozenset((",", ";", ":", "-", "--", "–", "—", '"', "”", "’", "''"))


def bare(parsed: Parsed, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """Tokens in text order without the marks at their ends: *Lund, a pilot*, not *” Lund, a pilot,*."""
    first, last = 0, len(tokens)
    while first < last and parsed.lower[tokens[first]] in _BEFORE:
        first += 1
    while last > first and parsed.lower[tokens[last - 1]] in _BEHIND:
        last -= 1
    return tokens[first:last] or tokens


def ranges(tokens: Iterable[int]) -> list[tuple[int, int]]:
    """Tokens in any order as ranges `[first, last + 1)`."""
    found: list[tuple[int, int]] = []
    for i in sorted(tokens):
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        elif not found or i >= found[-1][1]:
            found.append((i, i + 1))
    return found


def link(
    cue: Iterable[int], head: int, key: str, frame: str, source: list[int], content: Iterable[int]
) -> Link | None:
    """A link of tokens in any order, None without a content."""
    pieces = ranges(content)
    return Link(tuple(sorted(cue)), head, key, frame, tuple(source), pieces) if pieces else None


def cue_of(parsed: Parsed, i: int) -> list[int]:
    """A verb with its auxiliaries, negation and particle."""
    return [i] + [c for c in parsed.children[i] if parsed.dep[c] in _PARTS]


def subject_of(parsed: Parsed, i: int) -> list[int]:
    """The subject's tokens, for participles and conjuncts that of the governing clause."""
    for _ in range(5):
        subject = parsed.child(i, "nsubj", "nsubjpass", "agent")
        if subject is not None:
            return parsed.subtree(subject)
        dep, governor = parsed.dep[i], parsed.head[i]
        if dep == "acl":
            issuing = _issuing(parsed, governor)
            if issuing is None:
                return nouns.full_phrase(parsed, governor)
            return [t for t in parsed.subtree(issuing) if t < governor]
        if dep == "pcomp" and parsed.lower[governor] != "without":
            # *Erred by saying*, *stopped short of endorsing*: who does what the preposition hangs on.
            governor = parsed.head[governor]
            if parsed.tag[governor] == "RB":
                governor = parsed.head[governor]
            if parsed.tag[governor][:2] != "VB":
                return []
        elif dep not in {"conj", "xcomp", "advcl", "acomp"} or governor == i:
            return []
        i = governor
    return []


def is_participle(parsed: Parsed, i: int) -> bool:
    """*Told to wait*, *Asked whether X, she left*: a past form without a subject is passive."""
    if parsed.child(i, "aux", "nsubj", "nsubjpass") is not None:
        return False
    return parsed.tag[i] == "VBN" or (parsed.tag[i] == "VBD" and parsed.dep[i] == "advcl")


def _issuing(parsed: Parsed, noun: int) -> int | None:
    """The subject of *issued a statement saying X*: the statement's words are the issuer's."""
    verb = parsed.head[noun]
    if (
        parsed.dep[noun] != "dobj"
        or parsed.lemma[noun] not in _STATEMENTS
        or parsed.lemma[verb] not in _ISSUING
        or parsed.child(verb, "auxpass") is not None
    ):
        return None
    return parsed.child(verb, "nsubj")


def singular(lower: str) -> str:
    """A verb in *s* without it."""
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower
