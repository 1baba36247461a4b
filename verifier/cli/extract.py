"""`verifier extract`: texts in, claims out, nothing stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from verifier.cli.base import command
from verifier.cli.engine import Refusals, engine_options, inputs, make_extractor
from verifier.cli.options import INPUT, color_option, format_option
from verifier.cli.output import chosen, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from claims.model import Claim, Document


@command(
    "extract",
    examples=(
        "verifier extract article.txt",
        "verifier extract --bundle articles/ > claims.jsonl",
        "curl -s https://example.org/speech.txt | verifier extract",
    ),
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=INPUT)
@click.option("--bundle", is_flag=True, help="Write the documents too: what verifier load needs.")
@format_option("jsonl", "table")
@engine_options
@color_option
def extract(
    paths: Sequence[str], bundle: bool, form: str | None, pipeline: str | None, lexicon: Path | None
) -> int:
    """Find the claims of texts; store nothing.

    Reads files, folders or standard input, and writes a claim a line. Several files are one
    batch through one loaded pipeline.
    """
    from verifier.ingest import readable  # noqa: PLC0415 - help needs no readers

    refusals = Refusals()
    given = inputs(paths)
    if bundle and form == "table":
        raise click.UsageError("a bundle is JSON Lines, not a table", click.get_current_context())
    extractor = make_extractor(pipeline, lexicon)
    found = extractor.extract_many(readable(given, refusals))
    if not bundle and chosen(form) == "table":
        _write_table(found)
    else:
        for document, claims in found:
            _write_lines(document, claims, bundle=bundle)
    return 1 if refusals.count else 0


def _write_lines(document: Document, claims: Iterable[Claim], *, bundle: bool) -> None:
    if bundle:
        head = {"type": "document", "document": document.name, "text": document.text}
        pages = {"anchors": document.anchors} if document.anchors else {}
        write_json({**head, **document.metadata(), **pages})
    kind: dict[str, Any] = {"type": "claim"} if bundle else {}
    for claim in claims:
        write_json({**kind, "document": document.name, **claim.as_dict()})


def _write_table(found: Iterable[tuple[Document, Sequence[Claim]]]) -> None:
    from verifier.cli.table import Column, write_table  # noqa: PLC0415 - only for people
    from verifier.words import said_by, wording  # noqa: PLC0415 - only for people

    def rows() -> Iterator[tuple[str, ...]]:
        for document, claims in found:
            for claim in claims:
                yield (
                    claim.strength.value,
                    f"{claim.confidence:.2f}",
                    wording(claim),
                    " → ".join(said_by(claim)),
                    document.name.rsplit("/", 1)[-1],
                )

    columns = (
        Column("level", 9),
        Column("confidence", 10, right=True),
        Column("claim", grows=True),
        Column("said by", 24, gives=True),
        Column("document", 24, gives=True),
    )
    write_table(columns, rows())
