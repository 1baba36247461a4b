"""The reading half of the desk: lists, claims, documents, evidence, history, counts."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Self

import db.claims
import db.connection
import db.documents
import db.events
import db.opening
import db.query
import db.search
import db.sources
import db.versions
from verifier.desk import blind
from verifier.desk.acts import Acts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from db.elsewhere import Elsewhere
    from db.facets import Facet
    from db.overview import Overview
    from db.query import Query
    from db.records import Event, Evidence, Reference, StoredClaim, StoredDocument
    from db.statistics import Statistics
    from db.verify import Verification
    from verifier.corrections import Correction
    from verifier.desk.versions import Comparison
    from verifier.factchecks.earlier import Earlier
    from verifier.factchecks.matching import Matcher
    from verifier.lookalikes import Lookalike
    from verifier.reports.model import Period, ReportClaim, ReportData

MANY = 200_000
"""Claims from which a word that is being typed goes on a letter later."""
PAGE = 200
"""Rows read at a time while a long list streams."""


class Ordering(NamedTuple):
    """The order in which a list comes. too_many: by relevance was meant, for more than is ranked."""

    order: str
    too_many: bool


class Reading(Acts):
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

    def ids(
        self,
        query: str = "",
        order: str | None = None,
        limit: int | None = None,
        *,
        typing: bool = False,
    ) -> Iterator[int]:
        """Give the ids of the claims that a query selects, in order. Raises BadQuery at once.

        typing: the query is still being typed, and what is begun at its end counts as absent.
        """
        parsed = self._typed(query) if typing else db.query.parse(query)
        unseen = self.hidden()
        if not unseen or not blind.tells(parsed):
            return db.search.ids(self._db, parsed, order, limit=limit)
        found = db.search.ids(self._db, parsed, order)
        return islice((claim_id for claim_id in found if claim_id not in unseen), limit)

    def count(self, query: str = "", cap: int = 10_000, *, typing: bool = False) -> int:
        """Count the claims that a query selects, no further than cap. Raises BadQuery."""
        parsed = self._typed(query) if typing else db.query.parse(query)
        if blind.tells(parsed) and self.hidden():
            return sum(1 for _ in self.ids(query, limit=cap + 1, typing=typing))
        return db.search.count(self._db, parsed, cap)

    def facets(self, query: str = "", *, typing: bool = False) -> Iterator[Facet]:
        """Give what a query could be narrowed to, a field at a time. Raises BadQuery at once."""
        from db.facets import facets  # noqa: PLC0415 - only the screen narrows so

        return facets(self._db, self._typed(query) if typing else db.query.parse(query))

    def next_open(
        self, query: str, order: str | None, claim_id: int, *, back: bool = False
    ) -> Iterator[int]:
        """Give the query's claims without a verdict after a claim, in order; with back before it.

        By relevance, which is no order to look things up in, document order is meant.
        """
        parsed = db.query.parse(query)
        used = db.search.checked_order(parsed, order)
        if used is db.search.Order.RELEVANCE:
            used = db.search.Order.DOCUMENT
        return db.search.next_open(self._db, parsed, used, claim_id, back=back)

    def opened_since(self, at: str) -> list[int]:
        """Give up to a thousand claims without a verdict that changed at a time or since."""
        return db.search.opened_since(self._db, at)

    def ordering(self, query: str = "", order: str | None = None) -> Ordering:
        """Tell in which order the list of a query comes. Raises BadQuery, BadValue."""
        parsed = db.query.parse(query)
        if order is None and parsed.has_words:
            ranked = db.search.RANKED
            if db.search.count(self._db, parsed, ranked) > ranked:
                return Ordering("document", too_many=True)
        return Ordering(db.search.checked_order(parsed, order).value, too_many=False)

    def search(
        self, query: str = "", order: str | None = None, limit: int | None = None
    ) -> Iterator[StoredClaim]:
        """Give the claims that a query selects, read a page at a time. Raises BadQuery at once."""
        return self._pages(self.ids(query, order, limit))

    def claim(self, claim_id: int) -> StoredClaim:
        """Give one claim. Raises NoSuchClaim."""
        return blind.masked([db.claims.get(self._db, claim_id)], self.hidden())[0]

    def claims(self, ids: Sequence[int]) -> list[StoredClaim]:
        """Give claims by id, in the order of the ids."""
        return blind.masked(db.claims.many(self._db, ids), self.hidden())

    def claims_of(self, document_id: int) -> list[StoredClaim]:
        """Give all claims of a document, in text order."""
        return blind.masked(db.claims.of_document(self._db, document_id), self.hidden())

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

    def _typed(self, query: str) -> Query:
        """Parse a query that is still being typed.

        Among very many claims hundreds of words begin with the same three letters, and to look for
        all of them would keep whoever types waiting: there the last word goes on from the fourth.
        """
        many = (db.search.tallied(self._db, db.query.Query(any_zone=True)) or 0) > MANY
        return db.query.parse(query, typing=True, letters=db.query.MIN_PREFIX + many)

    def _pages(self, ids: Iterator[int]) -> Iterator[StoredClaim]:
        while page := list(islice(ids, PAGE)):
            yield from self.claims(page)
