"""`verifier claim`: claims that the extraction missed, and corrections of those it misread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from verifier.cli.base import Group, command
from verifier.cli.options import ID, SPAN, db_option, reviewer_option, writing
from verifier.cli.output import narrate, write

if TYPE_CHECKING:
    from pathlib import Path

STRENGTHS = (
    "rumour", "alleged", "reported", "unnamed", "credible", "named", "asserted", "confirmed",
)  # fmt: skip
POLARITIES = ("positive", "negative")
MODALITIES = ("actual", "possible", "probable", "future", "conditional")
ZONES = ("body", "headline", "byline", "caption", "boilerplate")

_strength = click.option("--strength", type=click.Choice(STRENGTHS), help="How firmly it is said.")
_polarity = click.option("--polarity", type=click.Choice(POLARITIES))
_modality = click.option("--modality", type=click.Choice(MODALITIES))
_zone = click.option("--zone", type=click.Choice(ZONES))


@command(
    "add",
    examples=(
        "verifier claim add article.txt --span 145,240",
        "verifier claim add 3 --span 145,240 --strength named",
    ),
)
@click.argument("document")
@click.option("--span", type=SPAN, required=True, help="First character and the one behind it.")
@_strength
@_polarity
@_modality
@_zone
@db_option
@reviewer_option
def add(
    document: str, span: tuple[int, int], database: Path | None, reviewer: str | None, **given: Any
) -> None:
    """Add a claim that the extraction missed.

    DOCUMENT is an id or a name. The span counts the characters of the document's text from 0.
    The new claim's id goes to standard output.
    """
    with writing(database, reviewer) as desk:
        claim_id = desk.add_claim(desk.find_document(document).id, span, **given)
    write(f"{claim_id}\n")
    narrate("Added.")


@command(
    "set",
    examples=(
        "verifier claim set 12 --strength reported",
        "verifier claim set 12 --span 145,232 --polarity negative",
    ),
)
@click.argument("claim_id", metavar="ID", type=ID)
@click.option("--span", type=SPAN, help="First character and the one behind it.")
@_strength
@_polarity
@_modality
@_zone
@db_option
@reviewer_option
def set_(claim_id: int, database: Path | None, reviewer: str | None, **given: Any) -> None:
    """Correct a claim that was misread.

    The machine's own values are kept beside the corrected ones.
    """
    if all(value is None for value in given.values()):
        ctx = click.get_current_context()
        raise click.UsageError("give --strength, --span, --polarity, --modality or --zone", ctx)
    with writing(database, reviewer) as desk:
        changed = desk.set_claim(claim_id, **given)
    narrate("Corrected." if changed else "Nothing to correct: it stands so already.")


@click.group(cls=Group)
def claim() -> None:
    """Add a claim, or correct one."""


claim.add_command(add)
claim.add_command(set_)
