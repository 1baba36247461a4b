"""Stored rows as frozen values: what the store gives to the desk, the screen and the reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from claims.model import Record

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


class ReferenceKind(StrEnum):
    """What a reference is. Social is a social post, image an image or a video, own own reporting."""

    DOCUMENT = "document"
    DATA = "data"
    PERSON = "person"
    OUTLET = "outlet"
    SOCIAL = "social"
    IMAGE = "image"
    OWN = "own"


class EvidenceStance(StrEnum):
    """What a piece of evidence does for the claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class SignOff(StrEnum):
    """Whether a second person answers for the verdict as it stands."""

    YES = "yes"
    STALE = "stale"
    NO = "no"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class StoredDocument(Record):
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


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class StoredClaim(Record):
    """A claim's row with its chain. `claim` holds the values in force, a reviewer's where set.

    machine_strength  the level that the extraction gave; None where a reviewer added the claim
    evidence_count    pieces of evidence attached
    changed           time of the last change, UTC, ISO 8601; None while nobody touched it
    machine           the extraction's own claim where a reviewer corrected it since, else None
    said_by           the sources' names along the chain, outermost first, antecedents too
    superseded        whether its document has a newer version
    earlier           the claim of the version before that it took the place of
    kept              whether that one's verdict was taken over; None without `earlier`
    signed_by         who signed the verdict off, and signed_at when; None without a sign-off
    signed_digest     what it was signed for: see `db.signed`
    sign_off_stale    whether claim, verdict or evidence changed since
    replies           how many people were asked to reply
    reply_due         the earliest deadline of those who have not answered, an ISO 8601 date
    second_open       blind second readings under way; second_done those that are done
    embargoes         embargoes of the claim itself that nobody lifted; its document's are not told
    hidden            whether verdict, evidence and history are kept from who asks: they read it
                      a second time
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
    signed_by: str | None = None
    signed_at: str | None = None
    signed_digest: str | None = None
    sign_off_stale: bool = False
    replies: int = 0
    reply_due: str | None = None
    second_open: int = 0
    second_done: int = 0
    embargoes: int = 0
    hidden: bool = False

    @property
    def sign_off(self) -> SignOff:
        """Whether the verdict is signed off, and whether that holds."""
        if self.signed_by is None:
            return SignOff.NO
        return SignOff.STALE if self.sign_off_stale else SignOff.YES


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Reference(Record):
    """Something that can be consulted: a page, a document, a person.

    public_wording is what an export may say of a protected one; story is the same number for
    references of one claim that lead to one wire story, None where none is known to.
    """

    id: int
    url: str | None
    url_typed: str | None
    title: str | None
    publisher: str | None
    protected: bool
    kind: ReferenceKind | None = None
    public_wording: str | None = None
    story: int | None = None


class UsedReference(NamedTuple):
    """A reference that was used before, with the last grade it was given."""

    reference: Reference
    grade: str | None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Evidence(Record):
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


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Event(Record):
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


class Reply(NamedTuple):
    """Somebody who was asked about a claim. Days are ISO 8601 dates.

    answer and answered_on are None while the answer is awaited.
    """

    id: int
    claim_id: int
    asked: str
    asked_on: str
    deadline: str
    answer: str | None
    answered_on: str | None
    reviewer: str
    added: str


class SecondReading(NamedTuple):
    """A second person's reading. finished, status and reason are None until they are done.

    first_status is the claim's status at that moment, None where it was known to the reader by
    then; first_reader who had given it.
    """

    id: int
    claim_id: int
    reader: str
    started: str
    finished: str | None
    status: Status | None
    reason: str | None
    first_status: str | None
    first_reader: str | None


class Embargo(NamedTuple):
    """What must not go out before a moment (UTC, ISO 8601): a document or a claim.

    lifted_by and lifted_at tell who ended it before its time.
    """

    id: int
    document_id: int | None
    claim_id: int | None
    until: str
    reason: str
    reviewer: str
    added: str
    lifted_by: str | None
    lifted_at: str | None
