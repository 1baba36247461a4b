"""`verifier corrections`: published verdicts that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.cli.base import command
from verifier.cli.options import color_option, db_option, format_option, reading
from verifier.cli.output import chosen, narrate, write_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from verifier.corrections import Correction


@command("corrections", examples=("verifier corrections", "verifier corrections --format jsonl"))
@format_option("table", "jsonl")
@db_option
@color_option
def corrections(form: str | None, database: Path | None) -> None:
    """List published verdicts that changed.

    Oldest change first: what was said, what is said, why, who and when. A change that was taken
    back to what had been published is none. `report --publish` is what publishes.
    """
    with reading(database) as desk:
        found = desk.corrections()
    if chosen(form) == "table":
        _write_table(found)
        return
    from verifier.reports.bundle import correction_row  # noqa: PLC0415 - only for programs

    for one in found:
        write_json({"claim_id": one.claim_id, **correction_row(one)})


def _write_table(found: Sequence[Correction]) -> None:
    from verifier.cli.table import Column, write_table  # noqa: PLC0415 - only for people
    from verifier.phrases import when  # noqa: PLC0415 - the same

    columns = (
        Column("claim", 8, right=True),
        Column("published", 16),
        Column("said", 30, gives=True),
        Column("says", grows=True),
        Column("changed", 16),
        Column("who", 16, gives=True),
    )
    write_table(
        columns,
        (
            (
                str(one.claim_id),
                when(one.published_at),
                one.said.words,
                one.says.words,
                when(one.at),
                one.reviewer,
            )
            for one in found
        ),
    )
    open_ = sum(one.shown_at is None for one in found)
    noun = "correction" if len(found) == 1 else "corrections"
    narrate(f"{len(found):,} {noun}, {open_:,} in no published report yet.")
