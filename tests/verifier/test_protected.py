"""A protected reference: nothing of it leaves, whatever the way out, only what may be said."""

from __future__ import annotations

import io
import json
import zipfile

import pypdf
import pytest

from verifier.desk import Desk
from verifier.reports import FORMATS

SECRETS = ("zq-title", "zq-house", "zq-host", "zq-quote", "zq-place", "zq-note", "zq-copy")
SAID = "a person at the yard"


@pytest.fixture
def guarded(run, desk_file, monkeypatch):
    """A published verdict on protected evidence: some protected later, some taken away again."""
    monkeypatch.setenv("VERIFIER_REVIEWER", "ada")

    def do(*args):
        result = run(*args, "--db", desk_file)
        assert result.exit_code == 0, result.stderr

    whole = (
        "--title", "zq-title of it", "--publisher", "zq-house", "--quote", "zq-quote words",
        "--locator", "zq-place 4", "--note", "zq-note for us", "--archive-url",
        "https://zq-copy.example/1",
    )  # fmt: skip
    for number in ("1", "2", "3"):
        do("source", "add", "2", "--url", f"https://zq-host.example/{number}", *whole)
    for number in ("1", "2"):
        do("source", "add", "3", "--url", f"https://zq-host.example/{number}", "--protected",
           "--public-wording", SAID)  # fmt: skip
    do("source", "add", "2", "--url", "https://zq-host.example/3", "--protected")
    with Desk.open(desk_file, "ada") as desk:
        desk.remove_evidence(desk.evidence(2)[0].id)
    do("undo")
    do("redo")
    do("mark", "2", "3", "--status", "false", "--reason", "Seen by us.")
    do("sign-off", "2", "--reviewer", "bob")
    do("report", "--publish")
    do("mark", "2", "--status", "verified")
    return desk_file


def words_of(form, raw):
    """What a file tells a reader, and all that its parts hold."""
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            return "\n".join(
                parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
            )
    if form == "pdf":
        reader = pypdf.PdfReader(io.BytesIO(raw))
        told = "\n".join(page.extract_text() for page in reader.pages)
        return f"{told}\n{reader.metadata}\n{raw.decode('latin-1')}"
    return raw.decode()


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_tells_of_it(run, guarded, tmp_path, form):
    """Every format, as it is and published, shows the words for the public and no others."""
    for more in ((), ("--publish",)):
        out = tmp_path / f"report.{form}"
        done = run("report", "--format", form, "--output", out, *more, "--db", guarded)
        assert done.exit_code == 0, done.stderr
        told = words_of(form, out.read_bytes()) + done.stderr
        assert not [word for word in SECRETS if word in told]
        if form != "claimreview":
            assert SAID in " ".join(told.split())


@pytest.mark.parametrize(
    "command",
    [
        ("search", "zone:any", "--format", "jsonl"),
        ("search", "zone:any", "--format", "csv"),
        ("search", "zone:any", "--format", "table"),
        ("search", "evidence:zq", "--format", "jsonl"),
        ("history", "2", "--format", "jsonl"),
        ("history", "2", "--format", "table"),
        ("history", "3", "--format", "jsonl"),
        ("corrections", "--format", "jsonl"),
        ("corrections", "--format", "table"),
        ("check", "--format", "jsonl"),
        ("check", "--format", "table"),
        ("stats", "--format", "json"),
        ("match", "zq-title of it"),
        ("datasette-metadata",),
        ("log", "verify"),
        ("embargo", "--list"),
    ],
)
def test_no_command_tells_of_it(run, guarded, command):
    """What a command prints can be passed on."""
    told = run(*command, "--db", guarded)
    assert told.exit_code == 0, told.stderr
    assert not [
        word
        for word in SECRETS
        if word in (told.stdout + told.stderr).replace('"query":"zq-title of it"', "")
    ]


def test_another_desk_gets_the_words_for_the_public_alone(run, guarded, tmp_path):
    """load stores what the report said; a report from there tells no more."""
    there, again = tmp_path / "there.json", tmp_path / "again.json"
    run("report", "--format", "json", "--output", there, "--db", guarded)
    other = tmp_path / "other.db"
    assert run("load", there, "--db", other).exit_code == 0
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("other.db*"))
    assert not [word for word in SECRETS if word.encode() in raw]
    with Desk.open(other, write=False) as desk:
        pieces = desk.evidence(3)
        assert {piece.reference.public_wording for piece in pieces} == {SAID}
        assert all(piece.reference.protected for piece in pieces)
    run("report", "--format", "json", "--output", again, "--db", other)
    evidence = [
        [
            {name: value for name, value in piece.items() if name != "reference_id"}
            for claim in json.loads(path.read_text("utf-8"))["documents"][0]["claims"]
            for piece in claim["evidence"]
        ]
        for path in (there, again)
    ]
    assert evidence[0] == evidence[1]


def test_the_assessors_bundle_tells_nothing_of_it(run, guarded, tmp_path):
    """Each of its files goes out of the house."""
    assert run("assess", "--output", tmp_path / "a", "--db", guarded).exit_code == 0
    for path in (tmp_path / "a").iterdir():
        text = path.read_text("utf-8")
        assert not [word for word in SECRETS if word in text], path.name


def test_the_log_still_holds(run, guarded):
    """What is not told is kept, and its hashes are sound."""
    assert run("log", "verify", "--db", guarded).exit_code == 0
    with Desk.open(guarded, write=False) as desk:
        assert {piece.reference.title for piece in desk.evidence(2)} == {"zq-title of it"}
