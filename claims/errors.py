"""What the extraction refuses, by name. `str()` of each is one line for people, with the remedy."""

from __future__ import annotations


class ClaimsError(Exception):
    """Something the extraction can't do."""


class PipelineMissing(ClaimsError):
    """The spaCy pipeline isn't installed, or lacks what the extraction needs."""


class WeightsMismatch(ClaimsError):
    """The weights file doesn't fit this version of the features."""


class LexiconInvalid(ClaimsError):
    """A lexicon file that doesn't fit: the message names file and group."""
