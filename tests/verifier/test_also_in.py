"""*Also in*: other articles in which people found the same claim, and nobody else's guess."""

from __future__ import annotations

import pytest

from claims.model import Claim, Document, Modality, Polarity, Strength, Zone
from verifier.desk import Desk
from verifier.errors import Refused
from verifier.reports import render

WORDS = [
    "The northern bridge will be closed for three weeks from Monday",
    "The northern bridge will stay closed for three weeks from Monday",
    "The northern bridge will be closed for nine weeks from Monday",
]


@pytest.fixture
def desk(tmp_path):
    with Desk.open(tmp_path / "desk.db", "ada", create=True) as opened:
        for number, words in enumerate(WORDS):
            span = (0, len(words))
            claim = Claim(
                zone=Zone.BODY, sentence=span, span=span, fragments=(span,), text=words, wording=words,
                strength=Strength.ASSERTED, rule="by hand", confidence=0.5, check_worthiness=0.5,
                polarity=Polarity.POSITIVE, modality=Modality.ACTUAL,
            )  # fmt: skip
            opened.store(Document(f"{number}.txt", words), [claim])
        opened.compare_lookalikes()
        yield opened


def named(desk):
    """The other articles of each claim."""
    data = desk.report_records(without_embargoed=True)
    return [[one.name for one in c.also_in] for d in data.documents for c in d.claims]


def test_a_look_alike_alone_is_not_named(desk):
    """Neither unjudged, nor with verdicts that nothing ties to each other."""
    assert named(desk) == [[], [], []]
    desk.mark([1], status="false", reason="The minutes.")
    desk.mark([2], status="false", reason="The council's page.")
    assert named(desk) == [[], [], []]


def test_look_alikes_marked_like_a_claim_without_a_reason_are_the_same(desk):
    """The log tells both were judged together; undo takes the look-alike's verdict back alone."""
    desk.mark([1], status="false")
    desk.mark([2], status="false", like=[1])
    assert named(desk) == [["1.txt"], ["0.txt"], []]
    assert [one.kind for one in desk.history(1)][-1] == "alike"
    assert desk.verify_log().sound
    desk.undo()
    assert named(desk) == [[], [], []]
    assert desk.claim(1).status.value == "false"
    desk.redo()
    assert named(desk) == [["1.txt"], ["0.txt"], []]
    assert desk.verify_log().sound


def test_a_claim_that_has_another_verdict_by_now_was_not_the_model(desk):
    """Nothing is told of it, and its verdict stays."""
    desk.mark([1], status="disputed")
    desk.mark([2], status="false", like=[1])
    assert [one.kind for one in desk.history(1)][-1] == "mark"
    assert desk.claim(1).status.value == "disputed"


@pytest.mark.parametrize("together", [True, False])
def test_the_same_verdict_in_one_action_or_for_one_reason_names_it(desk, together):
    """Not the one with other numbers; and no longer once the action is taken back."""
    for ids in [[1, 2, 3]] if together else [[1], [2], [3]]:
        desk.mark(ids, status="false", reason=None if together else "The minutes.")
    assert named(desk) == [["1.txt"], ["0.txt"], []]
    for form in ("md", "html", "csv"):
        assert "1.txt" in "".join(render(form, desk.report_records("document:0.txt")))
    for _ in range(1 if together else 2):
        desk.undo()
    assert named(desk) == [[], [], []]


def test_an_article_that_is_held_back_is_not_named(desk):
    """A report that would name it is refused, or leaves it out."""
    desk.mark([1, 2], status="false")
    desk.embargo(claim_id=2, until="2100-01-01", reason="Not yet")
    with pytest.raises(Refused, match="Not yet"):
        desk.report_records("document:0.txt")
    data = desk.report_records("document:0.txt", without_embargoed=True)
    assert data.documents[0].claims[0].also_in == ()
