"""`verifier serve`: the review screen in a browser, for this machine alone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from verifier.cli.base import command, say
from verifier.cli.options import (
    QUERY_SETTINGS,
    db_option,
    query_argument,
    query_of,
    reviewer_option,
    writing,
)
from verifier.cli.output import write
from verifier.config import reviewer_name
from verifier.errors import VerifierError, WrongUse, shown_path
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

NEEDED = ("aiohttp", "textual_serve")


@command(
    "serve",
    examples=("verifier serve", "verifier serve status:unreviewed --db desk.db --port 8000"),
    context_settings=QUERY_SETTINGS,
)
@query_argument
@click.option("--host", default="127.0.0.1", help="A loopback address; no other is taken.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The port; 0 takes any that is free."
)
@db_option
@reviewer_option
def serve(
    query: tuple[str, ...], host: str, port: int, database: Path | None, reviewer: str | None
) -> int:
    """Show the review screen in a browser.

    Prints the address to open. It works on this machine alone, and only with the token in it,
    which is a new one each time. Ctrl+C ends it. Needs pip install 'verifier-desk[serve]'.
    """
    words = query_of(query)
    site = _web()
    from verifier.serve.gate import is_loopback  # noqa: PLC0415 - the web server is optional

    if not is_loopback(host):
        raise WrongUse(
            f"serve: {one_line(host)[:60]!r} is not this machine alone. Use 127.0.0.1, or an SSH "
            "tunnel from elsewhere."
        )
    name = reviewer_name(reviewer)
    with writing(database, name) as desk:
        desk.ids(words)  # a query that makes no sense ends here
        path = desk.path.absolute()
    arguments = [sys.executable, "-P", "-m", "verifier", "review"]
    arguments += [f"--db={path}", f"--reviewer={name}", "--", *([words] if words else [])]
    shown = shown_path(path.name)

    def announce(address: str) -> None:
        write(f"{address}\n")
        sys.stdout.flush()
        say(f"serving {shown} to this machine alone; Ctrl+C ends it")

    return int(site.run(site.Site(arguments, f"Verifier: {one_line(shown)}"), host, port, announce))


def _web() -> ModuleType:
    """Import the web server. Raises VerifierError, naming the remedy, where it is not installed."""
    try:
        from verifier.serve import site  # noqa: PLC0415 - the web server is optional
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in NEEDED:
            raise
        raise VerifierError(
            "serve: the web server is not installed. Run pip install 'verifier-desk[serve]'."
        ) from error
    return site
