"""`verifier search`: the claims that a query selects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from verifier.cli.base import command
from verifier.cli.options import (
    QUERY_SETTINGS,
    color_option,
    db_option,
    format_option,
    order_option,
    query_argument,
    query_of,
    reading,
    saved_option,
)
from verifier.cli.output import chosen, narrate, write_csv, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from db.records import StoredClaim
    from verifier.desk import Reading

COUNTED = 10_000
"""Hits are counted no further, `10,000+`."""


@command(
    "search",
    examples=(
        "verifier search 'harbour \"in private\" -toll'",
        "verifier search 'strength:<=unnamed status:unreviewed' --order priority",
        "verifier search 'source:\"army chief\" or has:evidence' --limit 0 --format csv",
        "verifier search --saved 'weak ones' status:unreviewed",
    ),
    context_settings=QUERY_SETTINGS,
)
@query_argument
@saved_option
@click.option(
    "--limit", type=click.IntRange(0, 2**31), default=50, show_default=True, help="0 lists all."
)
@order_option
@format_option("table", "jsonl", "csv")
@db_option
@color_option
def search(
    query: tuple[str, ...],
    saved: str | None,
    limit: int,
    order: str | None,
    form: str | None,
    database: Path | None,
) -> None:
    """List the claims that a query selects.

    Words and "phrases" search the claims and who is said to have said them. Filters: strength:
    confidence: worth: status: source: evidence: document: zone: reviewer: polarity:
    signed: reply: second: has:evidence is:duplicate. A leading - negates, `or` stands between terms. Claims of the
    body and the headlines are listed, all with zone:any.
    """
    words = query_of(query, saved)
    with reading(database) as desk:
        ordering = desk.ordering(words, order)
        if ordering.too_many:
            narrate(
                "More hits than are ranked: in document order. --order relevance ranks the first."
            )
        found = desk.search(words, ordering.order, limit or None)
        form = chosen(form)
        if form == "table":
            _tell_rest(desk, words, write_claims(found), limit)
        elif form == "csv":
            write_csv(_COLUMNS, map(_cells, found))
        else:
            for claim in found:
                write_json(claim_row(desk, claim))


def claim_row(desk: Reading, stored: StoredClaim) -> dict[str, Any]:
    """Give a stored claim as a row of JSON: the keys of `extract`, then the desk's own."""
    from verifier.beside import reply_row, sign_off_row  # noqa: PLC0415 - only for JSON
    from verifier.reports.bundle import evidence_row  # noqa: PLC0415 - the same

    held = desk.embargoes([stored]).get(stored.id)
    pieces = desk.evidence(stored.id) if stored.evidence_count else []
    machine = stored.machine_strength
    return {
        "id": stored.id,
        "document_id": stored.document_id,
        "document": stored.document_name,
        **stored.claim.as_dict(),
        "machine_strength": None if machine is None else machine.value,
        "status": stored.status.value,
        "reason": stored.reason,
        "note": stored.note,
        "quote_check": stored.quote_check.value,
        "reviewer": stored.reviewer,
        "changed": stored.changed,
        "evidence": [evidence_row(piece) for piece in pieces],
        **sign_off_row(stored),
        "replies": [reply_row(one) for one in desk.replies(stored.id)] if stored.replies else [],
        "second_readings": _readings(desk, stored),
        "embargoed_until": held.until if held else None,
    }


def _readings(desk: Reading, stored: StoredClaim) -> list[dict[str, Any]]:
    """Give the second readings that are done; who is still reading sees none."""
    from verifier.beside import second_row  # noqa: PLC0415 - only for JSON

    if not stored.second_done or stored.hidden:
        return []
    return [second_row(one) for one in desk.second_readings(stored.id) if one.finished]


def _tell_rest(desk: Reading, query: str, shown: int, limit: int) -> None:
    """Say on standard error where a table is not all, or nothing."""
    if shown == 0:
        narrate("No claim found.")
    elif shown == limit:
        number = desk.count(query, COUNTED)
        if number > limit:
            of = f"{COUNTED:,}+" if number > COUNTED else f"{number:,}"
            narrate(f"{shown:,} of {of} shown; --limit 0 lists all.")


def write_claims(found: Iterable[StoredClaim]) -> int:
    """Write claims as a table for people; gives their number."""
    from verifier.beside import status  # noqa: PLC0415 - the same
    from verifier.cli.table import Column, write_table  # noqa: PLC0415 - only for people
    from verifier.words import said_by, wording  # noqa: PLC0415 - the same

    columns = (
        Column("id", 10, right=True),
        Column("level", 9),
        Column("status", 28, gives=True),
        Column("claim", grows=True),
        Column("said by", 24, gives=True),
        Column("document", 24, gives=True),
    )
    rows = (
        (
            str(stored.id),
            stored.claim.strength.value,
            status(stored),
            wording(stored.claim),
            " → ".join(said_by(stored.claim)),
            stored.document_name.rsplit("/", 1)[-1],
        )
        for stored in found
    )
    return write_table(columns, rows)


_COLUMNS = (
    "id", "document_id", "document", "zone", "strength", "confidence", "check_worthiness",
    "polarity", "modality", "wording", "said_by", "span_start", "span_end", "status", "reason",
    "note", "quote_check", "reviewer", "changed", "evidence", "sign_off", "signed_by", "replies",
    "reply_due",
)  # fmt: skip


def _cells(stored: StoredClaim) -> tuple[str | float | None, ...]:
    claim = stored.claim
    return (
        stored.id,
        stored.document_id,
        stored.document_name,
        claim.zone.value,
        claim.strength.value,
        claim.confidence,
        claim.check_worthiness,
        claim.polarity.value,
        claim.modality.value,
        claim.wording,
        "; ".join(stored.said_by),
        *claim.span,
        stored.status.value,
        stored.reason,
        stored.note,
        stored.quote_check.value,
        stored.reviewer,
        stored.changed,
        stored.evidence_count,
        stored.sign_off.value,
        stored.signed_by,
        stored.replies,
        stored.reply_due,
    )
