"""`verifier config`: the settings in force, and where each comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.base import Group, command
from verifier.cli.options import color_option, db_option, format_option, reviewer_option
from verifier.cli.output import chosen, write, write_json
from verifier.config import Setting, all_settings, rating_scale, settings_file
from verifier.errors import shown_path
from verifier.searches import Searches

if TYPE_CHECKING:
    from pathlib import Path


@command("show", examples=("verifier config show",))
@format_option("table", "jsonl")
@db_option
@reviewer_option
@color_option
def show(form: str | None, database: Path | None, reviewer: str | None) -> None:
    """Show each setting with its value and its origin.

    An option of a command (here flag) beats a variable, a variable the settings file, that the
    default. The desk's own ratings stand only in the settings file; saved searches lie in a file of
    their own.
    """
    found = all_settings(
        {"database": None if database is None else str(database), "reviewer": reviewer}
    )
    found += [*_ratings(), *_searches()]
    if chosen(form) != "table":
        for item in found:
            write_json({"setting": item.key, "value": item.value, "origin": item.origin})
        return
    from verifier.cli.table import Column, write_table  # noqa: PLC0415 - only for people

    columns = (Column("setting", 20), Column("value", grows=True), Column("origin", 40, gives=True))
    write_table(columns, ((item.key, item.value or "", item.origin) for item in found))


def _ratings() -> list[Setting]:
    scale = rating_scale()
    if scale is None:
        return []
    origin = f"settings {shown_path(settings_file())}"
    rows = {status.value: scale.words(status) for status in scale.ratings}
    ends = {"best": scale.best, "worst": scale.worst}
    rows |= {name: str(value) for name, value in ends.items() if value is not None}
    return [Setting(f"ratings.{name}", value, origin) for name, value in rows.items()]


def _searches() -> list[Setting]:
    searches = Searches()
    origin = f"state {shown_path(searches.path)}"
    return [Setting(f"searches.{name}", query, origin) for name, query in searches.saved().items()]


@command("path", examples=("verifier config path", '${EDITOR:-vi} "$(verifier config path)"'))
def path() -> None:
    """Name the settings file, whether or not it is there."""
    write(f"{shown_path(settings_file())}\n")


@click.group(cls=Group)
def config() -> None:
    """Show the settings in force."""


config.add_command(show)
config.add_command(path)
