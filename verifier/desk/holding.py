"""What an embargo keeps out of every export: refused, or left out where that is asked for."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import db.embargoes
import db.events
from verifier import beside
from verifier.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.connection import Connection
    from db.records import Embargo, StoredClaim, StoredDocument

_WAIT = "Wait, lift it with verifier embargo --lift, or ask for --without-embargoed."

BLACK = "█"
"""Stands for each character of a claim that is held back alone, so that no offset moves."""


def let_out(
    conn: Connection,
    claims: Sequence[StoredClaim],
    documents: Sequence[StoredDocument],
    *,
    without: bool,
) -> tuple[list[StoredClaim], list[StoredDocument]]:
    """Give the claims and documents of an export, as they may go out now.

    without leaves out what is held back: a document with all its claims; of a claim held back alone
    the claim, those that share words with it, and its words in the document's text, blacked out.
    The real time counts, whatever clock the export shows. Raises Refused where something is held
    back and nothing was said of leaving it out.
    """
    held_documents, held_claims = db.embargoes.held(conn, db.events.now())
    black = {one.id: one for one in claims if one.id in held_claims}
    _add_unlisted(conn, documents, held_claims, black)
    closed = [one for one in documents if one.id in held_documents]
    if not black and not closed:
        return list(claims), list(documents)
    if not without:
        raise _refusal(closed, held_documents, black, held_claims)
    spans: dict[int, list[tuple[int, int]]] = {}
    for claim in black.values():
        spans.setdefault(claim.document_id, []).extend([claim.claim.span, *claim.claim.fragments])
    free = [
        claim
        for claim in claims
        if claim.document_id not in held_documents
        and not _touches(claim, spans.get(claim.document_id, ()))
    ]
    texts = [
        _blacked(document, spans.get(document.id, ()))
        for document in documents
        if document.id not in held_documents
    ]
    return free, texts


def refuse_articles(
    conn: Connection, claims: Mapping[int, int], *, without: bool
) -> frozenset[int]:
    """Give those of other articles' claims that may be named now; claims go by their document's id.

    Raises Refused where one is held back and nothing was said of leaving it out.
    """
    held = db.embargoes.of_claims(conn, claims.items(), db.events.now())
    if held and not without:
        first = min(held)
        raise Refused(
            f"claim {first}, where a claim of this report stands too",
            f"held back {beside.embargo(held[first])}",
            _WAIT,
        )
    return frozenset(claims.keys() - held.keys())


def _add_unlisted(
    conn: Connection,
    documents: Sequence[StoredDocument],
    held: dict[int, Embargo],
    black: dict[int, StoredClaim],
) -> None:
    """Add the claims held back that the export does not list, but whose document's text it shows."""
    from db.claims import many  # noqa: PLC0415 - only where something is held back

    shown = {document.id for document in documents}
    for claim in many(conn, [claim_id for claim_id in held if claim_id not in black]):
        if claim.document_id in shown:
            black[claim.id] = claim


def _touches(claim: StoredClaim, spans: Sequence[tuple[int, int]]) -> bool:
    read = (claim.claim, claim.machine or claim.claim)
    own = [span for one in read for span in (one.span, *one.fragments)]
    return any(a < end and start < b for a, b in own for start, end in spans)


def _blacked(document: StoredDocument, spans: Sequence[tuple[int, int]]) -> StoredDocument:
    if not spans:
        return document
    signs = list(document.text)
    for start, end in spans:
        signs[start:end] = [sign if sign.isspace() else BLACK for sign in signs[start:end]]
    text = "".join(signs)
    digest = hashlib.sha256(text.encode()).hexdigest() if text else document.sha256
    return replace(document, text=text, sha256=digest)


def _refusal(
    closed: Sequence[StoredDocument],
    documents: dict[int, Embargo],
    black: dict[int, StoredClaim],
    claims: dict[int, Embargo],
) -> Refused:
    """Name the first that is held back, with its reason, and how many more there are."""
    if closed:
        thing, one = f"document {closed[0].id} ({closed[0].name})", documents[closed[0].id]
    else:
        first = next(iter(black))
        thing, one = f"claim {first}", claims[first]
    more = len(closed) + len(black) - 1
    others = f", and {more:,} more" if more else ""
    return Refused(
        thing,
        f"held back {beside.embargo(one)}{others}",
        _WAIT,
    )
