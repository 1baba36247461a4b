"""Opening files: what is refused, in which words, and what a transaction promises."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

from db import claims, connection, errors, events, verify
from db.connection import connect_read, transaction
from db.opening import connect_write

pytestmark = pytest.mark.usefixtures("made_anew")


def mark_and_fail(conn, claim_id, kind):
    with transaction(conn):
        claims.mark(conn, [claim_id], {"status": "false"}, "anna")
        raise kind


def mark_in_file(path, claim_id):
    with closing(connect_write(path)) as opened:
        claims.mark(opened, [claim_id], {"status": "false"}, "anna")


def test_reading_where_nothing_is_names_the_place_and_the_remedy(path):
    """A missing database is one line, and no file appears."""
    with pytest.raises(errors.NoDatabase) as refused:
        connect_read(path)
    assert str(refused.value) == f"no database at {path}; start with verifier ingest"
    assert not path.exists()


def test_writing_without_create_makes_no_file(path):
    """Commands that need a database do not make one."""
    with pytest.raises(errors.NoDatabase, match="start with verifier ingest"):
        connect_write(path)
    assert not path.exists()


def test_a_file_of_no_bytes_counts_as_none(path):
    """A zero-byte file is no database for readers, and a fresh one for writers."""
    path.touch()
    with pytest.raises(errors.NoDatabase):
        connect_read(path)
    assert path.stat().st_size == 0
    connect_write(path, create=True).close()
    connect_read(path).close()


def test_folders_above_are_made(tmp_path):
    """Creating a database creates the folders above it."""
    deep = tmp_path / "a" / "b" / "desk.db"
    connect_write(deep, create=True).close()
    assert deep.exists()


def test_a_text_file_is_refused(path):
    """What is no database is refused by name and left as it was."""
    path.write_text("This is a shopping list, and a long one. " * 40)
    before = path.read_bytes()
    for connect in (connect_read, connect_write):
        with pytest.raises(errors.NotADatabase) as refused:
            connect(path)
        assert str(refused.value) == f"{path} is not a Verifier database"
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path):
    """A folder is no database."""
    for connect in (connect_read, connect_write):
        with pytest.raises(errors.NotADatabase, match="is a folder, not a database"):
            connect(tmp_path)


def test_another_programs_database_is_left_alone(path):
    """A SQLite file of another program is refused, and no table is added to it."""
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.commit()
    other.close()
    for connect in (connect_read, connect_write):
        with pytest.raises(errors.NotADatabase) as refused:
            connect(path)
        assert str(refused.value) == f"{path} is a database of another program, not of Verifier"


def test_a_newer_file_is_refused(conn, path):
    """A file of a newer version is refused with both versions."""
    conn.execute("PRAGMA user_version=99")
    for connect in (connect_read, connect_write):
        with pytest.raises(errors.NewerDatabase) as refused:
            connect(path)
        assert str(refused.value) == (
            f"{path} was written by a newer version (99, this one knows "
            f"{connection.SCHEMA_VERSION}); update Verifier"
        )


def test_an_older_file_wants_migrating(conn, path):
    """Reading commands leave an older file as it is and name the command."""
    conn.execute("PRAGMA user_version=1")
    with pytest.raises(errors.NeedsMigration, match="verifier migrate"):
        connect_read(path)


def test_a_database_begun_and_never_filled_counts_as_none(path):
    """A file that a killed program left without a table is no database yet."""
    begun = sqlite3.connect(path)
    begun.execute("PRAGMA journal_mode=WAL")
    begun.execute("CREATE TABLE t (x)")
    begun.execute("DROP TABLE t")
    begun.commit()
    begun.close()
    with pytest.raises(errors.NoDatabase):
        connect_read(path)
    connect_write(path, create=True).close()
    connect_read(path).close()


def test_settings_of_a_writer(conn):
    """Durability and safety settings are what the documentation promises."""

    def setting(name):
        return conn.execute(f"PRAGMA {name}").fetchone()[0]

    assert setting("journal_mode") == "wal"
    assert setting("synchronous") == 2
    assert setting("foreign_keys") == 1
    assert setting("trusted_schema") == 0
    assert setting("cell_size_check") == 1
    assert setting("mmap_size") == 0
    assert setting("busy_timeout") == connection.BUSY_MS
    assert setting("application_id") == connection.APPLICATION_ID


def test_a_reader_cannot_write(conn, story, path):
    """A reading connection refuses every change."""
    reader = connect_read(path)
    with pytest.raises(errors.ReadOnlyDatabase, match="permissions"):
        claims.mark(reader, [story.pier], {"status": "false"}, "anna")
    reader.close()


def test_names_with_odd_signs_open(tmp_path):
    """Percent signs, question marks and blanks in a path mean themselves."""
    odd = tmp_path / "50% sure? #1 ünïcode.db"
    connect_write(odd, create=True).close()
    connect_read(odd).close()
    assert odd.exists()


@pytest.mark.parametrize("kind", [RuntimeError, KeyboardInterrupt])
def test_an_error_rolls_back(conn, story, kind):
    """Whatever leaves a transaction early takes all its changes along."""
    with pytest.raises(kind):
        mark_and_fail(conn, story.pier, kind)
    assert claims.get(conn, story.pier).status == "unreviewed"
    assert events.head(conn)[0] == 1
    assert not conn.in_transaction


def test_a_nested_transaction_rolls_back_alone(conn, story):
    """An error in an inner transaction leaves what the outer one did."""
    with transaction(conn):
        claims.mark(conn, [story.pier], {"status": "false"}, "anna")
        with pytest.raises(RuntimeError):
            mark_and_fail(conn, story.ferry, RuntimeError)
    assert claims.get(conn, story.pier).status == "false"
    assert claims.get(conn, story.ferry).status == "unreviewed"


def test_a_locked_database_is_named(conn, story, path):
    """A writer that waits too long says so, and nothing is changed."""
    other = connect_write(path)
    other.patience = 0.05
    with transaction(conn), pytest.raises(errors.DatabaseBusy) as refused:
        claims.mark(other, [story.pier], {"status": "false"}, "anna")
    assert (
        str(refused.value) == f"{path} is in use by another program; nothing was changed, try again"
    )
    other.close()


def test_a_full_disk_keeps_nothing(conn, story, path):
    """Where no room is left, the change is refused as a whole and the file stays sound."""
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    conn.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(errors.DiskFull) as refused:
        claims.mark(conn, [story.pier], {"status": "false", "note": "x" * 500_000}, "anna")
    assert str(refused.value) == f"the disk of {path} is full; nothing was changed"
    assert claims.get(conn, story.pier).status == "unreviewed"
    assert not conn.in_transaction
    conn.execute("PRAGMA max_page_count=1000000")
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    assert verify.verify(conn).sound


def test_a_limit_on_file_sizes_is_no_damage(conn, story, path):
    """What the system does not let grow is named for that, and goes on once it does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
    try:
        with pytest.raises(errors.DiskFailed, match="nothing was changed") as refused:
            claims.mark(conn, [story.pier], {"status": "false", "note": "x" * 3_000_000}, "anna")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert "\n" not in str(refused.value)
    assert claims.get(conn, story.pier).status == "unreviewed"
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    assert verify.verify(conn).sound


READ_ONLY = """
import os, pathlib, sys
from claims.model import Document
from db import claims, documents, search, versions
from db.connection import connect_read
from db.errors import ReadOnlyDatabase
from db.opening import connect_write
from db.query import parse

path = pathlib.Path(sys.argv[1])
conn = connect_write(path, create=True)
documents.store(conn, Document("one", "One."), [], "anna")
conn.close()
path.chmod(0o444)
path.parent.chmod(0o555)
if os.getuid() == 0:
    os.setuid(65534)
assert [one.name for one in documents.all(connect_read(path))] == ["one"]
try:
    connect_write(path).execute("DELETE FROM documents")
except ReadOnlyDatabase as error:
    print(error)
"""


def test_a_folder_that_cannot_be_written_is_read():
    """A file on a read-only place opens for reading; writing says what is in the way."""
    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o755)
        folder = Path(above) / "shelf"
        folder.mkdir()
        path = folder / "desk.db"
        child = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(path)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=False,
        )
        folder.chmod(0o755)
    assert child.stderr == ""
    assert child.stdout == f"{path} can't be opened for writing; look at its permissions\n"


def test_a_damaged_file_is_named(conn, story, path):
    """Pages overwritten with rubbish are reported as damage, with the remedy."""
    conn.close()
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = b"\xff" * (len(content) - 4096 * 2)
    path.write_bytes(content)
    with pytest.raises(errors.DamagedDatabase, match=r"is damaged .* restore a backup"):
        mark_in_file(path, story.pier)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    """A file in the way of a folder is one line."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(errors.ReadOnlyDatabase, match="can't make the folder"):
        connect_write(tmp_path / "file" / "deep" / "desk.db", create=True)


def test_interrupting_a_query_is_named(conn):
    """An interrupted query ends with its own error."""
    assert isinstance(
        connection.named(connection.sqlite.OperationalError("interrupted"), "x"), errors.Interrupted
    )


def test_one_library_a_process(path):
    """Where pysqlite3 is installed, the standard library's module never opens the file."""
    program = textwrap.dedent(
        """
        import sys
        from db import connection
        if "pysqlite3" in sys.modules:
            assert "sqlite3" not in sys.modules, "both libraries are loaded"
        assert connection.library_version() >= (3, 37)
        """
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)
