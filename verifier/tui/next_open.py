"""The next claim to review in a list, by a look near by and then by one look into an index.

The list is as it was when it was read; the database has moved on. So the index is asked from a
claim that has not changed since, and its answer counts where it stands in the list.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from db.search import RANKED

if TYPE_CHECKING:
    import threading
    from array import array

    from verifier.desk import Desk

NEAR = 64
"""Rows read at a time around the cursor."""
TRIED = 256
"""Answers of the index that may be missing in the list, such as claims added since."""
READ = 20_000
"""Rows read at most where the index knows no answer."""


class Listed(NamedTuple):
    """A list: its ids, the query and the order they came in, and when (as `claims.changed`)."""

    ids: array[int]
    query: str
    order: str | None
    at: str


def next_open(
    desk: Desk, listed: Listed, cursor: int, direction: int, cancelled: threading.Event
) -> int | None:
    """The place of the nearest claim without a verdict below the cursor, or above for -1."""
    ids = listed.ids
    place, read = cursor + direction, 0
    order, asked = desk.ordering(listed.query, listed.order).order, False
    while 0 <= place < len(ids) and not cancelled.is_set() and (not asked or read < READ):
        low = place if direction > 0 else max(place - NEAR + 1, 0)
        near = ids[low : low + NEAR if direction > 0 else place + 1][::direction].tolist()
        rows = {row.id: row for row in desk.claims(near)}
        read += len(near)
        steady: int | None = None
        for claim_id in near:
            row = rows.get(claim_id)
            if row is not None and not row.status.is_done:
                return place
            if row is not None and (row.changed is None or row.changed < listed.at):
                steady = claim_id
            place += direction
        # What is ranked is a few thousand rows and no index has their order; behind it, one has.
        ranked = RANKED if order == "relevance" else 0
        if steady is not None and not asked and low >= ranked:
            asked = True
            found = _looked_up(desk, listed, order, steady, direction)
            if found is not None and found >= ranked:
                return found
    return None


def _looked_up(desk: Desk, listed: Listed, order: str, after: int, direction: int) -> int | None:
    """Where the index's answer stands in the list, or a nearer claim that changed meanwhile."""
    ids = listed.ids
    at = ids.index(after)
    found = None
    for claim_id in islice(desk.next_open(listed.query, order, after, back=direction < 0), TRIED):
        with suppress(ValueError):
            found = ids.index(claim_id, at + 1) if direction > 0 else ids.index(claim_id, 0, at)
            break
    if changed := set(desk.opened_since(listed.at)):
        end = (len(ids) if direction > 0 else -1) if found is None else found
        nearer = (place for place in range(at + direction, end, direction) if ids[place] in changed)
        return next(nearer, found)
    return found
