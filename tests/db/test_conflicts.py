"""A colleague's newer change is never written over unseen."""

from __future__ import annotations

import pytest

from db import claims, conflicts, errors, events, sign_offs, sources, undo, verify


def head(conn):
    return events.head(conn)[0]


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ({"status": "verified"}, {"status": "false"}),
        ({"status": "verified"}, {"reason": "my reason for something else"}),
        ({"reason": "seen twice"}, {"status": "false"}),
        ({"note": "theirs"}, {"note": "mine"}),
        ({"quote_check": "exact"}, {"quote_check": "altered"}),
    ],
)
def test_a_newer_change_of_the_same_is_refused(conn, story, theirs, mine):
    """The refusal holds the colleague's events, and nothing is written."""
    known = head(conn)
    claims.mark(conn, [story.pier], theirs, "bob")
    before = head(conn)
    with pytest.raises(errors.Conflict, match="claim 4 was changed since by bob") as refused:
        claims.mark(conn, [story.pier, story.cafe], mine, "anna", since=known)
    assert [event.after["reviewer"] for event in refused.value.events] == ["bob"]
    assert head(conn) == before


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [({"note": "theirs"}, {"status": "false"}), ({"status": "false"}, {"note": "mine"})],
)
def test_what_a_colleague_left_alone_may_be_set(conn, story, theirs, mine):
    """A note and a verdict don't meet."""
    known = head(conn)
    claims.mark(conn, [story.pier], theirs, "bob")
    assert claims.mark(conn, [story.pier], mine, "anna", since=known)


def test_ones_own_changes_are_no_conflict(conn, story):
    """A key pressed twice at once, or a second screen of the same reviewer."""
    known = head(conn)
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    assert claims.mark(conn, [story.pier], {"status": "verified"}, "anna", since=known)


def test_a_change_that_was_taken_back_is_none(conn, story):
    """The claim is as it was seen."""
    known = head(conn)
    claims.mark(conn, [story.pier], {"status": "verified"}, "bob")
    undo.undo(conn, "bob")
    assert claims.mark(conn, [story.pier], {"status": "false"}, "anna", since=known)


def test_a_verdict_never_falls_on_words_that_changed_unseen(conn, story):
    """A colleague gave the claim other words: the verdict was meant for the old ones."""
    known = head(conn)
    start, end = claims.get(conn, story.pier).claim.span
    claims.correct(conn, story.pier, {"span": (start + 4, end)}, "bob")
    with pytest.raises(errors.Conflict):
        claims.mark(conn, [story.pier], {"status": "false"}, "anna", since=known)


def test_corrections_meet_where_they_change_the_same(conn, story):
    """Two levels meet, a level and a polarity don't."""
    known = head(conn)
    claims.correct(conn, story.pier, {"strength": "rumour"}, "bob")
    assert claims.correct(conn, story.pier, {"polarity": "negative"}, "anna", since=known)
    with pytest.raises(errors.Conflict):
        claims.correct(conn, story.pier, {"strength": "named"}, "anna", since=known)


def test_letting_theirs_stand_is_an_event_and_changes_no_row(conn, story):
    """Both versions are in the log; the log holds, and undo takes back something else."""
    claims.mark(conn, [story.cafe], {"status": "checking"}, "anna")
    claims.mark(conn, [story.pier], {"status": "verified"}, "bob")
    before = claims.get(conn, story.pier)
    [event] = conflicts.keep_theirs(conn, [story.pier], {"status": "false"}, "anna")
    assert event.kind == "conflict"
    assert event.after == {"conflict": {"status": "false"}}
    assert claims.get(conn, story.pier) == before
    assert verify.verify(conn).problem is None
    assert undo.undo(conn, "anna")[0].claim_id == story.cafe
    with pytest.raises(errors.NoSuchClaim):
        conflicts.keep_theirs(conn, [99], {"status": "false"}, "anna")


def evidence_on(conn, claim, actor="bob"):
    return sources.add_evidence(conn, claim, {"title": "Logbook"}, {"grade": "C3"}, actor)


@pytest.mark.parametrize(
    "theirs",
    [
        lambda conn, piece: sources.remove_evidence(conn, piece, "bob"),
        lambda conn, piece: sources.change_evidence(conn, 4, piece, {"grade": "A1"}, "bob"),
    ],
)
def test_evidence_that_a_colleague_changed_or_took_away_is_not_changed_unseen(conn, story, theirs):
    """The refusal tells what they did; who has seen it may put their own over it."""
    piece = evidence_on(conn, story.pier).id
    known = head(conn)
    theirs(conn, piece)
    with pytest.raises(errors.Conflict, match="claim 4 was changed since by bob") as refused:
        sources.change_evidence(conn, story.pier, piece, {"grade": "E5"}, "anna", since=known)
    latest = refused.value.events[-1].id
    sources.change_evidence(conn, story.pier, piece, {"grade": "E5"}, "anna", since=latest)
    assert [one.grade for one in sources.evidence_of(conn, story.pier)] == ["E5"]
    undo.undo(conn, "anna")
    assert [one.grade for one in sources.evidence_of(conn, story.pier)] in (["A1"], [])
    assert verify.verify(conn).problem is None


def test_evidence_that_a_colleague_changed_is_not_taken_away_unseen(conn, story):
    """Other evidence that came meanwhile is no hindrance."""
    piece = evidence_on(conn, story.pier).id
    known = head(conn)
    sources.change_evidence(conn, story.pier, piece, {"note": "read it again"}, "bob")
    with pytest.raises(errors.Conflict):
        sources.remove_evidence(conn, piece, "anna", since=known)
    undo.undo(conn, "bob")
    evidence_on(conn, story.pier)
    sources.remove_evidence(conn, piece, "anna", since=known)
    assert len(sources.evidence_of(conn, story.pier)) == 1


@pytest.mark.parametrize(
    "theirs",
    [
        lambda conn, claim: claims.mark(conn, [claim], {"status": "verified"}, "bob"),
        lambda conn, claim: claims.mark(conn, [claim], {"quote_check": "altered"}, "bob"),
        lambda conn, claim: claims.correct(conn, claim, {"polarity": "negative"}, "bob"),
        evidence_on,
    ],
)
def test_what_was_changed_unseen_is_not_signed_off(conn, story, theirs):
    """Verdict, quote check, reading and evidence are signed for; a note is not."""
    claims.mark(conn, [story.pier], {"status": "false"}, "bob")
    known = head(conn)
    claims.mark(conn, [story.pier], {"note": "for the desk"}, "bob")
    sign_offs.sign(conn, [story.pier], "anna", since=known)
    undo.undo(conn, "anna")
    known = head(conn)
    theirs(conn, story.pier)
    with pytest.raises(errors.Conflict):
        sign_offs.sign(conn, [story.pier], "anna", since=known)
    assert sign_offs.sign(conn, [story.pier], "anna", since=head(conn))
