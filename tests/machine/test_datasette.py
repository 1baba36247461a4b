"""The real Datasette serves a database with our metadata."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

pytestmark = pytest.mark.machine

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def datasette(tmp_path_factory):
    """A Datasette in an environment of its own."""
    home = tmp_path_factory.mktemp("datasette")
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "datasette>=0.65,<1"], check=True)
    return home / "bin" / "datasette"


@pytest.fixture
def page(datasette, pier_file, tmp_path):
    """Get a page of the database as Datasette gives it."""
    described = tmp_path / "metadata.json"
    command = [sys.executable, "-m", "verifier", "datasette-metadata", "--db", pier_file]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([*command, "--output", described], env=environment, check=True)

    def get(address):
        done = subprocess.run(
            [datasette, "serve", pier_file, "--metadata", described, "--get", address],
            capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        return done.stdout

    return get


def test_a_claim_shows_its_documents_label(page):
    """A row of claims leads to its document by the document's name."""
    shown = page("/pier/claims?id=1")
    assert "The pier stands" in shown
    assert ">pier.txt</a>" in shown
    rows = json.loads(page("/pier/claims.json?_labels=on&_shape=array"))
    assert rows[0]["document_id"] == {"value": 1, "label": "pier.txt"}


def test_tables_are_described_searched_and_faceted(page):
    """The claims' page has descriptions and facets, and finds words by the full-text index."""
    shown = page("/pier/claims")
    assert "One statement each" in shown
    assert 'id="facet-claims-status"' in shown.lower() or "facet-status" in shown
    assert "How firmly the text speaks" in shown
    found = json.loads(page("/pier/claims.json?_search=crane&_shape=array"))
    assert [row["wording"] for row in found] == ["The crane was sold"]


def test_helpers_of_the_store_are_hidden(page):
    """The first page lists the tables that people read, not the counters and indexes."""
    shown = json.loads(page("/pier.json"))
    tables = {table["name"] for table in shown["tables"] if not table["hidden"]}
    assert {"documents", "claims", "attributions", "sources", "evidence", "events"} <= tables
    assert "tallies" not in tables
