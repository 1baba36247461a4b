"""What another desk's report said of claims that were loaded from it: kept in the event of the load.

Their history is theirs: it is never mixed into our log, but the event that holds it is part of our
chain, with the head of their log as the report named it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from db.connection import plain_cursor
from db.errors import BadValue
from db.events import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from db.connection import Connection

_KEY = "elsewhere"
_LOADS = (
    "SELECT id, document_id, after FROM events WHERE kind = 'load' "
    f"AND instr(after, '\"{_KEY}\"') > 0"
)


class Elsewhere(NamedTuple):
    """What a report said of one claim.

    event_id  the load that brought it
    desk      of the report: its publisher, who made it, when, and the head of its log
    claim     `published_at, published_url, corrections, history`, and the status and reason then
    """

    claim_id: int
    event_id: int
    desk: dict[str, Any]
    claim: dict[str, Any]


def told(elsewhere: Mapping[str, Any] | None, first: int, claims: int) -> dict[str, Any]:
    """What the event of a load holds of another desk's words, claims by their id here.

    elsewhere is `{"desk": ..., "claims": {index: ...}}`. Raises BadValue for what is no JSON.
    """
    if not elsewhere or not elsewhere.get("claims"):
        return {}
    if not all(0 <= index < claims for index in elsewhere["claims"]):
        raise BadValue("another desk's words about a claim that is not there")
    said = {str(first + index): words for index, words in elsewhere["claims"].items()}
    kept = {"desk": elsewhere["desk"], "claims": said}
    try:
        canonical(kept).encode()
    except (TypeError, ValueError) as error:
        raise BadValue(f"another desk's words make no sense: {error}") from error
    return {_KEY: kept}


def of_claim(conn: Connection, claim_id: int) -> Elsewhere | None:
    """What another desk said of a claim, None where it came from no report."""
    sql = f"{_LOADS} AND document_id = (SELECT document_id FROM claims WHERE id = ?)"
    rows = plain_cursor(conn).execute(sql, (claim_id,)).fetchall()
    return next((one for row in rows for one in _of_event(row) if one.claim_id == claim_id), None)


def loaded_documents(conn: Connection) -> set[int]:
    """Ids of the documents that came from another desk or machine."""
    cursor = plain_cursor(conn).execute("SELECT document_id FROM events WHERE kind = 'load'")
    return {row_id for (row_id,) in cursor}


def every(conn: Connection) -> Iterator[Elsewhere]:
    """What other desks said, by claim, in the order of the loads."""
    for row in plain_cursor(conn).execute(f"{_LOADS} ORDER BY id").fetchall():
        yield from _of_event(row)


def _of_event(row: tuple[int, int, str]) -> Iterator[Elsewhere]:
    kept = json.loads(row[2]).get(_KEY) or {}
    for key, claim in (kept.get("claims") or {}).items():
        yield Elsewhere(int(key), row[0], kept["desk"], claim)
