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
}
"""What a folder is searched for; any other name given by hand is read as plain text."""

UNREADABLE = {
    "pdf": ("PDF is not readable yet", "Export it as text."),
    "docx": ("DOCX is not readable yet", "Export it as text."),
}
"""Reason and remedy for formats that are known but can't be read."""

MAGIC = {b"%PDF-": "pdf", b"PK\x03\x04": "docx"}
"""First bytes that tell a format whatever the name says."""


def format_of(path: str) -> str:
    """`text`, `markdown`, `html`, `jsonl`, `pdf` or `docx`, by the name's suffix."""
    return SUFFIXES.get(suffix(path), "text")


def suffix(path: str) -> str:
    """Give the name's ending from its last dot, in lower case."""
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - a Path would change `./a.txt`
