"""JSON of any length, one element of its long lists at a time, in bounded memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LISTS = frozenset({"dataFeedElement", "@graph", "itemListElement"})
"""The keys whose lists are given out element by element where they stand in the outermost object."""

CHUNK = 1 << 16
MAX_VALUE = 1 << 24
"""Characters of one element at most."""

_BLANKS = " \t\r\n"
_DECODER = json.JSONDecoder(strict=False)


def elements(read: Callable[[int], str]) -> Iterator[Any]:
    """The elements of the outermost list, or of an object's LISTS; else the value itself.

    Several values after one another are given one by one. Raises ValueError, with the place in
    characters, where the text stops being JSON; what came before it has been given out.
    """
    text = _Text(read)
    while sign := text.peek():
        if sign == "[":
            yield from _list(text)
        elif sign == "{":
            yield from _object(text)
        else:
            yield text.value()


def _list(text: _Text) -> Iterator[Any]:
    text.take("[")
    if text.peek() == "]":
        text.take("]")
        return
    while True:
        yield text.value()
        if text.take(",]") == "]":
            return


def _object(text: _Text) -> Iterator[Any]:
    text.take("{")
    members: dict[str, Any] = {}
    listed = False
    if text.peek() == "}":
        text.take("}")
        yield members
        return
    while True:
        key = text.value()
        if not isinstance(key, str):
            raise text.error("a key is a string")
        text.take(":")
        if key in LISTS and text.peek() == "[":
            listed = True
            yield from _list(text)
        else:
            members[key] = text.value()
        if text.take(",}") == "}":
            break
    if not listed:
        yield members


class _Text:
    """A window on the text: what was read and not yet taken."""

    def __init__(self, read: Callable[[int], str]) -> None:
        self._read = read
        self._window = ""
        self._at = 0
        self._before = 0
        self._ended = False

    def peek(self) -> str:
        """The next sign that is no blank, empty at the end."""
        while True:
            while self._at < len(self._window):
                if self._window[self._at] not in _BLANKS:
                    return self._window[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, signs: str) -> str:
        """Take the next sign. Raises ValueError where it is none of those."""
        sign = self.peek()
        if not sign or sign not in signs:
            raise self.error(f"expected {' or '.join(signs)}")
        self._at += 1
        return sign

    def value(self) -> Any:
        """Take the next value whole. Raises ValueError for none, and for one that is too long."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._window, self._at)
            except json.JSONDecodeError as error:
                if not self._may_go_on(error) or not self._more():
                    raise self.error(error.msg, error.pos) from error
            except RecursionError as error:
                raise self.error("nested too deep") from error
            else:
                # A number at the very end of the window may have more figures to come.
                if end == len(self._window) and not self._ended and self._more():
                    continue
                self._at = end
                return value
            if len(self._window) - self._at > MAX_VALUE:
                raise self.error(f"a value over {MAX_VALUE >> 20} Mi characters")

    def error(self, words: str, at: int | None = None) -> ValueError:
        """The exception that names a place in the text."""
        place = self._before + (self._at if at is None else at)
        return ValueError(f"{words} at character {place + 1}")

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether more text could mend it: a cut string, or a mistake at the window's very end."""
        cut = error.msg.startswith(("Unterminated string", "Invalid \\"))
        return not self._ended and (cut or error.pos > len(self._window) - 16)

    def _more(self) -> bool:
        """Read on, twice as far each time, so that a long value is not parsed too often."""
        if self._ended:
            return False
        rest = self._window[self._at :]
        chunk = self._read(max(CHUNK, len(rest)))
        self._ended = not chunk
        self._before += self._at
        self._window, self._at = rest + chunk, 0
        return bool(chunk)
