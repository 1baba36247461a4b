"""Files of older versions: migrated with a backup beside them, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing

import pytest

from db import claims, connection, errors, migrations, opening, search, verify
from db.connection import SCHEMA_VERSION, connect_read, open_file
from db.opening import connect_write
from db.query import parse

pytestmark = pytest.mark.usefixtures("made_anew")


@pytest.fixture(params=range(1, SCHEMA_VERSION))
def older(request, tmp_path, conn, story):
    """A file of each older version with the ferry story in it, as that version had stored it."""
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    path = tmp_path / "older.db"
    path.touch()
    with closing(open_file(path, "rw")) as made:
        made.execute("PRAGMA journal_mode=WAL")
        migrations.bring_up_to_date(made, 0, request.param)
    with closing(sqlite3.connect(path)) as plain:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        plain.execute("ATTACH ? AS now", (str(conn.path),))
        for table in ("documents", "claims", "attributions", "events"):
            there = plain.execute(f"PRAGMA main.table_info({table})").fetchall()
            names = ", ".join(row[1] for row in there)
            plain.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM now.{table}")
        plain.commit()
    return path, request.param


def test_a_writer_migrates_an_older_file(older, story):
    """Opening for writing brings the file up to date; what was in it is there, and found."""
    path, _ = older
    with closing(connect_write(path)) as opened:
        assert migrations.version(opened) == SCHEMA_VERSION
        assert claims.get(opened, story.pier).status == "false"
        assert list(search.ids(opened, parse("pier status:false"))) == [story.pier]
        assert search.count(opened, parse("status:unreviewed")) == 3
        assert verify.verify(opened).problem is None
    connect_read(path).close()


def test_a_backup_stands_beside_a_migrated_file(older, story):
    """Before a migration the file is copied as it was; an older copy is not written over."""
    path, version = older
    path.with_name(f"{path.name}.version-{version}.backup").write_text("mine")
    assert opening.migrate(path) == version
    backup = path.with_name(f"{path.name}.version-{version}.backup-2")
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone()[0] == version
        assert copy.execute("SELECT count(*) FROM claims").fetchone()[0] == 4
    assert opening.migrate(path) == SCHEMA_VERSION


def test_readers_leave_an_older_file_alone(older):
    """A reading command names the command that migrates, and the file keeps its version."""
    path, version = older
    with pytest.raises(errors.NeedsMigration) as refused:
        connect_read(path)
    assert str(refused.value) == (
        f"{path} is of an older version ({version}, now {SCHEMA_VERSION}); "
        "bring it up to date with verifier migrate"
    )
    assert connection.file_version(path) == version


def test_a_migration_that_fails_changes_nothing(older, monkeypatch):
    """A migration is one transaction: an error in it leaves the file at its version."""
    path, version = older

    def m999_broken(db):
        db.conn.execute("CREATE TABLE half (x)")
        db.conn.execute("no SQL at all")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[:-1], m999_broken))
    with pytest.raises(errors.StoreError, match="syntax error"):
        connect_write(path)
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA user_version").fetchone()[0] == version
        assert not plain.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchall()


def test_migrations_are_recorded(conn):
    """The file tells which migrations ran."""
    rows = conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
    assert [row["name"] for row in rows] == [step.__name__ for step in migrations.STEPS]


def test_a_missing_file_is_not_migrated(path):
    """There is nothing to migrate where nothing is."""
    with pytest.raises(errors.NoDatabase):
        opening.migrate(path)


def test_two_programs_migrate_once(tmp_path):
    """Programs that open a new file at the same moment make one schema."""
    path = tmp_path / "new.db"
    program = textwrap.dedent(
        f"""
        from db.opening import connect_write
        connect_write({str(path)!r}, create=True).close()
        """
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    running = [subprocess.Popen([sys.executable, "-c", program], env=environment) for _ in range(3)]
    assert [child.wait() for child in running] == [0, 0, 0]
    with closing(connect_read(path)) as opened:
        assert (
            opened.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
            == SCHEMA_VERSION
        )
