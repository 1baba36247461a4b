"""Every format: golden files, and what must hold for each."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from verifier.reports import FORMATS, TEXT_FORMATS, render, warnings
from verifier.reports.model import ReportData

GOLDEN = Path(__file__).parents[2] / "data" / "reports"
NAMES = {
    "md": "bridge.md",
    "html": "bridge.html",
    "csv": "bridge.csv",
    "json": "bridge.json",
    "claimreview": "bridge.claimreview.json",
}


def written(format_name, data):
    """The whole report as one string."""
    return "".join(render(format_name, data))


@pytest.mark.parametrize("format_name", TEXT_FORMATS)
def test_golden(format_name, desk_report):
    """The report of the small desk is the golden file, byte for byte (GOLDEN=write renews it)."""
    path = GOLDEN / NAMES[format_name]
    found = written(format_name, desk_report).encode()
    if os.environ.get("GOLDEN") == "write":
        path.write_bytes(found)
    assert found == path.read_bytes()


@pytest.mark.parametrize("format_name", TEXT_FORMATS)
def test_same_data_same_bytes(format_name, desk_report):
    """Rendering twice gives the same text."""
    assert written(format_name, desk_report) == written(format_name, desk_report)


@pytest.mark.parametrize("format_name", TEXT_FORMATS)
def test_protected_reference_stays(format_name, desk_report):
    """Nothing of a protected reference leaves, neither as evidence nor through the history."""
    found = written(format_name, desk_report).lower()
    assert not any(mark in found for mark in ("hidden-", "hidden.", "whistle"))


@pytest.mark.parametrize("format_name", ["md", "html", "json"])
def test_protected_use_is_told(format_name, desk_report):
    """That a protected source was used is told, with its grade."""
    assert "B3" in written(format_name, desk_report)


@pytest.mark.parametrize("format_name", TEXT_FORMATS)
def test_empty(format_name):
    """A report over nothing is valid and short."""
    found = written(format_name, ReportData(generated_at="2026-05-04T09:00:00Z"))
    assert found.endswith("\n")
    assert found.count("claim_id") <= 1


def test_unknown_format(desk_report):
    """A format that does not exist is refused by name, with those that do."""
    with pytest.raises(ValueError, match=r"docy.*claimreview"):
        render("docy", desk_report)


@pytest.mark.parametrize("format_name", ["md", "html"])
def test_denied_stands_before_the_words(format_name, desk_report):
    """Where the chain denies, the words carry `denied:`; negation in the words alone does not."""
    found = written(format_name, desk_report)
    assert "denied: the money was lost" in found
    assert "denied: the cost had doubled" not in found


@pytest.mark.parametrize("format_name", ["md", "csv", "html", "json"])
def test_other_zones_come_last(format_name, desk_report):
    """A caption's claim stands after those of body and headline, whatever its place or id."""
    one = dataclasses.replace(desk_report, documents=desk_report.documents[:1])
    found = written(format_name, one)
    assert found.rindex("it was 312 metres long") > found.rindex("an office had been searched")


def test_only_claimreview_warns(desk_report):
    """The other formats lack nothing."""
    assert [name for name in FORMATS if warnings(name, desk_report)] == ["claimreview"]


@pytest.mark.parametrize("format_name", ["md", "html", "json"])
def test_a_claim_of_a_paged_file_names_its_page(format_name, desk_report):
    """Where the file had pages, readers are told the one that a claim stands on."""
    assert "p. 3" not in written(format_name, desk_report)
    paged = [
        dataclasses.replace(
            one, stored=dataclasses.replace(one.stored, anchors=((0, "p. 2"), (9, "p. 3")))
        )
        for one in desk_report.documents
    ]
    found = written(format_name, dataclasses.replace(desk_report, documents=tuple(paged)))
    assert "p. 3" in found
