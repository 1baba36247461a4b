"""DOCX and PDF: made whole, the same every time, and never moved by what the data holds."""

from __future__ import annotations

import dataclasses
import io
import itertools
import re
import zipfile
from datetime import UTC, datetime

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from lxml import etree

from verifier.errors import Refused
from verifier.reports import FILE_FORMATS, warnings, written
from verifier.reports.model import Press, Publisher, ReportData

EMPTY = ReportData(generated_at="2026-05-04T09:00:00Z")
MARKUP = [
    '#import "@preview/evil:1.0.0": *',
    "= heading",
    '#read("/etc/passwd")',
    "$x$ *bold* _it_ `raw` <label> @ref",
    "\\u{41} // comment /* more",
    '#eval("1+1") #panic()',
    "</w:t></w:r><w:p/>",
    "https://evil.example.org/auto",
    "\x1b]52;c;aGk=\x07 \x00 \x7f",
    "\u202egnp.exe\u202c",
    "\ud800 alone",
]


def made(form, data):
    """The whole file."""
    return b"".join(written(form, data))


def pdf_words(raw):
    """The text of all pages, blanks made alike."""
    pages = pypdf.PdfReader(io.BytesIO(raw)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def docx_words(raw):
    """The text of paragraphs, tables and comments."""
    document = docx.Document(io.BytesIO(raw))
    lines = [one.text for one in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    lines += [one.text for one in document.comments]
    return " ".join(" ".join(lines).split())


WORDS = {"pdf": pdf_words, "docx": docx_words}


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_same_report_same_bytes(form, desk_report):
    """Made twice, the file is the same byte for byte."""
    assert made(form, desk_report) == made(form, desk_report)


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_clock_in_the_file_is_the_reports(form, desk_report):
    """The file says that it was made when the report was."""
    raw = made(form, desk_report)
    if form == "pdf":
        moment = pypdf.PdfReader(io.BytesIO(raw)).metadata.creation_date
    else:
        moment = docx.Document(io.BytesIO(raw)).core_properties.created
    assert moment.astimezone(UTC).replace(tzinfo=None) == datetime(2026, 5, 4, 9)  # noqa: DTZ001


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_every_claim_and_verdict_is_told(form, desk_report):
    """Each claim's words, a reason, a grade, a correction and the article itself are in it."""
    found = WORDS[form](made(form, desk_report))
    for words in (
        "denied: the money was lost", "The audit found 2.1 million missing.", "A2",
        "completely reliable", "fares will fall", "Police", "Verdicts without evidence",
        "The agency", "protected source",
    ):  # fmt: skip
        assert words in found, words


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_protected_reference_stays_out_of_files(form, desk_report):
    """Nothing of a protected reference is in the file, unpacked or in its text."""
    raw = made(form, desk_report)
    found = WORDS[form](raw).lower()
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            found += " ".join(
                parts.read(name).decode("latin-1") for name in parts.namelist()
            ).lower()
    assert not any(mark in found for mark in ("hidden-", "hidden.", "whistle"))


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_empty_file_says_so(form):
    """A report over nothing is a file that says so."""
    assert "No claim was selected." in WORDS[form](made(form, EMPTY))


@pytest.mark.parametrize("payload", MARKUP)
@pytest.mark.parametrize("form", FILE_FORMATS)
def test_words_are_never_markup(form, payload, hostile_report):
    """What looks like markup stands in the file as the words that it is."""
    found = WORDS[form](made(form, hostile_report(payload)))
    shown = re.sub("[^ -~]", "", payload).split()
    assert all(word in found for word in max(shown, key=len).split("/")[-1:])


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"]
)
def test_pdf_links_lead_nowhere_bad(address, hostile_report):
    """Only harmless addresses are links."""
    reader = pypdf.PdfReader(io.BytesIO(made("pdf", hostile_report("plain words", url=address))))
    targets = [
        note.get_object()["/A"].get("/URI", "")
        for page in reader.pages
        for note in page.get("/Annots") or ()
        if "/A" in note.get_object()
    ]
    assert not any(address in target for target in targets)


def test_pdf_is_tagged_and_titled(desk_report):
    """A screen reader finds a language, a title, headings, tables and PDF/UA's own mark."""
    reader = pypdf.PdfReader(io.BytesIO(made("pdf", desk_report)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "Verification report: Bridge to close for a year and 1 more"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert {"/H1", "/H2", "/H3", "/H4", "/Table", "/TH", "/Figure"} <= roles(
        root["/StructTreeRoot"]
    )


def roles(node):
    """Every role in the tree of tags."""
    found, waiting = set(), [node]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            if "/S" in one:
                found.add(one["/S"])
            if "/K" in one and not isinstance(one["/K"].get_object(), int):
                waiting.append(one["/K"])
    return found


def test_pdf_takes_only_its_own_fonts(desk_report):
    """Every font in the file ships with the program or its typesetter."""
    fonts = set()
    for page in pypdf.PdfReader(io.BytesIO(made("pdf", desk_report))).pages:
        for font in page["/Resources"]["/Font"].values():
            fonts.add(font.get_object()["/BaseFont"].split("+")[-1])
    assert fonts
    assert all(name.startswith(("SourceSansPro", "LibertinusSerif", "NewCM")) for name in fonts), (
        fonts
    )


def test_docx_has_headings_comments_and_headers(desk_report):
    """Headings are real ones that skip no level, claims are comments, tables repeat their head."""
    document = docx.Document(io.BytesIO(made("docx", desk_report)))
    styles = [one.style.name for one in document.paragraphs]
    assert styles[0] == "Title"
    levels = [int(name.split()[-1]) for name in styles if name.startswith("Heading")]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert len(list(document.comments)) == 11
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    assert document.core_properties.title.startswith("Verification report: Bridge")


def test_name_of_the_publisher_is_told(desk_report):
    """Who publishes the report stands on its front."""
    data = dataclasses.replace(desk_report, publisher=Publisher("A & B <Desk>", None))
    assert all("A & B <Desk>" in WORDS[form](made(form, data)) for form in FILE_FORMATS)


def test_a_pdf_of_too_many_claims_is_refused(desk_report, monkeypatch):
    """Before any of it is made, with the number, the reason and what to do; a DOCX takes them."""
    monkeypatch.setattr("verifier.reports.LARGEST", {"pdf": 10})
    told = r"11 claims are more than one file takes \(10\), for .* memory\. .* write docx"
    with pytest.raises(Refused, match=told):
        made("pdf", desk_report)
    with pytest.raises(Refused, match=told):
        warnings("pdf", desk_report)
    assert made("docx", desk_report)


def parts(raw):
    """The document part of a DOCX, and its addresses by their ids."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        document = etree.fromstring(packed.read("word/document.xml"))
        links = etree.fromstring(packed.read("word/_rels/document.xml.rels"))
    return document, {one.get("Id"): one.get("Target") for one in links}


def values(tree, path):
    """What an expression finds in a part of a DOCX."""
    return tree.xpath(path, namespaces={"w": qn("w:x")[1:-2]})


def test_docx_leads_to_references_and_claims(desk_report):
    """Addresses are live, and every jump finds its bookmark: contents, numbers and headings."""
    document, addresses = parts(made("docx", desk_report))
    used = {
        addresses[one.get(qn("r:id"))] for one in values(document, "//w:hyperlink[not(@w:anchor)]")
    }
    assert "https://council.example.org/notices/17?utm_source=x" in used
    assert "https://archive.example.org/17" in used
    marks = values(document, "//w:bookmarkStart/@w:name")
    assert len(marks) == len(set(marks))
    assert set(values(document, "//w:hyperlink/@w:anchor")) <= set(marks)
    assert {f"claim_{number}" for number in range(1, 12)} <= set(marks)
    assert {f"text_{number}" for number in range(1, 12)} <= set(marks)
    assert values(document, "//w:instrText[contains(., 'TOC')]")


def test_docx_keeps_headings_and_rows_together(desk_report):
    """No heading stands alone at the foot of a page, and no row of a table is cut."""
    file = docx.Document(io.BytesIO(made("docx", desk_report)))
    held = ("Heading 1", "Heading 2", "Heading 3", "Caption", "Verdict")
    assert all(file.styles[name].paragraph_format.keep_with_next for name in held)
    rows = [row for table in file.tables for row in table.rows]
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in rows)


def test_docx_names_its_styles_for_editors(desk_report):
    """Each kind of words in the article has a style of its own that Word lists."""
    document, _ = parts(made("docx", desk_report))
    used = set(values(document, "//w:rStyle/@w:val"))
    assert {"Claim", "Cue", "Saidby", "ClaimNumber", "Hyperlink", "FactName"} <= used


def test_docx_tells_the_desk_and_its_language(desk_report):
    """The file's author is the desk; a comment's is who judged the claim."""
    file = docx.Document(io.BytesIO(made("docx", desk_report)))
    assert file.core_properties.author == "Harbour Desk"
    assert file.core_properties.language == "en-GB"
    assert {"ada", "ben"} <= {one.author for one in file.comments}


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_files_take_either_paper(paper, size, desk_report):
    """A4 and Letter, in points."""
    press = Press(paper)
    page = pypdf.PdfReader(io.BytesIO(b"".join(written("pdf", desk_report, press=press)))).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == size
    sheet = docx.Document(io.BytesIO(b"".join(written("docx", desk_report, press=press)))).sections[
        0
    ]
    assert (round(sheet.page_width.pt), round(sheet.page_height.pt)) == size


def test_pdf_names_letters_that_no_font_has(hostile_report):
    """By script, on one line; the file is then not marked as PDF/UA, and is made all the same."""
    data = hostile_report("plain \ufdd0 words")
    assert warnings("pdf", hostile_report("plain “words” жук אות")) == []
    (told,) = warnings("pdf", data)
    assert told.startswith("pdf: no font has letters without a name U+FDD0.")
    assert "--fonts" in told
    root = pypdf.PdfReader(io.BytesIO(made("pdf", data))).trailer["/Root"]
    assert b"pdfuaid" not in root["/Metadata"].get_object().get_data()


def test_a_folder_without_fonts_is_refused(desk_report, tmp_path):
    """It is named, and nothing is made."""
    with pytest.raises(Refused, match="no font in this folder"):
        warnings("pdf", desk_report, Press(fonts=tmp_path))


def test_no_words_leave_the_sheet(hostile_report):
    """A Hebrew paragraph is one that reads from right to left; a long word is broken into lines."""
    document, _ = parts(made("docx", hostile_report("הנמל נסגר")))
    assert values(document, "//w:p[w:pPr/w:bidi]//w:rPr/w:rtl")
    reader = pypdf.PdfReader(io.BytesIO(made("pdf", hostile_report("harbour" * 40))))
    laid_out = reader.pages[0].extract_text(extraction_mode="layout")
    assert laid_out.count("\n") > 40


def test_long_words_go_on_to_the_next_sheet(hostile_report):
    """What fills more than a sheet, be it a claim, a note or a reason, is broken and not cut off."""
    raw = made("pdf", hostile_report("harbour words and more words " * 60))
    heights = []
    for page in pypdf.PdfReader(io.BytesIO(raw)).pages:
        page.extract_text(
            visitor_text=lambda text, place, *rest: heights.append(place[5]) if text.strip() else 0
        )
    assert len(set(heights)) > 100
    assert min(heights) > 20
    assert max(heights) < 822


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr "
    "tcPr tblStylePr",
}


@pytest.mark.parametrize("words", ["plain words", "הנמל נסגר"])
def test_docx_keeps_the_order_of_its_schema(words, desk_report, hostile_report):
    """Word refuses a file whose properties stand in another order than ECMA-376 gives them."""
    for raw in (made("docx", desk_report), made("docx", hostile_report(words))):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            for part in ("document", "styles", "comments", "footer1"):
                tree = etree.fromstring(packed.read(f"word/{part}.xml"))
                for name, order in ORDER.items():
                    for one in tree.iter(qn(f"w:{name}")):
                        kinds = [etree.QName(child).localname for child in one]
                        ranks = [order.split().index(kind) for kind in kinds]
                        assert ranks == sorted(ranks), (part, name, kinds)
