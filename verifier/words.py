"""The words for what is stored, as the screen, the commands and the reports all say them.

Pure functions and tables over records; whatever comes from outside is made safe to show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.model import Quotation, SourceKind, Stance
from db.records import EvidenceStance, QuoteCheck, ReferenceKind, Status
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from claims.model import Attribution, Claim

_SEEN = 0.005
"""A smaller share would be shown as nothing."""

STATUS_WORDS = {status: status.value.replace("-", " ") for status in Status}

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
"""A status as one character; its word stands beside it wherever there is room."""

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

REFERENCE_WORDS = {
    ReferenceKind.DOCUMENT: "document",
    ReferenceKind.DATA: "data",
    ReferenceKind.PERSON: "person",
    ReferenceKind.OUTLET: "outlet",
    ReferenceKind.SOCIAL: "social post",
    ReferenceKind.IMAGE: "image or video",
    ReferenceKind.OWN: "own reporting",
}

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""The letters of the Admiralty code: the reference's record."""

CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
"""Its digits: this piece of evidence by itself."""


def is_denied(claim: Claim) -> bool:
    """Whether the claim's chain denies its words: an odd number of denying links."""
    return sum(link.stance is Stance.DENIES for link in claim.attributions) % 2 == 1


def wording(claim: Claim) -> str:
    """The claim's words on one safe line, *denied:* before them where the chain denies."""
    words = one_line(claim.wording)
    return f"denied: {words}" if is_denied(claim) else words


def said_by(claim: Claim) -> list[str]:
    """Who is said to have said it, outermost first; empty for the writer's own voice."""
    return [source(link) for link in claim.attributions if link.source_text]


def links(claim: Claim) -> list[str]:
    """Each link of the chain in words, outermost first: `The agency “told” (organisation, named)`."""
    return [_link(link) for link in claim.attributions]


def source(link: Attribution) -> str:
    """A link's source as the text names it, with a pronoun's antecedent; empty without any."""
    name = one_line(link.source_text or "").strip(" ,")
    if link.resolved is not None and link.resolved.text != link.source_text:
        return f"{name} ({one_line(link.resolved.text)})"
    return name


def worth_shares(claim: Claim, width: int | None = None) -> str:
    """What the check-worthiness is made of, `numbers +.21, any claim +.09`; empty where not known.

    Shares below half a hundredth are left out; with a width in characters the smallest of those that
    do not fit are added up as the rest.
    """
    shares = [pair for pair in claim.worth_parts if abs(pair[1]) >= _SEEN]
    shown = len(shares)
    while True:
        rest = sum(share for _, share in shares[shown:])
        told = [*shares[:shown], ("the rest", rest)] if shown < len(shares) else shares
        line = ", ".join(f"{name} {_share(share)}" for name, share in told)
        if width is None or len(line) <= width or shown <= 1:
            return line
        shown -= 1


def _share(value: float) -> str:
    """A share with its sign, two places: `+.21`, `−.03`."""
    sign = "−" if value < 0 else "+"
    return sign + f"{abs(value):.2f}".removeprefix("0")


def grade_meaning(grade: str | None) -> str:
    """An Admiralty grade in words: `usually reliable, probably true` for `B2`; empty for none."""
    letter, digit = (grade or "")[:1].upper(), (grade or "")[1:]
    return ", ".join(part for part in (RELIABILITY.get(letter), CREDIBILITY.get(digit)) if part)


def _link(link: Attribution) -> str:
    cue = f"“{one_line(link.cue_text)}”" if link.cue_text else ""
    said = " ".join(part for part in (source(link), cue) if part) or _bare(link)
    notes = [] if link.source_kind is SourceKind.NONE else [_kind(link.source_kind)]
    if link.stance is not Stance.ASSERTS:
        notes.append(link.stance.value)
    return f"{said} ({', '.join([*notes, link.strength.value])})"


def _kind(kind: SourceKind) -> str:
    return "not identified" if kind is SourceKind.UNNAMED else kind.value


def _bare(link: Attribution) -> str:
    return "in a quotation" if link.quotation is not Quotation.NONE else "by the context"
