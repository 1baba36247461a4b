"""`verifier backup`: a copy that is checked before it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.options import FILE, db_option, reading
from verifier.cli.output import narrate
from verifier.errors import shown_path
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from pathlib import Path


@command("backup", examples=("verifier backup desk-2026-05-03.db",))
@click.argument("file", type=FILE)
@db_option
def backup(file: Path, database: Path | None) -> None:
    """Copy the database to a file.

    Works while others write. The copy is checked, its log too, before it gets its name.
    """
    if str(file) == "-":
        raise click.UsageError("a backup is a file, not a stream", click.get_current_context())
    with reading(database) as desk:
        made = desk.backup(file)
    narrate(f"Backed up to {one_line(shown_path(made))}.")
