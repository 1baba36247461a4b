"""Two wordings of one statement: their keys meet, and what they disagree about is named."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.lookalike import ALIKE, FEWEST_WORDS, keys, likeness

WORDS = (
    "harbour ferry council bridge captain market winter school garden engine report tunnel signal "
    "doctor island budget forest police museum border farmer window pilot letter planet river "
    "the a of in to was has and for with by on from that"
).split()


KEPT = (1519598070, 3766296075, 2376046281)


def test_a_word_in_six_changed_is_found_and_scored():
    """Of statements with a word in six changed, at least nine in ten share a key and are alike."""
    rng = random.Random(4)
    found = 0
    for _ in range(600):
        words = [rng.choice(WORDS) for _ in range(rng.randint(6, 24))]
        changed = list(words)
        for place in rng.sample(range(len(words)), max(1, round(len(words) / 6))):
            changed[place] = rng.choice(WORDS)
        one, other = " ".join(words), " ".join(changed)
        met = one == other or bool(set(keys(one)) & set(keys(other)))
        found += met and likeness(one, other) is not None
    assert found >= 540


def test_keys_are_those_of_yesterday():
    """Keys stand in databases: the same wording must give the same ones for ever."""
    assert keys("The old ferry will stop in May")[:3] == KEPT


@given(st.text(max_size=300))
def test_any_text_has_few_keys_of_32_bits(text):
    made = keys(text)
    assert len(made) <= 10
    assert all(0 <= key < 2**32 for key in made)
    assert len(set(made)) == len(made)


def test_case_and_punctuation_change_no_key():
    assert keys("The Ferry, he said, stops!") == keys("the ferry he said stops")


def test_a_short_wording_has_no_keys():
    """One word changed of so few is another claim, so nothing is looked for."""
    assert keys("the ferry sank") == ()
    assert len("the old ferry sank".split()) == FEWEST_WORDS
    assert keys("the old ferry sank")


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("the bridge was closed for three days", "the bridge was closed for three nights", ()),
        ("the bridge cost 40 million crowns", "the bridge cost 45 million crowns", ("numbers",)),
        ("two ferries were sold to the north", "six ferries were sold to the north", ("numbers",)),
        ("the bridge will be closed in May", "the bridge won't be closed in May", ("negation",)),
        ("Ada Moss sold the old ferry", "Ben Hill sold the old ferry", ("names",)),
        ("the mayor Ada Moss sold the ferry", "the mayor Moss has sold the ferry", ()),
        ("The Port Is Closed For Days Now", "the port is closed for some days now", ()),
        ("Moss sued Hill over the old ferry", "Hill sued Moss over the old ferry", ("order",)),
    ],
)
def test_what_differs_is_named(one, other, differs):
    """Numbers, a negation, names and their order are told apart from mere wording."""
    alike = likeness(one, other)
    assert alike is not None
    assert alike.differs == differs
    assert ALIKE <= alike.score <= 100


def test_the_same_template_about_other_things_is_no_lookalike():
    assert likeness("the council closed the north bridge", "a farmer sold his last garden") is None
