"""What is kept from a person who reads a claim a second time, until they are done.

Verdict, reason, note, sign-off, evidence and everything in the history that tells of them. Whoever
opens the file with another program sees it all the same; the desk only does not show it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import db.second_readings
from db.errors import BadValue
from db.query import Kind
from db.records import QuoteCheck, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.connection import Connection
    from db.query import Query
    from db.records import Event, StoredClaim

_TELLING = frozenset(
    {Kind.STATUS, Kind.REVIEWER, Kind.EVIDENCE, Kind.HAS, Kind.SIGNED, Kind.SECOND}
)
"""Filters whose hits would tell of a hidden verdict."""

_OPEN_KINDS = frozenset({"ingest", "load", "add", "correct", "split", "merge"})
"""What may be told of a claim's history: how its words came to be."""

_REVIEW = frozenset({"status", "reason", "note", "quote_check", "reviewer", "claim"})


def hidden(conn: Connection, reader: str) -> frozenset[int]:
    """Give the claims whose verdict a person must not see yet."""
    if not db.second_readings.any_open(conn):
        return frozenset()
    return frozenset(db.second_readings.open_of(conn, reader))


def masked(claims: Sequence[StoredClaim], unseen: frozenset[int]) -> list[StoredClaim]:
    """Give claims as their reader may see them."""
    if not unseen:
        return list(claims)
    return [_masked(claim) if claim.id in unseen else claim for claim in claims]


def _masked(claim: StoredClaim) -> StoredClaim:
    return replace(
        claim,
        status=Status.UNREVIEWED,
        reason=None,
        note=None,
        quote_check=QuoteCheck.UNCHECKED,
        reviewer=None,
        evidence_count=0,
        changed=None,
        signed_by=None,
        signed_at=None,
        sign_off_stale=False,
        hidden=True,
    )


def history(events: Iterable[Event]) -> list[Event]:
    """Give the events that tell of the claim's words alone."""
    return [
        replace(event, before=_words(event.before), after=_words(event.after))
        for event in events
        if event.kind in _OPEN_KINDS
    ]


def _words(side: dict[str, object] | None) -> dict[str, object] | None:
    if side is None:
        return None
    return {name: value for name, value in side.items() if name not in _REVIEW | {"marks"}}


def tells(query: Query) -> bool:
    """Whether the hits of a query would tell of a verdict."""
    return any(term.kind in _TELLING for clause in query.clauses for term in clause)


def refuse(ids: Iterable[int], unseen: frozenset[int]) -> None:
    """Raise BadValue where one of the claims is being read a second time."""
    for claim_id in ids:
        if claim_id in unseen:
            raise BadValue(
                f"claim {claim_id}: you are reading it a second time; B on the screen, or "
                f"verifier second done {claim_id}, gives your own verdict; or give the reading up"
            )
