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
            return nouns.full_phrase(parsed, governor)
        if dep not in {"conj", "xcomp", "advcl"} or governor == i:
            return []
        i = governor
    return []


def singular(lower: str) -> str:
    """A verb in *s* without it."""
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower
