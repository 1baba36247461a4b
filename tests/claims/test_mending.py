"""Mended parses: a table of sentences and the claim that only the mended parse gives."""

from __future__ import annotations

import pytest

from claims import segment
from claims.model import Document

CASES = [
    (
        "Those reported to be in the building were two cleaners.",
        "Those reported to be in the building were two cleaners",
        "asserted",
    ),
    (
        "A man believed to be the driver was arrested.",
        "to be the driver",
        "reported",
    ),
    (
        "A painting said to be worth 9 million euros was stolen.",
        "to be worth 9 million euros",
        "reported",
    ),
    (
        "The two men alleged to have robbed the bank have left.",
        "to have robbed the bank",
        "alleged",
    ),
    (
        "The museum said in a letter that the vase was stolen.",
        "the vase was stolen",
        "named",
    ),
    (
        "The minister told reporters on Monday that the bridge was closed.",
        "the bridge was closed",
        "named",
    ),
    (
        "A clerk who was on duty that night confirmed that the door was open.",
        "the door was open",
        "confirmed",
    ),
]


@pytest.mark.parametrize(("text", "wording", "level"), CASES)
def test_content_is_found_behind_a_noun_of_place(extractor, text, wording, level):
    """What is said in a letter, to reporters, by a clerk described before, is a claim of its own."""
    told = [(c.wording, c.strength.value) for c in extractor.extract(Document("a", text))]

    assert (wording, level) in told, told


TREES = (
    "“Her running,” mate Lund said.",
    "“Her running mate is sick,” deputy Lund said.",
    "“It is breaking news,” Lund said.",
    "He called it “testing” ” times Lund said.",
    "Said Lund: “The pier is safe.”",
    "Said, Lund and others, the pier is safe.",
    "Lund charges that the pier is safe.",
    "Olaf Lund charges that the pier is safe.",
    "Harbour notes that the pier is safe, that it will stay and that it was.",
    "Lund said he would skate and insisted that the lake had frozen and claimed it had.",
)


@pytest.mark.parametrize("text", TREES)
def test_a_mended_parse_is_still_a_tree(extractor, text):
    """Every word leads to a root, and is among its governor's words."""
    parsed = extractor.language.parse(text, segment.paragraphs(text))
    for i in range(len(parsed)):
        above = parsed.head[i]
        assert above == i or i in parsed.children[above]
        assert all(parsed.head[c] == i for c in parsed.children[i])
        steps = 0
        while parsed.head[above] != above:
            above = parsed.head[above]
            steps += 1
            assert steps <= len(parsed)
