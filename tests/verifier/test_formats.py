"""PDF, DOCX, feeds, mails and web archives: what is read of them, and what hostile ones can't do."""

from __future__ import annotations

import io
import os
import random
import zipfile
import zlib
from email.message import EmailMessage
from gzip import compress

import docx
import pytest
from pypdf import PdfReader, PdfWriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

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
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Ledger</title>
<link>https://ledger.example/</link><item><title>Tolls &amp; fees</title><link>/tolls</link>
<pubDate>Sun, 03 May 2026 10:00:00 GMT</pubDate><author>i@l.example (Ines Morrow)</author>
<description><![CDATA[<p>Two <b>officials</b> said so.</p><p>More<br>here.</p>
<script>x()</script>]]></description></item><item><title>Only a title</title></item>
<item><link>javascript:alert(1)</link><description>Bad link.</description></item><item/>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>L</title><entry><title>T</title><link href="https://l.example/1"/>
<updated>2026-05-03T10:00:00+02:00</updated><author><name>Jo</name></author><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>"""
PAGE = """<html><head><title>Tolls rise</title></head><body><article><h1>Tolls rise</h1>
<p>Two officials said the rates had been agreed in private, in a meeting in March last year.</p>
<p>The agency reportedly told every shipper by letter in the first days of the spring.</p>
</article></body></html>"""

TWO_PAGES = [("https://l.example/a", "200 OK", "text/html", PAGE)] * 2


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


def warc_of(*pages, gzip=True):
    """An archive of (address, status, content type, body)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    for address, status, kind, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                address,
                "response",
                payload=io.BytesIO(body.encode()),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2026-05-03T10:00:00Z"},
            )
        )
    return out.getvalue()


@pytest.fixture
def reads(tmp_path):
    """Write bytes to a file and read it; gives the documents and the refusals."""

    def call(name, raw):
        path = tmp_path / name
        path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
        refused = []
        found = list(read(str(path), refused.append))
        return found, [str(one).removeprefix(f"{tmp_path}/") for one in refused]

    return call


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


DEEP_MAIL = b"From: a@b.example\n" + b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (part, part) for part in range(3000)
)
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


def test_a_feed_gives_a_document_an_entry(reads):
    found, told = reads("a.rss", RSS)
    first, second, third = found
    assert first.name.endswith("a.rss:1")
    assert first.text == "Two officials said so.\n\nMore here."
    assert first.metadata() == {
        "title": "Tolls & fees",
        "url": "https://ledger.example/tolls",
        "published": "2026-05-03T10:00:00Z",
        "publisher": "The Ledger",
        "author": "Ines Morrow",
    }
    assert (second.text, second.url) == ("Only a title", None)
    assert (third.text, third.url) == ("Bad link.", None)
    assert told == ["a.rss:4: an entry without text"]
    [entry], _ = reads("feed.xml", ATOM)
    assert (entry.text, entry.author) == ("One.\n\nTwo.", "Jo")
    assert entry.published == "2026-05-03T08:00:00Z"


def test_a_feed_with_signs_by_their_html_names_is_whole(reads):
    found, told = reads("a.rss", RSS.replace("Only a title", "Only a&nbsp;caf&eacute;&amp;bar"))
    assert "Only a café&bar" in [" ".join(one.text.split()) for one in found]
    assert not any("broken" in line for line in told)


def test_a_feed_that_breaks_off_says_so_after_what_it_held(reads):
    found, told = reads("a.rss", RSS[: RSS.index("<item><link>")])
    assert next(one.text for one in found).startswith("Two officials")
    assert "broken at line" in told[0]


@pytest.mark.parametrize(
    "raw", ["", "<a/>", "<html><body>no</body></html>", BOMB.decode(), "{"], ids=short
)
def test_what_is_no_feed_is_refused(reads, raw):
    found, [told] = reads("a.atom", raw)
    assert not found
    assert told.startswith("a.atom: ")


def test_a_feed_opens_no_file_and_expands_no_entity(reads, tmp_path):
    (tmp_path / "secret.txt").write_text("Secret.")
    place = (tmp_path / "secret.txt").as_uri()
    doctype = f'<!DOCTYPE r [<!ENTITY s SYSTEM "{place}"><!ENTITY a "xx"><!ENTITY b "&a;&a;">]>'
    raw = RSS.replace("<rss", f"{doctype}<rss").replace("Only a title", "Only &s; &b; a title")
    found, _ = reads("a.rss", raw)
    assert "Secret" not in "".join(one.text for one in found)


def test_a_mail_gives_its_text_sender_subject_and_date(reads):
    mail = EmailMessage()
    mail["From"] = "Inès Morrow <ines@ledger.example>"
    mail["Subject"] = "Tolls “rise”"
    mail["Date"] = "Sun, 03 May 2026 10:00:00 +0200"
    mail.set_content("Two officials said so — twice.\n")
    mail.add_alternative(PAGE, subtype="html")
    mail.add_attachment(b"secret words", maintype="text", subtype="plain", filename="a.txt")
    [document], told = reads("a.eml", mail.as_bytes())
    assert not told
    assert document.text == "Two officials said so — twice."
    assert document.metadata() == {
        "title": "Tolls “rise”",
        "author": "Inès Morrow",
        "published": "2026-05-03T10:00:00+02:00",
    }


def test_a_mail_in_several_parts_gives_all_its_words_once(reads):
    inner = EmailMessage()
    inner["From"] = "press@harbour.example"
    inner.set_content("The pier is shut, the harbour said.")
    mail = EmailMessage()
    mail["From"] = "ines@ledger.example"
    mail.set_content("See below.")
    mail.add_alternative(PAGE, subtype="html")
    mail.add_attachment(inner, disposition="inline")
    mail.add_attachment("Notes.", disposition="inline", filename="a.txt")
    [document], told = reads("a.eml", mail.as_bytes())
    assert not told
    assert document.text == "See below.\n\nThe pier is shut, the harbour said."


@pytest.mark.parametrize("page", [PAGE, "<table><tr><td>Two officials said so.</td></tr></table>"])
def test_a_mail_of_html_alone_gives_its_words(reads, page):
    mail = EmailMessage()
    mail["From"] = "ines@ledger.example"
    mail.set_content(page, subtype="html")
    [document], _ = reads("a.eml", mail.as_bytes())
    assert "Two officials said" in document.text
    assert "<" not in document.text
    assert document.author == "ines@ledger.example"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"Just words.", "not a mail"),
        (DEEP_MAIL, "nested too deep. Save it again, or copy its text."),
        (b"From: a@b.example\n\n", "no text in the mail"),
        (b"From: a@b.example\nContent-Type: image/png\n\nxx", "no text in the mail"),
    ],
    ids=short,
)
def test_what_is_no_mail_is_refused(reads, raw, reason):
    assert reads("a.eml", raw)[1][0].startswith(f"a.eml: {reason}")


@pytest.mark.parametrize("gzip", [True, False])
def test_an_archive_gives_its_pages_with_address_and_date(reads, gzip):
    pages = [
        ("https://l.example/tolls", "200 OK", "text/html; charset=utf-8", PAGE),
        ("https://l.example/gone", "404 Not Found", "text/html", PAGE),
        ("https://l.example/a.png", "200 OK", "image/png", "x"),
        ("https://l.example/empty", "200 OK", "text/html", "<html></html>"),
        ("https://l.example/two", "200 OK", "text/html", PAGE),
    ]
    name = "a.warc.gz" if gzip else "a.warc"
    found, told = reads(name, warc_of(*pages, gzip=gzip))
    assert [one.name.rpartition(":")[2] for one in found] == ["1", "5"]
    assert "Two officials said" in found[0].text
    assert (found[0].url, found[0].published) == (
        "https://l.example/tolls",
        "2026-05-03T10:00:00Z",
    )
    assert told == [f"{name}:4: no article found in the page. Copy its text into a .txt file."]


@pytest.mark.parametrize("gzip", [True, False])
def test_an_archive_that_breaks_off_gives_what_is_whole_and_says_so(reads, gzip):
    raw = warc_of(*TWO_PAGES, gzip=gzip)
    found, told = reads("a.warc", raw[:-60])
    assert len(found) == 1
    assert told == ["a.warc: the archive breaks off after record 2. Make or download it again."]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"no archive", "not a readable WARC"),
        (compress(warc_of(*TWO_PAGES, gzip=False)), "compressed as a whole"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 300_000, "not a readable WARC"),
    ],
    ids=short,
)
def test_what_is_no_archive_is_refused(reads, raw, reason, capfd):
    assert reads("a.warc", raw)[1][0].startswith(f"a.warc: {reason}")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("a.pdf", pdf_of(PAGES, PDF_INFO)),
        ("a.docx", docx_of()),
        ("a.rss", RSS.encode()),
        ("a.eml", b"From: a@b.example\nSubject: =?utf-8?q?x?=\nDate: x\n\nWords.\n"),
        ("a.warc", warc_of(("https://l.example/a", "200 OK", "text/html", PAGE))),
    ],
    ids=short,
)
def test_damaged_files_are_read_or_refused_and_nothing_else(reads, name, whole):
    chance = random.Random(7)
    for _ in range(8):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        cut = chance.choice([len(raw), chance.randrange(1, len(raw))])
        _, told = reads(name, bytes(raw[:cut]))
        assert all(line.startswith(f"{name}") and "\n" not in line for line in told)
