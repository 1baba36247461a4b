"""The acts beside a verdict on the command line: sign-off, second reading, reply, embargo."""

from __future__ import annotations

import json

import pytest

from claims.model import Document
from verifier.desk import Desk


@pytest.fixture
def judged(run, desk_file):
    """Ada's verdict, with a reason and a graded piece of evidence, on claim 2."""
    run("mark", "2", "--status", "false", "--reason", "No screw is missing.", "--db", desk_file)
    run(
        "source", "add", "2", "--url", "https://yard.example/log", "--stance", "refutes",
        "--grade", "B2", "--title", "Yard log", "--db", desk_file,
    )  # fmt: skip
    return desk_file


@pytest.fixture
def run(run, monkeypatch):
    """The command line, in ada's name unless a command says otherwise."""
    monkeypatch.setenv("VERIFIER_REVIEWER", "ada")
    return run


def rows(result):
    """The rows of JSON that a command printed."""
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_second_person_signs_off_and_the_first_may_not(run, judged):
    """Ada is refused, bob signs, the row says who, and a new reason makes it stale."""
    refused = run("sign-off", "2", "--db", judged)
    assert refused.exit_code == 1
    assert "nobody signs off their own verdict" in refused.stderr
    assert run("sign-off", "2", "--reviewer", "bob", "--db", judged).stderr == "Signed off.\n"
    (row,) = rows(run("search", "signed:yes", "--db", judged))
    assert (row["id"], row["signed_by"], row["sign_off"]) == (2, "bob", "yes")
    run("mark", "2", "--reason", "Two screws are missing.", "--db", judged)
    (row,) = rows(run("search", "signed:stale", "--db", judged))
    assert (row["signed_by"], row["sign_off"]) == ("bob", "stale")
    assert run("log", "verify", "--db", judged).exit_code == 0


def test_the_settings_may_let_people_sign_their_own(run, judged, monkeypatch):
    """own_sign_off is yes, no, or a line that says so."""
    monkeypatch.setenv("VERIFIER_OWN_SIGN_OFF", "maybe")
    told = run("sign-off", "2", "--db", judged).stderr
    assert "VERIFIER_OWN_SIGN_OFF: unknown own_sign_off 'maybe'" in told
    monkeypatch.setenv("VERIFIER_OWN_SIGN_OFF", "yes")
    assert run("sign-off", "2", "--db", judged).exit_code == 0


def test_a_sign_off_is_withdrawn_and_undone(run, judged):
    """Both are the signer's own; undo takes the last of them back."""
    run("sign-off", "2", "--reviewer", "bob", "--db", judged)
    out = run("sign-off", "2", "--withdraw", "--reviewer", "bob", "--db", judged)
    assert out.stderr == "Sign-off withdrawn.\n"
    assert run("undo", "--reviewer", "bob", "--db", judged).exit_code == 0
    assert [row["id"] for row in rows(run("search", "signed:yes", "--db", judged))] == [2]
    assert run("undo", "--db", judged).exit_code == 1


HIDDEN = ("No screw is missing.", "Yard log", "yard.example", "B2")


def test_a_second_reader_sees_nothing_of_the_first_until_done(run, judged):
    """No verdict, reason, evidence or history in any list; then both, and the agreement."""
    bob = ("--reviewer", "bob", "--db", judged)
    assert run("second", "start", "2", *bob).exit_code == 0
    with Desk.open(judged, "bob", write=False) as desk:
        seen = desk.claim(2)
        assert (seen.hidden, seen.status.value, seen.reason) == (True, "unreviewed", None)
        assert (desk.evidence(2), seen.evidence_count) == ([], 0)
        assert [event.kind for event in desk.history(2)] == ["load"]
        assert [claim.status.value for claim in desk.claims_of(1) if claim.id == 2] == [
            "unreviewed"
        ]
        for query in ("status:false", "-status:unreviewed", "reviewer:ada", "has:evidence"):
            assert 2 not in desk.ids(query), query
            assert desk.count(query) == len(list(desk.ids(query)))
        assert 2 in desk.ids("screw")
        assert [item.stored.id for item in desk.judged()] == []
    with Desk.open(judged, "ada", write=False) as desk:
        assert desk.claim(2).status.value == "false"
    done = run("second", "done", "2", "--status", "false", "--reason", "The log.", *bob)
    assert "The first verdict: false (No screw is missing.). Yours agrees." in done.stderr
    with Desk.open(judged, "bob", write=False) as desk:
        assert desk.claim(2).status.value == "false"
        (read,) = desk.second_readings(2)
        assert (read.reader, read.status, read.first_status) == ("bob", "false", "false")
        assert len(desk.evidence(2)) == 1
    found = json.loads(run("stats", "--format", "json", "--db", judged).stdout)["agreement"]
    assert (found["pairs"], found["agreed"], found["kappa"]) == (1, 1, None)
    assert run("log", "verify", "--db", judged).exit_code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("search", "zone:any"),
        ("search", "zone:any", "--format", "csv"),
        ("search", "zone:any", "--format", "table"),
        ("history", "2"),
        ("check", "zone:any"),
        ("second", "list"),
        ("report",),
        ("report", "--format", "html"),
        ("report", "--format", "json"),
    ],
)
def test_no_command_tells_a_second_reader_the_first_verdict(run, judged, monkeypatch, command):
    """Whoever is named by the settings counts where a command takes no name."""
    run("second", "start", "2", "--reviewer", "bob", "--db", judged)
    monkeypatch.setenv("VERIFIER_REVIEWER", "bob")
    told = run(*command, "--db", judged)
    assert not [word for word in HIDDEN if word in told.stdout + told.stderr]
    assert (told.exit_code != 0) is (command[0] == "report")


def test_a_second_reader_marks_no_first_verdict(run, judged):
    """Marking, evidence and sign-off of a claim that is read unseen are refused with the way out."""
    bob = ("--reviewer", "bob", "--db", judged)
    run("second", "start", "2", *bob)
    for command in (
        ("mark", "2", "--status", "verified"),
        ("sign-off", "2"),
        ("source", "add", "2", "--url", "https://x.example"),
    ):
        told = run(*command, *bob)
        assert (told.exit_code, "verifier second done 2" in told.stderr) == (1, True), command
    assert run("second", "drop", "2", *bob).exit_code == 0
    assert run("mark", "2", "--status", "verified", *bob).exit_code == 0


def test_nobody_reads_their_own_verdict_a_second_time(run, judged):
    """Ada's verdict is not ada's to read unseen."""
    told = run("second", "start", "2", "--db", judged)
    assert (told.exit_code, "another reads it" in told.stderr) == (1, True)


def test_a_sample_is_of_others_verdicts_and_the_same_each_time(run, desk_file):
    """--query and --sample choose among what is judged, never one's own, nor what was read."""
    for claim in ("1", "2", "3", "4"):
        who = "bob" if claim == "3" else "ada"
        run("mark", claim, "--status", "verified", "--reviewer", who, "--db", desk_file)
    with Desk.open(desk_file, "bob") as desk:
        chosen = desk.second_choice("status:verdict", 2)
        assert chosen == desk.second_choice("status:verdict", 2)
        assert (len(chosen), 3 in chosen) == (2, False)
    run("second", "start", "--query", "status:verdict", "--reviewer", "bob", "--db", desk_file)
    found = rows(run("second", "list", "--reviewer", "bob", "--db", desk_file))
    assert [row["id"] for row in found] == [1, 2, 4]


def test_a_reading_given_again_counts_for_no_agreement(run, judged):
    """Who has seen the first verdict is blind no more: undo and a new verdict leave n as it was."""
    bob = ("--reviewer", "bob", "--db", judged)
    run("second", "start", "2", *bob)
    run("second", "done", "2", "--status", "verified", *bob)
    assert run("undo", *bob).exit_code == 0
    run("second", "done", "2", "--status", "false", *bob)
    found = json.loads(run("stats", "--format", "json", "--db", judged).stdout)["agreement"]
    assert found["pairs"] == 0


def test_a_reply_is_asked_for_chased_and_noted(run, judged):
    """Overdue while the deadline lies behind, answered once something came."""
    asked = ("--asked", "the owner", "--on", "2026-05-01", "--deadline", "2026-05-03")
    assert run("reply", "2", *asked, "--db", judged).exit_code == 0
    (row,) = rows(run("search", "reply:overdue", "--db", judged))
    assert row["replies"] == [
        {
            "asked": "the owner",
            "asked_on": "2026-05-01",
            "deadline": "2026-05-03",
            "answer": None,
            "answered_on": None,
            "reviewer": "ada",
        }
    ]
    run("reply", "2", "--answer", "No comment.", "--answered", "2026-05-04", "--db", judged)
    assert rows(run("search", "reply:overdue", "--db", judged)) == []
    (row,) = rows(run("search", "reply:answered", "--db", judged))
    assert (row["replies"][0]["answer"], row["replies"][0]["answered_on"]) == (
        "No comment.",
        "2026-05-04",
    )
    run("undo", "--db", judged)
    assert len(rows(run("search", "reply:open", "--db", judged))) == 1
    assert run("log", "verify", "--db", judged).exit_code == 0


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        ((), 2, "give --asked with --deadline, or --answer"),
        (("--deadline", "2026-05-03"), 2, "--deadline wants --asked"),
        (("--asked", "x", "--deadline", "soon"), 1, "'soon' is no day: write 2026-03-09"),
        (("--asked", "x", "--on", "2026-05-04", "--deadline", "2026-05-03"), 1, "lies before"),
        (("--answer", "No."), 1, "nobody asked so far"),
        (("--asked", " ", "--deadline", "2126-05-03"), 1, "who was asked is needed"),
    ],
)
def test_a_reply_that_makes_no_sense_is_refused(run, judged, args, code, words):
    """One line names what is missing."""
    told = run("reply", "2", *args, "--db", judged)
    assert (told.exit_code, words in told.stderr) == (code, True), told.stderr


def test_who_of_several_answered_is_named(run, judged):
    """Two were asked: the answer says whose it is."""
    for who in ("the owner", "the yard"):
        run("reply", "2", "--asked", who, "--deadline", "2126-05-03", "--db", judged)
    told = run("reply", "2", "--answer", "No.", "--db", judged)
    assert "several were asked (the owner, the yard): say who answered" in told.stderr
    assert (
        run("reply", "2", "--answer", "No.", "--asked", "The Yard", "--db", judged).exit_code == 0
    )
    assert len(rows(run("search", "reply:open", "--db", judged))) == 1


FORMATS = ("md", "html", "csv", "json", "claimreview")
FAR = "2126-05-03T06:00+00:00"


@pytest.mark.parametrize("publish", [(), ("--publish",)])
@pytest.mark.parametrize("form", FORMATS)
def test_no_report_of_any_format_goes_out_before_its_time(run, judged, form, publish):
    """An embargo on a claim or a document refuses with its reason; lifting it lets it out."""
    for held in (("2",), ("--document", "ledger.txt")):
        set_ = run("embargo", *held, "--until", FAR, "--reason", "Court day.", "--db", judged)
        assert "Held back until 2126-05-03T06:00:00+00:00: Court day." in set_.stderr
        told = run("report", "--format", form, *publish, "--db", judged)
        assert (told.exit_code, told.stdout) == (1, "")
        assert "held back until 2126-05-03 06:00 UTC: Court day." in told.stderr
        assert run("embargo", *held, "--lift", "--db", judged).exit_code == 0
    assert run("report", "--format", form, *publish, "--db", judged).exit_code == 0
    assert run("log", "verify", "--db", judged).exit_code == 0


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_held_back_is_left_out_where_asked(run, judged, form):
    """A claim held back leaves with its words, a document whole; the rest goes out."""
    run("mark", "3", "--status", "false", "--reason", "He sold none.", "--db", judged)
    run("embargo", "2", "--until", FAR, "--reason", "Court day.", "--db", judged)
    told = run("report", "--format", form, "--without-embargoed", "--db", judged)
    assert told.exit_code == 0
    assert "lost a screw" not in told.stdout
    assert "No screw is missing" not in told.stdout
    assert "He sold none" in told.stdout
    run("embargo", "--document", "1", "--until", FAR, "--reason", "All.", "--db", judged)
    told = run("report", "--format", form, "--without-embargoed", "--db", judged)
    assert (told.exit_code, "sell it" in told.stdout) == (0, False)


def test_an_embargo_that_is_over_holds_nothing_back(run, judged, monkeypatch):
    """The real time decides, not the report's clock."""
    past = ("--until", "2020-01-01T00:00+00:00", "--reason", "Over.")
    run("embargo", "2", *past, "--db", judged)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert run("report", "--db", judged).exit_code == 0
    run("embargo", "2", "--until", FAR, "--reason", "Court day.", "--db", judged)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9999999999")
    assert run("report", "--db", judged).exit_code == 1


def test_a_newer_version_is_held_back_with_the_one_before(run, judged, tmp_path):
    """An article that comes in anew can't slip out under its first version's embargo."""
    run("embargo", "--document", "1", "--until", FAR, "--reason", "Court day.", "--db", judged)
    with Desk.open(judged, "ada") as desk:
        document = desk.document(1)
        text = document.text + "\nThe owner is away."
        desk.revise(Document("ledger.txt", text), [], 1)
    told = run("report", "document:ledger", "--db", judged)
    assert told.exit_code == 1 or "The owner is away" not in told.stdout
    assert "The owner is away" not in run("report", "--db", judged).stdout


def test_embargoes_are_listed_found_and_undone(run, judged):
    """The list tells until when and why, the query finds the claims, undo takes it back."""
    run("embargo", "--document", "1", "--until", FAR, "--reason", "Court day.", "--db", judged)
    (row,) = rows(run("embargo", "--list", "--db", judged))
    assert (row["document_id"], row["reason"]) == (1, "Court day.")
    found = rows(run("search", "is:embargoed", "--db", judged))
    assert [one["embargoed_until"] for one in found] == ["2126-05-03T06:00:00+00:00"] * 4
    assert rows(run("search", "-is:embargoed", "--db", judged)) == []
    assert run("undo", "--db", judged).exit_code == 0
    assert rows(run("search", "is:embargoed", "--db", judged)) == []
    assert run("redo", "--db", judged).exit_code == 0
    assert len(rows(run("search", "is:embargoed zone:any", "--db", judged))) == 5
    assert run("log", "verify", "--db", judged).exit_code == 0


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        ((), 2, "give a claim's ID or --document"),
        (("2", "--document", "1", "--lift"), 2, "one of the two"),
        (("2",), 2, "give --until and --reason, or --lift"),
        (("2", "--until", FAR), 2, "wants both"),
        (("2", "--until", "soon", "--reason", "x"), 1, "'soon' is no time: write 2026-03-09"),
        (("2", "--until", FAR, "--reason", " "), 1, "the reason of the embargo is needed"),
        (("99", "--until", FAR, "--reason", "x"), 1, "no claim 99"),
        (("--document", "99", "--until", FAR, "--reason", "x"), 1, "no document 99"),
        (("2", "--lift"), 1, "claim 2 is under no embargo of its own"),
    ],
)
def test_an_embargo_that_makes_no_sense_is_refused(run, judged, args, code, words):
    """One line names what is missing."""
    told = run("embargo", *args, "--db", judged)
    assert (told.exit_code, words in told.stderr) == (code, True), told.stderr


def test_a_report_takes_the_acts_to_another_desk(run, judged, tmp_path):
    """Sign-off, replies and second readings come along; stale where not all that was signed does."""
    run("sign-off", "2", "--reviewer", "bob", "--db", judged)
    run("reply", "2", "--asked", "the owner", "--deadline", "2126-05-03", "--db", judged)
    run("second", "start", "2", "--reviewer", "cara", "--db", judged)
    run("second", "done", "2", "--status", "misleading", "--reviewer", "cara", "--db", judged)
    there = tmp_path / "there.json"
    run("report", "--format", "json", "--output", there, "--db", judged)
    other = tmp_path / "other.db"
    assert run("load", there, "--db", other).exit_code == 0
    (row,) = rows(run("search", "signed:yes reply:open second:differs", "--db", other))
    assert (row["signed_by"], row["replies"][0]["asked"]) == ("bob", "the owner")
    assert row["second_readings"][0]["status"] == "misleading"
    assert run("log", "verify", "--db", other).exit_code == 0
    again = tmp_path / "again.json"
    run("report", "--format", "json", "--output", again, "--db", other)
    kept = [
        {
            key: value
            for key, value in claim.items()
            if key not in {"history", "changed", "elsewhere"}
        }
        for path in (there, again)
        for claim in json.loads(path.read_text("utf-8"))["documents"][0]["claims"]
    ]
    assert kept[:5] == kept[5:]


def test_a_sign_off_is_stale_where_protected_evidence_stayed_at_home(run, judged, tmp_path):
    """What was signed is not all there: the other desk sees that."""
    run("source", "add", "2", "--url", "https://secret.example", "--protected", "--db", judged)
    run("sign-off", "2", "--reviewer", "bob", "--db", judged)
    there = tmp_path / "there.json"
    run("report", "--format", "json", "--output", there, "--db", judged)
    other = tmp_path / "other.db"
    run("load", there, "--db", other)
    assert [row["signed_by"] for row in rows(run("search", "signed:stale", "--db", other))] == [
        "bob"
    ]
    assert run("log", "verify", "--db", other).exit_code == 0
