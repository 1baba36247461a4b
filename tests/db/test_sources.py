"""Evidence and the references it is taken from."""

from __future__ import annotations

import pytest

from db import claims, errors, events, search, sources, undo, verify
from db.query import parse

REGISTER = {"url": "https://reg.example/1", "title": "Register", "publisher": "The Registry"}


def test_evidence_comes_back_as_it_was_given(conn, story):
    """Every field of a piece of evidence is kept, with who added it and when."""
    given = {
        "stance": "refutes",
        "grade": "b2",
        "quote": "It will not stop.",
        "locator": "p. 4",
        "note": "asked twice",
        "accessed": "2026-03-09",
        "archive_url": "https://archive.example/1",
        "url_typed": "reg.example/1?ref=x",
    }
    piece = sources.add_evidence(conn, story.ferry, REGISTER, given, "anna")
    assert sources.evidence_of(conn, story.ferry) == [piece]
    assert (piece.stance, piece.grade, piece.reviewer) == ("refutes", "B2", "anna")
    assert (piece.quote, piece.locator, piece.note) == ("It will not stop.", "p. 4", "asked twice")
    assert (piece.accessed, piece.archive_url) == ("2026-03-09", "https://archive.example/1")
    assert piece.url_typed == "reg.example/1?ref=x"
    assert (piece.reference.url, piece.reference.title) == (REGISTER["url"], "Register")
    ferry = claims.get(conn, story.ferry)
    assert (ferry.evidence_count, ferry.changed) == (1, piece.added)
    event = events.history(conn, story.ferry)[-1]
    assert (event.kind, event.claim_id) == ("evidence", story.ferry)
    assert event.after["evidence"]["grade"] == "B2"
    assert event.after["reference"]["url"] == REGISTER["url"]


def test_the_same_canonical_address_is_the_same_reference(conn, story):
    """A reference is stored once; what it lacked is filled in, and protection stays."""
    first = sources.add_evidence(
        conn,
        story.ferry,
        {"url": "https://reg.example/1", "url_typed": "reg.example/1"},
        {},
        "anna",
    )
    again = sources.add_evidence(
        conn, story.pier, {**REGISTER, "protected": True, "title": "Register"}, {}, "bob"
    )
    third = sources.add_evidence(conn, story.cafe, {**REGISTER, "title": "Other"}, {}, "bob")
    assert first.reference.id == again.reference.id == third.reference.id
    assert third.reference.title == "Register"
    assert third.reference.publisher == "The Registry"
    assert third.reference.protected
    assert third.reference.url_typed == "reg.example/1"
    assert [one.id for one in sources.references(conn)] == [first.reference.id]


def test_a_reference_without_an_address(conn, story):
    """A person or a paper document needs a title; it is used again by its id."""
    first = sources.add_evidence(conn, story.ferry, {"title": "Logbook"}, {}, "anna")
    again = sources.add_evidence(conn, story.pier, {"id": first.reference.id}, {}, "anna")
    other = sources.add_evidence(conn, story.cafe, {"title": "Logbook"}, {}, "anna")
    assert again.reference.id == first.reference.id != other.reference.id


@pytest.mark.parametrize(
    ("reference", "fields", "words"),
    [
        ({}, {}, "needs an address or a title"),
        ({"id": 9}, {}, "no reference 9"),
        (REGISTER, {"stance": "for"}, "unknown stance 'for': one of supports, refutes, context"),
        (REGISTER, {"grade": "G1"}, "unknown grade 'G1': a letter A to F"),
        (REGISTER, {"accessed": "yesterday"}, "'yesterday' is no date: write 2026-03-09"),
        (REGISTER, {"note": "a\0b"}, "a NUL in"),
    ],
)
def test_wrong_evidence_is_refused(conn, story, reference, fields, words):
    """Nothing is kept of evidence that does not fit, not even its reference."""
    with pytest.raises(errors.BadValue, match=words):
        sources.add_evidence(conn, story.ferry, reference, fields, "anna")
    assert sources.references(conn) == []
    assert events.head(conn)[0] == 1


def test_evidence_wants_a_claim(conn, story):
    """An unknown claim is named."""
    with pytest.raises(errors.NoSuchClaim, match="no claim 99"):
        sources.add_evidence(conn, 99, REGISTER, {}, "anna")


def test_removed_evidence_leaves_its_reference(conn, story):
    """Taking evidence off keeps the reference for other claims."""
    piece = sources.add_evidence(conn, story.ferry, REGISTER, {}, "anna")
    sources.remove_evidence(conn, piece.id, "bob")
    assert sources.evidence_of(conn, story.ferry) == []
    assert claims.get(conn, story.ferry).evidence_count == 0
    assert len(sources.references(conn)) == 1
    assert events.history(conn, story.ferry)[-1].kind == "evidence-removed"
    assert verify.verify(conn).problem is None
    with pytest.raises(errors.StoreError, match="no piece of evidence 1"):
        sources.remove_evidence(conn, piece.id, "bob")


def test_what_a_piece_of_evidence_says_can_be_changed(conn, story):
    """What is given changes and the rest stays; undo and redo bring either side back."""
    given = {"grade": "C3", "quote": "It will not stop.", "accessed": "2026-03-09"}
    piece = sources.add_evidence(conn, story.ferry, REGISTER, given, "anna")
    change = {"grade": "b1", "quote": "", "protected": True, "public_wording": "a clerk"}
    event = sources.change_evidence(conn, story.ferry, piece.id, change, "bob")
    (now,) = sources.evidence_of(conn, story.ferry)
    assert (now.id, now.grade, now.quote, now.accessed) == (piece.id, "B1", None, "2026-03-09")
    assert (now.reference.protected, now.reference.public_wording) == (True, "a clerk")
    assert (now.reviewer, now.added, event.kind) == ("anna", piece.added, "evidence-changed")
    assert undo.undo(conn, "bob")
    assert sources.evidence_of(conn, story.ferry) == [piece]
    undo.redo(conn, "bob")
    assert sources.evidence_of(conn, story.ferry) == [now]
    assert verify.verify(conn).problem is None
    assert sources.change_evidence(conn, story.ferry, piece.id, {"grade": "B1"}, "bob") is None
    with pytest.raises(errors.BadValue, match="unknown grade"):
        sources.change_evidence(conn, story.ferry, piece.id, {"grade": "Z9"}, "bob")
    with pytest.raises(errors.StoreError, match="claim 4 has no piece of evidence 1"):
        sources.change_evidence(conn, story.pier, piece.id, {"grade": "A1"}, "bob")


def test_evidence_of_many_claims(conn, story):
    """Reports ask for the evidence of many claims at once."""
    one = sources.add_evidence(conn, story.ferry, REGISTER, {}, "anna")
    two = sources.add_evidence(conn, story.ferry, {"title": "Logbook"}, {}, "anna")
    assert sources.evidence_of_many(conn, [story.pier, story.ferry]) == {story.ferry: [one, two]}


def test_references_are_offered_by_what_is_typed(conn, story):
    """Title, publisher and address are looked at; signs of LIKE mean themselves."""
    sources.add_evidence(conn, story.ferry, REGISTER, {}, "anna")
    sources.add_evidence(conn, story.pier, {"title": "100%_sure"}, {}, "anna")

    def offered(typed):
        return [one.title for one in sources.references(conn, typed)]

    assert offered("") == ["100%_sure", "Register"]
    assert offered("regis") == offered("reg.example") == offered("the registry") == ["Register"]
    assert offered("0%_") == ["100%_sure"]
    assert offered("0__s") == []
    assert sources.references(conn, "", limit=1)[0].title == "100%_sure"


def test_evidence_is_found(conn, story):
    """`has:evidence` and `evidence:` find the claims."""
    sources.add_evidence(conn, story.ferry, REGISTER, {}, "anna")
    sources.add_evidence(conn, story.cafe, {"title": "Logbook"}, {}, "anna")

    def found(query):
        return list(search.ids(conn, parse(query)))

    assert found("has:evidence") == [story.ferry, story.cafe]
    assert found("evidence:registry") == found("evidence:reg.example") == [story.ferry]
    assert found("evidence:logbook or evidence:register") == [story.ferry, story.cafe]
    assert found("-evidence:logbook") == [story.ferry, story.nobody, story.pier]
    assert found("evidence:nothing") == []
