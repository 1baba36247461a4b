from __future__ import annotations

import asyncio
import json
import re
import threading

import pytest

from claims.model import Document, Strength, Zone
from verifier.desk import Desk
from verifier.reports import FORMATS


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 18)])
async def test_the_dashboard_tells_every_status_and_level_in_words(desk_file, open_review, size):
    """d shows counts beside their words, at each size; Esc goes back to where the cursor was."""
    with Desk.open(desk_file, "ben") as other:
        other.mark([2, 3], status="false")
    async with open_review(desk_file, size=size) as review:
        await review.press("j", "d")
        seen = review.screen
        for _ in range(8):
            await review.press("pagedown")
            seen += review.screen
        for words in ("2 of 8 claims done, 25%", "✗ false", "▁ rumour", "By reviewer", "ben"):
            assert words in seen
        assert "Two engineers" in seen
        assert "1 false or misleading" in seen
        await review.press("escape")
        assert review.list.cursor == 1


async def test_the_dashboard_counts_again(desk_file, open_review):
    """r reads the numbers anew, after a colleague's mark."""
    async with open_review(desk_file) as review:
        await review.press("d")
        assert "Nothing marked yet." in review.screen
        with Desk.open(desk_file, "ben") as other:
            other.mark([1], status="verified")
        await review.press("r")
        assert "1 of 8 claims done" in review.screen


async def test_the_dashboard_can_be_left_while_it_counts(desk_file, open_review):
    """The reader is busy with something long: Esc leaves at once, and the count is dropped."""
    held, let_go = threading.Event(), threading.Event()

    def long(desk, job):
        held.set()
        let_go.wait(120)

    async with open_review(desk_file) as review:
        reader = review.app.backstage.reader
        reader.give(long)
        await asyncio.to_thread(held.wait, 120)
        for key in ("d", "escape"):
            review.send(key)
            await review.settle(held=("reader",))
        assert len(review.app.screen_stack) == 1
        assert reader.busy
        let_go.set()
        await review.settle()
        assert "claim 1 of 8" in review.screen


async def test_a_report_of_what_is_listed_is_written_from_the_screen(
    desk_file, open_review, tmp_path
):
    """x asks for format and file; the search decides which claims are in it."""
    target = tmp_path / "out" / "span.json"
    target.parent.mkdir()
    async with open_review(desk_file, query="lorry") as review:
        await review.press("x", *["right"] * FORMATS.index("json"), "tab")
        await review.type(str(target))
        await review.press("enter")
        assert review.message.startswith("Report of 1 claim written to ")
        written = json.loads(target.read_text(encoding="utf-8"))
        assert "lorry" in json.dumps(written)
        assert review.events() == 1


async def test_the_screen_tells_of_claims_that_are_reported_and_not_listed(
    tmp_path, open_review, make_claim
):
    """Those of captions stand in a report, and not in the list: the line below says how many."""
    path = tmp_path / "caption.db"
    text = "The pier sinks. The crane at noon."
    with Desk.open(path, "ada", create=True) as desk:
        body = make_claim(text, "The pier sinks", Strength.ASSERTED)
        caption = make_claim(text, "The crane at noon", Strength.ASSERTED, zone=Zone.CAPTION)
        desk.store(Document("a.txt", text), [body, caption])
    async with open_review(path) as review:
        assert len(review.list.ids) == 1
        await review.press("x", "tab")
        await review.type(str(tmp_path / "r.md"))
        await review.press("enter")
        assert review.message.startswith("Report of 2 claims, 1 of captions and the like, written")


async def test_the_screen_tells_that_a_report_lacks_something(desk_file, open_review, tmp_path):
    """What a format asks for and the data lacks is counted, with the command that names it."""
    async with open_review(desk_file) as review:
        await review.press("3", "x", *["right"] * FORMATS.index("claimreview"), "tab")
        await review.type(str(tmp_path / "one.jsonld"))
        await review.press("enter")
        assert re.search(
            r" It lacks \d+ things?; verifier report --format claimreview names", review.message
        )


async def test_the_file_name_follows_the_format_and_an_old_file_is_asked_about(
    desk_file, open_review, tmp_path, monkeypatch
):
    """A second Enter writes over it; the first one says that it is there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.csv").write_text("mine", encoding="utf-8")
    async with open_review(desk_file) as review:
        await review.press("x", *["right"] * FORMATS.index("csv"), "enter")
        assert "That file is there already. Enter writes over it." in review.screen
        assert (tmp_path / "report.csv").read_text(encoding="utf-8") == "mine"
        await review.press("enter")
        assert "Report of 8 claims" in review.message
        assert "lorry" in (tmp_path / "report.csv").read_text(encoding="utf-8")


async def test_a_report_that_cannot_be_written_says_so_and_is_offered_again(
    desk_file, open_review, tmp_path
):
    """No such folder: one line, nothing half written, and x still knows the name."""
    async with open_review(desk_file) as review:
        await review.press("x", "tab")
        await review.type(str(tmp_path / "nowhere" / "r.md"))
        await review.press("enter")
        assert review.message.startswith("Not done: ")
        await review.press("x")
        assert "nowhere/r.md" in review.screen
        await review.press("escape")
    assert not (tmp_path / "nowhere").exists()
