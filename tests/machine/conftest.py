from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claims.model import Claim, Document, Modality, Polarity, Strength, Zone
from verifier.desk import Desk

ROOT = Path(__file__).parents[2]


class Tmux:
    """A terminal of a given size in which the review screen runs."""

    def __init__(self, folder: Path) -> None:
        self.socket = str(folder / "tmux")
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        self.environment.pop("TMUX", None)

    def run(self, *words: str) -> str:
        command = ["tmux", "-u", "-S", self.socket, "-f", "/dev/null", *words]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def open(self, path: Path, width: int, height: int, *options: str) -> None:
        program = f"exec {sys.executable} -m verifier review --db {path} --reviewer ada"
        program = " ".join([f"cd {ROOT};", *options, program])
        self.run("new-session", "-d", "-x", str(width), "-y", str(height), program)

    def open_in_shell(self, path: Path, width: int, height: int) -> None:
        """Open the review from a plain shell, which stays when it ends."""
        size = ["-x", str(width), "-y", str(height)]
        self.run("new-session", "-d", *size, "env PS1='$ ' sh -i")
        command = f"cd {ROOT}; {sys.executable} -m verifier review --db {path} --reviewer ada"
        self.run("send-keys", "-l", command)
        self.run("send-keys", "Enter")

    def end_child(self, number: int) -> None:
        """Send a signal to the program that the shell runs."""
        shell = self.pid()
        children = Path(f"/proc/{shell}/task/{shell}/children").read_text(encoding="ascii").split()
        for child in children:
            os.kill(int(child), number)
        end = time.monotonic() + 20
        while any(Path(f"/proc/{child}").exists() for child in children):
            assert time.monotonic() < end, "the program has not ended"
            time.sleep(0.05)

    def wait_for_end(self, seconds: float = 20.0) -> None:
        """Wait until the program, and with it the terminal, is gone."""
        end = time.monotonic() + seconds
        command = ["tmux", "-S", self.socket, "has-session"]
        while subprocess.run(command, capture_output=True, check=False).returncode == 0:
            assert time.monotonic() < end, self.screen
            time.sleep(0.05)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.run("send-keys", key)

    @property
    def screen(self) -> str:
        return self.run("capture-pane", "-p")

    def wait_for(self, words: str, seconds: float = 20.0) -> str:
        """Wait until the words are on the screen; the screen."""
        end = time.monotonic() + seconds
        while words not in (shown := self.screen):
            assert time.monotonic() < end, f"no {words!r} in\n{shown}"
            time.sleep(0.05)
        return shown

    def pid(self) -> int:
        return int(self.run("display-message", "-p", "#{pane_pid}"))

    def close(self) -> None:
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], capture_output=True, check=False)


@pytest.fixture
def terminal(tmp_path):
    assert shutil.which("tmux"), "tmux is needed: apt-get install tmux"
    tmux = Tmux(tmp_path)
    yield tmux
    tmux.close()


@pytest.fixture
def tmux_at(tmp_path):
    """Make terminals, one after the other."""
    made = []

    def make() -> Tmux:
        folder = tmp_path / f"tmux-{len(made)}"
        folder.mkdir()
        made.append(Tmux(folder))
        return made[-1]

    yield make
    for tmux in made:
        tmux.close()


@pytest.fixture
def pier_file(tmp_path) -> Path:
    """A database of three plain claims."""
    text = "The pier stands. The plan is “[an] in-principle agreement”. The crane was sold."
    claims, at = [], 0
    for words in text.split(". "):
        kept = words.rstrip(".")
        span = (at, at + len(kept))
        at += len(words) + 2
        claims.append(
            Claim(
                zone=Zone.BODY,
                sentence=span,
                span=span,
                fragments=(span,),
                text=kept,
                wording=kept,
                strength=Strength.ASSERTED,
                rule="no attribution: the writer's own voice",
                confidence=0.8,
                polarity=Polarity.POSITIVE,
                modality=Modality.ACTUAL,
                check_worthiness=0.5,
            )
        )
    path = tmp_path / "pier.db"
    with Desk.open(path, "ada", create=True) as desk:
        desk.store(Document("pier.txt", text, title="Pier and plan"), claims)
    return path
