"""Speakers by a label: capitals before a colon, `Q` and `A`, the handle of an account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.model import SourceKind, Strength
from claims.said_by import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.parsed import Parsed

LABEL_LONGEST = 8
"""A speaker's label takes no more tokens than this."""
_HANDLE = re.compile(r"@\w[\w.-]*")
_NOBODY_KNOWN = frozenset(
    "unidentified unknown male female man woman boy girl child reporter reporters question "
    "questioner protester protesters protestor demonstrator crowd caller audience voice voices "
    "participant bystander witness speaker speakers group chorus all".split()
)


def is_handle(word: str) -> bool:
    """Is the word an account's handle, `@name`?"""
    return _HANDLE.fullmatch(word) is not None


def classify(parsed: Parsed, tokens: Sequence[int]) -> Source | None:
    """The source that a label names; None for what is no label."""
    first, last = tokens[0], tokens[-1]
    said = parsed.text[parsed.start[first] : parsed.end[last]]
    if any(is_handle(parsed.word(i)) for i in tokens):
        return Source(SourceKind.PERSON, Strength.NAMED, why="an account by its handle")
    opens = first == parsed.para_tokens[parsed.para[first]][0]
    if not opens or last + 1 >= len(parsed) or parsed.lower[last + 1] != ":":
        return None
    words = {parsed.lower[i] for i in tokens}
    if not said.isupper():
        return None
    if words & _NOBODY_KNOWN:
        return Source(SourceKind.UNNAMED, Strength.UNNAMED, why=f"“{said}” is not identified")
    return Source(SourceKind.PERSON, Strength.NAMED, why="a speaker of the transcript")
