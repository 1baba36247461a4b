"""Train the attribution weights on PolNeAR's train part and report the cue threshold on dev.

usage: python -m training.train_attribution POLNEAR_DIR [--output claims/weights/attribution.npz]

POLNEAR_DIR holds `train/text`, `train/attributions`, `dev/text` and `dev/attributions` as the corpus
sets them (brat standoff; of several annotators the one first by name). Needs the `training` extra.
Takes about five minutes and 4 GB; the same input gives the same weights.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from claims import adjuncts, agreement, attribution, cues, frames, keeping, speech
from claims.assembly import CONTENT, CUE, NONE, SOURCE
from claims.scoring import Scorer, Weights
from training.polnear import Article, Gold, articles

if TYPE_CHECKING:
    from claims.assembly import Built
    from claims.parsed import Parsed

SETTINGS = {"candidate": 0.3, "cue": 0.45, "keep": -1.1}
_LOOSE = 0.3
_LOOSEST = 0.25
_FEWEST_NOUNS = 3
_RAREST_NOUNS = 0.02
_HALF = 0.5
_STOP = frozenset(
    "a an the of and or in on at to for from by with as that this these those 's s its is was are were be been has have had not no but than then also who whom whose which while about into over under after before between".split()
)
_MARKS = frozenset(".,;:!?\"“”'‘’-–—―()[]…") | {"''", "``", "--", "..."}


def fit(
    rows: list[list[str]], labels: list[int], outcomes: int, strength: float, least: int = 3
) -> Scorer:
    """Logistic regressions, one an outcome (a single one for two), over features seen `least` times."""
    counts = Counter(f for row in rows for f in set(row))
    known = {f: k for k, f in enumerate(sorted(f for f, n in counts.items() if n >= least))}
    indices: list[int] = []
    starts = [0]
    for row in rows:
        indices += sorted(known[f] for f in set(row) if f in known)
        starts.append(len(indices))
    matrix = sparse.csr_matrix(
        (np.ones(len(indices), dtype="f"), indices, starts), shape=(len(rows), len(known))
    )
    truth = np.array(labels)
    columns = []
    for outcome in [1] if outcomes == 2 else range(outcomes):
        model = LogisticRegression(C=strength, solver="liblinear", random_state=0)
        model.fit(matrix, (truth == outcome).astype(int))
        columns.append(np.append(model.coef_[0], model.intercept_[0]).astype("f"))
    return Scorer(known, np.stack(columns, axis=1))


def nouns_of(corpus: list[Article], least: float) -> frozenset[str]:
    """Lemmas of the words other than verbs that head a cue three times, and in `least` of their uses."""
    heads: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for article in corpus:
        p = article.parsed
        words.update(lemma for lemma, tag in zip(p.lemma, p.tag, strict=True) if tag[:2] != "VB")
        heads.update(
            p.lemma[g.head] for g in article.gold if g.head >= 0 and p.tag[g.head][:2] != "VB"
        )
    return frozenset(
        lemma for lemma, n in heads.items() if n >= _FEWEST_NOUNS and n >= least * words[lemma]
    )


def cue_rows(corpus: list[Article], nouns: frozenset[str]) -> tuple[list[list[str]], list[int]]:
    """Candidates outside all contents (inside them the corpus marks none), and whether each is a cue."""
    rows, labels = [], []
    for article in corpus:
        look = cues.view(article.parsed)
        said = set().union(*(g.content for g in article.gold))
        heads = {g.head for g in article.gold}
        for i in cues.candidates(look, nouns):
            if i in heads or i not in said:
                rows.append(cues.features(look, i))
                labels.append(int(i in heads))
    return rows, labels


def role(parsed: Parsed, piece: frames.Piece, gold: Gold) -> int:
    """The role of a piece: its head word's, of phrases and of what has no head that of most words."""
    h = piece.head
    if h >= 0 and piece.way in "ku" and parsed.dep[h] not in {"prep", "agent"}:
        words = [h]
    else:
        inside = range(piece.first, piece.last)
        words = [i for i in inside if parsed.lower[i] not in _MARKS] or list(inside)
    for outcome, tokens in ((CONTENT, gold.content), (SOURCE, gold.source), (CUE, gold.cue)):
        if 2 * sum(i in tokens for i in words) >= len(words):
            return outcome
    return NONE


def role_rows(corpus: list[Article]) -> tuple[list[list[str]], list[int], list[list[frames.Piece]]]:
    """The pieces around each gold cue with their roles, and the pieces by cue."""
    rows: list[list[str]] = []
    labels: list[int] = []
    groups = []
    for article in corpus:
        look, edge = cues.view(article.parsed), frames.edges(article.parsed)
        for gold in article.gold:
            if gold.head < 0:
                continue
            shared = frames.common(look, gold.head)
            pieces = frames.pieces(look, edge, gold.head)
            rows += [frames.features(look, gold.head, piece, shared) for piece in pieces]
            labels += [role(article.parsed, piece, gold) for piece in pieces]
            groups.append(pieces)
    return rows, labels, groups


def fit_roles(corpus: list[Article]) -> dict[str, Scorer]:
    """The first scorer of roles, and the second over what the first says of articles it has not seen."""
    parts = [role_rows(corpus[k::3]) for k in range(3)]
    second_rows: list[list[str]] = []
    second_labels: list[int] = []
    for k, (rows, labels, groups) in enumerate(parts):
        others = [parts[j] for j in range(3) if j != k]
        scorer = fit([r for p in others for r in p[0]], [x for p in others for x in p[1]], 4, 0.3)
        scores = scorer.scores(rows)
        place = 0
        for pieces in groups:
            second_rows += agreement.features(pieces, scores[place : place + len(pieces)])
            place += len(pieces)
        second_labels += labels
    first = fit([r for p in parts for r in p[0]], [x for p in parts for x in p[1]], 4, 0.3)
    return {"role": first, "agreement": fit(second_rows, second_labels, 4, 0.3)}


def trim_rows(corpus: list[Article]) -> tuple[list[list[str]], list[int]]:
    """What hangs on at the edges of gold contents and sources, and whether it belongs."""
    rows, labels = [], []
    for article in corpus:
        p = article.parsed
        look, edge = cues.view(p), frames.edges(p)
        for gold in article.gold:
            for piece in frames.pieces(look, edge, gold.head) if gold.head >= 0 else ():
                kind = role(p, piece, gold)
                if piece.head < 0 or piece.way in "x:" or kind not in {CONTENT, SOURCE}:
                    continue
                tokens, name = (gold.content, "c") if kind == CONTENT else (gold.source, "s")
                for part in adjuncts.adjuncts(p, edge, piece):
                    words = [
                        i
                        for i in range(part.first, part.last)
                        if p.lower[i] not in _MARKS and i not in gold.cue
                    ]
                    if words:
                        rows.append(adjuncts.adjunct_features(look, gold.head, piece, part, name))
                        labels.append(int(2 * sum(i in tokens for i in words) >= len(words)))
    return rows, labels


def speech_rows(corpus: list[Article], weights: Weights) -> tuple[list[list[str]], list[int]]:
    """Quotations with the links near them, and whether each is that link's."""
    rows, labels = [], []
    for article in corpus:
        p = article.parsed
        look = cues.view(p)
        built = attribution.build(
            look, frames.edges(p), attribution.cue_heads(look, weights), weights.scorers
        )
        said = {i: g.content for g in article.gold for i in g.cue}
        taken = -1
        for quote, near in zip(look.quotes, speech.owners(look, built), strict=True):
            own = speech.about(look, quote)
            inside = range(quote.first, quote.last)
            words = [i for i in inside if p.lower[i] not in _MARKS]
            winner = -1
            for n in near:
                content = said.get(built[n].head, frozenset())
                mine = 2 * sum(i in content for i in words) >= max(1, len(words))
                nearest = speech.is_nearest(built, near, n, quote)
                rows.append(
                    speech.features(
                        look, quote, built[n], taken == n, nearest, own, min(len(near), 4)
                    )
                )
                labels.append(int(mine))
                winner = n if mine else winner
            taken = winner
    return rows, labels


def keep_rows(corpus: list[Article], weights: Weights) -> tuple[list[list[str]], list[int]]:
    """Links as a whole, and whether each is one of the corpus's; those inside gold contents are left out."""
    rows, labels = [], []
    for article in corpus:
        look = cues.view(article.parsed)
        built = [b for b in attribution.candidates(look, weights) if b.content]
        said = set().union(*(g.content for g in article.gold))
        right = _right(article, built)
        for number, row in enumerate(keeping.rows(look, built)):
            if number in right or built[number].head not in said:
                rows.append(row)
                labels.append(int(right.get(number, False)))
    return rows, labels


def _right(article: Article, built: list[Built]) -> dict[int, bool]:
    """The links (places in `built`) that best meet a gold cue, and whether the rest is right too."""
    by_cue: dict[int, list[int]] = {}
    for number, b in enumerate(built):
        for i in b.cue:
            by_cue.setdefault(i, []).append(number)
    found: dict[int, bool] = {}
    for gold in article.gold:
        near = sorted({n for i in gold.cue for n in by_cue.get(i, ())})
        if near:
            best = max(
                near,
                key=lambda n: (built[n].head == gold.head, _shared(article.parsed, built[n], gold)),
            )
            half = _shared(article.parsed, built[best], gold) >= _HALF
            found[best] = half and _same_source(article.parsed, built[best], gold)
    return found


def _shared(p: Parsed, link: Built, gold: Gold) -> float:
    """The Jaccard index of the words of both contents."""
    said = {i for a, b in link.content for i in range(a, b) if p.lower[i] not in _MARKS}
    meant = {i for i in gold.content if p.lower[i] not in _MARKS}
    return len(said & meant) / max(1, len(said | meant))


def _same_source(p: Parsed, link: Built, gold: Gold) -> bool:
    """Whether a word that tells is in both sources, or neither has one."""
    words = {i for i in gold.source if p.lower[i] not in _MARKS}
    telling = {i for i in words if p.lower[i] not in _STOP} or words
    return bool(telling & set(link.source)) or not (gold.source or link.source)


def train(corpus: list[Article], *, speech_too: bool = True) -> Weights:
    """All scorers; that of quotations is trained on links in articles the others have not seen."""
    # Prepositions teach the scorer something, but asking it about each would cost more than it finds.
    nouns = nouns_of(corpus, _RAREST_NOUNS)
    scorers = {"cue": fit(*cue_rows(corpus, nouns_of(corpus, 0.0)), 2, 0.2, least=4)}
    scorers |= fit_roles(corpus)
    scorers["trim"] = fit(*trim_rows(corpus), 2, 0.2)
    if speech_too:
        halves = [train(corpus[1 - k :: 2], speech_too=False) for k in range(2)]
        asked = [
            speech_rows(corpus[k::2], replace(half, settings={"candidate": _LOOSE}))
            for k, half in enumerate(halves)
        ]
        scorers["speech"] = fit(*_joined(asked), 2, 0.3)
        for half in halves:
            half.scorers["speech"] = scorers["speech"]
            half.settings = {"candidate": _LOOSEST}
        seen = [keep_rows(corpus[k::2], half) for k, half in enumerate(halves)]
        scorers["keep"] = fit(*_joined(seen), 2, 0.1, least=4)
    return Weights(scorers, dict(SETTINGS), nouns)


def _joined(parts: list[tuple[list[list[str]], list[int]]]) -> tuple[list[list[str]], list[int]]:
    return [row for rows, _ in parts for row in rows], [x for _, labels in parts for x in labels]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--output", type=Path, default=Path("claims/weights/attribution.npz"))
    parser.add_argument("--cache", type=Path, help="keep the parsed corpus here (a pickle of ours)")
    arguments = parser.parse_args()
    corpus = articles(arguments.polnear / "train", arguments.cache)
    data = train(corpus).pack()
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_bytes(data)
    print(
        f"{len(corpus)} articles, {sum(len(a.gold) for a in corpus)} attributions -> {len(data)} bytes"
    )


if __name__ == "__main__":
    main()
