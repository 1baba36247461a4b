"""The changing half of the desk: storing, marking, correcting, evidence, undo."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import db.claims
import db.documents
import db.events
import db.sources
import db.undo
from db.connection import transaction
from verifier.address import canonical
from verifier.desk import blind
from verifier.desk.correcting import Correcting
from verifier.desk.seconding import Seconding
from verifier.desk.together import Together

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claims.model import Claim, Document
    from db.loaded import Acts
    from db.records import Event, Evidence
    from db.versions import Revision
    from verifier.desk.versions import Likely
    from verifier.errors import Refused
    from verifier.factchecks.importing import Imported
    from verifier.reports.model import ReportData


class Desk(Correcting, Together, Seconding):
    """Every use case over one open database, in one reviewer's name. See `Reading` too."""

    def holds(self, document: Document) -> bool:
        """Tell whether `store` would find the document there already."""
        sha256 = hashlib.sha256(document.text.encode()).hexdigest()
        return db.documents.is_stored(self._db, sha256, _canonical(document.url))

    def store(
        self,
        document: Document,
        claims: Sequence[Claim],
        *,
        kind: str = "ingest",
        marks: Mapping[int, Mapping[str, Any]] | None = None,
        evidence: Mapping[int, Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]] | None = None,
        acts: Acts | None = None,
        elsewhere: Mapping[str, Any] | None = None,
        successors: Mapping[int, tuple[str, Sequence[int]]] | None = None,
        revision: Revision | None = None,
    ) -> int | None:
        """Store a document with its claims in one transaction; None where it is there already.

        marks, evidence and acts (replies and second readings, see `db.loaded`), by the claim's
        index, are what another desk found out; elsewhere is how it came to that and what it
        published (see `db.elsewhere`); successors are what took a claim's place, revision what the
        document revises there (see `db.documents.store`). Raises BadValue.
        """
        return db.documents.store(
            self._db,
            document,
            claims,
            self.reviewer,
            canonical_url=_canonical(document.url),
            kind=kind,
            marks=marks,
            evidence=evidence,
            acts=acts,
            elsewhere=elsewhere,
            successors=successors,
            revision=revision,
        )

    def claim_ids(self, document_id: int) -> list[int]:
        """Give the ids of a document's claims in the order in which they came in."""
        return sorted(claim.id for claim in db.claims.of_document(self._db, document_id))

    def revise(self, document: Document, claims: Sequence[Claim], revises: int) -> int | None:
        """Store a text as the newer version of a stored one; None where it is there already.

        Claims that are the same keep their verdict, evidence and corrections: see
        `verifier.desk.versions`. Raises NoSuchDocument, and BadValue where there is a newer version.
        """
        from verifier.desk import versions  # noqa: PLC0415 - only where texts come in

        return versions.store(self._db, document, claims, revises, self.reviewer, _canonical)

    def earlier_versions(self, document: Document) -> list[Likely]:
        """Find the stored documents that a text may be a newer version of; one: it plainly is."""
        from verifier.desk import versions  # noqa: PLC0415 - only where texts come in

        return versions.recognised(self._db, document, _canonical(document.url))

    def import_factchecks(
        self,
        path: str,
        refuse: Callable[[Refused], None],
        progress: Callable[[int, int], None] | None = None,
    ) -> Imported:
        """Add and update the earlier fact-checks of one file: see `verifier.factchecks`."""
        from verifier.factchecks.importing import import_file  # noqa: PLC0415 - for imports alone

        return import_file(self._db, self.reviewer, path, refuse, progress)

    def mark(
        self,
        ids: Sequence[int],
        *,
        status: str | None = None,
        reason: str | None = None,
        note: str | None = None,
        quote_check: str | None = None,
        since: int | None = None,
        like: Sequence[int] = (),
    ) -> list[Event]:
        """Set what is given on each claim, all or none; an empty reason or note takes it away.

        like are the claims whose look-alikes these are, marked so already or of the ids. since is
        the last event that the reviewer knew of. Returns the events: a claim that stood so
        already writes none. Raises NoSuchClaim, BadValue, and Conflict where a colleague changed
        the same since.
        """
        blind.refuse(ids, self.hidden())
        given = {"status": status, "reason": reason, "note": note, "quote_check": quote_check}
        changes = {name: value for name, value in given.items() if value is not None}
        return db.claims.mark(self._db, ids, changes, self.reviewer, since=since, like=like)

    def compare_lookalikes(self, limit: int = 500, first: int | None = None) -> int:
        """Compare claims that wait for it with all that is stored, `limit` at most; how many.

        first is a claim that comes before all others where it waits.
        """
        from verifier.lookalikes import compare  # noqa: PLC0415 - thefuzz takes its time

        return compare(self._db, limit, first)

    def alike_to_mark(self, ids: Sequence[int]) -> list[int]:
        """Give the unreviewed claims that say the same as one of these, as far as words tell.

        In the order of the ids, each once, none of the ids itself. Raises NoSuchClaim.
        """
        from verifier.lookalikes import to_mark_too  # noqa: PLC0415 - only where they are asked for

        found: dict[int, None] = {}
        for claim_id in ids:
            self.compare_lookalikes(first=claim_id)
            alike = to_mark_too(self.lookalikes(claim_id))
            found.update(dict.fromkeys(one.stored.id for one in alike))
        return [claim_id for claim_id in found if claim_id not in set(ids)]

    def add_evidence(
        self,
        claim_id: int,
        *,
        url: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        kind: str | None = None,
        protected: bool = False,
        public_wording: str | None = None,
        accessed: str | None = None,
        **fields: str | None,
    ) -> Evidence:
        """Attach evidence: the same canonical address is the same reference.

        kind is that of the reference: see `db.records.ReferenceKind`. fields are `stance` (context
        unless given), `grade`, `quote`, `locator`, `note` and `archive_url`; accessed is today
        unless given; public_wording is what may be said of a protected one. Raises NoSuchClaim,
        BadValue.
        """
        reference = {
            "title": title,
            "publisher": publisher,
            "kind": kind,
            "protected": protected,
            "public_wording": public_wording,
        }
        use = {**fields, "accessed": accessed}
        return self.add_evidence_to([claim_id], url, reference, use)[0]

    def add_evidence_to(
        self,
        ids: Sequence[int],
        url: str | None,
        reference: Mapping[str, Any],
        use: Mapping[str, str | None],
    ) -> list[Evidence]:
        """Attach the same evidence to each of some claims, as one step.

        reference and use hold what `add_evidence` takes. Raises NoSuchClaim, BadValue.
        """
        blind.refuse(ids, self.hidden())
        typed = (url or "").strip() or None
        consulted = {**reference, "url": _canonical(typed), "url_typed": typed}
        dated = {**use, "accessed": use.get("accessed") or _today()}
        return db.sources.add_evidence_to(self._db, ids, consulted, dated, self.reviewer)

    def change_evidence(
        self, piece: Evidence, fields: Mapping[str, Any], since: int | None = None
    ) -> Event | None:
        """Change what a piece of evidence says of its claim: see `db.sources.change_evidence`.

        since: see `mark`. Raises StoreError, BadValue, and Conflict where a colleague changed it or
        took it away since.
        """
        blind.refuse([piece.claim_id], self.hidden())
        return db.sources.change_evidence(
            self._db, piece.claim_id, piece.id, fields, self.reviewer, since=since
        )

    def remove_evidence(self, evidence_id: int, since: int | None = None) -> None:
        """Take a piece of evidence off its claim; undo brings it back.

        since: see `mark`. Raises StoreError where there is none, and Conflict.
        """
        db.sources.remove_evidence(self._db, evidence_id, self.reviewer, since=since)

    def undo(self) -> list[Event]:
        """Take back this reviewer's last action not yet undone; gives the events that tell of it.

        Raises NothingToUndo, and UndoConflict where the claim has changed since.
        """
        return db.undo.undo(self._db, self.reviewer)

    def redo(self) -> list[Event]:
        """Do again what this reviewer took back last. Raises NothingToUndo, UndoConflict."""
        return db.undo.redo(self._db, self.reviewer)

    def publish(self, data: ReportData, form: str) -> None:
        """Record that what a report shows went out: its claims, each with its status then."""
        shown = {
            str(item.stored.id): item.stored.status.value
            for document in data.documents
            for item in document.claims
        }
        with transaction(self._db):
            db.events.append(
                self._db,
                reviewer=self.reviewer,
                kind="publish",
                at=db.events.now(),
                after={
                    "format": form,
                    "query": data.query,
                    "url": data.published_url,
                    "log_head": data.log_head.id if data.log_head else 0,
                    "claims": shown,
                },
            )


def _canonical(url: str | None) -> str | None:
    return canonical(url) if url and url.strip() else None


def _today() -> str:
    from datetime import date  # noqa: PLC0415 - only where evidence comes without its date

    return date.today().isoformat()  # noqa: DTZ011 - the reviewer's own calendar
