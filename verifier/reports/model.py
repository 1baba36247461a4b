"""What a report is made of: frozen records that the desk hands over, never a connection."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from verifier.corrections import first_verdict, last_url
from verifier.ratings import Scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from db.records import (
        Event,
        Evidence,
        Reply,
        SecondReading,
        StoredClaim,
        StoredDocument,
    )
    from verifier.corrections import Correction, Publication


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who signs the report, from the desk's settings: the author of each ClaimReview."""

    name: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """How a file is set: on which paper, and from which folder it takes fonts beside its own."""

    paper: str = "a4"
    fonts: Path | None = None


@dataclass(frozen=True, slots=True)
class LogHead:
    """The last event of the log that the report was made from."""

    id: int
    hash: str


class Dating(StrEnum):
    """What puts a claim on a day: the last change of anything about it, or its verdict."""

    VERDICT = "verdict"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a report tells of, `2026-05-03`, both included; UTC. None: open on that side."""

    since: str | None = None
    until: str | None = None
    dating: Dating = Dating.VERDICT

    def reaches(self, changed: str | None) -> bool:
        """Whether something of a claim that last changed then can lie in it."""
        return changed is not None and changed[: len("2026-05-03")] >= (self.since or "")

    def holds(self, moment: str | None) -> bool:
        """Whether a time (ISO 8601, UTC) lies on one of the days."""
        if moment is None:
            return False
        day = moment[: len("2026-05-03")]
        return (self.since or day) <= day <= (self.until or day)


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """Another article in which the same claim stands, with its words there.

    The article's name, title, address, publisher and date are as they are stored.
    """

    name: str
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None
    wording: str


@dataclass(frozen=True, slots=True)
class DeskBefore:
    """What another desk did: who it was (see `verifier.elsewhere.desk_of`), and its events."""

    desk: Mapping[str, Any]
    history: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """What goes by a claim's id beside its own records: fields of `ReportClaim`."""

    also_in: Mapping[int, Sequence[AlsoIn]] = field(default_factory=dict)
    replaced_by: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    before: Mapping[int, Sequence[DeskBefore]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportClaim:
    """A claim with what was found out about it. Evidence and history stand oldest first.

    published    when and as what it went out in earlier reports, oldest first
    corrections  where a published verdict gave way to another, oldest first
    replies      who was asked to reply, and what came back
    readings     blind second readings that are done: never the verdict
    also_in      where else the same claim stands, as people decided
    replaced_by  what took its place where it was split or merged: `{"kind": …, "ids": […]}`
    before       what other desks did before it was loaded from their reports, oldest first
    """

    stored: StoredClaim
    evidence: tuple[Evidence, ...] = ()
    history: tuple[Event, ...] = ()
    published: tuple[Publication, ...] = ()
    corrections: tuple[Correction, ...] = ()
    replies: tuple[Reply, ...] = ()
    readings: tuple[SecondReading, ...] = ()
    also_in: tuple[AlsoIn, ...] = ()
    replaced_by: Mapping[str, Any] | None = None
    before: tuple[DeskBefore, ...] = ()

    @property
    def verdict_at(self) -> str | None:
        """When the verdict that holds was given, None without one.

        Read off the history; of a claim that came with its verdict, when it last changed.
        """
        given = self._given
        return given.at if given is not None else self._came_with[0]

    @property
    def verdict_by(self) -> str | None:
        """Who gave the verdict that holds, None without one; read off where `verdict_at` is."""
        given = self._given
        return given.reviewer if given is not None else self._came_with[1]

    @property
    def _given(self) -> Event | None:
        """The event that gave the verdict that holds, None without one."""
        if self.stored.status.is_verdict:
            now = self.stored.status.value
            for event in reversed(self.history):
                if event.claim_id is not None and (event.after or {}).get("status") == now:
                    return event
        return None

    @property
    def _came_with(self) -> tuple[str | None, str | None]:
        """When and by whom a claim that came with its verdict was last changed."""
        stored = self.stored
        return (stored.changed, stored.reviewer) if stored.status.is_verdict else (None, None)

    @property
    def published_at(self) -> str | None:
        """When a verdict on the claim first went out, None before."""
        first = first_verdict(self.published)
        return None if first is None else first.at

    @property
    def published_url(self) -> str | None:
        """The address that was last named for it, None without any."""
        return last_url(self.published)


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A document with its full text and those of its claims that the query selects.

    `stored.text` is never empty here, unlike in lists.
    """

    stored: StoredDocument
    claims: tuple[ReportClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything that any format needs; the same data gives the same bytes.

    generated_at   the report's clock: UTC, ISO 8601 (`2026-05-04T09:00:00Z`)
    query          the query that selected the claims, as typed; empty = all
    reviewer       who made the report
    published_url  where the report will stand, None while that is unknown
    published_at   when this report goes out, None while it does not
    ratings        the desk's own names and numbers for statuses
    period         the days that the report tells of, None for all
    """

    generated_at: str
    documents: tuple[ReportDocument, ...] = ()
    query: str = ""
    reviewer: str | None = None
    log_head: LogHead | None = None
    publisher: Publisher = field(default_factory=Publisher)
    published_url: str | None = None
    published_at: str | None = None
    ratings: Scale = field(default_factory=Scale)
    period: Period | None = None


def group(
    documents: Iterable[StoredDocument],
    claims: Iterable[StoredClaim],
    evidence: Mapping[int, Sequence[Evidence]] | None = None,
    history: Mapping[int, Sequence[Event]] | None = None,
    published: Mapping[int, Sequence[Publication]] | None = None,
    corrections: Mapping[int, Sequence[Correction]] | None = None,
    replies: Mapping[int, Sequence[Reply]] | None = None,
    readings: Mapping[int, Sequence[SecondReading]] | None = None,
    aside: Aside | None = None,
) -> tuple[ReportDocument, ...]:
    """Put claims, with what goes by a claim's id, under their documents.

    Documents and claims keep the order given; a document without claims stays. Raises KeyError for
    a claim of a document not given.
    """
    known = list(documents)
    beside = aside or Aside()
    under: dict[int, list[ReportClaim]] = {document.id: [] for document in known}
    for claim in claims:
        found = ReportClaim(
            claim,
            tuple((evidence or {}).get(claim.id, ())),
            tuple((history or {}).get(claim.id, ())),
            tuple((published or {}).get(claim.id, ())),
            tuple((corrections or {}).get(claim.id, ())),
            tuple((replies or {}).get(claim.id, ())),
            tuple(one for one in (readings or {}).get(claim.id, ()) if one.finished),
            tuple(beside.also_in.get(claim.id, ())),
            beside.replaced_by.get(claim.id),
            tuple(beside.before.get(claim.id, ())),
        )
        under[claim.document_id].append(found)
    return tuple(ReportDocument(document, tuple(under[document.id])) for document in known)
