"""How well, and how fast, are earlier fact-checks found?

    python -m benchmarks.matching [CORPUS] [--part dev]

Without CORPUS: the small set in `benchmarks/data`, article sentences of our own writing, each a
paraphrase of one invented fact-check, and sentences that no check answers. CORPUS is a folder with
`factchecks.tsv`, `twins.tsv` and `PART/queries.tsv`, `PART/qrels.tsv` (CheckThat! 2020, task 2).
Prints MAP@5, recall@10, how well an answer is told from the nearest check where there is none
(AUC), what is called likely and possible, and processor milliseconds a query.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import tempfile
import time
from pathlib import Path

from verifier.desk import Desk
from verifier.factchecks.matching import LIKELY, POSSIBLE, Matcher

DATA = Path(__file__).parent / "data"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("corpus", nargs="?", type=Path)
    arguments.add_argument("--part", default="dev")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.corpus is None:
            checks, queries, strangers, twins = own_set(Path(folder))
        else:
            checks, queries, strangers, twins = corpus(given.corpus, given.part)
        with Desk.open(Path(folder) / "checks.db", "benchmark", create=True) as desk:
            desk.import_factchecks(str(checks), print)
            report(desk.matcher(), queries, strangers, twins)


def own_set(folder: Path) -> tuple[Path, list[tuple[str, set[str]]], list[str], dict[str, str]]:
    """Our own checks with the sentence that repeats each, and sentences without an answer."""
    with (DATA / "earlier_checks.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    checks = folder / "checks.csv"
    with checks.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "claim", "title"])
        writer.writerows([number, row["claim"], row["title"]] for number, row in enumerate(rows))
    queries = [(row["sentence"], {str(number)}) for number, row in enumerate(rows)]
    return checks, queries, (DATA / "unmatched_sentences.txt").read_text().splitlines(), {}


def corpus(
    folder: Path, part: str
) -> tuple[Path, list[tuple[str, set[str]]], list[str], dict[str, str]]:
    """A part of the task's data; the later of two twins counts as the earlier."""
    twins = dict(_pairs(folder / "twins.tsv"))
    answers: dict[str, set[str]] = {}
    for query, check in _pairs(folder / part / "qrels.tsv"):
        answers.setdefault(query, set()).add(twins.get(check, check))
    queries = [(text, answers[number]) for number, text in _pairs(folder / part / "queries.tsv")]
    return folder / "factchecks.tsv", queries, [], twins


def _pairs(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(one, other) for one, _, other in (line.partition("\t") for line in lines)]


def report(
    matcher: Matcher,
    queries: list[tuple[str, set[str]]],
    strangers: list[str],
    twins: dict[str, str],
) -> None:
    """Run every query, and print one figure a line."""
    average, recall, times = [], [], []
    sure: list[float] = []
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
            sure.append(found[0].score)
    print(f"{matcher.size} checks, {len(queries)} queries")
    print(f"MAP@5 {statistics.mean(average):.3f}   recall@10 {statistics.mean(recall):.3f}")
    times.sort()
    print(f"processor ms a query: median {times[len(times) // 2]:.1f}, "
          f"95th percentile {times[int(len(times) * 0.95)]:.1f}")  # fmt: skip
    if strangers:
        false = [max((m.score for m in matcher.match(text)), default=0.0) for text in strangers]
        pairs = [(a > b) + 0.5 * (a == b) for a in sure for b in false]
        print(f"AUC of an answer against none {statistics.mean(pairs):.3f}")
        for word, least in (("likely", LIKELY), ("possible or likely", POSSIBLE)):
            kept = sum(score >= least for score in sure) / len(sure)
            wrong = sum(score >= least for score in false) / len(false)
            print(f"{word}: {kept:.0%} of right answers, {wrong:.0%} of sentences without one")


if __name__ == "__main__":
    main()
