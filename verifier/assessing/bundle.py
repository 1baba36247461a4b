"""The files of the bundle, and the folder or the archive that holds them. No network, no clock."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from db.records import EvidenceStance, Status
from verifier import __version__, words
from verifier.assessing import counts as counting
from verifier.assessing import tables
from verifier.assessing.commitments import answers
from verifier.assessing.page import page
from verifier.beside import agreement_row
from verifier.errors import Refused, shown_path
from verifier.reports import render
from verifier.reports.bundle import ratings_row
from verifier.reports.outgoing import cleared
from verifier.reports.words import LEVEL_MEANING, grade_meaning
from verifier.whole_file import written_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from db.agreement import Agreement
    from verifier.assessing.commitments import Answer
    from verifier.corrections import Correction
    from verifier.reports.model import ReportData

HOLDS = {
    "index.html": "this page",
    "fact-checks.html": "every fact-check with its text, sources, history and corrections",
    "fact-checks.json": "the same for programs; verifier load takes it",
    "fact-checks.csv": "a row for each verdict",
    "evidence.csv": "a row for each piece of evidence",
    "corrections.csv": "a row for each published verdict that changed in the period",
    "replies.csv": "who was asked to reply, when, and what came back",
    "second-readings.csv": "blind second readings, with the verdict that stood then",
    "methodology.json": "the settings and scales that the verdicts follow",
    "assessment.json": "the points and counts of this page for programs",
    "manifest.json": "the SHA-256 of every other file",
}
"""Each file of the bundle, with what it holds."""

_MEANS = {
    Status.VERIFIED: "the claim's words hold",
    Status.FALSE: "the claim's words do not hold",
    Status.MISLEADING: "the words hold in part, or leave out what turns their meaning",
    Status.DISPUTED: "good sources disagree",
    Status.UNVERIFIABLE: "it cannot be found out, for now",
    Status.SET_ASIDE: "no claim to check",
}


def files(
    data: ReportData,
    corrections: Sequence[Correction],
    agreement: Agreement,
    *,
    own_sign_off: bool,
) -> dict[str, bytes]:
    """Give every file of the bundle by its name; the same records give the same bytes."""
    data = cleared(data)
    found = counting.verdicts(data)
    counts = counting.gather(data)
    points = answers(
        data,
        [item for _, item in found],
        counts,
        corrections,
        agreement,
        own_sign_off=own_sign_off,
    )
    assessment = _assessment(data, counts, points, corrections, agreement)
    made = {
        "index.html": page(data, counts, points, HOLDS.items()),
        "fact-checks.html": "".join(render("html", data)),
        "fact-checks.json": "".join(render("json", data)),
        "fact-checks.csv": tables.fact_checks(data, found),
        "evidence.csv": tables.evidence(found),
        "corrections.csv": tables.corrections(corrections),
        "replies.csv": tables.replies(found),
        "second-readings.csv": tables.second_readings(found),
        "methodology.json": _json(methodology(data, own_sign_off=own_sign_off)),
        "assessment.json": _json(assessment),
    }
    whole = {name: text.encode() for name, text in made.items()}
    digests = {name: hashlib.sha256(raw).hexdigest() for name, raw in sorted(whole.items())}
    whole["manifest.json"] = _json({"log_head": assessment["log_head"], "sha256": digests}).encode()
    return whole


def _assessment(
    data: ReportData,
    counts: dict[str, Any],
    points: Sequence[Answer],
    corrections: Sequence[Correction],
    agreement: Agreement,
) -> dict[str, Any]:
    """Give the points and counts of the first page as programs read them."""
    return {
        "made_with": f"verifier {__version__}",
        "generated_at": data.generated_at,
        "query": data.query,
        "period": _period(data),
        "desk": {"name": data.publisher.name, "url": data.publisher.url},
        "log_head": None
        if data.log_head is None
        else {"id": data.log_head.id, "hash": data.log_head.hash},
        "counts": counts,
        "corrections": len(corrections),
        "second_readings": agreement_row(agreement),
        "points": [
            {
                "point": one.point,
                "asks": one.asks,
                "recorded": list(one.recorded),
                "files": list(one.files),
                "not_told": one.not_told,
            }
            for one in points
        ],
    }


def methodology(data: ReportData, *, own_sign_off: bool) -> dict[str, Any]:
    """Give the settings and scales that the verdicts follow."""
    return {
        "verdicts": [
            {
                "status": status.value,
                "is_verdict": status.is_verdict,
                "means": _MEANS[status],
                "published_as": data.ratings.label(status),
                "value": data.ratings.value(status),
            }
            for status in Status
            if status in _MEANS
        ],
        "ratings": ratings_row(data.ratings),
        "attribution": [
            {"level": level.value, "rank": level.rank, "means": meaning}
            for level, meaning in LEVEL_MEANING.items()
        ],
        "evidence_stances": [words.STANCE_WORDS[stance] for stance in EvidenceStance],
        "grades": {
            f"{letter}{figure}": grade_meaning(f"{letter}{figure}")
            for letter in "ABCDEF"
            for figure in "123456"
        },
        "own_sign_off_allowed": own_sign_off,
        "log": "every change is an event chained by SHA-256; verifier log verify checks it",
        "machine": "the program finds claims and how firmly the text speaks; it never gives a verdict",
    }


def write_folder(made: dict[str, bytes], folder: Path) -> None:
    """Write the files into a folder that is new or empty. Raises Refused for another."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Refused(shown_path(folder), "not empty", "Name a new folder or a .zip.")
    except OSError as error:
        raise Refused(shown_path(folder), f"can't be made ({error.strerror})") from error
    for name, raw in made.items():
        with written_whole(folder / name) as stream:
            stream.write(raw)


def write_archive(made: dict[str, bytes], path: Path, moment: str) -> None:
    """Write the files into one archive, each dated by the report's clock, whole or not at all."""
    at = datetime.fromisoformat(moment).astimezone(UTC)
    dated = max((at.year, at.month, at.day, at.hour, at.minute, at.second), (1980, 1, 1, 0, 0, 0))
    with written_whole(path) as stream, zipfile.ZipFile(stream, "w") as archive:
        for name, raw in sorted(made.items()):
            entry = zipfile.ZipInfo(name, dated)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, raw)


def _period(data: ReportData) -> dict[str, str | None] | None:
    if data.period is None:
        return None
    return {"since": data.period.since, "until": data.period.until}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, indent=1) + "\n"
