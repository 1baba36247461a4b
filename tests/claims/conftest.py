"""Fixtures of the extraction's tests: the pipeline is loaded once."""

from __future__ import annotations

import pytest

from claims.extract import Extractor


@pytest.fixture(scope="session")
def extractor():
    """An extractor with the default pipeline and lexicon."""
    return Extractor()
