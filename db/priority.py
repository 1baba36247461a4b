"""Priority: what checking a claim is worth, weighed with how weakly the text stands behind it.

priority = check-worthiness x weakness. Weakness falls in even steps from 1 for a rumour to one half
for what the text calls confirmed, so that of two claims equally worth checking the weaker one comes
first, and a strong claim of great worth still comes before idle gossip. The column
`claims.priority` holds the same number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.model import Strength

_STEPS = 14


def weakness(level: Strength) -> float:
    """How weakly a text stands behind a claim of this level: 1 for a rumour, 0.5 for confirmed."""
    return _fourteenths(level) / _STEPS


def priority(worth: float, level: Strength) -> float:
    """The priority of a claim, 0 to 1, from its check-worthiness and its level."""
    return worth * _fourteenths(level) / _STEPS


def _fourteenths(level: Strength) -> int:
    return _STEPS + 1 - level.rank
