"""Check-worthiness on debates that fact-checkers went through.

    python -m benchmarks.checkworthy CORPUS [--held-out]

CORPUS is a folder as CheckThat! 2019 Task 1 gives it: `NAME.tsv` and `text/NAME.txt`. A line's
score is the best of the claims whose span's middle lies in it. Prints average precision,
R-precision and precision at 10 and 20 of each document with the weights as they ship. On documents
that the weights were fitted on, only --held-out is an honest figure: it fits anew for each document
on the others (needs scikit-learn).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.shown import table
from claims import worth
from claims.extract import Extractor
from training import train_worth


def measures(labels: np.ndarray, ranking: np.ndarray) -> list[float]:
    """Average precision, R-precision, precision at 10 and at 20."""
    hits = labels[np.argsort(-ranking, kind="stable")]
    depths = [int(hits.sum()), 10, 20]
    first = train_worth.average_precision(labels, ranking)
    return [first, *(float(hits[:depth].sum()) / max(depth, 1) for depth in depths)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--held-out", action="store_true", help="fit anew for each document")
    options = parser.parse_args()
    debates = train_worth.read(options.corpus, Extractor())
    if not debates:
        parser.error(f"no documents in {options.corpus}")
    if options.held_out:
        rankings = train_worth.held_out(debates)
    else:
        rankings = {d.name: train_worth.scores(d, worth.weights()) for d in debates}
    found = {d.name: measures(d.labels, rankings[d.name]) for d in debates}
    found["mean"] = np.mean(list(found.values()), axis=0).tolist()
    counts = {d.name: f"{int(d.labels.sum())}/{len(d.labels)}" for d in debates}
    rows = [[name, counts.get(name, ""), *(f"{v:.4f}" for v in row)] for name, row in found.items()]
    table(["document", "checked", "AP", "R-prec", "P@10", "P@20"], rows)


if __name__ == "__main__":
    main()
