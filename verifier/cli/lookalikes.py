"""`verifier lookalikes`: the same claim in other articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.options import ID, color_option, db_option, format_option, reading
from verifier.cli.output import chosen, narrate, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from verifier.lookalikes import Lookalike


@command(
    "lookalikes",
    examples=("verifier lookalikes 12", "verifier lookalikes 12 --format jsonl"),
)
@click.argument("claim_id", metavar="ID", type=ID)
@format_option("table", "jsonl")
@db_option
@color_option
def lookalikes(claim_id: int, form: str | None, database: Path | None) -> None:
    """List claims that say the same in other words.

    They were found when they came in, by their words alone. What is named under `differs`, such as
    other numbers, needs a look before one is taken for the other. Nothing is ever merged.
    """
    form = chosen(form)
    with reading(database) as desk:
        found = desk.lookalikes(claim_id)
        waiting = desk.lookalikes_waiting()
    if form == "jsonl":
        for one in found:
            write_json(_row(one))
    elif found:
        _write_table(found)
    else:
        narrate("No look-alikes.")
    if waiting:
        some = "10,000 or more" if waiting >= 10_000 else f"{waiting:,}"
        narrate(f"Claims not compared yet: {some}; verifier migrate does it now.")


def _row(one: Lookalike) -> dict[str, object]:
    return {
        "id": one.stored.id,
        "score": one.score,
        "differs": list(one.differs),
        "wording": one.stored.claim.wording,
        "status": one.stored.status.value,
        "strength": one.stored.claim.strength.value,
        "document_id": one.stored.document_id,
        "document": one.stored.document_name,
    }


def _write_table(found: Sequence[Lookalike]) -> None:
    from verifier.cli.table import Column, write_table  # noqa: PLC0415 - only for people

    columns = (
        Column("id", 6),
        Column("alike", 5),
        Column("status", 12),
        Column("claim", grows=True),
        Column("differs", 22),
        Column("document", 24),
    )
    write_table(
        columns,
        (
            (
                str(one.stored.id),
                str(one.score),
                one.stored.status.value,
                one.stored.claim.wording,
                one.differs_in_words,
                one.stored.document_name,
            )
            for one in found
        ),
    )
