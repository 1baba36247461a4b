"""The galley: how far the article is, the next claim to review, the next sentence without one."""

from __future__ import annotations

from claims.model import Document
from verifier.desk import Desk


async def test_the_title_counts_claims_under_a_verdict_and_words_in_claims(desk_file, open_review):
    """The counts are those of body and headlines; they stand in the first line at every width."""
    with Desk.open(desk_file, "ada") as desk:
        desk.mark([2, 3], status="false")
        desk.mark([4], status="set-aside")
    async with open_review(desk_file, size=(120, 40)) as review:
        await review.press("v")
        first = review.screen.splitlines()[0]
        assert "2 of 8 under a verdict" in first
        assert "words in claims" in first
        await review.resize(80, 24)
        assert "2 of 8 under a verdict" in review.screen.splitlines()[0]
        await review.resize(40, 12)
        assert "2 of 8" in review.screen.splitlines()[0]


async def test_one_key_goes_to_the_next_claim_without_a_verdict(desk_file, open_review):
    """N and P pass over claims that are done, and say where there is none."""
    with Desk.open(desk_file, "ada") as desk:
        desk.mark([2, 3, 4, 8], status="false")
    async with open_review(desk_file) as review:
        await review.press("v", "N")
        galley = review.app.screen
        assert galley.galley.current.id == 5
        await review.press("P")
        assert galley.galley.current.id == 1
        await review.press("P")
        assert galley.bottom.message == "No claim to review above this one."
        await review.press("G", "N")
        assert galley.bottom.message == "No claim to review below this one."
        assert galley.galley.current.id == 8


async def test_walking_scrolls_by_the_least(desk_file, open_review):
    """While the next claim is in view, nothing moves."""
    async with open_review(desk_file, size=(120, 40)) as review:
        await review.press("v")
        galley = review.app.screen.galley
        for key in "nnnnnpp":
            await review.press(key)
            assert galley.scroll_offset.y == 0


async def test_a_sentence_without_a_claim_is_found_and_made_one(tmp_path, open_review, desk_file):
    """In the choice n goes to the next sentence that no claim touches; Enter twice adds it."""
    with Desk.open(desk_file, "ada") as desk:
        text = desk.document(1).text
    async with open_review(desk_file) as review:
        await review.press("plus", "n")
        screen = review.app.screen
        assert screen.bottom.message == "Every sentence below this one has a claim."
    bare = tmp_path / "bare.db"
    with Desk.open(bare, "ada", create=True) as desk:
        key = desk.store(Document("a.txt", text), [])
        desk.add_claim(key, (text.index("Bridge"), text.index("\n")))
        desk.add_claim(key, (text.index("Nobody"), len(text) - 1))
    async with open_review(bare) as review:
        await review.press("plus", "n")
        assert "no claim yet · 2 of" in review.screen
        assert "Enter choose" in review.screen
        await review.press("enter", "enter")
        assert len(review.list.ids) == 3
        added = review.stored(3).claim.wording
        assert added.startswith("Two engineers said the north pier")
