"""Interviews without labels: questions as paragraphs of their own, answers in the first person."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from claims.assembly import Built
from claims.model import Zone

if TYPE_CHECKING:
    from claims.cues import View
    from claims.parsed import Parsed

_FEWEST = 3
"""Fewer questions make no interview."""
_LONGEST_QUESTION = 60
_LONGEST_ANSWER = 6
"""Paragraphs that one answer may take."""
_FIRST_PERSON = frozenset("i we my our me us mine ours myself ourselves".split())
_SECOND_PERSON = frozenset("you your yours yourself".split())
_MEETING = frozenset("meet interview speak talk ask visit sit catch join chat".split())
_FULL_NAME = (2, 3)
_NAME = frozenset(("NNP", "NNPS"))


def find(look: View) -> list[Built]:
    """The answers of an interview, each the content of the question's mark; none elsewhere."""
    p = look.parsed
    asked = [para for para in range(len(p.paras)) if _is_question(look, para)]
    if len(asked) < _FEWEST:
        return []
    answers = list(zip(asked, [*asked[1:], len(p.paras)], strict=True))
    told = [(a, b) for a, b in answers if b > a + 1]
    personal = sum(
        _holds(p, a + 1, min(b, a + 1 + _LONGEST_ANSWER), _FIRST_PERSON) for a, b in told
    )
    addressed = sum(_holds(p, a, a + 1, _SECOND_PERSON) for a in asked)
    short = sum(b - a - 1 <= _LONGEST_ANSWER for a, b in told)
    if len(told) < _FEWEST or personal * 2 < len(told) or addressed * 3 < len(asked):
        return []
    if short * 3 < len(told) * 2:
        return []
    source = interviewee(p, asked[0])
    found = []
    for question, after in told:
        first = p.para_tokens[question + 1][0]
        stop = p.para_tokens[min(after, question + 1 + _LONGEST_ANSWER) - 1][1]
        mark = p.para_tokens[question][1] - 1
        if first < stop:
            found.append(Built(mark, 1.0, [mark], source, [(first, stop)], []))
    return found


def interviewee(p: Parsed, para: int) -> list[int]:
    """The one person whose full name stands before a paragraph; empty where several do, or none."""
    seen: Counter[str] = Counter()
    where: dict[str, list[int]] = {}
    for number in range(para):
        if p.paras[number].zone is Zone.BYLINE:
            continue
        first, last = p.para_tokens[number]
        i = first
        while i < last:
            stop = i
            while stop < last and p.tag[stop] in _NAME and p.word(stop).isalpha():
                stop += 1
            if (
                stop - i in _FULL_NAME
                and all(p.word(k).istitle() for k in range(i, stop))
                and not _is_interviewer(p, stop - 1)
            ):
                name = p.text[p.start[i] : p.end[stop - 1]]
                seen[name] += 1
                where.setdefault(name, list(range(i, stop)))
            i = max(stop, i + 1)
    return where[next(iter(seen))] if len(seen) == 1 else []


def _is_interviewer(p: Parsed, i: int) -> bool:
    """*Anna Berg met the coach*: she asks."""
    return p.dep[i] == "nsubj" and p.lemma[p.head[i]] in _MEETING


def _is_question(look: View, para: int) -> bool:
    """A short paragraph that asks, in nobody's quotation marks."""
    p = look.parsed
    first, last = p.para_tokens[para]
    return (
        3 <= last - first <= _LONGEST_QUESTION
        and p.lower[last - 1] == "?"
        and look.inside[last] == look.inside[first]
    )


def _holds(p: Parsed, first: int, last: int, words: frozenset[str]) -> bool:
    a, b = p.para_tokens[first][0], p.para_tokens[last - 1][1]
    return not words.isdisjoint(p.lower[a:b])
