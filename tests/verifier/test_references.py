"""References used before: offered by what they are called, with the grade they had."""

from __future__ import annotations

import json

import pytest

from verifier.desk import Desk
from verifier.references import OFFERED, offered

KNOWN = (
    ("https://www.port.example/minutes/2026-05", "Port authority, minutes of May", "Port", "B2"),
    ("https://stats.example/tolls", "Toll statistics, 2019 to 2025", "Statistics office", "A1"),
    ("https://ledger.example/café", "The café on the pier", "Morning Ledger", None),
)


@pytest.fixture
def known(desk_file):
    """References used for claims of the desk."""
    with Desk.open(desk_file, "ada") as desk:
        for number, (url, title, publisher, grade) in enumerate(KNOWN, 1):
            desk.add_evidence(number, url=url, title=title, publisher=publisher, grade=grade)
        yield desk


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("port auth", KNOWN[0][1]),
        ("minutes port", KNOWN[0][1]),
        ("https://port.example/min", KNOWN[0][1]),
        ("tol statistics", KNOWN[1][1]),
        ("STATS.EXAMPLE", KNOWN[1][1]),
        ("morning ledger", KNOWN[2][1]),
        ("CAFÉ", KNOWN[2][1]),
    ],
)
def test_a_reference_is_found_by_title_publisher_or_address(known, typed, title):
    """Small slips and another order of the words do no harm."""
    first = offered(typed, known.used_references(typed))[0]
    assert first.reference.title == title
    assert first.grade == {row[1]: row[3] for row in KNOWN}[title]


@pytest.mark.parametrize(
    "typed", ["", " ", "x", "nothing of the kind", '"', "NEAR(", "\0 *", "_", "\udcff q"]
)
def test_nothing_is_offered_for_what_is_like_none(known, typed):
    """Nor is anything typed ever an error."""
    assert offered(typed, known.used_references(typed)) == []


def test_no_more_is_offered_than_can_be_shown(known):
    """The likest first, and few."""
    for number in range(30):
        known.add_evidence(1, url=f"https://port.example/minutes/{number}", title="Port minutes")
    assert len(offered("port minutes", known.used_references("port minutes"))) == OFFERED


def test_the_last_grade_is_the_one_that_is_offered(known):
    """A grade belongs to a use; the last use tells."""
    known.add_evidence(2, url=KNOWN[0][0], grade="C3")
    assert offered("port auth", known.used_references("port"))[0].grade == "C3"


def test_a_kind_is_kept_with_the_reference(run, desk_file):
    """Given once, it holds for every claim; what a reference is never changes by a later use."""
    url = "https://social.example/post/1"
    for claim_id, kind in ((1, "social"), (2, "image")):
        done = run("source", "add", claim_id, "--url", url, "--kind", kind, "--db", desk_file)
        assert done.exit_code == 0
    report = json.loads(run("report", "--format", "json", "--db", desk_file).stdout)
    kinds = {
        piece["kind"]
        for document in report["documents"]
        for claim in document["claims"]
        for piece in claim["evidence"]
    }
    assert kinds == {"social"}
    assert run("log", "verify", "--db", desk_file).exit_code == 0
    refused = run("source", "add", 1, "--url", url, "--kind", "rumour", "--db", desk_file)
    assert refused.exit_code == 2
