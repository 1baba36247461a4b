"""Coverage equals an independent count, whatever the claims are."""

from __future__ import annotations

import random
import re
from types import SimpleNamespace

from claims.model import Zone
from db.records import Status
from verifier.coverage import coverage, joined, touches


def a_row(*fragments, status=Status.UNREVIEWED, zone=Zone.BODY):
    return SimpleNamespace(status=status, claim=SimpleNamespace(fragments=fragments, zone=zone))


def test_words_and_verdicts_are_counted():
    """A word counts once, however many claims it is part of; set aside is done, and no verdict."""
    text = "The harbour’s tolls rose by 4,120 crowns. Nobody paid."
    rows = [
        a_row((0, 19), status=Status.FALSE),
        a_row((14, 38), status=Status.SET_ASIDE),
        a_row((42, 48), zone=Zone.CAPTION, status=Status.VERIFIED),
        a_row((5, 6)),
    ]
    found = coverage(text, rows)
    assert (found.words, found.covered) == (9, 8)
    assert (found.claims, found.verdicts, found.done) == (3, 1, 2)
    assert round(found.share, 3) == round(8 / 9, 3)


def test_an_empty_article_has_no_share():
    """Nothing is divided by nothing."""
    assert coverage("", []).share == 0.0


def test_coverage_equals_an_independent_recount():
    """Character by character, over random claims, the same words are covered."""
    rng = random.Random(3)
    for _ in range(200):
        text = " ".join(
            "".join(rng.choice("abcdé") for _ in range(rng.randint(1, 7)))
            for _ in range(rng.randint(1, 40))
        )
        rows = []
        for _ in range(rng.randint(0, 6)):
            start = rng.randrange(len(text))
            rows.append(a_row((start, min(start + rng.randint(1, 30), len(text)))))
        inside = {at for row in rows for at in range(*row.claim.fragments[0])}
        words = [range(*found.span()) for found in re.finditer(r"\S+", text)]
        found = coverage(text, rows)
        assert found.words == len(words)
        assert found.covered == sum(not inside.isdisjoint(word) for word in words)
        pieces = joined(row.claim.fragments[0] for row in rows)
        for word in words:
            assert touches(pieces, (word.start, word.stop)) == (not inside.isdisjoint(word))
