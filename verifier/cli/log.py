"""`verifier log`: the log of all changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import Group, command, say
from verifier.cli.options import db_option, reading
from verifier.cli.output import write
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from pathlib import Path


@command("verify", examples=("verifier log verify", "verifier log verify --db desk.db"))
@db_option
def verify(database: Path | None) -> int:
    """Check the log: its chain of hashes, and the rows against it.

    Exit code 1 and the first event that does not hold where anything was changed behind the log.
    """
    with reading(database) as desk:
        found = desk.verify_log()
    if found.sound:
        write(f"{found.events:,} events hold; the last has the hash {found.head}.\n")
        return 0
    say(one_line(found.problem or ""))
    return 1


@click.group(cls=Group)
def log() -> None:
    """Check the log of all changes."""


log.add_command(verify)
