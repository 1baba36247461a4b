"""The pages tell of what is there: commands, options, links, numbers, examples."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from claims import lexicon
from claims.confidence import BASE, DENIED, MODE
from claims.model import Strength
from db.query import FIELDS, VALUES, parse
from verifier.cli import cli
from verifier.cli.manual import commands
from verifier.reports import FORMATS
from verifier.reports.table import COLUMNS

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def names(page):
    """Pages by their names, for the test's own name."""
    return page.relative_to(ROOT).as_posix()


def examples(page):
    """The `verifier` commands of a page's shell blocks, each as its words."""
    for block in re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        for line in block.splitlines():
            for part in re.split(r"\s(?:&&|\||>)\s", line):
                words = shlex.split(part, comments=True)
                if words and words[0] == "verifier":
                    yield words[1:]


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_links_lead_somewhere(page):
    """Every relative link and picture of a page is a file of the project."""
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    missing = [
        target
        for target in targets
        if not re.match(r"https?:|mailto:", target) and not (page.parent / target).is_file()
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_examples_name_what_exists(page):
    """Every example names a command that exists, with options that it has."""
    known = dict(commands(click.Context(cli, info_name="verifier")))
    for words in examples(page):
        if words[0].startswith("-"):
            continue
        name = " ".join(words[:2]) if " ".join(words[:2]) in known else words[0]
        assert name in known, words
        options = {flag for param in known[name].params for flag in (*param.opts, "--help")}
        given = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        given -= {word for word in given if not word.startswith("--")}
        assert given <= options, (words, given - options)


def test_every_command_is_told():
    """The README names each command, the index each page."""
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in readme for name in cli.commands)
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    assert all(
        f"]({page.name})" in index
        for page in (ROOT / "docs").glob("*.md")
        if page.name != "index.md"
    )


def test_readme_gives_the_formula_that_runs():
    """The numbers of the README's formula are those of the program."""
    readme = (ROOT / "README.md").read_text("utf-8")
    rows = [re.split(r"\s*\|\s*", line.strip("| ")) for line in readme.splitlines()]
    told = {row[0]: row[1] for row in rows if len(row) > 1} | {
        cell: row[place + 1]
        for row in rows
        for place, cell in enumerate(row[:-1])
        if cell in {*MODE, *DENIED}
    }
    for name, value in (*BASE.items(), *MODE.items(), *DENIED.items()):
        assert float(told[name.value]) == value, name


@pytest.mark.parametrize("page", ["README.md", "docs/strength.md"])
def test_scale_is_whole(page):
    """All eight levels stand in a table, weakest first."""
    text = (ROOT / page).read_text("utf-8")
    found = re.findall(r"^\| (\d) \| `(\w+)` \|", text, re.MULTILINE)
    assert found == [(str(level.rank), level.value) for level in Strength]


def test_query_page_names_every_field():
    """Every field of the query language is told, and every example of it can be read."""
    page = (ROOT / "docs" / "query-language.md").read_text("utf-8")
    assert all(
        f"{field}:" in page for field in FIELDS if field not in VALUES or len(VALUES[field]) > 1
    )
    for row in re.findall(r"^\| `.*\|$", page, re.MULTILINE):
        for example in re.findall(r"`([^`]+:[^`]+)`", row):
            parse(example)


def test_reports_page_names_every_format_and_column():
    """Each format and each column of the table is told."""
    page = (ROOT / "docs" / "reports.md").read_text("utf-8")
    assert all(f"| `{name}` |" in page for name in FORMATS)
    assert all(f"`{column}`" in page for column in COLUMNS)


def test_lexicon_example_is_a_lexicon(tmp_path):
    """The example of a lexicon can be loaded as it stands."""
    page = (ROOT / "docs" / "your-own-lexicon.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    path = tmp_path / "desk-words.toml"
    path.write_text(example, encoding="utf-8")
    assert lexicon.load(path).get("verb", "insinuate").level is Strength.ALLEGED
