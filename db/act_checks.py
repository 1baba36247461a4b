"""Checking what a claim's row says of its sign-off, replies, second readings and embargoes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import signed
from db.connection import plain_cursor

if TYPE_CHECKING:
    from db.connection import Connection

_COUNTED = """
SELECT id FROM claims c WHERE
  (reply_count, second_open, second_done, embargo_count) <> (
    (SELECT count(*) FROM replies WHERE claim_id = c.id),
    (SELECT count(*) FROM second_readings WHERE claim_id = c.id AND finished IS NULL),
    (SELECT count(*) FROM second_readings WHERE claim_id = c.id AND finished IS NOT NULL),
    (SELECT count(*) FROM embargoes WHERE claim_id = c.id AND lifted_at IS NULL))
  OR reply_due IS NOT
    (SELECT min(deadline) FROM replies WHERE claim_id = c.id AND answered_on IS NULL)
LIMIT 1
"""


def problem(conn: Connection) -> str | None:
    """Tell the first claim whose row does not say what stands beside it, None where all do.

    A sign-off that an unlogged change made stale is found here too: its digest is made anew.
    """
    cursor = plain_cursor(conn)
    row = cursor.execute(_COUNTED).fetchone()
    if row is not None:
        return f"claim {row[0]}: its replies, second readings or embargoes are counted wrongly"
    held = cursor.execute(
        "SELECT id, signed_digest, sign_off_stale FROM claims "
        "WHERE signed_digest IS NOT NULL OR sign_off_stale ORDER BY id"
    ).fetchall()
    for claim_id, digest, stale in held:
        now = int(digest is not None and signed.digest(conn, claim_id) != digest)
        if now != stale:
            return f"claim {claim_id}: whether its sign-off is stale is wrong"
    return None
