"""What a report tells of a claim beside its own records: other articles, successors, other desks."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import db.documents
import db.elsewhere
import db.same_claims
import db.successor_rows
import db.versions
from verifier import elsewhere
from verifier.desk.holding import refuse_articles
from verifier.reports.model import AlsoIn, Aside, DeskBefore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.connection import Connection
    from db.records import StoredClaim

_OF_DOCUMENT = tuple(field.name for field in fields(AlsoIn) if field.name != "wording")


def asides(
    conn: Connection,
    claims: Sequence[StoredClaim],
    unseen: frozenset[int],
    *,
    without_embargoed: bool,
) -> Aside:
    """Gather it for the claims of a report.

    unseen are claims whose verdict its maker must not see. Raises Refused where another article is
    held back and without_embargoed does not leave it out.
    """
    ids = [claim.id for claim in claims]
    before, theirs = _elsewhere(conn, claims)
    also_in = _also_in(conn, ids, unseen, without_embargoed=without_embargoed)
    for claim_id, found in theirs.items():
        known = also_in.setdefault(claim_id, [])
        named = {key for one in known for key in (one.url, one.name)}
        known += [one for one in found if one.name not in named and (one.url or "") not in named]
    replaced = db.successor_rows.of_many(conn, ids)
    return Aside(also_in=also_in, replaced_by=replaced, before=before)


def _also_in(
    conn: Connection, ids: Sequence[int], unseen: frozenset[int], *, without_embargoed: bool
) -> dict[int, list[AlsoIn]]:
    found = db.same_claims.of_many(conn, ids)
    pairs = {one.claim_id: one.document_id for some in found.values() for one in some}
    open_ones = refuse_articles(conn, pairs, without=without_embargoed) - unseen
    documents = {one.id: one for one in db.documents.many(conn, sorted(set(pairs.values())))}
    told: dict[int, list[AlsoIn]] = {}
    for claim_id, some in found.items():
        by_document = {one.document_id: one for one in reversed(some) if one.claim_id in open_ones}
        told[claim_id] = [
            AlsoIn(
                **{name: getattr(documents[key], name) for name in _OF_DOCUMENT},
                wording=by_document[key].wording,
            )
            for key in sorted(by_document, key=lambda key: (documents[key].published or "~", key))
        ]
    return {claim_id: articles for claim_id, articles in told.items() if articles}


def _elsewhere(
    conn: Connection, claims: Sequence[StoredClaim]
) -> tuple[dict[int, list[DeskBefore]], dict[int, list[AlsoIn]]]:
    """What other desks did and found; of a version made here what they told of the one before."""
    there = {one.claim_id: one for one in db.elsewhere.every(conn)}
    before: dict[int, list[DeskBefore]] = {}
    articles: dict[int, list[AlsoIn]] = {}
    loaded = db.elsewhere.loaded_documents(conn) if there else set()
    for claim in claims if there else ():
        own = claim.earlier is None or claim.document_id in loaded
        chain = [claim.id] if own else db.versions.chain(conn, claim.id)
        one = next((there[key] for key in chain if key in there), None)
        if one is not None:
            desks = elsewhere.desks(one)
            before[claim.id] = [DeskBefore(desk, tuple(history)) for desk, history in desks]
            if found := elsewhere.articles(one):
                articles[claim.id] = [AlsoIn(**row) for row in found]
    return before, articles
