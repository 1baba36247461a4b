"""The paragraphs of an article, as the screen and the line mode count them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.model import Span

_FILLED = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def all_paragraphs(text: str) -> Iterator[Span]:
    """Paragraphs that cover every character of a text but blanks, in text order."""
    from claims.segment import paragraphs  # noqa: PLC0415 - not before the first claim is painted

    at = 0
    for paragraph in paragraphs(text):
        yield from _filled(text, at, paragraph.start)
        yield paragraph.start, paragraph.end
        at = paragraph.end
    yield from _filled(text, at, len(text))


def _filled(text: str, start: int, end: int) -> Iterator[Span]:
    if start < end and (found := _FILLED.search(text, start, end)):
        yield found.span()
