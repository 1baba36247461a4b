"""`verifier ingest`: texts in, claims stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.engine import Refusals, engine_options, inputs, make_extractor, peeked
from verifier.cli.options import INPUT, db_option, reviewer_option, writing
from verifier.cli.output import narrate, write_json
from verifier.cli.progress import Progress
from verifier.readers import STDIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.desk import Desk
    from verifier.ingest import Summary, Versions


@command(
    "ingest",
    examples=(
        "verifier ingest article.txt",
        "verifier ingest articles/ more.jsonl --db desk.db",
        "verifier ingest page.html --publisher 'The Harrowmouth Ledger' --published 2026-05-03",
        "verifier ingest second-draft.md --revises 3",
    ),
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=INPUT)
@click.option("--title", help="What the text is called; for one input, like the next four.")
@click.option("--url", help="Where it was published.")
@click.option("--published", help="When, as 2026-05-03 or 2026-05-03T14:02:00Z.")
@click.option("--publisher", help="Who published it.")
@click.option("--author", help="Who wrote it.")
@click.option(
    "--revises", metavar="DOCUMENT", help="The stored document (id or name) that this one revises."
)
@click.option(
    "--as-new", is_flag=True, help="A document of its own, even where it is a newer version."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json writes the summary to standard output.",
)
@click.option("--quiet", is_flag=True, help="No progress, no summary.")
@db_option
@reviewer_option
@engine_options
def ingest(
    paths: Sequence[str],
    revises: str | None,
    as_new: bool,
    form: str,
    quiet: bool,
    database: Path | None,
    reviewer: str | None,
    pipeline: str | None,
    lexicon: Path | None,
    **flags: str | None,
) -> int:
    """Store texts with their claims.

    Takes plain text, Markdown, web pages, PDF, DOCX, mails (.eml), RSS and Atom files, web
    archives (.warc), JSON Lines (`{"id", "text"}`), folders of these, and standard input. A text
    that is stored already is skipped, so that the same command carries on after an interruption.

    A text that is mostly the same as one stored document of the same address, name or title is its
    newer version: verdicts on unchanged claims are kept, the earlier version leaves the lists.
    """
    from verifier.ingest import Summary, readable  # noqa: PLC0415 - the same
    from verifier.ingest import ingest as store_all  # noqa: PLC0415 - help needs no readers

    given = inputs(paths)
    metadata = {key: value for key, value in flags.items() if value}
    if metadata or revises:
        _check_metadata(given, {**metadata, **({"revises": revises} if revises else {})})
    if revises and as_new:
        raise click.UsageError("--revises and --as-new exclude each other")
    progress = Progress("documents", quiet=quiet)
    refusals = Refusals(progress)
    extractor = make_extractor(pipeline, lexicon)
    found = peeked(readable(progress.each(given, refusals), refusals, metadata))
    if found is None:
        summary = Summary()
    else:
        with writing(database, reviewer, create=revises is None) as desk:
            versions = None if as_new else _versions(desk, revises, progress, quiet=quiet)
            summary = store_all(
                found, desk, extractor, refusals, lambda text: progress.step(text.text), versions
            )
    progress.clear()
    summary.failed = refusals.count
    tell(summary, form, quiet=quiet)
    return 1 if summary.failed else 0


def tell(summary: Summary, form: str, *, quiet: bool) -> None:
    """Write the summary: one JSON object on standard output, or a line on standard error."""
    if form == "json":
        write_json(summary.as_dict())
        return
    if quiet:
        return
    parts = [
        f"{summary.documents:,} stored with {summary.claims:,} claims",
        f"{summary.skipped:,} there already",
        f"{summary.failed:,} failed",
    ]
    rate = summary.words / summary.seconds if summary.seconds > 0 else 0
    narrate(
        f"{', '.join(parts)}; {summary.words:,} words in {summary.seconds:.1f} s ({rate:,.0f}/s)."
    )


def _versions(desk: Desk, revises: str | None, progress: Progress, *, quiet: bool) -> Versions:
    """Set up what becomes of newer versions. Raises NoSuchDocument for a wrong --revises."""
    from verifier.ingest import Versions  # noqa: PLC0415 - help needs no readers

    def tell(words: str) -> None:
        if not quiet:
            progress.clear()
            narrate(words)

    return Versions(tell, None if revises is None else desk.find_document(revises).id)


def _check_metadata(paths: Sequence[str], metadata: dict[str, str]) -> None:
    from verifier.readers.formats import SEVERAL, format_of  # noqa: PLC0415 - only with these options

    flags = ", ".join(f"--{key}" for key in metadata)
    ctx = click.get_current_context()
    path = paths[0]
    several = len(paths) > 1 or (
        path != STDIN and (Path(path).is_dir() or format_of(path) in SEVERAL)
    )
    if several:
        raise click.UsageError(f"{flags} describes one text, and there may be several", ctx)
    published = metadata.get("published")
    if published is not None and not is_date(published):
        raise click.BadParameter("write a date like 2026-05-03", ctx, param_hint="--published")


def is_date(text: str) -> bool:
    """Whether a text is an ISO 8601 date (also a year or a month alone), or a date and time."""
    import re  # noqa: PLC0415 - only with these options
    from datetime import datetime  # noqa: PLC0415 - only with these options

    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", text):
        return True
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
