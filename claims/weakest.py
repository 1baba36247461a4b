"""The level of a chain of links: the weakest decides (rule 3), and the rule for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.model import Strength

if TYPE_CHECKING:
    from claims.strength import Graded

_NAMED_LINKS = 3
"""How many links of a chain the rule for people names."""


def explain(chain: list[Graded]) -> tuple[Strength, str]:
    """The level of a chain, outermost first, and the rule for people (rule 3)."""
    if not chain:
        return Strength.ASSERTED, "no attribution: the writer's own voice"
    chain = [link for n, link in enumerate(chain) if not _speaks_for_itself(chain, n)]
    weakest = min(chain, key=lambda link: link.level.rank)
    counted = [link for link in chain if link.link.frame != "answered"]
    if not counted:
        return Strength.ASSERTED, "the writer answers it in his own voice"
    if len(counted) == 1:
        return weakest.level, f"“{counted[0].phrase}”: {weakest.why}"
    around = " around ".join(f"“{link.phrase}”" for link in counted[:_NAMED_LINKS])
    more = " …" if len(counted) > _NAMED_LINKS else ""
    return weakest.level, (
        f"{around}{more}: the weakest link of the chain decides, “{weakest.phrase}” ({weakest.why})"
    )


def _speaks_for_itself(chain: list[Graded], number: int) -> bool:
    """*“We have confirmed that X,” said the admiral*: speaker and confirmer are one."""
    if number + 1 >= len(chain):
        return False
    inner, outer = chain[number + 1], chain[number]
    return (
        inner.level is Strength.CONFIRMED
        and inner.source.why in {"“we” speaks", "“I” speaks"}
        and not outer.source.anonymous
        and outer.level.rank >= Strength.UNNAMED.rank
    )
