"""What is typed outlives the screen: a crash, a locked database, an Escape."""

from __future__ import annotations

import json
import sqlite3

from verifier.unsaved import Unsaved, file_of


def on_disk(path):
    """The words that the next program would find."""
    file = file_of(path)
    if not file.exists():
        return {}
    return {
        (row["claim"], row["about"]): row["fields"]
        for row in json.loads(file.read_bytes())["words"]
    }


async def test_every_field_is_on_disk_while_it_is_typed(desk_file, open_review):
    """Reason, note and evidence: what stands in them stands in the file."""
    async with open_review(desk_file) as review:
        await review.press("r")
        await review.type("half a reason")
        assert on_disk(desk_file) == {(1, "reason"): {"reason": "half a reason"}}
        await review.press("enter", "j", "e")
        await review.type("half a note")
        assert on_disk(desk_file) == {(2, "note"): {"note": "half a note"}}
        await review.press("escape", "j", "a")
        await review.type("https://example.org")
        assert on_disk(desk_file)[3, "evidence"]["url"] == "https://example.org"


async def test_the_next_screen_offers_what_the_last_one_lost(desk_file, open_review):
    """It says at the start what was typed and not saved, and the key opens it again."""
    kept = Unsaved(desk_file)
    kept.start()
    kept.put((2, "note"), "bridge.txt", {"note": "the pier, as"})
    kept.put((3, "evidence"), "bridge.txt", {"url": "https://example.org/plan", "grade": "B2"})
    kept.put((9, "note"), "bridge.txt", {"note": "of a claim that is gone"})
    kept.close()
    async with open_review(desk_file) as review:
        assert review.message.startswith("Typed and not saved: note of “the north pier had sunk")
        assert "(e); evidence of “" in review.message
        await review.press("j", "e")
        assert "Not saved last time; as you left it." in review.screen
        assert "the pier, as" in review.screen
        await review.press("ctrl+s")
        assert review.stored(2).note == "the pier, as"
        await review.press("j", "a", "enter")
        assert review.ask(lambda desk: desk.evidence(3))[0].grade == "B2"
        assert set(on_disk(desk_file)) == {(9, "note")}


async def test_what_is_saved_is_forgotten(desk_file, open_review):
    """Nothing is offered twice, and no file is left."""
    async with open_review(desk_file) as review:
        await review.press("e")
        await review.type("done")
        await review.press("ctrl+s", "a")
        await review.type("https://example.org")
        await review.press("enter", "r")
        await review.type("because")
        await review.press("enter")
        assert on_disk(desk_file) == {}
        await review.press("a")
        assert review.app.focused.value == ""


async def test_a_write_that_fails_keeps_the_words_on_disk(desk_file, open_review):
    """Another program refuses the write: the words are told to be kept, and are."""
    with sqlite3.connect(desk_file) as other:
        other.execute(
            "CREATE TRIGGER refuse BEFORE UPDATE OF note ON claims "
            "BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    async with open_review(desk_file) as review:
        await review.press("e")
        await review.type("worth keeping")
        await review.press("ctrl+s")
        assert review.message.startswith("Not done:")
        assert "e offers it again" in review.message
        assert on_disk(desk_file) == {(1, "note"): {"note": "worth keeping"}}
        await review.press("e")
        assert "worth keeping" in review.screen


async def test_going_back_to_what_is_stored_drops_the_words(desk_file, open_review):
    """A note that is emptied again leaves nothing to offer."""
    async with open_review(desk_file) as review:
        await review.press("e")
        await review.type("ab")
        await review.press("backspace", "backspace", "escape")
        assert on_disk(desk_file) == {}
