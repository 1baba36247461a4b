"""The whole report as plain values, spelled out: what the file formats set into type.

Nothing but dicts, lists, strings and numbers, so that it can go to a typesetter as JSON: words
travel as data and never as its markup. Every string is safe to show.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from claims.model import Strength
from verifier.reports import facts, history, words
from verifier.reports.arrange import attention, corrected, count, sections
from verifier.reports.figure import figures
from verifier.reports.marks import paragraphs
from verifier.safe_text import one_line, safe_url

if TYPE_CHECKING:
    from db.records import Evidence
    from verifier.ratings import Scale
    from verifier.reports.arrange import Counts, Numbered, Section
    from verifier.reports.marks import Paragraph, Run
    from verifier.reports.model import ReportData

LEVELS = (
    "A level says how firmly the text itself stands behind a claim, from 1 (rumour) to 8 "
    "(confirmed); it never says whether the claim is true. A status says what the desk found out "
    "about the claim’s own words."
)
MARKS = (
    "In the article each claim is underlined and carries its number. Bold words are the cue that "
    "attributes it, italic words the one who is said to have said it."
)


def spelled(data: ReportData) -> dict[str, Any]:
    """Spell a report out: its front, result, corrections, what needs attention, its articles."""
    found = sections(data)
    counts = count(found)
    return {
        "heading": words.heading(data),
        "title": _title(data, found),
        "made": one_line(data.generated_at),
        "publisher": one_line(data.publisher.name or ""),
        "articles": [_article(section) for section in found],
        "facts": list(facts.of_report(data, found)),
        "table": _table(counts) if counts.claims else None,
        "figures": [asdict(figure) for figure in figures(found, counts)],
        "corrections": [
            {**_brief(item), "told": words.correction(one)} for item, one in corrected(found)
        ],
        "attention": [
            {"name": name, "claims": [_brief(item) for item in items]}
            for name, items in attention(found).lists()
        ],
        "documents": [_document(section, data.ratings) for section in found],
        "levels": LEVELS,
        "marks": MARKS,
        "scale": [
            {"level": level.value, "rank": level.rank, "meaning": words.LEVEL_MEANING[level]}
            for level in reversed(Strength)
        ],
    }


def _title(data: ReportData, found: tuple[Section, ...]) -> str:
    """Name the file for lists of files: the report and its first article."""
    heading = words.heading(data)
    if not found:
        return heading
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{heading}: {words.title(found[0].document.stored)}{more}"


def _article(section: Section) -> dict[str, Any]:
    document = section.document.stored
    return {
        "title": words.title(document),
        "by": facts.of_document(document),
        "url": safe_url(document.url),
    }


def _table(counts: Counts) -> dict[str, Any]:
    statuses = counts.statuses()
    rows = [
        {
            "level": level.value,
            "rank": level.rank,
            "cells": [*(counts.cells[level, status] for status in statuses), counts.level(level)],
        }
        for level in reversed(Strength)
    ]
    return {
        "statuses": [words.STATUS_WORDS[status] for status in statuses],
        "rows": rows,
        "totals": [*(counts.status(status) for status in statuses), counts.claims],
    }


def _brief(item: Numbered) -> dict[str, Any]:
    stored = item.claim.stored
    return {
        "number": item.number,
        "words": words.wording(stored.claim),
        "level": stored.claim.strength.value,
        "rank": stored.claim.strength.rank,
        "status": words.STATUS_WORDS[stored.status],
        "sign": words.SIGNS[stored.status],
        "verdict": stored.status.is_verdict,
        "reason": one_line(stored.reason or ""),
        "by": one_line(item.claim.verdict_by or stored.reviewer or ""),
    }


def _document(section: Section, scale: Scale) -> dict[str, Any]:
    return {
        **_article(section),
        "paragraphs": [_paragraph(one) for one in paragraphs(section)],
        "claims": [_claim(item, scale) for item in section.claims],
    }


def _paragraph(one: Paragraph) -> dict[str, Any]:
    return {
        "runs": [_run(run) for run in one.runs],
        "notes": [_brief(item) for item in one.notes],
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "text": one_line(run.text),
        "rank": run.claim.claim.stored.claim.strength.rank if run.claim else 0,
        "cue": run.is_cue,
        "source": run.is_source,
        "opens": [item.number for item in run.opens],
    }


def _claim(item: Numbered, scale: Scale) -> dict[str, Any]:
    stored = item.claim.stored
    return {
        **_brief(item),
        "rating": one_line(scale.words(stored.status)),
        "facts": list(facts.of_claim(item)),
        "evidence": [_evidence(piece) for piece in item.claim.evidence],
        "history": [history.line(event) for event in history.of_claim(item.claim)],
    }


def _evidence(piece: Evidence) -> dict[str, Any]:
    return {
        "stance": words.STANCE_WORDS[piece.stance],
        "grade": one_line(piece.grade or ""),
        "meaning": words.grade_meaning(piece.grade),
        "name": words.evidence_name(piece),
        "url": safe_url(words.address(piece)) or safe_url(piece.reference.url),
        "archive": safe_url(piece.archive_url),
        "facts": [fact.words for fact in facts.of_evidence(piece)],
    }
