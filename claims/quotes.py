"""Quotations found by their marks, paragraph by paragraph, in time linear in the text.

Straight, curly, low, angled and doubled marks ('' and ``), single quotes told from apostrophes,
nesting, and long quotations that open again at each paragraph. A mark that never closes ends with
its paragraph, so that no stray mark swallows the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.parsed import Parsed

_MARK = re.compile(r"\"|“|”|„|‟|«|»|＂|''|``|’’|‘‘|'|‘|’|`")
_OPENING = frozenset(("“", "„", "‟", "«", "``", "‘‘"))
_CLOSING = frozenset(("”", "»", "’’"))
_SINGLE = frozenset(("'", "‘", "’", "`"))
# Words that begin with an apostrophe; their mark opens nothing.
_CLIPPED = re.compile(r"(?:em|til|till|cause|tis|twas|bout|round|n|cuz|\d\ds?)\b", re.IGNORECASE)


@dataclass(slots=True)
class Quote:
    """One quotation inside one paragraph, as tokens `[first, last)` with its marks.

    closed     a closing mark ends it (else the paragraph does)
    continues  the paragraph before ended inside the same quotation
    single     it stands in single marks
    """

    first: int
    last: int
    para: int
    closed: bool
    continues: bool = False
    single: bool = False


def find(parsed: Parsed) -> list[Quote]:
    """All quotations in text order; none overlaps another, nested ones are left inside."""
    found: list[Quote] = []
    open_before = False
    for para, paragraph in enumerate(parsed.paras):
        first, last = parsed.para_tokens[para]
        spans = _spans(parsed.text, paragraph.start, paragraph.end)
        quotes = []
        for start, end, closed, single in spans:
            a = max(bisect_right(parsed.end, start, first, last), first)
            b = bisect_left(parsed.start, end, a, last)
            if b > a:
                quotes.append(Quote(a, b, para, closed, single=single))
        if quotes and open_before and quotes[0].first == first:
            quotes[0].continues = True
        open_before = bool(quotes) and not quotes[-1].closed
        found += quotes
    return found


def _spans(text: str, begin: int, end: int) -> list[tuple[int, int, bool, bool]]:
    """Outermost quotations of a paragraph: (start, end, closed, in single marks)."""
    marks = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(text, begin, end)]
    spans: list[tuple[int, int, bool, bool]] = []
    opened, kind = -1, ""
    for start, stop, mark in marks:
        if mark in _SINGLE:
            continue
        if opened < 0:
            if mark not in _CLOSING and _may_open(text, start, stop, begin, end, mark):
                opened, kind = start, mark
        elif mark in _CLOSING or (mark not in _OPENING and mark == kind):
            if mark in _CLOSING or not _looks_open(text, start, stop, end) or mark != kind:
                spans.append((opened, stop, True, False))
                opened = -1
        elif mark in _OPENING or mark != kind:
            closes = mark in {'"', "''"} and kind in {"``", "“"}
            if closes and not _looks_open(text, start, stop, end):
                spans.append((opened, stop, True, False))
                opened = -1
    if opened >= 0:
        spans.append((opened, end, False, False))
    return sorted(spans + _singles(text, marks, spans, begin, end))


def _may_open(text: str, start: int, stop: int, begin: int, end: int, mark: str) -> bool:
    if stop >= end or text[stop].isspace():
        return False
    if mark in _OPENING:
        return True
    before = text[start - 1] if start > begin else " "
    # A straight mark behind a digit is inches; behind a letter it closes what never opened.
    return not before.isalnum() and before not in ".,!?;"


def _looks_open(text: str, start: int, stop: int, end: int) -> bool:
    """A straight mark with a blank before and a word behind opens rather than closes."""
    return text[start - 1].isspace() and stop < end and text[stop].isalnum()


def _singles(
    text: str,
    marks: list[tuple[int, int, str]],
    taken: list[tuple[int, int, bool, bool]],
    begin: int,
    end: int,
) -> list[tuple[int, int, bool, bool]]:
    """Quotations in single marks outside all others; only those that close in their paragraph."""
    found: list[tuple[int, int, bool, bool]] = []
    opened, place = -1, 0
    for start, stop, mark in marks:
        while place < len(taken) and taken[place][1] <= start:
            place += 1
        inside = place < len(taken) and taken[place][0] <= start
        if mark not in _SINGLE or inside:
            opened = -1
            continue
        before = text[start - 1] if start > begin else " "
        after = text[stop] if stop < end else " "
        if opened < 0 or mark in {"‘", "`"}:
            clipped = mark != "‘" and _CLIPPED.match(text, stop)
            if mark != "’" and not before.isalnum() and not after.isspace() and not clipped:
                opened = start
        elif not after.isalnum() and not before.isspace():
            # `the voters' view` closes nothing; `'no more lies'` does.
            if before == "s" and after.isspace() and _closes_later(text, stop, end):
                continue
            found.append((opened, stop, True, True))
            opened = -1
    return found


def _closes_later(text: str, start: int, end: int) -> bool:
    """Whether within the next 200 characters a mark closes after a stop or a comma."""
    return bool(re.search(r"[.,!?]['’](?!\w)", text[start : min(end, start + 200)]))
