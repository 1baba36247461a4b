"""`verifier history`: what happened to a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from verifier.cli.base import command
from verifier.cli.options import ID, color_option, db_option, format_option, reading
from verifier.cli.output import chosen, write, write_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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
            from verifier.elsewhere import desks  # noqa: PLC0415 - only where there is something

            for desk_, history_ in desks(theirs):
                for row in history_:
                    write_json({"elsewhere": desk_, **row})
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
    """Tell what other desks did, the first one first, and what of their logs the reports named."""
    from verifier.elsewhere import desks  # noqa: PLC0415 - only for people
    from verifier.safe_text import one_line  # noqa: PLC0415 - the same

    for desk_, history_ in desks(theirs):
        _write_desk(desk_, history_)
    if theirs.claim["published_at"]:
        where = theirs.claim["published_url"] or ""
        write(
            f"First published there {one_line(theirs.claim['published_at'])} {one_line(where)}".rstrip()
            + "\n"
        )


def _write_desk(desk_: Mapping[str, Any], history_: Sequence[Mapping[str, Any]]) -> None:
    from verifier.cli.table import Column, write_table  # noqa: PLC0415 - only for people
    from verifier.elsewhere import name_of  # noqa: PLC0415 - the same
    from verifier.safe_text import one_line  # noqa: PLC0415 - the same

    head = desk_.get("log_head")
    known = isinstance(head, dict) and f", head of its log: {head.get('id')} {head.get('hash')}"
    write(f"\nBefore, at {one_line(name_of(desk_))}{one_line(known or '')}\n")
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
            for row in history_
        ),
    )
