"""`verifier stats`: how much there is, and how much is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from verifier.cli.base import command
from verifier.cli.options import color_option, db_option, reading
from verifier.cli.output import write, write_json
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from db.agreement import Agreement
    from db.overview import Overview
    from db.statistics import Statistics


@command("stats", examples=("verifier stats", "verifier stats --format json"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    help="Without it: text on a terminal, json in a pipe.",
)
@db_option
@color_option
def stats(form: str | None, database: Path | None) -> None:
    """Count claims, documents and work done.

    Claims of every zone by status and strength; done are verdicts and claims set aside, of the
    body and the headlines. Throughput is the number of claims marked a day. How far blind second
    readings agree is told in per cent, and from 20 on as Cohen's kappa, which leaves out what
    chance alone would give (Cohen, Educational and Psychological Measurement 20, 1960, 37-46).
    """
    from verifier.cli.output import chosen  # noqa: PLC0415 - help needs no output

    with reading(database) as desk:
        found, seen = desk.stats(), desk.overview()
        read, beside = desk.agreement(), desk.beside_numbers()
    if chosen(form, "json") == "json":
        from verifier.beside import agreement_row  # noqa: PLC0415 - only for programs

        acts = {"agreement": agreement_row(read), **beside}
        write_json({**_row(found), **_overview_row(seen), **acts})
    else:
        write_text(found, seen)
        _write_beside(read, beside)


def _write_beside(read: Agreement, numbers: dict[str, dict[str, int]]) -> None:
    """Write what stands beside the verdicts, for people."""
    from verifier.beside import agreement  # noqa: PLC0415 - only for people

    for heading, counts in numbers.items():
        _write_counts(heading.replace("_", " "), counts)
    write(f"\nsecond readings: {agreement(read)}\n")
    for (first, second), number in read.differs.items():
        write(f"  {first}, read again as {second}  {number:>10,}\n")


def _overview_row(seen: Overview) -> dict[str, Any]:
    return {
        "days": [
            {"day": work.day, "reviewer": work.reviewer, "claims": work.claims}
            for work in seen.days
        ],
        "pace": [
            {"reviewer": pace.reviewer, "marks": pace.marks, "seconds": pace.seconds}
            for pace in seen.pace
        ],
        "voices": [
            {"name": voice.name, "false_or_misleading": voice.bad, "weak": voice.weak}
            for voice in seen.voices
        ],
    }


def _row(found: Statistics) -> dict[str, Any]:
    done, total = found.progress.done, found.progress.total
    return {
        "documents": found.documents,
        "claims": found.claims,
        "superseded": found.superseded,
        "shown": found.shown,
        "done": done,
        "open": total - done,
        "status": found.by_status,
        "strength": found.by_strength,
        "zone": found.by_zone,
        "status_by_strength": [
            {"status": status, "strength": strength, "claims": number}
            for (status, strength), number in sorted(found.matrix.items())
        ],
        "references": found.references,
        "evidence": found.evidence,
        "events": found.events,
        "reviewers": [
            {
                "reviewer": work.reviewer,
                "actions": work.actions,
                "claims": work.claims,
                "first": work.first,
                "last": work.last,
            }
            for work in found.reviewers
        ],
        "throughput": [{"day": day, "claims": number} for day, number in found.by_day],
    }


def write_text(found: Statistics, seen: Overview) -> None:
    """Write the numbers for people."""
    done, total = found.progress.done, found.progress.total
    write(f"{done:,} of {total:,} claims done\n")
    write(f"documents {found.documents:,}, references {found.references:,}, ")
    write(f"pieces of evidence {found.evidence:,}\n")
    if found.superseded:
        write(f"{found.superseded:,} claims of superseded versions are not counted\n")
    _write_counts("by status", found.by_status)
    _write_counts("by strength", found.by_strength)
    if found.reviewers:
        write("\nreviewers\n")
        names = [one_line(work.reviewer) for work in found.reviewers]
        room = max(map(len, names))
        for name, work in zip(names, found.reviewers, strict=True):
            write(f"  {name:{room}}  {work.actions:>8,} actions on {work.claims:,} claims\n")
    if found.by_day:
        _write_counts("claims marked a day", dict(found.by_day))
    for pace in seen.pace:
        told = f"{pace.seconds:.0f} seconds a claim, the median of {pace.marks:,}"
        write(f"\n{one_line(pace.reviewer)}: {told}\n")
    if seen.voices:
        write("\nweakest voices: false or misleading, weak\n")
        room = max(len(one_line(voice.name)) for voice in seen.voices)
        for voice in seen.voices:
            write(f"  {one_line(voice.name):{room}}  {voice.bad:>8,}  {voice.weak:>8,}\n")


def _write_counts(heading: str, counts: dict[str, int]) -> None:
    write(f"\n{heading}\n")
    room = max(map(len, counts), default=0)
    for name, number in counts.items():
        write(f"  {name:{room}}  {number:>10,}\n")
