"""The report as a PDF for editors who want a file: tagged for screen readers (PDF/UA-1).

Typst sets it from `templates/report.typ`. All words travel as data, a JSON text among the inputs,
so that nothing in them is ever read as Typst's markup. The fonts are Typst's own and one that ships
here; a system's fonts are looked at only for letters that neither has.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifier.errors import Refused
from verifier.reports.spelled import spelled
from verifier.safe_text import json_line

if TYPE_CHECKING:
    from verifier.reports.model import ReportData

_HOME = Path(__file__).parent
_TEMPLATE = _HOME / "templates" / "report.typ"
_FONTS = _HOME / "fonts"


def file(data: ReportData) -> bytes:
    """Make the PDF's bytes; the same data gives the same. Raises Refused where Typst can't."""
    import typst  # noqa: PLC0415 - eighty megabytes, for PDFs alone

    inputs = {"report": json_line(spelled(data))}
    tries: tuple[dict[str, Any], ...] = (
        {"ignore_system_fonts": True, "pdf_standards": ["ua-1"]},
        {"ignore_system_fonts": False, "pdf_standards": ["ua-1"]},
        {"ignore_system_fonts": False, "pdf_standards": []},
    )
    for options in tries:
        standards = options.pop("pdf_standards")
        compiler = typst.Compiler(
            _TEMPLATE, root=_TEMPLATE.parent, font_paths=[_FONTS], sys_inputs=inputs, **options
        )
        try:
            made = compiler.compile(
                format="pdf", pdf_standards=standards, timestamp=_moment(data.generated_at)
            )
        except typst.TypstError as error:
            failed = error
            continue
        assert isinstance(made, bytes)
        return made
    raise Refused("pdf", f"Typst can't set it ({failed.message})", "Choose another format.")


def _moment(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return None
