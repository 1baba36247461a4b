"""How long until the first claim is painted, beside an empty Textual app.

Drives the real programs on a pseudo-terminal of 120x40, in turn, and takes the time from the
start of the process to the first sight of the marker. Run: `python -m benchmarks.first_paint`.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

from claims.model import Claim, Document, Modality, Polarity, Strength, Zone
from verifier.desk import Desk

EMPTY = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Empty(App):\n"
    "    def compose(self):\n"
    "        yield Static('marker of the first paint')\n"
    "Empty().run()\n"
)
MARKER = b"marker of the first paint"
SECONDS = 20.0


def make_database(path: Path, count: int, per_document: int = 50) -> None:
    """Fill a database with `count` claims; the first holds the marker."""
    levels = list(Strength)
    with Desk.open(path, "bench", create=True) as desk:
        for first in range(0, count, per_document):
            sentences = [
                f"{MARKER.decode()} {number}" if not number else f"The pier number {number} stands"
                for number in range(first, min(first + per_document, count))
            ]
            text = ". ".join(sentences) + "."
            claims, at = [], 0
            for number, words in enumerate(sentences):
                span = (at, at + len(words))
                claims.append(_claim(span, words, levels[number % len(levels)]))
                at += len(words) + 2
            desk.store(Document(f"article {first}", text), claims)


def _claim(span: tuple[int, int], words: str, level: Strength) -> Claim:
    return Claim(
        zone=Zone.BODY,
        sentence=span,
        span=span,
        fragments=(span,),
        text=words,
        wording=words,
        strength=level,
        rule="made for the measurement",
        confidence=level.rank / 10,
        polarity=Polarity.POSITIVE,
        modality=Modality.ACTUAL,
        check_worthiness=0.5,
    )


def first_paint(command: list[str], folder: str, marker: bytes = MARKER) -> tuple[float, float]:
    """Seconds from the start of a program to the marker on its terminal: by the clock, of CPU.

    Compiled modules go to `folder`: every program runs as it does once it is installed.
    """
    begun = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", COLUMNS="120", LINES="40")
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    try:
        while marker not in seen:
            if time.perf_counter() - begun > SECONDS:
                raise TimeoutError(f"no marker from {command} after {SECONDS} s")
            ready, _, _ = select.select([terminal], [], [], 0.5)
            if ready:
                seen = (seen + os.read(terminal, 65536))[-200_000:]
        wall = time.perf_counter() - begun
    finally:
        os.kill(pid, signal.SIGKILL)
        _, _, used = os.wait4(pid, 0)
        os.close(terminal)
    return wall, used.ru_utime + used.ru_stime


def main() -> None:
    """Measure in turn, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--claims", type=int, nargs="*", default=[200, 10_000])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        commands = {"empty Textual app": [sys.executable, "-c", EMPTY]}
        for count in chosen.claims:
            path = Path(folder) / f"{count}.db"
            make_database(path, count)
            commands[f"review, {count:,} claims"] = [
                *(sys.executable, "-m", "verifier", "review", "--db", str(path))
            ]
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for number in range(chosen.rounds + 1):
            for name, command in commands.items():
                times = first_paint(command, folder)
                if number:
                    taken[name].append(times)

    report(taken)


def report(taken: dict[str, list[tuple[float, float]]]) -> None:
    """Print medians, and their ratios to the empty app's, by the clock and of CPU."""
    medians = {
        name: [statistics.median(column) for column in zip(*times, strict=True)]
        for name, times in taken.items()
    }
    floor = medians["empty Textual app"]
    print(f"{'':<24} {'clock':>8} {'ratio':>7} {'CPU':>9} {'ratio':>7}")
    for name, (wall, cpu) in medians.items():
        clock = f"{wall * 1000:5.0f} ms {wall / floor[0]:6.2f}x"
        print(f"{name:<24} {clock} {cpu * 1000:6.0f} ms {cpu / floor[1]:6.2f}x")


if __name__ == "__main__":
    main()
