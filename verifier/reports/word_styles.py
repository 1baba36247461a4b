"""How a DOCX looks: its styles, each under a name that an editor finds and restyles; page; metadata."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from verifier.reports.word_parts import End

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import CharacterStyle, ParagraphStyle
    from docx.styles.styles import Styles

    from verifier.reports.model import Press

MAKER = "Verifier"
"""Who wrote the file where no publisher is known."""

LANGUAGE = "en-GB"
SIDE, FACING, ENDS = 22.0, 45.0, 20.0
"""The margins in millimetres; the right one is for notes and a pencil."""

SIZES = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height of a sheet in millimetres, by the paper's name."""

_SERIF, _SANS = "Georgia", "Calibri"
_INK, _SOFT, _BLUE = (
    RGBColor(0x1D, 0x1C, 0x1A),
    RGBColor(0x5D, 0x5A, 0x54),
    RGBColor(0x23, 0x52, 0x7C),
)


class _Line(NamedTuple):
    """A style of paragraphs: font and size, space before and after in points, what it keeps with."""

    name: str
    font: str
    size: float
    before: float = 0
    after: float = 4
    with_next: bool = False
    colour: RGBColor = _INK
    bold: bool | None = None


_LINES = (
    _Line("Normal", _SANS, 10),
    _Line("Title", _SERIF, 24, 0, 8),
    _Line("Subtitle", _SERIF, 12.5, 0, 2),
    _Line("Heading 1", _SERIF, 16, 22, 8, with_next=True, bold=True),
    _Line("Heading 2", _SANS, 12, 14, 5, with_next=True, bold=True),
    _Line("Heading 3", _SERIF, 11.5, 16, 3, with_next=True, bold=True),
    _Line("TOC Heading", _SANS, 10, 16, 4, with_next=True, bold=True),
    _Line("toc 1", _SANS, 10, 0, 2),
    _Line("toc 2", _SANS, 10, 0, 2, colour=_SOFT),
    _Line("Caption", _SANS, 9.5, 8, 3, with_next=True, bold=True),
    _Line("Quote", _SERIF, 11, 0, 8),
    _Line("List Bullet", _SANS, 10, 0, 3),
    _Line("Verdict", _SANS, 10, 0, 5, with_next=True),
    _Line("Fact", _SANS, 9.5, 0, 2),
    _Line("Table Text", _SANS, 9.5, 1.5, 1.5),
    _Line("Table Head", _SANS, 8, 1.5, 1.5, colour=_SOFT),
    _Line("Table Number", _SANS, 9.5, 1.5, 1.5),
    _Line("After Table", _SANS, 4, 0, 0),
    _Line("Past", _SANS, 9, 0, 1.5, colour=_SOFT),
    _Line("Comment", _SANS, 9, 0, 0),
    _Line("Footer", _SANS, 8, 0, 0, colour=_SOFT),
)
_NEW = {"toc 1": True, "toc 2": True, "Verdict": False, "Fact": False, "Table Text": False,
        "Table Head": False, "Table Number": False, "After Table": False, "Past": False, "Comment": False}  # fmt: skip
"""Those that python-docx's own file has not, and whether Word knows them by this name."""

_TABLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">
<w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
<w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="9A958B"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="CFCAC0"/></w:tblBorders>
<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="5D5A54"/></w:rPr><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="6" w:space="0" w:color="1D1C1A"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
<w:top w:val="single" w:sz="6" w:space="0" w:color="1D1C1A"/></w:tcBorders></w:tcPr></w:tblStylePr>
</w:style>"""


def dress(document: Document, report: dict[str, Any], press: Press) -> None:
    """Set styles, page, footer, language and the file's own metadata."""
    styles = document.styles
    for line in _LINES:
        _line(styles, line)
    _particulars(styles)
    _words(styles)
    styles.element.append(parse_xml(_TABLE))
    for mark in styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), LANGUAGE)
    _page(document, report, press)
    known = document.core_properties
    known.title, known.comments, known.language = report["title"], "", LANGUAGE
    known.author = known.last_modified_by = report["publisher"] or MAKER
    known.subject = report["heading"]
    known.created = known.modified = _moment(report["made"])


def _line(styles: Styles, line: _Line) -> None:
    if line.name in _NEW:
        style = _added(styles, line.name, WD_STYLE_TYPE.PARAGRAPH, known=_NEW[line.name])
        style.base_style = styles["Normal"]
    else:
        style = styles[line.name]
    style.quick_style, style.hidden, style.unhide_when_used = True, False, False
    _font(style, line.font, line.size, line.colour)
    style.font.bold, style.font.italic = line.bold, None
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(line.before), Pt(line.after)
    form.keep_with_next = line.with_next or None
    form.widow_control = True


def _added(styles: Styles, name: str, kind: WD_STYLE_TYPE, *, known: bool) -> Any:
    """Add a style; known tells that Word has one of this name."""
    add: Any = styles.add_style
    return add(name, kind, builtin=known)


def _font(style: ParagraphStyle | CharacterStyle, font: str, size: float, ink: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), ink
    dress = style.element.get_or_add_rPr()
    for name in ("w:iCs", "w:szCs"):
        dress.remove_all(name)
    dress.insert_element_before(
        parse_xml(f'<w:szCs {nsdecls("w")} w:val="{int(2 * size)}"/>'),
        "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:vertAlign", "w:rtl", "w:cs", "w:lang",
    )  # fmt: skip
    fonts = dress.get_or_add_rFonts()
    for place in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{place}"), None)
    for place in ("hAnsi", "cs"):
        fonts.set(qn(f"w:{place}"), font)


def _particulars(styles: Styles) -> None:
    """Set what one style alone has: line numbers, hanging indents, no rule under the title."""
    for border in styles["Title"].element.xpath(".//w:pBdr"):
        border.getparent().remove(border)
    styles["Title"].font.bold = True
    styles["Footer"].element.pPr.remove_all("w:tabs")
    styles["Subtitle"].font.element.rPr.remove_all("w:spacing")
    _number_lines(styles["Normal"], numbered=False)
    _number_lines(styles["Quote"], numbered=True)
    styles["Quote"].paragraph_format.line_spacing = 1.4
    styles["Quote"].paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    fact = styles["Fact"].paragraph_format
    fact.left_indent, fact.first_line_indent = Mm(32), Mm(-32)
    fact.tab_stops.add_tab_stop(Mm(32))
    styles["toc 2"].paragraph_format.left_indent = Mm(6)
    styles["Table Number"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _number_lines(style: ParagraphStyle, *, numbered: bool) -> None:
    """Only the article's own lines are numbered; what is based on Normal is not."""
    value = "0" if numbered else "1"
    mark = parse_xml(f'<w:suppressLineNumbers {nsdecls("w")} w:val="{value}"/>')
    style.element.get_or_add_pPr().insert_element_before(
        mark, "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )


def _words(styles: Styles) -> None:
    """Add the styles of words inside a line."""
    for name, builtin in (
        ("Hyperlink", True), ("Address", False), ("Claim", False), ("Claim Number", False),
        ("Cue", False), ("Said by", False), ("Fact Name", False), ("Level", False),
        ("Status", False),
    ):  # fmt: skip
        style = _added(styles, name, WD_STYLE_TYPE.CHARACTER, known=builtin)
        style.quick_style, style.hidden, style.unhide_when_used = True, False, False
        style.font.bold = name in {"Cue", "Level", "Status", "Claim Number"} or None
        style.font.italic = name == "Said by" or None
        style.font.underline = name in {"Claim", "Hyperlink"} or None
    for name in ("Hyperlink", "Claim Number"):
        styles[name].font.color.rgb = _BLUE
    styles["Address"].font.size, styles["Address"].font.color.rgb = Pt(8), _SOFT
    styles["Fact Name"].font.color.rgb = _SOFT


def _page(document: Document, report: dict[str, Any], press: Press) -> None:
    page = document.sections[0]
    width, height = SIZES[press.paper]
    page.page_width, page.page_height = Mm(width), Mm(height)
    page.left_margin, page.right_margin = Mm(SIDE), Mm(FACING)
    page.top_margin = page.bottom_margin = Mm(ENDS)
    numbers = parse_xml(
        f'<w:lnNumType {nsdecls("w")} w:countBy="5" w:distance="340" w:restart="continuous"/>'
    )
    page._sectPr.insert_element_before(numbers, "w:pgNumType", "w:cols", "w:docGrid")  # noqa: SLF001 - python-docx has no other way
    foot = page.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(width - SIDE - FACING), WD_TAB_ALIGNMENT.RIGHT)
    end = End(document)
    line = foot._p  # noqa: SLF001 - fields are put there as everywhere
    end.run(line, f"{report['heading']}\t")
    end.field(line, "PAGE", shown="1")
    end.run(line, " / ")
    end.field(line, "NUMPAGES", shown="1")


def _moment(at: str) -> datetime:
    try:
        return datetime.fromisoformat(at).astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        return datetime(1980, 1, 1)  # noqa: DTZ001 - DOCX keeps UTC without saying so
