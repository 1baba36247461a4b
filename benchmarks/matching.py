"""How well, and how fast, are earlier fact-checks found?

    python -m benchmarks.matching [CORPUS] [--part dev] [--checks 100000]
    python -m benchmarks.matching CORPUS --own

Without CORPUS: the small set in `benchmarks/data`, article sentences of our own writing, each a
paraphrase of one invented fact-check, and sentences that no check answers though they name the same
people and places. Its part `seen` was looked at while the ranking was made, `fresh` never. With
`--own` these checks stand among those of CORPUS.

CORPUS is a folder with `factchecks.tsv`, `twins.tsv` and `PART/queries.tsv`, `PART/qrels.tsv`
(CheckThat! 2020, task 2). `--checks` fills the store up with copies that have two in five of their
content words redrawn. Prints MAP@5, recall@10, how well an answer is told from the nearest check
where there is none (AUC: for CORPUS with the answers taken out), what is called likely and
possible, and processor milliseconds a query, alone and in one call of the command with its start.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from claims.similarity import STOP_WORDS
from db.connection import transaction
from db.factchecks import Counts, FactCheck, put
from db.opening import connect_write
from verifier.factchecks.matching import LIKELY, POSSIBLE, Match, Matcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.connection import Connection

DATA = Path(__file__).parent / "data"
IN_A_CALL = 200

Query = tuple[str, set[str]]
"""A text, and the ids of the checks that answer it."""


@dataclass(slots=True)
class Asked:
    """What is asked of one store. Without strangers, the answers are taken out to have some."""

    checks: list[FactCheck]
    parts: dict[str, list[Query]]
    strangers: dict[str, list[str]] = field(default_factory=dict)
    twins: dict[str, str] = field(default_factory=dict)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("corpus", nargs="?", type=Path)
    arguments.add_argument("--part", default="dev")
    arguments.add_argument("--checks", type=int, default=0)
    arguments.add_argument("--own", action="store_true")
    given = arguments.parse_args()
    if given.corpus is None or given.own:
        asked = own_set()
        if given.corpus:
            asked.checks += corpus(given.corpus, given.part).checks
    else:
        asked = corpus(given.corpus, given.part)
    asked.checks += copies(asked.checks, given.checks - len(asked.checks))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checks.db"
        conn = store(asked.checks, path)
        print(f"{len(asked.checks)} checks")
        for part, queries in asked.parts.items():
            print(f"\n{part}: {len(queries)} queries")
            right = report(conn, queries, asked.twins)
            if strangers := asked.strangers.get(part):
                nearest = [Matcher(conn).match(text, 1) for text in strangers]
            elif given.checks:
                continue
            else:
                nearest = [without(conn, text, known, asked.twins) for text, known in queries]
            answer_or_none(right, [found[0].score if found else 0.0 for found in nearest])
        call(path, [text for queries in asked.parts.values() for text, _ in queries])
        conn.close()


def own_set() -> Asked:
    """Our own checks with the sentence that repeats each, and sentences without an answer."""
    asked = Asked([], {})
    for number, row in enumerate(_rows(DATA / "earlier_checks.tsv")):
        name = f"own{number}"
        asked.checks.append(FactCheck(name, row["claim"], row["title"]))
        asked.parts.setdefault(row["part"], []).append((row["sentence"], {name}))
    for row in _rows(DATA / "unmatched_sentences.tsv"):
        asked.strangers.setdefault(row["part"], []).append(row["sentence"])
    return asked


def corpus(folder: Path, part: str) -> Asked:
    """A part of the task's data; the later of two twins counts as the earlier."""
    twins = dict(_pairs(folder / "twins.tsv"))
    answers: dict[str, set[str]] = {}
    for query, check in _pairs(folder / part / "qrels.tsv"):
        answers.setdefault(query, set()).add(twins.get(check, check))
    queries = [(text, answers[number]) for number, text in _pairs(folder / part / "queries.tsv")]
    rows = _rows(folder / "factchecks.tsv")
    checks = [FactCheck(row["id"], row["claim"], row["title"]) for row in rows]
    return Asked(checks, {part: queries}, twins=twins)


def copies(checks: Sequence[FactCheck], number: int) -> list[FactCheck]:
    """So many more checks: copies with two in five content words redrawn as often as they occur."""
    draw = random.Random(20)
    held = Counter(word for check in checks for word in _content(f"{check.claim} {check.title}"))
    words, weights = list(held), list(held.values())
    drawn = iter(draw.choices(words, weights, k=max(0, number) * 20))

    def reworded(text: str) -> str:
        return re.sub(r"\w+", lambda found: _other(found[0], drawn, draw), text)

    return [
        FactCheck(f"copy{n}", reworded(check.claim), reworded(check.title or ""))
        for n, check in ((n, checks[n % len(checks)]) for n in range(max(0, number)))
    ]


def _other(word: str, drawn: Iterator[str], draw: random.Random) -> str:
    common = word.lower() in STOP_WORDS
    return word if common or draw.random() > 0.4 else next(drawn, word)


def _content(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text) if word.lower() not in STOP_WORDS]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _pairs(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(one, other) for one, _, other in (line.partition("\t") for line in lines)]


def store(checks: Sequence[FactCheck], path: Path) -> Connection:
    """A new database of these checks."""
    conn = connect_write(path, create=True)
    for start in range(0, len(checks), 1000):
        with transaction(conn):
            batch = checks[start : start + 1000]
            put(conn, [(check.external_id, check) for check in batch], Counts())
    return conn


def report(conn: Connection, queries: list[Query], twins: dict[str, str]) -> list[float]:
    """Run every query, print the figures, and give the scores of the first places that are right."""
    matcher = Matcher(conn)
    average, recall, times = [], [], []
    right: list[float] = []
    for text, answers in queries:
        began = time.process_time()
        found = matcher.match(text)
        times.append((time.process_time() - began) * 1000)
        ids = list(
            dict.fromkeys(twins.get(m.check.external_id, m.check.external_id) for m in found)
        )
        hits = [number in answers for number in ids]
        gained = [sum(hits[: k + 1]) / (k + 1) for k in range(min(5, len(hits))) if hits[k]]
        average.append(sum(gained) / len(answers))
        recall.append(sum(hits[:10]) / len(answers))
        if hits and hits[0]:
            right.append(found[0].score)
    print(f"MAP@5 {statistics.mean(average):.3f}   recall@10 {statistics.mean(recall):.3f}")
    times.sort()
    print(f"processor ms a query: median {times[len(times) // 2]:.1f}, "
          f"95th percentile {times[int(len(times) * 0.95)]:.1f}")  # fmt: skip
    return right


def without(conn: Connection, text: str, answers: set[str], twins: dict[str, str]) -> list[Match]:
    """What is nearest once the answers, and their twins, are taken out of the store."""
    gone = [*answers, *(twin for twin, first in twins.items() if first in answers)]
    conn.execute("BEGIN IMMEDIATE")
    conn.execute(
        f"DELETE FROM factchecks WHERE external_id IN ({', '.join('?' * len(gone))})", gone
    )
    try:
        return Matcher(conn).match(text, 1)
    finally:
        conn.rollback()


def answer_or_none(right: list[float], none: list[float]) -> None:
    """Print how well the first places that are right are told from those where none can be."""
    pairs = [(a > b) + 0.5 * (a == b) for a in right for b in none]
    print(f"AUC of an answer against none {statistics.mean(pairs):.3f}")
    for word, least in (("likely", LIKELY), ("possible or likely", POSSIBLE)):
        kept = sum(score >= least for score in right) / len(right)
        wrong = sum(score >= least for score in none) / len(none)
        print(f"{word}: {kept:.0%} of right answers, {wrong:.0%} of texts without one")


def call(path: Path, texts: list[str]) -> None:
    """Print what a query costs in one call of the command, its start included."""
    asked = [texts[n % len(texts)] for n in range(IN_A_CALL)]
    command = [sys.executable, "-m", "verifier", "match", "--format", "jsonl", "--db", str(path)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command,
        input="\n".join(asked),
        encoding="utf-8",
        stdout=subprocess.DEVNULL,
        check=True,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"\na call of {IN_A_CALL}: {spent / IN_A_CALL * 1000:.1f} processor ms a query")


if __name__ == "__main__":
    main()
