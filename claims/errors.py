"""What the extraction refuses, by name. `str()` of each is one line for people, with the remedy."""

from __future__ import annotations


class ClaimsError(Exception):
    """Something the extraction can't do."""


class PipelineMissing(ClaimsError):
    """The spaCy pipeline isn't installed, or lacks what the extraction needs."""


class NotEnglish(ClaimsError):
    """A text in another language: the method knows English alone, and never guesses."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: not English; only English texts are read")


class WeightsMismatch(ClaimsError):
    """The weights file doesn't fit this version of the features."""


class LexiconInvalid(ClaimsError):
    """A lexicon file that doesn't fit: the message names file and group."""
