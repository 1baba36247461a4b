"""How the screen ends: by a key or by the system, the terminal is sane and the data is safe."""

from __future__ import annotations

import asyncio
import os
import pty
import select
import signal
import sys
import termios
import threading
import time
from pathlib import Path

import pytest

from verifier.desk import Desk

ROOT = Path(__file__).parents[3]
OPEN = (
    "import sys; from pathlib import Path; from verifier.tui import run; "
    "sys.exit(run(Path(sys.argv[1]), '', 'ada'))"
)
PATIENCE = 120
AFTER = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")
"""The screen before, the cursor, no mouse, no bracketed paste."""


class Terminal:
    """A pseudo-terminal with the review in it."""

    def __init__(self, path: Path) -> None:
        self.seen = b""
        self.master, slave = pty.openpty()
        self.before = termios.tcgetattr(self.master)
        self.pid = os.fork()
        if self.pid == 0:
            os.login_tty(slave)
            os.chdir(ROOT)
            os.environ.update(TERM="xterm-256color", XDG_STATE_HOME=str(path.parent / "state"))
            os.execv(sys.executable, [sys.executable, "-c", OPEN, str(path)])
        os.close(slave)

    def wait_for(self, words: bytes) -> None:
        end = time.monotonic() + PATIENCE
        while words not in self.seen:
            assert time.monotonic() < end, self.seen[-2000:]
            self.read()

    def read(self) -> bool:
        ready, _, _ = select.select([self.master], [], [], 0.1)
        if not ready:
            return True
        try:
            self.seen += os.read(self.master, 65536)
        except OSError:
            return False
        return True

    def ended(self) -> int:
        """The exit code, once the process has ended."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.read()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                while self.read() and select.select([self.master], [], [], 0)[0]:
                    pass
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(self.seen[-2000:])

    def close(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)


@pytest.fixture
def terminal(desk_file):
    opened = Terminal(desk_file)
    yield opened
    opened.close()


def sound(path):
    with Desk.open(path, write=False) as desk:
        return desk.claim(1).status, desk.verify_log().problem


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (None, 0)]
)
def test_the_terminal_is_as_it_was_and_the_mark_is_kept(terminal, desk_file, number, code):
    """SIGTERM, SIGHUP and q: the other screen, cursor and echo are back, the log is whole."""
    terminal.wait_for(b"Bridge may close")
    os.write(terminal.master, b"4")
    terminal.wait_for(b"Marked false.")
    if number is None:
        os.write(terminal.master, b"q")
    else:
        os.kill(terminal.pid, number)
    assert terminal.ended() == code
    for sequence in AFTER:
        assert terminal.seen.rindex(sequence) > terminal.seen.rindex(b"Marked false.")
    assert termios.tcgetattr(terminal.master)[3] == terminal.before[3]
    assert b"Traceback" not in terminal.seen
    assert sound(desk_file) == ("false", None)


async def test_leaving_never_waits_for_what_reads(desk_file, open_review):
    """A search, a count and a report that never end are broken off; a write that began ends."""
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    begun = threading.Barrier(4)
    go_on = threading.Event()

    def read(desk, job):
        begun.wait(PATIENCE)
        desk._db.execute(endless).fetchall()

    def write(desk, job):
        go_on.wait(PATIENCE)
        desk.mark([1], status="false")

    async with open_review(desk_file) as review:
        backstage = review.app.backstage
        readers = (backstage.searcher, backstage.reader, backstage.aside)
        jobs = [clerk.give(read) for clerk in readers]
        await asyncio.to_thread(begun.wait, PATIENCE)
        writing = backstage.writer.give(write)
        go_on.set()
        await asyncio.to_thread(backstage.close)
        assert [job.cancelled.is_set() for job in jobs] == [True] * 3
        assert writing.answer.done()
        for clerk in (*readers, backstage.writer):
            clerk.join(PATIENCE)
            assert not clerk.is_alive()
    assert sound(desk_file) == ("false", None)


async def test_leaving_while_another_program_writes_loses_nothing(desk_file, open_review):
    """q ends the screen while the lock is held elsewhere; the words are kept for the next time."""
    other = Desk.open(desk_file, "ben")
    async with open_review(desk_file) as review:
        other._db.execute("BEGIN IMMEDIATE")
        await review.key("4")
        await review.key("q")
        end = time.monotonic() + PATIENCE
        while review.app.return_code is None and time.monotonic() < end:  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(0.01)
        assert review.app.return_code == 0
    other._db.execute("ROLLBACK")
    other.close()
    assert sound(desk_file)[1] is None
