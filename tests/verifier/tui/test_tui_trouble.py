"""A lost or locked database, a full disk, a deleted document: said in one line, nothing typed lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import contextmanager

import pytest

from verifier.desk import Desk

HOLD = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    conn.execute(statement)
print("done", flush=True)
sys.stdin.readline()
"""


@contextmanager
def another_program(path, *statements):
    """Another process, which has run these statements and still has the file open."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, path, *statements],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "done\n"
    try:
        yield
    finally:
        process.communicate("leave\n")


async def impatient(review):
    """The writer waits a moment only."""

    def hasten(desk, job):
        desk._db.patience = 0.05

    review.app.backstage.writer.give(hasten)
    await review.settle()


async def test_each_thing_typed_under_a_lock_is_offered_again(desk_file, open_review):
    """Reason, note and evidence: the line says so, the same key offers it, and then it is saved."""
    async with open_review(desk_file) as review:
        await impatient(review)
        with another_program(desk_file, "BEGIN IMMEDIATE"):
            await review.press("4")
            assert "is in use by another program" in review.message
            await review.press("r")
            await review.type("the pier stands")
            await review.press("enter")
            assert "kept" in review.message
            await review.press("e")
            await review.type("ask the engineers")
            await review.press("ctrl+s")
            assert "kept" in review.message
            await review.press("a")
            await review.type("https://example.org/survey")
            await review.press("enter")
            assert "kept" in review.message
        assert review.events() == 1
        await review.press("r", "enter")
        assert review.stored(1).reason == "the pier stands"
        await review.press("e", "ctrl+s")
        assert review.stored(1).note == "ask the engineers"
        await review.press("a", "enter")
        with Desk.open(desk_file, write=False) as desk:
            assert [e.reference.url_typed for e in desk.evidence(1)] == [
                "https://example.org/survey"
            ]
        await review.press("4")
        assert review.stored(1).status == "false"


async def test_a_full_disk_keeps_what_was_typed_and_the_file_sound(desk_file, open_review):
    """No page is left for the words: the line says so; with room again, the same key saves them."""
    words = "no room for this " * 700

    def pages(number):
        def limit(desk, job):
            used = desk._db.execute("PRAGMA page_count").fetchone()[0]
            desk._db.execute(f"PRAGMA max_page_count={used + number}")

        return limit

    async with open_review(desk_file) as review:
        review.app.backstage.writer.give(pages(0))
        await review.press("r")
        await review.paste(words)
        await review.press("enter")
        assert "is full; nothing was changed" in review.message
        assert "kept" in review.message
        assert review.stored(1).reason is None
        assert review.ask(lambda desk: desk.verify_log()).problem is None
        review.app.backstage.writer.give(pages(1000))
        await review.press("r", "enter")
        assert review.stored(1).reason == words.strip()
        assert review.ask(lambda desk: desk.verify_log()).problem is None


async def test_a_moved_database_takes_nothing_and_says_so_until_it_is_back(desk_file, open_review):
    """What is typed meanwhile is kept; nothing goes into a file without a name."""
    aside = desk_file.with_name("aside.db")
    async with open_review(desk_file) as review:
        await impatient(review)
        desk_file.rename(aside)
        await review.press("4")
        assert "was moved, deleted or replaced" in review.message
        await review.press("r")
        await review.type("the pier stands")
        await review.press("enter")
        assert "kept" in review.message
        review.app.review.look_for_changes()
        await review.settle()
        assert "nothing can be saved" in review.screen
        aside.rename(desk_file)
        review.app.review.look_for_changes()
        await review.settle()
        assert review.message == "The database is there again."
        assert "all saved" in review.screen
        await review.press("r", "enter")
        assert review.stored(1).reason == "the pier stands"
        assert review.stored(1).status == "unreviewed"


async def test_a_document_that_another_program_deleted_is_told_of(desk_file, open_review):
    """Its claims leave the list, the line says why; a write to one of them changes nothing."""
    async with open_review(desk_file) as review:
        await review.press("j", "j")
        with another_program(
            desk_file, "DELETE FROM attributions", "DELETE FROM claims WHERE id IN (4, 5)"
        ):
            await review.press("j")
        assert "another program deleted it" in review.message
        assert len(review.list.ids) == 6
        assert 4 not in review.list.ids
        with another_program(desk_file, "DELETE FROM claims", "DELETE FROM documents"):
            await review.press("4")
        assert review.message.startswith("Not done: no claim ")
        await review.press("j")
        assert review.app.is_running
        assert review.list.ids.tolist() == []
        await review.press(*"4rev+", "d", "escape")
        assert review.app.is_running


@pytest.mark.parametrize("words", ["ROLLBACK", "the file is not a database"])
async def test_a_damaged_file_is_named(desk_file, open_review, words):
    """An error of the database is a line, with what to do; the program goes on."""
    async with open_review(desk_file) as review:

        def broken(desk, job):
            raise sqlite3.DatabaseError(words)

        job = review.app.backstage.reader.give(broken)
        assert job.answer.exception(120) is not None
        review.app.review.fail(job.answer.exception())
        assert review.message == (
            f"Not done: the database: {words}. Check the disk and the file's rights."
        )
