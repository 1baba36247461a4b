"""What stands beside a verdict, read: replies, second readings, embargoes; what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db.embargoes
import db.events
import db.query
import db.replies
import db.search
import db.second_readings
from verifier.desk import blind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.agreement import Agreement
    from db.connection import Connection
    from db.records import Embargo, Reply, SecondReading, StoredClaim


class Acts:
    """The acts beside the verdicts of a database that is open."""

    _db: Connection
    reviewer: str

    def hidden(self) -> frozenset[int]:
        """Give the claims that this reviewer reads a second time: their verdict is not shown."""
        return blind.hidden(self._db, self.reviewer)

    def anybody_reads(self) -> bool:
        """Tell whether a second reading is under way, so that it matters who asks."""
        return db.second_readings.any_open(self._db)

    def replies(self, claim_id: int) -> list[Reply]:
        """Give who was asked about a claim, and what came back."""
        return db.replies.of_claim(self._db, claim_id)

    def second_readings(self, claim_id: int) -> list[SecondReading]:
        """Give a claim's second readings; to one who is reading it, their own alone."""
        found = db.second_readings.of_many(self._db, [claim_id]).get(claim_id, [])
        if claim_id in self.hidden():
            return [one for one in found if one.finished is None]
        return found

    def agreement(self) -> Agreement:
        """Measure how far second readings agreed with the first verdicts."""
        return db.second_readings.agreement(self._db)

    def beside_numbers(self) -> dict[str, dict[str, int]]:
        """Count verdicts by sign-off, and claims by right of reply, of every zone."""
        asked = {
            "verdicts_signed_off": ("signed", ("yes", "stale", "no"), "status:verdict zone:any"),
            "claims_with_replies": ("reply", ("answered", "open", "overdue"), "zone:any"),
        }
        return {
            name: {
                value: db.search.count(self._db, db.query.parse(f"{more} {field}:{value}"), None)
                for value in values
            }
            for name, (field, values, more) in asked.items()
        }

    def embargoes(self, claims: Iterable[StoredClaim]) -> dict[int, Embargo]:
        """Give the embargo that stands over each claim now, its own or its document's."""
        pairs = [(claim.id, claim.document_id) for claim in claims]
        return db.embargoes.of_claims(self._db, pairs, db.events.now())

    def standing_embargoes(self) -> list[Embargo]:
        """Give every embargo that stands now, the one that ends last first."""
        return db.embargoes.standing(self._db, db.events.now())
