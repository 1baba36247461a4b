"""What the line mode tells: a claim, its history, its article, as lines of safe text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verifier import beside
from verifier.coverage import coverage, told
from verifier.paragraphs import all_paragraphs
from verifier.phrases import did, when
from verifier.safe_text import one_line
from verifier.words import (
    QUOTE_WORDS,
    STANCE_WORDS,
    STATUS_WORDS,
    grade_meaning,
    links,
    wording,
    worth_shares,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.model import Span
    from db.records import Event, Evidence, StoredClaim, StoredDocument

_FOUND = 20_000
"""Characters on either side of a claim in which words of its article are looked for first."""


def claim_row(stored: StoredClaim) -> str:
    """A claim on one line: `Claim 12, reported 3/8, unreviewed: the words`."""
    level = f"{stored.claim.strength.value} {stored.claim.strength.rank}/8"
    status = beside.HIDDEN if stored.hidden else STATUS_WORDS[stored.status]
    return f"Claim {stored.id}, {level}, {status}: {wording(stored.claim)}"


def claim_lines(stored: StoredClaim, evidence: Sequence[Evidence]) -> Iterator[str]:
    """A claim with its document, its chain, the rule that decided, verdict and evidence."""
    claim = stored.claim
    yield claim_row(stored)
    yield f"  in {one_line(stored.document_name)}"
    yield f"  {' → '.join(links(claim)) or 'the writer’s own voice'}"
    manner = f"{claim.polarity.value}, {claim.modality.value}"
    yield f"  confidence {claim.confidence:.2f}, {manner}"
    shares = worth_shares(claim)
    yield f"  worth {claim.check_worthiness:.2f}{': ' if shares else ''}{shares}"
    if claim.rule:
        yield f"  why: {one_line(claim.rule)}"
    if stored.machine_strength is None:
        yield "  added by hand"
    elif stored.machine_strength is not claim.strength:
        yield f"  the machine read: {stored.machine_strength.value}"
    if stored.status.is_done and stored.reviewer:
        yield f"  {STATUS_WORDS[stored.status]} by {one_line(stored.reviewer)}"
    if stored.quote_check.value != "unchecked":
        yield f"  quote: {QUOTE_WORDS[stored.quote_check]}"
    for label, text in (("reason", stored.reason), ("note", stored.note)):
        if text:
            yield f"  {label}: {one_line(text)}"
    for piece in evidence:
        yield from evidence_lines(piece)


def evidence_lines(piece: Evidence) -> Iterator[str]:
    """A piece of evidence: what it is, then its address, quote, archive and note."""
    reference = piece.reference
    name = reference.title or reference.url_typed or reference.url or "no address"
    parts = [STANCE_WORDS[piece.stance], name, reference.publisher, piece.locator]
    shown = ", ".join(one_line(part) for part in parts if part)
    grade = f", {one_line(piece.grade)} {grade_meaning(piece.grade)}" if piece.grade else ""
    yield f"  evidence: {shown}{grade}"
    address = (reference.url_typed or reference.url) if reference.title else None
    quote = f"“{piece.quote}”" if piece.quote else None
    archive = f"archived at {piece.archive_url}" if piece.archive_url else None
    for text in (address, quote, archive, piece.note):
        if text:
            yield f"    {one_line(text)}"


def history_lines(events: Sequence[Event]) -> Iterator[str]:
    """What happened to a claim, the newest last."""
    for event in events:
        yield f"  {when(event.at)}  {one_line(event.reviewer)}  {did(event)}"


def article_lines(document: StoredDocument, claims: Sequence[StoredClaim]) -> Iterator[str]:
    """The whole article: numbered paragraphs, below each one the claims that begin in it."""
    title = document.title or document.name
    done = sum(row.status.is_done for row in claims)
    yield f"{one_line(title)}, {done} of {len(claims)} claims done"
    yield f"  {', '.join(told(coverage(document.text, claims)))}"
    left = sorted(claims, key=lambda row: (row.claim.span, row.id))
    for number, (start, end) in enumerate(all_paragraphs(document.text), 1):
        yield f"{number}  {one_line(document.text[start:end])}"
        while left and left[0].claim.span[0] < end:
            yield f"    {claim_row(left.pop(0))}"


def paragraph_of(text: str, span: Span) -> str:
    """The paragraph in which a span begins, with what the span adds to it."""
    for start, end in all_paragraphs(text):
        if span[0] < end:
            return text[min(start, span[0]) : max(end, span[1])]
    return text[slice(*span)]


def find_words(text: str, words: str, near: int) -> Span | None:
    """Where words stand in a text: nearest to an offset; case and the kind of blank aside."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    if not words.split():
        return None
    for low, high in ((near - _FOUND, near + _FOUND), (0, len(text))):
        spans = [found.span() for found in pattern.finditer(text, max(low, 0), high)]
        if spans:
            return min(spans, key=lambda span: abs(span[0] - near))
    return None
