from __future__ import annotations

import pytest

from db.query import Kind
from verifier.desk import Desk


def counts(review, kind):
    """What the pane shows of a field: label to count."""
    facets = review.app.screen_stack[0].facets
    return {value.label: value.count for value in facets._facets[kind].values}


async def test_f_opens_the_facets_with_counts(desk_file, open_review):
    """Each status and level has its count; the first value has the cursor."""
    async with open_review(desk_file) as review:
        await review.press("f")
        assert counts(review, Kind.STATUS)["unreviewed"] == 8
        assert counts(review, Kind.STRENGTH)["rumour"] == 1
        assert counts(review, Kind.SOURCE) == {
            "The council": 1,
            "Two engineers": 1,
            "The mayor": 1,
            "Police": 1,
        }
        assert counts(review, Kind.DOCUMENT) == {"Bridge may close in winter": 8}
        assert "▌ · unreviewed" in review.screen


async def test_choosing_narrows_the_list_and_the_search_says_so(desk_file, open_review):
    """The value stands in the search as it could be typed; choosing it again takes it out."""
    async with open_review(desk_file) as review:
        await review.press("f", "pagedown", "space")
        assert review.list.ids.tolist() == [4]
        assert "/ strength:rumour" in review.screen
        assert "+▁ rumour" in review.screen
        await review.press("j", "j", "enter")
        assert "/ strength:rumour,reported" in review.screen
        assert review.list.ids.tolist() == [3, 4]
        await review.press("space", "k", "k", "space")
        assert len(review.list.ids) == 8
        assert "/ search" in review.screen


async def test_what_is_chosen_can_be_edited_as_text(desk_file, open_review):
    """The search opens with the choice in it, and what is typed there shows as chosen."""
    async with open_review(desk_file) as review:
        await review.press("f", "pagedown", "space", "escape", "slash")
        assert review.app.focused.value == "strength:rumour"
        await review.type("strength:confirmed ")
        await review.press("enter", "f")
        assert "+█ confirmed" in review.screen
        assert review.list.ids.tolist() == [7]


async def test_words_of_the_search_stay_as_they_were_typed(desk_file, open_review):
    """A facet goes beside what was typed."""
    async with open_review(desk_file, query="pier or bridge") as review:
        await review.press("f", "pagedown", "j", "j", "j", "space")
        assert "/ pier or bridge strength:unnamed" in review.screen
        assert review.list.ids.tolist() == [2]


async def test_counts_follow_a_mark_and_an_undo(desk_file, open_review):
    """What is marked moves from one count to another, and back."""
    async with open_review(desk_file) as review:
        await review.press("f", "escape", "4")
        assert counts(review, Kind.STATUS)["false"] == 1
        assert counts(review, Kind.REVIEWER) == {"ada": 1}
        await review.press("u")
        assert counts(review, Kind.STATUS)["false"] == 0


async def test_counts_follow_another_process(desk_file, open_review):
    """A colleague's mark is counted once it is seen."""
    async with open_review(desk_file) as review:
        await review.press("f")
        with Desk.open(desk_file, "bob") as desk:
            desk.mark([3], status="disputed")
        review.app.screen.look_for_changes()
        await review.settle()
        assert counts(review, Kind.STATUS)["disputed"] == 1


async def test_no_key_judges_from_the_facets(desk_file, open_review):
    """A number, or a letter that judges, does nothing while the facets have the keys."""
    async with open_review(desk_file) as review:
        before = review.events()
        await review.press("f", "4", "8", "r", "w", "u")
        assert review.events() == before
        assert review.app.screen is review.app.screen_stack[0]
        assert not review.app.screen.reason_line.open


@pytest.mark.parametrize(("size", "stays"), [((120, 40), True), ((80, 24), False)])
async def test_escape_goes_to_the_list(desk_file, open_review, size, stays):
    """Beside the list the facets stay, over it they go; f closes them in any case."""
    async with open_review(desk_file, size=size) as review:
        await review.press("f", "escape")
        assert review.list.has_focus
        assert ("unreviewed  " in review.screen and "– set aside" in review.screen) is stays
        if stays:
            await review.press("f", "f")
            assert "– set aside" not in review.screen
        await review.press("j")
        assert review.list.claim_id == 2


async def test_the_facets_move_with_the_width(desk_file, open_review):
    """From over the list to beside it and back, on the same value."""
    async with open_review(desk_file, size=(80, 24)) as review:
        await review.press("f", "j")
        for width in (140, 50, 20, 1, 119, 120):
            await review.resize(width, 24)
        assert review.app.screen.facets.region.x == 0
        assert "▌ … checking" in review.screen


async def test_a_click_chooses(desk_file, open_review):
    """The mouse does what the space bar does."""
    async with open_review(desk_file) as review:
        await review.press("f")
        [line] = [y for y, row in enumerate(review.screen.split("\n")) if row.startswith("  ▁ rum")]
        await review.click(6, line)
        assert review.list.ids.tolist() == [4]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (50, 16), (200, 50)])
def test_the_facets_look_as_they_should(picture, size):
    """Beside the list, over the right half, or alone; what is chosen has a sign."""
    assert picture(size, "f", "j", "space", "pagedown", "j")
