"""Draft to draft with the real extraction: 200 edited drafts of the sample article.

Answers: how many verdicts are kept, is any lost or carried onto changed words, how long does the
comparison take, for an article and for a hundred thousand words? Run by hand:

    python -m benchmarks.drafts [--drafts 200] [--words 100000]
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from claims.drafts import Standing, compare
from claims.extract import Extractor
from claims.model import Document
from verifier.desk import Desk

if TYPE_CHECKING:
    from db.records import StoredClaim
    from verifier.desk.versions import Comparison

SAMPLE = Path(__file__).parents[1] / "verifier" / "sample" / "harbour.md"
_SENTENCE = re.compile(r"[^.\n]+\.[”\"]?")
_WORDS = ("hardly", "seven", "northern", "earlier", "Berg", "formerly")


def edited(rng: random.Random, text: str) -> str:
    """A text after one to eight edits: words, numbers, sentences taken out, moved, added."""
    for _ in range(rng.randint(1, 8)):
        spans = [found.span() for found in _SENTENCE.finditer(text)]
        start, end = rng.choice(spans)
        sentence = text[start:end]
        words = sentence.split(" ")
        at = rng.randrange(len(words))
        match rng.randrange(6):
            case 0:
                words.insert(at, rng.choice(_WORDS))
            case 1:
                words[at] = rng.choice(_WORDS)
            case 2:
                words = re.sub(r"\d", str(rng.randrange(9)), sentence).split(" ")
            case 3:
                words = []
            case 4:
                words = [
                    *words,
                    f"The port lost {rng.randint(2, 99)} ropes in {rng.randint(2, 9)} days.",
                ]
            case _:
                words = sentence.replace(" said ", " claimed ").split(" ")
        text = text[:start] + " ".join(words) + text[end:]
    return text


def meaning(row: StoredClaim) -> tuple[object, ...]:
    """What a verdict judges."""
    claim = row.claim
    chain = [(link.source_text, link.cue_text, link.strength) for link in claim.attributions]
    return " ".join(claim.wording.split()), claim.strength, claim.polarity, chain


def main() -> None:
    """Run both questions and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--drafts", type=int, default=200)
    parser.add_argument("--words", type=int, default=100_000)
    given = parser.parse_args()
    extractor = Extractor()
    text = SAMPLE.read_text("utf-8").split("---", 2)[2]
    _drafts(extractor, text, given.drafts)
    _long(extractor, text, given.words)


def _drafts(extractor: Extractor, text: str, number: int) -> None:
    rng = random.Random(11)
    totals = dict.fromkeys(("kept", "reworded", "new", "gone"), 0)
    lost = wrong = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        Desk.open(Path(folder) / "drafts.db", "ada", create=True) as desk,
    ):
        for name in range(number):
            first = Document(f"{name}.md", f"Draft {name}.\n\n{text}")
            claims = list(extractor.extract(first))
            old = desk.store(first, claims)
            assert old is not None
            ids = [row.id for row in desk.claims_of(old)]
            desk.mark(ids[::2], status="false", reason="as we found")
            second = Document(first.name, f"Draft {name}.\n\n{edited(rng, text)}")
            key = desk.revise(second, list(extractor.extract(second)), old)
            if key is None:
                continue
            found = desk.comparison(key)
            for kind, count in found.counts().items():
                totals[kind] += count
            lost += _lost(found, ids)
            wrong += _wrong(found)
        problem = desk.verify_log().problem
    told = ", ".join(f"{count:,} {kind}" for kind, count in totals.items())
    print(
        f"{number} drafts: {told}; {lost} verdicts lost, {wrong} on changed words; log: {problem}"
    )


def _lost(found: Comparison, ids: list[int]) -> int:
    """Judged claims of which nothing tells any more."""
    there = [pair.old for pair in (*found.kept, *found.reworded)] + list(found.gone)
    held = {row.id for row in there if row.status == "false"}
    return len(set(ids[::2]) - held)


def _wrong(found: Comparison) -> int:
    """Verdicts on words that were not judged."""
    kept = sum(
        meaning(pair.old) != meaning(pair.new) or pair.old.status != pair.new.status
        for pair in found.kept
    )
    fresh = [pair.new for pair in found.reworded] + list(found.new)
    return kept + sum(row.status != "unreviewed" for row in fresh)


def _long(extractor: Extractor, text: str, words: int) -> None:
    rng = random.Random(12)
    count = max(1, words // len(text.split()))
    parts = [text.replace("Harrowmouth", f"Harrowmouth {number}") for number in range(count)]
    old_text = "\n\n".join(parts)
    new_text = "\n\n".join(edited(rng, part) for part in parts)
    old = list(extractor.extract(Document("old", old_text)))
    new = list(extractor.extract(Document("new", new_text)))
    standing = [Standing(claim, claim) for claim in old]
    began = time.perf_counter()
    found = compare(old_text, standing, new_text, new)
    seconds = time.perf_counter() - began
    kept = sum(one.kept for one in found)
    print(
        f"{len(old_text.split()):,} words, {len(old):,} claims: compared in {seconds:.2f} s, "
        f"{kept:,} kept"
    )


if __name__ == "__main__":
    main()
