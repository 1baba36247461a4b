"""`verifier claim`: claims that the extraction missed, and corrections of those it misread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from verifier.cli.base import Group, command
from verifier.cli.options import (
    ID,
    PIECE,
    SPAN,
    database_of,
    db_option,
    reviewer_option,
    writing,
)
from verifier.cli.output import narrate, write, write_json

if TYPE_CHECKING:
    from pathlib import Path

STRENGTHS = (
    "rumour", "alleged", "reported", "unnamed", "credible", "named", "asserted", "confirmed",
)  # fmt: skip
POLARITIES = ("positive", "negative")
MODALITIES = ("actual", "possible", "probable", "future", "conditional")
ZONES = ("body", "headline", "byline", "caption", "boilerplate")
SOURCE_KINDS = ("person", "organisation", "group", "document", "media", "unnamed", "none")

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
        "verifier claim set 12 --cue 120,124 --source 101,119 --source-kind organisation",
    ),
)
@click.argument("claim_id", metavar="ID", type=ID)
@click.option("--span", type=SPAN, help="First character and the one behind it.")
@_strength
@_polarity
@_modality
@_zone
@click.option("--cue", type=PIECE, help="The words that attribute it; none takes them away.")
@click.option("--source", type=PIECE, help="Who is said to have said it; none takes it away.")
@click.option("--source-kind", type=click.Choice(SOURCE_KINDS), help="What that source is.")
@click.option(
    "--link",
    type=click.IntRange(1, 9),
    default=1,
    help="Which link of the chain, 1 the outermost; the number after the last adds one.",
)
@db_option
@reviewer_option
def set_(claim_id: int, database: Path | None, reviewer: str | None, **given: Any) -> None:
    """Correct a claim that was misread.

    The machine's own values are kept beside the corrected ones. Spans count the characters of the
    document's text from 0.
    """
    if all(value is None for name, value in given.items() if name != "link"):
        ctx = click.get_current_context()
        raise click.UsageError("give --strength, --span, --cue or another value to correct", ctx)
    from verifier.desk.correcting import LinkChange  # noqa: PLC0415 - help needs no desk

    link = given.pop("link")
    change = LinkChange(given.pop("cue"), given.pop("source"), given.pop("source_kind"))
    if change != LinkChange():
        given["chain"] = {link: change}
    with writing(database, reviewer) as desk:
        changed = desk.set_claim(claim_id, **given)
    narrate("Corrected." if changed else "Nothing to correct: it stands so already.")


@command(
    "split",
    examples=("verifier claim split 12 --at 187",),
)
@click.argument("claim_id", metavar="ID", type=ID)
@click.option(
    "--at",
    type=click.IntRange(min=1),
    required=True,
    metavar="N",
    help="Where the second claim's first word begins in the document's text.",
)
@db_option
@reviewer_option
def split(claim_id: int, at: int, database: Path | None, reviewer: str | None) -> None:
    """Make two claims of one that says two things.

    The original keeps its evidence and its history and is set aside; no verdict goes with the new
    claims, whose ids go to standard output. A comma or a joining "and" at the cut belongs to
    neither.
    """
    with writing(database, reviewer) as desk:
        one, other = desk.split_claim(claim_id, at)
    write(f"{one}\n{other}\n")
    narrate(f"Split: claim {claim_id} is set aside, with its evidence and its history.")


@command(
    "merge",
    examples=("verifier claim merge 12 13",),
)
@click.argument("ids", metavar="ID...", nargs=-1, required=True, type=ID)
@db_option
@reviewer_option
def merge(ids: tuple[int, ...], database: Path | None, reviewer: str | None) -> None:
    """Make one claim of several that say one thing together.

    They stand in one document. The originals keep their evidence and their history and are set
    aside; no verdict goes with the new claim, whose id goes to standard output. Its level and its
    chain are those of the weakest of them.
    """
    with writing(database, reviewer) as desk:
        made = desk.merge_claims(ids)
    write(f"{made}\n")
    narrate(f"Merged: {len(set(ids))} claims are set aside, with their evidence and history.")


@command(
    "pairs",
    examples=("verifier claim pairs > pairs.jsonl",),
)
@click.option(
    "--without-embargoed", is_flag=True, help="Leave out what is held back, not refuse for it."
)
@db_option
def pairs(database: Path | None, *, without_embargoed: bool) -> None:
    """Write what the machine read beside what reviewers made of it.

    One line of JSON for each reading that a reviewer corrected, added, split or merged: the text of
    the sentence, the machine's claims and the reviewer's, who and when. To train or to measure an
    extraction with; see docs/training-pairs.md for the fields.
    """
    from verifier.config import reviewer_name  # noqa: PLC0415 - help needs no name
    from verifier.desk import Desk  # noqa: PLC0415 - help needs no desk

    with Desk.open(database_of(database), reviewer_name(None), write=False) as desk:
        for pair in desk.pairs(without_embargoed=without_embargoed):
            write_json(pair.as_dict())


@click.group(cls=Group)
def claim() -> None:
    """Add, correct, split and merge claims."""


claim.add_command(add)
claim.add_command(set_)
claim.add_command(split)
claim.add_command(merge)
claim.add_command(pairs)
