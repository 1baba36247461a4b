"""The report as one self-contained page: no script, no request, good on screen and in print.

Words are made ready here; `templates/report.html`, or a desk's own template, places them.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import escape

from verifier.reports import words
from verifier.reports.marks import paragraphs
from verifier.reports.templating import context, environment, generated
from verifier.safe_text import one_line, safe_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.records import Evidence, Status
    from verifier.reports.model import ReportData
    from verifier.reports.templating import Environment


def render(data: ReportData, template: Path | None = None) -> Iterator[str]:
    """Write the page, a piece at a time. Raises Refused for a broken template of the desk's."""
    return generated(_environment(template), "report.html", template, context(data))


@cache
def _environment(template: Path | None) -> Environment:
    made = environment(lambda text: escape(one_line(text)), template)
    made.globals.update(paragraphs=paragraphs)
    made.filters.update(address=_address, digest=_digest, status=_status)
    return made


def _digest(style: str) -> str:
    """Hash a style sheet as the page's policy names it."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")


def _address(piece: Evidence) -> str | None:
    return safe_url(words.address(piece)) or safe_url(piece.reference.url)


def _status(status: Status) -> str:
    return f"{words.SIGNS[status]} {words.STATUS_WORDS[status]}"
