"""`verifier factchecks`: earlier fact-checks, the desk's own and those of others."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import click

from verifier.cli.base import Group, command
from verifier.cli.engine import Refusals
from verifier.cli.options import INPUT, db_option, reviewer_option, writing
from verifier.cli.output import narrate, write_json
from verifier.cli.progress import EVERY, Progress, bar, duration

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class CheckProgress(Progress):
    """How many fact-checks a second, and how long the rest of the files takes."""

    def begin(self, files: Sequence[str]) -> None:
        """Set out to read these files."""
        self._total = sum(map(_bytes, files))
        self._earlier = 0
        self._bytes_before = 0

    def at(self, done: int, taken: int) -> None:
        """So many rows of the file under way are stored, so many bytes read."""
        now = self._clock()
        if not self._on or now < self._next:
            return
        self._next = now + EVERY
        seconds = max(now - self._began, 0.001)
        rows = self._earlier + done
        share = (self._bytes_before + taken) / self._total if self._total else 0.0
        parts = [f"{rows:,} fact-checks", f"{rows / seconds:,.0f}/s"]
        if share:
            parts.append(f"{duration(max(seconds * (1 - share) / share, 0))} left")
        drawn = f"{bar(share)} " if share else ""
        self._show(drawn + ", ".join(parts))

    def file_done(self, path: str, rows: int) -> None:
        """One file is through."""
        self._earlier += rows
        self._bytes_before += _bytes(path)


@command(
    "import",
    examples=(
        "verifier factchecks import checks.csv",
        "verifier factchecks import feed.json page.html --db desk.db",
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, type=INPUT, required=True)
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
def import_(
    files: Sequence[str], form: str, quiet: bool, database: Path | None, reviewer: str | None
) -> int:
    """Store earlier fact-checks, or bring them up to date.

    Takes schema.org ClaimReview (JSON-LD, also inside web pages), JSON Lines, and CSV or TSV with
    the columns id, claim, title, url, rating, publisher, date, of which only claim is needed. The
    same id of one publisher or file, or else the same address, is the same fact-check.
    """
    progress = CheckProgress("fact-checks", quiet=quiet)
    progress.begin(files)
    refusals = Refusals(progress)
    began = time.monotonic()
    totals = dict.fromkeys(("added", "updated", "unchanged", "refused", "faults"), 0)
    with writing(database, reviewer, create=True) as desk:
        for path in files:
            done = desk.import_factchecks(path, refusals, progress.at)
            progress.file_done(path, done.counts.rows)
            for name in ("added", "updated", "unchanged"):
                totals[name] += getattr(done.counts, name)
            totals["refused"] += done.refused
            totals["faults"] += done.faults
    progress.clear()
    _tell(totals, time.monotonic() - began, form, quiet=quiet)
    return 1 if refusals.count else 0


@click.group(cls=Group)
def factchecks() -> None:
    """Store earlier fact-checks.

    The desk's own and those of others.
    """


factchecks.add_command(import_)


def _tell(totals: dict[str, int], seconds: float, form: str, *, quiet: bool) -> None:
    if form == "json":
        write_json({**totals, "seconds": round(seconds, 3)})
    elif not quiet:
        rows = totals["added"] + totals["updated"] + totals["unchanged"]
        left_out = totals["refused"]
        narrate(
            f"{totals['added']:,} added, {totals['updated']:,} updated, "
            f"{totals['unchanged']:,} unchanged, {left_out:,} left out; "
            f"{rows:,} in {seconds:.1f} s."
        )


def _bytes(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - names are strings
    except (OSError, ValueError):
        return 0
