"""Two people at two screens on one database: sign-off, blind reading, reply, embargo."""

from __future__ import annotations

import pytest

from verifier.desk import Desk

SECRETS = ("the survey says no", "Survey", "B2", "✗ false")


@pytest.fixture
def judged(desk_file):
    """Ada's verdict on claim 2, with a reason and a graded piece of evidence."""
    with Desk.open(desk_file, "ada") as desk:
        desk.mark([2], status="false", reason="the survey says no")
        desk.add_evidence(2, url="https://example.org/s", title="Survey", grade="B2")
    return desk_file


async def test_a_colleague_signs_off_and_the_first_screen_sees_it_go_stale(open_review, judged):
    """Bob signs, ada may not; her new reason makes it stale on both screens, by word and sign."""
    async with (
        open_review(judged) as ada,
        open_review(judged, reviewer="bob") as bob,
    ):
        await ada.press("j", "S")
        assert "nobody signs off their own verdict" in ada.message
        await bob.press("j", "S")
        assert bob.message == "Signed off."
        assert "sign-off  by bob" in bob.screen
        assert "•" in bob.screen
        ada.app.screen.look_for_changes()
        await ada.settle()
        assert "sign-off  by bob" in ada.screen
        await ada.press("r", "end")
        await ada.type(" twice")
        await ada.press("enter")
        assert "stale: claim, verdict" in ada.screen
        bob.app.screen.look_for_changes()
        await bob.settle()
        assert "stale: claim, verdict" in bob.screen
        assert "◦" in bob.screen
    assert ada.stored(2).sign_off == "stale"


async def test_the_signer_withdraws_by_the_same_key_and_undo_brings_it_back(open_review, judged):
    """S on one's own sign-off asks, Enter withdraws, u takes that back."""
    async with open_review(judged, reviewer="bob") as bob:
        await bob.press("j", "S", "S")
        assert "Withdraw your sign-off?" in bob.message
        await bob.press("enter")
        assert bob.stored(2).signed_by is None
        await bob.press("u")
        assert bob.stored(2).signed_by == "bob"
        await bob.press("S", "escape")
        assert bob.stored(2).signed_by == "bob"


async def test_several_verdicts_are_signed_after_a_preview_or_none(open_review, judged):
    """What is no verdict among the chosen leaves all unsigned, and says which."""
    async with open_review(judged, reviewer="bob") as bob:
        await bob.press("j", "space", "space", "S")
        assert "Sign off 2 verdicts?" in bob.message
        await bob.press("enter")
        assert "claim 3 is unreviewed: only a verdict" in bob.message
        assert bob.stored(2).signed_by is None


async def test_a_second_reader_sees_no_verdict_till_done_then_both(open_review, judged):
    """From B to the verdict nothing of ada's stands on bob's screen; then both are shown."""
    async with open_review(judged, reviewer="bob") as bob:
        await bob.press("j", "B")
        assert "Read 1 claim a second time" in bob.message
        await bob.press("enter")
        assert "second reading: verdict, evidence and history" in bob.screen
        assert not [word for word in SECRETS if word in bob.screen]
        await bob.press("enter")
        assert not [word for word in SECRETS if word in bob.screen]
        await bob.press("escape", "4")
        told = "Not done: claim 2: you are reading it a second time; B on the screen"
        assert bob.message.startswith(told)
        assert told in bob.screen
        await bob.press("v")
        assert not [word for word in SECRETS if word in bob.screen]
        await bob.press("escape", "B")
        assert not [word for word in SECRETS if word in bob.screen]
        await bob.press("enter")
        assert "Choose a verdict with the arrows" in bob.screen
        await bob.press("right", "right", "tab")
        await bob.type("I found none")
        await bob.press("enter")
        assert "agrees" in bob.message
        assert "the survey says no" in bob.screen
        assert "second    false by bob" in bob.screen
    found = bob.ask(lambda desk: (desk.claim(2), desk.second_readings(2), desk.agreement()))
    stored, (read,), agreed = found
    assert (stored.status, stored.reason, stored.reviewer) == ("false", "the survey says no", "ada")
    assert (read.status, read.reason, read.first_status) == ("false", "I found none", "false")
    assert (agreed.pairs, agreed.agreed) == (1, 1)


async def test_a_second_reading_is_given_up_by_a_choice(open_review, judged):
    """The dialog's last choice ends it without a verdict, and all is shown again."""
    async with open_review(judged, reviewer="bob") as bob:
        await bob.press("j", "B", "enter", "B", "left", "enter")
        assert bob.message == "Given up."
        assert "the survey says no" in bob.screen
        assert bob.ask(lambda desk: desk.second_readings(2)) == []


async def test_a_reply_is_asked_for_and_its_answer_noted(open_review, judged):
    """R asks whom and by when; R again begins with the answer."""
    async with open_review(judged) as ada:
        await ada.press("j", "R")
        await ada.type("the mayor")
        await ada.press("tab", "tab")
        await ada.type("2020-01-02")
        assert "answer by" in ada.screen
        await ada.press("shift+tab", "end", "ctrl+u")
        await ada.type("2020-01-01")
        await ada.press("enter")
        assert ada.message == "Asked."
        assert "2020-01-02: overdue" in ada.screen
        await ada.press("R")
        await ada.type("No comment.")
        await ada.press("enter")
        assert ada.message == "Answer noted."
        assert "“No comment.”" in ada.screen
        await ada.press("u")
        assert "overdue" in ada.screen


async def test_a_reply_without_a_deadline_or_an_answer_says_what_is_missing(open_review, judged):
    """The dialog stays, names the field, and keeps the words where it is left."""
    async with open_review(judged) as ada:
        await ada.press("j", "R")
        await ada.type("the mayor")
        await ada.press("enter")
        assert "or the answer, is needed" in ada.screen
        await ada.press("escape", "R")
        assert "the mayor" in ada.screen


async def test_a_document_is_held_back_and_a_report_refuses(open_review, judged, tmp_path):
    """H holds, x refuses with the reason, H again lifts."""
    async with open_review(judged) as ada:
        await ada.press("j", "H", "right", "tab")
        await ada.type("2126-05-03")
        await ada.press("tab")
        await ada.type("Court day.")
        await ada.press("enter")
        assert "Held back" in ada.message
        assert "Court day." in ada.screen
        await ada.press("x", "tab")
        await ada.type(str(tmp_path / "out.md"))
        await ada.press("enter")
        assert "held back" in ada.message
        assert not (tmp_path / "out.md").exists()
        await ada.press("H", "enter")
        assert ada.message == "Embargo lifted."
    assert ada.ask(lambda desk: desk.standing_embargoes()) == []


async def test_an_embargo_wants_an_end_and_a_reason(open_review, judged):
    """What is missing is named in the dialog; a wrong time keeps the words."""
    async with open_review(judged) as ada:
        await ada.press("j", "H", "enter")
        assert "When it ends is needed." in ada.screen
        await ada.type("soon")
        await ada.press("enter")
        assert "The reason is needed" in ada.screen
        await ada.type("Court day.")
        await ada.press("enter")
        assert "'soon' is no time" in ada.message
        await ada.press("H")
        assert "Court day." in ada.screen


async def test_no_copy_tells_of_a_protected_source(open_review, judged, monkeypatch):
    """y and Y copy words, citation and addresses; a protected address is among none of them."""
    monkeypatch.setenv("PATH", "")
    with Desk.open(judged, "ada") as desk:
        desk.add_evidence(2, url="https://zq.example/x", title="Zq", protected=True)
        desk.add_evidence(2, url="https://example.org/s", protected=True)
    async with open_review(judged) as ada:
        await ada.press("j", "y")
        assert ada.app.clipboard.startswith("“the north pier")
        assert "zq" not in ada.app.clipboard.lower()
        ada.app.screen.action_copy_more()
        await ada.settle()
        ada.app.screen.dismiss("citation")
        await ada.settle()
        assert "zq" not in ada.app.clipboard.lower()
        ada.app.screen.action_copy_more()
        await ada.settle()
        ada.app.screen.dismiss("address")
        await ada.settle()
        assert "addresses of protected sources stay here" in ada.message
        assert "zq" not in ada.app.clipboard.lower()


async def test_a_copy_of_what_is_held_back_says_so(open_review, judged, monkeypatch):
    """The claim is copied, and the message warns."""
    monkeypatch.setenv("PATH", "")
    with Desk.open(judged, "ada") as desk:
        desk.embargo(claim_id=2, until="2126-05-03T06:00+00:00", reason="Court day.")
    async with open_review(judged) as ada:
        await ada.press("j", "y")
        assert ada.message.startswith("Held back until 2126-05-03 06:00 UTC: Court day.")


def test_what_stands_beside_a_verdict_looks_as_it_should(picture, desk_file):
    """A stale sign-off, an overdue reply, a second reading and an embargo, each by its word."""
    with Desk.open(desk_file, "ada") as ada, Desk.open(desk_file, "bob") as bob:
        ada.mark([2, 7], status="false", reason="none was seen")
        bob.sign_off([2, 7])
        ada.ask_reply(2, asked="the harbour office", on="2020-01-01", deadline="2020-01-03")
        bob.start_second([2])
        bob.finish_second(2, "disputed", "two surveys differ")
        ada.embargo(document_id=1, until="2126-05-03T06:00+00:00", reason="The court day.")
    assert picture((120, 40), "j")


@pytest.mark.parametrize("keys", [(), ("B",)])
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_blind_reading_looks_as_it_should(picture, desk_file, size, keys):
    """The reader of claim 3 sees that its verdict is hidden, and the dialog that takes theirs."""
    with Desk.open(desk_file, "bob") as bob:
        bob.mark([3], status="false", reason="never agreed")
    with Desk.open(desk_file, "ada") as ada:
        ada.start_second([3])
    assert picture(size, "j", "j", *keys)
