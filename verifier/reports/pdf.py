"""The report as a PDF for editors who want a file: tagged for screen readers (PDF/UA-1).

Typst sets it from `templates/report.typ`. All words travel as data, a JSON text among the inputs,
so that nothing in them is ever read as Typst's markup. The fonts are Typst's own, one that ships
here, and those of a folder that is named; a system's fonts are looked at only for letters that none
of these has. So the same report gives the same bytes, on any machine unless it needs those.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from verifier.errors import Refused, shown_path
from verifier.reports.spelled import spelled
from verifier.safe_text import json_line, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.reports.model import Press, ReportData

_HOME = Path(__file__).parent
_TEMPLATE = _HOME / "templates" / "report.typ"
_FONTS = _HOME / "fonts"
_PAPERS = {"a4": "a4", "letter": "us-letter"}
_PROBE = """#set document(title: "letters")
#set text(font: ("Source Sans Pro", "Libertinus Serif"))
#json(bytes(sys.inputs.letters)).join(" ")
"""
_LACKING = re.compile(r'the text `"(?:\\u\{([0-9a-f]+)\}|(.))"` could not be displayed', re.DOTALL)
_TOLD = 8
"""How many letters of a script a warning shows."""


class _Set(NamedTuple):
    """The fonts that a report is set with, and the letters that none of them has."""

    fonts: Any
    lacking: str


def file(data: ReportData, press: Press) -> bytes:
    """Make the PDF's bytes; the same data gives the same.

    Raises Refused where Typst can't, and for a folder without fonts.
    """
    import typst  # noqa: PLC0415 - eighty megabytes, for PDFs alone

    report = spelled(data)
    chosen = _fonts(report, press)
    inputs = {"report": json_line(report), "paper": _PAPERS[press.paper]}
    compiler = typst.Compiler(
        _TEMPLATE, root=_TEMPLATE.parent, font_paths=chosen.fonts, sys_inputs=inputs
    )
    tries: tuple[Any, ...] = ([],) if chosen.lacking else (["ua-1"], [])
    for standards in tries:
        try:
            made = compiler.compile(
                format="pdf", pdf_standards=standards, timestamp=_moment(data.generated_at)
            )
        except typst.TypstError as error:
            failed = error
            continue
        assert isinstance(made, bytes)
        return made
    raise Refused("pdf", f"Typst can't set it ({failed.message})", "Choose another format.")


def missing(data: ReportData, press: Press) -> list[str]:
    """Name the letters that no font has, by their scripts, on one line; an empty list without any."""
    lacking = _fonts(spelled(data), press).lacking
    if not lacking:
        return []
    scripts: dict[str, list[str]] = {}
    for letter in lacking:
        scripts.setdefault(_script(letter), []).append(letter)
    told = "; ".join(f"{script} {_some(letters)}" for script, letters in scripts.items())
    told = f"pdf: no font has {told}. They stand as boxes, and the file is not marked as PDF/UA"
    return [f"{told}; name a folder with fonts that have them with --fonts."]


def _script(letter: str) -> str:
    """Name a letter's script as Unicode's name of it begins: `CJK`, `Thai`, `Arabic`."""
    if unicodedata.category(letter) == "So":
        return "pictures"
    name = unicodedata.name(letter, "")
    if not name:
        return "letters without a name"
    word = name.split("-")[0].split()[0]
    return word if word == "CJK" else word.capitalize()


def _some(letters: list[str]) -> str:
    shown = " ".join(
        one_line(letter) if letter.isprintable() else f"U+{ord(letter):04X}"
        for letter in letters[:_TOLD]
    )
    more = len(letters) - _TOLD
    return f"{shown} and {more:,} more" if more > 0 else shown


def _fonts(report: dict[str, Any], press: Press) -> _Set:
    """Choose the fewest fonts that have every letter, else those that have the most."""
    import typst  # noqa: PLC0415 - as in `file`

    folders = [_FONTS, *([press.fonts] if press.fonts else [])]
    if press.fonts and not _any_font(press.fonts):
        raise Refused(shown_path(press.fonts), "no font in this folder", "Name another.")
    named = typst.Fonts(include_system_fonts=False, font_paths=folders)
    letters = sorted({letter for text in _texts(report) for letter in text if ord(letter) > 0x7F})
    lacking = _lacking(named, letters)
    if lacking:
        every = typst.Fonts(include_system_fonts=True, font_paths=folders)
        left = _lacking(every, list(lacking))
        if len(left) < len(lacking):
            return _Set(every, left)
    return _Set(named, lacking)


def _any_font(folder: Path) -> bool:
    import typst  # noqa: PLC0415 - as in `file`

    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    return bool(found.fonts())


def _lacking(fonts: Any, letters: list[str]) -> str:
    """Set each letter alone, as PDF/UA, which refuses every one that no font has."""
    import typst  # noqa: PLC0415 - as in `file`

    compiler = typst.Compiler(
        _PROBE.encode(), font_paths=fonts, sys_inputs={"letters": json_line(letters)}
    )
    try:
        compiler.compile(format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        found = {
            chr(int(code, 16)) if code else letter
            for code, letter in _LACKING.findall(error.diagnostic)
        }
        return "".join(letter for letter in letters if letter in found)
    return ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _moment(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return None
