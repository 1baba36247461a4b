"""Text of unknown origin as lines of the screen: wrapping by cells, marks by offset.

Works on offsets alone, so that a claim's span in the stored text is the span that is underlined.
Nothing here parses markup, and every text passes `safe_text.same_width` first.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from verifier.safe_text import one_line, same_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.style import Style

    from claims.model import Span

ELLIPSIS = "…"
_BLANKS = str.maketrans({"\n": " ", "\t": " "})
_PICTURED = frozenset("\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029")
"""Characters that Python counts as blanks and that are shown by a picture: no line drops them."""


class Mark(NamedTuple):
    """A stretch of text with its look. Later marks lie over earlier ones."""

    start: int
    end: int
    style: Style


def wrap(text: str, start: int, end: int, width: int) -> list[Span]:
    """Cut `text[start:end]` into lines of at most `width` cells, at blanks where there are any.

    Returns the lines' spans; blanks at a cut belong to no line. A line end counts as a blank. A
    word wider than a line is cut where it stops fitting; every character stays on some line.
    """
    width = max(width, 1)
    lines: list[Span] = []
    at = _skip_blanks(text, start, end)
    while at < end:
        stop = _fitting(text, at, end, width)
        if stop < end and not _is_blank(text[stop]):
            cut = stop
            while cut > at and not _is_blank(text[cut - 1]):
                cut -= 1
            stop = cut if cut > at else stop
        shown = stop
        while shown > at and _is_blank(text[shown - 1]):
            shown -= 1
        lines.append((at, shown))
        at = _skip_blanks(text, stop, end)
    return lines


def _fitting(text: str, at: int, end: int, width: int) -> int:
    """The furthest offset up to which the text fits into `width` cells: at least one character."""
    stop = min(at + width, end)
    piece = safe_piece(text[at:stop])
    if piece.isascii():
        return stop
    cells = 0
    for offset, char in enumerate(piece):
        cells += cell_len(char)
        if cells > width:
            stop = at + max(offset, 1)
            break
    # A sign with its variation selector is wider than its characters one by one.
    while stop > at + 1 and cell_len(piece[: stop - at]) > width:
        stop -= 1
    return stop


def _skip_blanks(text: str, at: int, end: int) -> int:
    while at < end and _is_blank(text[at]):
        at += 1
    return at


def _is_blank(char: str) -> bool:
    return char.isspace() and char not in _PICTURED


def paint(text: str, line: Span, marks: Iterable[Mark], base: Style) -> list[Segment]:
    """The segments of one line: the base style, and over it each mark that touches the line."""
    start, end = line
    touching = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end}
    for mark in touching:
        cuts.add(max(mark.start, start))
        cuts.add(min(mark.end, end))
    edges = sorted(cuts)
    segments = []
    for left, right in pairwise(edges):
        style = base
        for mark in touching:
            if mark.start <= left and mark.end >= right:
                style += mark.style
        segments.append(Segment(safe_piece(text[left:right]), style))
    return segments


def safe_piece(text: str) -> str:
    """A piece of a line as it is shown, one character for one: blanks for line ends and tabs."""
    return same_width(text).translate(_BLANKS)


def fit(text: str, width: int) -> str:
    """The text on one line, safe to show, padded or cut with an ellipsis to exactly `width` cells."""
    if width <= 0:
        return ""
    shown = one_line(text)
    cells = cell_len(shown)
    if cells <= width:
        return shown + " " * (width - cells)
    cut = crop(shown, width - 1) + ELLIPSIS
    return cut + " " * (width - cell_len(cut))


def crop(text: str, width: int) -> str:
    """As much of the start of a safe text as fits into `width` cells."""
    if width <= 0:
        return ""
    if text.isascii() or cell_len(text) <= width:
        return text[:width] if text.isascii() else text
    cut = text[: _fitting(text, 0, len(text), width)]
    return cut if cell_len(cut) <= width else ""


def width_of(segments: Sequence[Segment]) -> int:
    """The cells that the segments take."""
    return sum(cell_len(segment.text) for segment in segments)
