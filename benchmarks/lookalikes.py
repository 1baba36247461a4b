"""How many reworded claims are found among many, how many others are taken for them, at what cost?

    python -m benchmarks.lookalikes [CLAIMS.jsonl] [--claims N] [--probes N]

CLAIMS.jsonl is what `verifier extract` wrote of articles of yours; without it, sentences are drawn
from the sample article's words. Where there are fewer than N claims, copies with six words in ten
drawn anew fill up. Probes are claims with a share of their words replaced, by words as common as
those of the texts (and, beside, by rare ones): how often is the claim among what is shown for the
probe? False pairs: of pairs of claims shown as alike, how many share fewer than half their words.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.shown import table
from claims.model import Claim, Document, Modality, Polarity, Strength, Zone
from claims.similarity import folded_words
from verifier.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Sequence

A_DOCUMENT = 60
PARTS = 12


def wordings(path: Path | None, count: int, rng: random.Random) -> tuple[list[str], list[str]]:
    """So many different wordings, and all words of the texts as often as they occur."""
    if path is not None:
        lines = path.read_text(encoding="utf-8").splitlines()
        base = list(dict.fromkeys(json.loads(line)["wording"] for line in lines))
    else:
        sample = next(f for f in files("verifier.sample").iterdir() if f.name.endswith(".md"))
        words = sample.read_text(encoding="utf-8").split()
        base = [" ".join(rng.choices(words, k=rng.randint(6, 24))) for _ in range(count // 2)]
    words = [word for wording in base for word in wording.split()]
    found = dict.fromkeys(base[:count])
    while len(found) < count:
        found[changed(rng.choice(base), 0.6, words, rng)] = None
    return list(found), words


def changed(wording: str, share: float, pool: Sequence[str], rng: random.Random) -> str:
    """A wording with a share of its words, at least one, replaced."""
    words = wording.split()
    for place in rng.sample(range(len(words)), max(1, round(len(words) * share))):
        words[place] = rng.choice(pool)
    return " ".join(words)


def document(name: str, wordings_: Sequence[str]) -> tuple[Document, list[Claim]]:
    """A document that makes these claims, a line each."""
    found, at = [], 0
    for wording in wordings_:
        span = (at, at + len(wording))
        at = span[1] + 1
        found.append(
            Claim(
                zone=Zone.BODY, sentence=span, span=span, fragments=(span,), text=wording,
                wording=wording, strength=Strength.ASSERTED, rule="none", confidence=0.7,
                polarity=Polarity.POSITIVE, modality=Modality.ACTUAL, check_worthiness=0.5,
            )
        )  # fmt: skip
    return Document(name, "\n".join(wordings_)), found


def fill(desk: Desk, every: Sequence[str]) -> None:
    """Store claims in documents, and tell what storing and comparing cost, part by part."""
    rows = []
    part = len(every) // PARTS
    for number in range(PARTS):
        some = every[number * part : (number + 1) * part]
        began = time.process_time()
        for start in range(0, len(some), A_DOCUMENT):
            desk.store(*document(f"{number}.{start}", some[start : start + A_DOCUMENT]))
        stored = time.process_time() - began
        began = time.process_time()
        desk.compare_lookalikes(len(some))
        compared = time.process_time() - began
        rows.append(
            [
                f"{(number + 1) * part:,}",
                *(f"{t / len(some) * 1e6:.0f}" for t in (stored, compared)),
            ]
        )
    table(["claims", "storing us", "comparing us"], [rows[0], rows[len(rows) // 2], rows[-1]])


def recall(
    desk: Desk, every: Sequence[str], pools: dict[str, Sequence[str]], probes: int, seed: int
) -> None:
    """Store probes in documents of their own, and tell how often the claim is among theirs."""
    rng = random.Random(seed)
    rows = []
    for name, pool in pools.items():
        for share in (1 / 10, 1 / 6, 1 / 4, 1 / 3):
            chosen = rng.sample([w for w in every if len(w.split()) >= 6], probes)
            reworded = [changed(wording, share, pool, rng) for wording in chosen]
            key = desk.store(*document(f"probes {name} {share}", reworded))
            desk.compare_lookalikes(probes)
            hits = 0
            for claim, wording in zip(desk.claims_of(key or 0), chosen, strict=True):
                alike = {one.stored.claim.wording for one in desk.lookalikes(claim.id)}
                hits += wording in alike or wording == claim.claim.wording
            rows.append([f"{share:.0%} by {name} words", f"{hits / probes:.3f}"])
    table(["words replaced", "found"], rows)


def false_pairs(desk: Desk) -> None:
    """How many pairs of claims are shown as alike though they share few words."""
    pairs = doubtful = plain = 0
    for claim in desk.search("is:duplicate zone:any", limit=5_000):
        mine = set(folded_words(claim.claim.wording))
        for one in desk.lookalikes(claim.id):
            others = set(folded_words(one.stored.claim.wording))
            pairs += 1
            doubtful += 2 * len(mine & others) < len(mine | others)
            plain += not one.differs
    print(f"{pairs:,} pairs among the first claims that have any: {plain:,} without a difference "
          f"named, {doubtful / max(pairs, 1):.1%} share fewer than half their words")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("claims_file", nargs="?", type=Path)
    parser.add_argument("--claims", type=int, default=24_000)
    parser.add_argument("--probes", type=int, default=500)
    options = parser.parse_args()
    rng = random.Random(11)
    every, words = wordings(options.claims_file, options.claims, rng)
    with (
        tempfile.TemporaryDirectory() as folder,
        Desk.open(Path(folder) / "desk.db", "benchmark", create=True) as desk,
    ):
        fill(desk, every)
        print()
        false_pairs(desk)
        print()
        pools = {"common": words, "rare": sorted(set(words))}
        recall(desk, every, pools, options.probes, seed=5)


if __name__ == "__main__":
    main()
