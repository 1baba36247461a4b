"""Verification reports in seven formats: records in; text, or the bytes of a file, out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verifier.reports.model import Press, ReportData

TEXT_FORMATS = ("md", "html", "csv", "json", "claimreview")
"""What `render` writes as text, a piece at a time."""

FILE_FORMATS = ("docx", "pdf")
"""What is a file of bytes, made whole."""

FORMATS = ("md", "html", "docx", "pdf", "csv", "json", "claimreview")
"""The names of all; the first is the default."""

SUFFIXES = {name: f".{name}" for name in FORMATS} | {"claimreview": ".jsonld"}
"""How a file of each format ends."""

LARGEST = {"pdf": 2_000}
"""How many claims a format takes at most: Typst holds a whole file, 0.8 megabytes for each claim."""

PAPERS = ("a4", "letter")
"""The sizes of sheets that files are set on; the first is the default."""

TEMPLATES = ("md", "html")
"""The formats that a desk's own template can replace."""

_HOMES = {
    "md": "verifier.reports.markdown",
    "html": "verifier.reports.html",
    "csv": "verifier.reports.table",
    "json": "verifier.reports.bundle",
    "claimreview": "verifier.reports.claimreview",
    "docx": "verifier.reports.word_file",
    "pdf": "verifier.reports.pdf",
}


class _Renderer(Protocol):
    def render(self, data: ReportData) -> Iterator[str]: ...


class _FromTemplate(Protocol):
    def render(self, data: ReportData, template: Path | None) -> Iterator[str]: ...


class _FileMaker(Protocol):
    def file(self, data: ReportData, press: Press) -> bytes: ...


def render(format_name: str, data: ReportData, template: Path | None = None) -> Iterator[str]:
    """Write the report in one of `TEXT_FORMATS`, in pieces to go one after the other.

    The same data gives the same text. template is a desk's own, for one of `TEMPLATES`. Raises
    ValueError for another format; the pieces raise Refused where the template is broken.
    """
    _check(format_name, TEXT_FORMATS)
    if format_name in TEMPLATES:
        made = cast("_FromTemplate", import_module(_HOMES[format_name]))
        return made.render(_cleared(data), template)
    renderer = cast("_Renderer", import_module(_HOMES[format_name]))
    return renderer.render(_cleared(data))


def written(
    format_name: str, data: ReportData, template: Path | None = None, press: Press | None = None
) -> Iterator[bytes]:
    """Write the report in one of `FORMATS` as the bytes of a file, in pieces.

    press is how a file is set: on A4, with its own fonts, unless it says otherwise. Raises what `render` raises, and Refused for more claims than
    `LARGEST` allows.
    """
    _check(format_name, FORMATS)
    if format_name in FILE_FORMATS:
        _check_size(format_name, data)
        maker = cast("_FileMaker", import_module(_HOMES[format_name]))
        return iter((maker.file(_cleared(data), press or _press()),))
    return (piece.encode() for piece in render(format_name, data, template))


def warnings(format_name: str, data: ReportData, press: Press | None = None) -> list[str]:
    """Name what the format asks for and the data or the fonts lack, a line each, for standard error.

    Raises what `written` raises for a file.
    """
    if format_name == "pdf":
        from verifier.reports import pdf  # noqa: PLC0415 (loaded only where asked for)

        _check_size(format_name, data)
        return pdf.missing(_cleared(data), press or _press())
    if format_name != "claimreview":
        return []
    from verifier.reports.claimreview import missing  # noqa: PLC0415 (loaded only where asked for)

    return missing(_cleared(data))


def _press() -> Press:
    from verifier.reports.model import Press  # noqa: PLC0415 - only where a file is made

    return Press()


def _check(format_name: str, known: tuple[str, ...]) -> None:
    if format_name not in known:
        raise ValueError(f"no report format {format_name!r}; there are {', '.join(known)}")


def _check_size(format_name: str, data: ReportData) -> None:
    claims = sum(len(document.claims) for document in data.documents)
    largest = LARGEST.get(format_name, claims)
    if claims > largest:
        from verifier.errors import Refused  # noqa: PLC0415 - only where it is refused

        raise Refused(
            format_name,
            f"{claims:,} claims are more than one file takes ({largest:,}), for the typesetter "
            "holds all of it in memory",
            "Narrow the query or the days, or write docx or html.",
        )


def _cleared(data: ReportData) -> ReportData:
    from verifier.reports.outgoing import cleared  # noqa: PLC0415 - only where a report is made

    return cleared(data)
