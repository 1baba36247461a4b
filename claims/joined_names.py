"""Names written as one word (`realHarbourNews`, `#PortTolls2031`) cut into the words they join."""

from __future__ import annotations

import re

_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_A-Za-z]+")


def parts(word: str) -> list[str]:
    """The words that a joined name is made of; nothing where it is one word.

    Cut before a capital inside the word, between letters and digits, and at underscores.
    """
    if word.islower() and word.isalpha():
        return []
    found = _PIECE.findall(word)
    return found if len(found) > 1 else []
