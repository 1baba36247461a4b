"""Speakers and openings told by layout: who is said to have said it, and what is no statement."""

from __future__ import annotations

import pytest

from claims.model import Document, check_spans
from claims.openings import closing, is_stage_direction, opening

TRANSCRIPT = """ANNA PRICE, HOST: Welcome back. The governor closed three hospitals.
>> SENATOR BELL: Thank you. They lost 40 million dollars. Why is that?
[crosstalk]
PRICE: We'll be right back.
(END VIDEO CLIP)
"""
INTERVIEW = """A talk with Mira Stone
By Tom Hale

She took office in May.

Q: How many trains ran late?
A: A third of them ran late.
Q: Will fares rise?
A: They will rise by four percent.
"""
QUESTIONS = """{}

Why did you leave the club?

I left in May.

Did the president know?

He signed my contract himself.

What will you do now?

I will coach in Norway.
"""


def told(extractor, text):
    """Each claim's words with the sources of its chain."""
    claims = extractor.extract(Document("-", text))
    for claim in claims:
        check_spans(claim, text)
    return {c.wording: [link.source_text for link in c.attributions] for c in claims}


def test_a_turn_belongs_to_its_speaker_and_courtesies_claim_nothing(extractor):
    """Greetings, questions and stage directions of a broadcast are no claims."""
    assert told(extractor, TRANSCRIPT) == {
        "The governor closed three hospitals": ["ANNA PRICE, HOST"],
        "They lost 40 million dollars": ["SENATOR BELL"],
    }


def test_an_answer_is_the_one_persons_who_was_named_before(extractor):
    """`A:` is whoever the talk is with; the byline's name is not asked for it."""
    found = told(extractor, INTERVIEW)
    assert found["A third of them ran late"] == ["Mira Stone"]
    assert found["They will rise by four percent"] == ["Mira Stone"]
    assert not any("?" in wording for wording in found)


@pytest.mark.parametrize(
    ("before", "source"),
    [
        ("Lars Holm left the club in May.", "Lars Holm"),
        ("Anna Berg met the coach at his home.", None),
        ("Anna Berg interviewed Lars Holm at his home.", "Lars Holm"),
        ("Lars Holm and Ole Dahl left in May.", None),
    ],
)
def test_answers_between_questions_are_never_the_writers(extractor, before, source):
    """Who answers is named where one person stands before; else nobody is, rather than a guess."""
    found = told(extractor, QUESTIONS.format(before))
    assert found["I left in May"] == [source]
    assert found["I will coach in Norway"] == [source]


def test_headings_in_capitals_speak_for_nobody(extractor):
    """*NOTE:*, *COST:* and *CLAIM:* head a paragraph; whoever wrote it speaks."""
    text = "COST: It cost 4 million.\n\nBUILT: It was built in 1990.\n\nCLAIM: The bridge fell.\n"
    assert told(extractor, text) == {
        "It cost 4 million": [],
        "It was built in 1990": [],
        "The bridge fell": [],
    }


def test_questions_of_an_essay_make_no_interview(extractor):
    """Without a first person that answers, the article stays the writer's."""
    text = "Why now?\n\nPrices fell in May.\n\nWho pays?\n\nThe state pays.\n\nWhat next?\n\nA vote follows."
    assert told(extractor, text)["Prices fell in May"] == []


@pytest.mark.parametrize(
    ("text", "wording", "source"),
    [
        ("@lin: The bridge is safe.", "The bridge is safe", "@lin"),
        ("RT @lin: The bridge is safe.", "The bridge is safe", "@lin"),
        ("Ann Lin @lin · May 3\nThe bridge is safe.", "The bridge is safe", "Ann Lin @lin"),
        ("@anna Replying to @lin\nThe bridge fell.", "The bridge fell", "@anna"),
        ("Ann Lin on X: The bridge is safe.", "The bridge is safe", "Ann Lin"),
        ("Ann Lin via Truth Social: The bridge is safe.", "The bridge is safe", "Ann Lin"),
    ],
)
def test_a_post_belongs_to_its_account(extractor, text, wording, source):
    """Whoever is named in front of a post or in the line above it is said to have written it."""
    assert told(extractor, text)[wording] == [source]


@pytest.mark.parametrize(
    "text",
    ["Ask @lin about it.\nThe bridge is safe.", "Thanks to @lin: we won.\n\nThe bridge is safe."],
)
def test_a_handle_in_a_sentence_is_no_account_of_the_next_one(extractor, text):
    """Only a line that is nothing but an account stands above a post."""
    assert told(extractor, text)["The bridge is safe"] == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("OSK, May 3 (Reuters) - Four died", "Four died"),
        ("NEW YORK--(BUSINESS WIRE)--Acme grew", "Acme grew"),
        ("LEEDS, England, May 3, 2024 -- Acme grew", "Acme grew"),
        ("London, 3 May (AFP) — Four died", "Four died"),
        ("(CNN)Four died", "Four died"),
        ("BREAKING: Four died", "Four died"),
        ("16:40 - Four died", "Four died"),
        ("[01:12:03] Four died", "Four died"),
        ("10 min ago · Four died", "Four died"),
        ("• 1. Four died", "Four died"),
        ("3) Four died", "Four died"),
        ("2/7 Four died", "Four died"),
        ("- Four died in May.", "Four died in May."),
        (">> (on camera) BELL: Four died", "BELL: Four died"),
        ("SIR – Four died", "Four died"),
        ("RT @lin: Four died", "@lin: Four died"),
        ("**Four died**", "Four died**"),
    ],
)
def test_what_stands_before_the_words_of_a_line_is_left_out(line, words):
    assert line[opening(line) :] == words


@pytest.mark.parametrize(
    "line",
    [
        "1.5 million people died", "2016 was dry.", "3D printing grew.", "A. Smith said so.",
        "— Ann Moss", "- Ann Moss", "IBM grew by 4%.", "NATO - the alliance - met.", "18.42 BST",
        "(The mayor left.)", "[He] left.", "US troops left.", "*", "•", "5-3 was the score.", "",
    ],
)  # fmt: skip
def test_words_are_never_left_out(line):
    assert opening(line) == 0


def test_bold_marks_end_with_the_line():
    assert (closing("**Four died**"), closing("****"), closing("Four died")) == (2, 0, 0)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("(END VIDEO CLIP)", True), ("[crosstalk]", True), ("(LAUGHTER)", True), ("[Applause.]", False),
        ("(The mayor left.)", False), ("[He] left.", False), ("(through translator)", True),
    ],
)  # fmt: skip
def test_stage_directions_are_told_from_remarks_in_brackets(line, is_one):
    assert is_stage_direction(line) is is_one
