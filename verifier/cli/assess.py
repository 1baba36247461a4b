"""`verifier assess`: the bundle for an assessor of the fact-checkers' codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.options import (
    DAY,
    FILE,
    QUERY_SETTINGS,
    db_option,
    query_argument,
    query_of,
    reading,
    reviewer_option,
)
from verifier.cli.output import narrate
from verifier.config import own_sign_off, reviewer_name

if TYPE_CHECKING:
    from pathlib import Path

    from verifier.corrections import Correction
    from verifier.reports.model import Period, ReportData


@command(
    "assess",
    examples=(
        "verifier assess --since 2026-01-01 --until 2026-12-31 --output assessment.zip",
        "verifier assess 'document:budget' --output assessment",
    ),
    context_settings=QUERY_SETTINGS,
)
@query_argument
@click.option("--since", type=DAY, help="Only verdicts given on this day (UTC) or later.")
@click.option("--until", type=DAY, help="Only verdicts given on this day or before.")
@click.option(
    "--output",
    type=FILE,
    required=True,
    help="A new or empty folder, or a file that ends in .zip.",
)
@click.option(
    "--without-embargoed", is_flag=True, help="Leave out what is held back, not refuse for it."
)
@db_option
@reviewer_option
def assess(
    query: tuple[str, ...],
    since: str | None,
    until: str | None,
    output: Path,
    without_embargoed: bool,
    database: Path | None,
    reviewer: str | None,
) -> None:
    """Make the bundle that an assessor asks for.

    Of the verdicts that the query selects and the period holds: every fact-check with its sources,
    sign-offs, replies, second readings and corrections, counts, the method's scales and settings,
    and a page that answers the codes of the IFCN and the EFCSN point by point, saying at each what
    no record tells. It opens without the program. SOURCE_DATE_EPOCH fixes its clock: the same
    database then gives the same bytes.
    """
    from verifier.assessing.bundle import (  # noqa: PLC0415 - help needs no reports
        files,
        write_archive,
        write_folder,
    )
    from verifier.reports.model import Period  # noqa: PLC0415 - the same

    words = " ".join(part for part in ("status:verdict", query_of(query)) if part)
    period = Period(since, until) if since or until else None
    with reading(database, reviewer_name(reviewer)) as desk:
        data = desk.report_records(words, period=period, without_embargoed=without_embargoed)
        changed = _of(desk.corrections(), data, period, everything=not query)
        made = files(data, changed, desk.agreement(), own_sign_off=own_sign_off())
    if output.suffix.lower() == ".zip":
        write_archive(made, output, data.generated_at)
    else:
        write_folder(made, output)
    claims = sum(len(document.claims) for document in data.documents)
    narrate(f"{claims:,} verdicts, {len(changed):,} corrections. Begin with index.html.")


def _of(
    corrections: list[Correction], data: ReportData, period: Period | None, *, everything: bool
) -> list[Correction]:
    """Leave the corrections of the period; of a query those of its claims."""
    shown = {item.stored.id for document in data.documents for item in document.claims}
    return [
        one
        for one in corrections
        if (everything or one.claim_id in shown) and (period is None or period.holds(one.at))
    ]
