"""`verifier embargo`: what must not go out yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.options import ID, db_option, reading, reviewer_option, writing
from verifier.cli.output import narrate, write_json
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Embargo


@command(
    "embargo",
    examples=(
        "verifier embargo 12 --until 2026-06-01T06:00 --reason 'The court publishes then.'",
        "verifier embargo --document budget.txt --until 2026-06-01 --reason 'Agreed with the author.'",
        "verifier embargo 12 --lift",
        "verifier embargo --list",
    ),
)
@click.argument("claim_id", metavar="[ID]", type=ID, required=False)
@click.option(
    "--document", metavar="DOCUMENT", help="A document's id or name, with all its claims."
)
@click.option(
    "--until", metavar="DATETIME", help="When it ends; this machine's time unless it says."
)
@click.option("--reason", metavar="TEXT", help="Why; told wherever an export refuses.")
@click.option("--lift", is_flag=True, help="End it now; the log tells who did.")
@click.option("--list", "listed", is_flag=True, help="List those that stand, as JSON Lines.")
@db_option
@reviewer_option
def embargo(
    claim_id: int | None,
    document: str | None,
    until: str | None,
    reason: str | None,
    lift: bool,
    listed: bool,
    database: Path | None,
    reviewer: str | None,
) -> None:
    """Hold a claim or a document back until a time.

    Until then report and assess refuse in every format and name the reason, or leave what is held
    back out where --without-embargoed asks for it. A newer version of the document is held too.
    """
    ctx = click.get_current_context()
    if listed:
        with reading(database) as desk:
            for one in desk.standing_embargoes():
                write_json(embargo_row(one))
        return
    if (claim_id is None) == (document is None):
        raise click.UsageError("give a claim's ID or --document, one of the two", ctx)
    if lift == (until is not None or reason is not None):
        raise click.UsageError("give --until and --reason, or --lift", ctx)
    if not lift and (until is None or reason is None):
        raise click.UsageError("an embargo wants both --until and --reason", ctx)
    with writing(database, reviewer) as desk:
        document_id = None if document is None else desk.find_document(document).id
        if lift:
            desk.lift_embargo(claim_id=claim_id, document_id=document_id)
            narrate("Embargo lifted.")
            return
        held = desk.embargo(
            claim_id=claim_id, document_id=document_id, until=until or "", reason=reason or ""
        )
    narrate(f"Held back until {held.until}: {one_line(held.reason)}")


def embargo_row(one: Embargo) -> dict[str, str | int | None]:
    """Give an embargo's values by name."""
    return {
        "claim_id": one.claim_id,
        "document_id": one.document_id,
        "until": one.until,
        "reason": one.reason,
        "reviewer": one.reviewer,
        "added": one.added,
    }
