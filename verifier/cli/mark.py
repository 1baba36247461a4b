"""`verifier mark`: what the desk decides about claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.options import db_option, reviewer_option, writing
from verifier.cli.output import narrate

if TYPE_CHECKING:
    from pathlib import Path

STATUSES = (
    "unreviewed", "checking", "verified", "false", "misleading", "disputed", "unverifiable",
    "set-aside",
)  # fmt: skip
QUOTE_CHECKS = ("unchecked", "exact", "altered", "not-found")


@command(
    "mark",
    examples=(
        "verifier mark 12 --status false --reason 'The minutes of 3 May say the opposite.'",
        "verifier mark 12 13 14 --status set-aside",
        "verifier search zone:caption --limit 0 | verifier mark - --status set-aside",
        "verifier mark 12 --status false --look-alikes",
    ),
)
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--status", type=click.Choice(STATUSES))
@click.option("--reason", metavar="TEXT", help="Why; an empty one takes it away.")
@click.option("--note", metavar="TEXT", help="For the desk; an empty one takes it away.")
@click.option(
    "--quote-check",
    type=click.Choice(QUOTE_CHECKS),
    help="Whether the source did say it, in these words.",
)
@click.option(
    "--look-alikes",
    "alike",
    is_flag=True,
    help="Mark unreviewed claims that say the same in other articles too.",
)
@db_option
@reviewer_option
def mark(
    ids: tuple[str, ...],
    status: str | None,
    reason: str | None,
    note: str | None,
    quote_check: str | None,
    alike: bool,
    database: Path | None,
    reviewer: str | None,
) -> None:
    """Set a claim's status, reason or note.

    A status judges the claim's words as they stand, never whether the source said them. Several
    claims are marked together or not at all; - reads their ids from standard input.

    --look-alikes takes in what `verifier lookalikes` lists without a difference; one undo takes all
    of it back.
    """
    if status is reason is note is quote_check is None:
        ctx = click.get_current_context()
        raise click.UsageError("give --status, --reason, --note or --quote-check", ctx)
    if alike and quote_check is not None:
        ctx = click.get_current_context()
        raise click.UsageError("--quote-check is about one article: not with --look-alikes", ctx)
    from verifier.cli.ids import read_ids  # noqa: PLC0415 - help needs no ids

    wanted = read_ids(ids)
    with writing(database, reviewer) as desk:
        others = desk.alike_to_mark(wanted) if alike else []
        every = [*wanted, *others]
        desk.mark(
            every,
            status=status,
            reason=reason,
            note=note,
            quote_check=quote_check,
            like=wanted if others else (),
        )
    what = f"Marked {status.replace('-', ' ')}" if status else "Noted"
    beside = f", {len(others):,} of them look-alikes" if others else ""
    narrate(f"{what}." if len(every) == 1 else f"{what}: {len(every):,} claims{beside}.")
