"""Earlier fact-checks beside a claim: what contradicts today's verdict stands first."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from verifier.desk import Desk
from verifier.factchecks.earlier import age
from verifier.factchecks.ratings import holds


@pytest.fixture
def desk(desk_file, tmp_path):
    """The ledger's desk with three checks of its second claim, and others."""
    rows = [
        ("the ferry had lost a screw", "False", "Morning Check", "https://a.example/1"),
        ("The ferry had lost a screw", "Mostly true", "Evening Check", "https://b.example/2"),
        ("The ferry had lost a screw", "Mixture", "Noon Check", "https://c.example/3"),
    ]
    rows += [(f"A farmer sold {n} acres of forest", "True", "", "") for n in range(30)]
    path = tmp_path / "checks.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["claim", "rating", "publisher", "url"])
        writer.writerows(rows)
    with Desk.open(desk_file, "ada") as opened:
        opened.import_factchecks(str(path), print)
        yield opened


@pytest.mark.parametrize(
    ("status", "first"),
    [("verified", "False"), ("false", "Mostly true"), ("misleading", "Mostly true")],
)
def test_what_contradicts_the_verdict_stands_first(desk, status, first):
    desk.mark([2], status=status)
    found = desk.earlier_checks(2)
    assert (found[0].check.rating, found[0].against) == (first, True)
    assert found[0].words.endswith("says the opposite of today's verdict")
    assert not any(one.against for one in found[1:])


def test_without_a_verdict_nothing_contradicts(desk):
    assert not any(one.against for one in desk.earlier_checks(2))


def test_what_is_not_about_the_claim_contradicts_nothing(desk):
    """A rating counts only where the check may answer the claim at all."""
    desk.mark([3], status="false")
    assert not any(one.against for one in desk.earlier_checks(3))


def test_the_line_mode_says_so(desk, run, desk_file):
    """`m` tells the contradiction in words, before the others."""
    desk.mark([2], status="verified")
    told = run("review", "--plain", "--db", desk_file, stdin="#2\nm\nq\n").stdout
    lines = [line for line in told.splitlines() if "checked before" in line]
    assert "says the opposite of today's verdict" in lines[0]
    assert "(False)" in lines[0]
    assert len(lines) >= 3


@pytest.mark.parametrize(
    ("rating", "told"),
    [
        ("True", True),
        ("Mostly True", True),
        ("False: the bridge stands", False),
        ("This is false", False),
        ("Pants on Fire!", False),
        ("größtenteils falsch", False),
        ("Not true", False),
        ("Half True", None),
        ("Mixture", None),
        ("2/5", None),
        ("Sunny", None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_rating_says(rating, told):
    assert holds(rating) is told


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2030-05-03", "1 year old"),
        ("2030-05-04", ""),
        ("2019-11-20T09:00:00Z", "11 years old"),
        ("2032-01-01", ""),
        ("spring 2019", ""),
        (None, ""),
    ],
)
def test_how_old_a_check_is_is_told_in_full_years(day, words):
    """Nothing is told within the first year, and of a date that is none."""
    assert age(day, date(2031, 5, 3)) == words
