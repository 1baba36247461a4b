"""A claim as it is cited: its words, who said it, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.safe_text import one_line
from verifier.words import said_by, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.model import Claim
    from db.records import StoredDocument


def document_line(document: StoredDocument) -> tuple[str, str]:
    """The article's title, and the outlet with the day, both safe to show."""
    title = one_line(document.title or document.name)
    outlet = [one_line(part) for part in (document.publisher, document.published) if part]
    return title, " · ".join(outlet)


def locator(number: int, texts: Sequence[str]) -> str:
    """How a claim is cited: its document, its paragraph's number, its words."""
    return " · ".join([f"paragraph {number}", *(one_line(text) for text in texts if text)])


def with_place(claim: Claim, document: StoredDocument, paragraph: int) -> str:
    """A claim with where it stands, for pasting: its words, then paragraph, title and outlet."""
    title, outlet = document_line(document)
    return f"“{wording(claim)}” ({locator(paragraph, [title, outlet])})"


def citation(claim: Claim, document: StoredDocument, paragraph: int) -> str:
    """A claim as a source is cited: words, who said it, article, outlet and day, place, address."""
    title, outlet = document_line(document)
    speakers = ", ".join(said_by(claim))
    parts = [
        f"“{wording(claim)}”" + (f", said by {speakers}" if speakers else ""),
        title,
        one_line(document.author or ""),
        outlet.replace(" · ", ", "),
        f"paragraph {paragraph}",
        one_line(document.url or ""),
    ]
    return ". ".join(part for part in parts if part)
