"""Look-alikes in the store: comparing what came in with what is there.

Candidates share a key, thefuzz decides; what was found is only ever offered, never merged.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from claims.lookalike import keys, likeness
from db import lookalikes
from db.lookalikes import Pair
from db.records import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from claims.model import Claim
    from db.connection import Connection
    from db.lookalikes import Alike, Waiting
    from db.records import StoredClaim

T = TypeVar("T")

PAUSE = 0.002
"""Seconds between two transactions: SQLite's lock is not fair, and a reviewer waits for it too."""

AT_ONCE = 10_000
"""Claims that are compared together: many at a time, for their keys lie all over the file."""

OLDER = 5_000
"""Claims of older files that are caught up with after an ingest or a load."""

_KEYS, _PAIRS = 4_000, 300
"""Rows that one transaction writes, so that nobody waits long for the lock."""

NEAREST = 20
"""Look-alikes that one wording is given when it comes in."""

WORDS = {
    "numbers": "other numbers",
    "negation": "one is negated",
    "names": "other names",
    "order": "names in another order",
    "polarity": "one is denied",
}
"""What a look-alike disagrees about, as people read it."""


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A claim that is alike. score: 0 to 100, thefuzz's token sort ratio; 100 for the same words.

    differs  what to look at before taking one for the other, keys of WORDS
    """

    stored: StoredClaim
    score: int
    differs: tuple[str, ...]

    @property
    def differs_in_words(self) -> str:
        """What differs, for people; empty where nothing was found to."""
        return ", ".join(WORDS[name] for name in self.differs)


class Comparing:
    """Compares what a long run stores, many claims at a time, and the last of them at its end."""

    def __init__(self, compare: Callable[[int], int]) -> None:
        """Compare by a desk's `compare_lookalikes`."""
        self._compare = compare
        self._claims = 0

    def stored(self, claims: int) -> None:
        """So many claims more are stored."""
        self._claims += claims
        if self._claims >= AT_ONCE:
            self._compare(self._claims)
            self._claims = 0

    def finish(self) -> None:
        """Compare the rest, and some of what an older file or an interruption left."""
        self._compare(self._claims + OLDER)


def compare(conn: Connection, limit: int = AT_ONCE, first: int | None = None) -> int:
    """Compare claims that wait for it, the newest first, with all that is stored; how many.

    first is a claim that comes before all others where it waits. Short transactions: what an
    interruption leaves undone waits on.
    """
    done = 0
    while done < limit:
        found = lookalikes.waiting(conn, min(limit - done, AT_ONCE), first)
        if not found:
            break
        _compare(conn, found)
        done += len(found)
    return done


def _compare(conn: Connection, found: Sequence[Waiting]) -> None:
    new: dict[int, list[Waiting]] = {}
    for one in found:
        new.setdefault(one.fold, []).append(one)
    own = {fold: keys(some[0].wording) for fold, some in new.items()}
    wanted = sorted((key, fold) for fold, some in own.items() for key in some)
    held: dict[int, list[int]] = {}
    for part in _parts(wanted, _KEYS):
        held |= lookalikes.hold(conn, part)
    candidates: dict[int, set[int]] = {}
    for fold, some in own.items():
        others = set(chain.from_iterable(map(held.__getitem__, some)))
        others.discard(fold)
        if others:
            mine = new[fold]
            candidates[fold] = {
                other for other in others if other not in new or not _pieces(mine, new[other])
            }
    unknown = {other for some in candidates.values() for other in some} - new.keys()
    wordings = lookalikes.wordings(conn, unknown)
    wordings.update((fold, some[0].wording) for fold, some in new.items())
    pairs = [
        pair for fold, others in candidates.items() for pair in _nearest(fold, others, wordings)
    ]
    for batch in _parts(pairs, _PAIRS):
        lookalikes.put(conn, batch)
    lookalikes.compared(conn, found)


def _parts(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Parts of a list for one short transaction each, and a rest for others between them."""
    for start in range(0, len(rows), size):
        if start:
            time.sleep(PAUSE)
        yield rows[start : start + size]


def _pieces(some: Sequence[Waiting], others: Sequence[Waiting]) -> bool:
    """Whether all claims of one wording are pieces of those of the other, or hold them."""
    return all(one.overlaps(other) for one in some for other in others)


def of_claim(
    conn: Connection, mine: StoredClaim, read: Callable[[list[int]], Iterable[StoredClaim]]
) -> list[Lookalike]:
    """The look-alikes of a claim that are known, the nearest first. `read` gives claims by id."""
    found = lookalikes.of_claim(conn, mine.id)
    rows = {row.id: row for row in read([one.claim_id for one in found])} if found else {}
    return [
        Lookalike(
            rows[one.claim_id], one.score, _differs(mine.claim, rows[one.claim_id].claim, one)
        )
        for one in found
        if one.claim_id in rows
    ]


def to_mark_too(found: Iterable[Lookalike]) -> list[Lookalike]:
    """Those that say the same as far as words tell, and that nobody has looked at yet."""
    return [one for one in found if not one.differs and one.stored.status is Status.UNREVIEWED]


def _differs(mine: Claim, other: Claim, alike: Alike) -> tuple[str, ...]:
    """What two claims disagree about: their wordings, and whether a chain denies one of them."""
    if mine.polarity is other.polarity or "negation" in alike.differs:
        return alike.differs
    return (*alike.differs, "polarity")


def _nearest(fold: int, others: set[int], wordings: Mapping[int, str]) -> list[Pair]:
    pairs = []
    for other in sorted(others & wordings.keys()):
        alike = likeness(wordings[fold], wordings[other])
        if alike is not None:
            pairs.append(Pair(fold, other, alike.score, alike.differs))
    return sorted(pairs, key=lambda pair: -pair.score)[:NEAREST]
