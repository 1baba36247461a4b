"""Claims that took the place of others: linked, undone whole, and checked against the log."""

from __future__ import annotations

from contextlib import suppress

import pytest

from db import claims, errors, events, sources, successions, undo, verify


@pytest.fixture
def split(conn, story, claim_on, ferry_text):
    """The ferry's claim, marked false with evidence, split into two by anna."""
    claims.mark(conn, [story.ferry], {"status": "false", "reason": "it runs on"}, "anna")
    sources.add_evidence(conn, story.ferry, {"url": "https://pier.example/t"}, {}, "anna")
    parts = [claim_on(ferry_text, "The old ferry"), claim_on(ferry_text, "will stop in May")]
    return successions.replace(conn, {story.ferry: "two things"}, parts, "split", "anna")


def test_the_original_is_set_aside_and_leads_to_its_successors(conn, story, split):
    """Evidence stays with the original; the new claims have no verdict and no evidence."""
    assert split == [5, 6]
    original = claims.get(conn, story.ferry)
    assert (original.status, original.reason) == ("set-aside", "two things")
    assert original.evidence_count == 1
    assert successions.of(conn, story.ferry) == successions.Lineage("split", (), (5, 6))
    assert successions.of(conn, 6) == successions.Lineage("split", (story.ferry,), ())
    made = claims.get(conn, 5)
    assert (made.status, made.evidence_count, made.machine_strength) == ("unreviewed", 0, None)
    assert verify.verify(conn).problem is None


def test_undo_and_redo_turn_a_split_as_one_step(conn, story, split):
    """The verdict comes back with its reason; redo brings the same ids again."""
    undo.undo(conn, "anna")
    original = claims.get(conn, story.ferry)
    assert (original.status, original.reason) == ("false", "it runs on")
    assert claims.many(conn, split) == []
    assert successions.of(conn, story.ferry) == successions.Lineage()
    assert verify.verify(conn).problem is None
    undo.redo(conn, "anna")
    assert [claim.id for claim in claims.many(conn, split)] == split
    assert successions.of(conn, story.ferry).successors == (5, 6)
    assert verify.verify(conn).problem is None


def test_a_split_is_not_undone_once_somebody_works_on_a_part(conn, split):
    """The refusal names the later change."""
    claims.mark(conn, [split[1]], {"status": "verified"}, "bob")
    with pytest.raises(errors.UndoConflict, match="bob"):
        undo.undo(conn, "anna")
    assert verify.verify(conn).problem is None


def test_a_claim_is_replaced_once(conn, story, split, claim_on, ferry_text):
    """A claim that has successors can't be given others."""
    with pytest.raises(errors.BadValue, match="replaced already: by claim 5, 6"):
        successions.replace(
            conn, {story.ferry: "again"}, [claim_on(ferry_text, "The old ferry")], "merge", "bob"
        )


def test_nothing_is_written_where_an_original_is_missing(conn, story, claim_on, ferry_text):
    """All or none."""
    before = events.head(conn)
    with pytest.raises(errors.NoSuchClaim):
        successions.replace(
            conn,
            {story.pier: "x", 99: "y"},
            [claim_on(ferry_text, "The pier")],
            "merge",
            "anna",
        )
    assert events.head(conn) == before


@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM successions WHERE successor_id = 6",
        "UPDATE successions SET kind = 'merge'",
        "INSERT INTO successions VALUES (4, 5, 'split')",
    ],
)
def test_a_changed_link_is_found(conn, split, tampering):
    """The log's check names the claim whose successors were changed behind it."""
    with suppress(errors.StoreError):
        conn.execute(tampering)
    assert "what took its place" in verify.verify(conn).problem
