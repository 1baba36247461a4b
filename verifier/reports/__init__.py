"""Verification reports in seven formats: records in; text, or the bytes of a file, out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verifier.reports.model import ReportData

TEXT_FORMATS = ("md", "html", "csv", "json", "claimreview")
"""What `render` writes as text, a piece at a time."""

FILE_FORMATS = ("docx", "pdf")
"""What is a file of bytes, made whole."""

FORMATS = ("md", "html", "docx", "pdf", "csv", "json", "claimreview")
"""The names of all; the first is the default."""

SUFFIXES = {name: f".{name}" for name in FORMATS} | {"claimreview": ".jsonld"}
"""How a file of each format ends."""

LARGEST_FILE = 1_000
"""How many claims a file takes at most: a typesetter holds all of them, about a megabyte each."""

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
    def file(self, data: ReportData) -> bytes: ...


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


def written(format_name: str, data: ReportData, template: Path | None = None) -> Iterator[bytes]:
    """Write the report in one of `FORMATS` as the bytes of a file, in pieces.

    Raises what `render` raises, and Refused for a file of more than `LARGEST_FILE` claims.
    """
    _check(format_name, FORMATS)
    if format_name in FILE_FORMATS:
        _check_size(format_name, data)
        maker = cast("_FileMaker", import_module(_HOMES[format_name]))
        return iter((maker.file(_cleared(data)),))
    return (piece.encode() for piece in render(format_name, data, template))


def warnings(format_name: str, data: ReportData) -> list[str]:
    """Name what the format asks for and the data lacks, a line each, for standard error."""
    if format_name != "claimreview":
        return []
    from verifier.reports.claimreview import missing  # noqa: PLC0415 (loaded only where asked for)

    return missing(_cleared(data))


def _check(format_name: str, known: tuple[str, ...]) -> None:
    if format_name not in known:
        raise ValueError(f"no report format {format_name!r}; there are {', '.join(known)}")


def _check_size(format_name: str, data: ReportData) -> None:
    claims = sum(len(document.claims) for document in data.documents)
    if claims > LARGEST_FILE:
        from verifier.errors import Refused  # noqa: PLC0415 - only where it is refused

        raise Refused(
            format_name,
            f"{claims:,} claims are more than one file takes ({LARGEST_FILE:,})",
            "Narrow the query or the days, or write html.",
        )


def _cleared(data: ReportData) -> ReportData:
    from verifier.reports.outgoing import cleared  # noqa: PLC0415 - only where a report is made

    return cleared(data)
