"""The JSON report holds all that the other formats show: they are made from it again, byte for byte."""

from __future__ import annotations

import dataclasses
import json

import pytest

from claims.model import Claim, Strength
from db.records import (
    Event,
    Evidence,
    EvidenceStance,
    QuoteCheck,
    Reference,
    Reply,
    SecondReading,
    Status,
    StoredClaim,
    StoredDocument,
)
from verifier.corrections import Correction, Publication, Said
from verifier.ratings import parse
from verifier.reports import FILE_FORMATS, TEXT_FORMATS, render, written
from verifier.reports.model import (
    AlsoIn,
    Dating,
    DeskBefore,
    LogHead,
    Period,
    Publisher,
    ReportClaim,
    ReportData,
    ReportDocument,
)


def rebuilt(report):
    """A report's records, from its JSON alone."""
    ratings = report["ratings"]
    period = report["period"]
    scale = {}
    if ratings:
        ends = {name: ratings[name] for name in ("best", "worst") if ratings[name] is not None}
        labels = {
            status: {key: value for key, value in row.items() if value is not None}
            for status, row in ratings["statuses"].items()
        }
        scale = {"ratings": parse(ends | labels)}
    return ReportData(
        generated_at=report["generated_at"],
        documents=tuple(document(row) for row in report["documents"]),
        query=report["query"],
        reviewer=report["reviewer"],
        log_head=report["log_head"] and LogHead(**report["log_head"]),
        publisher=Publisher(**report["publisher"]),
        published_url=report["published_url"],
        published_at=report["published_at"],
        period=period and Period(period["since"], period["until"], Dating(period["by"])),
        **scale,
    )


def document(row):
    """A document with its claims."""
    names = {field.name for field in dataclasses.fields(StoredDocument)} - {"anchors"}
    known = {name: row[name] for name in names & set(row)}
    anchors = tuple((start, label) for start, label in row.get("anchors", ()))
    stored = StoredDocument(**known, anchors=anchors)
    return ReportDocument(stored, tuple(claim(one, stored) for one in row["claims"]))


def claim(row, stored):
    """A claim with all that stands beside it."""
    machine = row["machine_strength"]
    found = StoredClaim(
        id=row["id"],
        document_id=stored.id,
        document_name=stored.name,
        claim=Claim.from_dict(row),
        machine_strength=Strength(machine) if machine else None,
        status=Status(row["status"]),
        reason=row["reason"],
        note=row["note"],
        quote_check=QuoteCheck(row["quote_check"]),
        reviewer=row["reviewer"],
        evidence_count=len(row["evidence"]),
        changed=row["changed"],
        signed_by=row["signed_by"],
        signed_at=row["signed_at"],
        signed_digest=row["signed_digest"],
        sign_off_stale=row["sign_off"] == "stale",
        machine=row["machine"] and Claim.from_dict(row["machine"]),
        **(
            {"earlier": row["earlier"]["id"], "kept": row["earlier"]["kept"]}
            if row["earlier"]
            else {}
        ),
    )
    went_out = ()
    if row["published_at"] or row["published_url"]:
        status = Status.VERIFIED if row["published_at"] else Status.UNREVIEWED
        said = Said(status, None)
        went_out = (Publication(0, row["published_at"] or "", row["published_url"], said),)
    return ReportClaim(
        found,
        tuple(evidence(one, row["id"]) for one in row["evidence"]),
        tuple(event(one) for one in row["history"]),
        went_out,
        tuple(correction(one, row["id"]) for one in row["corrections"]),
        tuple(reply(one, row["id"]) for one in row["replies"]),
        tuple(reading(one, row["id"]) for one in row["second_readings"]),
        tuple(AlsoIn(**one) for one in row["also_in"]),
        row["replaced_by"]
        and {"kind": row["replaced_by"]["kind"], "ids": row["replaced_by"]["claims"]},
        tuple(desk_before(one) for one in row["elsewhere"]),
    )


def desk_before(row):
    """What another desk did."""
    desk = {name: value for name, value in row.items() if name != "history"}
    return DeskBefore(desk, tuple(row["history"]))


def evidence(row, claim_id):
    """A piece of evidence; a protected one comes without its name."""
    reference = Reference(
        id=row["reference_id"],
        url=row.get("canonical_url"),
        url_typed=None,
        title=row.get("title"),
        publisher=row.get("publisher"),
        protected=row["protected"],
        public_wording=row.get("public_wording"),
        story=row.get("story"),
    )
    names = ("grade", "quote", "locator", "note", "accessed", "archive_url", "reviewer", "added")
    fields = {name: row.get(name) for name in names}
    return Evidence(
        0, claim_id, reference, EvidenceStance(row["stance"]), url_typed=row.get("url"), **fields
    )


def event(row):
    """An event of the history."""
    return Event(**row, document_id=None, previous_hash="", hash="")


def correction(row, claim_id):
    """A published verdict that changed."""
    says = {
        name: Said(Status(row[name]["status"]), row[name]["reason"]) for name in ("said", "says")
    }
    return Correction(claim_id=claim_id, **{**row, **says})


def reply(row, claim_id):
    """A request for a reply."""
    return Reply(id=0, claim_id=claim_id, **row)


def reading(row, claim_id):
    """A second reading that is done."""
    status = row["status"] and Status(row["status"])
    return SecondReading(id=0, claim_id=claim_id, **{"first_reader": None, **row, "status": status})


@pytest.fixture
def full_report(desk_report):
    """The small desk's report with ratings, days, a sign-off, a reply and a second reading."""
    scale = parse(
        {"best": 5, "worst": 1, "false": {"label": "Pants on fire", "value": 1},
         "verified": {"label": "True", "value": 5}}
    )  # fmt: skip
    first = desk_report.documents[0]
    wires = [
        Evidence(
            number, 4,
            Reference(number, f"https://{host}.example.org/w", None, "Wire", host, False, story=7),
            EvidenceStance.REFUTES, "B2", None, "p. 1", None, None, None, "ada", "",
        )
        for number, host in ((8, "morning"), (9, "evening"))
    ]  # fmt: skip
    asked = Reply(
        3, 4, "Ines Holm", "2026-05-02", "2026-05-05", "No comment.", "2026-05-04", "ada", ""
    )
    second = SecondReading(
        2,
        4,
        "ben",
        "2026-05-04T08:00:00Z",
        "2026-05-04T08:30:00Z",
        Status.FALSE,
        "Same.",
        "false",
        "ada",
    )
    also = AlsoIn(
        "b.txt", "The Evening", "https://e.example/b", "Evening", "2026-05-01", "It sank."
    )
    theirs = DeskBefore(
        {"publisher": None, "reviewer": "eve", "generated_at": None, "log_head": None},
        ({"id": 1, "at": "2026-05-01", "reviewer": "eve", "kind": "mark", "claim_id": 9,
          "undoes": None, "before": {"status": "unreviewed"}, "after": {"status": "false"}},),
    )  # fmt: skip
    claims = [
        dataclasses.replace(
            item,
            stored=dataclasses.replace(
                item.stored,
                machine=item.stored.claim,
                earlier=3,
                kept=True,
                signed_by="ben",
                signed_at="2026-05-04T08:59:00Z",
                sign_off_stale=True,
            ),
            evidence=tuple(wires),
            replies=(asked,),
            readings=(second,),
            also_in=(also,),
            replaced_by={"kind": "split", "ids": [1, 2]},
            before=(theirs,),
        )
        if item.stored.id == 4
        else item
        for item in first.claims
    ]
    return dataclasses.replace(
        desk_report,
        ratings=scale,
        period=Period("2026-05-03", "2026-05-04", Dating.CHANGE),
        documents=(dataclasses.replace(first, claims=tuple(claims)), *desk_report.documents[1:]),
    )


@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_text_formats_are_rebuilt_from_json(form, full_report):
    """What is made from the JSON is what was made from the desk."""
    again = rebuilt(json.loads("".join(render("json", full_report))))
    assert "".join(render(form, again)) == "".join(render(form, full_report))


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_files_are_rebuilt_from_json(form, full_report):
    """The same for DOCX and PDF."""
    again = rebuilt(json.loads("".join(render("json", full_report))))
    assert b"".join(written(form, again)) == b"".join(written(form, full_report))


@pytest.mark.parametrize("form", ["md", "html", "docx", "pdf"])
def test_what_stands_beside_a_verdict_is_shown(form, full_report):
    """Sign-off, reply and second reading change every readable format."""
    plain = dataclasses.replace(
        full_report,
        documents=tuple(
            dataclasses.replace(
                one,
                claims=tuple(
                    dataclasses.replace(item, replies=(), readings=(), also_in=())
                    for item in one.claims
                ),
            )
            for one in full_report.documents
        ),
    )
    assert b"".join(written(form, plain)) != b"".join(written(form, full_report))
    if form in TEXT_FORMATS:
        shown = "".join(render(form, full_report))
        for words in (
            "No comment.",
            "The Evening (Evening, 1 May 2026)",
            "stale: claim, verdict or evidence changed since",
            "Pants on fire",
        ):
            assert words in shown


def test_two_outlets_with_one_wire_story_are_one_source_in_every_report(full_report):
    """That all the evidence leads to one story is told beside the verdict, also after the JSON."""
    again = rebuilt(json.loads("".join(render("json", full_report))))
    for data in (full_report, again):
        shown = "".join(render("md", data)).split("### Claim 5\n")[1].split("### Claim 6")[0]
        assert "all evidence from one publisher" in shown
