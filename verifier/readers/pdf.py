"""PDF: the text of its pages, paragraphs put together again, each page's beginning kept.

pypdf gives lines. Here running heads and page numbers go, words cut at a line's end are joined,
and lines become paragraphs by their length and end. Called in a process of its own (`apart`).
"""

from __future__ import annotations

import io
import logging
import re

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from claims.model import Document
from verifier.errors import Refused
from verifier.readers.clean import line_of, text_of
from verifier.readers.lines import joined, without_running_heads

logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

MOST_PAGES = 5_000
LONGEST = 16 * 2**20
"""Characters of a PDF's text at most: some 3 million words."""

_HEAD = 1024
"""Bytes that may stand before a PDF's own mark, as other readers allow."""

_AGAIN = "Print it to a new PDF, or export text."
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB06: "st"}
_NO_TITLE = re.compile(
    r"(microsoft (word|powerpoint|excel) - .*|untitled( document)?|.*\.(docx?|pdf|indd|qxd|tex|odt))",
    re.IGNORECASE,
)


def document(name: str, raw: bytes) -> Document:
    """A file's bytes as a document. Raises Refused for what is encrypted, a scan, empty, broken."""
    shown = "standard input" if name == "-" else name
    if b"%PDF-" not in raw[:_HEAD]:
        raise Refused(shown, "not a readable PDF (no %PDF- at its start)", _AGAIN)
    try:
        reader = PdfReader(io.BytesIO(raw))
        _unlock(reader, shown)
        pages = _pages(reader, shown)
    except PyPdfError as error:
        why = " ".join(str(error).split())[:60] or type(error).__name__
        raise Refused(shown, f"not a readable PDF ({why})", _AGAIN) from error
    text, starts = joined(without_running_heads(pages))
    if not text:  # where every page is one line, all of them look like running heads
        text, starts = joined(pages)
    if not text:
        if not pages:
            raise Refused(shown, "no pages in it", _AGAIN)
        reason = "no text in it, only pictures of pages"
        raise Refused(shown, reason, "Run text recognition (OCR) over it first.")
    title, author, date = _metadata(reader)
    anchors = tuple((start, f"p. {number}") for start, number in starts)
    return Document(name, text, title=title, author=author, published=date, anchors=anchors)


def _unlock(reader: PdfReader, shown: str) -> None:
    """Open what asks for no password. Raises Refused for the rest."""
    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("") is not PasswordType.NOT_DECRYPTED
    except DependencyError:
        opened = False
    if not opened:
        raise Refused(shown, "encrypted", "Save a copy without password.")


def _pages(reader: PdfReader, shown: str) -> list[list[str]]:
    """The lines of each page."""
    pages: list[list[str]] = []
    size = 0
    if len(reader.pages) > MOST_PAGES:
        raise Refused(shown, f"more than {MOST_PAGES:,} pages", "Split it into several files.")
    for page in reader.pages:
        words = text_of(page.extract_text()).translate(_LIGATURES)
        size += len(words)
        if size > LONGEST:
            reason = f"more than {LONGEST // 2**20} million characters"
            raise Refused(shown, reason, "Split it into several files.")
        pages.append([line.rstrip() for line in words.splitlines()])
    return pages


def _metadata(reader: PdfReader) -> tuple[str | None, str | None, str | None]:
    """Title, author and date, where the file tells them in words that can be believed."""
    try:
        known = reader.metadata
        title = line_of(known.title) if known else None
        author = line_of(known.author) if known else None
    except (PyPdfError, AttributeError, TypeError, ValueError):
        return None, None, None
    try:
        made = known.creation_date if known else None
    except (PyPdfError, AttributeError, TypeError, ValueError):
        made = None
    if title and _NO_TITLE.fullmatch(title):
        title = None
    return title, author, made.date().isoformat() if made else None
