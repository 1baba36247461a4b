"""Backups: checked before they count, and never half there."""

from __future__ import annotations

from contextlib import closing

import pytest

from db import backup, claims, errors, verify
from db.connection import connect_read
from db.opening import connect_write


def test_a_backup_holds_everything(conn, story, tmp_path):
    """A copy holds every row and a sound log, in one file, while the original is open."""
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    to = backup.backup(conn, tmp_path / "copy.db")
    assert sorted(entry.name for entry in tmp_path.glob("copy*")) == ["copy.db"]
    with closing(connect_read(to)) as copy:
        assert claims.get(copy, story.pier) == claims.get(conn, story.pier)
        assert verify.verify(copy) == verify.verify(conn)


def test_a_backup_can_be_worked_on(conn, story, tmp_path):
    """A backup is a database like any other."""
    to = backup.backup(conn, tmp_path / "copy.db")
    with closing(connect_write(to)) as copy:
        claims.mark(copy, [story.pier], {"status": "false"}, "anna")
        assert verify.verify(copy).sound
    assert claims.get(conn, story.pier).status == "unreviewed"


def test_a_reader_can_back_up(conn, story, path, tmp_path):
    """Making a copy changes nothing of the original."""
    with closing(connect_read(path)) as reader:
        backup.backup(reader, tmp_path / "copy.db")


def test_a_newer_backup_takes_the_place_of_an_older(conn, story, tmp_path):
    """The same name again is replaced by the newer copy."""
    to = tmp_path / "copy.db"
    backup.backup(conn, to)
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    backup.backup(conn, to)
    with closing(connect_read(to)) as copy:
        assert claims.get(copy, story.pier).status == "false"


def test_an_unsound_store_is_not_copied_over_a_sound_backup(conn, story, tmp_path):
    """A copy whose log does not hold is thrown away; the older backup stays."""
    to = backup.backup(conn, tmp_path / "copy.db")
    before = to.read_bytes()
    conn.execute("UPDATE claims SET text = 'other' WHERE id = 1")
    with pytest.raises(errors.BackupFailed, match="was not sound and was thrown away: claim 1 of"):
        backup.backup(conn, to)
    assert to.read_bytes() == before
    assert sorted(entry.name for entry in tmp_path.glob("copy*")) == ["copy.db"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("folder", "is a folder: name a file for the backup"),
        ("missing/copy.db", "can't write the backup .*: No such file or directory"),
        ("desk.db", "is the database itself: name another file for the backup"),
    ],
)
def test_places_that_hold_no_backup(conn, story, tmp_path, name, words):
    """A folder, a missing folder and the database itself are refused by name."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(errors.ReadOnlyDatabase, match=words):
        backup.backup(conn, tmp_path / name)
    assert verify.verify(conn).sound


def test_a_copy_that_lost_rows_is_thrown_away(conn, story, tmp_path, monkeypatch):
    """Rows are counted against the original's."""
    counts = backup._counts
    monkeypatch.setattr(backup, "_counts", lambda opened: {**counts(opened), "claims": id(opened)})
    with pytest.raises(errors.BackupFailed, match="rows are missing from claims"):
        backup.backup(conn, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
