"""What an article carries never reaches a terminal, a spreadsheet or a parser as a command."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil

import pytest
from click.testing import CliRunner

from verifier.cli import cli
from verifier.desk import Desk
from verifier.safe_text import json_line

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PAYLOADS = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]52;c;ZWNobw==\x07",
    "\x1bP1$r0m\x1b\\",
    "\x9b31m\x9d0;t\x9c",
    "over\rwritten\x08\x08",
    "a\x7fb\x00c".replace("\x00", ""),
    "\u202egnirts\u202c",
    "\u2066isolate\u2069",
    "[bold red]markup[/] [@click=app.quit]x[/]",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "![x](javascript:alert(1)) `code` | cell",
    "{{ 7*7 }} %s %(name)s {0}",
    "zero\u200bwidth\ufeff",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A desk whose every text is hostile: document, claims, sources, marks and evidence."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "desk.db"

    def run(*args):
        return CliRunner().invoke(cli, [str(arg) for arg in args])

    for number, payload in enumerate(PAYLOADS):
        text = f"{payload} Police said {payload} fell. {payload}"
        start = text.index(payload, len(payload))
        span = [start, start + len(payload)]
        link = {
            "cue": [0, len(payload)], "cue_text": payload, "source": span, "source_text": payload,
            "resolved": {"span": span, "text": payload}, "source_kind": "person",
            "strength": "named", "stance": "asserts", "quotation": "none", "content": [span],
        }  # fmt: skip
        claim = {
            "type": "claim", "document": payload + str(number), "span": span, "text": payload,
            "wording": payload, "strength": "named", "rule": payload, "confidence": 0.5,
            "attributions": [link],
        }  # fmt: skip
        document = {
            "type": "document", "document": payload + str(number), "text": text,
            "title": payload, "url": f"https://x.example/{payload}", "publisher": payload,
            "author": payload, "published": payload,
        }  # fmt: skip
        bundle = folder / f"{number}.jsonl"
        bundle.write_text(f"{json_line(document)}\n{json_line(claim)}\n", encoding="utf-8")
        result = run("load", bundle, "--db", path, "--reviewer", payload)
        assert result.exit_code == 0, result.stderr
    for number, payload in enumerate(PAYLOADS, 1):
        result = run("mark", number, "--status", "false", "--reason", payload, "--note", payload,
                     "--reviewer", payload, "--db", path)  # fmt: skip
        assert result.exit_code == 0, result.stderr
        result = run("source", "add", number, "--url", f"https://x.example/{payload}", "--title",
                     payload, "--publisher", payload, "--quote", payload, "--locator", payload,
                     "--note", payload, "--archive-url", payload, "--reviewer", payload,
                     "--db", path)  # fmt: skip
        assert result.exit_code == 0, result.stderr
        assert not FORBIDDEN.search(result.stdout + result.stderr)
    return path


@pytest.fixture
def hostile_desk(built, tmp_path):
    """A copy of it, to do with as one likes."""
    return shutil.copy(built, tmp_path / "desk.db")


COMMANDS = [
    ["search", "zone:any", "--limit", "0", "--format", "table"],
    ["search", "zone:any", "--limit", "0", "--format", "jsonl"],
    ["search", "zone:any", "--limit", "0", "--format", "csv"],
    ["stats", "--format", "text"],
    ["stats", "--format", "json"],
    ["report", "--format", "md"],
    ["report", "--format", "html"],
    ["report", "--format", "csv"],
    ["report", "--format", "json"],
    ["report", "--format", "claimreview"],
    ["check", "--format", "table"],
    ["check", "--format", "jsonl"],
    ["log", "verify"],
    ["config", "show", "--format", "table", "--reviewer", "\x1b[31mx"],
    *[["history", str(n), "--format", form] for n in (1, 3, 8) for form in ("table", "jsonl")],
]


@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_no_output_carries_a_raw_control_character_or_override(run, hostile_desk, args):
    result = run(*args, "--db", hostile_desk)
    assert result.exit_code == 0, result.stderr
    assert not FORBIDDEN.search(result.stdout + result.stderr)
    if args[-1] != "jsonl":
        assert "\r" not in result.stdout.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "args",
    [["corrections", "--format", form] for form in ("table", "jsonl")]
    + [["report", "--format", form] for form in ("md", "html", "csv", "json", "claimreview")],
    ids=" ".join,
)
def test_corrections_of_hostile_reasons_are_told_safely(run, hostile_desk, args):
    assert run("report", "--publish", "--url", PAYLOADS[0], "--db", hostile_desk).exit_code == 2
    with Desk.open(hostile_desk, "ada") as desk:  # an earlier version took any address
        desk.publish(desk.report_records(published_url=PAYLOADS[0], publish=True), "md")
    for number in range(1, len(PAYLOADS) + 1):
        run("mark", number, "--reason", f"once more {PAYLOADS[number - 1]}", "--db", hostile_desk)
    result = run(*args, "--db", hostile_desk)
    assert result.exit_code == 0, result.stderr
    assert "once more" in result.stdout
    assert not FORBIDDEN.search(result.stdout + result.stderr)


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_a_hostile_name_of_a_database_is_escaped_for_datasette(run, form):
    result = run("datasette-metadata", "--format", form, "--db", "a\x1b[31m\u202e\x9b.db")
    assert result.exit_code == 0
    assert not FORBIDDEN.search(result.stdout)


def test_the_line_mode_shows_pictures_instead_of_controls(run, hostile_desk):
    typed = "\n".join(["v", "j"] * len(PAYLOADS)) + "\n\x1b[31m\n/\x1b\nu\nq"
    result = run("review", "--plain", "--db", hostile_desk, stdin=typed)
    assert result.exit_code == 0
    assert not FORBIDDEN.search(result.stdout + result.stderr)


def test_undo_and_redo_tell_hostile_words_safely(run, hostile_desk):
    for payload in PAYLOADS[:10]:
        for command in ("undo", "redo"):
            result = run(command, "--reviewer", payload, "--db", hostile_desk)
            assert result.exit_code == 0, result.stderr
            assert not FORBIDDEN.search(result.stderr)


def test_json_is_exact_after_parsing(run, hostile_desk):
    found = run("search", "zone:any", "--limit", "0", "--order", "document", "--db", hostile_desk)
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert [row["text"] for row in rows] == list(PAYLOADS)
    assert [row["reason"] for row in rows] == [payload or None for payload in PAYLOADS]


def test_no_cell_of_a_csv_starts_a_formula(run, hostile_desk):
    found = run("search", "zone:any", "--limit", "0", "--format", "csv", "--db", hostile_desk)
    for row in csv.DictReader(io.StringIO(found.stdout)):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_the_stored_text_stays_as_it_came(hostile_desk):
    with Desk.open(hostile_desk, write=False) as desk:
        for number, payload in enumerate(PAYLOADS, 1):
            stored = desk.claim(number)
            assert (stored.claim.text, stored.reason) == (payload, payload)
            assert desk.document(number).title == payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_error_messages_show_hostile_words_safely_and_on_one_line(
    run, desk_file, tmp_path, payload
):
    (tmp_path / "bad.jsonl").write_text(
        json.dumps({"type": payload, "document": payload}) + "\n", encoding="utf-8"
    )
    for args in (
        [payload],
        ["search", f"status:{payload}"],
        ["search", f"{payload}:x", "--order", payload],
        ["mark", payload, "--status", "false"],
        ["mark", "1", "--status", payload],
        ["claim", "add", payload, "--span", "0,1"],
        ["claim", "set", "1", "--span", payload],
        ["source", "add", "1", "--url", "https://x.example", "--grade", payload],
        ["source", "add", "1", "--url", "https://x.example", "--accessed", payload],
        ["ingest", f"/nowhere/{payload}"],
        ["load", str(tmp_path / "bad.jsonl")],
        ["undo", "--reviewer", payload],
        ["backup", f"/nowhere/{payload}/x.db"],
        ["report", "--output", f"/nowhere/{payload}/x.md"],
    ):
        result = run(*args, *([] if args == [payload] else ["--db", desk_file]))
        assert not FORBIDDEN.search(result.stdout + result.stderr), args
        assert "\r" not in result.stderr, args
        told = [line for line in result.stderr.splitlines() if line.startswith("verifier: ")]
        assert len(told) <= 1, args
        assert "Traceback" not in result.stderr
