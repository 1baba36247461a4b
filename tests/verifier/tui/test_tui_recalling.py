"""The search helps while one types, and remembers what was typed."""

from __future__ import annotations


async def test_tab_completes_a_field_and_then_its_value(desk_file, open_review):
    """Two letters and Tab name the field, one letter and Tab its value; the list follows."""
    async with open_review(desk_file) as review:
        await review.press("slash")
        await review.type("stre")
        assert "Tab  strength:" in review.screen
        await review.press("tab")
        field = review.app.screen.search_line.field
        assert field.value == "strength:"
        assert "rumour  alleged" in review.screen
        await review.type("ru")
        await review.press("right")
        assert field.value == "strength:rumour "
        assert review.list.ids.tolist() == [4]
        assert field.has_focus


async def test_tab_again_turns_to_the_next_offer(desk_file, open_review):
    """Of several offers Tab takes one after the other, Shift+Tab the one before."""
    async with open_review(desk_file) as review:
        await review.press("slash")
        await review.type("s")
        field = review.app.screen.search_line.field
        seen = []
        for key in ("tab", "tab", "shift+tab"):
            await review.press(key)
            seen.append(field.value)
        assert seen[0] == seen[2] != seen[1]
        assert f"[{seen[0]}]" in review.screen


async def test_names_come_from_the_database(desk_file, open_review):
    """After source: the names that the claims have are offered."""
    async with open_review(desk_file) as review:
        await review.press("slash")
        await review.type("source:eng")
        await review.press("tab")
        assert review.app.screen.search_line.field.value == 'source:"Two engineers" '
        assert review.list.ids.tolist() == [2]


async def test_up_recalls_earlier_searches_and_down_what_was_typed(desk_file, open_review):
    """Searches that were kept with Enter come back, the last first, also in the next session."""
    async with open_review(desk_file) as review:
        for query in ("lorry", "pier"):
            await review.press("slash")
            await review.type(query)
            await review.press("enter")
    async with open_review(desk_file) as review:
        await review.press("slash")
        await review.type("may")
        field = review.app.screen.search_line.field
        for key, value in (
            ("up", "pier"), ("up", "lorry"), ("up", "lorry"), ("down", "pier"), ("down", "may"),
        ):  # fmt: skip
            await review.press(key)
            assert field.value == value


async def test_a_search_is_saved_recalled_and_deleted(desk_file, open_review):
    """F lists what is saved; s keeps the present search, Enter recalls one, x deletes it."""
    async with open_review(desk_file) as review:
        await review.press("slash")
        await review.type("lorry")
        await review.press("enter", "F", "s")
        await review.type("the lorry")
        await review.press("enter")
        assert "Saved as the lorry." in review.screen
        await review.press("escape", "escape")
        assert len(review.list.ids) == 8
        await review.press("F", "enter")
        assert review.list.ids.tolist() == [7]
        assert "/ lorry" in review.screen
        await review.press("F", "x")
        assert "No search is saved yet." in review.screen


async def test_a_broken_file_of_searches_is_told_and_stops_nothing(
    desk_file, open_review, tmp_path
):
    """The search works without its memory; the message names the file."""
    path = tmp_path / "state" / "verifier" / "searches.json"
    path.parent.mkdir(parents=True)
    path.write_text("nonsense")
    async with open_review(desk_file) as review:
        await review.press("slash")
        await review.type("lorry")
        await review.press("up", "enter")
        assert "not a file of searches" in review.message
        assert review.list.ids.tolist() == [7]
        await review.press("F")
        assert "not a file of searches" in review.message
    assert path.read_text() == "nonsense"


async def test_the_error_is_pointed_at_where_it_stands(desk_file, open_review):
    """Below the field a mark stands under the letter where the query stops making sense."""
    async with open_review(desk_file) as review:
        await review.press("slash")
        await review.type("pier strength:firm ")
        lines = review.screen.splitlines()
        at = next(number for number, line in enumerate(lines) if "strength:firm" in line)
        assert lines[at + 1].index("▲") == lines[at].index("firm")
        await review.type("x")
        await review.press("backspace", "escape")
        assert "▲" not in review.screen
