from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from verifier.desk import Desk
from verifier.tui.app import ReviewApp
from verifier.tui.backstage import Backstage, Search


@pytest.fixture
def state(still_clock, snap_compare):
    """Compare the screen over a database, with a search, with its kept picture."""

    def compare(path, size, query="", done=lambda app: bool(app.review.bottom.message)):
        backstage = Backstage(path, "ada")
        backstage.start(query)
        app = ReviewApp(backstage, query)

        async def run_before(pilot):
            while not done(app):  # noqa: ASYNC110 - the screen sets no event for it
                await asyncio.sleep(0.001)
            await pilot._wait_for_screen()

        try:
            return snap_compare(app, terminal_size=size, run_before=run_before)
        finally:
            backstage.close()

    return compare


def settled(app):
    return app.review._complete and not app.backstage.busy and app.review.header.done is not None


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (50, 16)])
def test_an_empty_database_says_how_to_fill_it(state, tmp_path, size):
    """The command that reads an article in, and the keys that work already."""
    path = tmp_path / "new.db"
    Desk.open(path, "ada", create=True).close()
    assert state(path, size, done=settled)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_an_empty_search_says_how_to_go_on(state, desk_file, size):
    """Nothing found, with the search still to be read."""
    assert state(desk_file, size, "submarine status:false", done=settled)


def test_before_the_claims_are_read_the_list_says_so(state, desk_file, monkeypatch):
    """The frame stands, with one faint line where the claims will be."""
    go_on = threading.Event()
    run = Search.run

    def late(search, desk, job):
        go_on.wait(20)
        run(search, desk, job)

    monkeypatch.setattr(Search, "run", late)
    try:
        assert state(desk_file, (80, 24), done=lambda app: app.review.claims.has_focus)
    finally:
        go_on.set()


def test_a_database_that_cannot_be_read_says_why(state, tmp_path, monkeypatch):
    """The list says that there is nothing to see, the rule why."""
    monkeypatch.chdir(tmp_path)
    path = Path("broken.db")
    path.write_bytes(b"no database at all" * 100)
    assert state(path, (80, 24), done=lambda app: app.review.header.saved != "all saved")
