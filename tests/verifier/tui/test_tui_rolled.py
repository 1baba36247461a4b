from __future__ import annotations

from array import array

from claims.model import Document, Strength
from verifier.desk import Desk


def laid_out(review):
    """How often the whole screen is laid out from here on."""
    screen = review.app.screen
    seen = []
    old = screen._refresh_layout

    def refresh(*given, **named):
        seen.append(1)
        return old(*given, **named)

    screen._refresh_layout = refresh
    return seen


async def test_a_list_that_grows_lays_nothing_out_again(tmp_path, make_claim, open_review):
    """Once there is a bar, more ids change the bar alone, and the end can be reached."""
    path = tmp_path / "long.db"
    words = [f"Pier {number} stands" for number in range(90)]
    text = ". ".join(words)
    with Desk.open(path, "ada", create=True) as desk:
        made = [make_claim(text, word + ".", Strength.ASSERTED) for word in words[:-1]]
        desk.store(Document("long.txt", text), made)
    async with open_review(path) as review:
        assert review.list.show_vertical_scrollbar
        seen = laid_out(review)
        review.list.extend(array("q", [1] * 40_000))
        await review.settle()
        assert not seen
        assert review.list.virtual_size.height == 40_089
        assert review.list.vertical_scrollbar.window_virtual_size == 40_089
        await review.press("G")
        assert int(review.list.scroll_offset.y) == 40_089 - review.list.size.height
        assert review.list.cursor == 40_088


async def test_the_bar_comes_and_goes(desk_file, open_review):
    """A list that fits has no bar; one that grows beyond its pane gets one, and loses it again."""
    async with open_review(desk_file) as review:
        assert not review.list.show_vertical_scrollbar
        review.list.extend(array("q", [1] * 100))
        await review.settle()
        assert review.list.show_vertical_scrollbar
        await review.press("G")
        review.list.show(array("q", [1, 2]))
        await review.settle()
        assert not review.list.show_vertical_scrollbar
        assert review.list.scroll_offset.y == 0


async def test_a_row_that_comes_again_is_drawn_only_where_it_differs(desk_file, open_review):
    """A row read anew that is the same costs no repaint; one that changed is drawn."""
    async with open_review(desk_file) as review:
        drawn = []
        old = review.list.render_line
        review.list.render_line = lambda y: drawn.append(y) or old(y)
        with Desk.open(desk_file, "ada", write=False) as desk:
            review.list.receive(desk.claims([1, 2, 3]))
        await review.settle()
        assert not drawn
        with Desk.open(desk_file, "ada") as desk:
            desk.mark([2], status="false")
            review.list.receive(desk.claims([1, 2, 3]))
        await review.settle()
        assert drawn == [1]
        assert "✗ the north pier" in review.screen
