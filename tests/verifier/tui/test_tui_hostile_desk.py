"""Hostile words in what changes a claim: shown as pictures, none lost, none sent."""

from __future__ import annotations

import pytest

from claims.model import Document, Strength
from verifier.desk import Desk

HOSTILE = (
    "[red]a[/red] [/x [an] \x1b]52;c;aGk=\x07 \x9b31m \u202eevil\u2066 \u200bzero {x} $y @click"
)


@pytest.fixture
def hostile_file(tmp_path, make_claim):
    """A claim, its cue, its source and a reference, all of hostile words."""
    path = tmp_path / "hostile.db"
    words = f"the {HOSTILE} claim and the {HOSTILE} rest"
    text = f"Source {HOSTILE} said {words}. More follows."
    claim = make_claim(text, words, Strength.NAMED, "said", f"Source {HOSTILE}")
    with Desk.open(path, "ada", create=True) as desk:
        desk.store(Document(f"name {HOSTILE}", text, title=HOSTILE), [claim])
        desk.add_evidence(
            1, url=f"https://example.org/{HOSTILE}", title=f"survey {HOSTILE}", grade="B2"
        )
    return path


def controls(text):
    """Control characters and bidi overrides that reached the screen."""
    bad = {*range(0x20), 0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    return sorted({hex(ord(char)) for char in text if ord(char) in bad and char != "\n"})


@pytest.mark.parametrize(
    "keys",
    [
        ("c",),
        ("c", "tab", "l", "tab", "x"),
        ("c", "minus", "enter"),
        ("X",),
        ("X", "enter"),
        ("X", "enter", "u"),
        ("a", *"survey"),
        ("a", *"survey", "down", "enter"),
    ],
)
async def test_no_control_character_reaches_the_screen(hostile_file, open_review, keys):
    """Corrections, splits, references offered, and what is said of them."""
    async with open_review(hostile_file, size=(160, 60)) as review:
        for key in keys:
            await review.press(key)
            assert controls(review.screen) == []
        assert "[an]" in review.screen
        assert review.app.is_running
        assert review.ask(lambda desk: desk.verify_log()).problem is None


async def test_two_hostile_versions_meet_harmlessly(hostile_file, open_review, monkeypatch):
    """A colleague's name and words are shown, never obeyed."""
    monkeypatch.setattr("verifier.tui.screens.desk_screen.POLL_SECONDS", 3600)
    async with open_review(hostile_file, size=(160, 60)) as review:
        with Desk.open(hostile_file, f"bo {HOSTILE}") as desk:
            desk.mark([1], status="verified", reason=HOSTILE, note=HOSTILE)
        await review.press("4")
        assert controls(review.screen) == []
        assert "reason “[red]a[/red] [/x [an]" in review.screen
        await review.press("t")
        assert controls(review.screen) == []
        assert review.stored(1).reason == HOSTILE


async def test_hostile_words_are_kept_and_offered_as_they_were(hostile_file, open_review):
    """What was pasted into a note stands there again, character for character."""
    async with open_review(hostile_file) as review:
        await review.press("e")
        await review.paste(HOSTILE)
        await review.press("escape", "e")
        assert controls(review.screen) == []
        await review.press("ctrl+s")
        assert review.stored(1).note == HOSTILE
