"""JSON, ClaimReview and CSV: their shapes, and what they leave out."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from pathlib import Path

import jsonschema
import pytest

from claims.model import Claim, Modality, Polarity, Strength, Zone, check_spans
from db.records import QuoteCheck, Status, StoredClaim
from verifier.reports import render, warnings
from verifier.reports.model import ReportData, group
from verifier.reports.table import COLUMNS

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "report.schema.json").read_text(encoding="utf-8")
)


def parsed(format_name, data):
    """The report read back as JSON."""
    return json.loads("".join(render(format_name, data)))


def test_schema_is_a_schema():
    """The published schema is valid itself."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("empty", [False, True])
def test_json_fits_its_schema(desk_report, empty):
    """A report fits the published schema, an empty one too."""
    data = ReportData(generated_at="2026-05-04T09:00:00Z") if empty else desk_report
    jsonschema.validate(parsed("json", data), SCHEMA)


def test_schema_names_every_key(desk_report):
    """Each key that is written is described."""
    found = parsed("json", desk_report)
    parts = {
        name: part["properties"] for name, part in SCHEMA["$defs"].items() if "properties" in part
    }
    document = found["documents"][0]
    claim = next(row for row in document["claims"] if row["evidence"])
    assert set(found) == set(SCHEMA["properties"])
    assert {*document, "anchors"} == set(parts["document"])  # only where the file has pages
    assert set(claim) == set(parts["claim"])
    assert set(claim["evidence"][0]) == set(parts["evidence"])
    assert set(claim["history"][0]) == set(parts["event"])


def test_json_claims_read_back(desk_report):
    """Claims come back equal, and their spans fit the text that stands beside them."""
    for found, given in zip(
        parsed("json", desk_report)["documents"], desk_report.documents, strict=True
    ):
        by_id = {item.stored.id: item.stored.claim for item in given.claims}
        for row in found["claims"]:
            claim = Claim.from_dict(row)
            check_spans(claim, found["text"])
            assert claim == by_id[row["id"]]


def test_csv_has_a_row_a_claim(desk_report):
    """One row a claim under the documented columns, lines ended as RFC 4180 says."""
    text = "".join(render("csv", desk_report))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["number"] for row in rows] == [str(number) for number in range(1, 12)]
    assert text.count("\r\n") == 12


def test_claimreview_has_verdicts_only(desk_report):
    """Only claims with a verdict are there; set aside is none."""
    found = parsed("claimreview", desk_report)
    assert [row["reviewRating"]["alternateName"] for row in found] == [
        "Verified", "False", "Misleading", "Unverifiable", "Disputed"
    ]  # fmt: skip


def test_claimreview_without_a_verdict_is_an_empty_list(ledger, ledger_claims):
    """Without a verdict the list is empty, and nothing is missing."""
    open_ = [dataclasses.replace(claim, status=Status.CHECKING) for claim in ledger_claims]
    data = ReportData(generated_at="2026-05-04T09:00:00Z", documents=group([ledger], open_))
    assert "".join(render("claimreview", data)) == "[]\n"
    assert warnings("claimreview", data) == []


def test_claimreview_names_who_made_the_claim(desk_report):
    """The claimant is who says it on the record; a denial, a rumour or a crowd names nobody."""
    authors = {
        row["claimReviewed"]: row["itemReviewed"].get("author", {}).get("name")
        for row in parsed("claimreview", desk_report)
    }
    assert authors == {
        "The old bridge closes on Monday": "Ada Quist",
        "the money was lost": None,
        "“The steel is sound,” “and the bridge will open in May.”": "The mayor, Ines Holm",
        "an office had been searched": "Police",
        "fares will fall": None,
    }


def test_claimreview_says_what_is_missing(desk_report):
    """Each field that search engines ask for and the data lacks is a line."""
    bare = dataclasses.replace(desk_report, published_url=None)
    found = warnings("claimreview", bare)
    assert "url: required; give the address of the published report with --url" in found
    assert "claims 8, 11: reviewRating.ratingExplanation: recommended; give a reason" in found
    assert "claim 11: itemReviewed.appearance: recommended; the document has no address" in found
    assert "url" not in parsed("claimreview", bare)[0]


def test_claimreview_warns_of_long_claims(ledger):
    """A claim of 75 characters or more is told."""
    words = ledger.text[28:140]
    span = (28, 140)
    long_ = Claim(
        Zone.BODY, span, span, (span,), words, words, Strength.ASSERTED, "", 0.5,
        Polarity.POSITIVE, Modality.ACTUAL, 0.5,
    )  # fmt: skip
    stored = StoredClaim(
        1, 1, "a", long_, None, Status.FALSE, "r", None, QuoteCheck.EXACT, "ada", 0, None
    )
    data = ReportData(
        generated_at="2026-05-04T09:00:00Z",
        documents=group([ledger], [stored]),
        published_url="https://desk.example.org/x",
    )
    assert any("claimReviewed has 112 characters" in line for line in warnings("claimreview", data))
