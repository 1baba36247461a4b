"""The words of a report: levels, statuses, chains and events as an editor reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from claims.model import Quotation, SourceKind, Stance, Strength, Zone
from db.records import EvidenceStance, QuoteCheck, Status
from verifier.flags import WORDS as FLAG_WORDS
from verifier.flags import flags
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from claims.model import Attribution, Claim
    from db.records import Evidence
    from verifier.corrections import Correction, Said
    from verifier.reports.model import ReportClaim

LEVEL_MEANING = {
    Strength.RUMOUR: "rumour, speculation, or expressly unconfirmed",
    Strength.ALLEGED: "an allegation, or kept at arm’s length",
    Strength.REPORTED: "second-hand, with nobody identified behind it",
    Strength.UNNAMED: "people who are not identified",
    Strength.CREDIBLE: "sources that the text vouches for without naming them",
    Strength.NAMED: "on the record, by somebody identified",
    Strength.ASSERTED: "the writer’s own voice",
    Strength.CONFIRMED: "confirmed, verified or admitted, says the text",
}

STATUS_WORD = {status: status.value.replace("-", " ") for status in Status}

STATUS_SIGN = {
    Status.UNREVIEWED: "·",
    Status.CHECKING: "…",
    Status.VERIFIED: "✓",
    Status.FALSE: "✗",
    Status.MISLEADING: "~",
    Status.DISPUTED: "!",
    Status.UNVERIFIABLE: "?",
    Status.SET_ASIDE: "–",
}

QUOTE_WORD = {
    QuoteCheck.UNCHECKED: "not checked",
    QuoteCheck.EXACT: "the source said it, in these words",
    QuoteCheck.ALTERED: "the source said it, in other words",
    QuoteCheck.NOT_FOUND: "not found with the source",
}

ZONE_WORD = {
    Zone.BODY: "body",
    Zone.HEADLINE: "headline",
    Zone.BYLINE: "byline",
    Zone.CAPTION: "caption",
    Zone.BOILERPLATE: "boilerplate",
}

STANCE_WORD = {
    EvidenceStance.SUPPORTS: "supports",
    EvidenceStance.REFUTES: "refutes",
    EvidenceStance.CONTEXT: "context",
}

_RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
_CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}

PROTECTED = "protected source"
"""All that an export says of a reference that must not leave the desk."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def is_denied(claim: Claim) -> bool:
    """Whether the chain denies the claim's words: an odd number of its links does."""
    return sum(link.stance is Stance.DENIES for link in claim.attributions) % 2 == 1


def wording(claim: Claim) -> str:
    """Give the claim's words on one safe line, with `denied:` before them where the chain denies."""
    words = one_line(claim.wording)
    return f"denied: {words}" if is_denied(claim) else words


def grade(code: str | None) -> str:
    """Put an Admiralty code in words (`B2`: usually reliable, probably true); empty for none."""
    parts = (_RELIABILITY.get((code or "")[:1]), _CREDIBILITY.get((code or "")[1:]))
    return ", ".join(part for part in parts if part is not None)


def date(value: str | None) -> str:
    """Write an ISO date or time for people (`4 May 2026`, `4 May 2026, 14:02 UTC`).

    What is neither stays as it came, made safe; None gives an empty string.
    """
    if not value:
        return ""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return one_line(value)
    day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    if len(value) <= len("2026-05-04"):
        return day
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
        day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
        return f"{day}, {moment:%H:%M} UTC"
    return f"{day}, {moment:%H:%M}"


def said_by(claim: Claim) -> str:
    """Name who is said to have said it, outermost first; empty where nobody is."""
    names = [_source(link) for link in claim.attributions if link.source_text]
    return " → ".join(names)


def chain(claim: Claim) -> list[str]:
    """Put each link of the chain in words, outermost first."""
    return [_link(link) for link in claim.attributions]


def _source(link: Attribution) -> str:
    name = one_line(link.source_text or "").strip(" ,")
    if link.resolved is not None and link.resolved.text != link.source_text:
        return f"{name} ({one_line(link.resolved.text)})"
    return name


def _link(link: Attribution) -> str:
    cue = f"“{one_line(link.cue_text)}”" if link.cue_text else _bare(link)
    who = f"{_source(link)}: {cue}" if link.source_text else cue
    notes = [] if link.source_kind is SourceKind.NONE else [_kind(link.source_kind)]
    notes.append(link.strength.value)
    if link.stance is not Stance.ASSERTS:
        notes.append(link.stance.value)
    return f"{who} ({', '.join(notes)})"


def _kind(kind: SourceKind) -> str:
    return "not identified" if kind is SourceKind.UNNAMED else kind.value


def _bare(link: Attribution) -> str:
    return "in a quotation" if link.quotation is not Quotation.NONE else "by the context"


def evidence_name(piece: Evidence) -> str:
    """Name the reference for people: title and publisher, else the address."""
    reference = piece.reference
    if reference.protected:
        return PROTECTED
    parts = [one_line(part) for part in (reference.title, reference.publisher) if part]
    return ", ".join(parts) or one_line(address(piece) or "untitled")


def correction(one: Correction) -> str:
    """Tell a correction on one line: what was said and when, what is said instead, by whom."""
    told = (
        f"published {date(one.published_at)} as {_said(one.said)}; "
        f"corrected {date(one.at)} by {one_line(one.reviewer)} to {_said(one.says)}"
    )
    return f"{told}; first shown {date(one.shown_at)}" if one.shown_at else told


def _said(said: Said) -> str:
    word = STATUS_WORD[said.status]
    return f"{word} (“{one_line(said.reason)}”)" if said.reason else word


def flagged(item: ReportClaim) -> str:
    """Tell what is weak about a claim's verdict; empty where nothing is."""
    return "; ".join(FLAG_WORDS[flag] for flag in flags(item))


def address(piece: Evidence) -> str | None:
    """Give the address as the reviewer typed it, else the canonical one."""
    return piece.url_typed or piece.reference.url_typed or piece.reference.url
