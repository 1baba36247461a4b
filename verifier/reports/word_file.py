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
    end = _End(document)
    _front(end, report)
    _result(end, report)
    _lists(end, report)
    for one in report["documents"]:
        _article(end, one)
    _reading(end, report)
    stream = io.BytesIO()
    document.save(stream)
    return _without_clock(stream.getvalue())


class _End:
    """The end of a document, where paragraphs and tables are put.

    python-docx looks through all that is there, and through all styles, for each paragraph; here a
    long report takes time in proportion to its length.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._body = document._body  # noqa: SLF001 - what paragraphs belong to
        self._last = document.element.body.sectPr
        self._styles = {style.name: style.style_id for style in document.styles}

    def paragraph(self, text: str = "", style: str = "Normal") -> Paragraph:
        """Add a paragraph, with its text if there is any."""
        from docx.oxml import OxmlElement  # noqa: PLC0415 - for this format alone
        from docx.text.paragraph import Paragraph  # noqa: PLC0415 - the same

        element = OxmlElement("w:p")
        self._last.addprevious(element)
        made = Paragraph(element, self._body)
        if style != "Normal":
            element.get_or_add_pPr().style = self._styles[style]
        if text:
            made.add_run(text)
        return made

    def heading(self, text: str, level: int) -> None:
        """Add a heading of a level from 1; 0 is the title."""
        self.paragraph(text, f"Heading {level}" if level else "Title")

    def table(self, rows: int, columns: int) -> Table:
        """Add an empty table as wide as the page."""
        from docx.oxml.table import CT_Tbl  # noqa: PLC0415 - for this format alone
        from docx.table import Table  # noqa: PLC0415 - the same

        element = CT_Tbl.new_tbl(rows, columns, self.document._block_width)  # noqa: SLF001 - its own
        self._last.addprevious(element)
        element.tblStyle_val = self._styles["Table Grid"]
        return Table(element, self._body)


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


def _front(end: _End, report: dict[str, Any]) -> None:
    end.heading(report["heading"], 0)
    for one in report["articles"]:
        line = end.paragraph()
        line.add_run(one["title"]).bold = True
        if one["by"]:
            line.add_run(f", {one['by']}")
        if one["url"]:
            line.add_run(f", {one['url']}")
    _facts(end, report["facts"])


def _facts(end: _End, facts: Iterable[Sequence[str]]) -> None:
    for name, value in facts:
        line = end.paragraph()
        line.paragraph_format.space_after = 0
        line.add_run(f"{name}: ").bold = True
        line.add_run(value)


def _result(end: _End, report: dict[str, Any]) -> None:
    end.heading("Result", 1)
    counted = report["table"]
    if counted is None:
        end.paragraph("No claim was selected.")
        return
    end.paragraph("Claims by level and status", style="Caption")
    rows = [
        [f"{row['rank']} {row['level']}", *(str(cell) if cell else "·" for cell in row["cells"])]
        for row in counted["rows"]
    ]
    totals = ["all", *map(str, counted["totals"])]
    _table(end, ["Level", *counted["statuses"], "all"], [*rows, totals], numbers=True)


def _table(
    end: _End, head: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: bool = False
) -> None:
    """Add a table whose first row is repeated on each page and read out as its header."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - for this format alone

    table = end.table(len(rows) + 1, len(head))
    for place, row in enumerate(table.rows):
        values = rows[place - 1] if place else head
        for nth, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            line = cell.paragraphs[0]
            line.paragraph_format.space_after = 0
            line.add_run(value).bold = not place or None
            if numbers and nth:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _repeat(table)
    end.paragraph()


def _repeat(table: Table) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - for this format alone

    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way
    properties.append(OxmlElement("w:tblHeader"))


def _lists(end: _End, report: dict[str, Any]) -> None:
    if report["corrections"]:
        end.heading("Corrections", 1)
        for one in report["corrections"]:
            line = end.paragraph(style="List Bullet")
            line.add_run(f"{one['number']}  {one['words']}: {one['told']}")
    if report["attention"]:
        end.heading("Needs attention", 1)
    for group in report["attention"]:
        end.heading(group["name"], 2)
        for one in group["claims"]:
            line = end.paragraph(style="List Bullet")
            line.add_run(f"{one['number']}  {one['words']}, {_judged(one)}")


def _judged(one: dict[str, Any]) -> str:
    return f"{one['level']}, {one['sign']} {one['status']}"


def _article(end: _End, one: dict[str, Any]) -> None:
    end.heading(one["title"], 1)
    for paragraph in one["paragraphs"]:
        line = end.paragraph(style="Quote")
        begun = _runs(line, paragraph["runs"])
        for note in paragraph["notes"]:
            first = begun[note["number"]]
            reason = f": {note['reason']}" if note["verdict"] and note["reason"] else ""
            told = f"{note['number']}  {_judged(note)}{reason}"
            comment = end.document.add_comment(first, told, author=_AUTHOR, initials="V")
            _stop_clock(comment._comment_elm)  # noqa: SLF001 - its date can't be set otherwise
    if one["claims"]:
        end.heading("Claim by claim", 2)
    for claim in one["claims"]:
        _claim(end, claim)


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


def _claim(end: _End, one: dict[str, Any]) -> None:
    end.heading(f"{one['number']}  {one['words']}", 3)
    line = end.paragraph()
    line.add_run(one["level"]).bold = True
    line.add_run(f" ({one['rank']} of 8), ")
    line.add_run(f"{one['sign']} {one['status']}").bold = True
    line.add_run(f" ({one['rating']})" if one["rating"] else "")
    line.add_run(f": {one['reason']}" if one["reason"] else "")
    _facts(end, one["facts"])
    if one["evidence"]:
        end.paragraph("Evidence", style="Caption")
        rows = [[piece["stance"], _grade(piece), _named(piece)] for piece in one["evidence"]]
        _table(end, ["Stance", "Grade", "Reference"], rows)
    elif one["verdict"]:
        end.paragraph("No evidence is attached to this verdict.")
    if one["history"]:
        end.paragraph("History", style="Caption")
        for told in one["history"]:
            end.paragraph(told, style="List Bullet")


def _grade(piece: dict[str, Any]) -> str:
    return f"{piece['grade']} {piece['meaning']}".strip() or "none"


def _named(piece: dict[str, Any]) -> str:
    told = [piece["name"], *piece["facts"]]
    return ", ".join([*told, *(url for url in (piece["url"], piece["archive"]) if url)])


def _reading(end: _End, report: dict[str, Any]) -> None:
    end.heading("How to read this", 1)
    end.paragraph(f"{report['marks']} {report['levels']}")
    rows = [[f"{one['rank']} {one['level']}", one["meaning"]] for one in report["scale"]]
    _table(end, ["Level", "The text presents the claim as"], rows)


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
