"""Replies, blind second readings and embargoes: what the store refuses, keeps and takes back."""

from __future__ import annotations

import re

import pytest

from db import agreement, claims, embargoes, errors, events, replies, second_readings, undo, verify
from db.query import parse
from db.search import ids

MAY = {"on": "2026-05-01", "deadline": "2026-05-03"}
FAR = "2126-05-03T06:00:00+00:00"


@pytest.fixture
def busy(conn, story):
    """The pier judged by anna, asked about, read by bob and held back."""
    claims.mark(conn, [story.pier], {"status": "false", "reason": "r"}, "anna")
    replies.ask(conn, story.pier, asked="The mayor", **MAY, actor="anna")
    second_readings.start(conn, [story.pier, story.cafe], "bob")
    second_readings.finish(conn, story.pier, "disputed", "s", "bob")
    embargoes.put(conn, claim_id=story.pier, until=FAR, reason="Court.", actor="anna")
    embargoes.put(conn, document_id=story.document, until=FAR, reason="All.", actor="anna")
    return story


def turned(conn, who):
    """Everything that the log says stands, after one undo and one redo too."""

    def rows():
        return [
            conn.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in ("replies", "second_readings", "embargoes")
        ]

    def plain(found):
        return [[tuple(row) for row in table] for table in found]

    before = plain(rows())
    undo.undo(conn, who)
    between = plain(rows())
    assert verify.verify(conn).problem is None
    undo.redo(conn, who)
    assert plain(rows()) == before
    return before, between


def test_every_act_is_taken_back_and_done_again(conn, story):
    """Undo leaves the tables as they were before the act, redo as after it."""
    acts = (
        lambda: replies.ask(conn, story.cafe, asked="Eve", **MAY, actor="anna"),
        lambda: replies.answer(conn, story.cafe, answer="No.", on="2026-05-02", actor="anna"),
        lambda: replies.answer(conn, story.cafe, answer="Yes.", on="2026-05-02", actor="anna"),
        lambda: second_readings.start(conn, [story.cafe, story.pier], "anna"),
        lambda: second_readings.finish(conn, story.cafe, "false", None, "anna"),
        lambda: second_readings.drop(conn, [story.pier], "anna"),
        lambda: embargoes.put(conn, claim_id=story.cafe, until=FAR, reason="r", actor="anna"),
        lambda: embargoes.lift(conn, claim_id=story.cafe, actor="anna"),
        lambda: embargoes.put(conn, document_id=1, until=FAR, reason="r", actor="anna"),
        lambda: embargoes.lift(conn, document_id=1, actor="anna"),
    )
    last = None
    for act in acts:
        act()
        after, before = turned(conn, "anna")
        assert after != before
        assert last is None or before == last
        last = after
    assert verify.verify(conn).problem is None


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE replies SET asked = 'Eve'", "replies 1 is not what event 3 left"),
        ("UPDATE replies SET deadline = '2030-01-01'", "replies 1 is not what event 3 left"),
        ("DELETE FROM replies", "1 rows of replies are gone"),
        ("UPDATE second_readings SET status = 'false' WHERE id = 1", "second_readings 1 is not"),
        ("DELETE FROM second_readings WHERE id = 2", "1 rows of second_readings are gone"),
        ("UPDATE embargoes SET until = '2020-01-01'", "embargoes 1 is not what event 7 left"),
        ("UPDATE embargoes SET reason = 'x' WHERE id = 2", "embargoes 2 is not what event 8"),
        (
            (
                "INSERT INTO replies (claim_id, asked, asked_on, deadline, reviewer, added) "
                "VALUES (1, 'x', '2026-01-01', '2026-01-01', 'x', 'x')"
            ),
            "replies 2 has no event",
        ),
        ("UPDATE claims SET reply_count = 9 WHERE id = 4", "claim 4: its replies"),
        ("UPDATE claims SET reply_due = NULL WHERE id = 4", "claim 4: its replies"),
        ("UPDATE claims SET second_open = 0 WHERE id = 2", "claim 2: its replies"),
        ("UPDATE claims SET second_done = 0 WHERE id = 4", "claim 4: its replies"),
        ("UPDATE claims SET embargo_count = 0 WHERE id = 4", "claim 4: its replies"),
    ],
)
def test_a_touched_row_is_found(conn, busy, sql, words):
    """log verify names what was changed behind the store's back."""
    assert verify.verify(conn).problem is None
    conn.execute(sql)
    assert words in (verify.verify(conn).problem or "")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("reply:overdue", {4}),
        ("reply:open", {4}),
        ("reply:answered", set()),
        ("reply:none", {1, 2, 3}),
        ("-reply:overdue", {1, 2, 3}),
        ("reply:overdue,answered", {4}),
        ("second:open", {2}),
        ("second:done", {4}),
        ("second:differs", {4}),
        ("second:agrees", set()),
        ("second:none", {1, 3}),
        ("second:differs or second:open", {2, 4}),
        ("is:embargoed", {1, 2, 3, 4}),
        ("-is:embargoed", set()),
        ("is:embargoed,duplicate status:false", {4}),
    ],
)
def test_the_query_language_finds_them(conn, busy, query, found):
    """reply:, second: and is:embargoed select what stands beside the claims."""
    assert set(ids(conn, parse(query))) == found


def test_no_embargo_means_no_hit(conn, story):
    """Where nothing is held back nothing is found, alone or with another state."""
    assert list(ids(conn, parse("is:embargoed"))) == []
    assert list(ids(conn, parse("is:embargoed,duplicate"))) == []
    assert len(list(ids(conn, parse("-is:embargoed")))) == 4


def test_an_earlier_deadline_counts_and_an_answer_frees(conn, story):
    """The deadline that is awaited is the earliest of those without an answer."""
    replies.ask(conn, 1, asked="Eve", on="2026-05-01", deadline="2026-06-01", actor="a")
    replies.ask(conn, 1, asked="Bob", **MAY, actor="a")
    assert claims.get(conn, 1).reply_due == "2026-05-03"
    replies.answer(conn, 1, answer="x", on="2026-05-02", asked=" bob ", actor="a")
    assert claims.get(conn, 1).reply_due == "2026-06-01"
    replies.answer(conn, 1, answer="y", on="2026-05-02", actor="a")
    found = claims.get(conn, 1)
    assert (found.replies, found.reply_due) == (2, None)
    with pytest.raises(errors.BadValue, match="'Zoe' not asked"):
        replies.answer(conn, 1, answer="y", on="2026-05-02", asked="Zoe", actor="a")
    with pytest.raises(errors.BadValue, match="lies before the day of asking"):
        replies.answer(conn, 1, answer="y", on="2026-04-01", asked="Bob", actor="a")


def test_a_claim_that_something_hangs_on_does_not_go(conn, story, claim_on, ferry_text):
    """Undo of an added claim is refused while a reply to it is awaited, and names it."""
    added = claims.add(conn, story.document, claim_on(ferry_text, "the pier closes"), "anna")
    replies.ask(conn, added.id, asked="Eve", **MAY, actor="bob")
    with pytest.raises(errors.UndoConflict, match="reply-asked of reply by bob"):
        undo.undo(conn, "anna")
    undo.undo(conn, "bob")
    undo.undo(conn, "anna")
    assert verify.verify(conn).problem is None


def test_a_colleagues_later_lifting_is_not_taken_back(conn, story):
    """Anna's undo of an embargo that bob lifted since is refused and names his act."""
    embargoes.put(conn, document_id=1, until=FAR, reason="r", actor="anna")
    embargoes.lift(conn, document_id=1, actor="bob")
    with pytest.raises(errors.UndoConflict, match="document 1 has changed since: embargo-lifted"):
        undo.undo(conn, "anna")


def test_an_act_beside_it_is_no_change_of_the_claim(conn, busy):
    """Anna takes her mark back although bob has read the claim since."""
    for _ in range(3):
        undo.undo(conn, "anna")
    undo.undo(conn, "anna")
    assert claims.get(conn, busy.pier).status == "unreviewed"
    assert verify.verify(conn).problem is None


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda c: second_readings.start(c, [4], " ANNA"), "is ANNA's own; another reads it"),
        (lambda c: second_readings.start(c, [99], "bob"), "no claim 99"),
        (lambda c: second_readings.finish(c, 4, "false", None, "bob"), "has begun no second"),
        (lambda c: second_readings.finish(c, 2, "checking", None, "bob"), "is no verdict"),
        (lambda c: second_readings.drop(c, [4], "bob"), "has begun no second reading"),
        (lambda c: embargoes.put(c, until=FAR, reason="x", actor="a"), "on a claim or on a doc"),
        (
            lambda c: embargoes.put(c, claim_id=1, until="2126-05-03", reason="x", actor="a"),
            "is no moment: write 2026-03-09T06:00+00:00",
        ),
        (lambda c: embargoes.lift(c, document_id=9, actor="a"), "document 9 is under no embargo"),
    ],
)
def test_what_makes_no_sense_is_refused(conn, busy, act, words):
    """One line says why; nothing is written."""
    head = events.head(conn)
    with pytest.raises(errors.StoreError, match=re.escape(words)):
        act(conn)
    assert events.head(conn) == head


def test_beginning_twice_is_beginning_once(conn, busy):
    """A reading that is under way is not begun again."""
    assert second_readings.start(conn, [busy.cafe], "Bob") == []
    assert second_readings.open_of(conn, "bob") == [busy.cafe]
    assert second_readings.any_open(conn)


def test_agreement_is_told_with_its_n(conn, busy):
    """The status at that moment counts, whatever it becomes."""
    found = second_readings.agreement(conn)
    assert (found.pairs, found.agreed, found.differs) == (1, 0, {("false", "disputed"): 1})
    claims.mark(conn, [busy.pier], {"status": "disputed"}, "anna")
    assert second_readings.agreement(conn).agreed == 0


def test_kappa_is_cohens():
    """The worked example of many textbooks: 20 and 15 of 50 agree, kappa 0.4."""
    pairs = [("verified", "verified")] * 20 + [("verified", "false")] * 5
    pairs += [("false", "verified")] * 10 + [("false", "false")] * 15
    found = agreement.measured(pairs)
    assert (found.pairs, found.agreed) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert found.by_first == {"false": (25, 15), "verified": (25, 20)}
    assert found.differs == {("false", "verified"): 10, ("verified", "false"): 5}


@pytest.mark.parametrize("pairs", [[], [("false", "false")] * 19, [("false", "false")] * 50])
def test_kappa_is_not_told_where_it_means_nothing(pairs):
    """Of few pairs, or where all gave one and the same verdict, there is none."""
    assert agreement.measured(pairs).kappa is None
