"""`verifier history`: what happened to a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.options import ID, color_option, db_option, format_option, reading
from verifier.cli.output import chosen, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from db.records import Event


@command(
    "history",
    examples=("verifier history 12", "verifier history 12 --format jsonl"),
)
@click.argument("claim_id", metavar="ID", type=ID)
@format_option("table", "jsonl")
@db_option
@color_option
def history(claim_id: int, form: str | None, database: Path | None) -> None:
    """Show what happened to a claim.

    Oldest first: who did what, and when. JSON Lines rows carry the hashes of the log too.
    """
    with reading(database) as desk:
        events = desk.history_to_tell(claim_id)
    if chosen(form) == "table":
        _write_table(events)
    else:
        for event in events:
            write_json(
                {
                    "id": event.id,
                    "at": event.at,
                    "reviewer": event.reviewer,
                    "kind": event.kind,
                    "claim_id": event.claim_id,
                    "document_id": event.document_id,
                    "before": event.before,
                    "after": event.after,
                    "undoes": event.undoes,
                    "previous_hash": event.previous_hash,
                    "hash": event.hash,
                }
            )


def _write_table(events: Sequence[Event]) -> None:
    from verifier.cli.table import Column, write_table  # noqa: PLC0415 - only for people
    from verifier.phrases import did, when  # noqa: PLC0415 - the same

    columns = (
        Column("event", 8, right=True),
        Column("when", 16),
        Column("who", 20),
        Column("what", grows=True),
    )
    write_table(columns, ((str(e.id), when(e.at), e.reviewer, did(e)) for e in events))
