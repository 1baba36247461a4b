"""What Datasette should know of the database: names, labels, order and facets of its tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_TABLES = Path(__file__).with_suffix(".toml")


def metadata(database: Path) -> dict[str, Any]:
    """Give Datasette's metadata for a database, by the name under which Datasette serves it.

    It needs no database: every file of this version has the same tables.
    """
    import tomllib  # noqa: PLC0415 - only where metadata are asked for

    tables: dict[str, Any] = tomllib.loads(_TABLES.read_text(encoding="utf-8"))
    title, description = tables.pop("title"), tables.pop("description")
    return {
        "title": title,
        "description": description,
        "databases": {database.stem: {"tables": tables}},
    }
