"""The assessor's bundle: every file, the same bytes again, nothing that must not leave."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile

import pytest

from verifier.assessing.bundle import HOLDS
from verifier.assessing.counts import REVIEW_FIELDS


@pytest.fixture
def worked(run, desk_file, monkeypatch):
    """Three verdicts, a sign-off, a reply, a second reading, a published correction, a secret."""
    monkeypatch.setenv("VERIFIER_REVIEWER", "ada")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")

    def do(*args):
        result = run(*args, "--db", desk_file)
        assert result.exit_code == 0, result.stderr

    do("mark", "2", "--status", "false", "--reason", "No screw is missing.")
    do("mark", "3", "4", "--status", "verified", "--reason", "He said so.")
    do("source", "add", "2", "--url", "https://yard.example/log", "--title", "Yard log",
       "--stance", "refutes", "--locator", "p. 4", "--grade", "B2")  # fmt: skip
    do("source", "add", "2", "--url", "https://mole.example/x", "--title", "The mole", "--quote",
       "Zulu words", "--protected", "--public-wording", "a person at the yard")  # fmt: skip
    do("sign-off", "2", "--reviewer", "bob")
    do("reply", "4", "--asked", "the harbour master", "--on", "2026-05-01",
       "--deadline", "2026-05-03")  # fmt: skip
    do("second", "start", "3", "--reviewer", "cara")
    do("second", "done", "3", "--status", "false", "--reviewer", "cara")
    do("report", "--publish", "--url", "https://desk.example/ferry")
    do("mark", "4", "--status", "disputed", "--reason", "Two say otherwise.")
    return desk_file


def opened(path):
    """The files of an archive, as text."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def table(text):
    """The rows of a table by the names of its columns."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_bundle_has_every_file_and_its_manifest_fits(run, worked, tmp_path):
    """Folder and archive hold the same, each file with its SHA-256."""
    run("assess", "--output", tmp_path / "a.zip", "--db", worked)
    told = run("assess", "--output", tmp_path / "a", "--db", worked)
    assert "3 verdicts, 1 corrections. Begin with index.html." in told.stderr
    made = opened(tmp_path / "a.zip")
    assert set(made) == set(HOLDS) == {path.name for path in (tmp_path / "a").iterdir()}
    for name, digest in json.loads(made["manifest.json"])["sha256"].items():
        raw = (tmp_path / "a" / name).read_bytes()
        assert raw.decode() == made[name]
        assert hashlib.sha256(raw).hexdigest() == digest


def test_the_same_database_gives_the_same_bytes(run, worked, tmp_path):
    """The clock is SOURCE_DATE_EPOCH's, in the archive too."""
    for name in ("a.zip", "b.zip"):
        run("assess", "--output", tmp_path / name, "--db", worked)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 5, 28, 20, 26, 40)}


def test_each_field_that_is_asked_for_is_there(run, worked, tmp_path):
    """Verdicts, evidence, replies, second readings and corrections stand in their tables."""
    run("assess", "--output", tmp_path / "a.zip", "--db", worked)
    made = opened(tmp_path / "a.zip")
    two, three, four = table(made["fact-checks.csv"])
    assert (two["verdict"], two["verdict_by"], two["sign_off"], two["signed_by"]) == (
        "false", "ada", "yes", "bob",
    )  # fmt: skip
    assert (two["evidence"], two["refuting"], two["protected"]) == ("2", "1", "1")
    assert (three["second_readings"], four["asked_to_reply"], four["corrections"]) == (
        "1",
        "1",
        "1",
    )
    assert [row["reference"] for row in table(made["evidence.csv"])] == [
        "Yard log",
        "protected source: a person at the yard",
    ]
    (reply,) = table(made["replies.csv"])
    assert (reply["claim_id"], reply["asked"]) == ("4", "the harbour master")
    (read,) = table(made["second-readings.csv"])
    assert (read["reader"], read["verdict"], read["first_verdict"]) == ("cara", "false", "verified")
    (changed,) = table(made["corrections.csv"])
    assert (changed["said"], changed["says"], changed["corrected_by"]) == (
        "verified", "disputed", "ada",
    )  # fmt: skip
    found = json.loads(made["assessment.json"])
    assert found["counts"]["by_status"] == {"disputed": 1, "false": 1, "verified": 1}
    assert found["counts"]["by_sign_off"] == {"yes": 1, "stale": 0, "no": 2}
    assert set(found["counts"]["claimreview_fields"]) == set(REVIEW_FIELDS)
    assert found["second_readings"]["pairs"] == 1
    assert json.loads(made["methodology.json"])["own_sign_off_allowed"] is False


def test_each_point_says_what_no_record_tells(run, worked, tmp_path):
    """The page and the JSON give every commitment, with what is not known, in plain words."""
    run("assess", "--output", tmp_path / "a.zip", "--db", worked)
    made = opened(tmp_path / "a.zip")
    points = json.loads(made["assessment.json"])["points"]
    assert [one["point"].split()[0] for one in points] == [
        "1", "2", "3", "4", "5", "conflicts", "the",
    ]  # fmt: skip
    assert all(one["not_told"] and one["recorded"] for one in points)
    assert all(set(one["files"]) <= set(made) for one in points)
    assert all(one["point"] in made["index.html"] for one in points)
    assert "conflicts of interest: no record of them is kept here" in made["index.html"]
    assert "<script" not in made["index.html"]


def test_a_protected_reference_is_in_no_file(run, worked, tmp_path):
    """Only the words for the public stand in the bundle."""
    run("assess", "--output", tmp_path / "a.zip", "--db", worked)
    for name, text in opened(tmp_path / "a.zip").items():
        assert not [word for word in ("mole", "Zulu") if word in text], name


def test_the_period_and_the_query_choose(run, worked, tmp_path):
    """Outside the period there is no verdict and no correction; a query leaves its claims."""
    run("assess", "--until", "2001-01-01", "--output", tmp_path / "old.zip", "--db", worked)
    made = opened(tmp_path / "old.zip")
    assert table(made["fact-checks.csv"]) == table(made["corrections.csv"]) == []
    run("assess", "screw", "--output", tmp_path / "one.zip", "--db", worked)
    made = opened(tmp_path / "one.zip")
    assert [row["claim_id"] for row in table(made["fact-checks.csv"])] == ["2"]
    assert table(made["corrections.csv"]) == []


def test_what_is_held_back_is_refused_or_left_out(run, worked, tmp_path):
    """An embargo holds for the assessor too."""
    run("embargo", "2", "--until", "2126-01-01", "--reason", "Court day.", "--db", worked)
    told = run("assess", "--output", tmp_path / "a.zip", "--db", worked)
    assert (told.exit_code, "Court day." in told.stderr) == (1, True)
    assert not (tmp_path / "a.zip").exists()
    told = run("assess", "--without-embargoed", "--output", tmp_path / "a.zip", "--db", worked)
    assert told.exit_code == 0
    assert not [n for n, text in opened(tmp_path / "a.zip").items() if "lost a screw" in text]


def test_a_folder_that_is_not_empty_is_refused(run, worked, tmp_path):
    """Nothing is written beside other files."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "mine.txt").write_text("mine")
    told = run("assess", "--output", tmp_path / "a", "--db", worked)
    assert (told.exit_code, "not empty. Name a new folder or a .zip." in told.stderr) == (1, True)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["mine.txt"]


def test_hostile_words_become_no_markup_and_no_formula(run, desk_file, tmp_path):
    """A name from outside stays text on the page and in the tables."""
    run("mark", "2", "--status", "false", "--reason", "=1+1<b>", "--db", desk_file)
    run("reply", "2", "--asked", "=cmd<script>", "--deadline", "2126-01-01", "--db", desk_file)
    told = run("assess", "--output", tmp_path / "a.zip", "--db", desk_file)
    assert told.exit_code == 0
    made = opened(tmp_path / "a.zip")
    assert table(made["replies.csv"])[0]["asked"] == "'=cmd<script>"
    assert table(made["fact-checks.csv"])[0]["reason"] == "'=1+1<b>"
    assert not [name for name in made if name.endswith("html") and "<script" in made[name]]
