"""The one place that makes text of unknown origin safe to show.

Article text, titles, addresses, notes and file names may carry escape codes that command a
terminal (CVE-2009-4487) or direction overrides that reorder what is read (CVE-2021-42574).
Stored text stays as it came; what is shown goes through here.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

_MARKS = {
    0x00AD: "⟨SHY⟩",
    0x061C: "⟨ALM⟩",
    0x180E: "⟨MVS⟩",
    0x200B: "⟨ZWSP⟩",
    0x200C: "⟨ZWNJ⟩",
    0x200D: "⟨ZWJ⟩",
    0x200E: "⟨LRM⟩",
    0x200F: "⟨RLM⟩",
    0x202A: "⟨LRE⟩",
    0x202B: "⟨RLE⟩",
    0x202C: "⟨PDF⟩",
    0x202D: "⟨LRO⟩",
    0x202E: "⟨RLO⟩",
    0x2028: "⟨LS⟩",
    0x2029: "⟨PS⟩",
    0x2060: "⟨WJ⟩",
    0x2066: "⟨LRI⟩",
    0x2067: "⟨RLI⟩",
    0x2068: "⟨FSI⟩",
    0x2069: "⟨PDI⟩",
    0xFEFF: "⟨BOM⟩",
}
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


@cache
def _table() -> dict[int, str]:
    """What is shown for each unsafe character; made for the first text that holds one."""
    return {
        **{code: chr(0x2400 + code) for code in range(0x20)},
        0x7F: "␡",
        **{code: f"⟨{code:02X}⟩" for code in range(0x80, 0xA0)},
        **_MARKS,
        **dict.fromkeys(range(0xE0000, 0xE0080), "⟨TAG⟩"),
        **{code: f"⟨{code:04X}⟩" for code in range(0xD800, 0xE000)},
    }


@cache
def _block_table() -> dict[int, str]:
    """The same where line feeds and tabs stay."""
    kept = {code: shown for code, shown in _table().items() if code not in (0x09, 0x0A)}
    return {**kept, 0x0D: "␍"}


def one_line(text: str) -> str:
    """Put the text on one line: line ends and tabs become blanks, control characters pictures (`␛`).

    Direction overrides and zero-width characters become named marks (`⟨RLO⟩`). Nothing is lost
    but the difference between blanks.
    """
    if not _UNSAFE.search(text):
        return text
    return re.sub("\r\n|[\r\n\t]", " ", text).translate(_table())


def block(text: str) -> str:
    """Keep the text's lines: line feeds and tabs stay, CR LF becomes a line feed."""
    if not _UNSAFE.search(text):
        return text
    return text.replace("\r\n", "\n").translate(_block_table())


def same_width(text: str) -> str:
    """Show each unsafe character as exactly one safe one, so that offsets keep.

    For highlighted article text, where spans of the stored text must fall on the same characters.
    """
    if not _UNSAFE.search(text):
        return text
    return _UNSAFE.sub(_single, text)


def _single(match: re.Match[str]) -> str:
    char = match.group()
    if char in "\n\t":
        return char
    if char == "\r":
        return " "
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "␦"


_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_cell(text: str) -> str:
    """Make a cell that no spreadsheet reads as a formula: an apostrophe before one that could be.

    Follows OWASP's advice on CSV injection; full-width forms of the four signs count too.
    """
    shown = block(text)
    stripped = shown.lstrip(" \u00a0\u3000")
    if stripped.startswith((*_FORMULA_STARTS, "＝", "＋", "－", "＠")):
        return "'" + shown
    return shown


_JSON_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def json_line(value: Any) -> str:
    """Write a value as JSON on one line, exact after parsing, without a raw unsafe character.

    Letters of every script stay readable; controls, direction overrides, zero-width characters
    and lone surrogates are escaped. Raises TypeError for what is no JSON value, ValueError for NaN.
    """
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _JSON_UNSAFE.sub(lambda match: json.dumps(match.group())[1:-1], written)


def safe_url(url: str | None) -> str | None:
    """Give the address where a link to it is harmless (`http`, `https`, `mailto`), else None."""
    if url is None:
        return None
    scheme = url.split(":", 1)[0].strip().lower() if ":" in url else ""
    if scheme not in {"http", "https", "mailto"} or _UNSAFE.search(url) or " " in url:
        return None
    return url
