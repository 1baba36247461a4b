"""Random walks of two reviewers against a model: what undo and redo must leave behind."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from claims.model import Claim, Document
from db import (
    claims,
    documents,
    embargoes,
    errors,
    events,
    replies,
    second_readings,
    sign_offs,
    sources,
    successions,
    undo,
    verify,
)
from db.opening import connect_write
from db.records import Status

TEXT = "One two three. Four five six. Seven eight nine. " * 3
SPANS = [(start, start + 9) for start in range(0, 100, 11)]


def plain_claim(span):
    return Claim.from_dict(
        {"span": span, "text": TEXT[slice(*span)], "strength": "asserted", "confidence": 0.5}
    )


class TwoReviewers(RuleBasedStateMachine):
    """The model keeps, for each reviewer, the whole state before each of their own steps.

    Each works on claims of their own, so that no step conflicts: the state of a reviewer's claims
    must walk back and forth exactly.
    """

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.conn = connect_write(Path(self.folder.name) / "walk.db", create=True)
        made = [plain_claim(span) for span in SPANS]
        documents.store(self.conn, Document("walk", TEXT), made, "loader")
        half = len(SPANS) // 2
        self.own = {"anna": list(range(1, half + 1)), "bob": list(range(half + 1, len(SPANS) + 1))}
        self.done = {"anna": [], "bob": []}
        self.undone = {"anna": [], "bob": []}
        self.events = 1

    who = st.sampled_from(["anna", "bob"])

    def state(self, who):
        ids = self.own[who]
        found = claims.many(self.conn, ids)
        evidence = sources.evidence_of_many(self.conn, ids)
        return [
            (
                (one.id, one.claim, one.machine, one.status, one.reason, one.note, one.reviewer),
                (one.signed_by, one.sign_off, one.replies, one.reply_due, one.embargoes),
                (one.second_open, one.second_done),
                successions.of(self.conn, one.id),
            )
            for one in found
        ], {key: [(piece.id, piece.grade) for piece in pieces] for key, pieces in evidence.items()}

    def act(self, who, action):
        before = self.state(who)
        head = events.head(self.conn)[0]
        action()
        if events.head(self.conn)[0] > head:
            self.done[who].append((before, self.state(who)))
            self.undone[who].clear()

    @rule(
        who=who,
        picks=st.lists(st.integers(0, 20), min_size=1, max_size=4),
        status=st.sampled_from(list(Status)),
        note=st.sampled_from([None, "", "a", "b"]),
    )
    def mark(self, who, picks, status, note):
        present = [one.id for one in claims.many(self.conn, self.own[who])]
        ids = [present[pick % len(present)] for pick in picks]
        self.act(who, lambda: claims.mark(self.conn, ids, {"status": status, "note": note}, who))

    @rule(who=who, pick=st.integers(0, 20), level=st.sampled_from(["rumour", "named", "confirmed"]))
    def correct_level(self, who, pick, level):
        claim_id = self.own[who][pick % 3]
        self.act(who, lambda: claims.correct(self.conn, claim_id, {"strength": level}, who))

    @rule(who=who, pick=st.integers(0, 20), start=st.integers(0, 80), size=st.integers(1, 40))
    def correct_span(self, who, pick, start, size):
        claim_id = self.own[who][pick % 3]
        span = {"span": (start, start + size)}
        self.act(who, lambda: claims.correct(self.conn, claim_id, span, who))

    @rule(who=who, start=st.integers(0, 80))
    def add_claim(self, who, start):
        def add():
            made = plain_claim((start, start + 7))
            self.own[who].append(claims.add(self.conn, 1, made, who).id)

        ids = list(self.own[who])
        self.act(who, add)
        # The state before, of a claim that was not there yet, is that of the others.
        assert ids == self.own[who][:-1]

    @rule(who=who, pick=st.integers(0, 20), parts=st.integers(1, 2))
    def replace_claim(self, who, pick, parts):
        claim_id = self.own[who][pick % 3]
        if successions.of(self.conn, claim_id).successors:
            return
        made = [plain_claim((start, start + 5)) for start in range(3, 3 + parts)]

        def replace():
            self.own[who] += successions.replace(self.conn, {claim_id: "two"}, made, "split", who)

        self.act(who, replace)

    @rule(who=who, pick=st.integers(0, 20), page=st.integers(0, 3))
    def add_evidence(self, who, pick, page):
        claim_id = self.own[who][pick % 3]
        reference = {"url": f"https://reg.example/{who}/{page}", "title": f"Page {page}"}
        self.act(who, lambda: sources.add_evidence(self.conn, claim_id, reference, {}, who))

    @rule(who=who, pick=st.integers(0, 20))
    def remove_evidence(self, who, pick):
        found = sources.evidence_of_many(self.conn, self.own[who])
        pieces = [piece.id for some in found.values() for piece in some]
        if pieces:
            piece = pieces[pick % len(pieces)]
            self.act(who, lambda: sources.remove_evidence(self.conn, piece, who))

    @rule(who=who, pick=st.integers(0, 20), grade=st.sampled_from(["A1", "", "F6"]))
    def change_evidence(self, who, pick, grade):
        found = sources.evidence_of_many(self.conn, self.own[who])
        pieces = [piece for some in found.values() for piece in some]
        if pieces:
            piece = pieces[pick % len(pieces)]
            self.act(
                who,
                lambda: sources.change_evidence(
                    self.conn, piece.claim_id, piece.id, {"grade": grade}, who
                ),
            )

    @rule(who=who, pick=st.integers(0, 20), withdraw=st.booleans())
    def sign_off(self, who, pick, withdraw):
        claim_id = self.own[who][pick % 3]
        one = claims.get(self.conn, claim_id)
        if withdraw and one.signed_by:
            self.act(who, lambda: sign_offs.withdraw(self.conn, [claim_id], who))
        elif not withdraw and one.status.is_verdict:
            self.act(who, lambda: sign_offs.sign(self.conn, [claim_id], who, own_allowed=True))

    @rule(who=who, pick=st.integers(0, 20), answer=st.booleans())
    def reply(self, who, pick, answer):
        claim_id = self.own[who][pick % 3]
        day = "2026-05-01"
        known = replies.of_claim(self.conn, claim_id)
        if answer and len(known) == 1:
            words = f"answer {len(self.done[who])}"
            self.act(
                who,
                lambda: replies.answer(self.conn, claim_id, answer=words, on=day, actor=who),
            )
        elif not answer:
            self.act(
                who,
                lambda: replies.ask(
                    self.conn, claim_id, asked="Eve", on=day, deadline=day, actor=who
                ),
            )

    @rule(who=who, pick=st.integers(0, 20), lift=st.booleans())
    def embargo(self, who, pick, lift):
        claim_id = self.own[who][pick % 3]
        if lift and claims.get(self.conn, claim_id).embargoes:
            self.act(who, lambda: embargoes.lift(self.conn, claim_id=claim_id, actor=who))
        elif not lift:
            until = "2126-01-01T00:00:00+00:00"
            self.act(
                who,
                lambda: embargoes.put(
                    self.conn, claim_id=claim_id, until=until, reason="r", actor=who
                ),
            )

    @rule(who=who, pick=st.integers(0, 20), how=st.sampled_from(["done", "drop"]))
    def read_again(self, who, pick, how):
        claim_id = self.own[who][pick % 3]
        if claim_id not in second_readings.open_of(self.conn, who):
            if not sign_offs.judges(self.conn, claim_id):
                self.act(who, lambda: second_readings.start(self.conn, [claim_id], who))
        elif how == "done":
            self.act(who, lambda: second_readings.finish(self.conn, claim_id, "false", None, who))
        else:
            self.act(who, lambda: second_readings.drop(self.conn, [claim_id], who))

    @rule(who=who)
    def undo(self, who):
        if not self.done[who]:
            try:
                undo.undo(self.conn, who)
            except errors.NothingToUndo:
                return
            raise AssertionError("something was undone that nobody did")
        undo.undo(self.conn, who)
        before, after = self.done[who].pop()
        self.undone[who].append((before, after))
        assert self.state(who) == before

    @rule(who=who)
    def redo(self, who):
        if not self.undone[who]:
            try:
                undo.redo(self.conn, who)
            except errors.NothingToUndo:
                return
            raise AssertionError("something was done again that nobody took back")
        undo.redo(self.conn, who)
        before, after = self.undone[who].pop()
        self.done[who].append((before, after))
        assert self.state(who) == after

    @rule()
    def restart(self):
        path = self.conn.path
        self.conn.close()
        self.conn = connect_write(path)

    @invariant()
    def the_log_only_grows(self):
        head = events.head(self.conn)[0]
        assert head >= self.events
        self.events = head

    def teardown(self):
        with closing(self.conn):
            assert verify.verify(self.conn).problem is None
        self.folder.cleanup()


TwoReviewers.TestCase.settings = settings(max_examples=25, stateful_step_count=30)
TestTwoReviewers = TwoReviewers.TestCase
