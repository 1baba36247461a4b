"""The sample article's claims are what the scale's rules say: the first thing that a user sees."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from claims.extract import Extractor
from claims.model import Strength
from verifier.readers import read

ROOT = Path(__file__).parents[2]
EXPECTED = tomllib.loads((ROOT / "tests/data/harbour_expected.toml").read_text("utf-8"))["claim"]


@pytest.fixture(scope="module")
def sample():
    """The sample article as its reader gives it, and its claims."""
    (document,) = read(str(ROOT / "verifier/sample/harbour.md"))
    return document, Extractor().extract(document)


def size(claim):
    """How many characters the claim's pieces hold."""
    return sum(end - start for start, end in claim.fragments)


def meant(sample, row):
    """The smallest claim that covers the row's main word."""
    document, claims = sample
    assert document.text.count(row["words"]) == 1, "the words stand once in the article"
    place = document.text.index(row["words"]) + row["words"].index(row["at"])
    end = place + len(row["at"])
    around = [
        claim
        for claim in claims
        if any(left <= place and end <= right for left, right in claim.fragments)
    ]
    assert around, "no claim covers the words"
    return min(around, key=size)


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["words"])
def test_sample_claim(sample, row):
    """The claim has the level, the polarity and the source that the rules give it."""
    claim = meant(sample, row)
    names = [
        name
        for link in claim.attributions
        for name in (link.source_text, link.resolved.text if link.resolved else None)
        if name
    ]
    assert claim.strength.value == row["level"], claim
    assert claim.polarity.value == row.get("polarity", "positive"), claim
    if row.get("source"):
        assert any(row["source"] in name for name in names), names
    elif row.get("source") == "":
        assert claim.attributions == ()


def test_sample_has_every_level(sample):
    """A user meets all eight levels on the first screen."""
    _, claims = sample
    assert {claim.strength for claim in claims} == set(Strength)


def test_sample_spans_are_exact(sample):
    """Every span of the sample equals its text."""
    document, claims = sample
    assert all(document.text[slice(*claim.span)] == claim.text for claim in claims)
