"""What is typed outlives a kill, and a note opens in one's own editor: in a real terminal."""

from __future__ import annotations

import os
import signal
import time

import pytest

from verifier.desk import Desk

pytestmark = pytest.mark.machine


@pytest.fixture
def state(tmp_path):
    """An option for the terminal: a state directory of the test's own."""
    return f"export XDG_STATE_HOME={tmp_path / 'state'};"


def note_of(path, claim_id):
    with Desk.open(path, "reader", write=False) as desk:
        return desk.claim(claim_id).note


def test_a_note_that_was_killed_half_written_is_offered_again(terminal, pier_file, state):
    """SIGKILL in the middle of a sentence; the next start says so, and the key opens it."""
    terminal.open(pier_file, 80, 24, state)
    terminal.wait_for("claim 1 of 3")
    terminal.keys("j", "e")
    terminal.wait_for("Ctrl+S saves")
    terminal.keys("h", "a", "l", "f", "Space", "a", "Space", "t", "h", "o", "u", "g", "h", "t")
    terminal.wait_for("half a thought")
    os.kill(terminal.pid(), signal.SIGKILL)
    terminal.open(pier_file, 80, 24, state)
    terminal.wait_for("Typed and not saved: note of")
    terminal.keys("j", "e")
    terminal.wait_for("half a thought")
    terminal.keys("C-s")
    terminal.wait_for("Note saved.")
    assert note_of(pier_file, 2) == "half a thought"


def test_a_note_opens_in_the_editor_and_comes_back(terminal, pier_file, state, tmp_path):
    """The screen makes room, takes the text, and goes on; an editor that fails changes nothing."""
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf "two\\nlines\\n" > "$1"\n')
    editor.chmod(0o755)
    terminal.open(pier_file, 80, 24, state, f"export VISUAL={editor};")
    terminal.wait_for("claim 1 of 3")
    terminal.keys("E")
    terminal.wait_for("lines")
    terminal.keys("C-s")
    terminal.wait_for("Note saved.")
    assert note_of(pier_file, 1) == "two\nlines"
    editor.write_text("#!/bin/sh\nexit 3\n")
    terminal.keys("E")
    terminal.wait_for("ended with code 3")
    terminal.keys("Escape")
    time.sleep(0.5)  # an Escape stands alone only after a while
    terminal.keys("j")
    terminal.wait_for("claim 2 of 3")
    assert note_of(pier_file, 1) == "two\nlines"
