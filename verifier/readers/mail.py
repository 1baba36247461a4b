"""Mails (`.eml`): all their text in order, of alternatives the plain one. Attachments stay out."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from claims.model import Document
from verifier.errors import Refused
from verifier.readers.clean import line_of, text_of

_AGAIN = "Save it again, or copy its text."
_LONGEST_HEADER = 2_000


def document(name: str, raw: bytes) -> Document:
    """A mail's bytes as a document, the sender as its author. Raises Refused for one without text."""
    shown = "standard input" if name == "-" else name
    if not raw.strip():
        raise Refused(shown, "empty")
    try:
        mail = message_from_bytes(raw)
        texts = _texts(name, mail)
    except RecursionError as error:
        raise Refused(shown, "nested too deep", _AGAIN) from error
    if not mail.keys() or not (mail["from"] or mail["subject"] or mail["date"]):
        raise Refused(shown, "not a mail (no From, Subject or Date)", _AGAIN)
    text = "\n\n".join(filter(None, texts))
    if not text:
        raise Refused(shown, "no text in the mail", _AGAIN)
    sender, address = parseaddr(_header(mail, "from") or "")
    return Document(
        name,
        text,
        title=_header(mail, "subject"),
        author=line_of(sender) or line_of(address),
        published=_date(mail),
    )


def _texts(name: str, part: Message) -> list[str]:
    """The texts of a part in their order: every one beside the others, of alternatives one."""
    kind = part.get_content_type()
    if part.get_content_disposition() == "attachment":
        return []
    if part.is_multipart():
        parts = [one for one in part.get_payload() if isinstance(one, Message)]
        if kind != "multipart/alternative":
            return [text for one in parts for text in _texts(name, one)]
        parts.sort(key=lambda one: one.get_content_type() != "text/plain")
        return next(filter(None, (_texts(name, one) for one in parts)), [])
    if kind not in {"text/plain", "text/html"} or part.get_filename():
        return []
    words = text_of(_decoded(part)).replace("\r\n", "\n").strip()
    return [_from_html(name, words) if kind == "text/html" else words]


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    for charset in (str(part.get_content_charset() or "utf-8"), "utf-8", "cp1252"):
        try:
            return payload.decode(charset)
        except (LookupError, ValueError):
            continue
    return payload.decode("utf-8", "replace")


def _from_html(name: str, page: str) -> str:
    """The article of a newsletter, or all words of the mail where none is found."""
    if not page:
        return ""
    from verifier.readers import apart, fragment  # noqa: PLC0415 - only for mails without text

    try:
        return apart.page(name, page.encode()).text
    except Refused:
        return fragment.words_of(page)


def _header(mail: Message, field: str) -> str | None:
    """A header's words, decoded, on one line."""
    value = mail[field]
    if value is None:
        return None
    try:
        parts = decode_header(str(value)[:_LONGEST_HEADER])
    except (HeaderParseError, ValueError):
        return line_of(str(value))
    words = []
    for part, charset in parts:
        if isinstance(part, str):
            words.append(part)
            continue
        try:
            words.append(part.decode(charset or "utf-8", "replace"))
        except (LookupError, ValueError):
            words.append(part.decode("utf-8", "replace"))
    return line_of("".join(words))


def _date(mail: Message) -> str | None:
    try:
        return parsedate_to_datetime(str(mail["date"])[:_LONGEST_HEADER]).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
