"""What the screen says about a claim, in words: pure functions from records to short sentences."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from claims.model import Stance, Strength
from db.records import EvidenceStance, QuoteCheck, Status
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.model import Attribution, Claim
    from db.records import Evidence, StoredClaim, StoredDocument

BARS = "▁▂▃▄▅▆▇█"
STATUSES = tuple(Status)
SIGNS = {
    Status.UNREVIEWED: "·",
    Status.CHECKING: "…",
    Status.VERIFIED: "✓",
    Status.FALSE: "✗",
    Status.MISLEADING: "~",
    Status.DISPUTED: "!",
    Status.UNVERIFIABLE: "?",
    Status.SET_ASIDE: "–",
}
STATUS_WORDS = {status: status.value.replace("-", " ") for status in Status}
QUOTE_WORDS = {
    QuoteCheck.UNCHECKED: "not checked",
    QuoteCheck.EXACT: "said, in these words",
    QuoteCheck.ALTERED: "said, in other words",
    QuoteCheck.NOT_FOUND: "not found",
}
STANCE_WORDS = {
    EvidenceStance.SUPPORTS: "supports",
    EvidenceStance.REFUTES: "refutes",
    EvidenceStance.CONTEXT: "context",
}
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability unknown",
}
CREDIBILITY = {
    "1": "confirmed elsewhere",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth unknown",
}
ORDERS = ("document", "worth", "confidence", "changed", "relevance")
ORDER_WORDS = {
    "document": "in the order of the text",
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


def is_denied(claim: Claim) -> bool:
    """Whether the claim's chain denies its words: an odd number of denying links."""
    return sum(link.stance is Stance.DENIES for link in claim.attributions) % 2 == 1


def shown_wording(claim: Claim) -> str:
    """The claim's words for people, *denied:* before them where the chain denies. Safe to show."""
    words = one_line(claim.wording)
    return f"denied: {words}" if is_denied(claim) else words


def said_by(claim: Claim) -> list[str]:
    """Who is said to have said it, outermost first; empty for the writer's own voice."""
    return [_source(link) for link in claim.attributions if link.source_text]


def _source(link: Attribution) -> str:
    name = one_line(link.source_text or "")
    known = f" ({one_line(link.resolved.text)})" if link.resolved else ""
    return name + known


def chain(claim: Claim) -> str:
    """The chain in words, outermost first: `reportedly (reported) → the agency said (named)`."""
    if not claim.attributions:
        return "the writer's own voice"
    return " → ".join(_link(link) for link in claim.attributions)


def _link(link: Attribution) -> str:
    cue = f"“{one_line(link.cue_text)}”" if link.cue_text else ""
    source = _source(link) if link.source_text else ""
    named = " ".join(part for part in (source, cue) if part) or "a quotation"
    return f"{named} ({_kind(link)}{link.strength.value})"


def _kind(link: Attribution) -> str:
    stance = "" if link.stance is Stance.ASSERTS else f"{link.stance.value}, "
    return f"{link.source_kind.value}, {stance}" if link.source_text else stance


def machine_words(stored: StoredClaim) -> str:
    """What the machine read where a reviewer changed it, or that a reviewer added the claim."""
    if stored.machine_strength is None:
        return "added by hand"
    parts = []
    if stored.machine_strength is not stored.claim.strength:
        parts.append(level_words(stored.machine_strength))
    if stored.machine is not None and stored.machine.wording != stored.claim.wording:
        parts.append(f"“{one_line(stored.machine.wording)}”")
    return ", ".join(parts)


def manner(claim: Claim) -> str:
    """Polarity and modality where they are not the plain ones: `negative · possible`."""
    parts = [claim.polarity.value] if claim.polarity.value != "positive" else []
    parts += [claim.modality.value] if claim.modality.value != "actual" else []
    return " · ".join(parts)


def grade_words(grade: str | None) -> str:
    """The Admiralty grade with its meaning: `B2 usually reliable, probably true`."""
    if not grade:
        return ""
    letter, digit = grade[:1].upper(), grade[1:2]
    meanings = [RELIABILITY.get(letter, ""), CREDIBILITY.get(digit, "")]
    return f"{one_line(grade.upper())} " + ", ".join(part for part in meanings if part)


def evidence_line(evidence: Evidence) -> str:
    """One piece of evidence on one line: stance, grade, what, where in it."""
    reference = evidence.reference
    title = reference.title or reference.url_typed or reference.url or "no address"
    parts = [
        STANCE_WORDS[evidence.stance],
        (evidence.grade or "").upper(),
        title,
        reference.publisher or "",
        evidence.locator or "",
    ]
    line = " · ".join(one_line(part) for part in parts if part)
    return f"{line} · protected" if reference.protected else line


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


def document_line(document: StoredDocument) -> tuple[str, str]:
    """The article's title, and the outlet with the day, both safe to show."""
    title = one_line(document.title or document.name)
    outlet = [one_line(part) for part in (document.publisher, document.published) if part]
    return title, " · ".join(outlet)


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


def locator(number: int, texts: Sequence[str]) -> str:
    """How a claim is cited: its document, its paragraph's number, its words."""
    return " · ".join([f"paragraph {number}", *(one_line(text) for text in texts if text)])
