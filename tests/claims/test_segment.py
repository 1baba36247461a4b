"""Cutting a text into paragraphs: what is one stretch, what is left out, and that it stays linear."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.openings import is_stage_direction, opening
from claims.segment import PIECE, RUN, SENTENCE, SIGNS, paragraphs

LONG = "The council of the harbour town met on Monday to weigh the plan for a second crane, which the port wants."
BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
WRAPPED = """The council of the harbour town met on Monday to weigh the plan for a
second crane, which the port has wanted since the first one failed in a
storm. Nobody spoke against it.

A vote is due in May. The mayor said that the money was there, but that
the winter had been dear and the roads came first.
"""


def stretches(text):
    return [text[p.start : p.end] for p in paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\r\n ", []),
        ("One line.", ["One line."]),
        ("  One line.  ", ["One line."]),
        (f"{LONG}\n{LONG}", [LONG, LONG]),
        (f"{LONG}\r\n\r\n{LONG}\r\n", [LONG, LONG]),
        (f"{LONG}\u2028{LONG}", [LONG, LONG]),
        (
            "It rained.\nIt snowed.\nThe ferry sank.",
            ["It rained.", "It snowed.", "The ferry sank."],
        ),
        ("the mayor said\nshe would go.", ["the mayor said\nshe would go."]),
        ("REED: We won.\nHALE: You did not.", ["REED: We won.", "HALE: You did not."]),
    ],
    ids=range(10),
)
def test_lines_are_paragraphs_unless_a_sentence_plainly_goes_on(text, expected):
    assert stretches(text) == expected


def test_text_wrapped_by_hand_is_joined_into_its_paragraphs():
    first, second = stretches(WRAPPED)
    assert first.startswith("The council")
    assert first.endswith("against it.")
    assert first.count("\n") == 2
    assert second.endswith("came first.")


def test_indented_wrapped_text_breaks_where_a_line_ends_early():
    text = (WRAPPED * 2).replace("\n\n", "\n   ")
    assert [piece.split()[0] for piece in stretches(text)] == ["The", "A", "The", "A"]


def test_a_byline_inside_wrapped_text_stands_by_itself():
    assert "By Ada Brook" in stretches("By Ada Brook\n" + WRAPPED)


def test_a_run_without_blanks_is_left_out_and_the_rest_kept():
    run = "x" * (RUN + 1)
    assert stretches(f"The ferry sank. {run} The crew lived.") == [
        "The ferry sank.",
        "The crew lived.",
    ]


@pytest.mark.parametrize("sign", ["(", "-", "”", "\U0001f600", "."])
def test_a_long_run_of_signs_is_left_out_and_the_rest_kept(sign):
    text = f"The ferry sank {sign * (SIGNS + 1)} the crew lived."
    assert stretches(text) == ["The ferry sank", "the crew lived."]


def test_a_document_of_one_line_is_cut_at_sentence_ends():
    text = "The ferry sank near the coast on Monday. " * 3_000
    pieces = stretches(text)
    assert len(pieces) > 1
    assert all(piece.startswith("The ferry") and piece.endswith("Monday.") for piece in pieces)
    assert max(map(len, pieces)) <= PIECE


def test_words_without_a_sentence_end_are_cut_at_blanks():
    pieces = stretches("the minister said that " * 3_000)
    assert max(map(len, pieces)) <= SENTENCE
    assert "".join(" ".join(pieces).split()) == "theministersaidthat" * 3_000


def test_a_sentence_end_before_and_after_a_flood_keeps_its_piece_bounded():
    text = "It rained. " + "and on it went " * 2_000 + ". It stopped. " * 10
    assert max(map(len, stretches(text))) <= PIECE + SENTENCE


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(' \n\r.("“”é\u0301\u202e\x00'))))
@example("+\x85a")
@settings(max_examples=300)
def test_stretches_are_in_order_apart_trimmed_and_hold_every_letter(text):
    found = paragraphs(text)
    at = 0
    for piece in found:
        assert at <= piece.start < piece.end <= len(text)
        words = text[piece.start : piece.end]
        assert words == words.strip()
        at = piece.end
    ends = [0, *(piece.end for piece in found)]
    for end, piece in zip(ends, found, strict=False):
        *gone, before = BREAK.split(text[end : piece.start])
        words = before.lstrip() + text[piece.start : piece.end]
        assert opening(words) == len(before.lstrip())
        assert all(dropped(line) for line in gone)
    assert all(dropped(line) for line in BREAK.split(text[ends[-1] :]))


def dropped(line):
    """Blanks, a list mark alone, the end of a line in bold, or a stage direction."""
    return line.strip() in {"", "*", "+", "-", "–", ">", "#", "**", "__"} or is_stage_direction(
        line.strip()
    )
