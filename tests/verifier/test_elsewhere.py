"""Another desk's report: what was published, corrected and done there stays, apart from our log."""

from __future__ import annotations

import json

import pytest

URL = "https://desk.example/ferry"


@pytest.fixture
def loaded(tmp_path, run, desk_file, monkeypatch):
    """A second desk that loaded the first one's report: published, then corrected and published."""
    monkeypatch.setenv("VERIFIER_PUBLISHER", "Ferry Desk")

    def ours(*words):
        done = run(*words, "--db", desk_file, "--reviewer", "ada")
        assert done.exit_code == 0, done.stderr

    ours("mark", 2, "--status", "false", "--reason", "The log says so.")
    ours("report", "--format", "md", "--publish", "--url", URL, "--output", tmp_path / "one.md")
    ours("mark", 2, "--status", "verified", "--reason", "The log was wrong.")
    ours("report", "--format", "md", "--publish", "--url", URL, "--output", tmp_path / "two.md")
    ours("report", "--format", "json", "--output", tmp_path / "desk.json")
    path = tmp_path / "other.db"
    done = run("load", tmp_path / "desk.json", "--db", path, "--reviewer", "ben")
    assert done.exit_code == 0, done.stderr
    return path, json.loads((tmp_path / "desk.json").read_text())


def claim_of(run, path, number=2):
    """A claim as the desk's own JSON report has it."""
    told = json.loads(run("report", "--format", "json", "--db", path).stdout)
    return next(
        one for document in told["documents"] for one in document["claims"] if one["id"] == number
    )


def test_publication_and_corrections_come_along(loaded, run):
    """When and where it first went out, and what was corrected there, stand in our report too."""
    path, report = loaded
    theirs = next(c for d in report["documents"] for c in d["claims"] if c["id"] == 2)
    ours = claim_of(run, path)
    assert theirs["published_at"]
    for name in ("published_at", "published_url"):
        assert ours[name] == theirs[name]
    [mine], [other] = ours["corrections"], theirs["corrections"]
    assert {**mine, "event_id": 0} == {**other, "event_id": 0}
    assert mine["said"] == {"status": "false", "reason": "The log says so."}
    assert "The log was wrong." in run("corrections", "--db", path).stdout


def test_a_verdict_changed_here_after_it_went_out_there_is_a_correction(loaded, run):
    path, _ = loaded
    run("mark", 2, "--status", "disputed", "--reason", "Two logs.", "--db", path)
    corrections = claim_of(run, path)["corrections"]
    assert [one["says"]["status"] for one in corrections] == ["verified", "disputed"]
    assert corrections[1]["said"]["status"] == "verified"


def test_their_history_stands_apart_with_the_head_of_their_log(loaded, run):
    """`history` tells their events as theirs; our own log has the load alone, and holds."""
    path, report = loaded
    rows = [json.loads(row) for row in run("history", 2, "--db", path).stdout.splitlines()]
    theirs = [row for row in rows if "elsewhere" in row]
    assert [row["after"]["status"] for row in theirs] == ["false", "verified"]
    assert {row["reviewer"] for row in theirs} == {"ada"}
    assert all(row["elsewhere"]["log_head"] == report["log_head"] for row in theirs)
    assert [row["kind"] for row in rows if "elsewhere" not in row] == ["load"]
    table = run("history", 2, "--format", "table", "--db", path).stdout
    assert "Before, at Ferry Desk, head of its log:" in table
    assert report["log_head"]["hash"] in table
    assert run("log", "verify", "--db", path).exit_code == 0


def test_what_was_never_touched_brings_nothing(loaded, run):
    path, _ = loaded
    rows = [json.loads(row) for row in run("history", 3, "--db", path).stdout.splitlines()]
    assert [row["kind"] for row in rows] == ["load"]
    assert claim_of(run, path, 3)["published_at"] is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("history", "marked"),
        ("history", [1]),
        ("corrections", [{"said": {"status": "round"}}]),
        ("corrections", {"said": "false"}),
    ],
)
def test_what_has_another_shape_is_refused_with_its_place(loaded, run, tmp_path, name, value):
    """A report that somebody edited badly fails its document, named, and takes nothing down."""
    _, report = loaded
    claim = report["documents"][0]["claims"][1]
    claim[name] = value
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(report))
    done = run("load", path, "--db", tmp_path / "third.db")
    assert done.exit_code == 1
    assert "document 1, claim 2" in done.stderr


def test_hostile_words_of_theirs_are_shown_safely(loaded, run, tmp_path):
    """No control character of another desk's history reaches the terminal."""
    _, report = loaded
    for event in report["documents"][0]["claims"][1]["history"]:
        event["reviewer"] = "\x1b[31mada\u202e"
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(report))
    assert run("load", path, "--db", tmp_path / "odd.db").exit_code == 0
    for form in ("table", "jsonl"):
        told = run("history", 2, "--format", form, "--db", tmp_path / "odd.db").stdout
        assert "\x1b" not in told
        assert "\u202e" not in told
