"""The dashboard's numbers: days, reviewers, pace and voices, from a bounded number of rows."""

from __future__ import annotations

import pytest

from claims.model import Document, Strength
from db import claims, documents, events, versions
from db import overview as module
from db.connection import transaction
from db.overview import DayWork, Pace, Voice, overview


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test sets: events happen at `clock.at`."""

    class Clock:
        at = "2026-05-03T12:00:00.000+00:00"

    monkeypatch.setattr("db.events.now", lambda: Clock.at)
    return Clock


def test_an_empty_store_has_an_overview(conn):
    """Nothing stored gives noughts and no voice, day or pace."""
    seen = overview(conn)
    assert set(seen.by_strength) == {level.value for level in Strength}
    assert (seen.progress.total, seen.days, seen.pace, seen.voices) == (0, (), (), ())
    assert (seen.log_cut, seen.voices_cut) == (False, False)


def test_days_count_each_claim_once_for_each_reviewer(conn, story, clock):
    """A claim marked twice on a day is one claim; reasons and notes are no marks."""
    claims.mark(conn, [story.pier], {"status": "checking"}, "anna")
    claims.mark(conn, [story.pier, story.cafe], {"status": "false"}, "anna")
    claims.mark(conn, [story.ferry], {"note": "later"}, "bob")
    clock.at = "2026-05-04T09:00:00.000+00:00"
    claims.mark(conn, [story.ferry], {"status": "verified"}, "bob")
    assert overview(conn).days == (
        DayWork("2026-05-03", "anna", 2),
        DayWork("2026-05-04", "bob", 1),
    )


def test_the_pace_leaves_out_pauses_and_several_claims_at_once(conn, story, clock):
    """From one claim's mark to the next one's: 20 and 40 seconds; the night and the bulk are none."""
    for second, claim in ((0, story.ferry), (20, story.cafe), (60, story.nobody)):
        clock.at = f"2026-05-03T12:{second // 60:02}:{second % 60:02}.000+00:00"
        claims.mark(conn, [claim], {"status": "verified"}, "anna")
    clock.at = "2026-05-03T12:01:05.000+00:00"
    claims.mark(conn, [story.ferry, story.cafe], {"status": "checking"}, "anna")
    clock.at = "2026-05-04T12:00:00.000+00:00"
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    assert overview(conn).pace == (Pace("anna", 2, 30.0),)


def test_voices_are_ranked_by_what_was_found_false_then_by_what_is_weak(conn, claim_on):
    """Case and article aside one voice is one; a pronoun is nobody."""
    text = (
        "The broker said the mill burns. the broker said the mill sinks. He said the mill sings. "
        "Residents said the mill leans. Nora Lind said the mill stands."
    )
    said = (
        ("the mill burns", "The broker", "alleged"),
        ("the mill sinks", "the broker", "alleged"),
        ("the mill sings", "He", "rumour"),
        ("the mill leans", "Residents", "reported"),
        ("the mill stands", "Nora Lind", "named"),
    )
    made = [claim_on(text, words, level, said_by=name) for words, name, level in said]
    documents.store(conn, Document("mill.txt", text), made, "anna")
    claims.mark(conn, [5], {"status": "misleading"}, "anna")
    assert overview(conn).voices == (
        Voice("Nora Lind", bad=1, weak=0),
        Voice("The broker", bad=0, weak=2),
        Voice("Residents", bad=0, weak=1),
    )


def test_claims_of_superseded_versions_are_counted_once(conn, claim_on):
    """A newer version of an article doubles no status, no level and no voice."""
    for name in ("mill.txt", "mill-2.txt"):
        text = f"Residents said the mill leans. This is {name}."
        made = claim_on(text, "the mill leans", "reported", said_by="Residents")
        documents.store(conn, Document(name, text), [made], "anna")
    with transaction(conn):
        versions.supersede(conn, 1)
    seen = overview(conn)
    assert seen.progress.total == 1
    assert sum(seen.by_status.values()) == 1
    assert sum(seen.by_strength.values()) == 1
    assert seen.voices == (Voice("Residents", bad=0, weak=1),)


def test_what_is_read_is_bounded_and_says_so(conn, story, monkeypatch):
    """Beyond the bounds the numbers are those of the newest entries, and the overview tells it."""
    for status in ("checking", "false", "verified"):
        claims.mark(conn, [story.nobody], {"status": status}, "anna")
    claims.mark(conn, [story.nobody, story.cafe], {"status": "false"}, "bob")
    monkeypatch.setattr(module, "ENTRIES", 2)
    monkeypatch.setattr(module, "ROWS", 2)
    seen = overview(conn)
    assert [(day.reviewer, day.claims) for day in seen.days] == [("bob", 2)]
    assert seen.log_cut
    assert seen.voices_cut
    assert events.head(conn)[0] > 2


def test_the_voices_are_found_by_an_index(conn):
    """No query of the overview walks through all claims."""
    for column in ("strength", "status"):
        plan = conn.execute(
            "EXPLAIN QUERY PLAN SELECT said_by FROM claims "
            f"WHERE {column} = ? AND superseded = 0 LIMIT 5",
            ("x",),
        ).fetchall()
        assert all("USING INDEX" in row[3] for row in plan), plan
