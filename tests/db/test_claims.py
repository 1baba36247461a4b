"""Marking, adding and correcting claims, each with its event."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.model import Document
from db import claims, documents, errors, events, search, undo, verify
from db.query import parse


def test_a_mark_writes_its_event(conn, story):
    """A mark sets the fields, says who and when, and logs what was before."""
    (event,) = claims.mark(conn, [story.pier], {"status": "false", "reason": "1931"}, "anna")
    pier = claims.get(conn, story.pier)
    assert (pier.status, pier.reason, pier.reviewer, pier.changed) == (
        "false",
        "1931",
        "anna",
        event.at,
    )
    assert event.before == {"status": "unreviewed", "reason": None, "reviewer": None}
    assert event.after == {"status": "false", "reason": "1931", "reviewer": "anna"}
    assert (event.kind, event.claim_id, event.step) == ("mark", story.pier, event.id)


def test_marking_many_is_one_step(conn, story):
    """A bulk mark writes one event a claim, grouped as one step."""
    written = claims.mark(
        conn, [story.pier, story.cafe, story.pier], {"status": "checking"}, "anna"
    )
    assert [event.claim_id for event in written] == [story.pier, story.cafe]
    assert {event.step for event in written} == {written[0].id}


def test_a_whole_article_is_marked_and_unmarked(conn, ferry_text, four_claims):
    """Many claims at once are what each would be alone: in the list, in the log, and taken back."""
    made = [replace(claim, rule=str(n)) for n in range(5) for claim in four_claims]
    key = documents.store(conn, Document("long", ferry_text + "!"), made, "anna")
    ids = [claim.id for claim in claims.of_document(conn, key)]
    claims.mark(conn, ids[:3], {"status": "false", "reason": "seen"}, "bob")
    claims.mark(conn, ids, {"status": "false", "note": "all"}, "anna")
    assert list(search.ids(conn, parse("status:false reviewer:anna"))) == ids
    assert {claims.get(conn, one).reason for one in ids[:3]} == {"seen"}
    assert verify.verify(conn).problem is None
    assert len(undo.undo(conn, "anna")) == len(ids)
    assert list(search.ids(conn, parse("status:false"))) == ids[:3]
    assert list(search.ids(conn, parse("reviewer:anna"))) == []
    assert verify.verify(conn).problem is None
    undo.redo(conn, "anna")
    assert list(search.ids(conn, parse("status:false reviewer:anna"))) == ids
    assert verify.verify(conn).problem is None


def test_a_mark_that_changes_nothing_writes_no_event(conn, story):
    """Marking twice the same is one event."""
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    assert claims.mark(conn, [story.pier], {"status": "false"}, "anna") == []
    assert events.head(conn)[0] == 2


def test_blank_text_clears(conn, story):
    """An empty reason or note takes the old one away."""
    claims.mark(conn, [story.pier], {"note": "ask the registry", "reason": "why"}, "anna")
    claims.mark(conn, [story.pier], {"note": " ", "reason": None}, "anna")
    pier = claims.get(conn, story.pier)
    assert (pier.note, pier.reason) == (None, None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "true"}, "unknown status 'true': one of unreviewed, checking, verified"),
        ({"quote_check": "no"}, "unknown quote check 'no': one of unchecked, exact, altered"),
        ({"colour": "red"}, "'colour' is nothing that a mark sets"),
        ({}, "nothing to set: give a status, a reason, a note or a quote check"),
        ({"note": "a\0b"}, "a NUL in"),
    ],
)
def test_wrong_marks_are_refused(conn, story, changes, words):
    """A value that no column holds is refused with those it holds."""
    with pytest.raises(errors.BadValue, match=words):
        claims.mark(conn, [story.pier], changes, "anna")
    assert events.head(conn)[0] == 1


@pytest.mark.parametrize("unknown", [99, 0, -1, 2**80])
def test_unknown_claims_are_refused(conn, story, unknown):
    """One unknown id refuses the whole step."""
    with pytest.raises(errors.NoSuchClaim, match="no claim"):
        claims.mark(conn, [story.pier, unknown], {"status": "false"}, "anna")
    with pytest.raises(errors.NoSuchClaim):
        claims.get(conn, unknown)
    with pytest.raises(errors.NoSuchClaim):
        claims.correct(conn, unknown, {"strength": "named"}, "anna")
    assert claims.get(conn, story.pier).status == "unreviewed"


def test_a_reviewer_has_a_name(conn, story):
    """A blank name is refused."""
    with pytest.raises(errors.BadValue, match="a reviewer's name is needed"):
        claims.mark(conn, [story.pier], {"status": "false"}, "  ")


def test_many_keeps_the_order_and_leaves_out_unknown_ids(conn, story):
    """Rows come in the order of the ids that are asked for."""
    ids = [story.nobody, 99, story.ferry, 2**70, story.nobody]
    assert [claim.id for claim in claims.many(conn, ids)] == [3, 1, 3]
    assert claims.many(conn, []) == []


def test_an_added_claim_has_no_machine_values(conn, story, ferry_text, claim_on):
    """A claim that a reviewer found is told from the machine's and stands in its place."""
    found = claim_on(ferry_text, "the pier closes")
    added = claims.add(conn, story.document, found, "anna")
    assert (added.claim, added.machine_strength, added.machine) == (found, None, None)
    assert added.reviewer == "anna"
    order = [claim.id for claim in claims.of_document(conn, story.document)]
    assert order == [1, 2, added.id, 3, 4]
    assert list(search.ids(conn, parse(""))) == order
    assert events.history(conn, added.id)[-1].kind == "add"


def test_added_claims_always_find_a_place(conn, story, ferry_text, claim_on):
    """Any number of claims goes between two others, in the order of their words."""
    for number in range(40):
        start = 57 + number % 20
        found = claim_on(ferry_text, ferry_text[start : start + 9])
        claims.add(conn, story.document, found, "anna")
    stored = claims.of_document(conn, story.document)
    starts = [one.claim.span[0] for one in stored]
    assert starts == sorted(starts)
    assert len(stored) == 44
    assert list(search.ids(conn, parse(""))) == [one.id for one in stored]
    assert verify.verify(conn).problem is None


def test_adding_wants_a_document_and_a_span_in_it(conn, story, ferry_text, claim_on):
    """An unknown document or a span outside the text is refused."""
    found = claim_on(ferry_text, "the pier")
    with pytest.raises(errors.NoSuchDocument, match="no document 9"):
        claims.add(conn, 9, found, "anna")
    with pytest.raises(errors.BadValue, match="lies outside the text"):
        claims.add(conn, story.document, replace(found, span=(0, 9999)), "anna")


def test_a_correction_keeps_the_machines_values(conn, story):
    """A corrected level stands, the machine's stays beside it."""
    corrected = claims.correct(
        conn, story.cafe, {"strength": "reported", "confidence": 0.35}, "anna"
    )
    assert (corrected.claim.strength, corrected.claim.confidence) == ("reported", 0.35)
    assert corrected.machine_strength == "rumour"
    assert corrected.machine.strength == "rumour"
    event = events.history(conn, story.cafe)[-1]
    assert event.kind == "correct"
    assert event.before == {"strength": "rumour", "confidence": 0.08, "reviewer": None}


def test_a_correction_back_forgets_the_difference(conn, story):
    """Values equal to the machine's again leave no machine's version beside them."""
    claims.correct(conn, story.cafe, {"strength": "reported"}, "anna")
    claims.correct(conn, story.cafe, {"strength": "credible"}, "anna")
    assert claims.get(conn, story.cafe).machine.strength == "rumour"
    back = claims.correct(conn, story.cafe, {"strength": "rumour"}, "anna")
    assert back.machine is None


def test_a_new_span_brings_its_words(conn, story, ferry_text):
    """Text, fragments and wording follow the span; search finds the new words alone."""
    start = ferry_text.index("the café")
    corrected = claims.correct(conn, story.cafe, {"span": [start, start + 8]}, "anna")
    assert corrected.claim.text == corrected.claim.wording == "the café"
    assert corrected.claim.fragments == ((start, start + 8),)
    assert list(search.ids(conn, parse("cafe"))) == [story.cafe]
    assert list(search.ids(conn, parse("closes"))) == []


def test_a_moved_span_moves_the_claim(conn, story, ferry_text):
    """The list follows the words: a claim moved to the end stands last."""
    start = ferry_text.index("years old")
    corrected = claims.correct(conn, story.ferry, {"span": (start, start + 9)}, "anna")
    assert list(search.ids(conn, parse(""))) == [2, 3, 4, 1]
    assert corrected.claim.sentence == (0, start + 9)


def test_fragments_make_the_wording(conn, story, ferry_text):
    """A claim in pieces reads as the pieces joined by blanks."""
    last = ferry_text.index("closes too")
    span = claims.get(conn, story.cafe).claim.span
    pieces = [[last, last + 10], [span[0], span[0] + 8]]
    corrected = claims.correct(conn, story.cafe, {"fragments": pieces}, "anna")
    assert corrected.claim.wording == "the café closes too"


def test_other_values_can_be_corrected(conn, story):
    """Zone, polarity, modality, worth, rule and the chain are open to correction."""
    link = claims.get(conn, story.ferry).claim.attributions[0]
    corrected = claims.correct(
        conn,
        story.ferry,
        {
            "zone": "headline",
            "polarity": "negative",
            "modality": "actual",
            "check_worthiness": 0.1,
            "rule": "read again",
            "sentence": [0, 40],
            "attributions": [replace(link, source_text="the pilot"), link.as_dict()],
        },
        "anna",
    )
    assert corrected.claim.zone == "headline"
    assert corrected.said_by == ("the pilot", "the harbour master")
    assert list(search.ids(conn, parse("source:pilot"))) == [story.ferry]
    assert verify.verify(conn).problem is None


def test_the_shares_of_a_corrected_worth_go_and_come_back_with_undo(conn, four_claims, ferry_text):
    """Shares add up to the machine's number; beside a reviewer's they would say something false."""
    parts = (("numbers", 0.6), ("any claim", 0.2))
    ferry = replace(four_claims[0], worth_parts=parts)
    documents.store(conn, Document("ferry.txt", ferry_text), [ferry], "loader")
    (stored,) = claims.of_document(conn, 1)
    assert stored.claim == ferry
    corrected = claims.correct(conn, stored.id, {"strength": "rumour"}, "anna")
    assert corrected.claim.worth_parts == parts
    corrected = claims.correct(conn, stored.id, {"check_worthiness": 0.1}, "anna")
    assert corrected.claim.worth_parts == ()
    assert verify.verify(conn).problem is None
    undo.undo(conn, "anna")
    undo.undo(conn, "anna")
    back = claims.get(conn, stored.id)
    assert (back.claim, back.machine) == (ferry, None)
    assert verify.verify(conn).problem is None
    conn.execute("UPDATE claims SET worth_parts = NULL")
    assert "claim 1: worth_parts is not what event 4" in (verify.verify(conn).problem or "")


def test_a_correction_that_changes_nothing_writes_no_event(conn, story):
    """Setting what is there already is no act."""
    claims.correct(conn, story.cafe, {"strength": "rumour"}, "anna")
    assert events.head(conn)[0] == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"strength": "firm"}, "unknown strength 'firm': one of rumour, alleged"),
        ({"span": [5, 4]}, r"\[5, 4\] is no piece of a text of 179 characters"),
        ({"span": [0, 9999]}, r"\[0, 9999\] is no piece of a text"),
        ({"span": "xy"}, "span: invalid literal"),
        ({"span": [1]}, "span: not enough values"),
        ({"confidence": 2}, "confidence: lies between 0 and 1, not 2"),
        ({"text": "x"}, "'text' is nothing that a correction sets"),
        ({"attributions": [{}]}, "attributions: 'strength'"),
        ({"sentence": [0, 9999]}, "sentence .* lies outside the text"),
    ],
)
def test_wrong_corrections_are_refused(conn, story, changes, words):
    """A correction that does not fit changes nothing."""
    with pytest.raises(errors.BadValue, match=words):
        claims.correct(conn, story.cafe, changes, "anna")
    assert events.head(conn)[0] == 1


def test_history_tells_everything_from_the_ingest_on(conn, story):
    """A claim's history begins where its document came in."""
    claims.mark(conn, [story.pier], {"status": "checking"}, "anna")
    claims.mark(conn, [story.ferry], {"status": "checking"}, "anna")
    claims.mark(conn, [story.pier], {"status": "false"}, "bob")
    kinds = [(event.kind, event.reviewer) for event in events.history(conn, story.pier)]
    assert kinds == [("ingest", "loader"), ("mark", "anna"), ("mark", "bob")]
    assert [event.id for event in events.since(conn, 2)] == [3, 4]
    with pytest.raises(LookupError):
        events.get(conn, 99)


def test_a_document_whose_range_is_full_says_so(conn, claim_on):
    """A range without a free place is refused, not overrun."""
    text = "Word."
    document_id = documents.store(conn, Document("a", text), [claim_on(text, "Word")], "anna")
    conn.execute("UPDATE documents SET place_end = place_start + 17 WHERE id = 1")

    def fill():
        for _ in range(20):
            claims.add(conn, document_id, claim_on(text, "Word"), "anna")

    with pytest.raises(errors.BadValue, match="document 1 can't take another claim"):
        fill()
