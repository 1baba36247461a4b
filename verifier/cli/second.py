"""`verifier second`: a blind second reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import Group, command
from verifier.cli.options import (
    ID,
    color_option,
    db_option,
    format_option,
    reviewer_option,
    writing,
)
from verifier.cli.output import chosen, narrate, write_json
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from pathlib import Path

STATUSES = ("verified", "false", "misleading", "disputed", "unverifiable", "set-aside")


@click.group(cls=Group)
def second() -> None:
    """Read claims a second time, the first verdict unseen."""


@command(
    "start",
    examples=(
        "verifier second start 12 13 --reviewer bob",
        "verifier second start --query 'status:verdict' --sample 20 --reviewer bob",
    ),
)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--query", help="Choose among the verdicts of others that a query selects.")
@click.option(
    "--sample", metavar="N", type=click.IntRange(1, 10_000), help="How many; all unless given."
)
@db_option
@reviewer_option
def start(
    ids: tuple[str, ...],
    query: str | None,
    sample: int | None,
    database: Path | None,
    reviewer: str | None,
) -> None:
    """Begin to read claims a second time.

    From now on you see no verdict, reason, evidence or history of these claims, in no list and no
    screen, until you give your own with done. --query picks verdicts of others that you have not
    read yet; --sample takes some of them as if by lot, the same ones each time.
    """
    ctx = click.get_current_context()
    if bool(ids) == (query is not None):
        raise click.UsageError("give the claims' ids or --query, one of the two", ctx)
    if sample is not None and query is None:
        raise click.UsageError("--sample wants --query", ctx)
    from verifier.cli.ids import read_ids  # noqa: PLC0415 - help needs no ids

    with writing(database, reviewer) as desk:
        wanted = read_ids(ids) if query is None else desk.second_choice(query, sample)
        written = desk.start_second(wanted)
        number = len(desk.hidden())
    narrate(f"{len(written):,} begun; {number:,} to read. verifier second list shows them.")


@command(
    "done",
    examples=("verifier second done 12 --status false --reason 'The register says 1990.'",),
)
@click.argument("claim_id", metavar="ID", type=ID)
@click.option("--status", type=click.Choice(STATUSES), required=True)
@click.option("--reason", metavar="TEXT", help="Why, in one sentence.")
@db_option
@reviewer_option
def done(
    claim_id: int, status: str, reason: str | None, database: Path | None, reviewer: str | None
) -> None:
    """Give your own verdict; then both are shown.

    It changes nothing about the claim's status. What the status is at this moment is kept beside
    it, for the agreement that stats tells.
    """
    with writing(database, reviewer) as desk:
        read = desk.finish_second(claim_id, status, reason)
        now = desk.claim(claim_id)
    first = now.status.value.replace("-", " ")
    told = f"The first verdict: {first}" + (f" ({one_line(now.reason)})" if now.reason else "")
    same = "agrees" if read.status is now.status else "differs"
    narrate(f"{told}. Yours {same}." if now.status.is_done else "Noted; there is no first verdict.")


@command("drop", examples=("verifier second drop 12",))
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@db_option
@reviewer_option
def drop(ids: tuple[str, ...], database: Path | None, reviewer: str | None) -> None:
    """Give readings up that are not done."""
    from verifier.cli.ids import read_ids  # noqa: PLC0415 - help needs no ids

    wanted = read_ids(ids)
    with writing(database, reviewer) as desk:
        desk.drop_second(wanted)
    narrate("Given up." if len(wanted) == 1 else f"Given up: {len(wanted):,} claims.")


@command("list", examples=("verifier second list", "verifier second list --reviewer bob"))
@format_option("table", "jsonl")
@db_option
@reviewer_option
@color_option
def list_(form: str | None, database: Path | None, reviewer: str | None) -> None:
    """List the claims that you are reading a second time."""
    from verifier.cli.options import named_reading  # noqa: PLC0415 - only here

    with named_reading(database, reviewer) as desk:
        found = desk.claims(sorted(desk.hidden()))
        if chosen(form) == "table":
            from verifier.cli.search import write_claims  # noqa: PLC0415 - only for people

            write_claims(found)
            return
        for one in found:
            write_json({"id": one.id, "document": one.document_name, **one.claim.as_dict()})


second.add_command(start)
second.add_command(done)
second.add_command(drop)
second.add_command(list_)
