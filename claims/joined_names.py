"""Names written as one word (`realHarbourNews`, `#PortTolls2031`) cut into the words they join."""

from __future__ import annotations


def parts(word: str) -> list[str]:
    """The words that a joined name is made of; nothing where it is one word.

    Cut before a capital inside the word, between letters and digits, and at underscores.
    """
    if word[1:].islower() and word.isalpha():
        return []
    pieces: list[str] = []
    start = 0
    for place in range(1, len(word)):
        if _is_cut(word, place):
            pieces.append(word[start:place])
            start = place
    pieces.append(word[start:])
    found = [piece.strip("_") for piece in pieces]
    found = [piece for piece in found if piece]
    return found if len(found) > 1 else []


def _is_cut(word: str, place: int) -> bool:
    """Whether a new word begins here: `real|Harbour`, `NATO|Chief`, `Tolls|2031`, `old|_ferry`."""
    before, here = word[place - 1], word[place]
    if "_" in (before, here) or before.isdigit() != here.isdigit():
        return True
    if here.isupper():
        return before.islower() or (before.isupper() and word[place + 1 : place + 2].islower())
    return False
