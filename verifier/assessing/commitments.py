"""What the codes ask of a published fact-check, and what the records answer, point by point.

The points are the commitments of the International Fact-Checking Network's code and of the European
one, in our words; an assessor goes by the codes' own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.flags import criteria

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from db.agreement import Agreement
    from verifier.corrections import Correction
    from verifier.reports.model import ReportClaim, ReportData


@dataclass(frozen=True, slots=True)
class Answer:
    """One point: what is asked, what is recorded, where it stands, what no record tells."""

    point: str
    asks: str
    recorded: tuple[str, ...]
    files: tuple[str, ...]
    not_told: str


@dataclass(frozen=True, slots=True)
class _Records:
    """What the points are answered from.

    met       what `verifier check` finds for each of its criteria, in words
    counts    the counts of `verifier.assessing.counts`
    """

    data: ReportData
    met: dict[str, str]
    counts: dict[str, Any]
    corrections: Sequence[Correction]
    agreement: Agreement
    own_sign_off: bool


def answers(
    data: ReportData,
    items: Sequence[ReportClaim],
    counts: dict[str, Any],
    corrections: Sequence[Correction],
    agreement: Agreement,
    *,
    own_sign_off: bool,
) -> list[Answer]:
    """Give every point in the order of the codes."""
    met = {one.name: one.words for one in criteria(items)}
    records = _Records(data, met, counts, corrections, agreement, own_sign_off)
    return [point(records) for point in _POINTS]


def _fair(of: _Records) -> Answer:
    """The same standard for all sides."""
    return Answer(
        "1 fair to all sides",
        "the same standard and process for every check, whoever said it",
        (
            of.met["method"],
            (
                f"voices counted with the verdicts on each: {len(of.counts['by_voice']):,}; "
                f"{of.counts['verdicts_whose_text_names_nobody']:,} verdicts on what nobody is named for"
            ),
            of.met["both sides"],
        ),
        ("fact-checks.csv", "assessment.json"),
        "which party or side a voice belongs to; whether what was left unchecked is balanced",
    )


def _sources(of: _Records) -> Answer:
    """Sources that a reader can retrace."""
    return Answer(
        "2 sources that a reader can retrace",
        "every source in enough detail to do the work again, but where a person is at risk",
        (
            of.met["sources"],
            (
                f"{of.counts['evidence_with_place']:,} of {of.counts['evidence']:,} pieces of evidence "
                f"name the place in the source, {of.counts['evidence_with_archive_copy']:,} an archived "
                f"copy, {of.counts['evidence_with_grade']:,} a grade"
            ),
            (
                f"{of.counts['evidence_protected']:,} protected, of which "
                f"{of.counts['evidence_protected_with_public_wording']:,} with words for the public"
            ),
        ),
        ("evidence.csv", "fact-checks.html"),
        "whether an address still answers; whether a source is primary beyond its kind; which "
        "interests a source has",
    )


def _organisation(of: _Records) -> Answer:
    """Who runs the desk."""
    return Answer(
        "3 funding and organisation",
        "who runs the desk and who pays for it",
        (f"the desk's name and address in the settings: {_desk(of.data)}",),
        ("assessment.json",),
        "legal form, owners, funding, staff and their political ties: none of it is recorded here",
    )


def _method(of: _Records) -> Answer:
    """How claims are chosen, checked and edited."""
    from verifier import beside  # noqa: PLC0415 - used here alone

    signed = of.counts["by_sign_off"]
    return Answer(
        "4 method",
        "how claims are chosen, researched, written, edited and published; who could reply",
        (
            f"right of reply: {of.met['reply']}",
            of.met["sign-off"]
            + f"; {signed['stale']:,} changed since they were signed; signing one's "
            f"own verdict is {'allowed' if of.own_sign_off else 'not allowed'} by the settings, "
            f"{of.counts['signed_by_who_marked']:,} were signed by who marked them last",
            f"second readings: {beside.agreement(of.agreement)}",
            "the scale of verdicts and of attribution, with the meaning of each",
        ),
        ("methodology.json", "replies.csv", "second-readings.csv"),
        "why a claim was chosen and another was not; what happened outside this program",
    )


def _corrections(of: _Records) -> Answer:
    """Errors put right in the open."""
    shown = sum(one.shown_at is not None for one in of.corrections)
    return Answer(
        "5 corrections",
        "errors corrected in the open, so that readers see the corrected version",
        (
            (
                f"{len(of.corrections):,} corrections of published verdicts in the period, "
                f"{shown:,} of them shown in a later published report"
            ),
            f"{of.counts['verdicts_published']:,} of {of.counts['verdicts']:,} verdicts recorded as published",
        ),
        ("corrections.csv", "fact-checks.html"),
        "whether the pages of the site say the same; complaints of readers; the policy itself",
    )


def _conflicts(of: _Records) -> Answer:
    """Interests that bear on a check."""
    return Answer(
        "conflicts",
        "interests of the desk, its people and its sources that bear on a check",
        (
            (
                f"{sum(of.agreement.differs.values()):,} second readings of the whole desk differ from "
                "the verdict that stood then, each listed"
            ),
        ),
        ("second-readings.csv",),
        "conflicts of interest: no record of them is kept here; ask for the desk's declarations",
    )


def _european(_: _Records) -> Answer:
    """What the European code asks beyond that."""
    return Answer(
        "the European code (EFCSN)",
        "evidence-based method, ethics and transparency; own errors corrected publicly",
        ("the same records serve: method, sources, corrections, replies",),
        ("fact-checks.json",),
        "membership, complaint procedure and sanctions",
    )


def _desk(data: ReportData) -> str:
    known = [part for part in (data.publisher.name, data.publisher.url) if part]
    return ", ".join(known) or "not set"


_POINTS = (_fair, _sources, _organisation, _method, _corrections, _conflicts, _european)
