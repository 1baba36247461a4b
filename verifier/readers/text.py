"""Plain text: UTF-8, its byte-order mark dropped, line ends untouched."""

from __future__ import annotations

from claims.model import Document
from verifier.errors import Refused

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def document(name: str, raw: bytes) -> Document:
    """A file's bytes as a document. Raises Refused for what is no text, or holds none."""
    return Document(name, decoded(name, raw))


def decoded(name: str, raw: bytes) -> str:
    """The text of UTF-8 bytes. Raises Refused, naming the first byte that does not fit."""
    shown = "standard input" if name == "-" else name
    if raw.startswith(_UTF16):
        raise Refused(shown, "UTF-16, not UTF-8", "Save it as UTF-8.")
    if raw.startswith(b"{\\rtf"):
        raise Refused(shown, "RTF, not text", "Save it as DOCX or text.")
    place = raw.find(b"\0")
    if place >= 0:
        raise Refused(shown, f"binary, not text (a NUL at byte {place})", "Export it as text.")
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        byte = f"0x{raw[error.start]:02X} at byte {error.start}"
        raise Refused(shown, f"not UTF-8 ({byte})", "Save it as UTF-8.") from error
    if not text.strip():
        raise Refused(shown, "empty")
    return text
