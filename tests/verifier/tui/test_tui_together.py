"""Two screens on one database: what one writes the other sees, and neither writes over it unseen."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from verifier.desk import Desk
from verifier.tui.backstage import Backstage
from verifier.tui.screens.desk_screen import POLL_SECONDS


@pytest.fixture
def two_screens(desk_file, open_review):
    """Ada's screen and Bo's, both on the first claim; they look at the log when a test says so."""

    @asynccontextmanager
    async def opened():
        async with (
            open_review(desk_file) as ada,
            open_review(desk_file, reviewer="bo") as bo,
        ):
            yield ada, bo

    return opened


async def look(review):
    """What the screen does by itself every second."""
    review.app.review.look_for_changes()
    await review.settle()


async def test_a_change_made_on_the_other_screen_appears(two_screens):
    """The screen looks once a second; list, detail and counts follow."""
    assert POLL_SECONDS <= 1
    async with two_screens() as (ada, bo):
        await bo.press("4")
        await look(ada)
        assert "✗ false  by bo" in ada.screen
        assert "1 of 8 done" in ada.screen


async def test_two_versions_meet_and_theirs_is_left(two_screens):
    """Both are shown; t leaves theirs, and the history tells what the other would have set."""
    async with two_screens() as (ada, bo):
        await bo.press("3")
        await ada.press("4")
        assert "The claim was changed since you saw it." in ada.screen
        assert "marked verified" in ada.screen
        assert "you       marked false" in ada.screen
        await ada.press("t")
        assert ada.stored(1).status == "verified"
        assert ada.message == "Left as bo has it."
        assert "instead of: marked false" in ada.screen
        assert ada.ask(lambda desk: desk.verify_log()).problem is None


async def test_two_versions_meet_and_mine_is_put(two_screens):
    """m writes over it; both stand in the history, and the other's undo says why it can't."""
    async with two_screens() as (ada, bo):
        await bo.press("3")
        await ada.press("4", "m")
        assert ada.stored(1).status == "false"
        assert ada.message == "Marked false."
        kinds = [event.reviewer for event in ada.ask(lambda desk: desk.history(1))[1:]]
        assert kinds == ["bo", "ada"]
        await bo.press("u")
        assert "claim 1 has changed since" in bo.message
        assert bo.stored(1).status == "false"


async def test_escape_writes_neither_and_keeps_the_words(two_screens):
    """A note that met another is offered again."""
    async with two_screens() as (ada, bo):
        await ada.press("e")
        await ada.type("my own view")
        await bo.press("e")
        await bo.type("a colleague's view")
        await bo.press("ctrl+s")
        await look(ada)
        await ada.press("ctrl+s")
        assert "note “my own view”" in ada.screen
        await ada.press("escape")
        assert ada.stored(1).note == "a colleague's view"
        assert "e offers it again" in ada.message
        await ada.press("e")
        assert "my own view" in ada.screen


async def test_undo_takes_back_ones_own_act_alone(two_screens):
    """u after a colleague's act takes back one's own last, and never theirs."""
    async with two_screens() as (ada, bo):
        await ada.press("4")
        await bo.press("j", "3")
        await look(ada)
        await ada.press("u")
        assert ada.stored(2).status == "verified"
        assert ada.stored(1).status == "unreviewed"
        await ada.press("u")
        assert ada.message == "Not done: ada has nothing to undo"
        assert ada.stored(2).status == "verified"


async def test_a_correction_meets_a_correction(two_screens):
    """Two levels for one claim: shown, and mine put over it only when told to."""
    async with two_screens() as (ada, bo):
        await ada.press("j", "c", "j")
        await bo.press("j", "c", "k", "enter")
        await ada.press("enter")
        assert "The claim was changed since you saw it." in ada.screen
        await ada.press("m")
        assert ada.stored(2).claim.strength == "credible"


async def test_of_several_claims_only_those_that_met_are_left(two_screens):
    """t leaves a colleague's claim alone and marks the others, as one step."""
    async with two_screens() as (ada, bo):
        await ada.press("space", "space", "space", "8")
        await bo.press("j", "3")
        await ada.press("enter", "t")
        assert [ada.stored(claim_id).status for claim_id in (1, 2, 3)] == [
            "set-aside",
            "verified",
            "set-aside",
        ]


async def test_ones_own_quick_keys_never_meet(desk_file, open_review):
    """Two status keys at once: the second stands, nothing is asked."""
    async with open_review(desk_file) as review:
        for key in "34r":
            review.send(key)
        await review.settle()
        await review.type("because")
        await review.press("enter")
        stored = review.stored(1)
        assert (stored.status, stored.reason) == ("false", "because")


async def test_a_colleagues_change_between_two_of_ones_own_is_not_missed(desk_file, open_review):
    """The screen's own write does not hide what came just before it."""
    async with open_review(desk_file) as review:
        with Desk.open(desk_file, "bo") as desk:
            desk.mark([8], status="verified")
        await review.press("4")
        await look(review)
        assert review.list.row(8).status == "verified"
        assert "2 of 8 done" in review.screen


async def test_evidence_is_added_and_a_verdict_given_meanwhile_is_told(two_screens):
    """It writes over nothing, so it is not refused; both verdicts are shown."""
    async with two_screens() as (ada, bo):
        await ada.press("a")
        await ada.type("https://port.example/log")
        await bo.press("4")
        await ada.press("enter")
        assert ada.message == ("Evidence added. You saw it unreviewed; meanwhile bo marked false.")
        assert "✗ false  by bo" in ada.screen
        assert len(ada.ask(lambda desk: desk.evidence(1))) == 1


@pytest.fixture
def with_evidence(desk_file):
    """The first claim has one piece of evidence."""
    with Desk.open(desk_file, "cy") as desk:
        desk.add_evidence(1, url="https://port.example/log", title="Log of the port", grade="C3")


async def test_evidence_that_a_colleague_changed_is_changed_only_when_asked(
    with_evidence, two_screens
):
    """Both versions are shown; t leaves theirs with an event, m puts one's own over it."""
    async with two_screens() as (ada, bo):
        await bo.press("A", "enter", "tab", "backspace", "backspace", "A", "1", "enter")
        assert bo.message == "Evidence changed."
        await ada.press("A", "enter", "tab", "backspace", "backspace", "E", "5", "enter")
        assert "changed evidence https://port.example/log: grade A1" in ada.screen
        assert "you       changed evidence Log of the port: grade E5" in ada.screen
        await ada.press("t")
        assert [one.grade for one in ada.ask(lambda desk: desk.evidence(1))] == ["A1"]
        assert "instead of: evidence changed" in ada.screen
        await bo.press("A", "x")
        await ada.press("A", "enter")
        assert "as you left it" not in ada.screen
        await ada.press("tab", "backspace", "backspace", "B", "2", "enter")
        assert "took away evidence https://port.example/log" in ada.screen
        await ada.press("m")
        assert [one.grade for one in ada.ask(lambda desk: desk.evidence(1))] == ["B2"]
        assert ada.ask(lambda desk: desk.verify_log()).problem is None


async def test_evidence_that_a_colleague_changed_is_taken_away_only_when_asked(
    with_evidence, two_screens
):
    """The dialog shows both; Escape leaves it."""
    async with two_screens() as (ada, bo):
        await bo.press("A", "enter", "right", "enter")
        await ada.press("A", "x")
        assert "you       evidence Log of the port taken away" in ada.screen
        await ada.press("escape")
        assert len(ada.ask(lambda desk: desk.evidence(1))) == 1
        await ada.press("A", "x", "m")
        assert ada.ask(lambda desk: desk.evidence(1)) == []
        await ada.press("u")
        assert len(ada.ask(lambda desk: desk.evidence(1))) == 1


async def test_what_was_changed_unseen_is_signed_off_only_when_asked(two_screens):
    """The verdict that was seen and the one that stands are told; Enter signs that one."""
    async with two_screens() as (ada, bo):
        await bo.press("3")
        await look(ada)
        await bo.press("4")
        await ada.press("S")
        assert "You saw it verified; meanwhile bo marked false. Sign off as it" in ada.message
        assert ada.stored(1).signed_by is None
        await ada.press("enter")
        assert ada.stored(1).signed_by == "ada"


async def test_the_first_claims_come_with_the_newest_event_that_they_tell_of(desk_file):
    """A key before anything else is read meets nobody: what it changes was seen as of then."""
    with Desk.open(desk_file, "bo") as other:
        other.mark([1], status="false")
        newest = other.last_event()
    backstage = Backstage(desk_file, "ada")
    backstage.start()
    try:
        backstage.opening.job.answer.result()
        (found,) = backstage.opening.take()
        assert found.newest == newest
        since = backstage.writer.give(
            lambda desk, _: desk.mark([1], status="verified", since=found.newest)
        )
        assert since.answer.result()[0].reviewer == "ada"
    finally:
        backstage.close()
