"""Two versions of an article on the screen: what wants a look comes first, and nothing is lost."""

from __future__ import annotations

import re

import pytest

from claims.model import Document, Strength
from verifier.desk import Desk
from verifier.searches import Searches

DRAFT = (
    "The north pier sank by a hand.\n\n"
    "The bridge carries nine hundred lorries a day. Nobody was hurt.\n"
)
NEXT = (
    "The north pier sank by two hands.\n\n"
    "The bridge carries nine hundred lorries a day. The council will meet in June.\n"
)


def stated(text, claim_in):
    """A claim of each sentence."""
    words = [piece.strip() for piece in text.replace("\n", " ").split(".") if piece.strip()]
    return [claim_in(text, piece, Strength.ASSERTED) for piece in words]


@pytest.fixture
def two_versions(tmp_path, make_claim):
    """A desk whose article came in twice; the first version's claims were judged."""
    path = tmp_path / "bridge.db"
    with Desk.open(path, "ada", create=True) as desk:
        first = desk.store(Document("bridge.txt", DRAFT, title="Bridge"), stated(DRAFT, make_claim))
        for row in desk.claims_of(first):
            desk.mark([row.id], status="false", reason="The log book says otherwise.")
        desk.revise(Document("bridge.txt", NEXT), stated(NEXT, make_claim), first)
    return path


async def test_the_comparison_shows_what_became_of_each_claim(open_review, two_versions):
    """Reworded claims come first with both wordings and the old verdict; numbers jump to parts."""
    async with open_review(two_versions) as review:
        await review.press("D")
        text = review.screen
        assert "The north pier sank by [a hand]" in text
        assert "The north pier sank by [two hands]" in text
        assert "ada: The log book says otherwise." in text
        order = [text.index(word) for word in ("Reworded:", "New  1", "Gone:", "Kept with")]
        assert order == sorted(order)
        screen = review.app.screen
        assert screen.listed[screen.page.cursor].section == "reworded"
        await review.press("3")
        assert screen.listed[screen.page.cursor].claim.claim.wording == "Nobody was hurt"
        await review.press("4")
        assert screen.listed[screen.page.cursor].claim.status == "false"
        await review.press("escape")
        assert review.app.screen is review.app.review


async def test_enter_goes_to_the_claim_also_in_the_earlier_version(open_review, two_versions):
    """A claim of the list gets the cursor; one that is gone is shown in its own version's list."""
    async with open_review(two_versions) as review:
        await review.press("D", "2", "enter")
        row = review.list.row(review.list.claim_id)
        assert row.claim.wording == "The council will meet in June"
        await review.press("D", "3", "enter")
        assert review.app.review.search_query.startswith("is:superseded")
        row = review.list.row(review.list.claim_id)
        assert (row.claim.wording, row.status) == ("Nobody was hurt", "false")
        assert "superseded: the article has a newer version" in review.screen


async def test_the_detail_of_a_reworded_claim_shows_the_old_verdict(open_review, two_versions):
    """Beside the new words stand the old ones with what was found about them."""
    async with open_review(two_versions) as review:
        await review.press("j", "k")
        assert re.search(r"was +The north pier sank by \[a hand\]", review.screen), review.screen
        assert "ada: The log book says otherwise." in review.screen
        await review.press("j")
        assert "kept from claim 2 of the version before" in review.screen


async def test_an_article_of_one_version_says_so(open_review, desk_file):
    """Without another version there is nothing to compare, and the screen says how to get one."""
    async with open_review(desk_file) as review:
        await review.press("D")
        assert "has one version" in review.message


async def test_the_comparison_stands_any_size(open_review, two_versions):
    """From one cell up, with the cursor anywhere, nothing fails and nothing is lost."""
    async with open_review(two_versions) as review:
        await review.press("D", "G")
        for size in ((1, 1), (20, 3), (60, 18), (200, 50)):
            await review.resize(*size)
            await review.press("k", "j")
        assert "4 of 4" in review.screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_comparison_looks_as_it_should(picture_of, two_versions, size):
    """Old and new words with what changed in brackets, the old verdict and its reason."""
    assert picture_of(two_versions, size, "D", "j")


@pytest.mark.parametrize("size", [(80, 24)])
def test_saved_searches_look_as_they_should(picture, size):
    """Names, their searches, the present one, and the keys."""
    Searches().save("weak ones", "strength:<=reported")
    Searches().save("to do", "status:unreviewed")
    assert picture(size, "slash", *"pier", "enter", "F", "j")
