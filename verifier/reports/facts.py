"""What is known of a claim, of a piece of evidence and of the whole report, line by line, in words.

The readable formats all show these lines, each in its own dress. Every value is safe to show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from db.records import SignOff
from verifier import beside
from verifier.reports import words
from verifier.reports.arrange import count, reviewers
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Evidence, StoredDocument
    from verifier.reports.arrange import Numbered, Section
    from verifier.reports.model import ReportData


class Fact(NamedTuple):
    """A line: what it tells of, and what."""

    name: str
    value: str

    @property
    def words(self) -> str:
        """Both on one line where the value alone does not tell what it is: `seen 4 May 2026`."""
        return (
            self.value
            if self.name in {"kind", "quote", "note", "place"}
            else f"{self.name} {self.value}"
        )


def of_report(data: ReportData, found: tuple[Section, ...]) -> Iterator[Fact]:
    """Tell which claims the report shows, how far they are done, by whom, when, from which log."""
    counts = count(found)
    yield Fact("Selection", words.selection(data))
    yield Fact("Done", f"{counts.done} of {counts.to_do} claims of body and headline")
    if signed := _signed(found):
        yield Fact("Signed off", signed)
    names = ", ".join(one_line(name) for name in reviewers(found))
    if names:
        yield Fact("Reviewed by", names)
    maker = f", by {one_line(data.reviewer)}" if data.reviewer else ""
    yield Fact("Made", f"{words.date(data.generated_at)}{maker}")
    if data.publisher.name:
        yield Fact("Published by", one_line(data.publisher.name))
    if data.log_head is not None:
        yield Fact("Log", f"event {data.log_head.id}, {one_line(data.log_head.hash)}")


def _signed(found: tuple[Section, ...]) -> str:
    """Tell how many of the verdicts a second person signed; empty without a verdict."""
    stored = [item.claim.stored for section in found for item in section.claims]
    verdicts = [one for one in stored if one.status.is_verdict]
    if not verdicts:
        return ""
    signed = sum(one.sign_off is SignOff.YES for one in verdicts)
    stale = sum(one.sign_off is SignOff.STALE for one in verdicts)
    told = f"{signed} of {len(verdicts)} verdicts"
    return f"{told}; {stale} changed since they were signed" if stale else told


def of_document(document: StoredDocument) -> str:
    """Tell who wrote an article, where it stood and when, as far as known."""
    known = (document.author, document.publisher, words.date(document.published))
    return ", ".join(one_line(part) for part in known if part)


def of_claim(item: Numbered) -> Iterator[Fact]:
    """Tell what is known of a claim but its words, level, status and reason."""
    stored = item.claim.stored
    claim = stored.claim
    if judged := _judged(item):
        yield Fact("Judged", judged)
    if stored.signed_by:
        yield Fact("Signed off", beside.sign_off(stored, words.date))
    yield Fact("Said by", " → ".join(words.links(claim)) or "the writer")
    yield Fact("In the text", _in_text(item))
    if claim.rule:
        yield Fact("Why this level", one_line(claim.rule))
    if stored.machine_strength is None:
        yield Fact("Added by hand", one_line(stored.reviewer or "yes"))
    elif stored.machine_strength is not claim.strength:
        yield Fact("Level corrected", f"the program had said {stored.machine_strength.value}")
    sure = f"{claim.confidence:.2f}, {claim.polarity.value}, {claim.modality.value}"
    yield Fact("Confidence", sure)
    if stored.quote_check.value != "unchecked":
        yield Fact("Quotation", words.QUOTE_WORDS[stored.quote_check])
    for reply in item.claim.replies:
        yield Fact("Right of reply", beside.reply(reply, day=words.date))
    for read in item.claim.readings:
        yield Fact("Second reading", beside.second(read, words.date))
    if item.claim.published_at:
        yield Fact("Published", f"first {words.date(item.claim.published_at)}")
    for one in item.claim.corrections:
        yield Fact("Corrected", words.correction(one))
    if flagged := words.flagged(item.claim):
        yield Fact("Look at", flagged)
    if item.claim.also_in:
        yield Fact("Also in", "; ".join(words.article(one) for one in item.claim.also_in))
    if stored.note:
        yield Fact("Note", one_line(stored.note))
    place = f"{words.ZONE_WORD[claim.zone]}, characters {claim.span[0]} to {claim.span[1]}"
    yield Fact("In the database", f"claim {stored.id}, {place}")


def _judged(item: Numbered) -> str:
    """Tell who gave the verdict that holds, and when; empty without one."""
    known = (item.claim.verdict_by, words.date(item.claim.verdict_at))
    told = ", ".join(one_line(part) for part in known if part)
    return f"by {told}" if item.claim.verdict_by else told


def _in_text(item: Numbered) -> str:
    """Tell where the claim stands, and the sentence around its words."""
    page = f"{one_line(item.page)}, " if item.page else ""
    context = f": {one_line(item.context)}" if item.context else ""
    return f"{page}paragraph {item.paragraph}{context}"


def of_evidence(piece: Evidence) -> Iterator[Fact]:
    """Tell of a piece of evidence what stands beside its name: kind, place, quote, note, day."""
    if piece.reference.kind:
        yield Fact("kind", words.REFERENCE_WORDS[piece.reference.kind])
    if piece.locator:
        yield Fact("place", one_line(piece.locator))
    if piece.quote:
        yield Fact("quote", f"“{one_line(piece.quote)}”")
    if piece.note:
        yield Fact("note", one_line(piece.note))
    if piece.accessed:
        yield Fact("seen", words.seen(piece))
