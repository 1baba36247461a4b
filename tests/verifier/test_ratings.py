"""A desk's own rating scale: what is taken, what is refused, and where it shows."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from db.records import Status
from verifier import config
from verifier.errors import Refused
from verifier.ratings import parse

PAGE = Path(__file__).parents[2] / "docs" / "ratings.md"
SCALE = """
publisher = "Harbour Desk"

[ratings]
best = 5
worst = 1
verified = { label = "True", value = 5 }
false = { label = "Pants on <fire>", value = 1 }
disputed = "Contested"
set-aside = "Not for us"
"""


@pytest.fixture
def settings():
    """Write the settings file."""

    def write(text):
        path = config.settings_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


def test_labels_and_numbers_are_read_beside_the_other_settings(settings):
    settings(SCALE)
    scale = config.rating_scale()
    assert config.setting("publisher").value == "Harbour Desk"
    assert (scale.label(Status.FALSE), scale.value(Status.FALSE)) == ("Pants on <fire>", 1)
    assert (scale.label(Status.DISPUTED), scale.value(Status.DISPUTED)) == ("Contested", None)
    assert scale.label(Status.MISLEADING) is None
    assert scale.words(Status.VERIFIED) == "True, 5 on a scale from 1 to 5"


def test_without_a_table_there_is_no_scale():
    assert config.rating_scale() is None


@pytest.mark.parametrize(
    ("table", "named"),
    [
        ("ratings = 3", "ratings is no table"),
        ("[ratings]\ntrue = 'True'", "ratings.true is no status; there are unreviewed"),
        ("[ratings]\nfalse = ''", "ratings.false has no words"),
        ("[ratings]\nfalse = 3", "ratings.false is neither"),
        ("[ratings]\nfalse = {value = 3}", "ratings.false is neither"),
        ("[ratings]\nfalse = {label = 'No', colour = 'red'}", "ratings.false is neither"),
        ("[ratings]\nfalse = {label = 3}", "ratings.false.label has no words"),
        ("[ratings]\nfalse = {label = 'No', value = true}", "ratings.false.value is no number"),
        ("[ratings]\nfalse = {label = 'No', value = nan}", "ratings.false.value is no number"),
        ("[ratings]\nfalse = {label = 'No', value = 1}", "both ratings.best and ratings.worst"),
        ("[ratings]\nbest = 3\nfalse = 'No'", "both ratings.best and ratings.worst"),
        ("[ratings]\nbest = 1\nworst = 1", "ratings.best (1) is not above ratings.worst (1)"),
        (
            "[ratings]\nbest = 3\nworst = 1\nfalse = {label = 'No', value = 4}",
            "ratings.false.value 4 lies outside 1 to 3",
        ),
        (
            "[ratings]\nbest = 3\nworst = 1\nchecking = {label = 'Soon', value = 2}",
            "ratings.checking is no verdict and takes no value",
        ),
    ],
)
def test_a_value_that_can_not_be_is_refused_by_name(settings, table, named):
    settings(table)
    with pytest.raises(Refused, match=r"config\.toml") as refused:
        config.rating_scale()
    assert named in str(refused.value)


def test_a_report_with_a_refused_scale_ends_with_one_line_and_1(run, settings, desk_file):
    settings("[ratings]\nfalse = 3")
    result = run("report", "--db", desk_file)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "ratings.false" in result.stderr


def test_claimreview_carries_the_desks_label_and_number(run, settings, desk_file):
    settings(SCALE)
    run("mark", 2, "--status", "false", "--reason", "No.", "--db", desk_file)
    run("mark", 3, "--status", "disputed", "--db", desk_file)
    run("mark", 4, "--status", "misleading", "--db", desk_file)
    found = json.loads(run("report", "--format", "claimreview", "--db", desk_file).stdout)
    assert [one["reviewRating"] for one in found] == [
        {
            "@type": "Rating",
            "alternateName": "Pants on <fire>",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
            "ratingExplanation": "No.",
        },
        {"@type": "Rating", "alternateName": "Contested"},
        {"@type": "Rating", "alternateName": "Misleading"},
    ]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("md", "**false** (Pants on \\<fire>, 1 on a scale from 1 to 5)"),
        ("html", "(Pants on &lt;fire&gt;, 1 on a scale from 1 to 5)"),
        ("csv", "Pants on <fire>,1"),
        ("json", '"false":{"label":"Pants on <fire>","value":1}'),
    ],
)
def test_reports_show_the_desks_words_beside_the_status(run, settings, desk_file, form, shown):
    settings(SCALE)
    run("mark", 2, "--status", "false", "--db", desk_file)
    assert shown in run("report", "--format", form, "--db", desk_file).stdout


def test_config_show_tells_the_scale(run, settings):
    settings(SCALE)
    lines = run("config", "show", "--format", "jsonl").stdout.splitlines()
    shown = {row["setting"]: row["value"] for row in map(json.loads, lines)}
    assert shown["ratings.false"] == "Pants on <fire>, 1 on a scale from 1 to 5"
    assert (shown["ratings.best"], shown["ratings.set-aside"]) == ("5", "Not for us")


def test_every_example_of_the_page_is_a_scale():
    examples = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(examples) >= 3
    for example in examples:
        assert parse(tomllib.loads(example)["ratings"]).ratings
