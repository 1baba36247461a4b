"""What holds for every test: the same examples on every machine, and new databases in no time.

`pytest --hypothesis-profile=explore` has Hypothesis try new examples instead.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from db import connection, opening

# A slow machine is no finding, and a fixture that all examples share is meant where it is used.
settings.register_profile(
    "gate",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("explore", settings.get_profile("gate"), derandomize=False)
settings.load_profile("gate")


@pytest.fixture(scope="session", autouse=True)
def blank_database(tmp_path_factory):
    """A new database is a copy of one that the migrations made: to run them takes 40 ms each time."""
    blank = tmp_path_factory.mktemp("blank") / "blank.db"
    opening.connect_write(blank, create=True).close()

    def open_to_write(path, create, **named):
        path = Path(path)
        # Where the copy can't be made, the program itself says why it can't.
        with suppress(OSError):
            if create and not path.exists():
                shutil.copyfile(blank, path)
        return connection.open_to_write(path, create, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "open_to_write", open_to_write)
        yield


@pytest.fixture
def made_anew(monkeypatch):
    """The migrations make each new database, as they do for a user."""
    monkeypatch.setattr(opening, "open_to_write", connection.open_to_write)
