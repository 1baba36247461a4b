"""What a sign-off was given for, and whether that still stands.

A sign-off holds the digest of all that the signer answered for; it is stale while the claim's
digest is another one. Taking a change back brings the signed state back, and with it the sign-off.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from db import rows
from db.connection import plain_cursor
from db.events import canonical

if TYPE_CHECKING:
    from db.connection import Connection

FIELDS = ("signed_by", "signed_at", "signed_digest")
"""The columns of a sign-off, as events name them."""

_VERDICT = ("status", "reason", "quote_check")
_NOT_OF_EVIDENCE = frozenset(
    {"id", "claim_id", "source_id", "reviewer", "added", "url_typed"},
)
_NOT_OF_REFERENCE = frozenset({"id", "url_typed"})


def digest(conn: Connection, claim_id: int) -> str:
    """SHA-256 over a claim's own values, its verdict and its evidence, whatever their ids are.

    The note is the desk's own and no part of it. Values that say nothing leave no trace, so that a
    column that a later version adds does not make every sign-off stale.
    """
    row = conn.execute("SELECT * FROM claims WHERE id = ?", (claim_id,)).fetchone()
    links = conn.execute(
        "SELECT * FROM attributions WHERE claim_id = ? ORDER BY position", (claim_id,)
    ).fetchall()
    claim = rows.claim_of(row, tuple(rows.attribution_of(link) for link in links))
    return digest_of(conn, claim_id, rows.canonical_claim(claim))


def digest_of(conn: Connection, claim_id: int, line: str) -> str:
    """The same for a claim whose own values, in canonical form, are at hand."""
    verdict = (
        plain_cursor(conn)
        .execute(f"SELECT {', '.join(_VERDICT)} FROM claims WHERE id = ?", (claim_id,))
        .fetchone()
    )
    signed = [
        line,
        canonical(_said(dict(zip(_VERDICT, verdict, strict=True)))),
        *sorted(_pieces(conn, claim_id)),
    ]
    return hashlib.sha256("\n".join(signed).encode()).hexdigest()


def refresh(conn: Connection, claim_id: int) -> None:
    """Set whether the claim's sign-off is stale, after anything about the claim has changed."""
    assert conn.in_transaction, "a change belongs to a transaction"
    signed, stale = (
        plain_cursor(conn)
        .execute("SELECT signed_digest, sign_off_stale FROM claims WHERE id = ?", (claim_id,))
        .fetchone()
    )
    now = int(signed is not None and digest(conn, claim_id) != signed)
    if now != stale:
        conn.execute("UPDATE claims SET sign_off_stale = ? WHERE id = ?", (now, claim_id))


def refresh_uses(conn: Connection, reference_id: int) -> None:
    """The same for every signed claim whose evidence is taken from a reference that has changed."""
    using = (
        plain_cursor(conn)
        .execute(
            "SELECT DISTINCT c.id FROM evidence e JOIN claims c ON c.id = e.claim_id "
            "WHERE e.source_id = ? AND c.signed_by IS NOT NULL",
            (reference_id,),
        )
        .fetchall()
    )
    for (claim_id,) in using:
        refresh(conn, claim_id)


def _pieces(conn: Connection, claim_id: int) -> list[str]:
    """A claim's evidence with its references, each in canonical form."""
    found = []
    for piece in conn.execute("SELECT * FROM evidence WHERE claim_id = ?", (claim_id,)).fetchall():
        reference = conn.execute(
            "SELECT * FROM sources WHERE id = ?", (piece["source_id"],)
        ).fetchone()
        found.append(
            canonical(
                {
                    "evidence": _said(
                        {
                            name: piece[name]
                            for name in piece.keys()  # noqa: SIM118 (a row is no mapping)
                            if name not in _NOT_OF_EVIDENCE
                        }
                    ),
                    "reference": _said(
                        {
                            name: reference[name]
                            for name in reference.keys()  # noqa: SIM118 (a row is no mapping)
                            if name not in _NOT_OF_REFERENCE
                        }
                    ),
                }
            )
        )
    return found


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
