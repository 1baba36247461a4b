"""`verifier load`: what other machines extracted and other desks reviewed, stored here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.engine import Refusals, inputs, peeked
from verifier.cli.ingest import tell
from verifier.cli.options import INPUT, db_option, reviewer_option, writing
from verifier.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@command(
    "load",
    examples=(
        "verifier load claims.jsonl",
        "verifier load report.json --db desk.db",
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, type=INPUT)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json writes the summary to standard output.",
)
@click.option("--quiet", is_flag=True, help="No progress, no summary.")
@db_option
@reviewer_option
def load(
    files: Sequence[str], form: str, quiet: bool, database: Path | None, reviewer: str | None
) -> int:
    """Store bundles and reports of other desks.

    Takes what `verifier extract --bundle` and `verifier report --format json` wrote. What is
    stored already is skipped; a document with a line that does not fit is refused whole.
    """
    from verifier.ingest import Summary  # noqa: PLC0415 - help needs no readers
    from verifier.load import load as store_all  # noqa: PLC0415 - the same
    from verifier.load import read  # noqa: PLC0415 - the same

    given = inputs(files)
    progress = Progress("documents", quiet=quiet)
    refusals = Refusals(progress)
    found = peeked(read(progress.each(given, refusals), refusals))
    if found is None:
        summary = Summary()
    else:
        with writing(database, reviewer, create=True) as desk:
            summary = store_all(found, desk, refusals, progress.step)
    progress.clear()
    summary.failed = refusals.count
    tell(summary, form, quiet=quiet)
    return 1 if summary.failed else 0
