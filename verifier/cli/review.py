"""`verifier review`: the review screen, or its line mode where there is no screen."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from db.errors import NeedsMigration
from verifier.cli.base import command
from verifier.cli.options import (
    QUERY_SETTINGS,
    db_option,
    order_option,
    query_argument,
    query_of,
    reading,
    reviewer_option,
    writing,
)
from verifier.config import reviewer_name, setting
from verifier.errors import WrongUse

if TYPE_CHECKING:
    from pathlib import Path


@command(
    "review",
    examples=(
        "verifier review",
        "verifier review 'status:unreviewed strength:<=reported' --db desk.db",
        "verifier review --order priority",
        "verifier review --plain",
    ),
    context_settings=QUERY_SETTINGS,
)
@query_argument
@click.option(
    "--plain", is_flag=True, help="Line by line, for any terminal, pipe or screen reader."
)
@order_option
@db_option
@reviewer_option
def review(
    query: tuple[str, ...],
    plain: bool,
    order: str | None,
    database: Path | None,
    reviewer: str | None,
) -> int | None:
    """Open the review screen.

    Shows the claims that the query selects, or all. ? lists the keys. A mark is on disk at once,
    and u takes it back.
    """
    words = query_of(query)
    if not plain:
        _need_screen()
        _wear_settings()
    name = reviewer_name(reviewer)
    if plain:
        with writing(database, name) as desk:
            desk.ids(words)  # a query that makes no sense ends here
            from verifier.cli.plain import PlainReview  # noqa: PLC0415 - only where asked for

            PlainReview(desk, words, order).run()
            return None
    path = _ready(database, name, words)
    from verifier.tui import run  # noqa: PLC0415 - Textual takes a quarter of a second

    return run(path, words, name, order)


def _ready(database: Path | None, reviewer: str, query: str) -> Path:
    """The database, up to date and good to write; a query that makes no sense ends here too.

    A look at the file is enough for nearly all: what writes takes its time to load.
    """
    with suppress(NeedsMigration), reading(database, reviewer) as desk:
        if os.access(desk.path, os.W_OK) and os.access(desk.path.parent, os.W_OK):
            desk.ids(query)
            return desk.path
    with writing(database, reviewer) as desk:
        desk.ids(query)
        return desk.path


def _wear_settings() -> None:
    """Take colour and theme from the settings. Raises Refused for one that there is not."""
    setting("theme")
    if setting("color").value == "never":
        os.environ["NO_COLOR"] = "1"  # Textual asks for nothing else


def _need_screen() -> None:
    """Refuse a terminal that can't show a screen. Raises WrongUse, naming the line mode."""
    from verifier.serve import BROWSER_DRIVER  # noqa: PLC0415 - help needs no screen

    if os.environ.get("TEXTUAL_DRIVER") == BROWSER_DRIVER:
        return
    if os.environ.get("TERM", "") == "dumb":
        raise WrongUse("review: TERM=dumb shows no screen. Use verifier review --plain.")
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        raise WrongUse("review: no terminal to draw on. Use verifier review --plain.")
