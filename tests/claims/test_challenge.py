"""The rules of the scale, each with its own sentences: minimal pairs, examples, false friends.

A row names the level (with `-` for a negative claim) and words of the claim; judged is the
smallest claim that holds these words.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from claims.model import Document, check_spans

HERE = Path(__file__).parent / "challenge"

KNOWN = {}
"""Sentences that can't be had right yet, with the reason."""


def _rows():
    for path in sorted(HERE.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for pair in table["pair"]:
            for row in pair["rows"]:
                text, words, mode = _row(pair, row)
                marks = []
                if (text, words) in KNOWN:
                    marks = [pytest.mark.xfail(reason=KNOWN[text, words], strict=True)]
                name = f"{path.stem}: {row[0]}: {text}"
                yield pytest.param(text, words, row[0], mode, id=name, marks=marks)


def _row(pair, row):
    if "text" in pair:
        return pair["text"], row[1], None
    if "words" in pair:
        return row[1], pair["words"], row[2] if len(row) > 2 else None
    return row[1], row[2], None


@pytest.mark.parametrize(("text", "words", "level", "mode"), list(_rows()))
def test_the_claim_carries_the_level_that_the_rule_gives(extractor, text, words, level, mode):
    """The smallest claim that holds the words has the row's level, polarity and modality."""
    claims = extractor.extract(Document("-", text))
    for claim in claims:
        check_spans(claim, text)
    holding = [c for c in claims if words.casefold() in c.wording.casefold()]
    assert holding, [c.wording for c in claims]
    best = min(holding, key=lambda c: len(c.wording))
    sign = "-" if best.polarity == "negative" else ""
    assert f"{best.strength}{sign}" == level, f"{best.wording!r}: {best.rule}"
    if mode is not None:
        assert best.modality == mode


def test_there_are_at_least_four_hundred_rows():
    """The tables hold at least 400 rows, at least 20 of them for `credible`."""
    rows = [
        row
        for path in HERE.glob("*.toml")
        for pair in tomllib.loads(path.read_text(encoding="utf-8"))["pair"]
        for row in pair["rows"]
    ]
    assert len(rows) >= 400
    assert sum(row[0] == "credible" for row in rows) >= 20
