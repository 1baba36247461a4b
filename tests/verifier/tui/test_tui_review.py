from __future__ import annotations

import asyncio
import threading

from db.records import QuoteCheck, Status
from verifier.desk import Desk


async def test_the_first_screen_shows_claims_their_level_and_the_first_in_its_paragraph(
    desk_file, open_review
):
    """Without a key pressed, the list, its words and signs and the claim's article are there."""
    async with open_review(desk_file) as review:
        shown = review.screen
        assert "0 of 8 done · 8 shown · all saved" in shown
        assert "▃ reported" in shown
        assert "denied: the bridge had" in shown
        assert "claim 1 of 8" in shown
        assert "The Weekly Span" in shown


async def test_brackets_of_the_article_stay(desk_file, open_review):
    """`[an]` is text, never markup."""
    async with open_review(desk_file) as review:
        await review.press("j", "j")
        assert "“[an]" in review.screen
        assert "in-principle agreement”" in review.screen


async def test_movement_keys_go_where_they_say(desk_file, open_review):
    """j k arrows g G and the page keys move the cursor within the list."""
    async with open_review(desk_file) as review:
        await review.press("j", "j", "down", "k")
        assert review.list.cursor == 2
        await review.press("G")
        assert review.list.cursor == 7
        await review.press("j")
        assert review.list.cursor == 7
        await review.press("g", "pagedown")
        assert review.list.cursor == 7
        await review.press("pageup", "up")
        assert review.list.cursor == 0


async def test_each_status_key_marks_at_once_in_the_order_of_the_statuses(desk_file, open_review):
    """1 to 8 are on disk when the line says so, without any question before."""
    async with open_review(desk_file) as review:
        for number, status in enumerate(Status, 1):
            await review.press(str(number))
            assert review.stored(1).status is status
        assert review.message == "Marked set aside."
        assert "1 of 8 done" in review.screen


async def test_the_reason_is_asked_beside_and_may_be_ignored(desk_file, open_review):
    """After a verdict the keys go on working; r writes the reason."""
    async with open_review(desk_file) as review:
        await review.press("4")
        assert "Why false?" in review.screen
        await review.press("n")
        assert review.list.cursor == 1
        assert "Why false?" not in review.screen
        await review.press("3", "r")
        await review.type("seen 3 times in the minutes")
        await review.press("enter")
        assert review.stored(2).reason == "seen 3 times in the minutes"
        assert review.stored(1).reason is None
        assert review.list.has_focus


async def test_n_and_p_skip_what_is_done(desk_file, open_review):
    """The next claim to review is one without a verdict; at the end the line says so."""
    async with open_review(desk_file) as review:
        await review.press("j", "3", "j", "8", "g", "n")
        assert review.list.cursor == 3
        await review.press("p")
        assert review.list.cursor == 0
        await review.press("p")
        assert review.message == "No claim to review above this one."


async def test_undo_and_redo_name_what_they_turned(desk_file, open_review):
    """u takes the last action back, Ctrl+R does it again, and the line tells what it was."""
    async with open_review(desk_file) as review:
        await review.press("4", "u")
        assert review.stored(1).status is Status.UNREVIEWED
        assert review.message == "Undone: marked false."
        await review.press("ctrl+r")
        assert review.stored(1).status is Status.FALSE
        assert review.message == "Done again: marked false."
        await review.press("u", "u")
        assert review.message.startswith("Not done: ")


async def test_several_claims_are_marked_as_one_step(desk_file, open_review):
    """Space chooses; a status key shows what it would do, Enter does it; one undo takes all back."""
    async with open_review(desk_file) as review:
        await review.press("space", "space", "space")
        assert "3 chosen" in review.screen
        await review.press("8")
        assert "Mark 3 claims set aside? Enter marks, Esc leaves.  “Bridge may" in review.screen
        assert review.stored(1).status is Status.UNREVIEWED
        await review.press("enter")
        assert review.message == "Marked 3 claims set aside."
        assert [review.stored(i).status for i in (1, 2, 3, 4)] == [Status.SET_ASIDE] * 3 + [
            Status.UNREVIEWED
        ]
        await review.press("u")
        assert {review.stored(i).status for i in (1, 2, 3)} == {Status.UNREVIEWED}
        assert "on 3 claims" in review.message


async def test_a_preview_that_is_left_or_gone_marks_nothing(desk_file, open_review):
    """Esc leaves it and keeps the selection; another selection or message makes Enter plain."""
    async with open_review(desk_file) as review:
        await review.press("space", "space", "4", "escape")
        assert review.message == "Nothing marked."
        assert review.list.chosen == {1, 2}
        await review.press("4", "space", "enter", "escape")
        await review.press("4", "t", "enter")
        assert review.events() == 1


async def test_the_quote_check_is_a_mark_of_its_own(desk_file, open_review):
    """w, then one letter; the status stays."""
    async with open_review(desk_file) as review:
        await review.press("j", "w")
        assert "Did Two engineers say it?" in review.screen
        await review.press("a")
        assert review.stored(2).quote_check is QuoteCheck.ALTERED
        assert review.stored(2).status is Status.UNREVIEWED
        assert "said, in other words" in review.screen


async def test_enter_opens_and_escape_goes_back_and_never_leaves(desk_file, open_review):
    """Escape in the list does nothing; the program still runs."""
    async with open_review(desk_file, size=(80, 24)) as review:
        await review.press("j", "enter")
        assert review.app.screen.detail.has_focus
        assert not review.app.screen.query_one("#left").display
        await review.press("escape")
        assert review.list.has_focus
        assert review.app.screen.query_one("#left").display
        await review.press("escape", "escape", "escape")
        assert review.app.is_running
        assert review.list.has_focus


async def test_q_leaves(desk_file, open_review):
    """q ends the program with exit code 0."""
    async with open_review(desk_file) as review:
        await review.press("q")
        assert review.app.return_code == 0


async def test_a_change_of_another_process_appears(desk_file, open_review, monkeypatch):
    """What another desk marks, and what it adds, is seen without a key pressed."""
    monkeypatch.setattr("verifier.tui.screens.desk_screen.POLL_SECONDS", 0.05)
    async with open_review(desk_file) as review:
        with Desk.open(desk_file, "ben") as other:
            other.mark([1], status=Status.FALSE, reason="the pier stands")
            other.add_claim(1, (0, 6))
        await review.until(lambda: "1 of 9 done · 9 shown" in review.screen)
        assert "✗ false  by ben" in review.screen
        assert "the pier stands" in review.screen
        assert "1 of 9 done · 9 shown" in review.screen


async def test_a_claim_that_was_marked_stays_in_a_filtered_list(desk_file, open_review):
    """Judging inside a search does not pull the claim from under the cursor."""
    async with open_review(desk_file, query="status:unreviewed") as review:
        await review.press("j", "4")
        assert review.list.claim_id == 2
        assert len(review.list.ids) == 8
        await review.press("r")
        await review.type("no")
        await review.press("enter")
        assert review.stored(2).reason == "no"


async def test_copy_names_the_terminal_clipboard(desk_file, open_review):
    """y sends the claim with its place, and does not say more than is known."""
    async with open_review(desk_file) as review:
        await review.press("j", "y")
        assert review.app.clipboard.startswith("“the north pier had sunk by a hand”")
        assert review.message == "Sent to the terminal's clipboard."


async def test_an_empty_database_says_how_to_begin(tmp_path, open_review):
    """No claims: the list names the command that brings some, and every key is harmless."""
    path = tmp_path / "empty.db"
    Desk.open(path, "ada", create=True).close()
    async with open_review(path) as review:
        assert "No claims yet." in review.screen
        assert "verifier ingest article.txt --db empty.db" in review.screen
        await review.press(*"12345678reacwvnpuysgG", "space", "enter", "plus", "escape")
        assert review.app.is_running


async def test_what_is_typed_ahead_goes_where_it_was_meant(desk_file, open_review):
    """Keys sent without any pause: the field opened by r gets the words, n moves before 4 marks."""
    async with open_review(desk_file) as review:
        for key in ("4", "r", *"no 3 npu", "enter", "n", "3", "j", "5", "u", "a", *"x 8q", "enter"):
            review.send(key)
        await review.settle()
        assert (review.stored(1).status, review.stored(1).reason) == ("false", "no 3 npu")
        assert review.stored(2).status == "verified"
        assert review.stored(3).status == "unreviewed"
        assert review.ask(lambda desk: desk.evidence(3))[0].reference.url_typed == "x 8q"


async def test_a_key_typed_before_the_undo_is_done_does_not_land_on_its_claim(
    desk_file, open_review
):
    """u, n and 3 in one breath: the undo goes to its claim first, then n moves on, then 3 marks."""
    held, let_go = threading.Event(), threading.Event()

    def long(desk, job):
        held.set()
        let_go.wait(120)

    async with open_review(desk_file) as review:
        await review.press("j", "4")
        review.app.backstage.writer.give(long)
        await asyncio.to_thread(held.wait, 120)
        for key in ("u", "n", "3"):
            await review.key(key)
        assert review.list.cursor == 1
        let_go.set()
        await review.settle()
        assert [review.stored(at).status for at in (2, 3)] == ["unreviewed", "verified"]
