"""Web pages: the article without menus and advertisements, with what the page says of itself."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from trafilatura import bare_extraction

from claims.model import Document
from verifier.errors import Refused

if TYPE_CHECKING:
    from typing import Any

for _library in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
    # They narrate on standard error, in words of their own.
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)

# XML knows no such characters, and one of them makes trafilatura give up on the whole page.
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_REFERENCES = re.compile(rb"&#(?:0*(\d{1,7})|[xX]0*([0-9A-Fa-f]{1,6}));?")
_DATES = {"original_date": True, "extensive_search": False}
_MIXED_BLANKS = re.compile(r"[ \t]*\n\s*")


def document(name: str, raw: bytes) -> Document:
    """A page's article as text, a blank line between paragraphs.

    Raises Refused for a page without an article.
    """
    shown = "standard input" if name == "-" else name
    if not raw.strip():
        raise Refused(shown, "empty")
    if b"\0" in raw:
        raise Refused(shown, "binary, not a web page (holds a NUL)", "Save it again as UTF-8.")
    page = _CONTROL_REFERENCES.sub(_without_controls, _CONTROLS.sub(b"", raw))
    found: Any = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=_DATES,
    )
    text = _MIXED_BLANKS.sub("\n\n", (found.text or "").strip()) if found else ""
    if not text:
        raise Refused(shown, "no article found in the page", "Copy its text into a .txt file.")
    return Document(
        name,
        text,
        title=found.title or None,
        url=found.url or None,
        published=found.date or None,
        publisher=found.sitename or None,
        author=found.author or None,
    )


def _without_controls(match: re.Match[bytes]) -> bytes:
    code = int(match[1]) if match[1] else int(match[2], 16)
    is_control = code < 0x20 and code not in {0x09, 0x0A, 0x0D}
    return b"" if is_control or code == 0x7F or 0xD800 <= code <= 0xDFFF else match[0]
