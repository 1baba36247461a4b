from __future__ import annotations

from pathlib import Path

import pytest

from verifier import config
from verifier.errors import Refused


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
