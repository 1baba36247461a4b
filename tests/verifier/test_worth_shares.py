"""The shares of a check-worthiness in words: all of them, or as many as a line holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.extract import extract_claims
from claims.model import Claim
from verifier.words import worth_shares

PARTS = (("numbers", 0.3812), ("public life", 0.14), ("any claim", 0.089), ("hedges", -0.026))


@pytest.fixture
def claim():
    row = {"span": [0, 5], "text": "Fares", "strength": "asserted", "confidence": 0.5}
    return replace(Claim.from_dict(row), worth_parts=PARTS)


def test_every_share_is_told_with_its_sign(claim):
    told = worth_shares(claim)
    assert told == "numbers +.38, public life +.14, any claim +.09, hedges −.03"


def test_a_narrow_line_adds_the_smallest_up(claim):
    assert worth_shares(claim, 50) == "numbers +.38, public life +.14, the rest +.06"
    assert worth_shares(claim, 5) == "numbers +.38, the rest +.20"


def test_a_claim_without_shares_tells_none(claim):
    assert worth_shares(replace(claim, worth_parts=())) == ""


def test_extraction_names_what_made_the_score():
    (found,) = extract_claims("The council cut 300 jobs in 2019.")
    assert worth_shares(found).startswith("change +.")
