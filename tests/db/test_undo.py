"""Taking back and doing again: whose, in which order, and when it is refused."""

from __future__ import annotations

import pytest

from db import claims, errors, events, sources, undo, verify
from db.opening import connect_write

REGISTER = {"url": "https://reg.example/1", "title": "Register"}


def test_undo_brings_back_what_was(conn, story):
    """A mark taken back leaves the claim as it was, and the log longer."""
    (mark,) = claims.mark(conn, [story.pier], {"status": "false", "reason": "x"}, "anna")
    (taken_back,) = undo.undo(conn, "anna")
    pier = claims.get(conn, story.pier)
    assert (pier.status, pier.reason, pier.reviewer) == ("unreviewed", None, None)
    assert (taken_back.kind, taken_back.undoes, taken_back.claim_id) == (
        "undo",
        mark.id,
        story.pier,
    )
    assert taken_back.before == mark.after
    assert taken_back.after == mark.before
    (done_again,) = undo.redo(conn, "anna")
    assert (done_again.kind, done_again.undoes) == ("redo", mark.id)
    assert claims.get(conn, story.pier).status == "false"
    assert verify.verify(conn).problem is None


def test_steps_go_back_one_by_one(conn, story):
    """Undo walks back through the reviewer's steps, redo forth again."""
    for status in ("checking", "false", "disputed"):
        claims.mark(conn, [story.pier], {"status": status}, "anna")

    def status():
        return claims.get(conn, story.pier).status

    seen = []
    for turn in (undo.undo, undo.undo, undo.redo, undo.undo, undo.undo):
        turn(conn, "anna")
        seen.append(str(status()))
    assert seen == ["false", "checking", "false", "checking", "unreviewed"]
    with pytest.raises(errors.NothingToUndo, match="anna has nothing to undo"):
        undo.undo(conn, "anna")
    for expected in ("checking", "false", "disputed"):
        undo.redo(conn, "anna")
        assert status() == expected
    with pytest.raises(errors.NothingToUndo, match="anna has nothing to redo"):
        undo.redo(conn, "anna")


def test_a_bulk_mark_is_one_step(conn, story):
    """One undo takes a whole selection back, one redo sets it again."""
    claims.mark(conn, [story.pier], {"status": "checking"}, "anna")
    claims.mark(conn, [story.ferry, story.cafe, story.pier], {"status": "set-aside"}, "anna")
    assert len(undo.undo(conn, "anna")) == 3
    assert [str(one.status) for one in claims.of_document(conn, 1)] == [
        "unreviewed",
        "unreviewed",
        "unreviewed",
        "checking",
    ]
    assert len(undo.redo(conn, "anna")) == 3
    assert claims.get(conn, story.pier).status == "set-aside"
    assert verify.verify(conn).problem is None


def test_everyone_takes_back_their_own(conn, story):
    """Undo never touches a colleague's act."""
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    claims.mark(conn, [story.ferry], {"status": "verified"}, "bob")
    undo.undo(conn, "anna")
    assert claims.get(conn, story.ferry).status == "verified"
    with pytest.raises(errors.NothingToUndo):
        undo.undo(conn, "chidi")


def test_a_later_change_refuses_and_is_named(conn, story):
    """Where somebody changed the claim since, undo says who, what and when."""
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    (later,) = claims.mark(conn, [story.pier], {"note": "sure?"}, "bob")
    with pytest.raises(errors.UndoConflict) as refused:
        undo.undo(conn, "anna")
    assert str(refused.value) == (
        f"claim {story.pier} has changed since: mark of note, reviewer by bob at {later.at} (event 3)"
    )
    assert claims.get(conn, story.pier).status == "false"
    undo.undo(conn, "bob")
    undo.undo(conn, "anna")
    assert claims.get(conn, story.pier).status == "unreviewed"


def test_one_conflict_refuses_the_whole_step(conn, story):
    """A bulk step goes back whole or not at all."""
    claims.mark(conn, [story.ferry, story.pier], {"status": "false"}, "anna")
    claims.mark(conn, [story.ferry], {"status": "verified"}, "bob")
    with pytest.raises(errors.UndoConflict, match=f"claim {story.ferry} has changed since"):
        undo.undo(conn, "anna")
    assert claims.get(conn, story.pier).status == "false"
    assert events.head(conn)[0] == 4


def test_something_new_ends_redoing(conn, story):
    """After a new act there is nothing to do again."""
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    undo.undo(conn, "anna")
    claims.mark(conn, [story.ferry], {"status": "verified"}, "anna")
    with pytest.raises(errors.NothingToUndo):
        undo.redo(conn, "anna")


def test_redo_is_refused_after_a_colleagues_change(conn, story):
    """Doing again does not write over what came in between."""
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    undo.undo(conn, "anna")
    claims.mark(conn, [story.pier], {"status": "verified"}, "bob")
    with pytest.raises(errors.UndoConflict, match="by bob"):
        undo.redo(conn, "anna")


def test_values_decide_too(conn, story):
    """A colleague's undone act that is done again in another order does not slip under one."""
    claims.mark(conn, [story.pier], {"status": "checking"}, "anna")
    claims.mark(conn, [story.pier], {"status": "false"}, "bob")
    undo.undo(conn, "bob")
    undo.undo(conn, "anna")
    with pytest.raises(errors.UndoConflict, match=r"has changed since: undo of .* by anna"):
        undo.redo(conn, "bob")


def test_ingest_is_not_taken_back(conn, story):
    """Documents come in for good."""
    with pytest.raises(errors.NothingToUndo):
        undo.undo(conn, "loader")


def test_an_added_claim_goes_and_comes_back(conn, story, ferry_text, claim_on):
    """Adding a claim is undone and redone with the same id."""
    added = claims.add(conn, story.document, claim_on(ferry_text, "the pier closes"), "anna")
    claims.mark(conn, [added.id], {"status": "false"}, "anna")
    undo.undo(conn, "anna")
    undo.undo(conn, "anna")
    with pytest.raises(errors.NoSuchClaim):
        claims.get(conn, added.id)
    assert verify.verify(conn).problem is None
    undo.redo(conn, "anna")
    assert claims.get(conn, added.id).claim == added.claim
    undo.redo(conn, "anna")
    assert claims.get(conn, added.id).status == "false"
    other = claims.add(conn, story.document, claim_on(ferry_text, "The pier"), "anna")
    assert other.id == added.id + 1
    assert verify.verify(conn).problem is None


def test_a_correction_goes_and_comes_back(conn, story, ferry_text):
    """A corrected span and level go back to the machine's, and forth again."""
    start = ferry_text.index("years old")
    changes = {"strength": "confirmed", "span": (start, start + 9), "attributions": []}
    before = claims.get(conn, story.ferry)
    corrected = claims.correct(conn, story.ferry, changes, "anna")
    undo.undo(conn, "anna")
    back = claims.get(conn, story.ferry)
    assert (back.claim, back.machine) == (before.claim, None)
    assert [one.id for one in claims.of_document(conn, 1)] == [1, 2, 3, 4]
    undo.redo(conn, "anna")
    assert claims.get(conn, story.ferry).claim == corrected.claim
    assert verify.verify(conn).problem is None


def test_evidence_goes_and_comes_back(conn, story):
    """Evidence is taken off and put back with its id; the reference stays."""
    piece = sources.add_evidence(conn, story.ferry, REGISTER, {"grade": "A1"}, "anna")
    undo.undo(conn, "anna")
    assert sources.evidence_of(conn, story.ferry) == []
    assert verify.verify(conn).problem is None
    undo.redo(conn, "anna")
    assert sources.evidence_of(conn, story.ferry) == [piece]
    sources.remove_evidence(conn, piece.id, "anna")
    undo.undo(conn, "anna")
    assert sources.evidence_of(conn, story.ferry) == [piece]
    assert verify.verify(conn).problem is None


def test_what_evidence_filled_in_goes_back(conn, story):
    """A title that came with a piece of evidence goes with it, unless somebody built on it."""
    bare = {"url": REGISTER["url"]}
    sources.add_evidence(conn, story.ferry, bare, {}, "anna")
    sources.add_evidence(conn, story.pier, REGISTER, {}, "anna")
    undo.undo(conn, "anna")
    assert sources.references(conn)[0].title is None
    undo.redo(conn, "anna")
    assert sources.references(conn)[0].title == "Register"
    sources.add_evidence(conn, story.cafe, {**bare, "publisher": "P"}, {}, "bob")
    undo.undo(conn, "anna")
    assert sources.references(conn)[0].title == "Register"
    assert verify.verify(conn).problem is None


def test_undo_works_after_a_restart(conn, story, path):
    """What was done in one run is taken back in the next."""
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    conn.close()
    again = connect_write(path)
    undo.undo(again, "anna")
    assert claims.get(again, story.pier).status == "unreviewed"
    again.close()
    third = connect_write(path)
    undo.redo(third, "anna")
    assert claims.get(third, story.pier).status == "false"
    third.close()
