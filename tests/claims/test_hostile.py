"""Texts made to hurt: no failure, exact spans, and work that grows with the length alone."""

from __future__ import annotations

import sys

import pytest

from claims import segment
from claims.model import Document, check_spans

HOSTILE = {
    "no sentence end": lambda n: "the council met and the mayor spoke of the harbour " * n,
    "quotes that never close": lambda n: "“The harbour is sold, said the mayor. " * n,
    "straight quotes, odd": lambda n: '"' + 'The mayor said "it is sold. ' * n,
    "brackets": lambda n: "(" * 20 * n,
    "brackets apart": lambda n: "( " * 5 * n,
    "punctuation": lambda n: ".,;:!? " * n,
    "marks alone": lambda n: "“” ‘’ " * n,
    "a chain": lambda n: "the minister said that " * n,
    "alleged": lambda n: "the alleged " * n,
    "according": lambda n: "according to the mayor " * n,
    "capitals": lambda n: "THE MAYOR SAID IT RAINED " * n,
    "short lines": lambda n: "he said\n" * n,
    "turns": lambda n: "REED: We won.\n" * n,
    "emoji": lambda n: "\U0001f600 said \U0001f6a2 " * n,
    "combining flood": lambda n: ("e" + "\u0301" * 60 + " ") * n,
    "right to left": lambda n: "\u202eשלום said العربية " * n,
    "NUL": lambda n: "The\x00 mayor said \x00 that it rained. " * n,
    "half characters": lambda n: "The \ud800 mayor said \udfff it rained. " * n,
    "one long word": lambda n: "x" * 100 * n + " he said it rained.",
    "many blanks": lambda n: "He said " + " " * 100 * n + "that it rained.",
    "line ends of all kinds": lambda n: "He said\r\x0b\x0c\x85\u2028\u2029that it rained.\r\n" * n,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_no_text_breaks_the_extraction_and_spans_stay_exact(claims_in, make):
    text = make(120)
    for claim in claims_in(text):
        check_spans(claim, text)


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_is_about_twice_the_work(claims_in, make):
    """Calls are counted, not time: the same text always makes the same number of them.

    Small texts take their share of work that does not grow, so that the ratio may be below two.
    """
    claims_in(make(30))
    once, twice = calls(claims_in, make(50)), calls(claims_in, make(100))
    assert twice <= 2.6 * once


def calls(work, text):
    """How many calls of functions, also of built-in ones, the work on a text makes."""
    count = 0

    def counted(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_what_is_parsed_at_once_stays_bounded_however_long_the_text(make):
    """Each later step works on one stretch, so the whole is linear when stretches are bounded."""
    for piece in segment.paragraphs(make(20_000)):
        assert piece.end - piece.start <= segment.PIECE + segment.SENTENCE


def test_what_a_chain_covers_grows_with_its_length_alone(extractor):
    counts = [
        sum(
            sum(end - start for start, end in link.content)
            for claim in extractor.extract(Document("-", "the minister said that " * n))
            for link in claim.attributions
        )
        for n in (230, 460)
    ]
    assert counts[1] <= 3 * max(counts[0], 1)
