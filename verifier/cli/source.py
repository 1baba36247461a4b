"""`verifier source`: what a claim was checked against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from verifier.cli.base import Group, command
from verifier.cli.options import ID, db_option, reviewer_option, writing
from verifier.cli.output import narrate

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("document", "data", "person", "outlet", "social", "image", "own")
STANCES = ("supports", "refutes", "context")


@command(
    "add",
    examples=(
        "verifier source add 12 --url https://port.example/minutes --stance refutes --grade B2",
        "verifier source add 12 --url https://port.example/minutes.pdf --quote 'No rate was agreed.'",
    ),
)
@click.argument("claim_id", metavar="ID", type=ID)
@click.option("--url", required=True, help="Where it stands; tracking parameters are left out.")
@click.option("--title")
@click.option("--publisher")
@click.option("--kind", type=click.Choice(KINDS), help="What it is; own is own reporting.")
@click.option("--stance", type=click.Choice(STANCES), help="What it does for the claim.")
@click.option("--grade", metavar="B2", help="Reliability A to F with credibility 1 to 6.")
@click.option("--quote", help="Its words that bear on the claim.")
@click.option("--locator", help="Where in it: a page, a minute, a paragraph.")
@click.option("--note", help="For the desk.")
@click.option("--accessed", metavar="DATE", help="When it was consulted; today unless given.")
@click.option("--archive-url", help="Where a copy is kept.")
@click.option("--protected", is_flag=True, help="Leave its name and address out of reports.")
@click.option("--public-wording", metavar="TEXT", help="What reports may say of it instead.")
@db_option
@reviewer_option
def add(claim_id: int, database: Path | None, reviewer: str | None, **fields: Any) -> None:
    """Attach evidence to a claim.

    The same address is the same reference, whatever its tracking parameters; the address as typed
    is kept too.
    """
    with writing(database, reviewer) as desk:
        desk.add_evidence(claim_id, **fields)
    narrate(f"Evidence added to claim {claim_id}.")


@click.group(cls=Group)
def source() -> None:
    """Attach evidence to a claim."""


source.add_command(add)
