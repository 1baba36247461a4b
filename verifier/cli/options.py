"""Options and arguments that several commands share."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from verifier.config import database_path, reviewer_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.shell_completion import CompletionItem

    from verifier.desk import Desk, Reading

F = TypeVar("F", bound="Callable[..., Any]")

if TYPE_CHECKING:
    _PathType = click.ParamType[Path]
    _StringType = click.ParamType[str]
    _PairType = click.ParamType[tuple[int, int]]
else:
    # Only the newer versions of click can be asked for a type of values.
    _PathType = _StringType = _PairType = click.ParamType


class FilePath(_PathType):
    """A path as typed, whatever bytes its name holds; `-` is standard input or output."""

    name = "file"

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click asks so
        param: click.Parameter,  # noqa: ARG002 - click asks so
        incomplete: str,
    ) -> list[CompletionItem]:
        """The shell completes files by itself."""
        return _offered_files(incomplete)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Make a path of what was typed."""
        if isinstance(value, Path):
            return value
        name = os.fsdecode(value)
        if not name or "\0" in name:
            self.fail("a file's name is not empty", param, ctx)
        return Path(name)


class InputPath(_StringType):
    """An input as typed: the document's name is exactly this."""

    name = "path"

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click asks so
        param: click.Parameter,  # noqa: ARG002 - click asks so
        incomplete: str,
    ) -> list[CompletionItem]:
        """The shell completes files by itself."""
        return _offered_files(incomplete)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what can't be a name."""
        name = os.fsdecode(value)
        if not name or "\0" in name:
            self.fail("a file's name is not empty", param, ctx)
        return name


class SpanType(_PairType):
    """Two whole numbers with a comma: the first and the last-but-one character, from 0."""

    name = "A,B"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Make a pair of `A,B`."""
        if isinstance(value, tuple):
            return value
        match = re.fullmatch(r"\s*([0-9]{1,12})\s*,\s*([0-9]{1,12})\s*", str(value))
        if match is None:
            self.fail("write two numbers with a comma, like 145,240", param, ctx)
        start, end = int(match[1]), int(match[2])
        if start >= end:
            self.fail(f"{start} does not lie before {end}", param, ctx)
        return start, end


class PieceType(SpanType):
    """A span, or `none` for what the text does not have."""

    name = "A,B|none"

    def convert(  # type: ignore[override] # an empty pair stands for none
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int] | tuple[()]:
        """Make a pair of `A,B`, an empty one of `none`."""
        if value in {(), "none"}:
            return ()
        return super().convert(value, param, ctx)


class DayType(_StringType):
    """A day as `2026-05-03`."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what is no day of the calendar."""
        from datetime import date  # noqa: PLC0415 - only where a day is named

        typed = str(value)
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            day = None
        if day is None or day.isoformat() != typed:
            self.fail("write a day as year-month-day, like 2026-05-03", param, ctx)
        return typed


FILE = FilePath()
DAY = DayType()
INPUT = InputPath()
SPAN = SpanType()
PIECE = PieceType()
ID = click.IntRange(1, 2**63 - 1)
"""An id as SQLite can hold it."""


def db_option(function: F) -> F:
    """Add `--db FILE`."""
    return click.option(
        "--db", "database", type=FILE, help="The database; else VERIFIER_DB, else your own."
    )(function)


def reviewer_option(function: F) -> F:
    """Add `--reviewer NAME`."""
    return click.option(
        "--reviewer", help="Who acts; else VERIFIER_REVIEWER, the settings, the login name."
    )(function)


def color_option(function: F) -> F:
    """Add `--color`, which also stands before the command."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        expose_value=False,
        callback=_set_color,
        help="Colour follows the terminal and NO_COLOR unless you say so.",
    )(function)


ORDERS = ("document", "relevance", "priority", "confidence", "worth", "changed")
"""Orders of a list, as `search` and `review` take them."""

order_option = click.option(
    "--order",
    type=click.Choice(ORDERS),
    help="Without it: relevance with words, else document.",
)


def format_option(*formats: str) -> Callable[[F], F]:
    """Add `--format`; without it a terminal gets a table, a pipe JSON Lines."""

    def add(function: F) -> F:
        return click.option(
            "--format",
            "form",
            type=click.Choice(formats),
            help="Without it: table on a terminal, jsonl in a pipe.",
        )(function)

    return add


def query_argument(function: F) -> F:
    """Add `[QUERY]`, which may begin with a minus. Give it to `query_of` in the command."""
    return click.argument("query", metavar="[QUERY]...", nargs=-1, shell_complete=_offered_words)(
        function
    )


QUERY_SETTINGS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
"""Context settings of a command that takes a query: `-word` is no option, not even `-h`."""


def saved_option(function: F) -> F:
    """Add `--saved NAME`."""
    return click.option(
        "--saved",
        metavar="NAME",
        help="A search saved on the screen; the query narrows it.",
        shell_complete=_offered_names,
    )(function)


def _offered_words(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from verifier.cli.offering import query_words  # noqa: PLC0415 - only where a shell asks

    return query_words(ctx, param, incomplete)


def _offered_names(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from verifier.cli.offering import saved_names  # noqa: PLC0415 - only where a shell asks

    return saved_names(ctx, param, incomplete)


def _offered_files(incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only where a shell asks

    return [CompletionItem(incomplete, type="file")]


def query_of(words: Sequence[str], saved: str | None = None) -> str:
    """Put the words of a query together, behind those of a saved search.

    Raises UsageError for an option, or a saved search, that there is not.
    """
    if saved is not None:
        words = (_saved_search(saved), *words)
    for word in words:
        if word.startswith("--"):
            raise _no_such_option(word.split("=")[0][:40])
    return " ".join(words)


def _saved_search(name: str) -> str:
    from verifier.cli.base import unknown  # noqa: PLC0415 - only where one is asked for
    from verifier.searches import Searches  # noqa: PLC0415 - the same

    kept = Searches().saved()
    if name not in kept:
        words = unknown("saved search", name, list(kept)) if kept else "no search is saved yet"
        raise click.UsageError(words, click.get_current_context())
    return kept[name]


def _no_such_option(name: str) -> click.NoSuchOption:
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is misspelt

    ctx = click.get_current_context()
    known = [opt for one in ctx.command.params for opt in one.opts if opt.startswith("--")]
    return click.NoSuchOption(name, possibilities=get_close_matches(name, known), ctx=ctx)


def reading(database: Path | None, reviewer: str | None = None) -> Reading:
    """Open the desk to read, for whom what they read a second time is hidden.

    Raises what `Desk.open` raises.
    """
    from verifier.desk import Reading  # noqa: PLC0415 - help needs no desk

    desk = Reading.open(database_of(database), reviewer or "reviewer", write=False)
    if reviewer is None and desk.anybody_reads():
        desk.reviewer = reviewer_name()
    return desk


def named_reading(database: Path | None, reviewer: str | None) -> Reading:
    """Open the desk to read in the reviewer's own name. Raises what `Desk.open` raises."""
    return reading(database, reviewer_name(reviewer))


def writing(database: Path | None, reviewer: str | None = None, *, create: bool = False) -> Desk:
    """Open the desk to write, in the reviewer's name. Raises what `Desk.open` raises."""
    from verifier.desk import Desk  # noqa: PLC0415 - help needs no desk

    return Desk.open(database_of(database), reviewer_name(reviewer), create=create)


def database_of(flag: Path | None) -> Path:
    """Give the database that a command works on."""
    return database_path(None if flag is None else os.fspath(flag))


def _set_color(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    del param
    if value is not None:
        ctx.color = {"always": True, "never": False}.get(value)
