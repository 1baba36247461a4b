"""What a source is: its kind and the level that it gives by itself."""

from __future__ import annotations

from dataclasses import dataclass

from claims.model import SourceKind, Strength


@dataclass(frozen=True, slots=True)
class Source:
    """What a source is: its kind, the level that it gives by itself, and what decides beside it.

    anonymous  the text says outright that the name is kept back, or there is nobody to name
    anaphor    its level is its antecedent's: `pronoun`, `definite` or empty
    """

    kind: SourceKind
    level: Strength
    anonymous: bool = False
    anaphor: str = ""
    why: str = ""


NOBODY = Source(SourceKind.NONE, Strength.REPORTED, why="nobody is named")
