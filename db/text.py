"""Text on its way into the store: what SQLite can't hold is refused or escaped, words are folded."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from db.errors import BadValue

_WORD = re.compile(r"[^\W_]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def check_text(text: str, name: str) -> None:
    """Raise BadValue for a document's text that SQLite would cut or refuse."""
    if "\0" in text:
        raise BadValue(f"{name}: a NUL at character {text.index(chr(0))}: this is no text")
    if found := _SURROGATE.search(text):
        raise BadValue(f"{name}: half a character (a lone surrogate) at character {found.start()}")


def storable(value: str) -> str:
    r"""A name, title or note as it can be stored: bytes that are no UTF-8 become `\xFF`.

    Raises BadValue for a NUL.
    """
    if "\0" in value:
        raise BadValue(f"a NUL in {value[:40]!r}")
    if value.isascii():
        return value
    return _SURROGATE.sub(_escaped, value)


def optional(value: str | None) -> str | None:
    """The same for a value that may be missing; blank counts as missing."""
    return storable(value) if value is not None and value.strip() else None


def fold_number(wording: str) -> int:
    """A number that two wordings share when they differ in case, punctuation and blanks alone.

    64 bits of BLAKE2b over the words after compatibility decomposition and case folding.
    """
    if wording.isascii():
        folded = wording.lower()
    else:
        folded = unicodedata.normalize("NFKC", wording).casefold()
    digest = hashlib.blake2b(" ".join(_WORD.findall(folded)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04X}"
