"""A file that is moved, deleted or replaced under an open connection takes no write."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from db import claims, statistics
from db.connection import check_there, connect_read
from db.errors import LostDatabase
from db.opening import connect_write


def marks(path):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute("SELECT count(*) FROM events WHERE kind = 'mark'").fetchone()[0]


@pytest.mark.parametrize("way", ["deleted", "moved", "replaced"])
def test_a_lost_file_refuses_writes_and_takes_them_again_once_it_is_back(conn, story, way):
    """Nothing goes into a file that has no name any more."""
    path, aside = conn.path, conn.path.with_name("aside.db")
    if way == "deleted":
        aside.hardlink_to(path)
        path.unlink()
    else:
        path.rename(aside)
    if way == "replaced":
        shutil.copy(aside, path)
    with pytest.raises(LostDatabase, match="moved, deleted or replaced"):
        claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    assert not conn.in_transaction
    assert statistics.progress(conn).done == 0
    aside.replace(path)
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    conn.close()
    assert marks(path) == 1


def test_a_reader_notices_that_the_file_is_gone(conn, story):
    """What it reads is what was there; what it is asked about its place is the truth."""
    path = conn.path
    with closing(connect_read(path)) as reader:
        check_there(reader)
        path.rename(path.with_name("aside.db"))
        with pytest.raises(LostDatabase):
            check_there(reader)
        assert statistics.progress(reader).total == 4


def test_a_new_file_is_known_from_its_first_moment(tmp_path):
    """The file that a connection makes is the one that it goes on with."""
    with closing(connect_write(tmp_path / "new.db", create=True)) as made:
        assert made.identity is not None
        check_there(made)
