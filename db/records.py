"""Stored rows as frozen values: what the store gives to the desk, the screen and the reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claims.model import Anchor, Claim, Strength


class Status(StrEnum):
    """What the desk did about a claim, in the order of the keys 1 to 8."""

    UNREVIEWED = "unreviewed"
    CHECKING = "checking"
    VERIFIED = "verified"
    FALSE = "false"
    MISLEADING = "misleading"
    DISPUTED = "disputed"
    UNVERIFIABLE = "unverifiable"
    SET_ASIDE = "set-aside"

    @property
    def is_verdict(self) -> bool:
        """Whether the status judges the claim's words."""
        return self in _VERDICTS

    @property
    def is_done(self) -> bool:
        """Whether the claim needs no more work: a verdict, or set aside."""
        return self in _VERDICTS or self is Status.SET_ASIDE


_VERDICTS = frozenset(
    {Status.VERIFIED, Status.FALSE, Status.MISLEADING, Status.DISPUTED, Status.UNVERIFIABLE}
)


class QuoteCheck(StrEnum):
    """Whether the source did say it, in these words: a mark beside the status."""

    UNCHECKED = "unchecked"
    EXACT = "exact"
    ALTERED = "altered"
    NOT_FOUND = "not-found"


class EvidenceStance(StrEnum):
    """What a piece of evidence does for the claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document's row. `text` is empty where a list asked for no texts.

    revises is the id of the version before this one.
    """

    id: int
    name: str
    title: str | None
    url: str | None
    publisher: str | None
    author: str | None
    published: str | None
    text: str
    sha256: str
    added: str
    canonical_url: str | None = None
    anchors: tuple[Anchor, ...] = ()
    revises: int | None = None


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim's row with its chain. `claim` holds the values in force, a reviewer's where set.

    machine_strength  the level that the extraction gave; None where a reviewer added the claim
    evidence_count    pieces of evidence attached
    changed           time of the last change, UTC, ISO 8601; None while nobody touched it
    machine           the extraction's own claim where a reviewer corrected it since, else None
    said_by           the sources' names along the chain, outermost first, antecedents too
    superseded        whether its document has a newer version
    earlier           the claim of the version before that it took the place of
    kept              whether that one's verdict was taken over; None without `earlier`
    """

    id: int
    document_id: int
    document_name: str
    claim: Claim
    machine_strength: Strength | None
    status: Status
    reason: str | None
    note: str | None
    quote_check: QuoteCheck
    reviewer: str | None
    evidence_count: int
    changed: str | None
    machine: Claim | None = None
    said_by: tuple[str, ...] = ()
    superseded: bool = False
    earlier: int | None = None
    kept: bool | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that can be consulted: a page, a document, a person."""

    id: int
    url: str | None
    url_typed: str | None
    title: str | None
    publisher: str | None
    protected: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """One use of a reference for one claim. `accessed` is an ISO 8601 date.

    url_typed is the address as this reviewer typed it; the reference holds the canonical one.
    """

    id: int
    claim_id: int
    reference: Reference
    stance: EvidenceStance
    grade: str | None
    quote: str | None
    locator: str | None
    note: str | None
    accessed: str | None
    archive_url: str | None
    reviewer: str
    added: str
    url_typed: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the log. `before` and `after` hold the changed fields, by name.

    at is UTC, ISO 8601; undoes is the id of the event that this one takes back or does again;
    step is the id of the first event of the same action: they are undone together.
    """

    id: int
    at: str
    reviewer: str
    kind: str
    claim_id: int | None
    document_id: int | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    undoes: int | None
    previous_hash: str
    hash: str
    step: int = 0
