"""`verifier sign-off`: a second person answers for a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.options import db_option, reviewer_option, writing
from verifier.cli.output import narrate

if TYPE_CHECKING:
    from pathlib import Path


@command(
    "sign-off",
    examples=(
        "verifier sign-off 12 --reviewer bob",
        "verifier search 'status:verdict signed:stale' --limit 0 | verifier sign-off - --reviewer bob",
        "verifier sign-off 12 --withdraw --reviewer bob",
    ),
)
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--withdraw", is_flag=True, help="Take your own sign-off back.")
@db_option
@reviewer_option
def sign_off(
    ids: tuple[str, ...], withdraw: bool, database: Path | None, reviewer: str | None
) -> None:
    """Sign a verdict off as it stands.

    The sign-off of a second person stands beside the status; any later change of the claim, its
    verdict or its evidence makes it stale, until somebody signs again. Nobody signs their own
    verdict, unless the settings say own_sign_off = true. Several claims are signed together or
    not at all; - reads their ids from standard input.
    """
    from verifier.cli.ids import read_ids  # noqa: PLC0415 - help needs no ids

    wanted = read_ids(ids)
    with writing(database, reviewer) as desk:
        written = desk.withdraw_sign_off(wanted) if withdraw else desk.sign_off(wanted)
    did = "Sign-off withdrawn" if withdraw else "Signed off"
    if not written:
        narrate("Signed off already, as it stands.")
    else:
        narrate(f"{did}." if len(written) == 1 else f"{did}: {len(written):,} claims.")
