"""The keys of where one is, in every small dialog too."""

from __future__ import annotations

import pytest

from verifier.desk import Desk

DIALOGS = {
    "note": (("e",), "Ctrl+E"),
    "evidence": (("a",), "Ctrl+T"),
    "pieces": (("A",), "take it off the claim"),
    "a piece": (("A", "enter"), "Ctrl+S"),
    "quote": (("w",), "Esc"),
    "correct": (("c",), "the end a word further"),
    "split": (("X",), "the cut a word further"),
    "reply": (("R",), "Ctrl+S"),
    "embargo": (("H",), "Ctrl+S"),
    "copy": (("Y",), "who said it, where and when"),
    "report": (("x",), "to the next field"),
    "saved": (("F",), "recall the search"),
}


@pytest.mark.parametrize("name", DIALOGS)
async def test_f1_shows_the_keys_of_a_dialog_and_closes_again(desk_file, open_review, name):
    """The dialog below is as it was."""
    opening, told = DIALOGS[name]
    with Desk.open(desk_file, "bo") as desk:
        desk.add_evidence(1, url="https://port.example/log")
    async with open_review(desk_file) as review:
        await review.press(*opening)
        below = type(review.app.screen)
        await review.press("f1")
        assert "type to find a key" in review.screen
        assert told in review.screen
        await review.press("f1")
        assert type(review.app.screen) is below
        assert "keys" in review.screen


async def test_a_question_mark_is_a_letter_where_a_text_is_typed(desk_file, open_review):
    """And the key for help where none is."""
    async with open_review(desk_file) as review:
        await review.press("e")
        await review.type("who says so?")
        assert review.app.screen.note.text == "who says so?"
        await review.press("escape", "Y", "question_mark")
        assert "type to find a key" in review.screen
