"""Names out of the store that a query may be completed with, from a bounded number of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.connection import plain_cursor

if TYPE_CHECKING:
    from db.connection import Connection

NEWEST = 500
"""Of documents and references the newest so many are looked at, of claims four times as many."""

# Each reviewer is looked up after the last one in the index, so that a long log is not read.
_REVIEWERS = """
WITH RECURSIVE named (reviewer) AS (
  SELECT min(reviewer) FROM events
  UNION ALL
  SELECT (SELECT min(reviewer) FROM events WHERE reviewer > named.reviewer) FROM named
  WHERE named.reviewer IS NOT NULL
)
SELECT reviewer FROM named WHERE reviewer IS NOT NULL LIMIT 50
"""
_DOCUMENTS = f"SELECT coalesce(title, name) FROM documents ORDER BY id DESC LIMIT {NEWEST}"
_EVIDENCE = f"SELECT coalesce(title, publisher, url) FROM sources ORDER BY id DESC LIMIT {NEWEST}"
_SOURCES = f"SELECT said_by FROM claims ORDER BY id DESC LIMIT {4 * NEWEST}"


def names(conn: Connection, field: str) -> list[str]:
    """The names that a field of the query language may be given, each once, the newest first.

    field is `reviewer`, `document`, `evidence` or `source`; protected references are named too:
    they stay on the screen.
    """
    sql = {
        "reviewer": _REVIEWERS,
        "document": _DOCUMENTS,
        "evidence": _EVIDENCE,
        "source": _SOURCES,
    }[field]
    found: dict[str, None] = {}
    for (value,) in plain_cursor(conn).execute(sql):
        for name in (value or "").split("\n") if field == "source" else [value or ""]:
            if any(sign.isalnum() for sign in name):
                found[name] = None
    return list(found)
