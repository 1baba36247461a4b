"""`verifier check`: what is weak about the verdicts, before an editor signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.cli.base import command
from verifier.cli.options import (
    QUERY_SETTINGS,
    color_option,
    db_option,
    format_option,
    query_argument,
    query_of,
    reading,
)
from verifier.cli.output import chosen, narrate, write, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from verifier.flags import Criterion, Flag
    from verifier.reports.model import ReportClaim


@command(
    "check",
    examples=("verifier check", "verifier check 'document:harbour' --format jsonl"),
    context_settings=QUERY_SETTINGS,
)
@query_argument
@format_option("table", "jsonl")
@db_option
@color_option
def check(query: tuple[str, ...], form: str | None, database: Path | None) -> None:
    """List verdicts that want a second look.

    Of the claims that the query selects: verdicts without evidence, on nameless references, from
    one publisher alone, without a locator or a reason, or against their own evidence. Then which
    criteria of the fact-checkers' code the records meet. What it finds is no failure: exit 0.
    """
    from verifier.flags import criteria, flags  # noqa: PLC0415 - help needs no rules

    with reading(database) as desk:
        items = desk.judged(query_of(query))
    flagged = [(item, found) for item in items if (found := flags(item))]
    met = criteria(items)
    if chosen(form) == "table":
        _write_table(flagged, met)
    else:
        _write_rows(flagged, met)
    judged = sum(item.stored.status.is_verdict for item in items)
    narrate(f"To look at: {len(flagged):,} of the verdicts given, {judged:,} in all.")


def _write_rows(
    flagged: Sequence[tuple[ReportClaim, tuple[Flag, ...]]], met: Sequence[Criterion]
) -> None:
    for item, found in flagged:
        stored = item.stored
        write_json(
            {
                "type": "claim",
                "id": stored.id,
                "document": stored.document_name,
                "status": stored.status.value,
                "wording": stored.claim.wording,
                "flags": [flag.value for flag in found],
            }
        )
    for one in met:
        write_json(
            {
                "type": "criterion",
                "criterion": one.name,
                "met": one.met,
                "of": one.of,
                "words": one.words,
            }
        )


def _write_table(
    flagged: Sequence[tuple[ReportClaim, tuple[Flag, ...]]], met: Sequence[Criterion]
) -> None:
    from verifier.cli.table import Column, write_table  # noqa: PLC0415 - only for people
    from verifier.flags import UNREAD, WORDS  # noqa: PLC0415 - the same
    from verifier.words import STATUS_WORDS, wording  # noqa: PLC0415 - the same

    columns = (
        Column("claim", 8, right=True),
        Column("status", 12),
        Column("words", grows=True),
        Column("look at", 48, gives=True),
    )
    rows = (
        (
            str(item.stored.id),
            STATUS_WORDS[item.stored.status],
            wording(item.stored.claim),
            "; ".join(WORDS[flag] for flag in found),
        )
        for item, found in flagged
    )
    if write_table(columns, rows):
        write("\n")
    write("What the records meet of the fact-checkers' code (IFCN)\n")
    for one in met:
        write(f"  {one.name:12} {one.words}\n")
    write(f"  {UNREAD}\n")
