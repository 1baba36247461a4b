"""What commands that extract share: the pipeline, inputs, and refusals told as they come."""

from __future__ import annotations

import os
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from verifier.cli.base import say
from verifier.cli.options import FILE
from verifier.config import setting
from verifier.errors import describe
from verifier.readers import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from claims.extract import Extractor
    from verifier.cli.progress import Progress
    from verifier.errors import Refused

F = TypeVar("F", bound="Callable[..., Any]")
T = TypeVar("T")


class Refusals:
    """Names each refused input on standard error, and counts them."""

    def __init__(self, progress: Progress | None = None) -> None:
        self.count = 0
        self._progress = progress

    def __call__(self, refused: Refused) -> None:
        """Tell of one refusal."""
        self.count += 1
        if self._progress:
            self._progress.clear()
        say(describe(refused)[0])


def engine_options(function: F) -> F:
    """Add `--pipeline` and `--lexicon`."""
    pipeline = click.option("--pipeline", help="The spaCy pipeline, by its package's name.")
    lexicon = click.option(
        "--lexicon", type=FILE, help="Cues of your own, as TOML, beside the built-in ones."
    )
    return pipeline(lexicon(function))


def make_extractor(pipeline: str | None, lexicon: Path | None) -> Extractor:
    """Set up the extraction; the pipeline itself is loaded when the first text comes."""
    # OpenBLAS reads this once, when numpy is imported; more threads only slow the pipeline down.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from claims.extract import Extractor  # noqa: PLC0415 - takes a second to load

    cues = setting("lexicon", None if lexicon is None else os.fspath(lexicon)).value
    return Extractor(
        pipeline=setting("pipeline", pipeline).value,
        lexicon=None if cues is None else Path(cues).expanduser(),
    )


def inputs(paths: Sequence[str]) -> Sequence[str]:
    """Give the paths, or standard input where there is none.

    Raises UsageError where that would wait for a person who may not know it.
    """
    if paths:
        return paths
    if sys.stdin.isatty():
        raise click.UsageError("name a file or a folder, or - for standard input", _context())
    return (STDIN,)


def peeked(found: Iterator[T]) -> Iterator[T] | None:
    """Give the same again, or None where there is nothing: then no database need be made."""
    for first in found:
        return chain([first], found)
    return None


def _context() -> click.Context:
    return click.get_current_context()
