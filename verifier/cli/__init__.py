"""The command line. Each command's module is imported when the command is called."""

from __future__ import annotations

import click

from verifier import __version__
from verifier.cli.base import LazyGroup, open_closed_streams

_HOMES = {
    "extract": ("verifier.cli.extract", "extract", "Find the claims of texts; store nothing."),
    "ingest": ("verifier.cli.ingest", "ingest", "Store texts with their claims."),
    "load": ("verifier.cli.load", "load", "Store bundles and reports of other desks."),
    "review": ("verifier.cli.review", "review", "Open the review screen."),
    "serve": ("verifier.cli.serve", "serve", "Show the review screen in a browser."),
    "search": ("verifier.cli.search", "search", "List the claims that a query selects."),
    "mark": ("verifier.cli.mark", "mark", "Set a claim's status, reason or note."),
    "claim": ("verifier.cli.claim", "claim", "Add, correct, split and merge claims."),
    "sign-off": ("verifier.cli.sign_off", "sign_off", "Sign a verdict off as it stands."),
    "second": (
        "verifier.cli.second",
        "second",
        "Read claims a second time, the first verdict unseen.",
    ),
    "reply": ("verifier.cli.reply", "reply", "Note who was asked to reply, and the answer."),
    "embargo": ("verifier.cli.embargo", "embargo", "Hold a claim or a document back until a time."),
    "source": ("verifier.cli.source", "source", "Attach evidence to a claim."),
    "history": ("verifier.cli.history", "history", "Show what happened to a claim."),
    "lookalikes": (
        "verifier.cli.lookalikes",
        "lookalikes",
        "List claims that say the same in other words.",
    ),
    "compare": (
        "verifier.cli.compare",
        "compare",
        "Compare a document with the version before it.",
    ),
    "factchecks": ("verifier.cli.factchecks", "factchecks", "Store earlier fact-checks."),
    "match": ("verifier.cli.match", "match", "Find the earlier fact-checks of a text."),
    "undo": ("verifier.cli.undo", "undo", "Take back your last action."),
    "redo": ("verifier.cli.undo", "redo", "Do again what you took back last."),
    "check": ("verifier.cli.check", "check", "List verdicts that want a second look."),
    "report": ("verifier.cli.report", "report", "Write a verification report."),
    "assess": ("verifier.cli.assess", "assess", "Make the bundle that an assessor asks for."),
    "corrections": (
        "verifier.cli.corrections",
        "corrections",
        "List published verdicts that changed.",
    ),
    "stats": ("verifier.cli.stats", "stats", "Count claims, documents and work done."),
    "log": ("verifier.cli.log", "log", "Check the log of all changes."),
    "backup": ("verifier.cli.backup", "backup", "Copy the database to a file."),
    "migrate": ("verifier.cli.migrate", "migrate", "Bring an older database up to date."),
    "datasette-metadata": (
        "verifier.cli.datasette",
        "datasette_metadata",
        "Describe the tables for Datasette.",
    ),
    "config": ("verifier.cli.config", "config", "Show the settings in force."),
    "completion": (
        "verifier.cli.completion",
        "completion",
        "Print the script that completes commands in a shell.",
    ),
    "doctor": ("verifier.cli.doctor", "doctor", "Check that everything needed is here."),
}


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="verifier")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour follows the terminal and NO_COLOR unless you say so.",
)
@click.pass_context
def cli(ctx: click.Context, color: str) -> None:
    """Find claims in texts, see who said them and how firmly, and check them."""
    ctx.color = {"always": True, "never": False}.get(color)


assert isinstance(cli, LazyGroup)
cli.homes = _HOMES
cli.examples = (
    "verifier ingest article.txt && verifier review",
    "verifier search 'strength:<=reported status:unreviewed'",
)


def main() -> None:
    """Run the command line; the console script's entry."""
    open_closed_streams()
    cli(prog_name="verifier")
