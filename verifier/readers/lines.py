"""Printed lines to paragraphs, for formats that know lines only."""

from __future__ import annotations

import re
from collections import Counter

_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_ITEM = re.compile(r"([•●▪–—*]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_CUT = re.compile(r"([A-Za-zÀ-ɏ]+)[-\u00ad‐]$")
_GOES_ON = re.compile(r"[a-zß-öø-ÿ]+")
_COMPOUND = re.compile(r"\b[a-z]+-[a-z]+\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_KEEPS_HYPHEN = {"all", "anti", "cross", "ex", "half", "non", "quasi", "self", "vice", "well"}
_NUMBER = re.compile(
    r"(page\s+)?[-–—]?\s*(\d{1,4}|[ivxl]{1,7})\s*[-–—]?(\s*(/|of)\s*\d{1,4})?", re.IGNORECASE
)
_EDGE = 2
"""Lines at the top and the foot of a page that may be running heads."""


def without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Pages without what stands on the edge of most of them, and without page numbers there."""
    edges = [_edges(page) for page in pages]
    seen = Counter(key for found in edges for key in {_key(line) for line in found.values()})
    # With two pages the same line may be a form's label; three pages and half of them is a habit.
    often = max(3, (len(pages) + 1) // 2)
    heads = {key for key, count in seen.items() if count >= often}
    return [
        [
            line
            for place, line in enumerate(page)
            if place not in found or not (_key(line) in heads or _NUMBER.fullmatch(line.strip()))
        ]
        for page, found in zip(pages, edges, strict=True)
    ]


def _edges(page: list[str]) -> dict[int, str]:
    """The lines at the top and the foot of a page, by their places."""
    places = [place for place, line in enumerate(page) if line.strip()]
    return {place: page[place] for place in places[:_EDGE] + places[-_EDGE:]}


def joined(pages: list[list[str]]) -> tuple[str, list[tuple[int, int]]]:
    """The lines as text, a blank line between paragraphs, and where each page begins in it.

    Gives pairs of an offset and the page's number, from 1, for pages with text.
    """
    known = _Words(pages)
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    at = 0
    previous = ""
    before = _Layout([])
    for number, page in enumerate(pages, 1):
        layout = _Layout(page)
        fresh = True
        for raw in page:
            line = " ".join(raw.split())
            if not line:
                previous = "" if layout.blanks_part else previous
                continue
            gone = known.cut(previous, line)
            above = before if fresh else layout
            joint = above.joint(previous, line) if gone is None and pieces else ""
            if gone:
                pieces[-1] = pieces[-1][:-gone]
                at -= gone
            pieces += (joint, line)
            at += len(joint)
            if fresh:
                starts.append((at, number))
            at += len(line)
            previous, fresh, before = line, False, layout
    return "".join(pieces), starts


class _Layout:
    """How wide a page's lines run, and whether its blank lines part paragraphs."""

    def __init__(self, page: list[str]) -> None:
        lengths = sorted(len(" ".join(line.split())) for line in page if line.strip())
        self._width = lengths[9 * len(lengths) // 10] if lengths else 0
        # Where lines are set far apart, a blank line stands between any two of them.
        self.blanks_part = len(page) - len(lengths) < max(2, len(lengths) / 2)

    def joint(self, previous: str, line: str) -> str:
        """A blank where the line carries the paragraph on, else a blank line."""
        if not previous or _ITEM.match(line):
            return "\n\n"
        if _GOES_ON.match(line):
            return " "
        share = 0.9 if _END.search(previous) else 0.6
        return "\n\n" if len(previous) < share * self._width else " "


class _Words:
    """The words of a whole file, which tell whether a hyphen at a line's end belongs to its word."""

    def __init__(self, pages: list[list[str]]) -> None:
        lines = [line for page in pages for line in page]
        self._whole = {word.lower() for line in lines for word in _WORD.findall(line)}
        self._compounds = {word.lower() for line in lines for word in _COMPOUND.findall(line)}

    def cut(self, previous: str, line: str) -> int | None:
        """How many characters go where a word runs from line to line; None where none does.

        A hyphen of the printer's goes; one that the word is written with stays.
        """
        left, right = _CUT.search(previous), _GOES_ON.match(line)
        if not left or not right:
            return None
        first, second = left[1].lower(), right[0]
        if previous.endswith("\u00ad") or first + second in self._whole:
            return 1
        return 0 if first in _KEEPS_HYPHEN or f"{first}-{second}" in self._compounds else 1


def _key(line: str) -> str:
    """A running head without what changes from page to page."""
    return re.sub(r"\d+", "#", line.strip())
