"""The sample article judged from end to end: on the screen, and the same in lines."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import verifier
from claims.extract import Extractor
from db.records import Status
from verifier.desk import Desk
from verifier.readers import read

SAMPLE = Path(verifier.__file__).parent / "sample" / "harbour.md"
STATUSES = tuple(Status)
VERDICTS = (3, 4, 5, 6, 7, 8)
TABLES = (
    ("claims", "id"),
    ("attributions", "claim_id, position"),
    ("sources", "id"),
    ("evidence", "id"),
    ("events", "id"),
)


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory):
    """A database with the sample article, as ingest stores it."""
    path = tmp_path_factory.mktemp("sample") / "harbour.db"
    (document,) = read(SAMPLE)
    with Desk.open(path, "ada", create=True) as desk:
        desk.store(document, Extractor().extract(document))
    return path


def rows(path):
    """All that a review may change, row by row, as any reader of the file sees it."""
    with closing(sqlite3.connect(path)) as conn:
        return {
            table: conn.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()
            for table, order in TABLES
        }


def differing(one, other):
    """The first rows that are not alike, for people."""
    return [
        (table, pair)
        for table in one
        for pair in zip(one[table], other[table], strict=False)
        if pair[0] != pair[1]
    ][:2]


async def on_the_screen(review):
    """Every claim gets a verdict; the first ones get all that a claim can get."""
    await review.press("4", "r")
    await review.type("the plan names another sum")
    await review.press("enter", "e")
    await review.type("ask the council for the draft")
    await review.press("ctrl+s", "a")
    await review.type("https://example.org/minutes?page=4")
    await review.press("tab", "r", "tab", "b", "2", "enter")
    await review.press("n", "w", "a", "c", "k", "enter", "3", "u", "u", "ctrl+r", "5", "n")
    await review.press("plus", "enter", "enter")
    await review.press("2", "g", "slash")
    await review.type("strength:rumour")
    await review.press("enter", *["space"] * len(review.list.ids), "8", "enter", "escape", "g")
    for at in range(60):
        await review.press(str(VERDICTS[at % 6]), "n")


def in_lines(added: str) -> str:
    """The same review, typed into the line mode."""
    lines = [
        "4", "e the plan names another sum", "o ask the council for the draft",
        "a", "https://example.org/minutes?page=4", "refutes", "b2", *[""] * 8,
        "n", "w altered", "c named", "3", "u", "u", "r", "5", "n",
        f"+ asserted: {added}", "2",
        "g", "/ strength:rumour", "* 8", "yes", "/", "g",
    ]  # fmt: skip
    for at in range(60):
        lines += [str(VERDICTS[at % 6]), "n"]
    return "\n".join([*lines, "q"])


async def test_the_same_review_on_the_screen_and_in_lines_gives_the_same_database(
    sample_file, open_review, run, tmp_path, still_clock
):
    """Statuses, reasons, notes, evidence, corrections, undo: row for row, to the last hash."""
    screen, lines = tmp_path / "screen.db", tmp_path / "lines.db"
    shutil.copy(sample_file, screen)
    shutil.copy(sample_file, lines)
    async with open_review(screen) as review:
        await on_the_screen(review)
        assert review.app.is_running
    with Desk.open(screen, "reader", write=False) as desk:
        added = next(row for row in desk.search() if row.machine_strength is None)
        done, total = desk.progress()
        assert desk.verify_log().problem is None
    told = run(
        "review", "--plain", "--db", lines, "--reviewer", "ada", stdin=in_lines(added.claim.text)
    )
    assert told.exit_code == 0
    assert "Not done" not in told.stdout
    assert (done, total) == (59, 59)
    seen, typed = rows(screen), rows(lines)
    assert differing(seen, typed) == []
    assert seen == typed
    assert {row[0] for row in seen["events"]} == set(range(1, len(seen["events"]) + 1))
