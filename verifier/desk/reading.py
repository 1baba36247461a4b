"""The reading half of the desk: lists, claims, documents, evidence, history, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import db.claims
import db.connection
import db.documents
import db.events
import db.opening
import db.sources
import db.versions
from verifier.desk import blind
from verifier.desk.listing import Listing

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from db.elsewhere import Elsewhere
    from db.overview import Overview
    from db.records import Event, Evidence, Reference, StoredDocument
    from db.statistics import Statistics
    from db.verify import Verification
    from verifier.corrections import Correction
    from verifier.desk.versions import Comparison
    from verifier.factchecks.earlier import Earlier
    from verifier.factchecks.matching import Matcher
    from verifier.lookalikes import Lookalike
    from verifier.reports.model import Period, ReportClaim, ReportData


class Reading(Listing):
    """A database that is open, and the reviewer who acts on it. Use it as a context manager.

    One desk belongs to one thread; a worker opens its own with `Desk.open(path, write=False)`.
    Methods raise the errors of `db.errors`; each change is on disk when its method returns.
    """

    def __init__(self, connection: db.connection.Connection, path: Path, reviewer: str) -> None:
        self._db = connection
        self.path = path
        self.reviewer = reviewer

    @classmethod
    def open(
        cls, path: Path, reviewer: str = "reviewer", *, write: bool = True, create: bool = False
    ) -> Self:
        """Open a database to read or to write; a writer brings an older file up to date first.

        create makes the file and its parents where there is none.
        """
        if write:
            return cls(db.opening.connect_write(path, create=create), path, reviewer)
        return cls(db.connection.connect_read(path), path, reviewer)

    def close(self) -> None:
        """Close the database. Safe to call twice."""
        self._db.close()

    def interrupt(self) -> None:
        """Break off the query under way, from another thread; it raises Interrupted."""
        self._db.interrupt()

    def spare_memory(self) -> None:
        """Keep a quarter of the pages in memory that a desk keeps otherwise, for several at once."""
        self._db.execute("PRAGMA cache_size=-16384")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def lookalikes(self, claim_id: int) -> list[Lookalike]:
        """Give the claims that say the same or nearly so, the nearest first. Raises NoSuchClaim."""
        from verifier.lookalikes import of_claim  # noqa: PLC0415 - only where they are asked for

        return of_claim(self._db, self.claim(claim_id), self.claims)

    def lookalikes_waiting(self) -> int:
        """Count the claims that were not compared with the others yet, up to 10,000."""
        from db.lookalikes import waiting_count  # noqa: PLC0415 - only where they are asked for

        return waiting_count(self._db)

    def matcher(self) -> Matcher:
        """Rank earlier fact-checks for texts, as they are stored now."""
        from verifier.factchecks.matching import Matcher  # noqa: PLC0415 - thefuzz takes its time

        return Matcher(self._db)

    def earlier_checks(self, claim_id: int, limit: int = 10) -> list[Earlier]:
        """Give the earlier fact-checks nearest to a claim, those that contradict it first.

        Raises NoSuchClaim.
        """
        from verifier.factchecks.earlier import of_claim  # noqa: PLC0415 - as above

        return of_claim(self.matcher(), self.claim(claim_id), limit)

    def document(self, document_id: int) -> StoredDocument:
        """Give a document with its text. Raises NoSuchDocument."""
        return db.documents.get(self._db, document_id)

    def find_document(self, id_or_name: str) -> StoredDocument:
        """Give a document by its id or its name. Raises NoSuchDocument."""
        return db.documents.find(self._db, id_or_name)

    def evidence(self, claim_id: int) -> list[Evidence]:
        """Give the evidence attached to a claim, oldest first; none to its second reader."""
        if claim_id in self.hidden():
            return []
        return db.sources.evidence_of(self._db, claim_id)

    def references(self, like: str) -> list[Reference]:
        """Give references whose title, publisher or address contains the words."""
        return db.sources.references(self._db, like)

    def history(self, claim_id: int) -> list[Event]:
        """Give what happened to a claim, its document's ingest first. Raises NoSuchClaim.

        With what happened to the claims of earlier versions whose place it took. To its second
        reader only how its words came to be.
        """
        db.claims.get(self._db, claim_id)
        found = db.versions.history(self._db, claim_id)
        return blind.history(found) if claim_id in self.hidden() else found

    def names(self, field: str) -> list[str]:
        """Give names that a field of the query language may be given, the newest first."""
        from db.offers import names  # noqa: PLC0415 - only where a query is completed

        return names(self._db, field)

    def comparison(self, document_id: int) -> Comparison:
        """Compare a document with the version before it, or the first with the one after.

        Raises NoSuchDocument, and BadValue for a document of one version.
        """
        from verifier.desk import versions  # noqa: PLC0415 - only where versions are compared

        return versions.compared(self._db, document_id, self.hidden())

    def history_to_tell(self, claim_id: int) -> list[Event]:
        """Give the same without what points at a protected reference: to be printed or passed on.

        Raises NoSuchClaim.
        """
        from verifier.protecting import told  # noqa: PLC0415 - only where it leaves the screen

        protected = db.sources.protected_ids(self._db)
        return [told(event, protected) for event in self.history(claim_id)]

    def elsewhere(self, claim_id: int) -> Elsewhere | None:
        """Give what another desk's report said of a claim: its publication, corrections, history.

        None where it came from no report, or where verdict and history must not be seen yet.
        """
        from db.elsewhere import of_claim  # noqa: PLC0415 - only where history is told

        return None if claim_id in self.hidden() else of_claim(self._db, claim_id)

    def last_event(self) -> int:
        """Give the id of the newest event, 0 for none: it grows with every change of anyone's.

        Raises LostDatabase where the file is not in its place any more.
        """
        db.connection.check_there(self._db)
        return db.events.head(self._db)[0]

    def progress(self) -> tuple[int, int]:
        """Count the claims of body and headlines that are done, and all of them."""
        from db.statistics import progress  # noqa: PLC0415 - only the screen counts so

        found = progress(self._db)
        return found.done, found.total

    def stats(self) -> Statistics:
        """Count claims by status and strength, documents, reviewers and their work."""
        from db.statistics import gather  # noqa: PLC0415 - only `stats` counts so

        return gather(self._db)

    def overview(self) -> Overview:
        """Gather the dashboard's numbers, from a bounded number of rows."""
        from db.overview import overview  # noqa: PLC0415 - only the dashboard and `stats` need it

        return overview(self._db)

    def report_records(
        self,
        query: str = "",
        *,
        published_url: str | None = None,
        publish: bool = False,
        without_embargoed: bool = False,
        period: Period | None = None,
    ) -> ReportData:
        """Gather all that a report of the query's claims needs, of every zone.

        Its clock is `SOURCE_DATE_EPOCH`, else now; publish says that it goes out then; period
        leaves only the claims of some days. Raises BadQuery.
        """
        from verifier.desk.records import gathered  # noqa: PLC0415 - only reports need it

        return gathered(
            self._db,
            query,
            self.reviewer,
            published_url,
            publish=publish,
            period=period,
            without_embargoed=without_embargoed,
        )

    def judged(self, query: str = "") -> list[ReportClaim]:
        """Give the query's claims that have a verdict or were published. Raises BadQuery."""
        from verifier.desk.records import judged  # noqa: PLC0415 - only `check` needs it

        unseen = self.hidden()
        return [item for item in judged(self._db, query) if item.stored.id not in unseen]

    def corrections(self) -> list[Correction]:
        """Find where a published verdict gave way to another, in order of the changes."""
        from verifier.desk.records import all_corrections  # noqa: PLC0415 - only reports need it

        unseen = self.hidden()
        return [one for one in all_corrections(self._db) if one.claim_id not in unseen]

    def verify_log(self) -> Verification:
        """Check the chain of events, and the rows against it."""
        from db.verify import verify  # noqa: PLC0415 - only `log verify` needs it

        return verify(self._db)

    def backup(self, to: Path) -> Path:
        """Copy the database to a file that is checked before it gets its name."""
        from db.backup import backup  # noqa: PLC0415 - only `backup` needs it

        return backup(self._db, to)
