"""The acts beside a verdict: signing off, reading again, asking for a reply, holding back."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import db.embargoes
import db.replies
import db.second_readings
import db.sign_offs
from db.connection import transaction
from db.errors import BadValue
from verifier.config import own_sign_off
from verifier.desk import blind
from verifier.desk.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from db.connection import Connection
    from db.records import Embargo, Event, Reply, SecondReading


class Seconding(Reading):
    """What a second person, the one who is written about, and the editor bring to a claim."""

    def sign_off(self, ids: Sequence[int], since: int | None = None) -> list[Event]:
        """Sign verdicts off as they stand, all or none, as one step.

        Nobody signs their own verdict unless the settings say `own_sign_off = true`. A sign-off
        that is this reviewer's and holds writes nothing. since is the last event that the reviewer
        knew of. Raises NoSuchClaim, BadValue, and Conflict where a colleague changed claim, verdict
        or evidence since.
        """
        blind.refuse(ids, self.hidden())
        return db.sign_offs.sign(
            self._db, ids, self.reviewer, own_allowed=own_sign_off(), since=since
        )

    def withdraw_sign_off(self, ids: Sequence[int]) -> list[Event]:
        """Take this reviewer's sign-offs back, all or none. Raises NoSuchClaim, BadValue."""
        return db.sign_offs.withdraw(self._db, ids, self.reviewer)

    def second_choice(self, query: str, number: int | None = None) -> list[int]:
        """Choose verdicts of others that this reviewer has not read: all, or some as if by lot.

        The lot falls by the SHA-256 of reviewer and claim, so that it can be drawn again. Raises
        BadQuery.
        """
        found = []
        for claim in self.search(query):
            if claim.hidden or not claim.status.is_verdict:
                continue
            if any(self._is_me(one.reader) for one in self.second_readings(claim.id)):
                continue
            if not any(self._is_me(who) for who in db.sign_offs.judges(self._db, claim.id)):
                found.append(claim.id)
        if number is None:
            return found
        return sorted(sorted(found, key=self._lot)[:number])

    def _is_me(self, name: str) -> bool:
        return db.sign_offs.same_person(name, self.reviewer)

    def _lot(self, claim_id: int) -> str:
        return hashlib.sha256(f"{self.reviewer}\n{claim_id}".encode()).hexdigest()

    def together(self) -> AbstractContextManager[Connection]:
        """Make one transaction of several actions: all or none are kept."""
        return transaction(self._db)

    def start_second(self, ids: Sequence[int]) -> list[Event]:
        """Begin to read claims a second time, all or none: their verdicts are hidden till then.

        Raises NoSuchClaim, and BadValue where the verdict is this reviewer's own.
        """
        return db.second_readings.start(self._db, ids, self.reviewer)

    def finish_second(self, claim_id: int, status: str, reason: str | None = None) -> SecondReading:
        """Give this reviewer's own verdict on a claim read a second time; then both are shown.

        Raises BadValue where no reading was begun, and for what is no verdict.
        """
        return db.second_readings.finish(self._db, claim_id, status, reason, self.reviewer)

    def drop_second(self, ids: Sequence[int]) -> list[Event]:
        """Give second readings up that are not done. Raises BadValue where there is none."""
        return db.second_readings.drop(self._db, ids, self.reviewer)

    def ask_reply(
        self, claim_id: int, *, asked: str, deadline: str, on: str | None = None
    ) -> Reply:
        """Note who was asked about a claim, on which day (today unless given), and by when.

        Raises NoSuchClaim, BadValue.
        """
        return db.replies.ask(
            self._db,
            claim_id,
            asked=asked,
            on=on or _today(),
            deadline=deadline,
            actor=self.reviewer,
        )

    def answer_reply(
        self, claim_id: int, *, answer: str, on: str | None = None, asked: str | None = None
    ) -> Reply:
        """Note what came back, on which day (today unless given); asked names one of several.

        Raises NoSuchClaim, BadValue.
        """
        return db.replies.answer(
            self._db,
            claim_id,
            answer=answer,
            on=on or _today(),
            asked=asked,
            actor=self.reviewer,
        )

    def embargo(
        self,
        *,
        claim_id: int | None = None,
        document_id: int | None = None,
        until: str,
        reason: str,
    ) -> Embargo:
        """Hold a claim, or a document with all its claims, back until a moment.

        until is a day or a time, ISO 8601; without an offset it is this machine's own time. Raises
        NoSuchClaim, NoSuchDocument, BadValue.
        """
        return db.embargoes.put(
            self._db,
            claim_id=claim_id,
            document_id=document_id,
            until=moment(until),
            reason=reason,
            actor=self.reviewer,
        )

    def lift_embargo(
        self, *, claim_id: int | None = None, document_id: int | None = None
    ) -> list[Embargo]:
        """End the embargoes on a claim or a document before their time, told in the log.

        Raises BadValue where none stands.
        """
        return db.embargoes.lift(
            self._db, claim_id=claim_id, document_id=document_id, actor=self.reviewer
        )


def moment(text: str) -> str:
    """Read a day or a time as UTC, ISO 8601 to the second. Raises BadValue for neither."""
    try:
        given = datetime.fromisoformat(text.strip())
        return given.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError) as error:
        raise BadValue(
            f"{text.strip()[:40]!r} is no time: write 2026-03-09, 2026-03-09T06:00 or "
            "2026-03-09T06:00+01:00"
        ) from error


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - the reviewer's own calendar
