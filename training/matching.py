"""Fit the numbers of `claims/ranking.py` on posts and the fact-checks that answer them.

    python -m training.matching CORPUS

CORPUS holds `factchecks.tsv`, `twins.tsv`, `train/queries.tsv` and `train/qrels.tsv`
(CheckThat! 2020, task 2). First the weights of a rank: a softmax over the candidates of each post.
Then, with the weights as they stand in the code, the logistic regression that tells an answer from
the nearest check where there is none, over stores of several sizes and over whole posts and short
pieces of them. Prints both; the code's own numbers are these, rounded.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from benchmarks.matching import corpus
from claims.ranking import WEIGHTS, Candidate, evidence, features
from claims.similarity import body, query_words
from db.connection import transaction
from db.factchecks import Counts, FactCheck, Found, candidates, put
from db.opening import connect_write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STORES = ((0, False), (0, True), (100, False), (100, True), (20, True), (4, False))
"""Sizes of the stores, 0 for all checks, and whether posts are cut to short pieces."""

Posts = list[tuple[str, set[str]]]


def main() -> None:
    asked = corpus(Path(sys.argv[1]), "train")
    posts = asked.parts["train"]
    checks = [check for check in asked.checks if check.external_id not in asked.twins]
    print("WEIGHTS", rank_weights(checks, posts).round(3))
    model = answer_model(checks, posts)
    print("EVIDENCE", model.coef_[0].round(2), "BIAS", model.intercept_.round(2))


def rank_weights(checks: list[FactCheck], posts: Posts) -> np.ndarray:
    """The weights of a rank, the first of them 1, by softmax regression with a weight decay of 1."""
    lists = []
    for text, answers, found in searches(checks, posts):
        right = np.array([item.check.external_id in answers for item in found], float)
        if right.sum():
            lists.append((np.array(features(text, compared(found))[0]), right / right.sum()))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = weights @ weights / 2, weights.copy()
        for rows, right in lists:
            ranks = rows @ weights
            shares = np.exp(ranks - ranks.max())
            shares /= shares.sum()
            total -= right @ np.log(shares)
            slope -= rows.T @ (right - shares)
        return float(total), slope

    fitted = minimize(loss, np.zeros(6), jac=True, method="L-BFGS-B").x
    return fitted / fitted[0]


def answer_model(checks: list[FactCheck], posts: Posts) -> LogisticRegression:
    """The regression over `evidence`: the right answers in first place against answers taken out."""
    signs, right = [], []
    for size, short in STORES:
        draw = random.Random(size)
        cut = [(piece(text, draw) if short else text, answers) for text, answers in posts]
        for store, asked in stores(checks, cut, size, draw):
            for text, answers, found in searches(store, asked):
                top, values = judged(text, found, len(store))
                if top in answers:
                    signs.append(values)
                    right.append(1)
                rest = [item for item in found if item.check.external_id not in answers]
                if rest:
                    signs.append(judged(text, rest, len(store))[1])
                    right.append(0)
    return LogisticRegression(C=30).fit(np.array(signs), np.array(right))


def stores(
    checks: list[FactCheck], posts: Posts, size: int, draw: random.Random
) -> Iterator[tuple[list[FactCheck], Posts]]:
    """Small stores, each with the answers of some posts among others; for 0 the whole one."""
    if not size:
        yield checks, posts
        return
    per = max(1, size // 3)
    for start in range(0, 400, per):
        asked = posts[start : start + per]
        wanted = {number for _, answers in asked for number in answers}
        answers = [check for check in checks if check.external_id in wanted]
        yield draw.sample(checks, max(0, size - len(answers))) + answers, asked


def searches(
    checks: Sequence[FactCheck], posts: Posts
) -> Iterator[tuple[str, set[str], list[Found]]]:
    """Each post with its answers and what the index of a new store finds for it."""
    with tempfile.TemporaryDirectory() as folder:
        conn = connect_write(Path(folder) / "checks.db", create=True)
        with transaction(conn):
            for start in range(0, len(checks), 1000):
                batch = checks[start : start + 1000]
                put(conn, [(check.external_id, check) for check in batch], Counts())
        for text, answers in posts:
            if found := candidates(conn, query_words(text), 50):
                yield text, answers, found
        conn.close()


def judged(text: str, found: list[Found], size: int) -> tuple[str, tuple[float, ...]]:
    """The first check by rank, and the evidence for it."""
    given = compared(found)
    rows, covered = features(text, given)
    ranks = [sum(map(float.__mul__, WEIGHTS, row)) for row in rows]
    order = sorted(range(len(ranks)), key=lambda index: -ranks[index])
    falling = [ranks[index] for index in order]
    return found[order[0]].check.external_id, evidence(given, size, falling, covered(order[0]))


def compared(found: list[Found]) -> list[Candidate]:
    return [Candidate(item.check.claim, item.check.title, item.weight) for item in found]


def piece(text: str, draw: random.Random) -> str:
    """6 to 22 words of a post's body in a row: as long as a sentence."""
    words = body(text).split()
    length = draw.randint(6, 22)
    start = draw.randrange(max(1, len(words) - length))
    return " ".join(words[start : start + length])


if __name__ == "__main__":
    main()
