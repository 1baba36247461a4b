"""Tables for people: aligned, wrapped at the terminal's width, one blank line never spent."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from verifier.cli.output import colored, width, write
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and how wide it may be.

    grows takes the room left over, two fifths of it all at least; gives lets it shrink for that.
    """

    heading: str
    limit: int = 40
    grows: bool = False
    right: bool = False
    gives: bool = False


def write_table(columns: Sequence[Column], rows: Iterable[Sequence[str]], page: int = 200) -> int:
    """Write rows below their headings, a page at a time, and give their number."""
    pages = _pages(rows, page)
    first = next(pages, [])
    if not first:
        return 0
    number = 0
    widths = _widths(columns, first)
    head = _line([column.heading for column in columns], columns, widths)
    write(click.style(head, bold=True) + "\n" if colored() else head + "\n")
    while first:
        for row in first:
            _write_row(row, columns, widths)
        number += len(first)
        first = next(pages, [])
    return number


def cell_width(text: str) -> int:
    """Count the terminal cells of a text: wide letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


def wrapped(text: str, cells: int) -> list[str]:
    """Break a text at blanks into lines of at most so many cells; a longer word is cut."""
    lines: list[str] = []
    line = ""
    for word in one_line(text).split(" "):
        candidate = f"{line} {word}" if line else word
        if cell_width(candidate) <= cells:
            line = candidate
            continue
        if line:
            lines.append(line)
        *whole, line = _cut(word, cells)
        lines += whole
    return [*lines, line] if line or not lines else lines


def _cut(word: str, cells: int) -> list[str]:
    if cell_width(word) <= cells:
        return [word]
    pieces, piece, taken = [], "", 0
    for char in word:
        size = _char_width(char)
        if taken + size > cells and piece:
            pieces.append(piece)
            piece, taken = "", 0
        piece += char
        taken += size
    return [*pieces, piece]


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _pages(rows: Iterable[Sequence[str]], size: int) -> Iterator[list[Sequence[str]]]:
    page: list[Sequence[str]] = []
    for row in rows:
        page.append(row)
        if len(page) == size:
            yield page
            page = []
    if page:
        yield page


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[int]:
    """Give each column what its cells need; the growing one gets two fifths of the room at least."""
    wanted = [
        max(cell_width(column.heading), *(cell_width(one_line(row[place])) for row in rows))
        for place, column in enumerate(columns)
    ]
    widths = [min(want, column.limit) for want, column in zip(wanted, columns, strict=True)]
    room = width() - 2 * (len(columns) - 1)
    for place, column in enumerate(columns):
        if column.grows:
            least = min(wanted[place], room * 2 // 5)
            others = [nth for nth in range(len(columns)) if nth != place]
            firm = sum(widths[nth] for nth in others if not columns[nth].gives)
            giving = [nth for nth in others if columns[nth].gives]
            _shrink(widths, giving, room - least - firm)
            widths[place] = max(min(wanted[place], room - sum(widths[nth] for nth in others)), 8)
    return widths


def _shrink(widths: list[int], places: Sequence[int], room: int) -> None:
    """Take from the widest of these columns until they fit, but leave each 8 cells."""
    while places and sum(widths[place] for place in places) > room:
        widest = max(places, key=lambda place: widths[place])
        if widths[widest] <= 8:
            return
        widths[widest] -= 1


def _write_row(row: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> None:
    cells = [wrapped(cell, size) for cell, size in zip(row, widths, strict=True)]
    for nth in range(max(map(len, cells))):
        parts = [lines[nth] if nth < len(lines) else "" for lines in cells]
        write(_line(parts, columns, widths) + "\n")


def _line(parts: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    cells = []
    for part, column, size in zip(parts, columns, widths, strict=True):
        room = " " * max(0, size - cell_width(part))
        cells.append(room + part if column.right else part + room)
    return "  ".join(cells).rstrip()
