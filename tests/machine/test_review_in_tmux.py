from __future__ import annotations

import os
import signal
import time

import pytest

from verifier.desk import Desk

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
    terminal.wait_for("of the text in claims")
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
