"""Claims' ids from the command line, or from standard input as numbers or rows of JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from verifier.cli.options import ID
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def read_ids(words: Sequence[str]) -> list[int]:
    """Give the ids, each once, in their order; `-` stands for those on standard input.

    Raises UsageError for what is no id, or for none at all.
    """
    ctx = click.get_current_context()
    found: dict[int, None] = {}
    for word in words:
        for text in _typed() if word == "-" else [word]:
            try:
                found[_id(text, ctx)] = None
            except click.BadParameter as error:
                shown = one_line(text)[:40]
                raise click.UsageError(f"{shown!r} is no claim's id", ctx) from error
    if not found:
        raise click.UsageError("no ids on standard input", ctx)
    return list(found)


def _id(text: str, ctx: click.Context) -> int:
    number: Any = ID(text, None, ctx)
    return int(number)


def _typed() -> Iterator[str]:
    for line in sys.stdin:
        words = line.strip()
        if words.startswith("{"):
            yield _of_row(words)
        else:
            yield from words.split()


def _of_row(line: str) -> str:
    try:
        return str(json.loads(line).get("id"))
    except (ValueError, RecursionError):
        return line
