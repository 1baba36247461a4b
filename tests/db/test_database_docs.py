"""The page about the database tells of every table and column, and of no other."""

from __future__ import annotations

import re
from pathlib import Path

from db import undo
from db.opening import connect_write

PAGE = Path(__file__).parents[2] / "docs" / "database.md"


def told():
    """Tables and their columns as the page has them."""
    tables = {}
    for part in re.split(r"^### ", PAGE.read_text(), flags=re.MULTILINE)[1:]:
        name = re.match(r"`(\w+)`", part)[1]
        cells = [
            line.split("|")[1]
            for line in part.split("\n## ")[0].splitlines()
            if line.startswith("| `")
        ]
        tables[name] = [column for cell in cells for column in re.findall(r"`(\w+)`", cell)]
    return tables


def test_the_page_tells_of_every_table_and_column(conn):
    """Tables and columns stand in the page in the order of the schema."""
    tables = [
        row["name"]
        for row in conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        if not row["name"].startswith(("sqlite_", "_sqlite_"))
        and "_fts" not in row["name"]
        and not row["sql"].startswith("CREATE VIRTUAL")
    ]
    there = {
        table: [row["name"] for row in conn.execute(f"PRAGMA table_xinfo({table})")]
        for table in tables
    }
    page = told()
    assert set(page) == set(there)
    for table, columns in there.items():
        assert set(page[table]) == set(columns), table


def test_the_page_names_every_kind_of_event():
    """What can stand in the log is told."""
    kinds = re.search(r"^\| `kind` \| `([^`]*)`", PAGE.read_text(), flags=re.MULTILINE)[1].split()
    assert {*undo.UNDOABLE, "ingest", "load", "undo", "redo"} <= set(kinds)


def test_the_examples_run(conn, story, path, tmp_path, monkeypatch):
    """The page's query and its check of the chain work as they stand."""
    blocks = dict(
        re.findall(r"^```(sql|python)\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    )
    assert [row["id"] for row in conn.execute(blocks["sql"])] == [story.ferry]
    conn.close()
    monkeypatch.chdir(tmp_path)
    exec(compile(blocks["python"], "page", "exec"), {})
    connect_write(path).close()
