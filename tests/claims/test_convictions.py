"""Who is sure of it, and who is not said to have said anything."""

from __future__ import annotations

import pytest

from claims.model import Document


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("He came away convinced that the mayor lied.", "the mayor lied", "He"),
        ("The clerk left convinced the bridge was safe.", "the bridge was safe", "The clerk"),
        ("She is certain that the file exists.", "the file exists", "She"),
        ("Ost was not convinced that the plan would work.", "the plan would work", "Ost"),
        ("Those reported to be inside were two cleaners.", "to be inside", None),
        ("The letter said to be lost was found in May.", "to be lost", None),
    ],
)
def test_a_conviction_is_its_subjects_and_a_reduced_passive_nobodys(extractor, text, words, source):
    """The subject of the conviction is the source; the noun before *reported to be* is none."""
    (claim,) = [c for c in extractor.extract(Document("-", text)) if c.wording == words]
    assert claim.attributions[-1].source_text == source


def test_nobody_says_what_nobody_denied(extractor):
    """*Neither denied a sale* is the writer's report of an act, and no statement of a sale."""
    found = extractor.extract(Document("-", "Neither the buyer nor the seller denied a sale."))
    assert [c.wording for c in found] == ["Neither the buyer nor the seller denied a sale"]
