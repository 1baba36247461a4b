"""The line mode beside the verdict: sign-off, second readings, replies, embargoes, likenesses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db.errors import BadValue, Conflict
from db.records import Status
from verifier import beside
from verifier.cli.plain_acts import asked
from verifier.cli.plain_evidence import Evidencing
from verifier.cli.plain_text import claim_row
from verifier.comparing import AROUND, HEADINGS, SECTIONS, differences, entries
from verifier.factchecks.earlier import age
from verifier.phrases import meanwhile
from verifier.safe_text import one_line
from verifier.words import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import StoredClaim
    from verifier.desk import Desk

VERDICTS = tuple(status.value for status in Status if status.is_done)
GIVE_UP = "give up"
ALIKE = 10
"""Likenesses that are told."""


def beside_lines(desk: Desk, stored: StoredClaim) -> Iterator[str]:
    """Sign-off, embargo, replies and second readings of a claim: those that there are."""
    if signed := beside.sign_off(stored):
        yield f"  signed off {signed}"
    standing = desk.embargoes([stored]).get(stored.id)
    if standing is not None:
        yield f"  held back {beside.embargo(standing)}"
    today = date.today().isoformat()  # noqa: DTZ011 - the day where the reviewer is
    for reply in desk.replies(stored.id):
        yield f"  reply: {beside.reply(reply, today)}"
    for read in desk.second_readings(stored.id):
        yield f"  second reading: {beside.second(read)}"


class Besides(Evidencing):
    """What a second person, the one who is asked, and the editor bring."""

    def more(self, stored: StoredClaim) -> Iterator[str]:
        """What stands beside the verdict."""
        return beside_lines(self.desk, stored)

    def sign_off(self, rest: str) -> None:
        """Sign the verdict off as it stands; `withdraw` takes one's own sign-off back."""
        stored = self.claim()
        if stored is None:
            return
        if rest == "withdraw":
            self.do(lambda: self.desk.withdraw_sign_off([stored.id]), "Withdrawn.")
        elif rest:
            raise BadValue("write nothing behind it, or withdraw")
        else:
            self._sign(stored.id, self.seen)

    def _sign(self, claim_id: int, since: int) -> None:
        try:
            self.do(lambda: self.desk.sign_off([claim_id], since), "Signed off.")
        except Conflict as conflict:
            self.failed = None
            self.tell(meanwhile(conflict.events))
            if asked("Sign off as it stands now? yes signs") == "yes":
                self._sign(claim_id, conflict.events[-1].id)
            else:
                self.tell("Not signed off.")

    def second(self, _: str) -> None:
        """Begin a blind second reading, or give the own verdict of one that is under way."""
        stored = self.claim()
        if stored is None:
            return
        if not stored.hidden:
            question = "Read it a second time, verdict and evidence hidden from you? yes begins"
            if asked(question) == "yes":
                self.do(
                    lambda: self.desk.start_second([stored.id]),
                    "Begun: verdict, evidence and history are hidden from you. B gives your own.",
                )
            return
        verdict = asked(f"your own verdict: {', '.join(VERDICTS)}; or {GIVE_UP}")
        if verdict == GIVE_UP:
            self.do(lambda: self.desk.drop_second([stored.id]), "Given up.")
        elif verdict not in VERDICTS:
            self.tell("Nothing given.")
        else:
            reason = asked("reason, in one sentence") or None
            read = self.desk.finish_second(stored.id, verdict, reason)
            self.tell(f"Yours: {beside.second(read)}.")

    def reply(self, _: str) -> None:
        """Note who was asked to reply, or what came back."""
        stored = self.claim()
        if stored is None:
            return
        self.tell("An empty line leaves a field out, a full stop gives up.")
        given: dict[str, str] = {}
        for name in ("asked", "on", "deadline", "answer", "answered"):
            value = asked(_REPLY[name])
            if value is None:
                self.tell("Nothing noted.")
                return
            given |= {name: value} if value else {}
        if "deadline" not in given and "answer" not in given:
            raise BadValue("the day by which an answer is asked for, or the answer, is needed")
        said = "Answer noted." if "answer" in given else "Asked."
        self.do(lambda: self._note_reply(stored.id, given), said)

    def _note_reply(self, claim_id: int, given: dict[str, str]) -> None:
        with self.desk.together():
            if "deadline" in given:
                self.desk.ask_reply(
                    claim_id,
                    asked=given.get("asked", ""),
                    on=given.get("on"),
                    deadline=given["deadline"],
                )
            if "answer" in given:
                self.desk.answer_reply(
                    claim_id,
                    answer=given["answer"],
                    on=given.get("answered"),
                    asked=given.get("asked"),
                )

    def embargo(self, _: str) -> None:
        """Hold the claim or its document back until a time, or lift the embargo that stands."""
        stored = self.claim()
        if stored is None:
            return
        standing = self.desk.embargoes([stored]).get(stored.id)
        if standing is not None:
            if asked(f"Lift the embargo {beside.embargo(standing)}? yes lifts it") == "yes":
                self.do(
                    lambda: self.desk.lift_embargo(
                        claim_id=standing.claim_id, document_id=standing.document_id
                    ),
                    "Embargo lifted.",
                )
            return
        whole = asked("hold back: claim or document") == "document"
        until = asked("until, 2026-05-03 or 2026-05-03T06:00")
        reason = asked("reason; reports tell it")
        if not until or not reason:
            self.tell("Nothing held back.")
            return
        self.do(
            lambda: self.desk.embargo(
                claim_id=None if whole else stored.id,
                document_id=stored.document_id if whole else None,
                until=until,
                reason=reason,
            ),
            "Held back: no report goes out with it until then.",
        )

    def alike(self, _: str) -> None:
        """Tell the claims that say the same, and earlier fact-checks."""
        stored = self.claim()
        if stored is None:
            return
        self.desk.compare_lookalikes(first=stored.id)
        for one in self.desk.lookalikes(stored.id)[:ALIKE]:
            but = f"; {one.differs_in_words}" if one.differs else ""
            self.tell(f"  {one.score}%{but}  {claim_row(one.stored)}")
        today = date.today()  # noqa: DTZ011 - the day where the reviewer is
        for found in self.desk.earlier_checks(stored.id, ALIKE):
            check = found.check
            rating = f" ({one_line(check.rating)})" if check.rating else ""
            about = (found.words, age(check.date, today))
            sure = "".join(f", {words}" for words in about if words)
            told = f"  checked before{sure}: “{one_line(check.claim)}”{rating}"
            self.tell(f"{told}  {one_line(check.url or '')}".rstrip())
        self.tell("No more that is alike.")

    def mark_alike(self, _: str) -> None:
        """Mark the unreviewed claims that say the same as this one is marked, after a question."""
        stored = self.claim()
        if stored is None:
            return
        if not stored.status.is_done or stored.hidden:
            raise BadValue("mark this claim first")
        ids = self.desk.alike_to_mark([stored.id])
        if not ids:
            self.tell("No look-alike is unreviewed and without a difference; m lists them.")
            return
        status = STATUS_WORDS[stored.status]
        if asked(f"Look-alikes: {len(ids):,}. Mark them {status} too? yes marks them") == "yes":
            reason = {"reason": stored.reason} if stored.reason else {}
            said = f"Look-alikes marked {status}: {len(ids):,}."
            fields = {"status": stored.status.value, **reason}
            self.meet(
                lambda some, since: self.desk.mark(some, **fields, since=since, like=[stored.id]),
                ids,
                fields,
                said,
            )

    def versions(self, _: str) -> None:
        """Tell what the newer version of the article kept, reworded, added and dropped."""
        stored = self.claim()
        if stored is None:
            return
        found = self.desk.comparison(stored.document_id)
        listed = entries(found)
        for section in SECTIONS:
            some = [entry for entry in listed if entry.section == section]
            if some:
                self.tell(f"{HEADINGS[section]}  {len(some):,}")
            for entry in some:
                if section != "reworded" or entry.old is None:
                    self.tell(f"  {claim_row(entry.claim)}{f'; {AROUND}' if entry.moved else ''}")
                    continue
                self.tell(f"  was  {claim_row(entry.old)}")
                if entry.old.reason:
                    self.tell(f"       {one_line(f'{entry.old.reviewer}: {entry.old.reason}')}")
                self.tell(f"  now  {claim_row(entry.claim)}")
                for name, before, after in differences(entry.old, entry.claim):
                    self.tell(f"       {name}: {before} → {after}")


_REPLY = {
    "asked": "who is asked",
    "on": "asked on, year-month-day; today without",
    "deadline": "answer by, year-month-day",
    "answer": "what came back; a refusal is an answer",
    "answered": "came on, year-month-day; today without",
}
