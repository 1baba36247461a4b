"""Cut a text into the stretches that are parsed one by one, each with its zone.

A stretch is a line where lines are paragraphs, several lines where a text is wrapped by hand.
No stretch is longer than `PIECE` plus `SENTENCE` characters and none holds a blank-free run that
the tokenizer could choke on, so that every later step is linear in the length of the text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.openings import closing, is_interview, is_stage_direction, opening
from claims.parsed import Paragraph
from claims.zones import is_apart, zones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.model import Span

PIECE = 20_000
"""Longest stretch, in characters: beyond it a paragraph is cut at a sentence end."""
SENTENCE = 5_000
"""Longest text without a sentence end: beyond it the cut is made at a blank."""
RUN = 1_000
"""Longest run without a blank that is parsed: what is longer holds no claim."""
SIGNS = 200
"""Longest run of signs (no letter, no digit, no blank) that is parsed."""
WIDTH = 100
"""Longest line of a text that counts as wrapped by hand."""
SLACK = 8
"""How many characters short of the wrapping width a full line may be."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_RUN = re.compile(r"\S+")
_SIGNS = re.compile(r"[^\w\s]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}\s")
_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_WORD = re.compile(r"\S{1,100}")


def paragraphs(text: str) -> list[Paragraph]:
    """The stretches of a text that may hold claims, in text order, with their zones.

    Offsets are code points `[start, end)`. Line ends may stand inside a stretch (text wrapped by
    hand); blanks around it and what stands before its words (list marks, datelines) do not. Time
    is linear in the length of the text.
    """
    spans = [
        piece
        for block in _blocks(text, _lines(text))
        for run in _without_runs(text, block)
        for piece in _pieces(text, run)
    ]
    lines = [text[start:end] for start, end in spans]
    asked = is_interview(lines)
    return [
        Paragraph(start + opening(line, asked=asked), end - closing(line), zone)
        for (start, end), line, zone in zip(spans, lines, zones(lines), strict=True)
        if not is_stage_direction(line)
    ]


def _lines(text: str) -> list[Span]:
    """The lines that hold more than blanks, without the blanks around them."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            found.append((start, end))
    return found


def _blocks(text: str, lines: list[Span]) -> Iterator[Span]:
    """Lines, those of a paragraph that was wrapped by hand joined."""
    width = _wrapping_width(text, lines)
    block: Span | None = None
    last = (0, 0)
    for line in lines:
        if block is not None and _continues(text, last, line, width):
            block = (block[0], line[1])
        else:
            if block is not None:
                yield block
            block = line
        last = line
    if block is not None:
        yield block


def _wrapping_width(text: str, lines: list[Span]) -> int:
    """The width at which the text was wrapped by hand, 0 where lines are paragraphs."""
    lengths = [end - start for start, end in lines]
    short = [size for size in lengths if size <= WIDTH]
    if len(short) < 0.95 * len(lengths):
        return 0
    width = max(short, default=0)
    pairs = [(a, b) for a, b in pairwise(lines) if _adjacent(text, a, b)]
    full = [b for a, b in pairs if _fills(text, a, b, width) and not _ends(text, a)]
    small = sum(text[start].islower() for start, _ in full)
    return width if len(full) >= max(2, len(pairs) / 2) and small * 3 >= len(full) else 0


def _continues(text: str, line: Span, following: Span, width: int) -> bool:
    """Does the paragraph of a line go on in the following one?"""
    if line[1] - line[0] > WIDTH or not _adjacent(text, line, following):
        return False
    goes_on = text[following[0]].islower() and not _ends(text, line)
    if not goes_on and not (width and _fills(text, line, following, width)):
        return False
    return not (is_apart(text[slice(*line)]) or is_apart(text[slice(*following)][:WIDTH]))


def _adjacent(text: str, line: Span, following: Span) -> bool:
    """Does no blank line stand between the two?"""
    return following[0] - line[1] <= WIDTH and (
        len(_BREAK.findall(text, line[1], following[0])) == 1
    )


def _fills(text: str, line: Span, following: Span, width: int) -> bool:
    """Had the following line's first word no room on this line?"""
    first = _WORD.match(text, *following)
    room = width - SLACK - (line[1] - line[0])
    return first is not None and len(first.group()) + 1 > room


def _ends(text: str, line: Span) -> bool:
    return _ENDED.search(text[max(line[0], line[1] - 5) : line[1]]) is not None


def _without_runs(text: str, span: Span) -> Iterator[Span]:
    """The parts of a span between runs that hold no claim and would choke the tokenizer."""
    start, end = span
    if end - start > SIGNS:
        bad = [m.span() for m in _SIGNS.finditer(text, start, end) if m.end() - m.start() > SIGNS]
        if end - start > RUN:
            bad += [m.span() for m in _RUN.finditer(text, start, end) if m.end() - m.start() > RUN]
        for run_start, run_end in sorted(bad):
            if start < run_start:
                yield (start, run_start)
            start = max(start, run_end)
    if start < end:
        yield (start, end)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """A span cut at sentence ends into stretches of bearable length, at blanks where none ends."""
    start, end = span
    if end - start <= SENTENCE:
        yield from _trimmed(text, span)
        return
    last = start
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, end)]
    for stop in [*ends, end]:
        while stop - last > SENTENCE:
            cut = last + SENTENCE
            while cut > last + 1 and not text[cut - 1].isspace():
                cut -= 1
            yield from _trimmed(text, (start, cut))
            start = last = cut
        if stop - start > PIECE and last > start:
            yield from _trimmed(text, (start, last))
            start = last
        last = stop
    yield from _trimmed(text, (start, end))


def _trimmed(text: str, span: Span) -> Iterator[Span]:
    """The span without blanks around it, nothing where it is all blanks."""
    piece = text[slice(*span)]
    start = span[0] + len(piece) - len(piece.lstrip())
    end = span[0] + len(piece.rstrip())
    if start < end:
        yield (start, end)
