"""The log against the rows: a changed byte anywhere is found and named."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
from contextlib import closing

import pytest

from claims.model import Document
from db import claims, connection, documents, errors, events, sources, undo, verify
from db.connection import connect_read
from db.opening import connect_write


@pytest.fixture
def worked(conn, story, ferry_text, claim_on):
    """A store where everything was done once: marks, corrections, evidence, additions, undo."""
    documents.store(conn, Document("empty.txt", "Nothing claimed here."), [], "loader")
    claims.mark(conn, [story.pier, story.nobody], {"status": "false", "reason": "No"}, "anna")
    claims.correct(conn, story.cafe, {"strength": "reported"}, "anna")
    sources.add_evidence(conn, story.pier, {"url": "https://r.example/1"}, {"note": "n"}, "bob")
    claims.add(conn, story.document, claim_on(ferry_text, "the pier closes"), "bob")
    claims.mark(conn, [story.ferry], {"status": "checking"}, "bob")
    undo.undo(conn, "bob")
    return story


def changed(conn, sql, *values):
    """What verify says after a change behind the store's back."""
    conn.execute("DROP TRIGGER events_not_updated")
    conn.execute("DROP TRIGGER events_not_deleted")
    conn.execute("PRAGMA foreign_keys=OFF")
    conn.execute(sql, values)
    found = verify.verify(conn)
    assert not found.sound
    return found


def test_a_sound_store_is_sound(conn, worked):
    """Everything the store does itself holds."""
    found = verify.verify(conn)
    assert (found.problem, found.event_id) == (None, None)
    assert (found.events, found.head) == events.head(conn)


def test_an_empty_store_is_sound(conn):
    """No events and no rows hold too."""
    assert verify.verify(conn).sound


@pytest.mark.parametrize(
    ("sql", "event_id", "words"),
    [
        ("UPDATE events SET reviewer = 'eve' WHERE id = 3", 3, "event 3 (mark) was changed"),
        ("UPDATE events SET after = replace(after, 'No', 'Yes') WHERE id = 3", 3, "event 3 (mark)"),
        ("UPDATE events SET at = '2020-01-01' WHERE id = 5", 5, "event 5 (correct) was changed"),
        ("UPDATE events SET hash = previous_hash WHERE id = 4", 4, "event 4 (mark) was changed"),
        ("UPDATE events SET previous_hash = hash WHERE id = 4", 4, "does not follow event 3"),
        ("DELETE FROM events WHERE id = 4", 4, "event 4 is missing"),
        ("UPDATE events SET id = 99 WHERE id = 9", 9, "event 9 is missing"),
        ("DELETE FROM events WHERE id = 1", 1, "event 1 is missing"),
    ],
)
def test_a_touched_event_is_found(conn, worked, sql, event_id, words):
    """A changed, removed or swapped event breaks the chain at its place."""
    found = changed(conn, sql)
    assert found.event_id == event_id
    assert words in found.problem


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (
            "UPDATE documents SET text = replace(text, 'May', 'Mai')",
            "document 1 (ferry.txt): its text",
        ),
        ("UPDATE documents SET title = 'x' WHERE id = 1", "document 1 (ferry.txt): title differs"),
        ("UPDATE documents SET sha256 = replace(sha256, substr(sha256, 1, 4), '0000')", "sha256"),
        ("UPDATE claims SET text = 'other' WHERE id = 1", "claim 1 of document 1"),
        ("UPDATE claims SET rule = 'other' WHERE id = 3", "claim 3 of document 1"),
        ("UPDATE claims SET confidence = 0.46 WHERE id = 3", "claim 3 of document 1"),
        ("UPDATE claims SET span_end = span_end + 1 WHERE id = 4", "claim 4 of document 1"),
        ("UPDATE claims SET wording = 'other' WHERE id = 4", "claim 4 of document 1"),
        ("UPDATE claims SET words = 99 WHERE id = 4", "claim 4: what it is searched by"),
        ("UPDATE claims SET duplicate = 1 WHERE id = 4", "claim 4: whether it is a duplicate"),
        ("UPDATE claims SET fragments = 'x' WHERE id = 4", "document 1 (ferry.txt) holds a row"),
        ("UPDATE claims SET said_by = 'x' WHERE id = 1", "claim 1: what it is searched by"),
        (
            "UPDATE claims SET status = 'verified' WHERE id = 4",
            "claim 4: status is not what event 3",
        ),
        (
            "UPDATE claims SET status = 'verified' WHERE id = 2",
            "claim 2: status is not what event 1",
        ),
        (
            """UPDATE claims SET worth_parts = '{"luck":0.4}' WHERE id = 1""",
            "claim 1 of document 1 (ferry.txt) differs from its ingest",
        ),
        (
            "UPDATE claims SET reason = 'Yes' WHERE id = 4",
            "claim 4: reason is not what event 3 left",
        ),
        ("UPDATE claims SET note = 'x' WHERE id = 1", "claim 1: note is not what event 1 left"),
        ("UPDATE claims SET reviewer = 'eve' WHERE id = 4", "claim 4: reviewer is not what"),
        ("UPDATE claims SET changed = '2020' WHERE id = 4", "claim 4: changed is not what event"),
        ("UPDATE claims SET quote_check = 'exact' WHERE id = 3", "claim 3: quote_check is not"),
        (
            "UPDATE claims SET strength = 'named' WHERE id = 2",
            "claim 2: strength is not what event 5",
        ),
        ("UPDATE claims SET machine_strength = 'named' WHERE id = 4", "claim 4: the machine's own"),
        ("UPDATE claims SET machine = NULL WHERE id = 2", "claim 2: the machine's own values"),
        ("UPDATE claims SET machine_strength = 'named' WHERE id = 5", "claim 5: the machine's own"),
        ("UPDATE claims SET text = 'x' WHERE id = 5", "claim 5: text is not what event 7 left"),
        ("UPDATE claims SET evidence_count = 0 WHERE id = 4", "claim 4: its count of evidence"),
        ("UPDATE claims SET place = 9999999 WHERE id = 4", "claim 4 stands outside its document"),
        ("UPDATE attributions SET source_text = 'The pilot'", "claim 1 of document 1"),
        ("UPDATE attributions SET cue_start = 0 WHERE claim_id = 3", "claim 3 of document 1"),
        ("DELETE FROM attributions WHERE claim_id = 1", "claim 1 of document 1"),
        ("DELETE FROM claims WHERE id = 3", "claim 3 of document 1 (ferry.txt) is gone"),
        ("DELETE FROM claims WHERE id = 4", "claim 4 of document 1 (ferry.txt) is gone"),
        ("DELETE FROM claims WHERE id = 5", "claim 5 (event 7) is gone"),
        ("DELETE FROM documents WHERE id = 2", "document 2 (event 2) is gone"),
        ("UPDATE evidence SET note = 'other'", "evidence 1 is not what event 6 left"),
        ("DELETE FROM evidence", "evidence"),
        ("UPDATE sources SET url = 'https://x.example'", "sources 1 is not what event 6 left"),
        ("UPDATE sources SET protected = 1", "sources 1 is not what event 6 left"),
        ("INSERT INTO sources (title) VALUES ('new')", "sources 2 has no event"),
        (
            (
                "INSERT INTO documents (name, added, sha256, place_start, place_end, text) "
                "SELECT 'x', added, sha256, 900000, 900001, text FROM documents WHERE id = 1"
            ),
            "document 3 came in without an event",
        ),
        (
            (
                "INSERT INTO claims (document_id, place, zone, sentence_start, sentence_end, "
                "span_start, span_end, fragments, text, wording, words, fold, strength, rule, confidence, "
                "polarity, modality, check_worthiness) SELECT document_id, place + 1, zone, "
                "sentence_start, sentence_end, span_start, span_end, fragments, text, wording, words, fold, "
                "strength, rule, confidence, polarity, modality, check_worthiness FROM claims "
                "WHERE id = 1"
            ),
            "claim 6 has no event",
        ),
        ("UPDATE tallies SET claims = claims + 1", "the counters of claims differ"),
    ],
)
def test_a_touched_row_is_found(conn, worked, sql, words):
    """A changed row is named, with the event that says otherwise."""
    assert words in changed(conn, sql).problem


def test_nonsense_in_a_well_hashed_event_is_named(conn, worked):
    """An event that hashes well and says nothing that can be read is named too."""
    last, previous = events.head(conn)
    row = (last + 1, "now", "eve", "mark", 4, None, last + 1, None, None, '{"status":1}', previous)
    marks = ", ".join("?" * 12)
    conn.execute(f"INSERT INTO events VALUES ({marks})", (*row, events.event_hash(row)))
    found = verify.verify(conn)
    assert found.event_id == last + 1
    assert "makes no sense" in found.problem


def test_the_log_refuses_changes_by_itself(conn, worked):
    """Triggers guard the log against ordinary statements."""
    for sql, words in (
        ("UPDATE events SET reviewer = 'eve'", "events are never changed"),
        ("DELETE FROM events", "events are never deleted"),
        (
            (
                "INSERT INTO events SELECT 99, at, reviewer, kind, claim_id, document_id, step, undoes, "
                "before, after, previous_hash, hash FROM events WHERE id = 2"
            ),
            "event ids count 1, 2, 3 without gaps",
        ),
    ):
        with pytest.raises(connection.SqliteError, match=words):
            conn.execute(sql)


def test_a_hash_covers_every_column_but_itself(conn, worked):
    """Every column of the log but the hash goes into the hash."""
    columns = [row["name"] for row in conn.execute("PRAGMA table_info(events)")]
    assert [name for name in columns if name != "hash"] == list(events.COLUMNS)


def test_anyone_can_check_the_chain(conn, worked, path):
    """The chain is checked in ten lines of the standard library, as the documentation tells."""
    import hashlib
    import json

    conn.close()
    with closing(sqlite3.connect(path)) as other:
        other.row_factory = sqlite3.Row
        previous = "0" * 64
        for number, row in enumerate(other.execute("SELECT * FROM events ORDER BY id"), 1):
            values = dict(row)
            own = values.pop("hash")
            text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            assert values["id"] == number
            assert values["previous_hash"] == previous
            assert hashlib.sha256(text.encode()).hexdigest() == own
            previous = own
        assert number == 9


CONTENT = (
    "SELECT id, name, title, url, canonical_url, added, sha256, text FROM documents ORDER BY id",
    (
        "SELECT id, zone, sentence_start, sentence_end, span_start, span_end, fragments, text, wording, "
        "words, said_by, fold, duplicate, strength, machine_strength, machine, rule, confidence, "
        "polarity, modality, check_worthiness, status, reason, note, quote_check, reviewer, changed, "
        "evidence_count, evidence_sources FROM claims ORDER BY document_id, id"
    ),
    "SELECT * FROM attributions ORDER BY 1, 2",
    "SELECT * FROM sources ORDER BY 1",
    "SELECT * FROM evidence ORDER BY 1",
    "SELECT * FROM events ORDER BY 1",
    "SELECT * FROM tallies ORDER BY 1, 2, 3",
)


def content_of(path):
    """Everything that the store says, or None where it can't be read; and whether it holds."""
    try:
        with closing(connect_read(path)) as opened:
            cursor = connection.plain_cursor(opened)
            sound = verify.verify(opened).sound
            return [cursor.execute(sql).fetchall() for sql in CONTENT], sound
    except (connection.SqliteError, errors.StoreError, UnicodeDecodeError):
        return None, False


def test_flipped_bits_in_content_are_found(conn, worked, path):
    """Of bits flipped anywhere in the file, every one that changes what it says is found."""
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()
    original = path.read_bytes()
    said, sound = content_of(path)
    assert sound
    chance = random.Random(11)
    words = [b"ferry will stop", b"caf\xc3\xa9 on the pier", b"Ferry to stop", b"r.example/1"]
    places = [found.start() for word in words for found in re.finditer(re.escape(word), original)]
    places += [chance.randrange(len(original)) for _ in range(150)]
    silent = 0
    for place in places:
        flipped = bytearray(original)
        flipped[place] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        says, sound = content_of(path)
        if says != said:
            silent += 1
            assert not sound, (place, original[max(0, place - 20) : place + 20])
        for beside in path.parent.glob(path.name + "-*"):
            beside.unlink()
    assert silent > 5


def test_a_torn_log_loses_only_the_end(conn, story, path, tmp_path):
    """A write-ahead log cut anywhere opens as a sound, earlier state."""
    conn.execute("PRAGMA wal_autocheckpoint=0")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for number in range(12):
        claims.mark(conn, [story.pier], {"note": f"note {number}"}, "anna")
    log = path.with_name(path.name + "-wal")
    size = log.stat().st_size
    chance = random.Random(3)
    seen = set()
    for _ in range(15):
        copy = tmp_path / "torn.db"
        shutil.copy(path, copy)
        cut = log.read_bytes()[: chance.randrange(size)]
        copy.with_name("torn.db-wal").write_bytes(cut)
        with closing(connect_write(copy)) as opened:
            found = verify.verify(opened)
            assert found.problem is None
            seen.add(found.events)
        for beside in tmp_path.glob("torn.db*"):
            beside.unlink()
    assert len(seen) > 3


def test_readers_can_verify(conn, worked, path):
    """Checking needs no right to write."""
    with closing(connect_read(path)) as reader:
        assert verify.verify(reader).sound
