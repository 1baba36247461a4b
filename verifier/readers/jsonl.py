"""JSON Lines: one document a line, `{"id", "text"}` and the metadata known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claims.model import Document
from verifier.errors import Refused
from verifier.readers.files import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verifier.readers.files import Input

_METADATA = ("title", "url", "published", "publisher", "author")


def documents(
    name: str, source: Input, refuse: Callable[[Refused], None] | None = None
) -> Iterator[Document]:
    """The documents of a file's rows, blank lines passed over.

    A row that does not fit is refused with file and line number, and the rest goes on.
    """
    empty = True
    for number, row in numbered_rows(name, source, refuse):
        empty = False
        try:
            yield _document(row, f"{name}:{number}")
        except Refused as refused:
            if refuse is None:
                raise
            refuse(refused)
    if empty and refuse is None:
        raise Refused(source.shown, "empty")


def numbered_rows(
    name: str, source: Input, refuse: Callable[[Refused], None] | None = None
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's number, from 1, with its object; a line that is none is refused."""
    for number, line in enumerate(source.lines(), 1):
        if not line.strip():
            continue
        try:
            yield number, parsed(line, f"{name}:{number}")
        except Refused as refused:
            if refuse is None:
                raise
            refuse(refused)


def parsed(line: bytes, place: str) -> dict[str, Any]:
    """One line as an object. Raises Refused, naming the place, for anything else."""
    if len(line) > MAX_BYTES:
        raise Refused(place, f"a line over {MAX_BYTES // 2**20} MiB", "Split the text.")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused(place, f"not UTF-8 (byte {error.start} of the line)") from error
    except (json.JSONDecodeError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deep")
        column = getattr(error, "colno", 1)
        raise Refused(place, f"not JSON ({reason} at column {column})") from error
    except ValueError as error:
        raise Refused(place, f"not JSON ({error})") from error
    if not isinstance(row, dict):
        raise Refused(place, "a row is an object")
    return row


def clean_string(row: dict[str, Any], key: str, place: str, *, numbers: bool = False) -> str | None:
    """A field as text; with numbers, a number is one too. Raises Refused for anything else."""
    value = row.get(key)
    if value is None:
        return None
    if numbers and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise Refused(place, f'"{key}" is no text')
    if "\0" in value:
        raise Refused(place, f'"{key}" is binary (holds a NUL)')
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise Refused(place, f'"{key}" holds half a character (a lone surrogate)')
    return value


def _document(row: dict[str, Any], place: str) -> Document:
    if row.get("type") in {"document", "claim"} and "document" in row:
        raise Refused(place, "a line of a bundle", "Store bundles with verifier load.")
    text = clean_string(row, "text", place)
    if text is None:
        raise Refused(place, 'no "text"', 'Each row needs {"id", "text"}.')
    if not text.strip():
        raise Refused(place, "empty")
    known: dict[str, Any] = {key: clean_string(row, key, place) or None for key in _METADATA}
    return Document(clean_string(row, "id", place, numbers=True) or place, text, **known)
