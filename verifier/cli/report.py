"""`verifier report`: what was checked, for editors, web pages and other desks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.options import (
    FILE,
    QUERY_SETTINGS,
    db_option,
    query_argument,
    query_of,
    reading,
    reviewer_option,
    writing,
)
from verifier.cli.output import narrate, write
from verifier.config import reviewer_name
from verifier.reports import FORMATS, render, warnings
from verifier.whole_file import written_whole

if TYPE_CHECKING:
    from verifier.reports.model import ReportData


@command(
    "report",
    examples=(
        "verifier report --output report.md",
        "verifier report 'document:harbour status:verdict' --format html --output report.html",
        "verifier report --format claimreview --publish --url https://desk.example/harbour",
    ),
    context_settings=QUERY_SETTINGS,
)
@query_argument
@click.option("--format", "form", type=click.Choice(FORMATS), default="md", show_default=True)
@click.option(
    "--output", type=FILE, default=Path("-"), help="Where to; standard output without it."
)
@click.option("--publish", is_flag=True, help="Record that what the report shows went out.")
@click.option("--url", help="Where the report stands, or will stand.")
@db_option
@reviewer_option
def report(
    query: tuple[str, ...],
    form: str,
    output: Path,
    publish: bool,
    url: str | None,
    database: Path | None,
    reviewer: str | None,
) -> None:
    """Write a verification report.

    Of the claims that the query selects, in every zone; of all without a query. A report changes
    nothing, but with --publish it is recorded as gone out. SOURCE_DATE_EPOCH fixes its clock.
    """
    words = query_of(query)
    if not publish:
        with reading(database, reviewer_name(reviewer)) as shown:
            _write(form, shown.report_records(words, published_url=url), output)
        return
    with writing(database, reviewer) as desk:
        data = desk.report_records(words, published_url=url, publish=True)
        _write(form, data, output)
        desk.publish(data, form)
    narrate("Recorded as published.")


def _write(form: str, data: ReportData, output: Path) -> None:
    for line in warnings(form, data):
        narrate(line)
    pieces = render(form, data)
    if str(output) == "-":
        for piece in pieces:
            write(piece)
        return
    with written_whole(output) as stream:
        stream.writelines(pieces)
