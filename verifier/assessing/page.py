"""The bundle's first page: what was asked, what is recorded, where it stands, what no record tells."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from verifier.reports.words import date, days
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from verifier.assessing.commitments import Answer
    from verifier.reports.model import ReportData

_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid; padding: .4rem .6rem; text-align: left; vertical-align: top; }
td.number { text-align: right; }
ul { margin: 0; padding-left: 1.1rem; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
"""


def page(
    data: ReportData,
    counts: dict[str, Any],
    answers: Sequence[Answer],
    files: Iterable[tuple[str, str]],
) -> str:
    """Write the page; files are the names of the others, with what each holds."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")
    when = days(data.period) if data.period else "all verdicts there are"
    desk = data.publisher.name or "a desk that has no name in its settings"
    lines = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        (
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
            f"style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">"
        ),
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(f'Records for an assessor: {desk}')}</title>",
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
        f"<h1>{_text(f'Records for an assessor: {desk}')}</h1>",
        f"<p>{_text(f'Period: {when}. Made {date(data.generated_at)}.')} {_head(data)}</p>",
        (
            "<p>Only what is recorded in this desk’s database is told here. What no record tells is "
            "said at each point; where a column says nothing, nothing was recorded.</p>"
        ),
        "<h2>Point by point</h2>",
        *_points(answers),
        "<h2>Counts</h2>",
        *_counts(counts),
        "<h2>Files</h2>\n<table>\n<thead><tr><th scope=col>file<th scope=col>holds</tr></thead>",
        *(
            f'<tr><th scope=row><a href="{_text(name)}">{_text(name)}</a><td>{_text(holds)}</tr>'
            for name, holds in files
        ),
        "</table>\n</main>\n</body>\n</html>\n",
    ]
    return "\n".join(lines)


def _points(answers: Iterable[Answer]) -> Iterator[str]:
    yield "<table>\n<thead><tr><th scope=col>point<th scope=col>recorded"
    yield "<th scope=col>in<th scope=col>no record tells</tr></thead>"
    for one in answers:
        told = "".join(f"<li>{_text(line)}</li>" for line in one.recorded)
        files = ", ".join(f'<a href="{_text(name)}">{_text(name)}</a>' for name in one.files)
        yield f"<tr><th scope=row>{_text(one.point)}<br>{_text(one.asks)}"
        yield f"<td><ul>{told}</ul><td>{files}<td>{_text(one.not_told)}</tr>"
    yield "</table>"


def _counts(counts: dict[str, Any]) -> Iterator[str]:
    yield "<table>\n<thead><tr><th scope=col>what<th scope=col>number</tr></thead>"
    for name, value in counts.items():
        rows = value.items() if isinstance(value, dict) else [("", value)]
        if isinstance(value, list):
            rows = [(one["voice"], one["verdicts"]) for one in value]
        for key, number in rows:
            told = f"{name.replace('_', ' ')}{f': {key}' if key else ''}"
            yield f"<tr><th scope=row>{_text(told)}<td class=number>{number:,}</tr>"
    yield "</table>"


def _head(data: ReportData) -> Markup:
    if data.log_head is None:
        return Markup("")
    return _text(f"Head of the log: event {data.log_head.id}, {data.log_head.hash}.")


def _text(value: str) -> Markup:
    return escape(one_line(value))
