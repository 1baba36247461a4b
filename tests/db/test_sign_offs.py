"""Sign-off: a second person's act, stale as soon as what was signed is no more."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.model import Claim, Document
from db import claims, documents, errors, sign_offs, sources, undo, verify
from db.opening import connect_write
from db.query import parse
from db.search import ids

TEXT = "The bridge is closed. The mayor knew of it. Nobody was told. " * 2


def stored(conn, claim_id):
    """Who signed a claim off, and whether that holds, in a word."""
    found = claims.get(conn, claim_id)
    return found.signed_by, found.sign_off.value


@pytest.fixture
def judged(conn, story):
    """The pier claim, judged by anna with a piece of evidence."""
    claims.mark(conn, [story.pier], {"status": "false", "reason": "Built in 1990."}, "anna")
    sources.add_evidence(
        conn, story.pier, {"url": "https://r.example/1", "title": "Register"}, {}, "anna"
    )
    return story.pier


def test_a_second_person_signs_a_verdict_off(conn, judged):
    """The sign-off stands beside the status, with its time and its own event."""
    (event,) = sign_offs.sign(conn, [judged], "bob")
    found = claims.get(conn, judged)
    assert (found.status, found.reviewer) == ("false", "anna")
    assert (found.signed_by, found.signed_at) == ("bob", event.at)
    assert found.sign_off == "yes"
    assert event.kind == "sign-off"
    assert verify.verify(conn).problem is None


def test_signing_the_same_state_again_writes_nothing(conn, judged):
    """A sign-off that holds needs no second one."""
    sign_offs.sign(conn, [judged], "bob")
    assert sign_offs.sign(conn, [judged], "Bob ") == []


@pytest.mark.parametrize("status", ["unreviewed", "checking", "set-aside"])
def test_only_a_verdict_is_signed(conn, story, status):
    """What is no verdict is refused by its status."""
    claims.mark(conn, [story.cafe], {"status": status, "note": "x"}, "anna")
    with pytest.raises(errors.BadValue, match=f"claim 2 is {status}: only a verdict"):
        sign_offs.sign(conn, [story.cafe], "bob")


@pytest.mark.parametrize("name", ["anna", "Anna", " ANNA  "])
def test_nobody_signs_their_own_verdict(conn, judged, name):
    """Neither who gave the status nor who wrote the reason may sign, whatever the name's case."""
    with pytest.raises(errors.BadValue, match="nobody signs off their own verdict"):
        sign_offs.sign(conn, [judged], name)
    assert stored(conn, judged) == (None, "no")
    sign_offs.sign(conn, [judged], name, own_allowed=True)
    assert stored(conn, judged)[1] == "yes"


def test_who_wrote_the_reason_may_not_sign_either(conn, judged):
    """A verdict is its status and its reason; a note makes nobody its author."""
    claims.mark(conn, [judged], {"reason": "Built in 1991."}, "bob")
    with pytest.raises(errors.BadValue, match="nobody signs off their own"):
        sign_offs.sign(conn, [judged], "bob")
    with pytest.raises(errors.BadValue, match="nobody signs off their own"):
        sign_offs.sign(conn, [judged], "anna")
    claims.mark(conn, [judged], {"note": "see page 4"}, "cara")
    sign_offs.sign(conn, [judged], "cara")
    assert stored(conn, judged) == ("cara", "yes")


def test_a_verdict_that_was_taken_back_to_is_its_first_givers(conn, judged):
    """Bob's other verdict, taken back, leaves anna's: she may not sign, bob may."""
    claims.mark(conn, [judged], {"status": "verified"}, "bob")
    undo.undo(conn, "bob")
    assert sign_offs.judges(conn, judged) == {"anna"}
    sign_offs.sign(conn, [judged], "bob")
    assert stored(conn, judged) == ("bob", "yes")


def test_a_sign_off_that_holds_is_nobody_elses_to_give(conn, judged):
    """A third person signs only once the first sign-off is stale, and withdraws nobody's."""
    sign_offs.sign(conn, [judged], "bob")
    with pytest.raises(errors.BadValue, match="claim 4 is signed off by bob already"):
        sign_offs.sign(conn, [judged], "cara")
    with pytest.raises(errors.BadValue, match="bob, who alone withdraws it"):
        sign_offs.withdraw(conn, [judged], "cara")
    claims.mark(conn, [judged], {"reason": "Built in 1992."}, "anna")
    sign_offs.sign(conn, [judged], "cara")
    assert stored(conn, judged) == ("cara", "yes")


def test_withdrawing_leaves_no_sign_off(conn, judged):
    """The signer takes it back; twice is refused."""
    sign_offs.sign(conn, [judged], "bob")
    (event,) = sign_offs.withdraw(conn, [judged], "bob")
    assert event.kind == "sign-off-withdrawn"
    assert stored(conn, judged) == (None, "no")
    with pytest.raises(errors.BadValue, match="claim 4 is not signed off"):
        sign_offs.withdraw(conn, [judged], "bob")
    assert verify.verify(conn).problem is None


CHANGES = {
    "status": lambda conn, claim: claims.mark(conn, [claim], {"status": "disputed"}, "anna"),
    "reason": lambda conn, claim: claims.mark(conn, [claim], {"reason": "other"}, "anna"),
    "quote": lambda conn, claim: claims.mark(conn, [claim], {"quote_check": "exact"}, "anna"),
    "level": lambda conn, claim: claims.correct(conn, claim, {"strength": "rumour"}, "anna"),
    "span": lambda conn, claim: claims.correct(conn, claim, {"span": (4, 9)}, "anna"),
    "evidence": lambda conn, claim: sources.add_evidence(
        conn, claim, {"url": "https://r.example/2"}, {}, "anna"
    ),
    "evidence gone": lambda conn, _: sources.remove_evidence(conn, 1, "anna"),
    "evidence changed": lambda conn, claim: sources.change_evidence(
        conn, claim, 1, {"grade": "E5"}, "anna"
    ),
    "reference": lambda conn, _: sources.add_evidence(
        conn, 1, {"url": "https://r.example/1", "publisher": "Town"}, {}, "anna"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_later_change_makes_it_stale_and_taking_it_back_makes_it_hold(conn, judged, change):
    """Claim, verdict, evidence and its reference count; the same state is signed again."""
    sign_offs.sign(conn, [judged], "bob")
    CHANGES[change](conn, judged)
    assert stored(conn, judged) == ("bob", "stale")
    assert verify.verify(conn).problem is None
    undo.undo(conn, "anna")
    assert stored(conn, judged) == ("bob", "yes")
    undo.redo(conn, "anna")
    assert stored(conn, judged) == ("bob", "stale")
    assert verify.verify(conn).problem is None


def test_a_note_leaves_the_sign_off_standing(conn, judged):
    """The desk's own note is no part of what was signed."""
    sign_offs.sign(conn, [judged], "bob")
    claims.mark(conn, [judged], {"note": "ring them again"}, "anna")
    assert stored(conn, judged) == ("bob", "yes")


def test_signing_several_is_one_step_all_or_none(conn, story, judged):
    """One undo takes a whole selection's sign-offs back; one claim that can't leaves all unsigned."""
    claims.mark(conn, [story.ferry], {"status": "verified"}, "anna")
    with pytest.raises(errors.BadValue, match="only a verdict"):
        sign_offs.sign(conn, [judged, story.ferry, story.cafe], "bob")
    assert stored(conn, judged) == (None, "no")
    assert len(sign_offs.sign(conn, [judged, story.ferry], "bob")) == 2
    assert len(undo.undo(conn, "bob")) == 2
    assert stored(conn, story.ferry) == (None, "no")
    undo.redo(conn, "bob")
    assert stored(conn, story.ferry) == ("bob", "yes")


def test_undo_never_takes_a_colleagues_sign_off_back(conn, judged):
    """Anna's undo of what bob signed since is refused and names the sign-off."""
    sign_offs.sign(conn, [judged], "bob")
    with pytest.raises(errors.UndoConflict, match="claim 4 has changed since: sign-off of"):
        undo.undo(conn, "anna")
    assert stored(conn, judged) == ("bob", "yes")


@pytest.mark.parametrize(
    ("query", "signed"),
    [("signed:yes", {3}), ("signed:stale", {4}), ("signed:no", {1, 2}), ("-signed:no", {3, 4})],
)
@pytest.mark.parametrize("more", ["", " reviewer:anna or reviewer:nobody or -zone:byline"])
def test_the_query_language_finds_them(conn, story, query, signed, more):
    """signed:yes, signed:stale and signed:no part the claims, alone and with other terms."""
    claims.mark(conn, [story.pier, story.nobody], {"status": "false"}, "anna")
    sign_offs.sign(conn, [story.pier, story.nobody], "bob")
    claims.mark(conn, [story.pier], {"reason": "x"}, "anna")
    assert set(ids(conn, parse(query + more))) == signed


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE claims SET signed_by = 'eve' WHERE id = 4", "signed_by is not what event 4 left"),
        ("UPDATE claims SET signed_digest = NULL WHERE id = 4", "signed_digest is not what"),
        ("UPDATE claims SET sign_off_stale = 1 WHERE id = 4", "whether its sign-off is stale"),
        ("UPDATE claims SET signed_at = '2020' WHERE id = 4", "signed_at is not what event 4"),
        ("UPDATE claims SET signed_by = 'eve' WHERE id = 1", "claim 1: signed_by is not what"),
    ],
)
def test_a_touched_sign_off_is_found(conn, judged, sql, words):
    """log verify names what was changed behind the store's back."""
    sign_offs.sign(conn, [judged], "bob")
    conn.execute(sql)
    assert words in (verify.verify(conn).problem or "")


EDITS = st.one_of(
    st.tuples(st.just("status"), st.sampled_from(["false", "verified", "disputed", "checking"])),
    st.tuples(st.just("reason"), st.sampled_from(["a", "b", None])),
    st.tuples(st.just("quote_check"), st.sampled_from(["exact", "unchecked"])),
    st.tuples(st.just("strength"), st.sampled_from(["named", "rumour", "asserted"])),
    st.tuples(st.just("span"), st.sampled_from([(0, 20), (0, 21), (4, 20)])),
    st.tuples(st.just("evidence"), st.integers(1, 3)),
    st.tuples(st.just("note"), st.sampled_from(["n", "m"])),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("redo"), st.none()),
)


def seen(conn):
    """Claim 1 as a signer reads it: its words, its verdict, its evidence."""
    one = claims.get(conn, 1)
    pieces = [(piece.reference.id, piece.stance) for piece in sources.evidence_of(conn, 1)]
    return one.claim, one.status, one.reason, one.quote_check, sorted(pieces)


def edit(conn, name, value):
    """One change of claim 1 in anna's name; what can't be done changes nothing."""
    if name in {"undo", "redo"}:
        try:
            getattr(undo, name)(conn, "anna")
        except errors.NothingToUndo:
            return
    elif name == "evidence":
        sources.add_evidence(conn, 1, {"url": f"https://r.example/{value}"}, {}, "anna")
    elif name in {"strength", "span"}:
        claims.correct(conn, 1, {name: value}, "anna")
    else:
        claims.mark(conn, [1], {name: value}, "anna")


@settings(max_examples=60)
@given(edits=st.lists(EDITS, min_size=1, max_size=8))
def test_a_sign_off_holds_exactly_as_long_as_what_was_signed(tmp_path_factory, edits):
    """After any edits, undo and redo among them, it is stale if and only if something differs."""
    with connect_write(tmp_path_factory.mktemp("signed") / "d.db", create=True) as conn:
        made = Claim.from_dict(
            {"span": (0, 20), "text": TEXT[:20], "strength": "asserted", "confidence": 0.5}
        )
        documents.store(conn, Document("a", TEXT), [made], "loader")
        claims.mark(conn, [1], {"status": "false"}, "zoe")
        sign_offs.sign(conn, [1], "bob")
        before = seen(conn)
        for name, value in edits:
            edit(conn, name, value)
            now = seen(conn)
            assert (claims.get(conn, 1).sign_off == "yes") is (now == before)
        assert verify.verify(conn).problem is None
    conn.close()
