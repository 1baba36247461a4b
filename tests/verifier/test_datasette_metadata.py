"""The metadata for Datasette hold together with the schema."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
import yaml

from verifier.datasette import metadata


@pytest.fixture
def schema(desk_file):
    """Every table and view of a new database with its columns, but those of full-text indexes."""
    with sqlite3.connect(desk_file) as conn:
        names = [
            name
            for (name,) in conn.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
                " AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'"
                " AND name NOT LIKE 'factchecks_terms%'"
            )
        ]
        return {
            name: [row[1] for row in conn.execute(f"PRAGMA table_xinfo({name})")] for name in names
        }


def test_every_column_of_the_schema_is_described_and_no_other(schema):
    [tables] = [one["tables"] for one in metadata(Path("x.db"))["databases"].values()]
    described = {name: sorted(table["columns"]) for name, table in tables.items()}
    assert described == {name: sorted(columns) for name, columns in schema.items()}


def test_labels_order_and_facets_are_columns_of_their_table(schema):
    for name, table in metadata(Path("x.db"))["databases"]["x"]["tables"].items():
        named = [table[key] for key in ("label_column", "sort", "sort_desc") if key in table]
        assert {*named, *table.get("facets", ())} <= set(schema[name]), name


def test_every_row_that_a_foreign_key_points_at_has_a_label(desk_file, schema):
    tables = metadata(Path("x.db"))["databases"]["x"]["tables"]
    with sqlite3.connect(desk_file) as conn:
        targets = {
            row[2]
            for name in schema
            for row in conn.execute(f"PRAGMA foreign_key_list({name})")
            if row[2] != "events"
        }
    assert targets == {"documents", "claims", "sources"}
    assert all("label_column" in tables[name] for name in targets)


def test_the_command_writes_json_or_yaml_by_the_name_of_the_output(run, desk_file, tmp_path):
    printed = json.loads(run("datasette-metadata", "--db", desk_file).stdout)
    assert list(printed["databases"]) == ["desk"]
    out = tmp_path / "metadata.yaml"
    assert run("datasette-metadata", "--db", desk_file, "--output", out).exit_code == 0
    assert yaml.safe_load(out.read_text("utf-8")) == printed
