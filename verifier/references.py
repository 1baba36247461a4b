"""References used before, offered while something is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import UsedReference

OFFERED = 3
"""References that are offered at a time."""
LIKE_ENOUGH = 72
"""Likeness, of 100, from which a reference is offered."""
COMPARED = 200
"""Characters of a title or an address that are compared."""


def offered(typed: str, used: Sequence[UsedReference]) -> list[UsedReference]:
    """The references that are most like what is typed, the likest first, the last used among equals.

    Title, publisher and address count, each by thefuzz's partial and token-set ratio.
    """
    from thefuzz import fuzz  # noqa: PLC0415 - only where evidence is typed

    wanted = _plain(typed)
    if len(wanted) < 2:
        return []

    def likeness(one: UsedReference) -> int:
        reference = one.reference
        names = (reference.title, reference.publisher, reference.url, reference.url_typed)
        texts = [_plain(name) for name in names if name]
        if wanted in texts:
            return 101
        partial = [fuzz.partial_ratio(wanted, text) for text in texts if len(text) >= len(wanted)]
        tokens = [fuzz.token_set_ratio(wanted, text) for text in texts]
        return max([*partial, *tokens], default=0)

    scored = [(likeness(one), one) for one in used]
    best = sorted(scored, key=lambda pair: -pair[0])
    return [one for score, one in best if score >= LIKE_ENOUGH][:OFFERED]


def _plain(text: str) -> str:
    shown = text.casefold().strip().removeprefix("https://").removeprefix("http://")
    return " ".join(shown.removeprefix("www.").split())[:COMPARED]
