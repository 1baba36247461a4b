"""Markdown: front matter as metadata, the rest as the paragraphs a reader sees."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import frontmatter
import yaml
from markdown_it import MarkdownIt

from claims.model import Document
from verifier.errors import Refused
from verifier.readers.text import decoded

if TYPE_CHECKING:
    from markdown_it.token import Token

_FIELDS = {
    "title": ("title", "headline"),
    "url": ("url", "canonical_url", "canonical"),
    "published": ("published", "date"),
    "publisher": ("publisher", "site_name"),
    "author": ("author", "authors", "byline"),
}
_PARSER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def document(name: str, raw: bytes) -> Document:
    """A file's bytes as a document. Raises Refused for what is no text, or holds none.

    The text is the rendered one, a blank line between paragraphs; code and comments are left out.
    """
    shown = "standard input" if name == "-" else name
    whole = decoded(name, raw)
    try:
        metadata, body = frontmatter.parse(whole)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        place = shown if line is None else f"{shown}:{line + 2}"
        raise Refused(place, "front matter is not YAML", "Correct or remove it.") from error
    try:
        tokens = _PARSER.parse(body)
    except RecursionError as error:
        raise Refused(shown, "nested too deep", "Export it as text.") from error
    text = "\n\n".join(_paragraphs(tokens))
    if not text:
        raise Refused(shown, "empty")
    known: dict[str, Any] = {field: _first(metadata, keys) for field, keys in _FIELDS.items()}
    known["title"] = known["title"] or _heading(tokens)
    return Document(name, text, **known)


def _paragraphs(tokens: list[Token]) -> list[str]:
    found = []
    for token in tokens:
        if token.type == "inline":
            words = _inline(token.children or [])
        elif token.type == "html_block":
            words = _without_tags(token.content)
        else:
            continue
        if words.strip():
            found.append(words.strip())
    return found


def _inline(tokens: list[Token]) -> str:
    """The words of a paragraph: marks dropped, soft line ends as blanks, pictures by their text."""
    pieces = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            pieces.append(token.content)
        elif token.type == "softbreak":
            pieces.append(" ")
        elif token.type == "hardbreak":
            pieces.append("\n")
        elif token.type == "image":
            pieces.append(token.content)
    return "".join(pieces)


def _heading(tokens: list[Token]) -> str | None:
    """The words of the first top heading."""
    for token, following in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return _inline(following.children or []).strip() or None
    return None


def _first(metadata: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = metadata.get(key)
        values = value if isinstance(value, list) else [value]
        words = [_scalar(item) for item in values[:20]]
        joined = ", ".join(word for word in words if word)
        if joined:
            return joined
    return None


def _scalar(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.replace("\0", "").strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


class _Words(HTMLParser):
    """The text between the tags of an HTML block."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def _without_tags(html: str) -> str:
    words = _Words()
    words.feed(html)
    words.close()
    return " ".join("".join(words.pieces).split())
