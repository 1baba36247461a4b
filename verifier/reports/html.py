"""The report as one self-contained page: no script, no request, good on screen and in print.

Words are made ready here; `templates/report.html` places them, with autoescape on.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from claims.model import Strength
from db.records import Status
from verifier.reports import history, words
from verifier.reports.arrange import attention, corrected, count, reviewers, sections
from verifier.reports.figure import figure
from verifier.reports.markdown import title
from verifier.reports.marks import paragraphs
from verifier.safe_text import one_line, safe_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Evidence
    from verifier.reports.arrange import Numbered
    from verifier.reports.model import ReportData

_TEMPLATES = Path(__file__).parent / "templates"


def render(data: ReportData) -> Iterator[str]:
    """Write the page, a piece at a time."""
    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    found = sections(data)
    counts = count(found)
    template = _environment().get_template("report.html")
    yield from template.generate(
        data=data,
        # Our own file, not data: the one thing that goes out unescaped.
        style=Markup(style),  # noqa: S704
        style_hash=digest,
        sections=found,
        counts=counts,
        attention=attention(found),
        corrections=corrected(found),
        reviewers=reviewers(found),
        figure=figure(counts),
        levels=list(reversed(Strength)),
        statuses=counts.statuses(),
    )
    yield "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals.update(
        words=words, title=title, paragraphs=paragraphs, sentence=_sentence, Status=Status
    )
    environment.filters.update(
        url=safe_url,
        day=words.date,
        address=_address,
        status=_status,
        claim_id=_claim_id,
        told=history.line,
        history=history.of_claim,
    )
    return environment


def _shown(value: Any) -> Any:
    """Make each value safe to show before it is escaped; our own markup passes."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return one_line(value)
    return value


def _address(piece: Evidence) -> str | None:
    return safe_url(words.address(piece)) or safe_url(piece.reference.url)


def _status(status: Status) -> str:
    return f"{words.SIGNS[status]} {words.STATUS_WORDS[status]}"


def _claim_id(item: Numbered) -> int:
    return item.claim.stored.id


def _sentence(number: int, singular: str, plural: str) -> str:
    """Write a number with its noun."""
    return f"{number} {singular if number == 1 else plural}"
