"""The page of the schema is what the schema is."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from verifier.schema_page import page

ROOT = Path(__file__).parents[2]


def test_the_page_is_up_to_date():
    """docs/schema.md is what `make docs` would write."""
    assert (ROOT / "docs" / "schema.md").read_text(encoding="utf-8") == page(), "run make docs"


def test_every_table_column_and_foreign_key_is_on_it(desk_file):
    """Nothing of the schema but the inside of full-text indexes is left out."""
    parts = dict(
        re.findall(r"^## (?:View )?`(\w+)`\n(.*?)(?=^## |\Z)", page(), re.MULTILINE | re.DOTALL)
    )
    with sqlite3.connect(desk_file) as conn:
        names = [
            name
            for (name,) in conn.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            )
        ]
        ours = [name for name in names if "_fts" not in name and "sqlite" not in name
                and not name.startswith("factchecks_terms")]  # fmt: skip
        assert set(parts) == set(ours)
        for name in ours:
            told = re.findall(r"^\| `(\w+)` \|", parts[name], re.MULTILINE)
            assert told == [row[1] for row in conn.execute(f"PRAGMA table_xinfo({name})")], name
            for row in conn.execute(f"PRAGMA foreign_key_list({name})"):
                assert f"→ `{row[2]}." in parts[name]


def test_every_column_has_its_words():
    """No column stands there without saying what it holds."""
    rows = re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", page(), re.MULTILINE)
    assert len(rows) > 100
    assert [name for name, words in rows if not words.strip()] == []
