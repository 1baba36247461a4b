"""Published verdicts that changed: from the command line, and in the next report."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def act(run, desk_file, monkeypatch):
    """Run a command on the desk as ada; its standard output."""
    monkeypatch.setenv("VERIFIER_REVIEWER", "ada")

    def call(*args):
        result = run(*args, "--db", desk_file)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    return call


@pytest.fixture
def found(act):
    """Give the corrections of the desk."""
    return lambda: [
        json.loads(line) for line in act("corrections", "--format", "jsonl").splitlines()
    ]


def publish(act, url="https://desk.example/1"):
    act("report", "--publish", "--url", url)


def test_a_verdict_changed_after_publishing_is_told_with_both_sides(act, found):
    act("mark", 2, "--status", "verified", "--reason", "Seen.")
    publish(act)
    act("mark", 2, "--status", "false", "--reason", "The log says no.")
    [one] = found()
    assert one["said"] == {"status": "verified", "reason": "Seen."}
    assert one["says"] == {"status": "false", "reason": "The log says no."}
    assert (one["claim_id"], one["reviewer"], one["shown_at"]) == (2, "ada", None)
    assert one["published_url"] == "https://desk.example/1"


def test_a_change_of_the_reason_alone_is_a_correction(act, found):
    act("mark", 2, "--status", "verified", "--reason", "Seen.")
    publish(act)
    act("mark", 2, "--reason", "Seen twice.")
    [one] = found()
    assert (one["said"]["reason"], one["says"]["reason"]) == ("Seen.", "Seen twice.")


def test_what_is_taken_back_to_the_published_verdict_is_none(act, found):
    act("mark", 2, "--status", "verified")
    publish(act)
    act("mark", 2, "--status", "false")
    act("undo")
    assert found() == []
    act("redo")
    assert len(found()) == 1


def test_undoing_a_published_verdict_is_a_correction(act, found):
    act("mark", 2, "--status", "verified")
    publish(act)
    act("undo")
    [one] = found()
    assert (one["said"]["status"], one["says"]["status"]) == ("verified", "unreviewed")


def test_a_claim_published_without_a_verdict_is_not_corrected_by_its_first(act, found):
    publish(act)
    act("mark", 2, "--status", "false")
    assert found() == []


def test_a_correction_stays_after_it_was_published_and_says_when(act, found):
    act("mark", 2, "--status", "verified")
    publish(act)
    act("mark", 2, "--status", "false")
    publish(act)
    act("mark", 2, "--status", "misleading")
    first, second = found()
    assert first["shown_at"] is not None
    assert (second["said"]["status"], second["shown_at"]) == ("false", None)


def test_a_verdict_without_publication_has_no_correction(act, found):
    act("mark", 2, "--status", "verified")
    act("mark", 2, "--status", "false")
    assert found() == []


def test_the_table_says_how_many_were_not_shown_yet(run, act, desk_file):
    act("mark", 2, "--status", "verified")
    publish(act)
    act("mark", 2, "--status", "false")
    result = run("corrections", "--format", "table", "--db", desk_file)
    assert "verified" in result.stdout
    assert "1 correction, 1 in no published report yet." in result.stderr


def test_a_claim_taken_out_after_it_was_published_keeps_its_correction(act, found):
    act("claim", "add", 1, "--span", "0,5")
    act("mark", 6, "--status", "false")
    publish(act)
    act("undo")
    act("undo")
    [one] = found()
    assert (one["claim_id"], one["says"]["status"]) == (6, "unreviewed")


def test_check_tells_of_corrections_that_no_report_has_shown(act):
    act("mark", 2, "--status", "false")
    publish(act)
    act("undo")
    [last] = [json.loads(line) for line in act("check", "--format", "jsonl").splitlines()][-1:]
    assert (last["criterion"], last["met"], last["of"]) == ("corrections", 0, 1)
    publish(act)
    [last] = [json.loads(line) for line in act("check", "--format", "jsonl").splitlines()][-1:]
    assert (last["met"], last["of"]) == (1, 1)


@pytest.mark.parametrize("form", ["md", "html", "json", "csv"])
def test_the_next_report_tells_what_was_said_before(act, form):
    act("mark", 2, "--status", "verified", "--reason", "Seen by nobody.")
    publish(act)
    act("mark", 2, "--status", "false", "--reason", "The log says no.")
    report = act("report", "--format", form)
    assert "orrections" in report or "corrected" in report
    assert "Seen by nobody." in report


def test_claimreview_keeps_the_first_date_and_the_address_of_the_publication(
    act, monkeypatch, desk_file
):
    import sqlite3

    act("mark", 2, "--status", "verified")
    publish(act)
    with sqlite3.connect(desk_file) as conn:
        (day,) = conn.execute(
            "SELECT substr(at, 1, 10) FROM events WHERE kind = 'publish'"
        ).fetchone()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4000000000")
    [review] = json.loads(act("report", "--format", "claimreview"))
    assert review["datePublished"] == day
    assert review["url"] == "https://desk.example/1#claim-2"
    assert "dateModified" not in review
    act("mark", 2, "--status", "false")
    [review] = json.loads(act("report", "--format", "claimreview", "--publish"))
    assert review["datePublished"] == day
    assert review["dateModified"]
