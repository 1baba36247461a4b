"""Is a text English? A cheap answer, so that other languages are refused instead of guessed at.

English prose is made of function words to a third or more; other languages share few of their
spellings. Counting them needs no model and no table of letters, and works on a single paragraph.
"""

from __future__ import annotations

import math
import re

WORDS = 3_000
"""How many words are looked at, from the start."""
FEW = 20
"""Texts with fewer words pass: a headline may hold no function word at all."""
SHARE = 0.12
"""The least share of function words: English news has 0.2 to 0.4, other languages below 0.07."""

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")
_OTHER = re.compile(r"[^\W\d_a-zA-Z\u00aa-\u02af\U0001d400-\U0001d7ff]")
_SPAN = 60 * WORDS

# Left out are those spelt like common words of another language (in, was, at, for, over, her, so).
FUNCTION_WORDS = frozenset(
    "the of and to that is it with his be by i this had not are but from or have they which one "
    "you were she there would their we him been has when who more if out said what up its about "
    "into than them can only other new some could time these two may then first any my now such "
    "like our even most also did many before must through back years where much your way well "
    "down should because each just those people how too good very make world still own see work "
    "long get here between both being never while against says say s t re ve ll m don".split()
)


def looks_english(text: str) -> bool:
    """Whether the text is English, or too short to tell. Reads its first few thousand words."""
    words = _WORD.findall(text[:_SPAN].lower())[:WORDS]
    if _in_other_letters(text[:_SPAN]):
        return False
    if len(words) < FEW:
        return True
    # The shorter the text, the less a low share proves: a paragraph may be full of names.
    return function_word_share(words) >= SHARE - 0.3 / math.sqrt(len(words))


def _in_other_letters(text: str) -> bool:
    """Most letters are of another script: some write without blanks, so that words can't be counted."""
    other = len(_OTHER.findall(text))
    return other >= FEW and other > len(_LATIN.findall(text))


def function_word_share(words: list[str]) -> float:
    """The share of English function words among lower-case words, 0 where there are none."""
    return sum(word in FUNCTION_WORDS for word in words) / max(len(words), 1)
