from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from verifier.desk import Desk

ROOT = Path(__file__).parents[2]
TIME = re.compile(r'"(?:at|added|changed|accessed)":"[^"]*"')

pytestmark = pytest.mark.machine


def stored(path, claim_id):
    with Desk.open(path, "reader", write=False) as desk:
        return desk.claim(claim_id)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50), (60, 18)])
def test_a_review_by_keys_at_each_size(terminal, pier_file, size):
    """Open, move, judge, give a reason, undo, read the galley, leave: in a real terminal."""
    terminal.open(pier_file, *size)
    terminal.wait_for("claim 1 of 3")
    terminal.keys("j", "4")
    terminal.wait_for("Marked false.")
    terminal.wait_for("[an] in-principle")
    terminal.keys("r", "n", "o", "Enter")
    terminal.wait_for("Reason saved.")
    assert (stored(pier_file, 2).status, stored(pier_file, 2).reason) == ("false", "no")
    terminal.keys("u", "u")
    terminal.wait_for("Undone: marked false.")
    terminal.keys("v")
    terminal.wait_for("in claims")
    terminal.keys("Escape")
    terminal.wait_for("claim 2 of 3")
    terminal.keys("q")
    time.sleep(0.5)
    assert stored(pier_file, 2).status == "unreviewed"


def test_a_mark_is_on_disk_half_a_second_after_its_key_even_if_the_process_is_killed(
    terminal, pier_file
):
    """Nothing waits in memory."""
    terminal.open(pier_file, 80, 24)
    terminal.wait_for("claim 1 of 3")
    terminal.keys("3")
    time.sleep(0.5)
    os.kill(terminal.pid(), signal.SIGKILL)
    assert stored(pier_file, 1).status == "verified"


def test_a_bracketed_paste_into_the_list_changes_nothing(terminal, pier_file):
    """Two hundred pasted lines full of keys: no verdict, and the program still runs."""
    terminal.open(pier_file, 80, 24)
    terminal.wait_for("claim 1 of 3")
    terminal.run("set-buffer", "34q5u+\n" * 200)
    terminal.run("paste-buffer", "-p")
    time.sleep(0.5)
    terminal.keys("j")
    terminal.wait_for("claim 2 of 3")
    assert [stored(pier_file, number).status for number in (1, 2, 3)] == ["unreviewed"] * 3


def test_resizing_a_real_terminal_does_no_harm(terminal, pier_file):
    """From tiny to large and back: the claim is still there."""
    terminal.open(pier_file, 120, 40)
    terminal.wait_for("claim 1 of 3")
    terminal.keys("j")
    for width, height in ((20, 5), (200, 50), (59, 12), (1, 1), (100, 30), (80, 24)):
        terminal.run("resize-window", "-x", str(width), "-y", str(height))
        time.sleep(0.1)
    terminal.wait_for("claim 2 of 3")


SIZES = [(80, 24), (120, 40), (200, 50), (60, 18)]
TIMES = {"at", "hash", "previous_hash", "added", "changed", "accessed"}


def rows(path):
    """What a review leaves behind, but for its times."""
    found = []
    with closing(sqlite3.connect(path)) as conn:
        conn.row_factory = sqlite3.Row
        for table in ("claims", "sources", "evidence", "events"):
            for row in conn.execute(f"SELECT * FROM {table} ORDER BY id"):
                named = dict(zip(row.keys(), row, strict=True))
                kept = {name: value for name, value in named.items() if name not in TIMES}
                found.append((table, TIME.sub("", str(kept))))
    return found


def test_the_same_keys_leave_the_same_database_at_four_sizes(tmux_at, pier_file, tmp_path):
    """Verdicts, reason, note, evidence, undo, several at once: the size changes nothing."""
    left = []
    for number, (width, height) in enumerate(SIZES):
        path = tmp_path / f"pier-{number}.db"
        shutil.copy(pier_file, path)
        terminal = tmux_at()
        terminal.open(path, width, height)
        terminal.wait_for("claim 1 of 3")
        terminal.keys("4", "r", *"twice", "Enter")
        terminal.wait_for("Reason saved.")
        terminal.keys("a", *"https://example.org/pier", "Tab", "r", "Tab", "b", "2", "Enter")
        terminal.wait_for("Evidence added.")
        terminal.keys("n", "e", *"later", "C-s")
        terminal.wait_for("Note saved.")
        terminal.keys("5", "u", "n", "3")
        terminal.wait_for("Marked verified.")
        terminal.keys("g", "Space", "Space", "8", "Enter")
        terminal.wait_for("Marked 2 claims set aside.")
        terminal.keys("u")
        terminal.wait_for("on 2 claims.")
        terminal.keys("q")
        terminal.wait_for_end()
        left.append(rows(path))
    assert left[0] == left[1] == left[2] == left[3]
    assert any("https://example.org/pier" in row for _, row in left[0])


def test_a_newcomer_reaches_a_report_in_a_real_terminal(terminal, tmp_path):
    """From nothing: the refusal names ingest, the help names the keys, x leaves a report."""
    path, article = tmp_path / "new.db", tmp_path / "article.txt"
    article.write_text(
        "Mill to close\n\nThe mill will close in May, owner Ida Falk said. According to rumours, "
        "the weir is to be sold. Police said nobody had been hurt.\n",
        encoding="utf-8",
    )

    def command(*words):
        return subprocess.run(
            [sys.executable, "-m", "verifier", *words, "--db", path],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert "start with verifier ingest" in command("search").stderr
    assert command("ingest", "article.txt").returncode == 0
    terminal.open(path, 80, 24)
    terminal.wait_for("claim 1 of")
    terminal.keys("?", *"report")
    terminal.wait_for("write a report")
    terminal.keys("Enter")
    terminal.wait_for("evidence")
    terminal.keys("3", "n", "4", "n", "7", "x")
    terminal.wait_for("Report of all claims")
    terminal.keys("Tab", *str(tmp_path / "mine.md"), "Enter")
    terminal.wait_for("claims written to")
    report = (tmp_path / "mine.md").read_text(encoding="utf-8")
    assert "Mill to close" in report
    assert [stored(path, number).status for number in (1, 2, 3)] == [
        "verified", "false", "unverifiable",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_ended_program_leaves_a_usable_shell(terminal, pier_file, number):
    """The shell below the screen is there again, with its echo, and the mark is kept."""
    terminal.open_in_shell(pier_file, 80, 24)
    terminal.wait_for("claim 1 of 3")
    terminal.keys("4")
    terminal.wait_for("Marked false.")
    terminal.end_child(number)
    terminal.keys(*"echo still-$((40+2))", "Enter")
    shown = terminal.wait_for("still-42")
    assert "echo still-$((40+2))" in shown
    assert stored(pier_file, 1).status == "false"
