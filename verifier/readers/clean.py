"""What any reader does to words it was handed: nothing in them that no text can hold."""

from __future__ import annotations

import re

_NONE_OF_TEXT = re.compile("[\0\ud800-\udfff]")
_LONGEST = 500


def text_of(words: str) -> str:
    """The words without NULs and half characters."""
    return _NONE_OF_TEXT.sub("", words)


def line_of(words: str | None) -> str | None:
    """One line of metadata, its blanks single and no longer than 500 characters; None for none."""
    return " ".join(text_of(words or "")[: 4 * _LONGEST].split())[:_LONGEST].strip() or None
