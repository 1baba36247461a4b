"""Numbers for the desk, kept by counters."""

from __future__ import annotations

from claims.model import Strength, Zone
from db import claims, documents, sources, statistics, undo, verify
from db.records import Status


def test_numbers_of_an_empty_store(conn):
    """Nothing stored gives noughts for every status and level."""
    numbers = statistics.gather(conn)
    assert (numbers.documents, numbers.claims, numbers.events) == (0, 0, 0)
    assert numbers.by_status == dict.fromkeys(Status, 0)
    assert numbers.by_strength == dict.fromkeys(Strength, 0)
    assert numbers.progress == statistics.Progress(0, 0)


def test_numbers_follow_the_work(conn, story):
    """Marks, corrections, evidence and undo move the numbers."""
    claims.mark(conn, [story.pier, story.ferry], {"status": "false"}, "anna")
    claims.mark(conn, [story.cafe], {"status": "checking"}, "bob")
    claims.correct(conn, story.nobody, {"zone": "caption", "strength": "named"}, "bob")
    sources.add_evidence(conn, story.pier, {"url": "u"}, {}, "bob")
    undo.undo(conn, "bob")
    numbers = statistics.gather(conn)
    assert (numbers.documents, numbers.claims, numbers.shown) == (1, 4, 3)
    assert numbers.progress == statistics.progress(conn, story.document)
    assert numbers.progress == statistics.Progress(done=2, total=3)
    assert (numbers.by_status["false"], numbers.by_status["checking"]) == (2, 1)
    assert numbers.by_strength["named"] == 2
    assert numbers.by_zone == {Zone.BODY: 3, Zone.CAPTION: 1}
    assert numbers.matrix["checking", "rumour"] == 1
    assert (numbers.references, numbers.evidence) == (1, 0)
    assert numbers.events == 7
    assert [(work.reviewer, work.actions, work.claims) for work in numbers.reviewers] == [
        ("bob", 4, 3),
        ("anna", 2, 2),
    ]
    assert [marked for _, marked in numbers.by_day] == [3]


def test_counters_agree_with_the_rows(conn, story, claim_on, ferry_text):
    """After additions and what takes them back, the counters are those of a count."""
    claims.add(conn, story.document, claim_on(ferry_text, "the pier"), "anna")
    claims.add(conn, story.document, claim_on(ferry_text, "The pier"), "anna")
    undo.undo(conn, "anna")
    assert statistics.gather(conn).claims == 5
    assert sum(1 for _ in documents.all(conn)) == 1
    assert verify.verify(conn).problem is None
