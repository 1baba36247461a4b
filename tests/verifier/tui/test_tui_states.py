from __future__ import annotations

from pathlib import Path

import pytest

from verifier.desk import Desk
from verifier.tui.backstage import Search


@pytest.fixture
def state(still_clock, draw):
    """Compare the screen over a database, with a search, with its kept picture."""

    def compare(path, size, query="", held=(), looks=False):
        async def look(review):
            if looks:
                review.app.review.look_for_changes()
            await review.settle(held)

        return draw(path, size, look, query=query, held=held)

    return compare


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (50, 16)])
def test_an_empty_database_says_how_to_fill_it(state, tmp_path, size):
    """The command that reads an article in, and the keys that work already."""
    path = tmp_path / "new.db"
    Desk.open(path, "ada", create=True).close()
    assert state(path, size)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_an_empty_search_says_how_to_go_on(state, desk_file, size):
    """Nothing found, with the search still to be read."""
    assert state(desk_file, size, "submarine status:false")


def test_before_the_claims_are_read_the_list_says_so(state, desk_file, monkeypatch):
    """The frame stands, with one faint line where the claims will be."""
    run = Search.run

    def late(search, desk, job):
        job.cancelled.wait(120)
        run(search, desk, job)

    monkeypatch.setattr(Search, "run", late)
    assert state(desk_file, (80, 24), held=("searcher",))


def test_a_database_that_cannot_be_read_says_why(state, tmp_path, monkeypatch):
    """The list says that there is nothing to see, the rule why."""
    monkeypatch.chdir(tmp_path)
    path = Path("broken.db")
    path.write_bytes(b"no database at all" * 100)
    assert state(path, (80, 24), looks=True)
