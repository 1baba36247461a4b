"""`verifier compare`: what a newer version of an article kept, reworded, added and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from verifier.cli.base import command
from verifier.cli.options import color_option, db_option, format_option, reading, reviewer_option
from verifier.cli.output import chosen, narrate, write_json
from verifier.config import reviewer_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.records import StoredClaim
    from verifier.desk.versions import Comparison

Row = tuple[str, "StoredClaim | None", "StoredClaim | None", bool]


@command(
    "compare",
    examples=("verifier compare 7", "verifier compare second-draft.md --format jsonl"),
)
@click.argument("document")
@format_option("table", "jsonl")
@db_option
@reviewer_option
@color_option
def compare(document: str, form: str | None, database: Path | None, reviewer: str | None) -> None:
    """Compare a document with the version before it.

    DOCUMENT is an id or a name; the first version is compared with the second. Reworded claims come
    first, with the old words and their verdict, then new ones, those that are gone, and those that
    were kept with their verdict.
    """
    with reading(database, reviewer_name(reviewer)) as desk:
        found = desk.comparison(desk.find_document(document).id)
    if chosen(form) == "table":
        _write_table(found)
        return
    for change, old, new, moved in _rows(found):
        write_json({"change": change, "moved": moved, "old": _claim(old), "new": _claim(new)})


def _rows(found: Comparison) -> Iterator[Row]:
    """Give everything that is compared: what became of it, both claims, whether its place changed."""
    for pair in found.reworded:
        yield "reworded", pair.old, pair.new, pair.moved
    for row in found.new:
        yield "new", None, row, False
    for row in found.gone:
        yield "gone", row, None, False
    for pair in found.kept:
        yield "kept", pair.old, pair.new, pair.moved


def _claim(row: StoredClaim | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "id": row.id,
        "wording": row.claim.wording,
        "strength": row.claim.strength.value,
        "said_by": list(row.said_by),
        "status": row.status.value,
        "reason": row.reason,
        "reviewer": row.reviewer,
    }


def _write_table(found: Comparison) -> None:
    from verifier.cli.table import Column, write_table  # noqa: PLC0415 - only for people
    from verifier.words import STATUS_WORDS, wording  # noqa: PLC0415 - the same

    columns = (
        Column("", 8),
        Column("id", 8, right=True),
        Column("level", 9),
        Column("status", 12),
        Column("claim", grows=True),
    )
    lines = []
    for change, old, new, _ in _rows(found):
        if change == "reworded" and old is not None:
            lines.append(("was", old))
        shown = new or old
        if shown is not None:
            lines.append((change, shown))
    write_table(
        columns,
        (
            (
                change,
                str(row.id),
                row.claim.strength.value,
                STATUS_WORDS[row.status],
                wording(row.claim),
            )
            for change, row in lines
        ),
    )
    counts = ", ".join(f"{number:,} {name}" for name, number in found.counts().items())
    narrate(f"Document {found.before.id} → {found.after.id}: {counts}.")
