"""Speakers without a verb: turns of a transcript (`NAME: …`), posts, signatures (“…” — Name).

All are told by their layout, so rules find them: a scorer trained on newspapers sees too few.
Interviews without labels have a module of their own.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from claims import headlines, interviews, posts
from claims.assembly import Built
from claims.labels import LABEL_LONGEST, is_handle

if TYPE_CHECKING:
    from claims.cues import View
    from claims.parsed import Parsed

_NAME = frozenset(("NNP", "NNPS"))
_IN_NAMES = frozenset("de la von van bin al . del".split())
_DASHES = frozenset(("—", "–", "--", "-", "―"))
_LONGEST_SIGNATURE = 25
_FEWEST_TURNS = 3
_FEWEST_OF_ONE = 2
_LONGEST_LABEL = 4
_MARKS = frozenset(('"', "“", "''", "``", "‘", "'"))


def find(look: View) -> list[Built]:
    """The turns, posts and signatures of a document, in text order; contents may span paragraphs."""
    p = look.parsed
    found = [*_turns(p), *_signatures(look), *headlines.find(look)]
    taken = {p.para[b.head] for b in found}
    found += [b for b in posts.find(look) if p.para[b.head] not in taken]
    if not any(b.content[0][0] > b.head for b in found):
        found += interviews.find(look)
    return sorted(found, key=lambda b: b.head)


def _turns(p: Parsed) -> list[Built]:
    colons = [_label(p, first, last) for first, last in p.para_tokens]
    often = Counter(_words(p, para, colon) for para, colon in enumerate(colons) if colon >= 0)
    opened = [
        (para, p.para_tokens[para][0], colon)
        for para, colon in enumerate(colons)
        if colon >= 0 and _is_speaker(p, para, colon, often)
    ]
    if len(opened) < _FEWEST_TURNS and not _is_answered(p, opened):
        return []
    found = []
    ends = [para for para, _, _ in opened[1:]] + [opened[-1][0] + 1]
    asked = interviews.interviewee(p, opened[0][0])
    for (para, first, colon), until in zip(opened, ends, strict=True):
        # What stands between two near turns is the first one's; farther off the article goes on.
        last = until if until - para <= 3 else para + 1
        name = range(first + (p.lower[first] in _MARKS), colon)
        stop = p.para_tokens[last - 1][1]
        if colon + 1 >= stop:
            continue
        cue, source = [colon], list(name)
        if asked and p.lower[name[0]] == "a" and len(name) == 1:
            cue, source = [name[0], colon], asked
        found.append(Built(colon, 1.0, cue, source, [(colon + 1, stop)], []))
    return found


def _label(p: Parsed, first: int, last: int) -> int:
    """The colon behind the first few words of a paragraph, -1 without."""
    first += last > first and p.lower[first] in _MARKS
    colon = next(
        (i for i in range(first, min(first + LABEL_LONGEST, last)) if p.lower[i] == ":"), -1
    )
    return colon if first < colon < last - 1 else -1


def _words(p: Parsed, para: int, colon: int) -> str:
    return p.text[p.paras[para].start : p.end[colon]]


def _is_speaker(p: Parsed, para: int, colon: int, often: Counter[str]) -> bool:
    """Capitals, a name, or a label in capital letters that comes again."""
    first = p.para_tokens[para][0]
    first += p.lower[first] in _MARKS
    name = range(first, colon)
    if p.text[p.start[first] : p.end[colon - 1]].isupper():
        return True
    if p.tag[first] in _NAME and all(
        p.tag[i] in _NAME or p.tag[i] in {",", ".", "CD"} for i in name
    ):
        return True
    again = often[_words(p, para, colon)] >= _FEWEST_OF_ONE
    return again and len(name) <= _LONGEST_LABEL and all(p.word(i)[0].isupper() for i in name)


def _is_answered(p: Parsed, opened: list[tuple[int, int, int]]) -> bool:
    """One question and its answer are enough where they say so: `Q: …`, `A: …`."""
    return [p.lower[colon - 1] for _, _, colon in opened] == ["q", "a"]


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
        if not 0 < len(name) <= LABEL_LONGEST or not all(_in_name(p, i) for i in name):
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
            found.append(Built(dash, 1.0, [dash], list(name), [(begin, dash)], []))
    return found


def _joins(p: Parsed, dash: int) -> bool:
    """A hyphen inside a word (*Franco-German*) is no dash."""
    return dash > 0 and p.end[dash - 1] == p.start[dash] and p.end[dash] == p.start[dash + 1]


def _in_name(p: Parsed, i: int) -> bool:
    return p.word(i)[:1].isupper() or p.lower[i] in _IN_NAMES or is_handle(p.word(i))
