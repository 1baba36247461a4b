"""The shells: what is begun goes on, and nothing heavy is loaded for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from claims.model import Strength
from db.records import Status
from verifier.cli import cli
from verifier.cli.options import ORDERS
from verifier.reports import FORMATS
from verifier.searches import Searches


def offered(line):
    """What bash is offered for the last word of a line, its words parted as bash parts them."""
    words = line.replace(":", " : ").split(" ")
    words = [word for word in words[:-1] if word] + [words[-1]]
    if not words[-1] and words[-2] == ":":
        words.pop()
    environment = {
        "_VERIFIER_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    result = CliRunner().invoke(cli, [], env=environment, prog_name="verifier")
    assert result.exit_code == 0
    return [told.partition(",")[2] for told in result.stdout.splitlines() if told]


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("verifier comple", ["completion"]),
        ("verifier mark 3 --status ", list(Status)),
        ("verifier claim set 3 --strength ", list(Strength)),
        ("verifier search --order ", list(ORDERS)),
        ("verifier report --format ", list(FORMATS)),
        ("verifier search --format c", ["csv"]),
        ("verifier completion ", ["bash", "zsh", "fish"]),
        ("verifier search harbour sta", ["status:"]),
        ("verifier search status:fal", ["false"]),
        ("verifier report zone:", ["body", "headline", "byline", "caption", "boilerplate", "any"]),
        ("verifier search strength:<=unn", ["<=unnamed"]),
        ("verifier search source:may", []),
        ("verifier search --saved ", ["weak ones"]),
    ],
)
def test_what_is_begun_goes_on(line, answers):
    """Commands, values of options, the query language, saved searches."""
    Searches().save("weak ones", "strength:rumour")
    assert offered(line) == answers


def test_every_command_is_offered_without_importing_any():
    """The first word is answered from the list of commands."""
    assert offered("verifier ") == list(cli.homes)


def test_files_are_left_to_the_shell():
    """Paths are completed by the shell itself."""
    environment = {
        "_VERIFIER_COMPLETE": "bash_complete",
        "COMP_WORDS": "verifier ingest /tm",
        "COMP_CWORD": "2",
    }
    result = CliRunner().invoke(cli, [], env=environment, prog_name="verifier")
    assert result.stdout == "file,/tm\n"


def test_a_broken_file_of_searches_stops_no_completion():
    """A shell that completes never gets an error into its line."""
    path = Searches().path
    path.parent.mkdir(parents=True)
    path.write_text("nonsense")
    assert offered("verifier search --saved w") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(run, shell):
    """The script names the program and asks it by the variable."""
    script = run("completion", shell).stdout
    assert f"_VERIFIER_COMPLETE={shell}_complete" in script
    assert "verifier" in script


def test_bash_completes_by_the_script(run, tmp_path):
    """A real bash that has read the script completes a status, and a field without a blank."""
    program = tmp_path / "bin" / "verifier"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m verifier "$@"\n')
    program.chmod(0o755)
    script = run("completion", "bash").stdout
    lines = (
        script + "COMP_WORDS=(verifier mark 3 --status fa) COMP_CWORD=4\n"
        "_verifier_completion verifier\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    environment = {
        **os.environ,
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    bash = shutil.which("bash")
    done = subprocess.run(
        [bash, "--norc"], input=lines, env=environment, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("false\n", "")
    assert "compopt -o nospace" in script
