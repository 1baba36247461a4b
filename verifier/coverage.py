"""How far an article is checked: its words in claims, its claims under a verdict."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.model import Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.model import Span
    from db.records import StoredClaim

_WORD = re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*")
_SHOWN = frozenset({Zone.BODY, Zone.HEADLINE})


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts over one article.

    words     of the whole text; `4,120` and `in-principle` are one word each
    covered   those of which some part lies in a claim, of whatever zone
    claims    of body and headlines
    verdicts  those of them with a verdict
    done      those with a verdict, or set aside
    """

    words: int
    covered: int
    claims: int
    verdicts: int
    done: int

    @property
    def share(self) -> float:
        """Words in claims, 0 to 1; 0 for a text without words."""
        return self.covered / self.words if self.words else 0.0


def coverage(text: str, rows: Iterable[StoredClaim]) -> Coverage:
    """Count the words and claims of an article."""
    rows = list(rows)
    pieces = joined(piece for row in rows for piece in row.claim.fragments)
    words = [found.span() for found in _WORD.finditer(text)]
    shown = [row for row in rows if row.claim.zone in _SHOWN]
    return Coverage(
        words=len(words),
        covered=sum(touches(pieces, word) for word in words),
        claims=len(shown),
        verdicts=sum(row.status.is_verdict for row in shown),
        done=sum(row.status.is_done for row in shown),
    )


def told(counted: Coverage) -> tuple[str, str]:
    """The counts in words: claims under a verdict, words in claims."""
    return (
        f"{counted.verdicts:,} of {counted.claims:,} under a verdict",
        f"{counted.covered:,} of {counted.words:,} words in claims ({counted.share:.0%})",
    )


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or meet made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def touches(pieces: Sequence[Span], span: Span) -> bool:
    """Whether a span overlaps one of the joined pieces."""
    at = bisect_right(pieces, (span[1] - 1, float("inf"))) - 1
    return at >= 0 and pieces[at][1] > span[0]
