"""`verifier reply`: who was asked about a claim, by when, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.options import ID, db_option, reviewer_option, writing
from verifier.cli.output import narrate
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from pathlib import Path


@command(
    "reply",
    examples=(
        "verifier reply 12 --asked 'the port authority' --on 2026-05-03 --deadline 2026-05-05",
        "verifier reply 12 --answer 'We have nothing to add.' --answered 2026-05-04",
        "verifier search reply:overdue",
    ),
)
@click.argument("claim_id", metavar="ID", type=ID)
@click.option("--asked", metavar="WHOM", help="Who was asked; with --answer, who answered.")
@click.option("--on", "asked_on", metavar="DATE", help="The day of asking; today unless given.")
@click.option("--deadline", metavar="DATE", help="The day by which an answer was asked for.")
@click.option("--answer", metavar="TEXT", help="What came back; a refusal is an answer.")
@click.option("--answered", metavar="DATE", help="The day it came; today unless given.")
@db_option
@reviewer_option
def reply(
    claim_id: int,
    asked: str | None,
    asked_on: str | None,
    deadline: str | None,
    answer: str | None,
    answered: str | None,
    database: Path | None,
    reviewer: str | None,
) -> None:
    """Note who was asked to reply, and the answer.

    With --deadline somebody was asked; with --answer it came, from the only one whose answer is
    awaited or from the one that --asked names. Both may be noted at once. The log keeps each.
    """
    ctx = click.get_current_context()
    if deadline is None and answer is None:
        raise click.UsageError("give --asked with --deadline, or --answer", ctx)
    if deadline is not None and asked is None:
        raise click.UsageError("--deadline wants --asked: who was asked", ctx)
    if deadline is None and asked_on is not None:
        raise click.UsageError("--on wants --asked and --deadline", ctx)
    if answer is None and answered is not None:
        raise click.UsageError("--answered wants --answer", ctx)
    with writing(database, reviewer) as desk, desk.together():
        if deadline is not None:
            noted = desk.ask_reply(claim_id, asked=asked or "", on=asked_on, deadline=deadline)
            narrate(f"Asked {one_line(noted.asked)}, to answer by {noted.deadline}.")
        if answer is not None:
            noted = desk.answer_reply(claim_id, answer=answer, on=answered, asked=asked)
            narrate(f"Answer of {one_line(noted.asked)} noted, {noted.answered_on}.")
