from __future__ import annotations

import pytest


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50), (60, 18), (50, 16)])
def test_the_desk_looks_as_it_should(picture, size):
    """List, claim in its paragraph, verdict, evidence and history, at each layout."""
    assert picture(size, "j")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_denied_claim_looks_as_it_should(picture, size):
    """*denied:* stands before the words in the list and beside them."""
    assert picture(size, "j", "j", "j", "j")


def test_a_verdict_asks_for_its_reason_beside(picture):
    """The message stands in the rule, the question below the claim."""
    assert picture((80, 24), "j", "j", "5")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
def test_the_galley_looks_as_it_should(picture, size):
    """The article with its paragraphs' numbers, and the claims' signs in the margin."""
    assert picture(size, "j", "v")


def test_a_search_that_makes_no_sense_says_so(picture):
    """The message stands under the field; the list stays."""
    keys = ["slash", *"strength:firm", "space"]
    assert picture((80, 24), *keys)


def test_the_evidence_dialog_looks_as_it_should(picture):
    """One line a field, the grade in words."""
    kept = {(1, "evidence"): {"url": "https://example.org/minutes", "accessed": "2026-05-03"}}
    kept[1, "evidence"]["grade"] = "B2"
    assert picture((80, 24), "a", kept=kept)


def test_the_note_dialog_looks_as_it_should(picture):
    """Reason and note in one box."""
    assert picture((80, 24), "e")


def test_the_correction_looks_as_it_should(picture):
    """The words underlined in their paragraph, the level below."""
    assert picture((80, 24), "j", "c", "h", "j")


def test_choosing_a_sentence_looks_as_it_should(picture):
    """The sentence under the cursor stands out in the article."""
    assert picture((80, 24), "plus")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_help_looks_as_it_should(picture, size):
    """Keys in groups."""
    assert picture(size, "question_mark")


@pytest.mark.parametrize("presses", [1, 2, 3, 4])
def test_the_other_themes_look_as_they_should(picture, presses):
    """Paper, high contrast in dark and light, and the terminal's own colours."""
    assert picture((120, 40), *"t" * presses, "j")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 18)])
def test_the_dashboard_looks_as_it_should(picture, size):
    """Numbers beside their words, bars behind them; two columns where there is room."""
    assert picture(size, "d")


def test_the_form_of_a_report_looks_as_it_should(picture):
    """Format, its meaning, the file."""
    assert picture((80, 24), "x", "right")
