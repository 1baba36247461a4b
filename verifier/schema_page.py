"""The reference of the database's schema, written from the schema itself: `make docs`.

Types, keys, checks, indexes and triggers are read from a new database; the words come from
`datasette.toml`.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.opening import connect_write
from verifier.datasette import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.connection import Connection

HEAD = """\
# The schema

Written from the schema by `make docs`. [The database](database.md) tells how to read it, and what is
promised.

"""
_SHADOW = re.compile(r"^(sqlite_|_sqlite_)|_fts($|_)|^factchecks_terms")
_CHECK = re.compile(r"\bCHECK\s*\(", re.IGNORECASE)


def page() -> str:
    """Write the whole page."""
    described = next(iter(metadata(Path("x.db"))["databases"].values()))["tables"]
    with tempfile.TemporaryDirectory() as folder:
        conn = connect_write(Path(folder) / "new.db", create=True)
        try:
            version = conn.execute("PRAGMA user_version").fetchone()[0]
            parts = [HEAD, f"Version {version} of the schema.\n"]
            for name, kind, sql in _objects(conn):
                words = described.get(name, {})
                title = f"\n## {'View ' if kind == 'view' else ''}`{name}`\n\n"
                parts += [title, f"{words.get('description', '')}\n"]
                parts += _columns(conn, name, words.get("columns", {}))
                parts += _checks(sql)
                parts += _indexes(conn, name)
        finally:
            conn.close()
    return "".join(parts)


def _objects(conn: Connection) -> list[tuple[str, str, str]]:
    """Give tables, then views, in the order in which they were made: name, kind, SQL."""
    rows = conn.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view') "
        "ORDER BY type, rowid"
    )
    return [
        (row["name"], row["type"], row["sql"]) for row in rows if not _SHADOW.search(row["name"])
    ]


def _columns(conn: Connection, name: str, words: dict[str, str]) -> Iterator[str]:
    leads = {
        row["from"]: f"→ `{row['table']}.{row['to'] or 'id'}`"
        for row in conn.execute(f"PRAGMA foreign_key_list({name})")
    }
    yield "\n| column | type | | |\n|---|---|---|---|\n"
    for row in conn.execute(f"PRAGMA table_xinfo({name})"):
        notes = [*_notes(row), *([leads[row["name"]]] if row["name"] in leads else [])]
        told = words.get(row["name"], "").replace("|", "\\|")
        yield f"| `{row['name']}` | {row['type'].lower()} | {', '.join(notes)} | {told} |\n"


def _notes(row: Any) -> Iterator[str]:
    if row["pk"]:
        yield "primary key"
    elif row["notnull"]:
        yield "not null"
    if row["dflt_value"] is not None:
        yield f"default `{row['dflt_value']}`"
    if row["hidden"] in {2, 3}:
        yield "computed"


def _checks(sql: str) -> Iterator[str]:
    """Give the conditions that each row must meet, as the schema has them."""
    found = []
    for match in _CHECK.finditer(sql):
        end, depth = match.end(), 1
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        found.append(" ".join(sql[match.end() : end - 1].split()))
    if found:
        yield "\nChecked for each row:\n\n"
        yield from (f"- `{one}`\n" for one in found)


def _indexes(conn: Connection, name: str) -> Iterator[str]:
    """Give indexes with their columns, and triggers, by name."""
    rows = conn.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL "
        "AND type IN ('index', 'trigger') ORDER BY type, name",
        (name,),
    ).fetchall()
    indexes = [row for row in rows if row["type"] == "index"]
    triggers = [row["name"] for row in rows if row["type"] == "trigger"]
    if indexes:
        yield "\nIndexes:\n\n"
        for row in indexes:
            on = " ".join(row["sql"].split()).split(" ON ", 1)[1].removeprefix(name).strip()
            yield f"- `{row['name']}` {'unique ' if 'UNIQUE' in row['sql'] else ''}`{on}`\n"
    if triggers:
        yield f"\nTriggers: {', '.join(f'`{one}`' for one in triggers)}.\n"


if __name__ == "__main__":
    sys.stdout.write(page())
