"""Feeds, mails and web archives: what is read of them, and what hostile ones can't do."""

from __future__ import annotations

import io
from email.message import EmailMessage
from gzip import compress

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

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


DEEP_MAIL = b"From: a@b.example\n" + b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (part, part) for part in range(3000)
)
BOMB = b'<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'


def short(value):
    """A test's name: never the bytes of a file, which differ from run to run."""
    return value[:30] if isinstance(value, str) else "raw"


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
        ("a.rss", RSS.encode()),
        ("a.eml", b"From: a@b.example\nSubject: =?utf-8?q?x?=\nDate: x\n\nWords.\n"),
        ("a.warc", warc_of(("https://l.example/a", "200 OK", "text/html", PAGE))),
    ],
    ids=short,
)
def test_damaged_files_are_read_or_refused_and_nothing_else(bears_damage, name, whole):
    bears_damage(name, whole)
