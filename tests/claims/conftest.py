"""Fixtures of the extraction's tests: the pipeline is loaded once."""

from __future__ import annotations

import pytest

from claims import segment
from claims.extract import Extractor


@pytest.fixture(scope="session")
def extractor():
    """An extractor with the default pipeline and lexicon."""
    return Extractor()


@pytest.fixture(scope="session")
def claims_in(extractor):
    """The claims of a text of any language or none: what `extract` does behind its refusal."""

    def find(text):
        parsed = extractor.language.parse(text, segment.paragraphs(text))
        return extractor.claims_of(parsed)

    return find
