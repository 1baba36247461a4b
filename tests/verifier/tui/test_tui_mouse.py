"""The mouse works, and is never needed."""

from __future__ import annotations

from textual.events import MouseScrollDown

from verifier.tui import keys


def place(review, words):
    """Column and row of words on the screen."""
    for row, line in enumerate(review.screen.splitlines()):
        if words in line:
            return line.index(words), row
    raise AssertionError(f"no {words!r} in\n{review.screen}")


async def click(review, words, *, times=1):
    await review.click(*place(review, words), times=times)


async def test_a_click_puts_the_cursor_on_a_row_and_a_double_click_opens_it(desk_file, open_review):
    """In the list, where the mouse points."""
    async with open_review(desk_file) as review:
        await click(review, "the contractor will")
        assert review.list.claim_id == 4
        await click(review, "denied: the bridge", times=2)
        assert review.list.claim_id == 5
        assert review.app.screen.detail.has_focus


async def test_the_wheel_scrolls_the_list_and_leaves_the_cursor(desk_file, open_review):
    """A notch moves the rows, not the claim."""
    async with open_review(desk_file, size=(80, 16)) as review:
        before = review.list.scroll_offset.y
        at = review.list.region.offset
        x, y = at.x + 3, at.y + 1
        review.app.screen._forward_event(
            MouseScrollDown(review.list, x, y, 0, 0, 0, False, False, False, x, y)
        )
        await review.settle()
        assert review.list.scroll_offset.y > before
        assert review.list.cursor == 0


async def test_a_click_on_a_key_of_the_last_line_presses_it(desk_file, open_review):
    """The galley, its next claim, back, undo, search; and the help in the first line."""
    async with open_review(desk_file) as review:
        await click(review, "n next")
        assert review.list.cursor == 1
        await review.press("4")
        await click(review, "u undo")
        assert review.stored(2).status == "unreviewed"
        await click(review, "v galley")
        assert "claim 2 of 8" in review.screen
        x, y = place(review, "n p ")
        await review.click(x + 2, y)
        assert "claim 1 of 8" in review.screen
        await click(review, "Esc back")
        await click(review, "a evidence")
        assert "address" in review.screen
        await review.press("escape")
        await click(review, "? help")
        assert "type to find a key" in review.screen
        await review.press("escape")
        await click(review, "/ search ")
        assert review.app.screen.search_line.open
        await review.press("escape")


async def test_a_click_beside_the_keys_and_on_a_range_of_keys_does_nothing(desk_file, open_review):
    """1-8 is eight keys; which one is the reviewer's to say."""
    async with open_review(desk_file) as review:
        before = review.events()
        await click(review, "1-8 status")
        await click(review, "claim 1 of 8")
        await click(review, " Verifier ")
        assert review.events() == before
        assert review.list.has_focus


def test_every_action_has_a_key():
    """What the mouse can do, keys can: each action of the screen has one, and the palette too."""
    for _, group in keys.GROUPS:
        for key in group:
            assert key.keys
            assert key.words
