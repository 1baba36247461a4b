"""The program as a process: what it loads, pipes, interrupts, colour, odd names, a real run."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "verifier" / "sample" / "harbour.md"
HEAVY = {
    "spacy", "numpy", "textual", "sqlite_utils", "trafilatura", "markdown_it", "pypdf", "docx",
    "lxml",
}  # fmt: skip
LOADED = """
import atexit, sys
atexit.register(lambda: print("LOADED", *sorted(m for m in sys.modules if "." not in m), file=sys.stderr))
from verifier.cli import main
main()
"""


def environment(**more):
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def verifier(*args, stdin=None, **more):
    """Run the program as a process of its own, from a folder where nothing lies."""
    return subprocess.run(
        [sys.executable, "-m", "verifier", *map(os.fspath, args)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**more),
        cwd=os.environ["HOME"],
        timeout=120,
        check=False,
    )


@pytest.fixture(autouse=True)
def a_home(own_settings):
    Path(os.environ["HOME"]).mkdir(exist_ok=True)


@pytest.mark.parametrize(
    "args",
    [
        ["--help"],
        ["search", "ferry"],
        ["report"],
        ["report", "--format", "json"],
        ["stats"],
        ["check"],
        ["corrections"],
        ["datasette-metadata"],
        ["mark", "1", "--status", "checking"],
        ["history", "1"],
        ["claim", "set", "1", "--strength", "named"],
        ["source", "add", "1", "--url", "https://x.example"],
        ["undo"],
        ["config", "show"],
        ["ingest", "--help"],
        ["review", "--help"],
    ],
)
def test_a_command_loads_no_more_than_it_needs(desk_file, args):
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *args],
        capture_output=True,
        text=True,
        env=environment(VERIFIER_DB=str(desk_file)),
        check=False,
    )
    loaded = set(done.stderr.splitlines()[-1].split()[1:])
    assert "click" in loaded
    assert not loaded & HEAVY
    assert "url_normalize" not in loaded or "--url" in args


def test_the_list_of_commands_imports_none_of_them():
    code = "import sys; from verifier.cli import cli; cli(['--help'], standalone_mode=False); "
    code += "print(sorted(m for m in sys.modules if m.startswith(('verifier.', 'db', 'claims'))))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stdout.splitlines()[-1] == "['verifier.cli', 'verifier.cli.base']"


def test_extraction_runs_with_one_thread_of_openblas():
    code = "import os; from verifier.cli.engine import make_extractor; "
    code += "make_extractor(None, None); print(os.environ['OPENBLAS_NUM_THREADS'])"
    known = {key: value for key, value in environment().items() if key != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=known, check=True
    )
    assert done.stdout == "1\n"


def test_a_closed_pipe_ends_quietly(desk_file):
    command = f"{sys.executable} -m verifier search zone:any --limit 0 --db {desk_file} | true"
    done = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        env=environment(),
        check=True,
    )
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.parametrize(
    ("redirection", "code"), [(">&-", 0), ("2>&-", 0), ("<&-", 0), ("> /dev/full", 1)]
)
def test_closed_or_full_outputs_leave_no_traceback(desk_file, redirection, code):
    command = f"{sys.executable} -m verifier search --db {desk_file} {redirection}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, env=environment(), check=False
    )
    assert done.returncode == code
    assert done.stderr in {"", "verifier: no space left on the disk\n"}


def test_an_interrupt_is_one_line_and_130(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "verifier", "extract", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=tmp_path,
        text=True,
        # A shell starts background jobs with interrupts ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (no threads here)
    )
    process.stdin.write("One.")
    process.stdin.flush()
    # All is loaded once it has read what there is, and waits for more.
    while any(fcntl.ioctl(process.stdin, termios.FIONREAD, bytes(4))):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out, err.strip()) == (130, "", "verifier: interrupted")


def in_terminal(*args, **more):
    """Run in a pseudo-terminal of 80x24; gives the exit code and everything written."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(PYTHONPATH=str(ROOT), COLUMNS="80", LINES="24", **more)
        os.execv(sys.executable, [sys.executable, "-m", "verifier", *map(os.fspath, args)])
    written = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), written.decode()


def test_a_terminal_gets_a_table_of_its_width_and_colour_only_where_wanted(desk_file):
    code, shown = in_terminal("search", "--db", desk_file, TERM="xterm")
    assert code == 0
    assert "\x1b[1m" in shown
    plain = in_terminal("search", "--db", desk_file, TERM="xterm", NO_COLOR="1")[1]
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= 80
    assert (
        "\x1b" not in in_terminal("search", "--color", "never", "--db", desk_file, TERM="xterm")[1]
    )
    assert "\x1b" not in in_terminal("search", "--db", desk_file, TERM="dumb")[1]


def test_a_dumb_terminal_is_refused_the_screen_and_told_of_the_line_mode(desk_file):
    code, shown = in_terminal("review", "--db", desk_file, TERM="dumb")
    assert code == 2
    assert shown.count("\n") == 1
    assert "--plain" in shown


def test_standard_input_that_is_a_terminal_is_not_waited_for(desk_file):
    code, shown = in_terminal("extract", TERM="xterm")
    assert code == 2
    assert "name a file" in shown


def test_an_output_that_knows_few_letters_still_gets_every_row(desk_file):
    done = verifier(
        "search", "screw", "--format", "table", "--db", desk_file, PYTHONIOENCODING="ascii"
    )
    assert done.returncode == 0
    assert "the ferry had lost a screw" in done.stdout


def test_a_name_that_is_no_utf8_is_read_stored_and_shown_byte_by_byte(tmp_path, desk_file):
    path = os.fsencode(tmp_path) + b"/\xffa.jsonl"
    text = '{"type": "document", "document": "b", "text": "Two."}\nnonsense'
    Path(os.fsdecode(path)).write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "verifier", "load", path, "--db", str(desk_file)],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 1
    assert r"\xFFa.jsonl:2" in done.stderr


def test_a_file_named_like_an_option_is_read_behind_two_dashes(tmp_path, monkeypatch):
    (Path(os.environ["HOME"]) / "-x.txt").write_bytes(b"\xff")
    done = verifier("ingest", "--db", tmp_path / "x.db", "--", "-x.txt")
    assert "-x.txt: not UTF-8" in done.stderr


def test_extract_writes_the_claims_of_several_inputs_and_names_what_it_can_not_read(tmp_path):
    (tmp_path / "a.txt").write_text("\ufeffPolice said the bridge fell.\r\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff")
    done = verifier(
        "extract", tmp_path / "a.txt", tmp_path / "b.txt", "-", stdin="He is rumoured to be abroad."
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "b.txt: not UTF-8" in done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {row["document"] for row in rows} == {str(tmp_path / "a.txt"), "-"}
    for row in rows:
        text = (
            "Police said the bridge fell.\r\n"
            if row["document"] != "-"
            else "He is rumoured to be abroad."
        )
        assert row["text"] == text[slice(*row["span"])]
        assert list(row) == [
            "document", "zone", "sentence", "span", "fragments", "text", "wording", "strength",
            "rule", "confidence", "polarity", "modality", "check_worthiness", "attributions",
            "worth_parts",
        ]  # fmt: skip


def test_a_pipeline_that_is_not_installed_is_one_line_with_its_remedy(tmp_path):
    (tmp_path / "a.txt").write_text("One.")
    done = verifier("extract", "--pipeline", "no_such_pipeline", tmp_path / "a.txt")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "no_such_pipeline" in done.stderr


def test_the_whole_way_from_the_sample_to_a_report_and_back(tmp_path):
    known = {"VERIFIER_DB": str(tmp_path / "sample.db"), "VERIFIER_REVIEWER": "ada"}
    done = verifier("ingest", SAMPLE, "--format", "json", **known)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["documents"], told["failed"]) == (1, 0)
    assert told["claims"] > 30
    assert (
        json.loads(verifier("ingest", SAMPLE, "--format", "json", **known).stdout)["skipped"] == 1
    )

    rows = [
        json.loads(line) for line in verifier("search", "in-principle", **known).stdout.splitlines()
    ]
    [row] = [row for row in rows if "[an] in-principle agreement" in row["text"]]
    assert row["strength"] == "reported"
    number = str(row["id"])
    assert verifier("mark", number, "--status", "false", **known).returncode == 0
    address = "https://port.example/minutes"
    assert (
        verifier(
            "source", "add", number, "--url", address, "--stance", "refutes", **known
        ).returncode
        == 0
    )
    report = verifier("report", "status:false", **known).stdout
    assert "in-principle agreement" in report
    assert address in report
    assert verifier("log", "verify", **known).stdout.startswith("3 events hold; ")
    assert "added evidence" in verifier("undo", **known).stderr
    assert verifier("undo", **known).stderr == "Undone: marked false.\n"
    assert verifier("search", "status:false", **known).stdout == ""

    bundle = tmp_path / "bundle.jsonl"
    bundle.write_text(verifier("extract", "--bundle", SAMPLE).stdout, encoding="utf-8")
    other = {"VERIFIER_DB": str(tmp_path / "other.db")}
    assert verifier("load", bundle, **other).returncode == 0
    asked = ("search", "zone:any", "--limit", "0")
    one, two = (
        [json.loads(line) for line in verifier(*asked, **place).stdout.splitlines()]
        for place in (known, other)
    )
    assert [row["span"] for row in one] == [row["span"] for row in two]
