"""Storing documents: one transaction each, what counts as the same, what is refused."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from claims.model import Document
from db import claims, documents, errors, events, sources, verify
from db.connection import connect_read


def test_what_goes_in_comes_out(conn, story, four_claims, ferry_text):
    """A stored document and its claims are read back as they were given."""
    document = documents.get(conn, story.document)
    assert (document.name, document.title, document.text) == (
        "ferry.txt",
        "Ferry to stop",
        ferry_text,
    )
    assert document.url == "https://pier.example/ferry?x=1"
    assert document.canonical_url == "https://pier.example/ferry"
    assert document.sha256 == hashlib.sha256(ferry_text.encode()).hexdigest()
    stored = claims.of_document(conn, story.document)
    assert [one.claim for one in stored] == four_claims
    assert [one.machine_strength for one in stored] == [one.strength for one in four_claims]
    assert {one.status for one in stored} == {"unreviewed"}


def test_one_event_a_document(conn, story):
    """Ingest writes one event, with the hash of the text and of the claims."""
    event = events.get(conn, 1)
    assert (event.kind, event.reviewer, event.document_id) == ("ingest", "loader", story.document)
    assert event.after["document"]["sha256"] == documents.get(conn, story.document).sha256
    assert event.after["claims"] == 4
    assert len(event.after["claims_sha256"]) == 64
    assert events.head(conn)[0] == 1


@pytest.mark.parametrize(
    ("first", "second", "is_new"),
    [
        (None, None, False),
        ("https://a.example/1", None, False),
        (None, "https://a.example/1", False),
        ("https://a.example/1", "https://a.example/1", False),
        ("https://a.example/1", "https://b.example/1", True),
    ],
)
def test_the_same_text_again(conn, first, second, is_new):
    """The same text is skipped but where both copies have an address and these differ."""
    assert documents.store(conn, Document("a.txt", "A text.", url=first), [], "anna") == 1
    again = documents.store(conn, Document("b.txt", "A text.", url=second), [], "anna")
    assert (again is not None) is is_new


def test_the_canonical_address_decides(conn):
    """Two addresses typed differently are one where the canonical one is the same."""
    one = Document("a", "Text.", url="https://a.example/1?utm_source=x")
    other = Document("b", "Text.", url="https://a.example/1")
    canonical = "https://a.example/1"
    assert documents.store(conn, one, [], "anna", canonical_url=canonical) == 1
    assert documents.store(conn, other, [], "anna", canonical_url=canonical) is None


def test_a_text_with_a_nul_is_refused(conn):
    """NUL marks a binary file."""
    with pytest.raises(errors.BadValue, match=r"a\.bin: a NUL at character 3"):
        documents.store(conn, Document("a.bin", "abc\0def"), [], "anna")
    assert events.head(conn)[0] == 0


def test_half_a_character_is_refused(conn):
    """A lone surrogate can't be stored as UTF-8."""
    with pytest.raises(errors.BadValue, match=r"half a character .* at character 2"):
        documents.store(conn, Document("a", "ab\ud800"), [], "anna")


def test_a_name_that_is_no_utf8_is_escaped(conn):
    """Bytes of a file name that are no UTF-8 are stored as pictures of themselves."""
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    document_id = documents.store(conn, Document(name, "Text.", title="x\ud800"), [], "anna")
    assert documents.get(conn, document_id).name == "caf\\xE9.txt"
    assert documents.get(conn, document_id).title == "x\\uD800"
    assert documents.find(conn, name).id == document_id


def test_a_span_outside_the_text_is_refused(conn, four_claims, ferry_text):
    """Nothing of a document goes in when one of its claims does not fit."""
    wrong = replace(four_claims[0], span=(0, 10_000))
    with pytest.raises(errors.BadValue, match=r"span \[0, 10000\] lies outside the text"):
        documents.store(conn, Document("a", ferry_text), [four_claims[1], wrong], "anna")
    wrong = replace(four_claims[0], text="other words")
    with pytest.raises(errors.BadValue, match="text differs from the document at span"):
        documents.store(conn, Document("a", ferry_text), [wrong], "anna")
    assert list(documents.all(conn)) == []


@pytest.mark.parametrize("field", ["rule", "wording"])
@pytest.mark.parametrize(
    ("bad", "words"), [("a\0b", "holds a NUL"), ("a\udc80", "half a character")]
)
def test_a_claims_own_words_are_checked(conn, four_claims, ferry_text, field, bad, words):
    """What a bundle puts into a claim's fields is refused before SQLite cuts it."""
    wrong = replace(four_claims[0], **{field: bad})
    with pytest.raises(errors.BadValue, match=words):
        documents.store(conn, Document("a", ferry_text), [wrong], "anna")


def test_finding_by_id_and_name(conn, story):
    """A document is found by its id, else by its name."""
    assert documents.find(conn, story.document).name == "ferry.txt"
    assert documents.find(conn, str(story.document)).name == "ferry.txt"
    assert documents.find(conn, "ferry.txt").id == story.document
    for unknown in ("nope", "7", "9" * 40, 2**70, "²"):
        with pytest.raises(errors.NoSuchDocument, match="no document"):
            documents.find(conn, unknown)
    with pytest.raises(errors.NoSuchDocument):
        documents.get(conn, 99)


def test_a_name_that_several_have(conn):
    """A name that is not unique is refused with the ids that are."""
    for number in range(7):
        documents.store(conn, Document("same", f"Text {number}."), [], "anna")
    with pytest.raises(errors.NoSuchDocument) as refused:
        documents.find(conn, "same")
    assert str(refused.value) == (
        "several documents are named same: give one of the ids 1, 2, 3, 4, 5, …"
    )


def test_lists_carry_no_texts(conn, story):
    """Lists of documents leave the texts where they are."""
    documents.store(conn, Document("second", "Second."), [], "anna")
    assert [(one.name, one.text) for one in documents.all(conn)] == [
        ("ferry.txt", ""),
        ("second", ""),
    ]
    assert [one.id for one in documents.all(conn, after=1)] == [2]
    assert [one.id for one in documents.many(conn, [2, 9, 1])] == [2, 1]
    assert documents.many(conn, [2], texts=True)[0].text == "Second."


def test_a_bundle_with_reviews_goes_in_whole(conn, four_claims, ferry_text):
    """Statuses, corrections and evidence of a loaded report come with the document's one event."""
    reference = {"url": "https://reg.example/1", "title": "Register"}
    machine = {**four_claims[1].as_dict(), "strength": "reported"}
    document_id = documents.store(
        conn,
        Document("ferry.txt", ferry_text),
        four_claims,
        "anna",
        kind="load",
        marks={
            0: {
                "status": "false",
                "reason": "It runs on",
                "reviewer": "bob",
                "changed": "2026-01-01",
            },
            1: {"machine": machine, "machine_strength": "reported"},
            3: {"machine_strength": None, "quote_check": "unchecked", "note": None},
        },
        evidence={
            0: [(reference, {"stance": "refutes", "grade": "b2"}), (reference, {})],
            2: [(reference, {"note": "same"})],
        },
    )
    ferry, cafe, nobody, pier = claims.of_document(conn, document_id)
    assert (ferry.status, ferry.reason, ferry.reviewer) == ("false", "It runs on", "bob")
    assert ferry.changed == "2026-01-01"
    assert ferry.evidence_count == 2
    assert nobody.evidence_count == 1
    assert cafe.machine_strength == "reported"
    assert cafe.machine.strength == "reported"
    assert pier.machine_strength is None
    assert len(sources.references(conn)) == 1
    assert events.head(conn)[0] == 1
    assert verify.verify(conn).problem is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"marks": {0: {"status": "true"}}}, "unknown status 'true'"),
        ({"marks": {7: {"status": "false"}}}, "a mark for claim 7 of 4"),
        ({"marks": {0: {"machine_strength": "firm"}}}, "unknown strength 'firm'"),
        ({"marks": {0: {"machine": {"span": [0, 1]}}}}, "the machine's values of claim 0"),
        ({"evidence": {9: [({"url": "u"}, {})]}}, "evidence for claim 9 of 4"),
        ({"evidence": {0: [({"url": "u"}, {"grade": "Z9"})]}}, "unknown grade 'Z9'"),
        ({"evidence": {0: [({}, {})]}}, "needs an address or a title"),
    ],
)
def test_a_bundle_that_does_not_fit_leaves_nothing(conn, four_claims, ferry_text, given, words):
    """One wrong value in a bundle refuses its whole document."""
    with pytest.raises(errors.BadValue, match=words):
        documents.store(conn, Document("a", ferry_text), four_claims, "anna", **given)
    assert list(documents.all(conn)) == []
    assert sources.references(conn) == []
    assert events.head(conn)[0] == 0


def test_readers_see_a_document_whole_or_not_at_all(conn, story, path):
    """A reader beside the writer sees what was committed."""
    reader = connect_read(path)
    assert len(claims.of_document(reader, story.document)) == 4
    reader.close()


def test_duplicates_are_known_across_documents(conn, story, claim_on):
    """The same words in another case and punctuation are duplicates, in both documents."""
    text = "“The Pier is ninety years old”, and the pier, they say, is closed."
    same = claim_on(text, "The Pier is ninety years old”,")
    documents.store(conn, Document("b", text), [same], "anna")
    assert claims.twins(conn, story.pier) == [5]
    assert claims.twins(conn, 5) == [story.pier]
    assert claims.twins(conn, story.ferry) == []


def test_pages_are_kept_with_the_text(conn):
    """Where the file's pages begin comes back from the store, and its event tells of it."""
    pages = ((0, "p. 1"), (4, "p. 2"))
    number = documents.store(conn, Document("a.pdf", "One.Two.", anchors=pages), [], "anna")
    assert documents.get(conn, number).anchors == pages
    assert [one.anchors for one in documents.all(conn)] == [pages]
    assert events.get(conn, 1).after["document"]["anchors"] == '[[0,"p. 1"],[4,"p. 2"]]'
    conn.execute("UPDATE documents SET anchors = NULL")
    assert "anchors differs" in verify.verify(conn).problem


@pytest.mark.parametrize(
    "anchors",
    [((9, "p. 1"),), ((-1, "p. 1"),), ((1, "p. 1"), (1, "p. 2")), ((0, 1),), ((0, "\0"),)],
)
def test_anchors_that_do_not_fit_are_refused(conn, anchors):
    """An anchor outside the text, out of order or without a label stores nothing."""
    with pytest.raises(errors.BadValue):
        documents.store(conn, Document("a.pdf", "One.Two.", anchors=anchors), [], "anna")
    assert list(documents.all(conn)) == []
