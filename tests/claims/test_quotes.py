"""Quotations by their marks."""

from __future__ import annotations

import pytest

from claims import quotes
from claims.model import Document
from claims.parsed import Paragraph, Parsed


def plain(text):
    """A parsed text of one token a word or mark, without a parser: quotations need no more."""
    import re

    parsed = Parsed(text)
    for line in re.finditer(r"[^\n]+", text):
        first = len(parsed.start)
        for token in re.finditer(r"\w+(?:['’]\w+)*|''|``|[^\w\s]", line.group()):
            parsed.start.append(line.start() + token.start())
            parsed.end.append(line.start() + token.end())
        parsed.paras.append(Paragraph(line.start(), line.end()))
        parsed.para_tokens.append((first, len(parsed.start)))
    return parsed


def found(text):
    parsed = plain(text)
    return [text[parsed.start[q.first] : parsed.end[q.last - 1]] for q in quotes.find(parsed)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "no way," and then "go." Later.', ['"no way,"', '"go."']),
        ("“A,” he said. “B.”", ["“A,”", "“B.”"]),
        ("''I haven't seen it,'' he said.", ["''I haven't seen it,''"]),
        ("``Yes,'' he said. ``No.''", ["``Yes,''", "``No.''"]),
        ("‘We’re here,’ she said. The voters’ view.", ["‘We’re here,’"]),
        ("The voters' view wasn't the mayors' view.", []),
        ("In the '90s it was 6'2\" tall.", []),
        ("He called it “[an] in-principle deal” twice.", ["“[an] in-principle deal”"]),
    ],
)
def test_each_style_of_mark_is_read(text, expected):
    """Straight, curly, doubled and single marks are told from apostrophes and inches."""
    assert found(text) == expected


def test_an_open_mark_ends_with_its_paragraph():
    """A mark that never closes does not swallow what comes below."""
    assert found('"Never closed, he said.\nA paragraph of its own.') == ['"Never closed, he said.']


def test_a_quotation_that_opens_again_goes_on():
    """A paragraph that opens again after an unclosed one continues it."""
    parsed = plain("“One.\n“Two.”\n“Three.”")
    assert [q.continues for q in quotes.find(parsed)] == [False, True, False]


@pytest.mark.parametrize(
    "text", ['"' * 5000, '" ' * 5000, "' " * 5000, "“ " * 5000, "” " * 5000, "'a " * 5000]
)
def test_runs_of_marks_give_quotations_that_do_not_overlap(text):
    """Whatever the marks, quotations come in order, inside the text, without overlap."""
    parsed = plain(text)
    last = 0
    for quote in quotes.find(parsed):
        assert last <= quote.first < quote.last <= len(parsed)
        last = quote.last
    assert Document("x", text).text == text
