"""The lock that orders writers where the SQLite in use could corrupt a file without it."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from db import claims, connection, errors, verify
from db.opening import connect_write
from db.writer_lock import WriterLock


def test_the_lock_is_held_by_one_at_a_time(path):
    """A second writer waits, and is refused by name when it waits too long."""
    first, second = WriterLock(path), WriterLock(path, wait_seconds=0.05)
    with first:
        with pytest.raises(errors.DatabaseBusy) as refused:
            second.__enter__()
        assert str(refused.value) == (
            f"{path} is in use by another program; nothing was changed, try again"
        )
    with second:
        pass


def test_the_lock_can_be_taken_again_inside(path):
    """The same writer enters twice without waiting for itself."""
    lock = WriterLock(path, wait_seconds=0.05)
    with lock, lock:
        pass
    with WriterLock(path, wait_seconds=0.05):
        pass


def test_a_waiting_writer_gets_the_lock(path):
    """The lock goes to who waits once it is free."""
    first, order = WriterLock(path), []

    def wait():
        with WriterLock(path):
            order.append("second")

    with first:
        waiting = threading.Thread(target=wait)
        waiting.start()
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_an_old_library_writes_under_the_lock(conn, story, path, monkeypatch):
    """With a library that has the bug, commits and the closing checkpoint hold the lock."""
    monkeypatch.setattr(connection, "library_is_sound", lambda: False)
    monkeypatch.setattr(connection, "BUSY_MS", 50)
    with closing(connect_write(path)) as old:
        assert isinstance(old.writer_lock, WriterLock)
        claims.mark(old, [story.pier], {"status": "false"}, "anna")
        beside = WriterLock(path)
        old.writer_lock._wait = 0.05
        with beside, pytest.raises(errors.DatabaseBusy):
            claims.mark(old, [story.pier], {"status": "verified"}, "anna")
        claims.mark(old, [story.pier], {"status": "disputed"}, "anna")
    assert claims.get(conn, story.pier).status == "disputed"
    assert verify.verify(conn).sound


def test_which_libraries_are_sound(monkeypatch):
    """The bug was mended in 3.51.3."""
    for version, sound in (((3, 40, 1), False), ((3, 51, 2), False), ((3, 51, 3), True)):
        monkeypatch.setattr(connection, "library_version", lambda version=version: version)
        assert connection.library_is_sound() is sound
