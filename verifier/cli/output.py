"""What commands write: data to standard output, as JSON Lines, CSV or a table for people."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from verifier.safe_text import csv_cell, json_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def write(text: str) -> None:
    """Write to standard output without flushing, so that a long list streams fast."""
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        # A terminal that knows no such letter shows its number.
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))


def write_json(value: Any) -> None:
    """Write one value as a line of JSON."""
    write(json_line(value) + "\n")


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> None:
    """Write a table as CSV: numbers as numbers, no cell of text that starts a formula."""
    import csv  # noqa: PLC0415 - only where CSV is asked for

    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([csv_cell(cell) if isinstance(cell, str) else cell for cell in row])


def narrate(words: str) -> None:
    """Tell people one line on standard error. `words` are safe to show already."""
    click.echo(words, err=True)


def chosen(form: str | None, piped: str = "jsonl") -> str:
    """Give the format that was asked for, else a table on a terminal and `piped` in a pipe."""
    return form or ("table" if sys.stdout.isatty() else piped)


def colored() -> bool:
    """Whether standard output gets colour: `--color`, the settings, else a terminal without NO_COLOR.

    NO_COLOR beats the settings file, not the variable of our own.
    """
    ctx = click.get_current_context(silent=True)
    if ctx is not None and ctx.color is not None:
        return ctx.color
    from verifier.config import setting  # noqa: PLC0415 - only where something may be coloured

    wish = setting("color")
    by_variable = wish.origin.startswith("variable")
    if wish.value != "auto" and (by_variable or not os.environ.get("NO_COLOR")):
        return wish.value == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def width() -> int:
    """Give the columns of the terminal; 100 where there is none."""
    import shutil  # noqa: PLC0415 - only tables ask

    return max(shutil.get_terminal_size((100, 24)).columns, 40)
