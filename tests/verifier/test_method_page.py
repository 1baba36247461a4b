"""The page on the method: its examples of failure fail as told, its steps name what exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claims.extract import Extractor
from claims.model import Document

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "method.md").read_text("utf-8")
FAILS = re.findall(r"^\| ([^|]+) \| `(\w+)(-?)` ([^|]+) \| [^|]+ \|$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def extractor():
    return Extractor()


def test_the_page_shows_where_the_method_fails():
    """There are several examples."""
    assert len(FAILS) >= 8


@pytest.mark.parametrize(("sentence", "level", "sign", "wording"), FAILS)
def test_an_example_of_failure_fails_as_told(extractor, sentence, level, sign, wording):
    """What the page says of a sentence is what the method gives for it."""
    found = {
        (c.strength.value, "-" if c.polarity == "negative" else "", c.wording)
        for c in extractor.extract(Document("-", sentence))
    }
    assert (level, sign, wording) in found


def test_the_steps_name_modules_that_exist():
    """Every file the steps name lies in the package."""
    named = set(re.findall(r"`(\w+\.(?:py|toml))`", PAGE))
    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / "claims" / name).is_file()] == []
