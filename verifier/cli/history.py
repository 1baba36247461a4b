"""`verifier history`: what happened to a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.options import ID, color_option, db_option, format_option, reading
from verifier.cli.output import chosen, write, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from db.elsewhere import Elsewhere
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

    Oldest first: who did what, and when. JSON Lines rows carry the hashes of the log too. What
    another desk did before its report was loaded stands apart, with the head of its log.
    """
    with reading(database) as desk:
        events = desk.history_to_tell(claim_id)
        theirs = desk.elsewhere(claim_id)
    if chosen(form) == "table":
        _write_table(events)
        if theirs is not None:
            _write_elsewhere(theirs)
    else:
        if theirs is not None:
            for row in theirs.claim["history"]:
                write_json({"elsewhere": theirs.desk, **row})
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


def _write_elsewhere(theirs: Elsewhere) -> None:
    """Tell what another desk did, and what of its log its report named."""
    from verifier.cli.table import Column, write_table  # noqa: PLC0415 - only for people
    from verifier.elsewhere import name_of  # noqa: PLC0415 - the same
    from verifier.safe_text import one_line  # noqa: PLC0415 - the same

    head = theirs.desk.get("log_head")
    named = f", head of its log: {head['id']} {head['hash']}" if isinstance(head, dict) else ""
    write(f"\nBefore, at {one_line(name_of(theirs.desk))}{one_line(named)}\n")
    if theirs.claim["published_at"]:
        where = theirs.claim["published_url"] or ""
        write(
            f"First published {one_line(theirs.claim['published_at'])} {one_line(where)}".rstrip()
            + "\n"
        )
    columns = (
        Column("when", 20),
        Column("who", 20),
        Column("what", 14),
        Column("then", grows=True),
    )
    write_table(
        columns,
        (
            (
                str(row.get("at") or ""),
                str(row.get("reviewer") or ""),
                str(row.get("kind") or ""),
                ", ".join(f"{name}: {value}" for name, value in (row.get("after") or {}).items()),
            )
            for row in theirs.claim["history"]
        ),
    )
