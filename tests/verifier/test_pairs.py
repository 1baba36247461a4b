"""The machine's reading beside the reviewer's, as an export."""

from __future__ import annotations

import json

import pytest

from claims.model import Document
from verifier.desk import Desk


@pytest.fixture
def pairs(run, desk_file):
    """The export's rows."""

    def read(*options):
        done = run("claim", "pairs", "--db", desk_file, *options)
        assert done.exit_code == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return read


def stored(run, desk_file, claim_id):
    lines = run("search", "zone:any", "--format", "jsonl", "--db", desk_file).stdout.splitlines()
    return next(row for row in map(json.loads, lines) if row["id"] == claim_id)


def test_nothing_is_exported_that_nobody_changed(pairs, run, desk_file):
    """A verdict is no correction of a reading."""
    run("mark", "2", "--status", "false", "--db", desk_file)
    assert pairs() == []


def test_a_correction_shows_both_readings(pairs, run, desk_file):
    """Level, words, cue and source before and after; the sentence they stand in; who and when."""
    start, end = stored(run, desk_file, 2)["span"]
    run(
        "claim", "set", "2", "--strength", "reported", "--span", f"{start + 4},{end}",
        "--source", "none", "--reviewer", "mira", "--db", desk_file,
    )  # fmt: skip
    [pair] = pairs()
    [machine], [reviewer] = pair["machine"], pair["reviewer"]
    assert (pair["kind"], pair["by"]) == ("corrected", "mira")
    assert (machine["strength"], reviewer["strength"]) == ("unnamed", "reported")
    assert machine["text"] == "the ferry had lost a screw"
    assert reviewer["text"] == "ferry had lost a screw"
    assert machine["attributions"][0]["source_text"] == "Two pilots"
    assert reviewer["attributions"][0]["source_text"] is None
    offset = pair["sentence"][0]
    first, last = (place - offset for place in reviewer["span"])
    assert pair["text"][first:last] == reviewer["text"]
    run("undo", "--reviewer", "mira", "--db", desk_file)
    assert pairs() == []


def test_added_split_and_merged_claims_are_told_apart(pairs, run, desk_file):
    """None to one, one to two, two to one."""
    run("claim", "add", "1", "--span", "0,5", "--db", desk_file)
    span = stored(run, desk_file, 2)["span"]
    run("claim", "split", "2", "--at", span[0] + len("the ferry "), "--db", desk_file)
    run("claim", "merge", "3", "4", "--db", desk_file)
    found = {pair["kind"]: pair for pair in pairs()}
    assert {kind: (len(p["machine"]), len(p["reviewer"])) for kind, p in found.items()} == {
        "added": (0, 1),
        "split": (1, 2),
        "merged": (2, 1),
    }
    assert [claim["wording"] for claim in found["split"]["reviewer"]] == [
        "the ferry",
        "had lost a screw",
    ]


def test_what_a_newer_version_took_over_is_told_once(pairs, run, desk_file):
    """The pair stands in the version that was corrected; a later correction is one of its own."""
    run("claim", "set", "2", "--strength", "reported", "--db", desk_file)
    with Desk.open(desk_file, "mira") as desk:
        old = desk.document(1)
        newer = Document(old.name, f"{old.text}\n\nThe crew is on leave.", url=old.url)
        claims = [stored.machine or stored.claim for stored in desk.claims_of(1)]
        made = desk.revise(newer, claims, 1)
        kept = next(one.id for one in desk.claims_of(made) if one.earlier == 2)
        assert len(pairs()) == 1
        desk.set_claim(kept, strength="rumour")
    assert [pair["reviewer"][0]["strength"] for pair in pairs()] == ["reported", "rumour"]


def test_what_is_held_back_is_refused_or_left_out(pairs, run, desk_file):
    """An embargo counts for this export too."""
    run("claim", "set", "2", "--strength", "reported", "--db", desk_file)
    held = run(
        "embargo", "--document", "1", "--until", "2099-01-01", "--reason", "court order",
        "--db", desk_file,
    )  # fmt: skip
    assert held.exit_code == 0, held.stderr
    refused = run("claim", "pairs", "--db", desk_file)
    assert refused.exit_code == 1
    assert "court order" in refused.stderr
    assert pairs("--without-embargoed") == []
