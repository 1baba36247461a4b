from __future__ import annotations


async def test_the_list_follows_what_is_typed_and_enter_keeps_it(desk_file, open_review):
    """Each letter narrows the list; Enter goes to the list with the search kept."""
    async with open_review(desk_file) as review:
        await review.press("slash")
        await review.type("lorry")
        assert review.list.ids.tolist() == [7]
        await review.press("enter")
        assert review.list.has_focus
        assert review.list.ids.tolist() == [7]
        assert "/ lorry" in review.screen


async def test_slash_selects_the_old_text(desk_file, open_review):
    """Typing after / replaces the old search."""
    async with open_review(desk_file, query="lorry") as review:
        await review.press("slash")
        assert review.app.focused.selected_text == "lorry"
        await review.type("pier")
        assert review.list.ids.tolist() == [2]


async def test_escape_clears_then_leaves_then_drops(desk_file, open_review):
    """In the field Escape clears, in the empty field it goes to the list, never further."""
    async with open_review(desk_file) as review:
        await review.press("slash")
        await review.type("pier")
        await review.press("escape")
        assert review.app.focused.value == ""
        assert len(review.list.ids) == 8
        await review.press("escape")
        assert review.list.has_focus
        await review.press("slash")
        await review.type("pier")
        await review.press("enter", "escape")
        assert len(review.list.ids) == 8
        assert review.message == "Search dropped."


async def test_a_bad_query_says_so_below_the_field_and_keeps_the_list(desk_file, open_review):
    """The message names what is wrong; the old list stays; a better query takes it away."""
    async with open_review(desk_file) as review:
        await review.press("slash")
        await review.type("pier")
        await review.paste(" strength:firm ")
        problem = review.app.screen.problem
        assert problem.display
        assert "firm" in problem.words
        assert review.list.ids.tolist() == [2]
        await review.press("escape")
        assert not problem.display


async def test_keys_typed_into_the_search_trigger_nothing(desk_file, open_review):
    """Every letter that is a key elsewhere is only a letter here."""
    async with open_review(desk_file) as review:
        before = review.events()
        await review.press("slash")
        await review.type("123 reacwv+upnys? qjkg GG")
        assert review.app.focused.value == "123 reacwv+upnys? qjkg GG"
        assert review.events() == before
        assert review.app.is_running


async def test_the_cursor_stays_on_its_claim_when_the_order_changes(desk_file, open_review):
    """s turns the order; the same claim stays under the cursor."""
    async with open_review(desk_file) as review:
        await review.press("j", "j", "j")
        seen = set()
        for _ in range(4):
            await review.press("s")
            seen.add(tuple(review.list.ids))
            assert review.list.claim_id == 4
        assert len(seen) > 1


async def test_the_cursor_goes_to_a_neighbour_and_says_so(desk_file, open_review):
    """Where the claim is not in a search, the nearest one below it has the cursor."""
    async with open_review(desk_file) as review:
        await review.press("j", "j", "j", "j")
        await review.press("slash")
        await review.type("strength:confirmed ")
        assert review.list.claim_id == 7
        assert "on its neighbour" in review.message


async def test_the_cursor_comes_back_when_its_claim_does(desk_file, open_review):
    """Whatever lists the letters between make, the cursor stands on the claim it left."""
    async with open_review(desk_file) as review:
        await review.press("j", "j", "j", "j")
        await review.press("slash")
        await review.type("lorry")
        assert review.list.claim_id == 7
        assert "on its neighbour" in review.message
        await review.press(*["backspace"] * 5)
        assert review.list.claim_id == 5
        assert review.message == ""
        await review.press("enter")
        assert review.list.claim_id == 5


async def test_nothing_found_says_how_to_go_on(desk_file, open_review):
    """An empty answer is told, and Escape brings the list back."""
    async with open_review(desk_file) as review:
        await review.press("slash")
        await review.type("submarine")
        assert "Nothing found." in review.screen
        await review.press("enter", "escape")
        assert len(review.list.ids) == 8


async def test_the_search_given_at_the_start_holds(desk_file, open_review):
    """`verifier review QUERY` opens with the query in the search line."""
    async with open_review(desk_file, query="strength:<=reported") as review:
        assert review.list.ids.tolist() == [3, 4]
        assert "/ strength:<=reported" in review.screen
