"""A desk's own templates: what they can change, what they can't reach, and how they break."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from verifier.errors import Refused
from verifier.reports import render
from verifier.reports.outgoing import cleared

PAGE = Path(__file__).parents[3] / "docs" / "templates.md"


@pytest.fixture
def from_template(tmp_path, desk_report):
    """Render the small desk's report from a template's text."""

    def call(text, form="md", data=None):
        path = tmp_path / f"ours.{form}"
        path.write_text(text, encoding="utf-8")
        return "".join(render(form, data or desk_report, path))

    return call


def test_a_template_replaces_the_whole(from_template):
    """What the desk writes is the report, with the documented values in it."""
    found = from_template(
        "{{ heading }} by {{ data.publisher.name }}: {{ counts.done }}\n"
        "{% for section in sections %}{% for item in section.claims %}\n"
        "{{ item.number }} {{ words.wording(item.claim.stored.claim) }}\n"
        "{% endfor %}{% endfor %}"
    )
    assert found.startswith("Verification report by Harbour Desk: 6\n1 Bridge to close for a year")
    assert "5 denied: the money was lost" in found


def test_a_template_extends_the_shipped_one(from_template):
    """One block replaced leaves the rest, and the page's policy knows the changed style."""
    found = from_template(
        '{% extends "verifier/report.html" %}\n'
        "{% block style %}{{ super() }}h1 { color: green }{% endblock %}\n"
        "{% block reading %}<footer>Our own foot</footer>{% endblock %}\n",
        "html",
    )
    page = lxml_html.document_fromstring(found)
    assert "h1 { color: green }" in page.findtext(".//style")
    assert page.findtext(".//footer") == "Our own foot"
    assert len(page.xpath("//section[@class='claim']")) == 11
    plain = from_template('{% extends "verifier/report.html" %}', "html")
    policy = [re.search(r"sha256-([^']+)", one)[1] for one in (found, plain)]
    assert policy[0] != policy[1]


def test_a_template_may_lie_beside_its_parts(from_template, tmp_path):
    """A file in the template's folder can be included."""
    (tmp_path / "head.md").write_text("# Ours\n", encoding="utf-8")
    assert from_template('{% include "head.md" %}') == "# Ours\n"
    with pytest.raises(Refused, match=r"\.\./head\.md"):
        from_template('{% include "../head.md" %}')


@pytest.mark.parametrize(
    "written",
    ["{{ v }}", "{{ 'a ' ~ v }}", "{{ [v, v]|join(', ') }}", "{% set x %}{{ v }}{% endset %}{{ x }}",
     "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(v) ~ v }}", "{{ link(v, v) }}", "{{ v|line }}"],
)  # fmt: skip
@pytest.mark.parametrize(
    "payload", ["[a](javascript:alert(1))", "<b>x</b>", "*a* `b` | c", "![x](y)"]
)
def test_every_way_to_print_a_value_escapes_it(written, payload, from_template, hostile_report):
    """However a template joins and prints text from outside, it stays text."""
    text = "{% set v = sections[0].document.stored.title %}\n" + written
    tokens = MarkdownIt("commonmark").parse(from_template(text, data=hostile_report(payload)))
    kinds = {inner.type for token in tokens for inner in token.children or ()}
    assert kinds <= {"text", "softbreak"}
    page = from_template(
        text.replace("link(v, v)", "v").replace("|line", ""), "html", hostile_report(payload)
    )
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\n{% if %}", r"ours\.md:2: a broken template \(Expected an expression"),
        ("a\n\n{{ nobody }}", r"ours\.md:3: a broken template \('nobody' is undefined"),
        ("{{ data.nothing }}", r"ours\.md:1: .*nothing"),
        ("{{ 1 / 0 }}", r"ours\.md:1: .*ZeroDivisionError: division by zero"),
        ("{{ data.__class__.__mro__ }}", r"ours\.md:1: .*__class__"),
        ("{{ data.documents.__init__.__globals__ }}", r"ours\.md:1: .*unsafe"),
        ("{% include 'no.md' %}", r"ours\.md:1: .*no\.md"),
        ("{{ words.date(1, 2, 3) }}", r"ours\.md:1: .*TypeError"),
        ("{% for i in range(1000000) %}{% endfor %}", r"ours\.md:1: .*[Rr]ange too big"),
        ("{{ sections|nothing }}", r"ours\.md:1: .*No filter named 'nothing'"),
    ],
)
def test_a_broken_template_is_one_line(text, words, from_template):
    """File, line and reason; a template that reaches for Python's inside is broken too."""
    with pytest.raises(Refused, match=words) as told:
        from_template(text)
    assert "\n" not in str(told.value)


def test_a_template_that_is_not_there_or_no_text(tmp_path, desk_report):
    """A missing file and one that is no UTF-8 are named."""
    with pytest.raises(FileNotFoundError):
        list(render("md", desk_report, tmp_path / "none.md"))
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe{{")
    with pytest.raises(Refused, match=r"bad\.md: a broken template"):
        list(render("md", desk_report, tmp_path / "bad.md"))


def test_a_template_never_sees_a_protected_reference(from_template):
    """Even a template that prints every record whole finds nothing of it."""
    text = (
        "{% for section in sections %}{% for item in section.claims %}{{ item.claim.evidence }}"
        "{{ item.claim.history }}{% endfor %}{% endfor %}{{ data }}"
    )
    found = from_template(text).lower()
    assert "reference(" in found
    assert not any(mark in found for mark in ("hidden-", "hidden.", "whistle"))


def test_clearing_twice_is_clearing_once(desk_report):
    """What may leave is left as it is."""
    once = cleared(desk_report)
    assert cleared(once) == once
    assert once != desk_report


def test_the_page_tells_every_value_block_and_filter(desk_report):
    """docs/templates.md names all that a template can use, and its examples work."""
    from verifier.reports import html, markdown, words
    from verifier.reports.templating import context

    page = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", page)) | set(re.findall(r"`([a-z_]+)\(", page))
    assert set(context(desk_report)) <= named
    assert set(words.__all__) <= set(re.findall(r"\b(\w+)\b", page))
    standard = {"url", "day", "by", "facts", "about", "told", "history", "join"}
    for made in (html._environment(None), markdown._environment(None)):
        ours = {
            name
            for name, one in made.filters.items()
            if "verifier" in getattr(one, "__module__", "")
        }
        assert ours | standard <= named, ours - named
    folder = Path(html.__file__).parent / "templates"
    for name in ("report.html", "report.md"):
        blocks = re.findall(r"{% block (\w+)", (folder / name).read_text(encoding="utf-8"))
        assert set(blocks) <= named, name


def test_the_examples_of_the_page_work(from_template):
    """Each template of docs/templates.md renders."""
    examples = re.findall(
        r"^```jinja (md|html)\n(.*?)^```",
        PAGE.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert {form for form, _ in examples} == {"md", "html"}
    for form, text in examples:
        assert from_template(text, form)
