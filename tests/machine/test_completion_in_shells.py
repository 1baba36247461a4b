"""The scripts of `verifier completion` in the shells themselves, those that are there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.machine
ASKED = {
    "verifier sea": "search",
    "verifier mark 1 --sta": "--status",
    "verifier mark 1 --status fal": "false",
    "verifier search --order wor": "worth",
    "verifier completion fi": "fish",
    "verifier search sta": "status:",
    "verifier search status:fal": "status:false",
}


SHELLS = {
    "bash": "source {script}; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
    "_verifier_completion verifier; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
    "fish": "source {script}; complete -C '{line}'",
}
"""What asks each shell for what would complete a line."""


@pytest.mark.parametrize("shell", [name for name in SHELLS if shutil.which(name)])
@pytest.mark.parametrize("line", ASKED)
def test_the_shells_complete_commands_options_fields_and_values(tmp_path, shell, line):
    """As the shell itself answers; one that is not on this machine is not asked."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    here = {**os.environ, "PATH": path, "HOME": str(tmp_path)}

    def told(*command: str) -> str:
        done = subprocess.run(command, env=here, capture_output=True, text=True, check=True)
        return done.stdout

    script = tmp_path / f"verifier.{shell}"
    script.write_text(told("verifier", "completion", shell))
    answers = told(shell, "-c", SHELLS[shell].format(script=script, line=line)).splitlines()
    assert ASKED[line] in {answer.split("\t")[0] for answer in answers}


ZSH = """\
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "autoload -Uz compinit; compinit -u -D; source {script}; print -r -- rea''dy"
zpty -r -m shell seen '*ready*'
zpty -w -n shell "{line}"$'\t'
zpty -r -m shell seen '*{wanted}*' && print -r -- "{wanted}"
zpty -d shell
"""
"""A shell at a terminal of its own; it reads until what is wanted stands there."""


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not on this machine")
@pytest.mark.parametrize("line", ASKED)
def test_zsh_completes_on_its_own_line(tmp_path, line):
    """Tab at zsh's prompt puts the rest behind what was typed."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    here = {**os.environ, "PATH": path, "HOME": str(tmp_path), "TERM": "dumb"}
    script = tmp_path / "verifier.zsh"
    with script.open("w") as stream:
        subprocess.run(("verifier", "completion", "zsh"), env=here, stdout=stream, check=True)
    whole = f"{line.rpartition(' ')[0]} {ASKED[line]}"
    asked = ZSH.format(script=script, line=line, wanted=whole)
    done = subprocess.run(
        ("zsh", "-f", "-c", asked),
        env=here,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert whole in done.stdout
