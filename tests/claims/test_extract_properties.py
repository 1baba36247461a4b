"""What holds for every text, however strange: spans, order, determinism, bounds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extract import Extractor
from claims.model import Document, check_spans

PIECES = st.sampled_from(
    [
        "Police said ",
        "the mayor denied that ",
        "“The dam is safe,” ",
        "he said. ",
        "reportedly ",
        "the alleged thief ",
        "fled. ",
        "\n\n",
        "\r\n",
        "(",
        ")",
        '"',
        "”",
        "’",
        "according to rumours, ",
        "who ",
        "and ",
        "which could not be verified, ",
        "🙂",
        "e\u0301",
        "\u202e",
        "İstanbul ",
        "no evidence that ",
        "? ",
        "! ",
        "- ",
        "\u00a0",
        "citing three officials ",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=25).map("".join),
    st.binary(max_size=80).map(repr),
)
QUICK = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@QUICK
@given(text=TEXTS)
def test_spans_are_exact_for_any_text(claims_in, text):
    """Every claim's spans fit the text, none is empty, and the wording is its pieces."""
    for claim in claims_in(text):
        check_spans(claim, text)
        assert claim.span in claim.fragments
        assert all(start < end for start, end in claim.fragments)
        assert list(claim.fragments) == sorted(claim.fragments)
        assert claim.wording == " ".join(text[start:end] for start, end in claim.fragments)
        assert 0.0 <= claim.confidence <= 1.0
        assert 0.0 <= claim.check_worthiness <= 1.0
        assert len(claim.attributions) <= 8
        assert bool(claim.attributions) or claim.strength == "asserted"


@QUICK
@given(text=TEXTS)
def test_the_same_text_gives_the_same_claims(claims_in, text):
    """A text alone and the same text after another one give equal claims."""
    alone = claims_in(text)
    claims_in("He fled.")
    assert claims_in(text) == alone


def test_two_extractors_agree(extractor):
    """A freshly loaded extractor gives the claims of the first."""
    text = "Sources said the minister had confirmed that the port was closed. He denied it."
    assert Extractor().extract(Document("-", text)) == extractor.extract(Document("-", text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        "?!...",
        "(" * 3000,
        "“" * 500,
        "x" * 5000,
        "the minister said that " * 800 + "it rained",
        "and he said it rained " * 800,
        "he said " * 1500,
        "“A quotation that never closes, he said. " * 60,
        "\ud7ff\ufffd\u0000",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_hostile_texts_are_borne(claims_in, text):
    """No text makes the extraction fail, and spans stay exact."""
    for claim in claims_in(text):
        check_spans(claim, text)


def test_claims_come_in_text_order(extractor):
    """Claims are sorted by where they begin."""
    text = "Police said he fled. The mayor denied that the alleged thief fled, and rain fell."
    starts = [claim.span[0] for claim in extractor.extract(Document("-", text))]
    assert starts == sorted(starts)
    assert len(starts) >= 4


def test_long_chains_show_eight_links(extractor):
    """Of a chain longer than eight links the outermost and the innermost four are shown."""
    names = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon"]
    text = " said that ".join(names) + " said that the dam is safe."
    chains = [len(claim.attributions) for claim in extractor.extract(Document("-", text))]
    assert max(chains) <= 8
