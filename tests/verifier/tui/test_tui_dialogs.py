from __future__ import annotations

import pytest

from claims.model import Strength
from db.records import EvidenceStance
from verifier.tui import keys
from verifier.tui.app import titled


async def test_evidence_needs_an_address_alone(desk_file, open_review):
    """a, the address, Enter: the evidence is stored with today's date."""
    async with open_review(desk_file) as review:
        await review.press("j", "a")
        await review.type("https://example.org/minutes")
        await review.press("enter")
        (evidence,) = review.ask(lambda desk: desk.evidence(2))
        assert evidence.reference.url == "https://example.org/minutes"
        assert evidence.accessed is not None
        assert review.message == "Evidence added."
        assert "supports" in review.screen


async def test_the_form_for_evidence_fits_the_smallest_screen_for_work(desk_file, open_review):
    """At 60x18 the whole form is seen, from the claim to the keys."""
    async with open_review(desk_file, size=(60, 18)) as review:
        await review.press("a")
        assert "Bridge may close in winter" in review.screen
        assert "Enter saves" in review.screen


async def test_evidence_takes_a_grade_in_two_keys_and_a_stance_in_one(desk_file, open_review):
    """The grade is shown in words while it is typed; Enter in any field saves."""
    async with open_review(desk_file) as review:
        await review.press("a")
        await review.type("https://example.org/minutes")
        await review.press("tab", "r", "tab")
        await review.type("b2")
        assert "usually reliable, probably true" in review.screen
        await review.press("tab")
        await review.type("Minutes [draft]")
        await review.press("tab")
        await review.press("tab")
        await review.type("p. 4")
        await review.press("enter")
        (evidence,) = review.ask(lambda desk: desk.evidence(1))
        assert evidence.stance is EvidenceStance.REFUTES
        assert (evidence.grade, evidence.locator) == ("B2", "p. 4")
        assert "refutes · B2 · Minutes [draft] · p. 4" in review.screen


async def test_verdict_reason_and_graded_evidence_take_nine_keys(desk_file, open_review):
    """Besides what is typed: 4, r, Enter, a, Tab, Tab, two for the grade, Enter."""
    async with open_review(desk_file) as review:
        await review.press("4", "r")
        await review.type("the minutes say otherwise")
        await review.press("enter", "a")
        await review.type("https://example.org/minutes")
        await review.press("tab", "tab", "b", "2", "enter")
        stored = review.stored(1)
        assert (stored.status, stored.reason) == ("false", "the minutes say otherwise")
        assert review.ask(lambda desk: desk.evidence(1))[0].grade == "B2"


async def test_a_wrong_grade_or_no_address_is_told_in_the_dialog(desk_file, open_review):
    """Nothing is lost: the dialog stays with what was typed."""
    async with open_review(desk_file) as review:
        await review.press("a", "enter")
        assert "An address is needed" in review.screen
        await review.type("https://example.org")
        await review.press("tab", "tab")
        await review.type("z9")
        await review.press("enter")
        assert "A grade is a letter A to F" in review.screen
        assert review.ask(lambda desk: desk.evidence(1)) == []


async def test_what_was_typed_is_offered_again_after_escape(desk_file, open_review):
    """Backing out of a dialog keeps its words for the next time."""
    async with open_review(desk_file) as review:
        await review.press("a")
        await review.type("https://example.org/long")
        await review.press("escape", "a")
        assert review.app.focused.value == "https://example.org/long"
        await review.press("escape", "e")
        await review.type("half a thought")
        await review.press("escape")
        assert review.stored(1).note is None
        await review.press("e")
        assert "half a thought" in review.screen


async def test_reason_and_note_are_saved_together(desk_file, open_review):
    """e opens both; Ctrl+S saves from the note, in which Enter is a line end."""
    async with open_review(desk_file) as review:
        await review.press("e")
        await review.type("first line")
        await review.press("enter")
        await review.type("second line")
        await review.press("shift+tab")
        await review.type("the pier stands")
        await review.press("ctrl+s")
        stored = review.stored(1)
        assert stored.note == "first line\nsecond line"
        assert stored.reason == "the pier stands"
        assert "second line" in review.screen


async def test_a_corrected_level_keeps_the_machines_beside(desk_file, open_review):
    """c, down, Enter: the level is another one, and the screen says what the machine read."""
    async with open_review(desk_file) as review:
        await review.press("j", "c", "j", "enter")
        stored = review.stored(2)
        assert stored.claim.strength is Strength.CREDIBLE
        assert stored.machine_strength is Strength.UNNAMED
        assert "machine   ▄ unnamed 4/8" in review.screen
        await review.press("u")
        assert review.stored(2).claim.strength is Strength.UNNAMED


async def test_the_words_of_a_claim_are_changed_word_by_word(desk_file, open_review):
    """h and l move the end, H and L the start; 0 resets; the span is the text's own."""
    async with open_review(desk_file) as review:
        await review.press("j", "c", "h", "h", "h", "L", "enter")
        assert review.stored(2).claim.text == "north pier had sunk"
        await review.press("c", "l", "0", "enter")
        assert review.message == "Nothing changed."


async def test_a_missed_claim_is_added_from_the_article(desk_file, open_review):
    """+, choose the sentence, Enter twice: it is stored, and the cursor is on it."""
    async with open_review(desk_file) as review:
        await review.press("G", "plus")
        assert "choose the sentence" in review.screen
        await review.press("k", "enter")
        assert "Police confirmed that a lorry" in review.screen
        await review.press("h", "enter")
        stored = review.stored(9)
        assert stored.claim.text == "Police confirmed that a lorry had struck the railing"
        assert stored.machine_strength is None
        assert review.list.claim_id == 9
        assert "machine   added by hand" in review.screen


async def test_the_galley_walks_the_claims_and_comes_back_to_one(desk_file, open_review):
    """v shows the whole article; n goes on; Enter puts the list's cursor there."""
    async with open_review(desk_file) as review:
        await review.press("4", "v")
        assert "1 of 8 under a verdict" in review.screen
        assert "Nobody was hurt" in review.screen
        await review.press("n", "n", "enter")
        assert review.list.cursor == 2
        await review.press("v", "escape")
        assert review.list.has_focus


async def test_help_lists_every_key_and_narrows_as_one_types(desk_file, open_review):
    """? shows the keys; typing finds one; Escape closes."""
    async with open_review(desk_file, size=(120, 60)) as review:
        await review.press("question_mark")
        for words in (
            "mark false",
            "add evidence",
            "search as you type",
            "whether the source said",
        ):
            assert words in review.screen
        await review.type("undo")
        assert "undo your last action" in review.screen
        assert "mark false" not in review.screen
        await review.press("escape")
        assert review.list.has_focus


async def test_the_palette_does_what_the_key_does(desk_file, open_review):
    """Ctrl+P, a word, Enter does what the key does."""
    async with open_review(desk_file) as review:
        await review.press("ctrl+p")
        await review.type("mark verified")
        await review.press("enter")
        assert review.stored(1).status == "verified"


async def test_the_palette_offers_every_key(desk_file, open_review):
    """Each key of the screen is in the palette once, but the palette's own; and has an action."""
    async with open_review(desk_file) as review:
        screen = review.app.screen
        offered = [command.title for command in review.app.get_system_commands(screen)]
        for key in (key for _, group in keys.GROUPS for key in group):
            there = 0 if key.keys == "ctrl+p" or key.action == "note_editor" else 1
            assert offered.count(titled(key)) == there, key
            name = key.action.split("(")[0]
            assert not name or hasattr(screen, f"action_{name}"), key


@pytest.mark.parametrize("key", ["v", "d", "plus"])
async def test_the_palette_offers_the_keys_of_another_screen(desk_file, open_review, key):
    """In the galley, the dashboard and where a claim is added, each of their own actions."""
    async with open_review(desk_file) as review:
        await review.press(key)
        screen = review.app.screen
        offered = [command.title for command in review.app.get_system_commands(screen)]
        own = [titled(key) for key in screen.KEYS if key.action]
        assert own
        assert [title for title in offered if not title.startswith("Colours")] == own


async def test_the_palette_works_while_a_field_is_open(desk_file, open_review):
    """The search that was typed stays, the words of a reason are kept; the action is done."""
    async with open_review(desk_file) as review:
        await review.press("slash")
        await review.type("lorries")
        await review.press("ctrl+p")
        await review.type("mark false")
        await review.press("enter")
        assert [claim for claim in range(1, 9) if review.stored(claim).status == "false"] == [6]
        await review.press("r")
        await review.type("counted in May")
        await review.press("ctrl+p")
        await review.type("choose several")
        await review.press("enter")
        assert len(review.list.chosen) == 1
        await review.press("escape", "r")
        assert "counted in May" in review.screen


async def test_f1_and_the_last_line_tell_the_keys_of_an_open_field(desk_file, open_review):
    """While a search or a reason is typed, the keys that work there are the ones named."""
    async with open_review(desk_file, size=(120, 40)) as review:
        for key, words in (("slash", "an earlier search"), ("r", "save the reason")):
            await review.press(key)
            assert "1-8 status" not in review.screen
            assert "F1 keys" in review.screen
            await review.press("f1")
            assert words in review.screen
            await review.press("f1", "escape")
            assert "1-8 status" in review.screen


async def test_keys_in_a_dialog_never_judge(desk_file, open_review):
    """Typing and pasting into every field of the dialogs changes no claim."""
    async with open_review(desk_file) as review:
        before = review.events()
        for opener in ("a", "e", "r", "slash"):
            await review.press(opener)
            await review.type("12345678 unpqaecv")
            await review.paste("3\n4\nq\n5")
            await review.press("escape", "escape")
        assert review.events() == before
        assert review.app.is_running
