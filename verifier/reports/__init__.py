"""Verification reports in five formats: records in, text out, a piece at a time."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verifier.reports.model import ReportData

FORMATS = ("md", "html", "csv", "json", "claimreview")
"""The names that `render` takes; the first is the default."""

_HOMES = {
    "md": "verifier.reports.markdown",
    "html": "verifier.reports.html",
    "csv": "verifier.reports.table",
    "json": "verifier.reports.bundle",
    "claimreview": "verifier.reports.claimreview",
}


class _Renderer(Protocol):
    def render(self, data: ReportData) -> Iterator[str]: ...


def render(format_name: str, data: ReportData) -> Iterator[str]:
    """Write the report in one of `FORMATS`, in pieces to go one after the other.

    The same data gives the same text. Raises ValueError for another format.
    """
    if format_name not in _HOMES:
        raise ValueError(f"no report format {format_name!r}; there are {', '.join(FORMATS)}")
    renderer = cast("_Renderer", import_module(_HOMES[format_name]))
    return renderer.render(data)


def warnings(format_name: str, data: ReportData) -> list[str]:
    """Name what the format asks for and the data lacks, a line each, for standard error."""
    if format_name != "claimreview":
        return []
    from verifier.reports.claimreview import missing  # noqa: PLC0415 (loaded only where asked for)

    return missing(data)
