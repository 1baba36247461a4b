"""What the screen says about a claim, in words: pure functions from records to short sentences."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from db.priority import priority as priority_of
from db.priority import weakness
from db.records import Status
from verifier import citing
from verifier.citing import document_line, locator
from verifier.safe_text import one_line
from verifier.words import (
    CREDIBILITY,
    QUOTE_WORDS,
    REFERENCE_WORDS,
    RELIABILITY,
    SIGNS,
    STANCE_WORDS,
    STATUS_WORDS,
    grade_meaning,
    is_denied,
    links,
    said_by,
)
from verifier.words import wording as shown_wording

if TYPE_CHECKING:
    from claims.model import Claim, Strength
    from db.records import Evidence, StoredClaim
    from verifier.tui.article import ClaimView

__all__ = (
    "BARS", "CREDIBILITY", "ORDERS", "ORDER_WORDS", "QUOTE_WORDS", "RELIABILITY", "SIGNS",
    "STANCE_WORDS", "STATUSES", "STATUS_WORDS", "bar", "chain", "counted", "document_line",
    "evidence_line", "evidence_rest", "grade_words", "is_denied", "level_words", "locator",
    "machine_words", "manner", "marked", "said_by", "shown_wording", "when",
)  # fmt: skip

BARS = "▁▂▃▄▅▆▇█"
STATUSES = tuple(Status)
ORDERS = ("document", "priority", "confidence", "changed", "relevance")
ORDER_WORDS = {
    "document": "in the order of the text",
    "priority": "by priority",
    "worth": "most worth checking first",
    "confidence": "least confident first",
    "changed": "last changed first",
    "relevance": "best match first",
}


def bar(level: Strength) -> str:
    """The level's rank as one bar, `▁` to `█`."""
    return BARS[level.rank - 1]


def level_words(level: Strength) -> str:
    """The level as a bar, a word and its place: `▃ reported 3/8`."""
    return f"{bar(level)} {level.value} {level.rank}/8"


def chain(claim: Claim) -> str:
    """The chain in words, outermost first: `“reportedly” (reported) → the agency “told” (named)`."""
    return " → ".join(links(claim)) or "the writer's own voice"


def priority(stored: StoredClaim) -> str:
    """Why a claim stands where it does: `0.53: worth 0.62 × weakness 0.86 (reported)`."""
    level, worth = stored.claim.strength, stored.claim.check_worthiness
    number = f"{priority_of(worth, level):.2f}"
    said = f"{number}: worth {worth:.2f} × weakness {weakness(level):.2f} ({level.value})"
    return f"{said}; done, so after what is open" if stored.status.is_done else said


def machine_words(stored: StoredClaim) -> str:
    """What the machine read where a reviewer changed it, or that a reviewer added the claim."""
    if stored.machine_strength is None:
        return "added by hand"
    parts = []
    if stored.machine_strength is not stored.claim.strength:
        parts.append(level_words(stored.machine_strength))
    machine, claim = stored.machine, stored.claim
    if machine is not None and machine.wording != claim.wording:
        parts.append(f"“{one_line(machine.wording)}”")
    if machine is not None and links(machine) != links(claim):
        parts.append(chain(machine))
    if machine is not None and machine.polarity is not claim.polarity:
        parts.append(machine.polarity.value)
    return ", ".join(parts)


def manner(claim: Claim) -> str:
    """Polarity and modality where they are not the plain ones: `negative · possible`."""
    parts = [claim.polarity.value] if claim.polarity.value != "positive" else []
    parts += [claim.modality.value] if claim.modality.value != "actual" else []
    return " · ".join(parts)


def grade_words(grade: str | None) -> str:
    """The Admiralty grade with its meaning: `B2 usually reliable, probably true`."""
    return f"{one_line(grade.upper())} {grade_meaning(grade)}" if grade else ""


def evidence_line(evidence: Evidence) -> str:
    """One piece of evidence on one line: stance, grade, what, where in it."""
    reference = evidence.reference
    title = reference.title or reference.url_typed or reference.url or "no address"
    parts = [
        STANCE_WORDS[evidence.stance],
        (evidence.grade or "").upper(),
        title,
        reference.publisher or "",
        REFERENCE_WORDS[reference.kind] if reference.kind else "",
        evidence.locator or "",
    ]
    line = " · ".join(one_line(part) for part in parts if part)
    if not reference.protected:
        return line
    said = f", said to be: {one_line(reference.public_wording)}" if reference.public_wording else ""
    return f"{line} · protected{said}"


def evidence_rest(evidence: Evidence) -> list[str]:
    """What stands below a piece of evidence: quote, address, archive, note, day and reviewer."""
    reference = evidence.reference
    address = reference.url_typed or reference.url
    quote = f"“{one_line(evidence.quote)}”" if evidence.quote else ""
    archived = f"archived at {one_line(evidence.archive_url)}" if evidence.archive_url else ""
    shown_address = one_line(address) if address and reference.title else ""
    by = f"{one_line(evidence.reviewer)}, accessed {one_line(evidence.accessed or 'no day given')}"
    rest = [quote, shown_address, archived, one_line(evidence.note or ""), by]
    return [line for line in rest if line]


def when(at: str, now: datetime | None = None) -> str:
    """A stored UTC time in the reader's own zone: the hour today, else the day and the hour."""
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return one_line(at)
    today = (now or datetime.now().astimezone()).date()
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment:%Y-%m-%d %H:%M}"


def marked(status: Status, count: int) -> str:
    """What a status key did, such as `Marked false.`, for one claim or for several."""
    if count == 1:
        return f"Marked {STATUS_WORDS[status]}."
    return f"Marked {count} claims {STATUS_WORDS[status]}."


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 claim`, `12 claims`, `10,000 claims`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def with_place(view: ClaimView) -> str:
    """A claim with where it stands, for pasting: its words, then paragraph, title and outlet."""
    return citing.with_place(view.stored.claim, view.article.document, view.paragraph + 1)


def citation(view: ClaimView) -> str:
    """A claim as a source is cited: words, who said it, article, outlet and day, place, address."""
    return citing.citation(view.stored.claim, view.article.document, view.paragraph + 1)
