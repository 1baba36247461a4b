"""What a report is made of, gathered in one view of the database."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

import db.claims
import db.connection
import db.documents
import db.elsewhere
import db.events
import db.query
import db.replies
import db.search
import db.second_readings
import db.sources
import db.versions
from db.records import Status
from verifier import corrections, elsewhere, wire
from verifier.config import rating_scale, setting
from verifier.corrections import Said, Shown
from verifier.desk import blind
from verifier.desk.asides import asides
from verifier.desk.holding import let_out
from verifier.errors import WrongUse
from verifier.ratings import Scale
from verifier.reports.model import (
    Dating,
    LogHead,
    Publisher,
    ReportClaim,
    ReportData,
    group,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from db.records import Event, Evidence, StoredClaim, StoredDocument
    from verifier.corrections import Correction, Publication
    from verifier.reports.model import Aside, Period, ReportDocument

PAGE = 500


def gathered(
    conn: db.connection.Connection,
    query: str,
    reviewer: str,
    published_url: str | None,
    *,
    publish: bool,
    without_embargoed: bool = False,
    period: Period | None = None,
) -> ReportData:
    """Read claims, documents, evidence and history of a query. Raises BadQuery.

    Raises BadValue where the reviewer reads one of them a second time, and Refused where one is
    held back and without_embargoed does not leave it out.

    Without a query and a period every document is there, also one without claims.
    """
    parsed = db.query.parse(query)
    wide = replace(parsed, any_zone=parsed.any_zone or parsed.shown_only)
    moment = clock()
    with db.connection.snapshot(conn):
        claims = _selected(conn, wide, period)
        everything = not query.strip() and period is None
        documents = _documents(conn, claims, everything=everything)
        unseen = blind.hidden(conn, reviewer)
        blind.refuse([claim.id for claim in claims], unseen)
        claims, documents = let_out(conn, claims, documents, without=without_embargoed)
        told = asides(conn, claims, unseen, without_embargoed=without_embargoed)
        head, head_hash = db.events.head(conn)
        return ReportData(
            generated_at=moment,
            documents=_grouped(conn, documents, claims, told),
            query=query,
            reviewer=reviewer,
            log_head=LogHead(head, head_hash) if head else None,
            publisher=Publisher(setting("publisher").value, setting("publisher_url").value),
            published_url=published_url,
            published_at=moment if publish else None,
            ratings=rating_scale() or Scale(),
            period=period,
        )


def _grouped(
    conn: db.connection.Connection,
    documents: list[StoredDocument],
    claims: list[StoredClaim],
    told: Aside,
) -> tuple[ReportDocument, ...]:
    """The documents, each with its claims and all that is known of them."""
    ids = [claim.id for claim in claims]
    histories = _histories(conn, claims)
    published = went_out(claims, histories, _went_out(conn))
    return group(
        documents,
        claims,
        _evidence(conn, claims),
        histories,
        published,
        _corrections(conn, claims, published, histories),
        db.replies.of_many(conn, ids),
        db.second_readings.of_many(conn, ids),
        told,
    )


def _selected(
    conn: db.connection.Connection, query: db.query.Query, period: Period | None
) -> list[StoredClaim]:
    """The claims of a query in document order, only those of a period where there is one."""
    ids = db.search.ids(conn, query, "document")
    claims: list[StoredClaim] = []
    while page := list(islice(ids, PAGE)):
        claims += _dated(conn, db.claims.many(conn, page), period)
    return claims


def _dated(
    conn: db.connection.Connection, claims: list[StoredClaim], period: Period | None
) -> list[StoredClaim]:
    """Leave the claims of a period: a verdict never comes after the last change of its claim."""
    if period is None:
        return claims
    if period.dating is Dating.CHANGE:
        return [claim for claim in claims if period.holds(claim.changed)]
    judged = [
        claim for claim in claims if claim.status.is_verdict and period.reaches(claim.changed)
    ]
    return [
        claim
        for claim in judged
        if period.holds(
            ReportClaim(claim, (), tuple(db.versions.history(conn, claim.id))).verdict_at
        )
    ]


def _evidence(
    conn: db.connection.Connection, claims: Sequence[StoredClaim]
) -> dict[int, list[Evidence]]:
    """Give each claim's evidence, references to one wire story marked as such."""
    return wire.told(conn, db.sources.evidence_of_many(conn, [claim.id for claim in claims]))


def clock() -> str:
    """Give the report's time: `SOURCE_DATE_EPOCH` where it is set, else now, UTC to the second.

    Raises WrongUse for a variable that is no number of seconds.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise WrongUse("SOURCE_DATE_EPOCH: not a number of seconds since 1970") from error
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def judged(conn: db.connection.Connection, query: str) -> list[ReportClaim]:
    """Read the query's claims that have a verdict or went out once, of every zone, in order.

    With evidence, publications and corrections, without texts. Raises BadQuery.
    """
    parsed = db.query.parse(query)
    wide = replace(parsed, any_zone=parsed.any_zone or parsed.shown_only)
    with db.connection.snapshot(conn):
        shown = _went_out(conn)
        ids = db.search.ids(conn, wide, "document")
        claims: list[StoredClaim] = []
        while page := list(islice(ids, PAGE)):
            found = db.claims.many(conn, page)
            claims += [one for one in found if one.status.is_verdict or one.id in shown]
        evidence = _evidence(conn, claims)
        replies = db.replies.of_many(conn, [claim.id for claim in claims])
        histories = _histories(conn, [claim for claim in claims if claim.id in shown])
        published = went_out(claims, histories, shown)
        corrected = _corrections(conn, claims, published, histories)
    return [
        ReportClaim(
            claim,
            tuple(evidence.get(claim.id, ())),
            (),
            tuple(published.get(claim.id, ())),
            tuple(corrected.get(claim.id, ())),
            tuple(replies.get(claim.id, ())),
        )
        for claim in claims
    ]


def went_out(
    claims: Iterable[StoredClaim],
    histories: Mapping[int, Sequence[Event]],
    shown: Mapping[int, Sequence[Shown]],
) -> dict[int, list[Publication]]:
    """Tell, by claim, in which publications it stood and what they said of it."""
    return {
        claim.id: corrections.publications(
            shown[claim.id], own(histories.get(claim.id, ())), Said(claim.status, claim.reason)
        )
        for claim in claims
        if claim.id in shown
    }


def all_corrections(conn: db.connection.Connection) -> list[Correction]:
    """Find every correction of the database, in order of the changes that made them.

    Also those of claims that were taken out of it after they had been published.
    """
    found: list[Correction] = []
    with db.connection.snapshot(conn):
        shown = _went_out(conn)
        there = {claim.id: claim for claim in db.claims.many(conn, sorted(shown))}
        went_before: dict[int, list[Publication]] = {}
        for claim_id, went in shown.items():
            claim = there.get(claim_id)
            now = Said(claim.status, claim.reason) if claim else Said(Status.UNREVIEWED, None)
            history = own(db.versions.history(conn, claim_id))
            published = corrections.publications(went, history, now)
            went_before[claim_id] = published
            found += corrections.corrections(claim_id, published, history, now)
        for theirs in _made_elsewhere(conn, went_before).values():
            found += theirs
    return sorted(found, key=lambda one: (one.event_id, one.claim_id))


def _went_out(conn: db.connection.Connection) -> dict[int, list[Shown]]:
    """Read what was published, by the claim that holds its verdict now: see `db.versions`."""
    shown = corrections.shown(db.events.of_kind(conn, "publish"))
    for one in db.elsewhere.every(conn):
        if one.claim.get("published_at") and (status := one.claim.get("status")):
            event = replace(db.events.get(conn, one.event_id), at=one.claim["published_at"])
            url = one.claim.get("published_url")
            for first in one.claim["corrections"][:1]:
                said = Status(first["said"]["status"])
                shown.setdefault(one.claim_id, []).append(Shown(event, said, one.event_id, url))
            shown.setdefault(one.claim_id, []).append(
                Shown(event, Status(status), one.event_id, url)
            )
    newest = db.versions.newest(conn, list(shown))
    found: dict[int, list[Shown]] = {}
    for claim_id, went in shown.items():
        found.setdefault(newest[claim_id], []).extend(went)
    return {
        claim_id: sorted(went, key=lambda one: one.event.id) for claim_id, went in found.items()
    }


def own(history: Iterable[Event]) -> list[Event]:
    """Leave out the events of the claim's whole document."""
    return [event for event in history if event.claim_id is not None]


def _corrections(
    conn: db.connection.Connection,
    claims: Iterable[StoredClaim],
    published: Mapping[int, Sequence[Publication]],
    histories: Mapping[int, Sequence[Event]],
) -> dict[int, list[Correction]]:
    """Give the corrections of claims that went out: those of the desk they came from, then ours."""
    theirs = _made_elsewhere(conn, published)
    return {
        claim.id: theirs.get(claim.id, [])
        + corrections.corrections(
            claim.id,
            published[claim.id],
            own(histories.get(claim.id, ())),
            Said(claim.status, claim.reason),
        )
        for claim in claims
        if claim.id in published
    }


def _made_elsewhere(
    conn: db.connection.Connection, published: Mapping[int, Sequence[Publication]]
) -> dict[int, list[Correction]]:
    """Give the corrections that other desks made, by the claim that holds the verdict now."""
    there = [one for one in db.elsewhere.every(conn) if one.claim["corrections"]]
    newest = db.versions.newest(conn, [one.claim_id for one in there])
    found: dict[int, list[Correction]] = {}
    for one in there:
        key = newest[one.claim_id]
        made = elsewhere.corrections_of(one, published.get(key, ()))
        found.setdefault(key, []).extend(replace(each, claim_id=key) for each in made)
    return found


def _documents(
    conn: db.connection.Connection, claims: Iterable[StoredClaim], *, everything: bool
) -> list[StoredDocument]:
    if everything:
        every = list(db.documents.all(conn))
        superseded = {document.revises for document in every}
        ids = [document.id for document in every if document.id not in superseded]
    else:
        ids = list(dict.fromkeys(claim.document_id for claim in claims))
    return db.documents.many(conn, ids, texts=True)


def _histories(
    conn: db.connection.Connection, claims: Iterable[StoredClaim]
) -> dict[int, list[Event]]:
    """Give each claim's events; claims that nobody touched share those of their document."""
    untouched: dict[int, list[Event]] = {}
    found: dict[int, list[Event]] = {}
    for claim in claims:
        if claim.changed is not None:
            found[claim.id] = db.versions.history(conn, claim.id)
            continue
        if claim.document_id not in untouched:
            untouched[claim.document_id] = db.versions.history(conn, claim.id)
        found[claim.id] = untouched[claim.document_id]
    return found
