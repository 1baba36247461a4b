"""Pictures of what changes a claim: one for each behaviour."""

from __future__ import annotations

import pytest

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


@SIZES
def test_a_split_looks_as_it_should(picture, size):
    """Both parts, what becomes of the original, the keys."""
    assert picture(size, "j", "X", "h")


def test_a_corrected_source_looks_as_it_should(picture):
    """The piece that moves is marked in the text and in the list below it."""
    assert picture((80, 24), "j", "c", "tab", "tab", "L")


def test_two_versions_look_as_they_should(picture):
    """What the colleague did, what you would do, and what each key does with both."""
    theirs = {1: {"status": "verified", "reason": "seen by two of us"}}
    assert picture((80, 24), "3", "u", "4", meanwhile=theirs)


def test_a_reference_used_before_looks_as_it_should(picture):
    """Below the address, with the grade it had."""
    kept = {(1, "evidence"): {"url": "surve", "accessed": "2026-05-03"}}
    assert picture((80, 24), "a", "end", "y", "down", kept=kept)


def test_tracking_parameters_look_as_they_should(picture):
    """Named below the address, with the key that drops them."""
    kept = {(1, "evidence"): {"url": "https://a.example/?utm_source=x", "accessed": "2026-05-03"}}
    assert picture((80, 24), "a", kept=kept)


def test_a_preview_of_a_merge_looks_as_it_should(picture):
    """How many, and how they begin, in the lower rule."""
    assert picture((120, 40), "j", "space", "space", "M")


def test_words_kept_from_an_earlier_time_look_as_they_should(picture):
    """The lower rule says what was typed and not saved."""
    assert picture((120, 40), "g", kept={(2, "note"): {"note": "the pier, as"}})
