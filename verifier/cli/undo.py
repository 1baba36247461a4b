"""`verifier undo` and `verifier redo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.cli.base import command
from verifier.cli.options import db_option, reviewer_option, writing
from verifier.cli.output import narrate

if TYPE_CHECKING:
    from pathlib import Path


@command("undo", examples=("verifier undo", "verifier undo --reviewer ada"))
@db_option
@reviewer_option
def undo(database: Path | None, reviewer: str | None) -> None:
    """Take back your last action.

    Each call takes back one more. It refuses where the claim has changed since. What was
    ingested or loaded stays.
    """
    from verifier.phrases import undone  # noqa: PLC0415 - help needs no words for events

    with writing(database, reviewer) as desk:
        events = desk.undo()
    narrate(undone(events))


@command("redo", examples=("verifier redo",))
@db_option
@reviewer_option
def redo(database: Path | None, reviewer: str | None) -> None:
    """Do again what you took back last."""
    from verifier.phrases import redone  # noqa: PLC0415 - help needs no words for events

    with writing(database, reviewer) as desk:
        events = desk.redo()
    narrate(redone(events))
