"""The report as a DOCX for editors who want a file: real headings, tables, comments beside the text.

In the article each claim is underlined and carries a comment, in the margin, with its level and
status. The same data gives the same bytes: the clock in the file is the report's own.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from verifier.reports.spelled import spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from verifier.reports.model import ReportData

_AUTHOR = "Verifier"
_MAIN = "Georgia"
_PLAIN = "Calibri"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def file(data: ReportData) -> bytes:
    """Make the DOCX's bytes; the same data gives the same."""
    import docx  # noqa: PLC0415 - python-docx and lxml, for this format alone

    report = spelled(data)
    document = docx.Document()
    _dress(document, report)
    _front(document, report)
    _result(document, report)
    _lists(document, report)
    for one in report["documents"]:
        _article(document, one)
    _reading(document, report)
    stream = io.BytesIO()
    document.save(stream)
    return _without_clock(stream.getvalue())


def _dress(document: Document, report: dict[str, Any]) -> None:
    """Set language, fonts, page and the file's own metadata."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - for this format alone
    from docx.oxml.ns import qn  # noqa: PLC0415 - the same
    from docx.shared import Mm, Pt, RGBColor  # noqa: PLC0415 - the same

    ink = RGBColor(0x1D, 0x1C, 0x1A)
    styles = document.styles
    for name, font, size in (
        ("Normal", _PLAIN, 10), ("Title", _MAIN, 24), ("Heading 1", _MAIN, 16),
        ("Heading 2", _PLAIN, 12), ("Heading 3", _MAIN, 12), ("List Bullet", _PLAIN, 10),
        ("Caption", _PLAIN, 10), ("Quote", _MAIN, 11),
    ):  # fmt: skip
        style = styles[name]
        style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), ink
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for place in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{place}"), None)
        fonts.set(qn("w:hAnsi"), font)
        style.paragraph_format.space_after = Pt(4)
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.line_spacing = 1.4
    for mark in styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), "en-GB")
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(22), Mm(45)
    page.top_margin = page.bottom_margin = Mm(20)
    foot = page.footer.paragraphs[0]
    foot.text = f"{report['heading']}, page "
    foot.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _field(foot.add_run(), "PAGE")
    moment = _moment(report["made"])
    known = document.core_properties
    known.title, known.author, known.comments, known.language = report["title"], _AUTHOR, "", "en"
    known.created = known.modified = moment
    known.last_modified_by = _AUTHOR


def _field(run: Run, name: str) -> None:
    """Put a field that the word processor fills in, such as the page's number."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - for this format alone
    from docx.oxml.ns import qn  # noqa: PLC0415 - the same

    for kind, text in (("begin", ""), ("", name), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)  # noqa: SLF001 - python-docx has no other way to a field


def _front(document: Document, report: dict[str, Any]) -> None:
    document.add_heading(report["heading"], 0)
    for one in report["articles"]:
        line = document.add_paragraph()
        line.add_run(one["title"]).bold = True
        if one["by"]:
            line.add_run(f", {one['by']}")
        if one["url"]:
            line.add_run(f", {one['url']}")
    _facts(document, report["facts"])


def _facts(document: Document, facts: Iterable[Sequence[str]]) -> None:
    for name, value in facts:
        line = document.add_paragraph()
        line.paragraph_format.space_after = 0
        line.add_run(f"{name}: ").bold = True
        line.add_run(value)


def _result(document: Document, report: dict[str, Any]) -> None:
    document.add_heading("Result", 1)
    counted = report["table"]
    if counted is None:
        document.add_paragraph("No claim was selected.")
        return
    document.add_paragraph("Claims by level and status", style="Caption")
    rows = [
        [f"{row['rank']} {row['level']}", *(str(cell) if cell else "·" for cell in row["cells"])]
        for row in counted["rows"]
    ]
    totals = ["all", *map(str, counted["totals"])]
    _table(document, ["Level", *counted["statuses"], "all"], [*rows, totals], numbers=True)


def _table(
    document: Document, head: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: bool = False
) -> None:
    """Add a table whose first row is repeated on each page and read out as its header."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - for this format alone

    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    _fill(table, 0, head, bold=True)
    _repeat(table)
    for place, row in enumerate(rows, 1):
        table.add_row()
        _fill(table, place, row)
    if numbers:
        for row in table.rows:
            for cell in row.cells[1:]:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _fill(table: Table, place: int, values: Sequence[str], *, bold: bool = False) -> None:
    for cell, value in zip(table.rows[place].cells, values, strict=True):
        line = cell.paragraphs[0]
        line.paragraph_format.space_after = 0
        line.add_run(value).bold = bold


def _repeat(table: Table) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - for this format alone

    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way
    properties.append(OxmlElement("w:tblHeader"))


def _lists(document: Document, report: dict[str, Any]) -> None:
    if report["corrections"]:
        document.add_heading("Corrections", 1)
        for one in report["corrections"]:
            line = document.add_paragraph(style="List Bullet")
            line.add_run(f"{one['number']}  {one['words']}: {one['told']}")
    if report["attention"]:
        document.add_heading("Needs attention", 1)
    for group in report["attention"]:
        document.add_heading(group["name"], 2)
        for one in group["claims"]:
            line = document.add_paragraph(style="List Bullet")
            line.add_run(f"{one['number']}  {one['words']}, {_judged(one)}")


def _judged(one: dict[str, Any]) -> str:
    return f"{one['level']}, {one['sign']} {one['status']}"


def _article(document: Document, one: dict[str, Any]) -> None:
    document.add_heading(one["title"], 1)
    for paragraph in one["paragraphs"]:
        line = document.add_paragraph(style="Quote")
        begun = _runs(line, paragraph["runs"])
        for note in paragraph["notes"]:
            first = begun[note["number"]]
            reason = f": {note['reason']}" if note["verdict"] and note["reason"] else ""
            told = f"{note['number']}  {_judged(note)}{reason}"
            comment = document.add_comment(first, told, author=_AUTHOR, initials="V")
            _stop_clock(comment._comment_elm)  # noqa: SLF001 - its date can't be set otherwise
    if one["claims"]:
        document.add_heading("Claim by claim", 2)
    for claim in one["claims"]:
        _claim(document, claim)


def _runs(line: Paragraph, pieces: Iterable[dict[str, Any]]) -> dict[int, Run]:
    """Write a paragraph's pieces, and give the run at which each claim begins, by its number."""
    begun: dict[int, Run] = {}
    for piece in pieces:
        if piece["opens"]:
            mark = line.add_run(" ".join(map(str, piece["opens"])))
            mark.font.superscript = True
            begun |= dict.fromkeys(piece["opens"], mark)
        run = line.add_run(piece["text"])
        run.bold, run.italic = piece["cue"] or None, piece["source"] or None
        run.underline = bool(piece["rank"]) or None
    return begun


def _claim(document: Document, one: dict[str, Any]) -> None:
    document.add_heading(f"{one['number']}  {one['words']}", 3)
    line = document.add_paragraph()
    line.add_run(one["level"]).bold = True
    line.add_run(f" ({one['rank']} of 8), ")
    line.add_run(f"{one['sign']} {one['status']}").bold = True
    line.add_run(f" ({one['rating']})" if one["rating"] else "")
    line.add_run(f": {one['reason']}" if one["reason"] else "")
    _facts(document, one["facts"])
    if one["evidence"]:
        document.add_paragraph("Evidence", style="Caption")
        rows = [[piece["stance"], _grade(piece), _named(piece)] for piece in one["evidence"]]
        _table(document, ["Stance", "Grade", "Reference"], rows)
    elif one["verdict"]:
        document.add_paragraph("No evidence is attached to this verdict.")
    if one["history"]:
        document.add_paragraph("History", style="Caption")
        for told in one["history"]:
            document.add_paragraph(told, style="List Bullet")


def _grade(piece: dict[str, Any]) -> str:
    return f"{piece['grade']} {piece['meaning']}".strip() or "none"


def _named(piece: dict[str, Any]) -> str:
    told = [piece["name"], *piece["facts"]]
    return ", ".join([*told, *(url for url in (piece["url"], piece["archive"]) if url)])


def _reading(document: Document, report: dict[str, Any]) -> None:
    document.add_heading("How to read this", 1)
    document.add_paragraph(f"{report['marks']} {report['levels']}")
    rows = [[f"{one['rank']} {one['level']}", one["meaning"]] for one in report["scale"]]
    _table(document, ["Level", "The text presents the claim as"], rows)


def _moment(at: str) -> datetime:
    try:
        return datetime.fromisoformat(at).astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        return datetime(1980, 1, 1)  # noqa: DTZ001 - DOCX keeps UTC without saying so


def _stop_clock(comment: Any) -> None:
    """Take away a comment's own date, which python-docx sets to now."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - for this format alone

    comment.attrib.pop(qn("w:date"), None)


def _without_clock(raw: bytes) -> bytes:
    """Pack the file again with one date for all of its parts."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as given,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(part, given.read(name))
    return packed.getvalue()
