"""`verifier datasette-metadata`: what Datasette should know of the database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from verifier.cli.base import command
from verifier.cli.options import FILE, database_of, db_option
from verifier.cli.output import write
from verifier.whole_file import written_whole

_YAML = frozenset({".yaml", ".yml"})


@command(
    "datasette-metadata",
    examples=(
        "verifier datasette-metadata --db desk.db --output metadata.json",
        "datasette desk.db --metadata metadata.json",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "yaml"]),
    help="Without it: what the output's name ends in, else json.",
)
@click.option(
    "--output", type=FILE, default=Path("-"), help="Where to; standard output without it."
)
@db_option
def datasette_metadata(form: str | None, output: Path, database: Path | None) -> None:
    """Describe the tables for Datasette.

    Descriptions of tables and columns, the column that labels a row where another table points at
    it, order, facets and the full-text index. The database is only named, not opened.
    """
    from verifier.datasette import metadata  # noqa: PLC0415 - help needs no tables

    found = metadata(database_of(database))
    if (form or ("yaml" if output.suffix.lower() in _YAML else "json")) == "yaml":
        import yaml  # noqa: PLC0415 - only where YAML is asked for

        text = yaml.safe_dump(found, sort_keys=False, width=100)
    else:
        text = json.dumps(found, indent=2) + "\n"
    if str(output) == "-":
        write(text)
        return
    with written_whole(output) as stream:
        stream.write(text.encode())
