"""The confidence number: between 0 and 1, and never lower for a firmer level."""

from __future__ import annotations

import itertools

from claims.confidence import confidence
from claims.model import Modality, Polarity, Strength


def test_it_rises_with_the_level():
    """For the same modality and polarity a firmer level has the higher number."""
    for mode, sign in itertools.product(Modality, Polarity):
        numbers = [confidence(level, mode, sign) for level in Strength]
        assert numbers == sorted(set(numbers))
        assert all(0 < number < 1 for number in numbers)


def test_a_fact_is_surer_than_a_possibility():
    """For the same level what is stated as a fact has the highest number."""
    for level, sign in itertools.product(Strength, Polarity):
        numbers = {mode: confidence(level, mode, sign) for mode in Modality}
        assert max(numbers, key=numbers.get) is Modality.ACTUAL
        assert min(numbers, key=numbers.get) is Modality.POSSIBLE
