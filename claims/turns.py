"""Speakers without a verb: turns of a transcript (`NAME: …`) and signatures (“…” — Name).

Both are told by their layout, so rules find them: a scorer trained on newspapers sees too few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.assembly import Built

if TYPE_CHECKING:
    from claims.cues import View
    from claims.parsed import Parsed

_NAME = frozenset(("NNP", "NNPS"))
_IN_NAMES = frozenset((",", ".", "-LRB-", "-RRB-", "HYPH", "NN", "JJ", "IN", "POS"))
_DASHES = frozenset(("—", "–", "--", "-", "―"))
_LONGEST_NAME = 8
_LONGEST_SIGNATURE = 25
_FEWEST_TURNS = 3
_MARKS = frozenset(('"', "“", "''", "``", "‘", "'"))


def find(look: View) -> list[Built]:
    """The turns and signatures of a document, in text order; contents may span paragraphs."""
    return sorted([*_turns(look), *_signatures(look)], key=lambda b: b.head)


def _turns(look: View) -> list[Built]:
    p = look.parsed
    opened = []
    for para, (first, last) in enumerate(p.para_tokens):
        colon = _speaker(p, first, last)
        if colon > 0:
            opened.append((para, first, colon))
    if len(opened) < _FEWEST_TURNS:
        return []
    found = []
    ends = [para for para, _, _ in opened[1:]] + [opened[-1][0] + 1]
    for (para, first, colon), until in zip(opened, ends, strict=True):
        # What stands between two near turns is the first one's; farther off the article goes on.
        last = until if until - para <= 3 else para + 1
        name = first + (p.lower[first] in _MARKS)
        stop = p.para_tokens[last - 1][1]
        if colon + 1 < stop:
            found.append(_built(colon, range(name, colon), (colon + 1, stop)))
    return found


def _speaker(p: Parsed, first: int, last: int) -> int:
    """The colon behind a speaker's name at the start of a paragraph, -1 without."""
    first += last > first and p.lower[first] in _MARKS
    colon = next(
        (i for i in range(first, min(first + _LONGEST_NAME, last)) if p.lower[i] == ":"), -1
    )
    if colon <= first or colon + 1 >= last:
        return -1
    name = range(first, colon)
    capitals = p.text[p.start[first] : p.end[colon - 1]].isupper()
    named = all(p.tag[i] in _NAME or p.tag[i] in {",", ".", "CD"} for i in name)
    return colon if capitals or (named and p.tag[first] in _NAME) else -1


def _signatures(look: View) -> list[Built]:
    p = look.parsed
    found = []
    for para, (first, last) in enumerate(p.para_tokens):
        dash = next(
            (
                i
                for i in range(last - 2, max(first - 1, last - _LONGEST_SIGNATURE), -1)
                if p.lower[i] in _DASHES and not _joins(p, i)
            ),
            -1,
        )
        if dash < 0:
            continue
        stop = next((i for i in range(dash + 1, last) if p.lower[i] in {",", "("}), last)
        name = range(dash + 1, stop)
        if not 0 < len(name) <= _LONGEST_NAME or not all(_in_name(p, i) for i in name):
            continue
        begin = first
        if dash == first:
            if not para:
                continue
            begin = p.para_tokens[para - 1][0]
        if (
            dash > begin
            and (look.quoted[dash - 1] >= 0 or p.lower[dash - 1] in {"”", '"', "''"})
            and (p.lower[begin] in _MARKS or p.lower[begin] == "”")
        ):
            found.append(_built(dash, name, (begin, dash)))
    return found


def _joins(p: Parsed, dash: int) -> bool:
    """A hyphen inside a word (*Franco-German*) is no dash."""
    return dash > 0 and p.end[dash - 1] == p.start[dash] and p.end[dash] == p.start[dash + 1]


def _in_name(p: Parsed, i: int) -> bool:
    return p.word(i)[:1].isupper() or p.lower[i] in {
        "de",
        "la",
        "von",
        "van",
        "bin",
        "al",
        ".",
        "del",
    }


def _built(mark: int, source: range, content: tuple[int, int]) -> Built:
    return Built(mark, 1.0, [mark], list(source), [content], [])
