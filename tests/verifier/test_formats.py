"""PDF and DOCX: what is read of them, and what hostile ones can't do."""

from __future__ import annotations

import io
import os
import zipfile
import zlib

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from claims.model import anchor_at
from verifier.errors import Refused
from verifier.readers import apart, read
from verifier.readers import docx as docx_reader
from verifier.readers.lines import joined, without_running_heads

PAGES = [
    [
        "The Ledger 1",
        "Harbour tolls rise",
        "Two officials said on Monday that the rates had been agreed in pri-",
        "vate, at a meeting of the well-known harbour board in the spring of",
        "last year.",
        "The agency told every shipper by letter, and nobody has com-",
    ],
    [
        "The Ledger 2",
        "plained since then about what it asked for in the second half of the",
        "year that has gone by, the officials said.",
    ],
    ["The Ledger 3", "It ends here."],
]
PDF_INFO = "<< /Title (Tolls rise) /Author (Ines Morrow) /CreationDate (D:20260503101112Z) >>"
PAGE = "<html><body><article><p>Two officials said so in March.</p></article></body></html>"


def short(value):
    """A test's name: never the bytes of a file, which differ from run to run."""
    return value[:30] if isinstance(value, str) else "raw"


def pdf_of(pages, info="", kids=None, packed=None):
    """A PDF made by hand: lines of text on pages, or the packed content of each; kids are its pages."""
    count = len(pages)
    kids = kids or " ".join(f"{4 + 2 * page} 0 R" for page in range(count))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for page, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        body = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode() if packed is None else packed
        how = b"" if packed is None else b" /Filter /FlateDecode"
        parts += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * page} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode(),
            b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(body), how, body),
        ]
    parts += [info.encode()] if info else []
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    named = b" /Info %d 0 R" % len(parts) if info else b""
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R%s >>\n"
        b"startxref\n%d\n%%%%EOF" % (len(parts) + 1, table, len(parts) + 1, named, len(out))
    )


def docx_of():
    made = docx.Document()
    made.add_heading("Tolls", 0)
    made.add_paragraph("Two officials said so.")
    table = made.add_table(2, 2)
    for place, words in enumerate(("Port", "Toll", "Harrow", "12 euros")):
        table.cell(place // 2, place % 2).text = words
    made.add_paragraph("The end.")
    made.core_properties.title = "Tolls rise"
    made.core_properties.author = "Ines Morrow"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def zip_of(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return out.getvalue()


def docx_with(**replaced):
    """The same DOCX with some members' bytes replaced."""
    with zipfile.ZipFile(io.BytesIO(docx_of())) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    return zip_of({**members, **replaced}.items())


def test_a_pdf_becomes_paragraphs_with_the_pages_they_stand_on(reads):
    [document], told = reads("a.pdf", pdf_of(PAGES, PDF_INFO))
    assert not told
    assert document.text.split("\n\n") == [
        "Harbour tolls rise",
        (
            "Two officials said on Monday that the rates had been agreed in private, at a meeting of "
            "the well-known harbour board in the spring of last year."
        ),
        (
            "The agency told every shipper by letter, and nobody has complained since then about what "
            "it asked for in the second half of the year that has gone by, the officials said."
        ),
        "It ends here.",
    ]
    assert [(label, document.text[start : start + 6]) for start, label in document.anchors] == [
        ("p. 1", "Harbou"),
        ("p. 2", "plaine"),
        ("p. 3", "It end"),
    ]
    assert document.metadata() == {
        "title": "Tolls rise",
        "author": "Ines Morrow",
        "published": "2026-05-03",
    }
    assert anchor_at(document.anchors, document.text.index("officials said.")) == "p. 2"
    assert anchor_at((), 3) is None


def test_a_pdf_is_read_from_standard_input_and_under_any_name(reads):
    [document], told = reads("a.txt", pdf_of(PAGES))
    assert not told
    assert document.text.startswith("Harbour")
    [piped] = read("-", stdin=io.BytesIO(pdf_of(PAGES)))
    assert (piped.name, piped.text) == ("-", document.text)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["an inter-", "national and international"], "an international and international"),
        (["a self-", "made man"], "a self-made man"),
        (["the part-", "time and part-time staff"], "the part-time and part-time staff"),
        (["the soft\u00ad", "ware"], "the software"),
        (["from 1990-", "1995 it"], "from 1990- 1995 it"),
        (["It fell.", "", "It rose."], "It fell.\n\nIt rose."),
        (["first point:", "• one", "• two"], "first point:\n\n• one\n\n• two"),
    ],
)
def test_words_cut_at_a_line_end_are_joined_and_lists_kept(lines, text):
    assert joined([lines])[0] == text


def test_running_heads_and_page_numbers_go_and_other_lines_stay():
    pages = [
        ["The Ledger", f"Line {word}.", "The Ledger", "end", word, f"Page {number} of 4"]
        for number, word in enumerate(("ash", "bay", "cob", "dam"), 1)
    ]
    assert without_running_heads(pages)[2] == ["Line cob.", "The Ledger", "end", "cob"]
    assert without_running_heads(pages[:2])[0][0] == "The Ledger"


def encrypted():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(PAGES))))
    writer.encrypt("word", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "a.pdf: empty"),
        (b"%PDF-1.7", "a.pdf: not a readable PDF ("),
        (b"no PDF at all", "a.pdf: not a readable PDF ("),
        (encrypted(), "a.pdf: encrypted. Save a copy without password."),
        (pdf_of([[]]), "a.pdf: no text in it, only pictures of pages. Run text recognition"),
        (pdf_of([]), "a.pdf: no pages in it."),
        (pdf_of(PAGES, kids="2 0 R 2 0 R"), "a.pdf: "),
        (pdf_of(PAGES, kids="4 0 R " * 10_000), "a.pdf: more than 5,000 pages. Split it"),
        (pdf_of([[]], packed=zlib.compress(bytes(90_000_000))), "a.pdf: not a readable PDF ("),
        (b"%PDF-1.4\n1 0 obj\n" + b"[" * 100_000, "a.pdf: not a readable PDF ("),
    ],
    ids=short,
)
def test_a_pdf_that_can_not_be_read_is_refused_with_reason_and_remedy(reads, raw, reason):
    found, [told] = reads("a.pdf", raw)
    assert not found
    assert told.startswith(reason)
    assert "\n" not in told


def test_a_pdf_locked_for_editing_alone_is_read(reads):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(PAGES))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "officials" in reads("a.pdf", out.getvalue())[0][0].text


def test_a_pdf_whose_pages_are_one_line_each_keeps_them(reads):
    [document], _ = reads("a.pdf", pdf_of([[f"Line {number} is true."] for number in range(4)]))
    assert "Line 0 is true." in document.text


def test_a_pdf_under_the_name_of_a_docx_is_read(reads):
    [document], told = reads("a.docx", pdf_of(PAGES))
    assert not told
    assert document.anchors[0][1] == "p. 1"


def test_a_long_page_is_parsed_apart_and_one_too_long_is_refused(reads, monkeypatch):
    monkeypatch.setattr(apart, "LONG_PAGE", 10)
    assert "Two officials said" in reads("a.html", PAGE)[0][0].text
    monkeypatch.setattr(apart, "MOST_OF_PAGE", 10)
    assert reads("a.html", PAGE)[1][0].startswith("a.html: larger than")


def test_a_pdf_that_takes_too_long_is_given_up(reads, monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    assert reads("a.pdf", pdf_of(PAGES))[1][0].startswith("a.pdf: not read within")


def test_a_file_that_takes_too_much_memory_costs_its_own_process_only(reads):
    code = "import sys\nfrom verifier.readers import child, pdf\n"
    code += "def document(name, raw): return bytearray(4 * 2**30)\n"
    code += "pdf.document = document\nchild.main()"
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-c", code],
        input=b'{"kind": "pdf", "name": "a.pdf"}\nx',
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=True,
    )
    assert b"takes more than 1 GiB of memory" in done.stdout


def test_a_docx_becomes_its_paragraphs_and_rows_in_order(reads):
    [document], told = reads("a.docx", docx_of())
    assert not told
    assert document.text.split("\n\n") == [
        "Tolls", "Two officials said so.", "Port | Toll", "Harrow | 12 euros", "The end.",
    ]  # fmt: skip
    assert document.metadata() == {"title": "Tolls rise", "author": "Ines Morrow"}
    assert anchor_at(document.anchors, document.text.index("Harrow")) == "para. 4"
    assert anchor_at(document.anchors, len(document.text)) == "para. 5"


def test_inserted_words_of_a_docx_are_read_and_deleted_ones_are_not(reads):
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'<w:document xmlns:w="{words}"><w:body><w:sdt><w:sdtContent><w:p><w:r><w:t>A</w:t><w:tab/>'
        "</w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r>"
        "</w:del></w:p></w:sdtContent></w:sdt></w:body></w:document>"
    )
    [document], _ = reads("a.docx", docx_with(**{"word/document.xml": body.encode()}))
    assert document.text == "A new"


BOMB = b'<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04", "not a readable DOCX (a broken archive). Save it again, or export text."),
        (docx_of()[:-300], "not a readable DOCX (a broken archive)"),
        (zip_of([("a.txt", "A.")]), "not a readable DOCX (no word/document.xml). Save it again"),
        (zip_of([("word/document.xml", "<a/>")]), "not a readable DOCX"),
        (docx_with(**{"word/document.xml": b"<w:document"}), "not a readable DOCX"),
        (docx_with(**{"word/document.xml": BOMB}), "holds XML entities"),
        (docx_with(**{"word/document.xml": BOMB.decode().encode("utf-16")}), "holds XML entities"),
        (docx_with(**{"word/media/a.png": bytes(9_000_000)}), "unpacks to 200 times its size"),
        (
            zip_of([*((str(n), "") for n in range(2_001)), ("word/document.xml", "")]),
            "more than 2,000 files in it",
        ),
    ],
    ids=short,
)
def test_a_docx_that_can_not_be_read_is_refused_with_reason_and_remedy(reads, raw, reason):
    found, [told] = reads("a.docx", raw)
    assert not found
    assert told.startswith(f"a.docx: {reason}")


def test_a_docx_is_counted_while_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(docx_reader, "MOST_BYTES", 20_000)
    with pytest.raises(Refused, match="unpacks to more than"):
        docx_reader.document("a.docx", docx_of())


@pytest.mark.parametrize(
    ("name", "whole"),
    [("a.pdf", pdf_of(PAGES, PDF_INFO)), ("a.docx", docx_of())],
    ids=short,
)
def test_damaged_files_are_read_or_refused_and_nothing_else(bears_damage, name, whole):
    bears_damage(name, whole)
