"""What is weak about a verdict, and what the data meets of the code of fact-checkers.

Pure functions over a report's records: `verifier check` and every report show the same. Of a
protected reference only that it is one counts, so that no flag tells where it comes from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from claims.model import SourceKind
from db.records import EvidenceStance, SignOff, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from db.records import Evidence
    from verifier.reports.model import ReportClaim


class Flag(StrEnum):
    """A weakness of a verdict, gravest first."""

    CONTRADICTED = "contradicted"
    NO_EVIDENCE = "no-evidence"
    PROTECTED_ONLY = "protected-only"
    ANONYMOUS = "anonymous"
    ONE_PUBLISHER = "one-publisher"
    NO_REASON = "no-reason"
    NO_LOCATOR = "no-locator"
    STALE_SIGN_OFF = "stale-sign-off"


WORDS = {
    Flag.CONTRADICTED: "all evidence that takes a side contradicts the verdict",
    Flag.NO_EVIDENCE: "no evidence",
    Flag.PROTECTED_ONLY: "protected sources alone",
    Flag.ANONYMOUS: "no reference has a title or a publisher",
    Flag.ONE_PUBLISHER: "all evidence from one publisher",
    Flag.NO_REASON: "no reason",
    Flag.NO_LOCATOR: "evidence without a page, paragraph or time",
    Flag.STALE_SIGN_OFF: "changed since it was signed off",
}
"""Each flag as it stands beside a verdict."""

HEADINGS = {
    Flag.CONTRADICTED: "Verdicts that their evidence contradicts",
    Flag.NO_EVIDENCE: "Verdicts without evidence",
    Flag.PROTECTED_ONLY: "Verdicts on protected sources alone",
    Flag.ANONYMOUS: "Verdicts on references without title and publisher",
    Flag.ONE_PUBLISHER: "Verdicts with all evidence from one publisher",
    Flag.NO_REASON: "Verdicts without a reason",
    Flag.NO_LOCATOR: "Verdicts with evidence that names no place",
    Flag.STALE_SIGN_OFF: "Verdicts that changed since they were signed off",
}
"""Each flag as the heading of a list."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """How far the verdicts meet one criterion: `met` of `of`, and that in words."""

    name: str
    met: int
    of: int
    words: str


def flags(item: ReportClaim) -> tuple[Flag, ...]:
    """Tell what is weak about a claim's verdict, gravest first; nothing without a verdict."""
    if not item.stored.status.is_verdict:
        return ()
    return tuple(flag for flag in Flag if _RULES[flag](item))


def _open(item: ReportClaim) -> list[Evidence]:
    return [piece for piece in item.evidence if not piece.reference.protected]


def _contradicted(item: ReportClaim) -> bool:
    sides = {piece.stance for piece in item.evidence} - {EvidenceStance.CONTEXT}
    return (item.stored.status, sides) in (
        (Status.VERIFIED, {EvidenceStance.REFUTES}),
        (Status.FALSE, {EvidenceStance.SUPPORTS}),
    )


def _anonymous(item: ReportClaim) -> bool:
    named = [_filled(one.reference.title, one.reference.publisher) for one in _open(item)]
    return bool(named) and not any(named)


def _one_publisher(item: ReportClaim) -> bool:
    """Whether one publisher or one wire story stands behind it all.

    A publisher goes by name, else by the host of the address.
    """
    if not _open(item):
        return False
    groups: list[set[str]] = []
    for piece in item.evidence:
        origins = _origins(piece)
        apart = [group for group in groups if not group & origins]
        groups = [*apart, origins.union(*(group for group in groups if group & origins))]
    return len(groups) == 1


def _origins(piece: Evidence) -> set[str]:
    """What a piece of evidence may have in common with another one: publisher, wire story."""
    reference = piece.reference
    found = {f"reference {reference.id}"}
    if reference.protected:
        return found
    if reference.story is not None:
        found.add(f"story {reference.story}")
    if _filled(reference.publisher):
        found.add("publisher " + " ".join((reference.publisher or "").casefold().split()))
    elif host := _host(reference.url):
        found.add(f"host {host}")
    return found


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _filled(*values: str | None) -> bool:
    return any(value and value.strip() for value in values)


_RULES: dict[Flag, Callable[[ReportClaim], bool]] = {
    Flag.CONTRADICTED: _contradicted,
    Flag.NO_EVIDENCE: lambda item: not item.evidence,
    Flag.PROTECTED_ONLY: lambda item: bool(item.evidence) and not _open(item),
    Flag.ANONYMOUS: _anonymous,
    Flag.ONE_PUBLISHER: _one_publisher,
    Flag.NO_REASON: lambda item: not _filled(item.stored.reason),
    Flag.NO_LOCATOR: lambda item: any(not _filled(one.locator) for one in _open(item)),
    Flag.STALE_SIGN_OFF: lambda item: item.stored.sign_off is SignOff.STALE,
}


def criteria(items: Iterable[ReportClaim]) -> list[Criterion]:
    """Tell what the data of these claims meets of the code of principles of the IFCN.

    Only what is recorded counts; nothing is said of what was not read.
    """
    claims = list(items)
    judged = [item for item in claims if item.stored.status.is_verdict]
    found = [
        _of_verdicts(
            "sources",
            judged,
            _replicable,
            "every piece of evidence can be looked up: an address, or a title with a place in it",
        ),
        _of_verdicts(
            "several",
            judged,
            lambda item: bool(_open(item)) and not _one_publisher(item),
            "evidence comes from more than one publisher",
        ),
        _of_verdicts(
            "both sides", judged, _both_sides, "evidence for and evidence against is recorded"
        ),
        _of_verdicts(
            "method",
            judged,
            lambda item: _filled(item.stored.reason) and _filled(item.stored.reviewer),
            "the reason and who gave the verdict are recorded",
        ),
        _of_verdicts(
            "sign-off",
            judged,
            lambda item: item.stored.sign_off is SignOff.YES,
            "a second person signed it off as it stands",
        ),
        _of_verdicts(
            "reply",
            [item for item in judged if _names_somebody(item)],
            lambda item: bool(item.replies),
            "who was asked to reply is recorded, where the text names who said it",
            "no verdict on a claim whose text names who said it",
        ),
    ]
    return [*found, _of_corrections(claims)]


def _of_verdicts(
    name: str,
    judged: Sequence[ReportClaim],
    rule: Callable[[ReportClaim], bool],
    words: str,
    none: str = "no verdict to judge by",
) -> Criterion:
    met = sum(map(rule, judged))
    if not judged:
        return Criterion(name, 0, 0, none)
    return Criterion(name, met, len(judged), f"{words}: {met} of {_number(len(judged), 'verdict')}")


def _of_corrections(claims: Sequence[ReportClaim]) -> Criterion:
    if not any(item.published_at for item in claims):
        return Criterion("corrections", 0, 0, "no verdict was published, so none was corrected")
    known = [one for item in claims for one in item.corrections]
    if not known:
        return Criterion("corrections", 0, 0, "no published verdict has changed")
    met = sum(one.shown_at is not None for one in known)
    told = f"went out in a later published report: {met} of {_number(len(known), 'correction')}"
    return Criterion("corrections", met, len(known), told)


def _replicable(item: ReportClaim) -> bool:
    return bool(item.evidence) and all(
        not piece.reference.protected
        and (
            _filled(piece.reference.url)
            or (_filled(piece.reference.title) and _filled(piece.locator))
        )
        for piece in item.evidence
    )


def _names_somebody(item: ReportClaim) -> bool:
    named = {SourceKind.PERSON, SourceKind.ORGANISATION}
    return any(link.source_kind in named for link in item.stored.claim.attributions)


def _both_sides(item: ReportClaim) -> bool:
    sides = {piece.stance for piece in item.evidence}
    return {EvidenceStance.SUPPORTS, EvidenceStance.REFUTES} <= sides


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun if count == 1 else noun + 's'}"


UNREAD = (
    "Only the records of these claims were read: not the pages behind the addresses, nor the "
    "desk's policies, funding and published articles."
)
"""What the criteria don't speak of."""
