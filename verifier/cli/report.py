"""`verifier report`: what was checked, for editors, web pages and other desks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

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
    writing,
)
from verifier.cli.output import narrate, write
from verifier.config import press_of, reviewer_name, template_of
from verifier.errors import WrongUse
from verifier.reports import FILE_FORMATS, FORMATS, PAPERS, TEMPLATES, render, warnings, written
from verifier.safe_text import safe_url
from verifier.whole_file import written_whole

if TYPE_CHECKING:
    from verifier.reports.model import Period, Press, ReportData


@command(
    "report",
    examples=(
        "verifier report --output report.md",
        "verifier report 'document:harbour status:verdict' --format html --output report.html",
        "verifier report --day 2026-05-03 --format pdf --output sunday.pdf",
        "verifier report --format html --template ours.html --output report.html",
        "verifier report --format claimreview --publish --url https://desk.example/harbour",
    ),
    context_settings=QUERY_SETTINGS,
)
@query_argument
@click.option("--format", "form", type=click.Choice(FORMATS), default="md", show_default=True)
@click.option(
    "--output", type=FILE, default=Path("-"), help="Where to; standard output without it."
)
@click.option("--day", type=DAY, help="Only what was judged on this day (UTC).")
@click.option("--since", type=DAY, help="Only what was judged on this day or later.")
@click.option("--until", type=DAY, help="Only what was judged on this day or before.")
@click.option(
    "--by",
    "dating",
    type=click.Choice(["verdict", "change"]),
    help="What puts a claim on a day: its verdict (as without it), or its last change.",
)
@click.option(
    "--template", type=FILE, help="A template of your own for md or html, else the settings'."
)
@click.option(
    "--paper", type=click.Choice(PAPERS), help="The sheets of a docx or pdf; else the settings'."
)
@click.option(
    "--fonts",
    type=FILE,
    help="A folder of fonts for the letters that a pdf's own lack; else the settings'.",
)
@click.option(
    "--without-embargoed", is_flag=True, help="Leave out what is held back, not refuse for it."
)
@click.option("--publish", is_flag=True, help="Record that what the report shows went out.")
@click.option("--url", help="Where the report stands, or will stand.")
@db_option
@reviewer_option
def report(
    query: tuple[str, ...],
    form: str,
    output: Path,
    day: str | None,
    since: str | None,
    until: str | None,
    dating: str | None,
    template: Path | None,
    paper: str | None,
    fonts: Path | None,
    without_embargoed: bool,
    publish: bool,
    url: str | None,
    database: Path | None,
    reviewer: str | None,
) -> None:
    """Write a verification report.

    Of the claims that the query selects, in every zone; of all without a query. A report changes
    nothing, but with --publish it is recorded as gone out. SOURCE_DATE_EPOCH fixes its clock. What
    is under an embargo is refused with its reason, or left out with --without-embargoed.
    """
    words = query_of(query)
    period = _period(day, since, until, dating)
    _check(form, output, template)
    _check_press(form, paper, fonts)
    _check_url(url)
    press = press_of(paper, fonts)
    if not publish:
        with reading(database, reviewer_name(reviewer)) as shown:
            data = shown.report_records(
                words, published_url=url, period=period, without_embargoed=without_embargoed
            )
            write_report(form, data, output, template, press)
        return
    with writing(database, reviewer) as desk:
        data = desk.report_records(
            words,
            published_url=url,
            publish=True,
            period=period,
            without_embargoed=without_embargoed,
        )
        write_report(form, data, output, template, press)
        if not any(document.claims for document in data.documents):
            narrate("No claim was selected: nothing is recorded as published.")
            return
        desk.publish(data, form)
    narrate("Recorded as published.")


def write_report(
    form: str,
    data: ReportData,
    output: Path,
    template: Path | None = None,
    press: Press | None = None,
) -> None:
    """Write a report to a file, whole or not at all, or to standard output (`-`), with its warnings.

    Without a template of its own it takes the one of the settings, if there is one; so with paper
    and fonts.
    """
    chosen, dress = template or template_of(form), press or press_of()
    for line in warnings(form, data, dress):
        narrate(line)
    if str(output) != "-":
        with written_whole(output) as stream:
            stream.writelines(written(form, data, chosen, dress))
        return
    if form in FILE_FORMATS:
        sys.stdout.flush()
        for made in written(form, data, press=dress):
            sys.stdout.buffer.write(made)
        return
    for piece in render(form, data, chosen):
        write(piece)


def _check(form: str, output: Path, template: Path | None) -> None:
    """Refuse what makes no sense before the claims are read."""
    if template is not None and form not in TEMPLATES:
        raise WrongUse(
            f"--template: {form} is not made from a template; {' and '.join(TEMPLATES)} are"
        )
    if form in FILE_FORMATS and str(output) == "-" and sys.stdout.isatty():
        raise WrongUse(f"{form} is no text for a terminal. Name a file with --output")


def _check_press(form: str, paper: str | None, fonts: Path | None) -> None:
    """Refuse a paper or fonts for a format that has none."""
    if paper is not None and form not in FILE_FORMATS:
        raise WrongUse(f"--paper: {form} has no sheets; {' and '.join(FILE_FORMATS)} have")
    if fonts is not None and form != "pdf":
        raise WrongUse(f"--fonts: {form} takes the reader's own fonts; pdf alone carries them")


def _check_url(url: str | None) -> None:
    """Refuse what is no address of a page; readers and search engines would be sent nowhere."""
    if url is None:
        return
    parts = urlsplit(url) if safe_url(url) else None
    if parts is None or parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        raise WrongUse("--url: write the whole address of the page, like https://desk.example/1")


def _period(
    day: str | None, since: str | None, until: str | None, dating: str | None
) -> Period | None:
    """Give the days that were asked for, None for all. Raises WrongUse where they make no sense."""
    if day is not None and (since is not None or until is not None):
        raise WrongUse("--day is one day; use --since and --until for several")
    first, last = day or since, day or until
    if first is None and last is None:
        if dating is not None:
            raise WrongUse("--by says what puts a claim on a day; name one with --day or --since")
        return None
    if first is not None and last is not None and first > last:
        raise WrongUse(f"--since {first} comes after --until {last}")
    from verifier.reports.model import Dating, Period  # noqa: PLC0415 - help needs no records

    return Period(first, last, Dating(dating or Dating.VERDICT))
