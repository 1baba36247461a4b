"""How long does one act keep the database's write lock, and so every other reviewer waiting?

    python -m benchmarks.write_lock [--claims N] [--rounds N]

Stores a long document, a newer version of it (a verdict on every third claim, evidence on every
tenth, one sentence in twenty reworded), a bundle of one long document and one of short ones, marks
every claim at once, and takes that back. A second process asks for the lock all the while, as a
reviewer's keystroke does: held is the longest time during which it got none.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.lookalikes import changed, document, wordings
from benchmarks.shown import table
from db.connection import SqliteError, open_file
from verifier.desk import Desk
from verifier.load import load, read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection as Pipe

    from verifier.errors import Refused

SHORT = 40
"""Claims of a short document."""
_LOOK = 0.0005


def watch(path: Path, pipe: Pipe) -> None:
    """Ask for the write lock until told to stop; send the longest time without it, and the sum."""
    conn = open_file(path, "rw")
    conn.execute("PRAGMA busy_timeout=0")
    longest = total = 0.0
    since: float | None = None
    pipe.send(None)
    while not pipe.poll():
        asked = time.perf_counter()
        try:
            conn.execute("BEGIN IMMEDIATE")
        except SqliteError:
            since = asked if since is None else since
        else:
            conn.execute("ROLLBACK")
            if since is not None:
                longest = max(longest, asked - since)
                total += asked - since
                since = None
        time.sleep(_LOOK)
    if since is not None:
        longest = max(longest, time.perf_counter() - since)
    pipe.send((longest, total))
    conn.close()


def held(path: Path, act: Callable[[], object]) -> tuple[float, float, float]:
    """Seconds that an act takes, the longest time it holds the lock, all the time it holds it."""
    apart = multiprocessing.get_context("spawn")  # a fork would share the open file's locks
    mine, theirs = apart.Pipe()
    watcher = apart.Process(target=watch, args=(path, theirs))
    watcher.start()
    mine.recv()
    began = time.perf_counter()
    act()
    taken = time.perf_counter() - began
    mine.send(None)
    longest, total = mine.recv()
    watcher.join()
    return taken, longest, total


def bundle(path: Path, documents: Sequence[Sequence[str]]) -> Path:
    """Write documents with these claims as `verifier extract --bundle` does."""
    with path.open("w", encoding="utf-8") as file:
        for number, some in enumerate(documents):
            made, claims = document(f"{path.stem} {number}", some)
            row = {"type": "document", "document": made.name, "text": made.text}
            file.write(json.dumps(row) + "\n")
            for claim in claims:
                file.write(
                    json.dumps({"type": "claim", "document": made.name, **claim.as_dict()}) + "\n"
                )
    return path


def refuse(refused: Refused) -> None:
    """Nothing here is wrong."""
    raise AssertionError(str(refused))


def acts(folder: Path, count: int, seed: int) -> list[list[str]]:
    """Do every act on a new database, and tell of each."""
    rng = random.Random(seed)
    every, words = wordings(None, 4 * count, rng)
    long, newer = every[:count], list(every[:count])
    for place in rng.sample(range(count), count // 20):
        newer[place] = changed(newer[place], 0.2, words, rng)
    one = bundle(folder / "one.jsonl", [every[count : 2 * count]])
    short = [every[at : at + SHORT] for at in range(2 * count, 3 * count, SHORT)]
    many = bundle(folder / "many.jsonl", short)
    path = folder / "desk.db"
    rows = []
    with Desk.open(path, "benchmark", create=True) as desk:
        desk.store(*document("before", every[3 * count :]))

        def tell(what: str, act: Callable[[], object]) -> None:
            rows.append([what, *(f"{seconds * 1000:,.0f}" for seconds in held(path, act))])

        tell("ingest a long document", lambda: desk.store(*document("long", long)))
        ids = [claim.id for claim in desk.claims_of(2)]
        for status, some in (("verified", ids[::3]), ("false", ids[1::30])):
            desk.mark(some, status=status, reason="seen")
        desk.add_evidence_to(ids[::10], "https://example.org/minutes", {}, {"stance": "supports"})
        with Desk.open(path, "editor") as editor:
            editor.sign_off(ids[::60])
        tell("ingest its newer version", lambda: desk.revise(*document("long", newer), 2))
        tell("load one long document", lambda: load(read([str(one)], refuse), desk, refuse))
        tell("load many short ones", lambda: load(read([str(many)], refuse), desk, refuse))
        newest = [claim.id for claim in desk.claims_of(3)]
        tell("mark every claim", lambda: desk.mark(newest, status="disputed"))
        tell("undo that", desk.undo)
        tell("compare look-alikes", lambda: desk.compare_lookalikes(len(every)))
        assert desk.verify_log().sound
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=8_500)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    for seed in range(options.rounds):
        with tempfile.TemporaryDirectory() as folder:
            rows = acts(Path(folder), options.claims, seed)
        table(["ms", "taken", "held at most", "held in all"], rows)


if __name__ == "__main__":
    main()
