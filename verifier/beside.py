"""The acts beside a verdict in words and as rows: screen, commands and reports tell the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.agreement import ENOUGH
from db.records import SignOff
from verifier.safe_text import one_line
from verifier.words import SIGNS, STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.agreement import Agreement
    from db.records import Embargo, Reply, SecondReading, StoredClaim

HIDDEN = "second reading"
"""Stands for the status of a claim whose verdict is kept from who reads it a second time."""


def status(stored: StoredClaim) -> str:
    """Give the status with its sign, and whether it is signed off, each by a word."""
    if stored.hidden:
        return f"= {HIDDEN}"
    told = f"{SIGNS[stored.status]} {STATUS_WORDS[stored.status]}"
    return f"{told}, {SIGNED[stored.sign_off]}" if stored.signed_by else told


SIGNED = {
    SignOff.YES: "signed",
    SignOff.STALE: "sign-off stale",
    SignOff.NO: "not signed",
}
"""Whether a verdict is signed off, in a word or two."""


def plain_day(moment: str) -> str:
    """Write the day of a moment as it is kept: `2026-05-04`."""
    return moment[:10]


def sign_off(stored: StoredClaim, day: Callable[[str], str] = plain_day) -> str:
    """Tell who signed the verdict off, when, and whether that holds; empty without a sign-off.

    day writes a moment, here and below: as it is kept, or for people.
    """
    if stored.signed_by is None:
        return ""
    told = f"by {one_line(stored.signed_by)}, {day(stored.signed_at or '')}"
    if stored.sign_off is SignOff.STALE:
        return f"{told}; stale: claim, verdict or evidence changed since"
    return told


def reply(one: Reply, today: str | None = None, day: Callable[[str], str] = plain_day) -> str:
    """Tell who was asked, when, by when, and what came back; today decides what is overdue.

    Without a day, as in reports, it is only told that no answer is noted.
    """
    told = f"{one_line(one.asked)}, asked {day(one.asked_on)}"
    if one.answered_on is not None:
        return f"{told}, answered {day(one.answered_on)}: “{one_line(one.answer or '')}”"
    if today is None:
        return f"{told} to answer by {day(one.deadline)}, no answer noted"
    if one.deadline < today:
        return f"{told}, no answer by {day(one.deadline)}: overdue"
    return f"{told}, answer awaited until {day(one.deadline)}"


def second(one: SecondReading, day: Callable[[str], str] = plain_day) -> str:
    """Tell what a second reader found, and whether it was the first verdict of that moment."""
    if one.status is None or one.finished is None:
        return f"{one_line(one.reader)}, begun {day(one.started)}, not done"
    told = f"{STATUS_WORDS[one.status]} by {one_line(one.reader)}, {day(one.finished)}"
    if one.reason:
        told += f" (“{one_line(one.reason)}”)"
    if one.first_status is None:
        return f"{told}; not blind"
    return f"{told}; {'agrees' if one.first_status == one.status else 'differs'}"


def embargo(one: Embargo) -> str:
    """Tell until when something is held back, and why."""
    return f"until {shown_moment(one.until)}: {one_line(one.reason)}"


def shown_moment(moment: str) -> str:
    """Write a moment in UTC for people: `2026-05-04 14:02 UTC`."""
    return f"{moment[:10]} {moment[11:16]} UTC"


def agreement(found: Agreement) -> str:
    """Tell the agreement of second readings with the first verdicts, with its n."""
    if not found.pairs:
        return "no second reading is done"
    share = 100 * found.agreed / found.pairs
    told = f"{found.agreed:,} of {found.pairs:,} agree, {share:.0f}% (n = {found.pairs:,})"
    if found.pairs < ENOUGH:
        return f"{told}; Cohen's kappa from {ENOUGH} on"
    if found.kappa is None:
        return f"{told}; all gave the same verdict, so no kappa"
    return f"{told}; Cohen's kappa {found.kappa:.2f}"


def sign_off_row(stored: StoredClaim) -> dict[str, Any]:
    """Give a claim's sign-off by name."""
    return {
        "sign_off": stored.sign_off.value,
        "signed_by": stored.signed_by,
        "signed_at": stored.signed_at,
    }


def reply_row(one: Reply) -> dict[str, Any]:
    """Give a request for a reply by name, without the claim's."""
    return {
        "asked": one.asked,
        "asked_on": one.asked_on,
        "deadline": one.deadline,
        "answer": one.answer,
        "answered_on": one.answered_on,
        "reviewer": one.reviewer,
    }


def second_row(one: SecondReading) -> dict[str, Any]:
    """Give a second reading by name, without the claim's."""
    return {
        "reader": one.reader,
        "started": one.started,
        "finished": one.finished,
        "status": None if one.status is None else one.status.value,
        "reason": one.reason,
        "first_status": one.first_status,
        "first_reader": one.first_reader,
    }


def agreement_row(found: Agreement) -> dict[str, Any]:
    """Give an agreement's numbers by name."""
    return {
        "pairs": found.pairs,
        "agreed": found.agreed,
        "share": found.agreed / found.pairs if found.pairs else None,
        "kappa": found.kappa,
        "by_first": [
            {"status": name, "pairs": pairs, "agreed": agreed}
            for name, (pairs, agreed) in found.by_first.items()
        ],
        "differs": [
            {"first": first, "second": second_, "readings": number}
            for (first, second_), number in found.differs.items()
        ],
    }
