"""The review screen at a million claims, driven as the real program on a pseudo-terminal.

    python -m benchmarks.desk_million [--claims N] [--folder DIR] [--rounds N] [--keys N]

Builds the databases of `benchmarks.search_million` in the folder where they are not there yet (a
million claims take some minutes), then prints: the first painted claim beside an empty Textual app
and 200 claims; a page and a jump; a status key until the screen says that it is on disk; a letter
of a search until its first hits; the longest stall of the event loop while another process stores
documents; memory; and how long leaving takes while a search is read. Times run from the key to the
last byte of its answer, by the clock and in processor time of the program: where other work holds
the machine, the latter is the one to compare.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import pty
import re
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from benchmarks.first_paint import EMPTY, MARKER, first_paint
from benchmarks.search_million import World, build
from db import search
from db.connection import connect_read
from db.opening import connect_write
from db.query import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

QUIET = 0.06
"""Seconds without a byte after which an answer is complete."""
LONGEST = 20.0
FEED_SECONDS = 10
BEAT = 0.002

BEATING = f"""
import asyncio, sys, time
from pathlib import Path
import verifier.tui
from verifier.tui.backstage import Backstage
backstage = Backstage(Path(sys.argv[1]), "bench")
backstage.start()
from verifier.tui.app import ReviewApp
from textual import work
class Beating(ReviewApp):
    CSS_PATH = Path(verifier.tui.__file__).with_name("app.tcss")
    longest = 0.0
    def on_mount(self):
        self.beat()
    @work
    async def beat(self):
        await asyncio.sleep(2)
        last = time.perf_counter()
        while True:
            await asyncio.sleep({BEAT})
            now = time.perf_counter()
            self.longest = max(self.longest, now - last - {BEAT})
            last = now
app = Beating(backstage)
app.run()
Path(sys.argv[2]).write_text(str(app.longest * 1000))
backstage.close()
"""
FEEDING = """
import sys, time
from benchmarks.search_million import World
from db import documents
from db.opening import connect_write
conn, world, end = connect_write(sys.argv[1]), World(time.time_ns()), time.time() + float(sys.argv[2])
number = 0
while time.time() < end:
    number += 1
    documents.store(conn, *world.document(time.time_ns()), "feeder")
    time.sleep(0.05)
print(number)
"""


class Screen:
    """A program on a pseudo-terminal of 120x40."""

    def __init__(self, command: list[str], folder: str) -> None:
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.environ["PYTHONPYCACHEPREFIX"] = folder
            os.execv(command[0], command)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._terminal)

    def answer(self, keys: bytes, wanted: bytes = b"") -> tuple[float, float]:
        """Milliseconds from the keys to the last byte, or to the wanted words: clock, processor."""
        worked = self._worked()
        begun = last = time.perf_counter()
        os.write(self._terminal, keys)
        seen = b""
        while time.perf_counter() - begun < LONGEST:
            patience = LONGEST if wanted or not seen else QUIET
            if not select.select([self._terminal], [], [], patience)[0]:
                break
            seen += os.read(self._terminal, 65536)
            last = time.perf_counter()
            if wanted and re.search(wanted, seen):
                break
        else:
            raise TimeoutError(f"no {wanted!r} after {keys!r}")
        return (last - begun) * 1000, self._worked() - worked

    def _worked(self) -> float:
        """Milliseconds of processor time that the program's threads have used."""
        nanoseconds = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            with contextlib.suppress(OSError):
                nanoseconds += int((task / "schedstat").read_text().split()[0])
        return nanoseconds / 1e6

    def calm(self, seconds: float = 1.0) -> None:
        """Read on until nothing has come for a while."""
        while select.select([self._terminal], [], [], seconds)[0]:
            os.read(self._terminal, 65536)

    def memory(self) -> float:
        """Megabytes, shared pages in proportion."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024  # type: ignore[index] - always there

    def leave(self) -> float:
        """Milliseconds from `q` until the process has ended."""
        begun = time.perf_counter()
        os.write(self._terminal, b"q")
        while True:
            if select.select([self._terminal], [], [], 0.005)[0]:
                with contextlib.suppress(OSError):
                    os.read(self._terminal, 65536)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return (time.perf_counter() - begun) * 1000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--claims", type=int, default=1_000_000)
    options.add_argument("--folder", type=Path)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--keys", type=int, default=100)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        small, large = folder / "small.db", folder / f"large-{chosen.claims}.db"
        for path, count in ((small, 200), (large, chosen.claims)):
            if not path.exists():
                build(path, count, World(1))
            connect_write(path).close()  # brings an older file up to date
        print_first_paint(small, large, chosen.rounds, temporary)
        review = [sys.executable, "-m", "verifier", "review", "--db", str(large)]
        with Screen(review, temporary) as screen:
            screen.calm()
            print_keys(screen, chosen.keys)
            print(f"{'memory after all that':42} {screen.memory():7.0f} MB")
            screen.answer(b"s")
            print(f"{'leaving while an order is read':42} {screen.leave():7.0f} ms")
        print_stall(large, temporary)


def print_first_paint(small: Path, large: Path, rounds: int, folder: str) -> None:
    """The first painted claim of a few and of many, in turn with an empty app."""
    review = [sys.executable, "-m", "verifier", "review", "--db"]
    programs = {
        "empty Textual app": ([sys.executable, "-c", EMPTY], MARKER),
        "200 claims": ([*review, str(small)], first_words(small)),
        "the million": ([*review, str(large)], first_words(large)),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for number in range(rounds + 1):
        for name, (command, marker) in programs.items():
            times = first_paint(command, folder, marker)
            if number:
                taken[name].append(times)
    print("first paint, least of CPU and median by the clock")
    floor = min(cpu for _, cpu in taken["empty Textual app"])
    for name, times in taken.items():
        cpu, wall = min(cpu for _, cpu in times), statistics.median(wall for wall, _ in times)
        print(f"  {name:40} {cpu * 1000:7.0f} ms {cpu / floor:5.2f}x {wall * 1000:7.0f} ms")


def first_words(path: Path) -> bytes:
    """The first words of the first claim in the list."""
    with connect_read(path) as conn:
        [first] = search.ids(conn, parse(""), limit=1)
        words: str = conn.execute("SELECT wording FROM claims WHERE id = ?", (first,)).fetchone()[0]
    return words[:20].encode()


def print_keys(screen: Screen, count: int) -> None:
    """Pages, jumps, verdicts and letters of a search."""
    heads = ("p50", "p95", "p99")
    print(f"{'ms':42} {'by the clock':^23}   {'processor':^23}")
    print(f"{'':42} {' '.join(f'{head:>7}' for head in (*heads, '', *heads))}")
    pages = (b"\x1b[6~", b"\x1b[6~", b"\x1b[5~")
    report("a page down or up", (screen.answer(pages[at % 3]) for at in range(count)))
    jumps = (b"G", b"g")
    report(
        "a jump to the last or first claim", (screen.answer(jumps[at % 2]) for at in range(count))
    )
    report("a verdict, until it is said to be on disk", verdicts(screen, count // 2))
    report("n, the next claim to review", (screen.answer(b"n") for _ in range(count // 2)))
    report("a letter of a search, to its first hits", letters(screen))


def verdicts(screen: Screen, count: int) -> Iterable[tuple[float, float]]:
    """Marks on one claim after the other."""
    for number in range(count):
        key, said = ((b"4", b"Marked false"), (b"3", b"Marked verified"))[number % 2]
        yield screen.answer(key, said)
        screen.calm(0.1)
        screen.answer(b"j")


def letters(screen: Screen) -> Iterable[tuple[float, float]]:
    """Words typed into the search, a letter a quarter of a second."""
    for word in ("kamitu", "tiansa", "lo gro", "sarenka", "plaor mi"):
        screen.answer(b"/")
        screen.calm(0.3)
        for letter in word:
            yield screen.answer(letter.encode(), rb"[\d,]+\+? shown")
            screen.calm(0.25)
        for _ in range(2):
            screen.answer(b"\x1b")
            screen.calm(0.4)


def report(what: str, values: Iterable[tuple[float, float]]) -> None:
    """A line of percentiles, by the clock and of the processor."""
    columns = [sorted(column) for column in zip(*values, strict=True)]
    cells = [
        f"{column[min(len(column) - 1, int(len(column) * share))]:7.0f}"
        for column in columns
        for share in (0.5, 0.95, 0.99)
    ]
    print(f"{what:42} {' '.join([*cells[:3], ' ' * 7, *cells[3:]])}", flush=True)


def print_stall(large: Path, folder: str) -> None:
    """The longest time that the event loop was away while another process stores documents."""
    told = Path(folder) / "stall"
    with Screen([sys.executable, "-c", BEATING, str(large), str(told)], folder) as screen:
        screen.calm()
        time.sleep(1.5)
        feeder = subprocess.Popen(
            [sys.executable, "-c", FEEDING, str(large), str(FEED_SECONDS)], stdout=subprocess.PIPE
        )
        while feeder.poll() is None:
            screen.answer(b"\x1b[6~")
        screen.leave()
    stored = feeder.stdout.read().decode().strip() if feeder.stdout else "?"
    print(
        f"{'longest stall of the event loop':42} {float(told.read_text()):7.0f} ms ({stored} documents came in)"
    )


if __name__ == "__main__":
    main()
