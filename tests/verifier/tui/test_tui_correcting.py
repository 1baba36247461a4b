"""Correcting what the machine read: cue, source, polarity, splitting and merging, by keys."""

from __future__ import annotations

import pytest

from claims.model import Polarity
from db.successions import Lineage
from verifier.desk import Desk


async def test_cue_and_source_are_moved_word_by_word(desk_file, open_review):
    """Tab goes to the cue, then to who said it; the machine's reading is shown beside."""
    async with open_review(desk_file) as review:
        await review.press("j", "c", "tab")
        assert "▸ cue       “said”" in review.screen
        await review.press("tab", "L", "enter")
        [link] = review.stored(2).claim.attributions
        assert link.source_text == "engineers"
        assert review.message == "Corrected the said by; the machine's own stay beside."
        assert "Two engineers “said”" in review.screen
        assert "machine" in review.screen
        await review.press("c")
        assert "machine: Two engineers “said”" in review.screen
        await review.press("escape", "u")
        assert review.stored(2).claim.attributions[0].source_text == "Two engineers"
        assert review.stored(2).machine is None


async def test_polarity_is_turned_and_a_source_taken_away(desk_file, open_review):
    """The minus turns the polarity over; x says that the text names nobody."""
    async with open_review(desk_file) as review:
        await review.press("j", "c", "minus", "tab", "tab", "x", "enter")
        stored = review.stored(2)
        assert stored.claim.polarity is Polarity.NEGATIVE
        assert stored.claim.attributions[0].source is None
        assert stored.machine is not None


async def test_a_claim_without_a_chain_gets_a_cue(desk_file, open_review):
    """The first key begins at the word before the claim; the text's own words are taken."""
    async with open_review(desk_file) as review:
        await review.press("G", "c", "tab")
        assert "▸ cue       none" in review.screen
        await review.press("h", "H", "enter")
        [link] = review.stored(8).claim.attributions
        assert link.cue_text == "railing."
        assert "railing" in review.screen


async def test_a_claim_is_split_at_a_word_and_put_together_again(desk_file, open_review):
    """X shows both parts; the cursor goes to the first; one undo takes all back."""
    async with open_review(desk_file) as review:
        await review.press("j", "3", "X", "h", "enter")
        parts = [review.stored(claim_id).claim.wording for claim_id in (9, 10)]
        assert " ".join(parts) == "the north pier had sunk by a hand"
        original = review.stored(2)
        assert original.status == "set-aside"
        assert "It was marked verified." in original.reason
        assert review.stored(9).status == "unreviewed"
        assert review.list.claim_id == 9
        assert review.ask(lambda desk: desk.lineage(9)) == Lineage("split", (2,), ())
        await review.press("u")
        assert "Undone: split into claim 9 and 10." in review.message
        assert review.stored(2).status == "verified"
        assert len(review.list.ids) == 8
        await review.press("ctrl+r")
        assert len(review.list.ids) == 10
        assert review.ask(lambda desk: desk.verify_log()).problem is None


async def test_chosen_claims_are_merged_after_a_preview(desk_file, open_review):
    """Space chooses, M says what it would do, Enter does it; the originals stay, set aside."""
    async with open_review(desk_file) as review:
        await review.press("j", "space", "space", "M")
        assert "Merge 2 claims into one? Enter merges" in review.message
        before = review.events()
        await review.press("escape")
        assert review.events() == before
        await review.press("M", "enter")
        made = review.stored(9).claim
        assert [review.stored(claim_id).status for claim_id in (2, 3)] == ["set-aside"] * 2
        assert made.wording.startswith("the north pier had sunk by a hand")
        assert made.strength == "reported"
        assert review.list.claim_id == 9
        await review.press("u")
        assert [review.stored(claim_id).status for claim_id in (2, 3)] == ["unreviewed"] * 2


async def test_merging_takes_the_claim_below_where_none_is_chosen(desk_file, open_review):
    """At the end of the list there is none, and that is said."""
    async with open_review(desk_file) as review:
        await review.press("j", "M")
        assert "Merge 2 claims into one?" in review.message
        await review.press("G", "M")
        assert review.message == "Merging takes two claims: choose them with Space."


@pytest.mark.parametrize("key", ["3", "M"])
async def test_going_elsewhere_drops_a_preview(desk_file, open_review, key):
    """Enter after another message opens the claim and changes nothing."""
    async with open_review(desk_file) as review:
        await review.press("j", "space", "space", key)
        before = review.events()
        await review.press("s", "enter")
        assert review.events() == before


async def test_a_claim_of_one_word_is_not_split(desk_file, open_review, make_claim):
    """The message says so."""
    with Desk.open(desk_file, "ada") as desk:
        text = desk.document(1).text
        start = text.index("Nobody")
        desk.set_claim(8, span=(start, start + 6))
    async with open_review(desk_file) as review:
        await review.press("G", "X")
        assert review.message == "One word can't be split."
