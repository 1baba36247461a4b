"""The page: self-contained, in order for readers of every kind."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re

import pytest
from lxml import html as lxml_html

from verifier.reports import render
from verifier.reports.model import ReportData


@pytest.fixture
def source(desk_report):
    """The page's text."""
    return "".join(render("html", desk_report))


@pytest.fixture
def page(source):
    """The parsed page."""
    return lxml_html.document_fromstring(source)


def test_page_asks_for_nothing(page):
    """There is no script, and nothing that a browser would fetch."""
    assert not page.xpath("//script | //link | //img | //iframe | //object | //embed | //form")
    assert not page.xpath("//@src | //@style | //@srcset | //@action")
    assert "@import" not in page.findtext(".//style")
    assert all(use.get("href").startswith("#") for use in page.iter("use"))


def test_page_allows_its_own_style_only(page):
    """The policy forbids everything but the one style sheet, by its hash."""
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = page.findtext(".//style")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy


def test_page_has_landmarks_and_one_title(page):
    """Language, title, one main, one h1, and headings that skip no level."""
    assert page.get("lang") == "en"
    assert page.findtext(".//title") == "Verification report: Bridge to close for a year and 1 more"
    assert [len(page.xpath(f"//{tag}")) for tag in ("main", "h1", "nav")] == [1, 1, 1]
    levels = [int(h.tag[1]) for h in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_page_names_are_unique_and_reached(page):
    """Every id occurs once, and every link and label inside the page finds its place."""
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = [href[1:] for href in page.xpath("//@href") if href.startswith("#")]
    labels = " ".join(page.xpath("//@aria-labelledby")).split()
    assert set(inner) | set(labels) <= set(ids)


def test_tables_have_headers(page):
    """Every table has a caption, and each of its headers says what it heads."""
    tables = page.xpath("//table")
    assert tables
    assert all(table.find("caption") is not None for table in tables)
    assert all(head.get("scope") in {"col", "row"} for head in page.iter("th"))


def test_figure_says_in_words_what_it_draws(page):
    """The figure has a title and a description with the numbers."""
    words = [desc.text for desc in page.xpath("//figure/svg/desc")]
    assert len(words) == len(page.xpath("//figure/svg[@role='img' and @aria-labelledby]")) == 3
    assert "asserted 3 (1 unreviewed, 1 verified, 1 set aside)" in words[0]
    assert words[1].startswith("unreviewed 4; checking 1; verified 1")
    assert "verified 2 (1 supports, 1 context); false 0" in words[2]


def colours(style, opening):
    """The colours that a block of the style sheet sets, by name."""
    block = re.search(re.escape(opening) + r"\s*:root \{(.*?)\}", style, re.DOTALL)[1]
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", block))


def contrast(one, other):
    """WCAG 2's ratio of two colours."""

    def light(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("opening", ["", "(prefers-color-scheme: dark) {", "@media print {"])
def test_every_colour_can_be_read(page, opening):
    """Text stands out by 4.5 to 1, and what a figure is drawn with by 3 to 1, in all three dresses."""
    found = colours(page.findtext(".//style"), opening)
    for name in ("ink", "soft", "accent", "weak", "middle", "firm", "bad"):
        assert contrast(found[name], found["paper"]) >= 4.5, name
    for name in ("good", "doubt"):
        assert contrast(found[name], found["paper"]) >= 3, name


def test_page_can_be_walked_without_eyes_or_mouse(page):
    """Landmarks by name, a way past the navigation, links with words, a scroller that takes focus."""
    assert page.xpath("//body/header")
    assert page.xpath("//body/footer")
    assert page.xpath("//nav/@aria-label") == ["Contents"]
    assert page.xpath("//a[@class='skip']/@href") == ["#report"]
    assert all((a.get("aria-label") or a.text_content()).strip() for a in page.iter("a"))
    assert page.xpath("//*[@class='overview']/@tabindex") == ["0"]
    regions = page.xpath("//section | //article | //*[@role='region']")
    assert all(one.get("aria-labelledby") for one in regions)
    hidden = page.xpath("//svg[not(@role)]")
    assert all(one.get("aria-hidden") == "true" for one in hidden)


def test_no_meaning_by_colour_alone(page):
    """Each level and status on the page stands as a word; each kind in a figure has its pattern."""
    style = page.findtext(".//style")
    fills = re.findall(r"\.k-([\w-]+)\.over \{ fill: ([^;]+);", style)
    drawn = {kind: fill for kind, fill in fills if kind not in {"supports", "refutes"}}
    assert len(set(drawn.values())) == len(drawn) == 7
    for bar in page.xpath("//svg[contains(@class, 'bar')]"):
        beside = bar.tail or ""
        assert beside.strip() or bar.getnext() is not None


def test_print_numbers_lines_and_leaves_a_margin(page):
    """On paper the article's lines are numbered, and nothing is broken inside a line or a row."""
    printed = page.findtext(".//style").split("@media print", 1)[1]
    assert re.search(r"\.line p::after \{[^}]*\\A 2\\A 3", printed)
    assert ".claim { padding-right: 27%; }" in printed
    assert re.search(r"\.line, [^{]*tr[^{]*\{ break-inside: avoid", printed)


def test_article_is_whole(page, desk_report):
    """The article stands on the page word for word, numbers of claims left out."""
    text = page.xpath("//article[1]//div[@class='line']/p")
    for sup in page.xpath("//article[1]//a[@class='mark']"):
        sup.drop_tag()
    for sup in page.xpath("//article[1]//p/sup"):
        sup.drop_tree()
    shown = [p.text_content() for p in text]
    assert shown == [line for line in desk_report.documents[0].stored.text.split("\n") if line]


def test_every_claim_is_marked_noted_and_told(page):
    """Each claim has its number in the text, a note in the margin and a section of its own."""
    numbers = [str(number) for number in range(1, 12)]
    assert sorted(page.xpath("//a[@class='mark']/sup/text()"), key=int) == numbers
    assert page.xpath("//ul[@class='notes']//a[@class='number']/text()") == numbers
    assert page.xpath("//section[@class='claim']//h4/a/text()") == numbers


def test_inner_claim_shows_in_the_outer(page):
    """A claim within a claim carries its own level's line."""
    marks = [(mark.get("class"), mark.text_content()) for mark in page.iter("mark")]
    assert ("l2", "forger of the invoice") in marks
    assert ("l1", " has left") in marks


def test_links_to_elsewhere_tell_nothing(page):
    """A link that leaves the page gives its target no window and no address."""
    outer = [a for a in page.iter("a") if not a.get("href").startswith("#")]
    assert outer
    assert all({"noopener", "noreferrer"} <= set(a.get("rel").split()) for a in outer)


def test_empty_page_is_whole():
    """A report over nothing is a page that says so."""
    source = "".join(render("html", ReportData(generated_at="2026-05-04T09:00:00Z")))
    page = lxml_html.document_fromstring(source)
    assert "No claim was selected." in page.get_element_by_id("result").text_content()
    assert not re.search(r"href=\"#attention\"", source)


def test_words_of_others_are_isolated(page):
    """Text of articles and reviewers keeps its own direction, and turns nothing around it."""
    assert all(line.get("dir") == "auto" for line in page.xpath("//div[@class='line']/p"))
    assert all(
        value.get("dir") == "auto"
        for value in page.iter("dd")
        if value.xpath("ancestor::dl[not(@class='scale')]")
    )
    assert all(heading.find("bdi") is not None for heading in page.iter("h4"))
    assert page.xpath("//table[@class='evidence']//a[@class='out']/bdi")


def test_number_of_a_claim_leads_to_the_text_and_back(page):
    """From the article to the claim, and from the claim to its place in the article."""
    there = page.xpath("//a[@class='mark']")
    back = page.xpath("//section[@class='claim']//h4/a")
    assert {a.get("href") for a in there} == {
        f"#{s.get('id')}" for s in page.xpath("//section[@class='claim']")
    }
    assert sorted(a.get("href") for a in back) == sorted(f"#{a.get('id')}" for a in there)


def test_a_claim_is_printed_in_one_piece(page):
    """A claim is not cut by the end of a sheet where it fits on one, and never between its words and verdict."""
    printed = page.findtext(".//style").split("@media print", 1)[1]
    assert re.search(r"[^}]*\.claim, \.claim \.head[^{]*\{ break-inside: avoid", printed)
    assert all(head.find("h4") is not None for head in page.xpath("//div[@class='head']"))
