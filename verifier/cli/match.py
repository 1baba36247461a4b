"""`verifier match`: the earlier fact-checks that answer a text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from verifier.cli.base import command
from verifier.cli.engine import Refusals
from verifier.cli.options import INPUT, color_option, db_option, format_option, reading
from verifier.cli.output import chosen, narrate, write, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from verifier.factchecks.matching import Match

_MOST = 200


@command(
    "match",
    examples=(
        "verifier match 'The mayor sold two cranes to a shipping line'",
        "verifier match --file claims.txt --limit 5 --format jsonl",
    ),
)
@click.argument("text", metavar="[TEXT]", nargs=-1)
@click.option(
    "--file",
    "path",
    type=INPUT,
    help="One text a line, with an id and a tab before it if you like.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, _MOST),
    default=10,
    show_default=True,
    help="Fact-checks for each text.",
)
@format_option("table", "jsonl")
@db_option
@color_option
def match(
    text: Sequence[str], path: str | None, limit: int, form: str | None, database: Path | None
) -> int:
    """Find the earlier fact-checks of a text.

    Without TEXT and --file, or for -, texts are read from standard input, one a line. `likely`
    and `possible` say how sure a match is, as far as its words tell; the meaning is for you.
    """
    refusals = Refusals()
    form = chosen(form)
    with reading(database) as desk:
        matcher = desk.matcher()
        for query_id, query in _queries(" ".join(text), path, refusals):
            matches = matcher.match(query, limit)
            if form == "jsonl":
                rows = [_row(found) for found in matches]
                write_json({"query_id": query_id, "query": query, "matches": rows})
            else:
                _write_table(query, matches)
        if not matcher.size:
            narrate("No earlier fact-checks here yet; start with verifier factchecks import.")
    return 1 if refusals.count else 0


def _queries(text: str, path: str | None, refuse: Refusals) -> Iterator[tuple[str, str]]:
    """Each query with its id: the one before its tab, else the number of its line."""
    from verifier.errors import Refused  # noqa: PLC0415 - help needs no errors
    from verifier.readers.files import STDIN, open_input  # noqa: PLC0415 - help needs no readers

    if text and path is not None:
        raise click.UsageError("give a text or --file, not both", click.get_current_context())
    if text and text != STDIN:
        yield "1", text
        return
    if not text and path is None and sys.stdin.isatty():
        raise click.UsageError("give a text, --file or -", click.get_current_context())
    with open_input(path or STDIN) as source:
        for number, raw in enumerate(source.lines(), 1):
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip("\r\n")
            except UnicodeDecodeError:
                refuse(Refused(f"{source.shown}:{number}", "not UTF-8"))
                continue
            if line.strip():
                before, tab, after = line.partition("\t")
                yield (before.strip() or str(number), after) if tab else (str(number), line)


def _row(found: Match) -> dict[str, str | float | None]:
    check = found.check
    return {
        "id": check.external_id,
        "claim": check.claim,
        "score": found.score,
        "match": found.word or None,
        "title": check.title,
        "url": check.url,
        "rating": check.rating,
        "publisher": check.publisher,
        "date": check.date,
    }


def _write_table(query: str, matches: Sequence[Match]) -> None:
    """Write the query, then its matches below it; a blank line after each."""
    from verifier.cli.table import Column, write_table  # noqa: PLC0415 - only for people
    from verifier.safe_text import one_line  # noqa: PLC0415 - the same

    columns = (
        Column("match", 8),
        Column("rating", 16),
        Column("claim", grows=True),
        Column("publisher", 20),
        Column("address", 40),
    )
    write(f"{one_line(query)}\n")
    if not any(found.word for found in matches):
        write("No earlier fact-check answers this, as far as words tell.\n")
    write_table(
        columns,
        (
            (
                found.word,
                found.check.rating or "",
                found.check.claim,
                found.check.publisher or "",
                found.check.url or "",
            )
            for found in matches
        ),
    )
    write("\n")
