from __future__ import annotations

import tomllib
from pathlib import Path

import click
import pytest

from verifier.cli import cli
from verifier.cli.manual import commands, manual

ROOT = Path(__file__).parents[2]
EVERY = dict(commands(click.Context(cli, info_name="verifier")))


def test_the_reference_of_the_commands_is_as_the_commands_are():
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == manual(), "run make docs"


@pytest.mark.parametrize("name", EVERY)
def test_every_command_shows_an_example_of_itself(run, name):
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert f"verifier {name}" in result.stdout.split("Examples:")[1]


@pytest.mark.parametrize("name", EVERY)
def test_every_option_that_is_no_mere_name_is_explained(name):
    bare = {"--title", "--publisher", "--status", "--polarity", "--modality", "--zone", "--format"}
    for option in EVERY[name].params:
        if isinstance(option, click.Option) and option.opts[0] not in bare:
            assert option.help, option.opts


def test_the_list_of_commands_says_what_each_says_of_itself():
    for name, (_, _, line) in cli.homes.items():
        made = cli.get_command(None, name)
        assert (made.help or "").splitlines()[0] == line


def test_the_version_is_the_packages(run):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert run("--version").stdout == f"verifier, version {project['version']}\n"
