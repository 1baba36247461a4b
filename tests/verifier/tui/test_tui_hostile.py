from __future__ import annotations

import random

import pytest

from claims.model import Document, Strength
from verifier.desk import Desk
from verifier.tui.painting import fit, paint, wrap

HOSTILE = "[red]a[/red] [/x [an] \x1b]52;c;aGk=\x07 \x9b31m \u202eevil\u2066 \u200bzero\u200d {x} $y @click"
SHOWN = ("[red]a[/red]", "[/x", "[an]")


@pytest.fixture
def hostile_file(tmp_path, make_claim):
    """A database in which every text that people give is hostile."""
    path = tmp_path / "[bold]hostile.db"
    words = f"the {HOSTILE} claim"
    text = f"Source {HOSTILE} said {words}. More [words] follow."
    claim = make_claim(text, words, Strength.NAMED, "said", f"Source {HOSTILE}")
    with Desk.open(path, HOSTILE, create=True) as desk:
        document = Document(f"name {HOSTILE}", text, title=HOSTILE, publisher=HOSTILE)
        desk.store(document, [claim])
        desk.mark([1], status="false", reason=HOSTILE, note=f"{HOSTILE}\n{HOSTILE}")
        desk.add_evidence(
            1, url=f"https://example.org/{HOSTILE}", title=HOSTILE, quote=HOSTILE, locator=HOSTILE
        )
    return path


def controls(text: str) -> list[str]:
    bad = {*range(0x20), 0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    return sorted({hex(ord(char)) for char in text if ord(char) in bad and char != "\n"})


async def test_no_control_character_reaches_the_screen_and_no_bracket_is_lost(
    hostile_file, open_review
):
    """Wording, source, title, reviewer, reason, note, evidence, history: pictures, not commands."""
    async with open_review(hostile_file, size=(160, 60)) as review:
        for key in ("j", "enter", "escape", "v"):
            await review.press(key)
            shown = review.screen
            assert controls(shown) == []
            for words in SHOWN:
                assert words in shown
        await review.press("escape")
        for opener in ("a", "e", "w", "c", "plus", "r", "slash"):
            await review.press(opener)
            assert controls(review.screen) == []
            await review.press("escape", "escape")
        assert review.app.is_running


async def test_hostile_text_in_a_field_is_stored_as_it_came(desk_file, open_review):
    """What is pasted is shown with pictures and stored unchanged."""
    pasted = "a[/b] \x1b]52;c;x\x07 \u202eb \u200d"
    async with open_review(desk_file) as review:
        await review.press("r")
        await review.paste(pasted)
        assert controls(review.screen) == []
        await review.press("enter")
        assert review.stored(1).reason == pasted


async def test_an_untouched_note_is_not_rewritten(hostile_file, open_review):
    """Opening and saving a dialog without a change writes no event."""
    async with open_review(hostile_file) as review:
        before = review.events()
        await review.press("e", "ctrl+s")
        assert review.events() == before
        assert review.message == "Nothing changed."


async def test_two_hundred_pasted_lines_change_no_verdict(desk_file, open_review):
    """In the list, the detail, the galley, dialogs and the dashboard: no event, nothing left."""
    chance = random.Random(11)
    keys = [*"12345678uraecwvn+pgGqxdtys ?/\x1b\x12", "\r", "the pier stands"]
    lines = ["".join(chance.choice(keys) for _ in range(12)) for _ in range(200)]
    async with open_review(desk_file) as review:
        before = review.events()
        places = ("", "enter", "v", "d", "w", "c", "plus", "question_mark", "slash", "e")
        for number, place in enumerate(places):
            if place:
                await review.press(place)
            await review.paste("\n".join(lines[number * 20 : number * 20 + 20]))
            await review.press("escape", "escape", "escape")
            assert review.list.has_focus
        assert review.events() == before
        assert review.list.cursor == 0


async def test_every_key_twice_at_once_does_no_harm(desk_file, open_review):
    """Each binding of each screen pressed twice without waiting: no exception, and a way back."""
    from verifier.tui import keys

    places = [("", group) for _, group in keys.GROUPS]
    places += [("v", keys.GALLEY_MOVE), ("plus", keys.CHOOSING), ("c", keys.SPAN)]
    places += [("d", keys.DASHBOARD), ("X", keys.SPLIT), ("f", keys.FACETS)]
    async with open_review(desk_file, size=(80, 24)) as review:
        for opener, group in places:
            for key in group:
                if key.action == "quit_desk":
                    continue
                if opener:
                    await review.press(opener)
                await review.key(key.keys.split(",")[0])
                await review.key(key.keys.split(",")[0])
                await review.settle()
                while len(review.app.screen_stack) > 1:
                    await review.press("escape")
                for _ in range(3):
                    await review.key("escape")
                await review.settle()
                assert review.list.has_focus, (opener, key.keys)
        assert review.app.is_running


@pytest.mark.parametrize("seed", [7, 8])
async def test_any_size_and_any_change_of_size_is_borne(desk_file, open_review, seed):
    """200 sizes from 1x1 to 400x120, also with a dialog or the galley open: the same claim stays."""
    chance = random.Random(seed)
    openers = ["a", "e", "v", "question_mark", "c", "plus", "w", "d", "x", "r", "slash"]
    chance.shuffle(openers)
    sizes = [(1, 1), (400, 120), (1, 120), (400, 1), (60, 18), (59, 13), (100, 14)]
    sizes += [(chance.randint(1, 400), chance.randint(1, 120)) for _ in range(5)]
    sizes += [(chance.randint(1, 130), chance.randint(1, 40)) for _ in range(100 - len(sizes))]
    chance.shuffle(sizes)
    async with open_review(desk_file) as review:
        await review.press("j", "j")
        for number, size in enumerate(sizes):
            await review.resize(*size)
            assert review.app.screen.size == size
            if number % 8 == 3:
                await review.press(openers[number // 8 % len(openers)])
            if number % 8 == 6:
                await review.press("escape", "escape")
        await review.press("escape", "escape", "escape")
        await review.resize(120, 40)
        assert review.list.claim_id == 3
        assert "in-principle agreement" in review.screen
        assert review.events() == 1


async def test_below_sixty_columns_one_claim_is_shown_with_level_status_and_keys(
    desk_file, open_review
):
    """No list, but j, n and the status keys work, and what they do is seen."""
    async with open_review(desk_file, size=(50, 16)) as review:
        await review.press("j", "4")
        assert "▄ unnamed 4/8   ✗ false" in review.screen
        assert "1-8 status" in review.screen
        assert "claim 2 of 8" in review.screen
        await review.press("slash")
        await review.type("lorry")
        await review.press("enter")
        assert "█ confirmed" in review.screen


async def test_sixty_by_eighteen_holds_list_and_claim(desk_file, open_review):
    """The smallest size that is meant for work shows both panes and the keys."""
    async with open_review(desk_file, size=(60, 18)) as review:
        await review.press("j", "j")
        assert "the repair plan was" in review.screen
        assert "in-principle agreement”" in review.screen
        assert "claim 3 of 8" in review.screen


async def test_a_locked_file_keeps_what_was_typed(desk_file, open_review):
    """Another program holds the lock: the line says so, the reason is offered again."""
    async with open_review(desk_file) as review:
        review.app.backstage.writer.give(lambda desk, _: setattr(desk._db, "patience", 0.05))
        other = Desk.open(desk_file, "ben")
        other._db.execute("BEGIN IMMEDIATE")
        await review.press("r")
        await review.type("the pier stands")
        await review.press("enter")
        assert review.message.startswith("Not done: ")
        assert "kept" in review.message
        other._db.execute("ROLLBACK")
        other.close()
        await review.press("r")
        assert review.app.focused.value == "the pier stands"
        await review.press("enter")
        assert review.stored(1).reason == "the pier stands"


def test_wrapping_loses_no_character():
    """Every character but blanks stands on some line, and no line is wider than asked."""
    from rich.cells import cell_len

    chance = random.Random(3)
    alphabet = "ab  cd\n\t.,漢字é́“”" + HOSTILE
    for _ in range(300):
        text = "".join(chance.choice(alphabet) for _ in range(chance.randint(0, 120)))
        width = chance.randint(2, 40)
        lines = wrap(text, 0, len(text), width)
        kept = "".join(text[start:end] for start, end in lines)
        assert "".join(kept.split()) == "".join(text.split())
        assert all(cell_len(text[start:end]) <= width for start, end in lines)


def test_a_fitted_text_has_exactly_the_width():
    """Wide characters, pictures and cuts: always the cells that were asked for."""
    from rich.cells import cell_len

    for text in ("", "abc", "漢字漢字漢字", HOSTILE, "a\tb\nc"):
        for width in range(30):
            assert cell_len(fit(text, width)) == width


def test_marks_fall_on_the_characters_of_the_text():
    """Offsets are those of the stored text, whatever stands before them."""
    from rich.style import Style

    from verifier.tui.painting import Mark

    text = "\x1b\u202e漢 the claim here"
    start = text.index("the claim")
    mark = Mark(start, start + 9, Style(underline=True))
    painted = paint(text, (0, len(text)), [mark], Style())
    assert [segment.text for segment in painted if segment.style.underline] == ["the claim"]
