"""RSS and Atom files: a document an entry.

Called in a process of its own (`apart`).
"""

from __future__ import annotations

import io
import re
import time
from html.entities import name2codepoint
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from xml.sax import SAXParseException

import feedparser

from claims.model import Document
from verifier.errors import Refused
from verifier.readers.clean import line_of, text_of
from verifier.readers.fragment import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_NAME_AND_MORE = re.compile(r"([^()]+) \(([^()]+)\)")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}
_AGAIN = "Save it again from its address."


def documents(name: str, raw: bytes) -> Iterator[Document | Refused]:
    """The entries of a feed, and what was refused of it. Raises Refused for what is no feed."""
    shown = "standard input" if name == "-" else name
    # Given a text, feedparser would open a file or an address of that name; a stream is only read.
    stream = io.BytesIO(_NAMED.sub(_numbered, raw))
    found: Any = feedparser.parse(stream, resolve_relative_uris=False, sanitize_html=False)
    if not found.version:
        raise Refused(shown, "not an RSS or Atom feed", _AGAIN)
    if not found.entries:
        raise Refused(shown, "no entries in it", _AGAIN)
    feed = found.feed
    for number, entry in enumerate(found.entries, 1):
        title = words_of(entry.get("title", ""))
        text = _text(entry) or title
        if not text:
            yield Refused(f"{shown}:{number}", "an entry without text")
            continue
        yield Document(
            f"{name}:{number}",
            text,
            title=line_of(title),
            url=_address(entry.get("link"), feed.get("link")),
            published=_date(entry.get("published_parsed") or entry.get("updated_parsed")),
            publisher=line_of(words_of(feed.get("title", ""))),
            author=_author(entry),
        )
    error = found.get("bozo_exception")
    if isinstance(error, SAXParseException):
        reason = f"broken at line {error.getLineNumber()}; only what stands whole before it is sure"
        yield Refused(shown, reason, _AGAIN)


def _numbered(match: re.Match[bytes]) -> bytes:
    """HTML's name for a sign as XML may write it; `&nbsp;` would stop an XML parser."""
    name = match[1].decode("ascii")
    code = None if name in _OF_XML else name2codepoint.get(name)
    return match[0] if code is None else b"&#%d;" % code


def _text(entry: Any) -> str:
    """The whole text where the feed carries it, else its summary."""
    parts = [part for part in entry.get("content", ()) if part.get("value")]
    if not parts and entry.get("summary"):
        parts = [entry.get("summary_detail") or {"value": entry.get("summary")}]
    return "\n\n".join(filter(None, map(_words, parts)))


def _words(part: Any) -> str:
    value = part.get("value", "")
    plain = part.get("type") == "text/plain" and "</" not in value
    return text_of(value).strip() if plain else words_of(value)


def _author(entry: Any) -> str | None:
    """The name of `name`, `name (address)` or `address (name)`."""
    words = line_of(words_of(entry.get("author", "")))
    found = _NAME_AND_MORE.fullmatch(words or "")
    if found is None:
        return words
    return found[1] if "@" in found[2] else found[2]


def _address(link: Any, base: Any) -> str | None:
    if not link:
        return None
    try:
        whole = urljoin(str(base or ""), str(link))
        is_web = urlsplit(whole).scheme in {"http", "https"}
    except ValueError:
        return None
    return line_of(whole) if is_web else None


def _date(moment: Any) -> str | None:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", moment) if moment else None
