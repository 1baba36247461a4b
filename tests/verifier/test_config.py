from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from verifier import config
from verifier.cli.output import colored
from verifier.errors import Refused
from verifier.searches import Searches


def write_settings(text):
    path = config.settings_file()
    path.parent.mkdir(parents=True)
    path.write_text(text)


def test_a_flag_beats_a_variable_beats_the_settings_beat_the_default(monkeypatch):
    assert config.setting("reviewer").origin in {"login name", "default"}
    write_settings('reviewer = "from settings"')
    assert config.reviewer_name() == "from settings"
    monkeypatch.setenv("VERIFIER_REVIEWER", "from variable")
    assert config.reviewer_name() == "from variable"
    assert config.setting("reviewer").origin == "variable VERIFIER_REVIEWER"
    assert config.reviewer_name("from flag") == "from flag"


def test_the_database_lies_in_the_users_data_directory_unless_named(monkeypatch, tmp_path):
    assert config.database_path().name == "verifier.db"
    monkeypatch.setenv("VERIFIER_DB", str(tmp_path / "x.db"))
    assert config.database_path() == tmp_path / "x.db"
    assert config.database_path("y.db") == Path("y.db")


def test_a_blank_reviewer_name_becomes_the_default():
    assert config.reviewer_name("  ") == "reviewer"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("reviewer = ", "not a settings file"),
        ('colour = "red"', "unknown setting 'colour'. Known are database"),
        ("reviewer = 3", "reviewer is no string"),
    ],
)
def test_settings_that_make_no_sense_are_refused_with_file_and_reason(text, reason):
    write_settings(text)
    with pytest.raises(Refused, match=r"config\.toml") as refused:
        config.setting("reviewer")
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ('reviewer = "a"\n\ncolour = "red"', 3, "unknown setting 'colour'"),
        ('reviewer = "a"\nlexicon = 7', 2, "lexicon is no string"),
        ('# theme\n"theme" = "blue"', 2, "unknown theme 'blue'. There are night, paper"),
        ('color = "sometimes"', 1, "There are auto, always, never."),
        ("own_sign_off = 1", 1, "own_sign_off is no string"),
        ('[ratings]\nfalse = "No"\nwrong = "x"', 3, "ratings.wrong is no status"),
        ('[ratings.false]\nlabel = ""', 1, "ratings.false.label has no words"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line_and_key(text, place, reason):
    """Whoever wrote the file sees where to look."""
    write_settings(text)
    read = config.rating_scale if "[ratings" in text else lambda: config.setting("theme")
    with pytest.raises(Refused) as refused:
        read()
    assert refused.value.thing == f"{config.settings_file()}:{place}"
    assert reason in str(refused.value)


def test_a_wrong_variable_is_named(monkeypatch):
    """A value out of the environment is refused under the variable's name."""
    monkeypatch.setenv("VERIFIER_THEME", "blue")
    with pytest.raises(Refused, match="variable VERIFIER_THEME: unknown theme 'blue'"):
        config.setting("theme")


def test_the_themes_are_those_of_the_screen():
    """Settings and screen know the same themes."""
    from verifier.tui.themes import COLOURS, DEFAULT

    assert tuple(COLOURS) == config.THEMES
    assert config.setting("theme").value == DEFAULT


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('open_command = ["fire fox", "--new-tab"]', ["fire fox", "--new-tab"]),
        ('open_command = "firefox --new-tab"', ["firefox", "--new-tab"]),
        ("", []),
    ],
)
def test_the_command_that_opens_is_given_in_words(text, words):
    """A list of words and one text say the same."""
    write_settings(text)
    assert config.open_command() == words


def test_yes_and_no_are_written_as_toml_has_them():
    """`true` in the file is `yes` in a variable."""
    write_settings("own_sign_off = true")
    assert config.own_sign_off()
    assert config.setting("own_sign_off").value == "yes"


def test_config_show_gives_each_value_with_its_origin(run, monkeypatch):
    """Default, file, variable and option each stand beside the value that they gave."""
    write_settings('theme = "paper"\nreviewer = "ada"\n[ratings]\nfalse = "Not so"')
    Searches().save("weak", "strength:rumour")
    monkeypatch.setenv("VERIFIER_REVIEWER", "bob")
    lines = run("config", "show", "--format", "jsonl", "--db", "x.db").stdout.splitlines()
    told = {row["setting"]: (row["value"], row["origin"]) for row in map(json.loads, lines)}
    file = f"settings {config.settings_file()}"
    assert set(config.KEYS) <= set(told)
    assert told["color"] == ("auto", "default")
    assert told["theme"] == ("paper", file)
    assert told["reviewer"] == ("bob", "variable VERIFIER_REVIEWER")
    assert told["database"] == ("x.db", "flag")
    assert told["ratings.false"] == ("Not so", file)
    assert told["searches.weak"] == ("strength:rumour", f"state {Searches().path}")
    assert run("config", "path").stdout == f"{config.settings_file()}\n"


def test_the_page_tells_of_every_setting():
    """docs/settings.md names each key with its variable, and its example is accepted."""
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
    for key, variable in config.KEYS.items():
        assert f"`{key}`" in page
        assert f"`{variable}`" in page
    write_settings(re.search(r"```toml\n(.*?)```", page, re.DOTALL)[1])
    assert config.setting("theme").value == "paper"
    assert config.open_command() == ["firefox", "--new-tab"]
    assert config.rating_scale() is not None


def test_colour_by_settings(monkeypatch):
    """NO_COLOR beats the file, our own variable beats NO_COLOR."""
    write_settings('color = "always"')
    assert colored()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colored()
    monkeypatch.setenv("VERIFIER_COLOR", "always")
    assert colored()
