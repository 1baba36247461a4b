from __future__ import annotations

import pytest

from claims.model import Claim, Document, Strength
from db.errors import BadValue
from verifier.desk import Desk
from verifier.ingest import ingest, readable

ENGLISH = (
    "The mayor said that the bridge had been closed by the police on Sunday because of the storm. "
)
GERMAN = (
    "Der Hafenmeister sagte, dass die Brücke wegen des Sturms am Sonntag von der Polizei gesperrt "
    "worden sei und erst im Winter wieder geöffnet werde. "
)


class OneClaimEach:
    """A stand-in for the extraction: the whole text is one claim. Counts what it is given."""

    def __init__(self, dies_at=None):
        self.seen = []
        self.dies_at = dies_at

    def extract_many(self, documents):
        for document in documents:
            if document.name == self.dies_at:
                raise KeyboardInterrupt
            self.seen.append(document.name)
            span = (0, len(document.text))
            row = {"span": span, "text": document.text, "strength": "asserted", "confidence": 0.85}
            yield document, [Claim.from_dict(row)]


@pytest.fixture
def desk(tmp_path):
    with Desk.open(tmp_path / "desk.db", "ada", create=True) as opened:
        yield opened


def put(desk, documents, extractor=None):
    refused = []
    summary = ingest(documents, desk, extractor or OneClaimEach(), refused.append)
    return summary, [str(one) for one in refused]


def test_each_document_is_stored_with_its_claims_and_counted(desk):
    summary, refused = put(desk, [Document("a", "One two."), Document("b", "Three.")])
    assert not refused
    told = summary.as_dict()
    assert told.pop("seconds") >= 0
    assert told == {"documents": 2, "skipped": 0, "failed": 0, "claims": 2, "words": 3}
    assert [claim.claim.wording for claim in desk.search()] == ["One two.", "Three."]


def test_a_text_that_is_stored_already_is_neither_extracted_nor_stored_again(desk):
    put(desk, [Document("a", "One.")])
    extractor = OneClaimEach()
    summary, _ = put(desk, [Document("other", "One."), Document("b", "Two.")], extractor)
    assert extractor.seen == ["b"]
    assert (summary.documents, summary.skipped) == (1, 1)


def test_the_same_text_at_another_address_is_a_document_of_its_own(desk):
    first = Document("a", "One.", url="https://one.example/x?utm_source=feed")
    same = Document("b", "One.", url="https://ONE.example/x")
    other = Document("c", "One.", url="https://two.example/x")
    summary, _ = put(desk, [first, same, other])
    assert (summary.documents, summary.skipped) == (2, 1)


def test_the_same_text_twice_in_one_run_is_stored_once(desk):
    summary, _ = put(desk, [Document("a", "One."), Document("b", "One.")])
    assert (summary.documents, summary.skipped) == (1, 1)


def test_a_run_that_was_broken_off_carries_on_where_it_stopped(desk):
    documents = [Document(name, f"Text {name}.") for name in "abcd"]
    with pytest.raises(KeyboardInterrupt):
        put(desk, documents, OneClaimEach(dies_at="c"))
    extractor = OneClaimEach()
    summary, _ = put(desk, documents, extractor)
    assert extractor.seen == ["c", "d"]
    assert summary.skipped == 2
    assert desk.verify_log().sound


def test_a_document_that_the_store_refuses_is_named_and_the_rest_goes_on(desk):
    summary, refused = put(desk, [Document("a", "One\0."), Document("b", "Two.")])
    assert summary.documents == 1
    assert len(refused) == 1
    assert refused[0].startswith("a: ")


def test_other_languages_are_refused_by_name(tmp_path):
    (tmp_path / "de.txt").write_text(GERMAN * 3, encoding="utf-8")
    (tmp_path / "en.txt").write_text(ENGLISH * 3, encoding="utf-8")
    refused = []
    found = list(readable([str(tmp_path)], refused.append))
    assert [document.name for document in found] == [str(tmp_path / "en.txt")]
    assert "de.txt: not English" in str(refused[0])


def test_names_are_unique_in_a_run_and_a_path_is_read_once(tmp_path):
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text('{"id": "1", "text": "One."}\n{"id": "1", "text": "Two."}\n')
    paths = [str(tmp_path / name) for name in ("a.jsonl", "b.jsonl", "a.jsonl")]
    names = [document.name for document in readable(paths, lambda refused: None)]
    assert len(names) == len(set(names)) == 4
    assert names[0] == "1"


def test_metadata_flags_replace_what_the_text_says_of_itself(tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: Old\nauthor: Jo\n---\n\nOne.")
    [document] = readable([str(tmp_path / "a.md")], lambda refused: None, {"title": "New"})
    assert document.metadata() == {"title": "New", "author": "Jo"}


def test_the_desk_adds_corrects_and_attaches_and_takes_it_all_back(desk):
    put(desk, [Document("a", ENGLISH)])
    added = desk.add_claim(1, (4, 9))
    claim = desk.claim(added)
    assert (claim.claim.text, claim.machine_strength) == ("mayor", None)
    assert desk.set_claim(1, strength="rumour", span=(4, 9))
    corrected = desk.claim(1)
    assert corrected.claim.strength is Strength.RUMOUR
    assert corrected.machine_strength is Strength.ASSERTED
    assert corrected.claim.confidence < claim.claim.confidence
    assert not desk.set_claim(1, strength="rumour")
    piece = desk.add_evidence(
        1, url="https://x.example/a?utm_source=b", stance="refutes", grade="b2"
    )
    assert piece.reference.url == "https://x.example/a"
    assert piece.url_typed == "https://x.example/a?utm_source=b"
    assert piece.accessed
    assert piece.grade == "B2"
    for _ in range(3):
        desk.undo()
    assert desk.claim(1).claim.strength is Strength.ASSERTED
    assert desk.evidence(1) == []
    assert desk.verify_log().sound


def test_a_span_outside_the_text_is_refused(desk):
    put(desk, [Document("a", "One.")])
    for span in ((0, 99), (3, 3)):
        with pytest.raises(BadValue):
            desk.add_claim(1, span)
    with pytest.raises(BadValue):
        desk.set_claim(1, span=(0, 99))
