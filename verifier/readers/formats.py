"""Which reader a file's name asks for."""

from __future__ import annotations

import os.path

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "mail",
    ".rss": "feed",
    ".atom": "feed",
    ".warc": "warc",
    ".warc.gz": "warc",
}
"""What a folder is searched for; any other name given by hand is read as plain text."""

BY_HAND = {".xml": "feed"}
"""Read where a file is named, but not looked for: most such files hold no text for people."""

MAGIC = {
    b"%PDF-": "pdf",
    b"PK\x03\x04": "docx",
    b"WARC/": "warc",
    b"<?xml": "feed",
    b"<rss": "feed",
    b"<feed": "feed",
}
"""First bytes that tell a format where the name tells none."""

SEVERAL = {"jsonl", "feed", "warc"}
"""Formats that hold several documents."""


def format_of(path: str) -> str:
    """The format by the name's suffix: a value of SUFFIXES, `text` for any other name."""
    ending = suffix(path)
    return SUFFIXES.get(ending) or BY_HAND.get(ending, "text")


def suffix(path: str) -> str:
    """Give the name's ending from its last dot, in lower case; of `a.warc.gz` both endings."""
    if path.lower().endswith(".warc.gz"):
        return ".warc.gz"
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - a Path would change `./a.txt`


def in_fact(kind: str, raw: bytes) -> str:
    """The format of a file that its name takes for a PDF or DOCX, and that may be the other."""
    told = told_by(raw)
    return told if told in {"pdf", "docx"} and kind != "feed" else kind


def told_by(raw: bytes) -> str | None:
    """The format that the first bytes tell, None for text."""
    return next((kind for magic, kind in MAGIC.items() if raw.startswith(magic)), None)
