"""Two versions of an article, claim by claim, in the words that screen and line mode share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.words import said_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import StoredClaim
    from verifier.desk.versions import Comparison, Pair

SECTIONS = ("reworded", "new", "gone", "kept")
"""In the order in which they are shown: what wants a look first."""
HEADINGS = {
    "reworded": "Reworded: the verdict did not go with the words",
    "new": "New",
    "gone": "Gone: as it stands in the earlier version",
    "kept": "Kept with the verdict",
}
AROUND = "the text around it changed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim, or a pair of them, of a comparison."""

    section: str
    claim: StoredClaim
    old: StoredClaim | None = None
    moved: bool = False


def entries(found: Comparison) -> list[Entry]:
    """Everything that is compared, in the order of the sections."""

    def paired(section: str, pairs: Sequence[Pair]) -> list[Entry]:
        return [Entry(section, pair.new, pair.old, pair.moved) for pair in pairs]

    kept = sorted(paired("kept", found.kept), key=lambda entry: not entry.moved)
    return [
        *paired("reworded", found.reworded),
        *(Entry("new", row) for row in found.new),
        *(Entry("gone", row) for row in found.gone),
        *kept,
    ]


def differences(old: StoredClaim, new: StoredClaim) -> list[tuple[str, str, str]]:
    """What changed beside the words: level, who said it, polarity, modality."""
    pairs = (
        ("level", old.claim.strength.value, new.claim.strength.value),
        ("said by", _speakers(old), _speakers(new)),
        ("polarity", old.claim.polarity.value, new.claim.polarity.value),
        ("modality", old.claim.modality.value, new.claim.modality.value),
    )
    return [(name, before, after) for name, before, after in pairs if before != after]


def _speakers(row: StoredClaim) -> str:
    return ", ".join(said_by(row.claim)) or "nobody named"
