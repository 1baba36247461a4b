"""The words of a report: levels, statuses, chains and events as an editor reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from claims.model import Strength, Zone
from verifier.flags import WORDS as FLAG_WORDS
from verifier.flags import flags
from verifier.reports.model import Dating
from verifier.safe_text import one_line
from verifier.words import (
    QUOTE_WORDS,
    REFERENCE_WORDS,
    SIGNS,
    STANCE_WORDS,
    STATUS_WORDS,
    grade_meaning,
    is_denied,
    links,
    said_by,
    wording,
)

if TYPE_CHECKING:
    from db.records import Evidence, StoredDocument
    from verifier.corrections import Correction, Said
    from verifier.reports.model import AlsoIn, Period, ReportClaim, ReportData

__all__ = (
    "LEVEL_MEANING", "PROTECTED", "QUOTE_WORDS", "REFERENCE_WORDS", "SIGNS", "STANCE_WORDS", "STATUS_WORDS",
    "ZONE_WORD", "address", "article", "correction", "date", "days", "evidence_name", "flagged",
    "grade_meaning", "heading", "is_denied", "links", "said_by", "seen", "selection", "title", "wording",
)  # fmt: skip

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

ZONE_WORD = {
    Zone.BODY: "body",
    Zone.HEADLINE: "headline",
    Zone.BYLINE: "byline",
    Zone.CAPTION: "caption",
    Zone.BOILERPLATE: "boilerplate",
}

PROTECTED = "protected source"
"""All that an export says of a reference that must not leave the desk."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


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


def heading(data: ReportData) -> str:
    """Name the report, with the days that it tells of."""
    return "Verification report" + (f", {days(data.period)}" if data.period else "")


def selection(data: ReportData) -> str:
    """Tell which claims are in the report: by the query, and by the days."""
    query = one_line(data.query).strip()
    claims = f"the claims found by “{query}”" if query else "all claims"
    if data.period is None:
        return claims
    day = data.period.since == data.period.until
    did = "judged" if data.period.dating is Dating.VERDICT else "last changed"
    return f"{claims} {did} {'on ' if day else ''}{days(data.period)}"


def days(period: Period) -> str:
    """Write a period for people: `3 May 2026`, `since 1 May 2026`, `1 May 2026 to 7 May 2026`."""
    if period.since == period.until:
        return date(period.since)
    if period.until is None:
        return f"since {date(period.since)}"
    until = date(period.until)
    return f"{date(period.since)} to {until}" if period.since else f"until {until}"


def title(document: StoredDocument) -> str:
    """Name a document for people: its title, else its file's name without the folders."""
    return one_line(document.title or PurePath(document.name).name or document.name)


def article(one: AlsoIn) -> str:
    """Name another article in which the claim stands: its title, who published it and when."""
    known = (one.publisher, date(one.published))
    told = ", ".join(one_line(part) for part in known if part)
    name = one_line(one.title or PurePath(one.name).name or one.name)
    return f"{name} ({told})" if told else name


def evidence_name(piece: Evidence) -> str:
    """Name the reference for people: title and publisher, else the address."""
    reference = piece.reference
    if reference.protected:
        said = one_line(reference.public_wording or "")
        return f"{PROTECTED}: {said}" if said else PROTECTED
    parts = [one_line(part) for part in (reference.title, reference.publisher) if part]
    return ", ".join(parts) or one_line(address(piece) or "untitled")


def seen(piece: Evidence) -> str:
    """Tell when a piece of evidence was consulted, and by whom; empty where neither is known."""
    by = f"by {one_line(piece.reviewer)}" if piece.reviewer else ""
    return " ".join(part for part in (date(piece.accessed), by) if part)


def correction(one: Correction) -> str:
    """Tell a correction on one line: what was said and when, what is said instead, by whom."""
    told = (
        f"published {date(one.published_at)} as {_said(one.said)}; "
        f"corrected {date(one.at)} by {one_line(one.reviewer)} to {_said(one.says)}"
    )
    return f"{told}; first shown {date(one.shown_at)}" if one.shown_at else told


def _said(said: Said) -> str:
    word = STATUS_WORDS[said.status]
    return f"{word} (“{one_line(said.reason)}”)" if said.reason else word


def flagged(item: ReportClaim) -> str:
    """Tell what is weak about a claim's verdict; empty where nothing is."""
    return "; ".join(FLAG_WORDS[flag] for flag in flags(item))


def address(piece: Evidence) -> str | None:
    """Give the address as the reviewer typed it, else the canonical one."""
    return piece.url_typed or piece.reference.url_typed or piece.reference.url
