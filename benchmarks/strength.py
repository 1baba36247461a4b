"""How well the levels agree with people's: one table over anchored labels.

usage: python -m benchmarks.strength LABELS.jsonl TEXT_DIR

A label is one line `{"body", "anchor": [start, end], "label", "polarity", "sure"}`: the head word of
a claim in TEXT_DIR/BODY.txt. It is judged by the smallest claim one of whose fragments covers it.
Labels with `"sure": false` are left out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from time import process_time

from claims.extract import Extractor
from claims.model import Claim, Document, Strength


def judge(claims: list[Claim], anchor: list[int]) -> Claim | None:
    """The smallest claim one of whose fragments covers the middle of the anchor."""
    middle = (anchor[0] + anchor[1]) // 2
    covering = [c for c in claims if any(a <= middle < b for a, b in c.fragments)]
    return min(covering, key=lambda c: sum(b - a for a, b in c.fragments), default=None)


def scores(pairs: Counter[tuple[str, str]], level: str) -> tuple[int, float, float, float]:
    """Labels, precision, recall and F1 of one level."""
    hits = pairs[level, level]
    gold = sum(n for (g, _), n in pairs.items() if g == level)
    given = sum(n for (_, s), n in pairs.items() if s == level)
    precision, recall = hits / max(1, given), hits / max(1, gold)
    return gold, precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main(labels: str, texts: str) -> None:
    """Print agreement by level, the commonest confusions and the time."""
    anchors = defaultdict(list)
    for line in Path(labels).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("sure", True):
            anchors[row["body"]].append(row)
    extractor = Extractor()
    pairs: Counter[tuple[str, str]] = Counter()
    signs = words = 0
    begin = process_time()
    for body, rows in sorted(anchors.items()):
        with (Path(texts) / f"{body}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        words += len(text.split())
        claims = extractor.extract(Document(body, text))
        for row in rows:
            found = judge(claims, row["anchor"])
            pairs[row["label"], "none" if found is None else found.strength.value] += 1
            signs += found is not None and found.polarity == row["polarity"]
    spent = process_time() - begin
    total = sum(pairs.values())
    covered = total - sum(n for (_, s), n in pairs.items() if s == "none")
    table = {level.value: scores(pairs, level.value) for level in Strength}
    present = [row for row in table.values() if row[0]]
    print(f"labels {total}  covered {covered / total:.3f}")
    print(f"accuracy {sum(pairs[s, s] for s in table) / total:.3f}", end="  ")
    print(f"macro F1 {sum(row[3] for row in present) / len(present):.3f}", end="  ")
    print(f"polarity {signs / max(1, covered):.3f}")
    print(f"{'level':10}{'labels':>7}{'P':>7}{'R':>7}{'F1':>7}")
    for level, (gold, precision, recall, f1) in table.items():
        print(f"{level:10}{gold:7}{precision:7.3f}{recall:7.3f}{f1:7.3f}")
    wrong = [(n, f"{g} taken for {s}") for (g, s), n in pairs.items() if g != s]
    for n, kind in sorted(wrong, reverse=True)[:8]:
        print(f"{n:4} {kind}")
    print(f"{words} words, {1e6 * spent / words:.0f} µs of processor time a word")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
