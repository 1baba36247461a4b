"""Text from anywhere never becomes markup, script, formula, control code or a live bad link."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from verifier.reports import TEXT_FORMATS, render
from verifier.reports.markdown import escape

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><style>*{display:none}</style>",
    "<!-- --><b>bold</b>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &#60;i&#62;",
    "[press](javascript:alert(1))",
    "![pixel](https://evil.example.org/p.png)",
    "<https://evil.example.org/auto>",
    "[ref]: https://evil.example.org",
    "[^1]: note",
    "| a | b |",
    "```\ncode\n```",
    "# heading",
    "- item",
    "1. item",
    "> quoted",
    "> [!WARNING]",
    "===",
    "---",
    "*bold* _it_ ~~gone~~ `code` $x$",
    "back\\slash\\",
    "    four blanks",
    '=HYPERLINK("https://evil.example.org")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "\x1b]52;c;aGk=\x07 \x9b31m \x00 \x7f",
    "\u202egnp.exe\u202c \u2066x\u2069",
    "a\r\nb\rc\nd",
    "\u2028line\u2029par",
    "\ufeff\u200b\u200d",
    "\U000e0041",
]
ADDRESSES = [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    'https://ok.example.org/"><script>alert(1)</script>',
    "https://ok.example.org/)](javascript:alert(1))",
    "https://ok.example.org/>x<b>",
    "https://ok.example.org/|a|`b`*c*",
    "//evil.example.org",
    "\x01javascript:alert(1)",
]
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def written(format_name, data):
    """The whole report as one string."""
    return "".join(render(format_name, data))


def tags(page):
    """The page's elements in order: what a payload must not change."""
    return [element.tag for element in page.iter() if isinstance(element.tag, str)]


def tokens(text):
    """The kinds of Markdown tokens in order, those within lines too."""
    found = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        found.append(token.type)
        found += [inner.type for inner in token.children or () if inner.type != "text"]
    return found


ONE_LINE = [payload for payload in PAYLOADS if not re.search("[\n\r]", payload)]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("format_name", TEXT_FORMATS)
def test_no_raw_control_character(format_name, payload, hostile_report):
    """No format carries a control character or a direction override of the data."""
    assert not RAW.search(written(format_name, hostile_report(payload)))


@pytest.mark.parametrize("payload", ONE_LINE)
def test_page_keeps_its_elements(payload, hostile_report):
    """No payload adds, hides or closes an element of the page."""
    page = lxml_html.document_fromstring(written("html", hostile_report(payload)))
    plain = lxml_html.document_fromstring(written("html", hostile_report("plain words")))
    assert tags(page) == tags(plain)
    assert [key for element in page.iter() for key in element.attrib if key.startswith("on")] == []


@pytest.mark.parametrize("payload", ["<b>&amp;</b>", "[an] agreement", "{{ 7 * 7 }}", "'\"<>&"])
def test_page_shows_the_words(payload, hostile_report):
    """What looks like markup is shown as the words it is."""
    page = lxml_html.document_fromstring(written("html", hostile_report(payload)))
    assert payload in page.get_element_by_id("words-1").text_content()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("format_name", ["html", "md"])
def test_links_lead_nowhere_bad(format_name, address, hostile_report):
    """Only http, https and mailto are links; another address is plain text or left out."""
    found = written(format_name, hostile_report("plain words", url=address))
    if format_name == "md":
        found = MarkdownIt("commonmark").enable("table").render(found)
    page = lxml_html.document_fromstring(found)
    links = [link.get("href") for link in page.iter("a")]
    assert all(re.match(r"#|https?://|mailto:", link) for link in links), links
    assert not any("script>" in link for link in links if not link.startswith("https://ok"))


@pytest.mark.parametrize("payload", ONE_LINE)
def test_markdown_keeps_its_structure(payload, hostile_report):
    """No payload makes markup of its own: the tokens are those of plain words."""
    found = tokens(written("md", hostile_report(payload)))
    assert ("code_inline" in found) == payload.startswith("@")
    plain = tokens(written("md", hostile_report("plain words")))
    assert [one for one in found if one != "code_inline"] == plain
    assert not {"html_block", "html_inline", "image"} & set(found)


@pytest.mark.parametrize(
    ("payload", "shown"),
    [
        ("ask @octocat-1, now", "ask `@octocat-1`, now"),
        ("see #123 and o/r#5.", "see `#123` and `o/r#5`."),
        ("fixed in GH-7", "fixed in `GH-7`"),
        ("rang :bell: at 10:30:15", "rang `:bell:` at 10:30:15"),
        ("ada@example.org, https://example.org/a#1", "ada@example.org, https://example.org/a#1"),
        ("&#35;12", "\\&#35;12"),
    ],
)
def test_a_code_host_calls_nobody(payload, shown):
    """People, issues and pictures that a code host would put in stay the words that they are."""
    assert escape(payload) == shown


@pytest.mark.parametrize("payload", PAYLOADS)
def test_csv_cells_start_no_formula(payload, hostile_report):
    """The table keeps its shape, and no cell starts with a formula's sign."""
    rows = list(csv.reader(io.StringIO(written("csv", hostile_report(payload)), newline="")))
    assert len(rows) == 2
    assert len(rows[0]) == len(rows[1])
    assert not any(cell.lstrip(" ").startswith(tuple("=+-@＝＋－＠\t\r\n")) for cell in rows[1])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_json_is_exact(payload, hostile_report):
    """JSON gives every text back as it came, whatever it holds."""
    data = hostile_report(payload)
    found = json.loads(written("json", data))
    document = found["documents"][0]
    assert document["text"] == data.documents[0].stored.text
    assert document["claims"][0]["wording"] == payload
    assert document["claims"][0]["evidence"][0]["quote"] == payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_claimreview_can_stand_in_a_script(payload, hostile_report):
    """Nothing in the JSON-LD can end the script element around it, and it reads back exactly."""
    found = written("claimreview", hostile_report(payload))
    assert not set("<>&") & set(found)
    assert json.loads(found)[0]["claimReviewed"] == payload
