"""`verifier completion`: the script that teaches a shell to complete our commands."""

from __future__ import annotations

import click

from verifier.cli.base import command
from verifier.cli.output import write

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_VERIFIER_COMPLETE"
"""The variable by which a shell asks us to complete; click's own name for it."""

_NO_BLANK = """\
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then
        compopt -o nospace 2>/dev/null
    fi

"""
"""Behind a field's colon comes its value: bash must not put a blank between the two."""


@command(
    "completion",
    examples=(
        "verifier completion bash > ~/.local/share/bash-completion/completions/verifier",
        "verifier completion zsh > ~/.zfunc/_verifier",
        "verifier completion fish > ~/.config/fish/completions/verifier.fish",
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script that completes commands in a shell.

    It completes commands, options and their values, queries, saved searches and files.
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - only for the script

    from verifier.cli import cli  # noqa: PLC0415 - it imports us

    made = get_completion_class(shell)
    assert made is not None
    script = made(cli, {}, "verifier", VARIABLE).source().strip()
    if shell == "bash":
        script = script.replace("    return 0\n", f"{_NO_BLANK}    return 0\n", 1)
    write(f"{script}\n")
