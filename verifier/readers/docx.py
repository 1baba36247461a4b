"""DOCX: paragraphs and tables in the order of the page, each paragraph's number kept.

Called in a process of its own (`apart`). Footnotes, comments and deleted text are left out,
inserted text is taken.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from itertools import groupby
from typing import TYPE_CHECKING

import docx as library
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from claims.model import Document
from verifier.errors import Refused
from verifier.readers.clean import line_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from claims.model import Anchor

MOST_MEMBERS = 2_000
MOST_BYTES = 100 * 2**20
MOST_RATIO = 200
"""Limits on what a file unpacks to, counted while it is unpacked: headers lie."""

_BEFORE_2007 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a DOC begins, and a DOCX with a password, which is wrapped like one."""

_AGAIN = "Save it again, or export text."
_CHUNK = 2**16
_MAIN = "word/document.xml"
_OUTSIDE = (qn("w:txbxContent"), qn("w:del"), qn("w:moveFrom"))
_SPACES = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_MADE_UP = {"python-docx", "Word Document"}
_TEMPLATE = "2013-12-23"
"""What python-docx puts into the properties of files it makes, or that a file lacks."""


def document(name: str, raw: bytes) -> Document:
    """A file's bytes as a document. Raises Refused for what is no DOCX, empty, or a bomb."""
    shown = "standard input" if name == "-" else name
    if raw.startswith(_BEFORE_2007):
        raise Refused(shown, "not a DOCX: encrypted, or an older DOC", "Save it as a plain DOCX.")
    _check(raw, shown)
    try:
        opened = library.Document(io.BytesIO(raw))
        properties = opened.core_properties
        title, author = line_of(properties.title), line_of(properties.author)
        date = properties.created.date().isoformat() if properties.created else None
        found = list(_paragraphs(opened.element.body))
    except (OpcError, etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise Refused(shown, f"not a readable DOCX ({type(error).__name__})", _AGAIN) from error
    if not found:
        raise Refused(shown, "no text in it", "Export its text, or run text recognition over it.")
    text, anchors = _joined(found)
    is_known = date != _TEMPLATE and not {title, author} & _MADE_UP
    return Document(
        name,
        text,
        title=title if title not in _MADE_UP else None,
        author=author if author not in _MADE_UP else None,
        published=date if is_known else None,
        anchors=anchors,
    )


def _check(raw: bytes, shown: str) -> None:
    """Unpack once and keep nothing. Raises Refused for a bomb, an odd XML, or no DOCX at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            members = packed.infolist()
            if len(members) > MOST_MEMBERS:
                raise Refused(shown, f"more than {MOST_MEMBERS:,} files in it", _AGAIN)
            if _MAIN not in packed.namelist():
                raise Refused(shown, f"not a readable DOCX (no {_MAIN})", _AGAIN)
            size = 0
            for member in members:
                size = _unpacked(packed, member, size, len(raw), shown)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise Refused(shown, "not a readable DOCX (a broken archive)", _AGAIN) from error
    except RuntimeError as error:  # zipfile's word for a member that asks for a password
        raise Refused(shown, "encrypted", "Save a copy without password.") from error


def _unpacked(
    packed: zipfile.ZipFile, member: zipfile.ZipInfo, size: int, packed_size: int, shown: str
) -> int:
    """Count a member's bytes onto size. Raises Refused where they are too many."""
    before = b""
    with packed.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > MOST_BYTES:
                reason = f"unpacks to more than {MOST_BYTES // 2**20} MiB"
                raise Refused(shown, reason, _AGAIN)
            if size > max(MOST_RATIO * packed_size, 2**20):
                raise Refused(shown, f"unpacks to {MOST_RATIO} times its size", _AGAIN)
            plain = (before + chunk).replace(b"\0", b"")
            if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                raise Refused(shown, "holds XML entities, which no DOCX needs", _AGAIN)
            before = chunk[-32:]
    return size


def _joined(found: list[str]) -> tuple[str, tuple[Anchor, ...]]:
    anchors: list[Anchor] = []
    at = 0
    for number, words in enumerate(found, 1):
        anchors.append((at, f"para. {number}"))
        at += len(words) + 2
    return "\n\n".join(found), tuple(anchors)


def _paragraphs(body: Any) -> Iterator[str]:
    """Paragraphs with words in them; of a table, a line for each row, cells parted by `|`."""
    for row, of_row in groupby(body.iter(qn("w:p")), key=_row):
        if row is None:
            words = [_words(paragraph) for paragraph in of_row]
        else:
            cells = groupby(of_row, key=lambda paragraph: next(paragraph.iterancestors(qn("w:tc"))))
            texts = [" ".join(filter(None, map(_words, cell))) for _, cell in cells]
            words = [" | ".join(filter(None, texts))]
        yield from filter(None, words)


def _row(paragraph: Any) -> Any:
    """The outermost table row that a paragraph stands in, or None."""
    rows = list(paragraph.iterancestors(qn("w:tr")))
    return rows[-1] if rows else None


def _words(paragraph: Any) -> str:
    if next(paragraph.iterancestors(*_OUTSIDE), None) is not None:
        return ""
    pieces = [
        _SPACES.get(part.tag) or part.text or ""
        for part in paragraph.iter(qn("w:t"), *_SPACES)
        if next(part.iterancestors(*_OUTSIDE), None) is None
    ]
    return text_of("".join(pieces)).strip()
