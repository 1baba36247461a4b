"""How far two readers agree: in per cent, and beyond what chance alone would give."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

ENOUGH = 20
"""Pairs from which kappa is told: of fewer it moves by tenths with a single one."""


class Agreement(NamedTuple):
    """Agreement of second readings with the first verdicts.

    pairs    how many readings were held against a verdict
    agreed   how many of them gave the same
    kappa    Cohen's kappa, None for fewer than ENOUGH pairs or where all gave one and the same
    by_first of each first verdict: how many pairs, how many agreed
    differs  how often (first, second), where the two differ
    """

    pairs: int
    agreed: int
    kappa: float | None
    by_first: dict[str, tuple[int, int]]
    differs: dict[tuple[str, str], int]


def measured(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Measure the agreement of (first, second) verdicts.

    kappa = (p_o - p_e) / (1 - p_e), with p_o the share that agrees and p_e the share that would by
    chance, from how often each side gave each verdict: Jacob Cohen, A Coefficient of Agreement for
    Nominal Scales, Educational and Psychological Measurement 20 (1960), 37-46.
    """
    told = list(pairs)
    total = len(told)
    agreed = sum(first == second for first, second in told)
    firsts, seconds = Counter(one for one, _ in told), Counter(other for _, other in told)
    kappa = None
    if total >= ENOUGH:
        chance = sum(firsts[name] * seconds[name] for name in firsts) / total**2
        if chance < 1:
            kappa = (agreed / total - chance) / (1 - chance)
    same = Counter(first for first, second in told if first == second)
    return Agreement(
        pairs=total,
        agreed=agreed,
        kappa=kappa,
        by_first={name: (firsts[name], same[name]) for name in sorted(firsts)},
        differs=dict(sorted(Counter(pair for pair in told if pair[0] != pair[1]).items())),
    )
