"""What is weak about a verdict: rule by rule over records, and by `verifier check`."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from claims.model import SourceKind
from db.records import EvidenceStance, Reference, SignOff, Status
from verifier.flags import HEADINGS, WORDS, Flag, criteria, flags


def piece(id_=1, stance="supports", *, locator="p. 4", **reference):
    """Evidence from a reference; `None` fields are unknown."""
    known = {"url": f"https://a{id_}.example/x", "title": "Notice", "publisher": f"Paper {id_}"}
    row = Reference(id_, **({"url_typed": None, "protected": False} | known | reference))
    return SimpleNamespace(reference=row, stance=EvidenceStance(stance), locator=locator)


def item(
    *evidence,
    status="verified",
    reason="Seen.",
    published_at=None,
    corrections=(),
    sign_off="no",
    said_by=(),
    replies=(),
):
    """A claim of a report, as far as the rules look."""
    links = [SimpleNamespace(source_kind=SourceKind(kind)) for kind in said_by]
    stored = SimpleNamespace(
        status=Status(status),
        reason=reason,
        reviewer="ada",
        sign_off=SignOff(sign_off),
        claim=SimpleNamespace(attributions=links),
    )
    return SimpleNamespace(
        stored=stored,
        evidence=evidence,
        published_at=published_at,
        corrections=corrections,
        replies=replies,
    )


TWO = (piece(1), piece(2))


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (item(*TWO), ()),
        (item(status="checking", reason=None), ()),
        (item(status="set-aside", reason=None), ()),
        (item(), ("no-evidence",)),
        (item(*TWO, reason="  "), ("no-reason",)),
        (item(piece(1), piece(2, locator=None)), ("no-locator",)),
        (item(piece(1)), ("one-publisher",)),
        (item(piece(1), piece(2, publisher="paper  1")), ("one-publisher",)),
        (
            item(
                piece(1, publisher=None, url="https://www.a.example/1"),
                piece(2, publisher=None, url="https://a.example/2"),
            ),
            ("one-publisher",),
        ),
        (
            item(piece(1, title=None, publisher=None), piece(2, title=None, publisher=" ")),
            ("anonymous",),
        ),
        (item(piece(1, "refutes"), piece(2, "context")), ("contradicted",)),
        (item(*TWO, status="false"), ("contradicted",)),
        (item(piece(1, "refutes"), piece(2, "supports")), ()),
        (item(piece(1, "context"), piece(2, "context")), ()),
        (item(*TWO, status="misleading"), ()),
        (item(*TWO, sign_off="stale"), ("stale-sign-off",)),
        (item(*TWO, sign_off="yes"), ()),
        (item(piece(1, protected=True, locator=None)), ("protected-only",)),
        (item(piece(1), piece(2, protected=True, publisher="Paper 1")), ()),
        (item(piece(1, publisher=None, url="https://[broken")), ("one-publisher",)),
    ],
)
def test_each_weakness_is_found_and_nothing_else(claim, expected):
    assert tuple(flag.value for flag in flags(claim)) == expected


def test_every_flag_has_its_words_and_its_heading():
    assert set(WORDS) == set(HEADINGS) == set(Flag)


def test_sign_off_and_reply_are_criteria_of_their_own():
    """A sign-off that holds counts; a reply is asked for where the text names who said it."""
    claims = [
        item(*TWO, sign_off="yes", said_by=("person",), replies=("asked",)),
        item(*TWO, sign_off="stale", said_by=("organisation",)),
        item(*TWO, said_by=("unnamed",)),
        item(status="checking", said_by=("person",), sign_off="yes"),
    ]
    found = {one.name: (one.met, one.of) for one in criteria(claims)}
    assert (found["sign-off"], found["reply"]) == ((1, 3), (1, 2))


def test_criteria_count_only_what_is_recorded():
    change = SimpleNamespace(shown_at=None)
    claims = [
        item(piece(1, "supports"), piece(2, "refutes")),
        item(piece(1, url=None, locator=None), reason=None),
        item(piece(1, protected=True)),
        item(status="unreviewed", published_at="2026-05-04", corrections=(change,)),
    ]
    found = {one.name: (one.met, one.of) for one in criteria(claims)}
    assert found == {
        "sources": (1, 3), "several": (1, 3), "both sides": (1, 3), "method": (2, 3), "sign-off": (0, 3),
        "reply": (0, 0), "corrections": (0, 1),
    }  # fmt: skip


def test_without_verdicts_no_criterion_is_claimed():
    assert all(one.of == 0 and " no" in f" {one.words}" for one in criteria([]))


def test_check_lists_weak_verdicts_and_ends_with_0(run, desk_file):
    run("mark", 2, "--status", "verified", "--db", desk_file)
    result = run("check", "--format", "jsonl", "--db", desk_file)
    assert result.exit_code == 0
    claim, *met = [json.loads(line) for line in result.stdout.splitlines()]
    assert (claim["id"], claim["flags"]) == (2, ["no-evidence", "no-reason"])
    told = {"sources", "several", "both sides", "method", "sign-off", "reply", "corrections"}
    assert {one["criterion"] for one in met} == told
    assert "To look at: 1 of the verdicts given, 1 in all." in result.stderr


def test_check_of_a_query_looks_at_nothing_else(run, desk_file):
    run("mark", 2, 3, "--status", "false", "--db", desk_file)
    result = run("check", "rumours", "strength:rumour", "--format", "table", "--db", desk_file)
    assert result.exit_code == 0
    result = run("check", "strength:rumour", "--format", "table", "--db", desk_file)
    assert "the owner will sell it" in result.stdout
    assert "lost a screw" not in result.stdout
    assert "Only the records of these claims were read" in " ".join(result.stdout.split())


def test_the_report_lists_the_same_flags(run, desk_file):
    run("mark", 2, "--status", "verified", "--db", desk_file)
    report = run("report", "--db", desk_file).stdout
    assert "### Verdicts without evidence" in report
    assert "### Verdicts without a reason" in report
    assert "**Look at:** no evidence; no reason" in report
