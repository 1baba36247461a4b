"""Fit the weights of check-worthiness: `python -m training.train_worth CORPUS [--write]`.

CORPUS is a folder as CheckThat! 2019 Task 1 gives it (apepa/clef2019-factchecking-task1):
`NAME.tsv` with line number, speaker, sentence and label, and `text/NAME.txt`, one sentence a line.

A logistic regression over the sentences' features, each document's positives weighing the square
root of their number, strongly regularised. Prints mean average precision with each document held
out in turn, and that of the fit on all of them, scored on what it was fitted on. With `--write`
the latter goes to `claims/worth_weights.json`.
"""

from __future__ import annotations

import argparse
import json
import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from claims import segment, worth
from claims.extract import Extractor

if TYPE_CHECKING:
    from claims.parsed import Parsed

C = 0.002
OWN = 0.3
NEIGHBOURS = 0.3
MIDDLING, HIGH = (0.50, 0.15), (0.95, 0.75)
"""The curve's two points: share of the corpus's claims below, and their score."""
TARGET = Path(__file__).parent.parent / "claims" / "worth_weights.json"
Range = tuple[int, int]


@dataclass
class Debate:
    """One document: its parse, its lines' labels, and where its claims and sentences stand."""

    name: str
    parsed: Parsed
    labels: np.ndarray
    sentence_lines: np.ndarray
    claims: list[list[Range]]
    claim_lines: np.ndarray


def read(corpus: Path, extractor: Extractor) -> list[Debate]:
    """The documents of a corpus, extracted. Raises OSError where it is none."""
    return [_debate(path, extractor) for path in sorted(corpus.glob("*.tsv"))]


def _debate(path: Path, extractor: Extractor) -> Debate:
    rows = path.read_text(encoding="utf-8").splitlines()
    labels = np.array([int(row.split("\t")[3]) for row in rows if row.count("\t") >= 3])
    with (path.parent / "text" / f"{path.stem}.txt").open(encoding="utf-8", newline="") as file:
        lines = file.readlines()
    ends = np.cumsum([len(line) for line in lines]).tolist()
    text = "".join(lines)
    parsed = extractor.language.parse(text, segment.paragraphs(text))
    ranges, places = [], []
    for claim in extractor.claims_of(parsed):
        pieces = [
            (bisect_left(parsed.start, a), bisect_left(parsed.start, b)) for a, b in claim.fragments
        ]
        ranges.append([piece for piece in pieces if piece[0] < piece[1]])
        places.append(min(bisect_right(ends, sum(claim.span) / 2), len(ends) - 1))
    sentences = [bisect_right(ends, parsed.start[first]) for first, _ in parsed.sents]
    return Debate(path.stem, parsed, labels, np.array(sentences), ranges, np.array(places))


def vectors(debate: Debate) -> np.ndarray:
    """The features of each sentence, a row each."""
    known = worth.Worth(debate.parsed)
    bits = [known.features([span]) for span in debate.parsed.sents]
    return np.array([[float(bool(b & bit)) for bit in worth.BIT.values()] for b in bits])


def fit(debates: list[Debate], rows: dict[str, np.ndarray]) -> dict[str, float]:
    """A weight for each feature."""
    table = np.vstack([rows[d.name] for d in debates])
    labels = np.concatenate([d.labels[d.sentence_lines] for d in debates])
    heft = [len(d.sentence_lines) * [max(d.labels.sum(), 1) ** -0.5] for d in debates]
    sample = np.concatenate(heft)
    spread = np.where(table.std(0) < 1e-6, 1.0, table.std(0))
    model = LogisticRegression(C=C, max_iter=1000)
    model.fit(table / spread, labels, sample_weight=sample * len(sample) / sample.sum())
    found = model.coef_[0] / spread
    return dict(zip(worth.FEATURES, (round(float(w), 4) for w in found), strict=True))


def scores(debate: Debate, fitted: worth.Weights) -> np.ndarray:
    """The score of each line: its best claim's."""
    scorer = worth.Worth(debate.parsed, fitted)
    best = np.zeros(len(debate.labels))
    values = np.array([scorer.score(ranges) for ranges in debate.claims])
    np.maximum.at(best, debate.claim_lines, values)
    return best


def average_precision(labels: np.ndarray, ranking: np.ndarray) -> float:
    """Average precision of a ranking by score; equal scores keep their order."""
    hits = labels[np.argsort(-ranking, kind="stable")]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / max(hits.sum(), 1))


def curve(debates: list[Debate], features: dict[str, float]) -> worth.Weights:
    """The weights with the curve that makes them readable."""
    flat = worth.Weights(features, OWN, NEIGHBOURS, 0.0, 1.0)
    totals = []
    for debate in debates:
        scorer = worth.Worth(debate.parsed, flat)
        totals += [_logit(scorer.score(ranges)) for ranges in debate.claims]
    low, high = np.quantile(totals, [MIDDLING[0], HIGH[0]])
    steepness = (_logit(HIGH[1]) - _logit(MIDDLING[1])) / (high - low)
    middle = low - _logit(MIDDLING[1]) / steepness
    return worth.Weights(features, OWN, NEIGHBOURS, round(middle, 4), round(steepness, 4))


def _logit(share: float) -> float:
    share = min(max(share, 1e-9), 1 - 1e-9)
    return math.log(share / (1 - share))


def held_out(debates: list[Debate]) -> dict[str, np.ndarray]:
    """The lines' scores of each document by weights fitted on the others."""
    rows = {debate.name: vectors(debate) for debate in debates}
    found = {}
    for held in debates:
        others = [debate for debate in debates if debate is not held]
        found[held.name] = scores(held, curve(others, fit(others, rows)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    options = parser.parse_args()
    debates = read(options.corpus, Extractor())
    apart = held_out(debates)
    unseen = {d.name: average_precision(d.labels, apart[d.name]) for d in debates}
    fitted = curve(debates, fit(debates, {d.name: vectors(d) for d in debates}))
    seen = {d.name: average_precision(d.labels, scores(d, fitted)) for d in debates}
    print(f"{'document':28}{'held out':>10}{'fitted on':>11}")
    for name, value in unseen.items():
        print(f"{name:28}{value:10.4f}{seen[name]:11.4f}")
    print(f"{'MAP':28}{np.mean(list(unseen.values())):10.4f}{np.mean(list(seen.values())):11.4f}")
    if options.write:
        row = {
            "own": fitted.own,
            "neighbours": fitted.neighbours,
            "middle": fitted.middle,
            "steepness": fitted.steepness,
            "features": fitted.features,
        }
        TARGET.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
