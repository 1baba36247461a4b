"""The form for evidence: addresses recognised, references used before, several claims at once."""

from __future__ import annotations

import pytest

from verifier.desk import Desk

ARCHIVE = "https://web.archive.org/web/20260503120000/https://example.org/minutes"


@pytest.fixture
def used_before(desk_file):
    """A reference with a grade, used for another claim."""
    with Desk.open(desk_file, "bo") as desk:
        desk.add_evidence(
            8,
            url="https://port.example/minutes/2026-05",
            title="Port authority, minutes of May",
            publisher="Port authority",
            kind="document",
            grade="B2",
        )
    return desk_file


async def test_a_pasted_address_is_recognised(desk_file, open_review):
    """Brackets and a full stop around it go; the words beside it become the title."""
    async with open_review(desk_file) as review:
        await review.press("a")
        await review.paste("Minutes of May\n<https://example.org/minutes?p=4>.")
        await review.press("enter")
        [piece] = review.ask(lambda desk: desk.evidence(1))
        assert piece.reference.url == "https://example.org/minutes?p=4"
        assert piece.reference.title == "Minutes of May"


async def test_a_pasted_archive_address_gives_the_page_too(desk_file, open_review):
    """The page is the address, the copy is where it is archived."""
    async with open_review(desk_file) as review:
        await review.press("a")
        await review.paste(ARCHIVE)
        await review.press("enter")
        [piece] = review.ask(lambda desk: desk.evidence(1))
        assert piece.reference.url == "https://example.org/minutes"
        assert piece.archive_url == ARCHIVE


async def test_tracking_parameters_are_shown_and_dropped(desk_file, open_review):
    """They are named below the address; Ctrl+T takes them off."""
    async with open_review(desk_file) as review:
        await review.press("a")
        await review.paste("https://example.org/m?utm_source=x&id=7&fbclid=y")
        assert "tracking: utm_source, fbclid   Ctrl+T drops it" in review.screen
        await review.press("ctrl+t")
        assert "tracking" not in review.screen
        await review.press("enter")
        [piece] = review.ask(lambda desk: desk.evidence(1))
        assert piece.url_typed == "https://example.org/m?id=7"


@pytest.mark.parametrize("typed", ["port.example", "port auth"])
async def test_a_reference_used_before_is_offered_with_its_grade(used_before, open_review, typed):
    """By address or by name; the arrow picks it, Enter takes it, Enter saves."""
    async with open_review(used_before) as review:
        await review.press("a")
        await review.type(typed)
        assert "used before 1/1: B2 · Port authority, minutes of May" in review.screen
        await review.press("down", "enter")
        assert "usually reliable, probably true" in review.screen
        await review.press("enter")
        [piece] = review.ask(lambda desk: desk.evidence(1))
        assert (piece.grade, piece.reference.kind) == ("B2", "document")
        assert piece.reference.id == review.ask(lambda desk: desk.evidence(8))[0].reference.id


async def test_a_person_needs_no_address(desk_file, open_review):
    """A title is enough; the kind is picked by its letter."""
    async with open_review(desk_file) as review:
        await review.press("a", *["tab"] * 3)
        await review.type("Harbour master, by telephone")
        await review.press(*["tab"] * 7, "p", "enter")
        [piece] = review.ask(lambda desk: desk.evidence(1))
        assert (piece.reference.url, piece.reference.kind) == (None, "person")


async def test_a_reference_known_by_heart_takes_seven_keys_with_verdict(used_before, open_review):
    """Verdict, reason and graded evidence: 4, r, Enter, a, ↓, Enter, Enter besides typing."""
    async with open_review(used_before) as review:
        await review.press("4", "r")
        await review.type("the minutes say otherwise")
        await review.press("enter", "a")
        await review.type("port auth")
        await review.press("down", "enter", "enter")
        stored = review.stored(1)
        assert (stored.status, stored.reason) == ("false", "the minutes say otherwise")
        assert review.ask(lambda desk: desk.evidence(1))[0].grade == "B2"


async def test_evidence_for_several_claims_is_one_step(desk_file, open_review):
    """It is shown for how many it is, before and after; one undo takes all of it back."""
    async with open_review(desk_file) as review:
        await review.press("space", "space", "a")
        assert "2 claims: Bridge may close in winter, …" in review.screen
        await review.type("https://example.org/minutes")
        await review.press("enter")
        assert review.message.startswith("Add this evidence to 2 claims? Enter adds, Esc leaves.")
        assert review.ask(lambda desk: desk.evidence(1)) == []
        await review.press("enter")
        assert review.message == "Evidence added to 2 claims."
        pieces = [review.ask(lambda desk, n=n: desk.evidence(n))[0] for n in (1, 2)]
        assert pieces[0].reference == pieces[1].reference
        assert review.list.chosen == set()
        await review.press("u")
        assert [review.stored(claim_id).evidence_count for claim_id in (1, 2)] == [0, 0]
        await review.press("ctrl+r")
        assert [review.stored(claim_id).evidence_count for claim_id in (1, 2)] == [1, 1]
        assert review.ask(lambda desk: desk.verify_log()).problem is None


async def test_one_reason_for_several_claims_is_one_step(desk_file, open_review):
    """The line says for how many; a preview asks; one undo takes it back."""
    async with open_review(desk_file) as review:
        await review.press("space", "space", "r")
        assert review.message == "One reason for 2 claims."
        await review.type("told by the same office")
        await review.press("enter")
        assert "Give 2 claims this reason?" in review.message
        assert review.stored(1).reason is None
        await review.press("enter")
        assert [review.stored(claim_id).reason for claim_id in (1, 2)] == [
            "told by the same office"
        ] * 2
        await review.press("u")
        assert [review.stored(claim_id).reason for claim_id in (1, 2)] == [None, None]


async def test_a_preview_that_is_left_keeps_the_evidence_that_was_typed(desk_file, open_review):
    """a offers it again."""
    async with open_review(desk_file) as review:
        await review.press("space", "space", "a")
        await review.type("https://example.org/minutes")
        await review.press("enter", "escape")
        assert review.message == "Nothing added."
        await review.press("a")
        assert review.app.focused.value == "https://example.org/minutes"
