"""Words that were typed outlive the program until they are in the database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import time

import pytest

from verifier.unsaved import Unsaved, file_of


@pytest.fixture
def database(tmp_path, monkeypatch):
    """A database's path, with a state directory of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "desk.db"


@pytest.fixture
def keep(database):
    """Open what is kept for the database, as a new program would."""
    opened = []

    def start():
        kept = Unsaved(database)
        kept.start()
        opened.append(kept)
        return kept

    yield start
    for kept in opened:
        kept.close()


def settled(kept):
    while kept.busy:
        time.sleep(0.001)
    return kept


def test_words_are_there_for_the_next_program(keep):
    """Whatever becomes of the one that they were typed into."""
    settled_ = keep()
    settled_.put((3, "note"), "a.txt", {"note": "half a\nthought [x] \u202e"})
    settled(settled_)
    again = keep()
    assert again.get((3, "note"), "a.txt") == {"note": "half a\nthought [x] \u202e"}
    assert again.get((3, "reason"), "a.txt") == {}
    assert again.keys() == [(3, "note")]


def test_words_of_another_document_are_not_offered(keep):
    """The file at the path may be another database by now."""
    kept = keep()
    kept.put((3, "note"), "a.txt", {"note": "for a"})
    assert settled(kept).get((3, "note"), "b.txt") == {}


def test_the_file_is_for_the_owner_alone_and_goes_with_its_last_words(keep, database):
    """Mode 0600 in a folder of mode 0700; nothing is left once everything is committed."""
    kept = keep()
    kept.put((3, "note"), "a.txt", {"note": "x"})
    settled(kept)
    file = file_of(database)
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o777 == 0o700
    kept.drop((3, "note"))
    settled(kept)
    assert not file.exists()


def test_two_programs_keep_their_words_side_by_side(keep):
    """Neither writes over the other's."""
    one, other = keep(), keep()
    one.put((1, "note"), "a.txt", {"note": "one"})
    settled(one)
    other.put((2, "evidence"), "a.txt", {"url": "https://example.org"})
    settled(other)
    one.drop((1, "note"))
    settled(one)
    assert keep().keys() == [(2, "evidence")]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"database": 1}', b"\xff\xfe", b'{"database": "x", "words": [1]}'],
)
def test_a_file_that_is_none_of_ours_is_as_good_as_none(keep, database, content):
    """It is replaced as soon as there are words to keep."""
    file = file_of(database)
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    kept = keep()
    assert kept.keys() == []
    kept.put((1, "note"), "a.txt", {"note": "new"})
    settled(kept)
    assert json.loads(file.read_bytes())["words"][0]["fields"] == {"note": "new"}


def test_a_folder_that_cannot_be_written_is_told_and_the_words_stay(keep, database):
    """They are still there for as long as the program runs."""
    folder = file_of(database).parent
    folder.parent.mkdir(parents=True)
    folder.write_text("a file where a folder should be")
    kept = keep()
    kept.put((1, "note"), "a.txt", {"note": "mine"})
    settled(kept)
    assert "unsaved" in kept.problem
    assert kept.get((1, "note"), "a.txt") == {"note": "mine"}


def test_a_killed_program_leaves_the_words(database, keep):
    """SIGKILL right after the last word: the next program offers it."""
    program = textwrap.dedent(
        f"""
        import os, signal, time
        from pathlib import Path
        from verifier.unsaved import Unsaved
        kept = Unsaved(Path({str(database)!r}))
        kept.start()
        for number in range(50):
            kept.put((1, "note"), "a.txt", {{"note": "word " * number}})
        while kept.busy:
            time.sleep(0.001)
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        """
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    assert subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode
    assert keep().get((1, "note"), "a.txt") == {"note": "word " * 49}
