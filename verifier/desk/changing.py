"""The changing half of the desk: storing, marking, correcting, evidence, undo."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import db.claims
import db.documents
import db.events
import db.sources
import db.undo
from claims.confidence import confidence
from claims.model import Claim, Modality, Polarity, Strength, Zone
from db.connection import transaction
from db.errors import BadValue
from verifier.address import canonical
from verifier.desk.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claims.model import Document, Span
    from db.records import Event, Evidence
    from verifier.errors import Refused
    from verifier.factchecks.importing import Imported
    from verifier.reports.model import ReportData

ADDED = "added by a reviewer"
"""The rule of a claim that no machine found."""


class Desk(Reading):
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
    ) -> int | None:
        """Store a document with its claims in one transaction; None where it is there already.

        marks and evidence, by the claim's index, are what another desk found out. Raises BadValue.
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
        )

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
    ) -> list[Event]:
        """Set what is given on each claim, all or none; an empty reason or note takes it away.

        Returns the events: a claim that stood so already writes none. Raises NoSuchClaim, BadValue.
        """
        given = {"status": status, "reason": reason, "note": note, "quote_check": quote_check}
        changes = {name: value for name, value in given.items() if value is not None}
        return db.claims.mark(self._db, ids, changes, self.reviewer)

    def add_claim(
        self,
        document_id: int,
        span: Span,
        strength: str | None = None,
        *,
        polarity: str | None = None,
        modality: str | None = None,
        zone: str | None = None,
    ) -> int:
        """Add a claim that the extraction missed; gives its id.

        What is not given is what a plain sentence has: `asserted`, positive, actual; the zone, the
        sentence and the check-worthiness are those of a claim in the same sentence where there is
        one. Raises NoSuchDocument, and BadValue for a span outside the text.
        """
        text = self.document(document_id).text
        start, end = span
        if not 0 <= start < end <= len(text):
            raise BadValue(f"[{start}, {end}] is no piece of a text of {len(text)} characters")
        words = text[start:end]
        beside = self._beside(document_id, span)
        level = Strength(strength or Strength.ASSERTED)
        mode = Modality(modality or Modality.ACTUAL)
        sign = Polarity(polarity or Polarity.POSITIVE)
        claim = Claim(
            zone=Zone(zone) if zone else (beside.zone if beside else Zone.BODY),
            sentence=beside.sentence if beside else span,
            span=span,
            fragments=(span,),
            text=words,
            wording=" ".join(words.split()),
            strength=level,
            rule=ADDED,
            confidence=confidence(level, mode, sign),
            polarity=sign,
            modality=mode,
            check_worthiness=beside.check_worthiness if beside else 0.5,
        )
        return db.claims.add(self._db, document_id, claim, self.reviewer).id

    def set_claim(
        self,
        claim_id: int,
        *,
        strength: str | None = None,
        span: Span | None = None,
        polarity: str | None = None,
        modality: str | None = None,
        zone: str | None = None,
    ) -> bool:
        """Correct the machine's reading of a claim; its own values are kept beside.

        The confidence follows its formula. Returns whether anything changed. Raises NoSuchClaim,
        and BadValue for a span outside the text.
        """
        before = self.claim(claim_id).claim
        level = Strength(strength or before.strength)
        sign = Polarity(polarity or before.polarity)
        mode = Modality(modality or before.modality)
        changes: dict[str, Any] = {"strength": level, "polarity": sign, "modality": mode}
        if (level, sign, mode) != (before.strength, before.polarity, before.modality):
            changes["confidence"] = confidence(level, mode, sign)
        if span is not None and span != before.span:
            changes["span"] = span
        if zone is not None:
            changes["zone"] = zone
        return db.claims.correct(self._db, claim_id, changes, self.reviewer).claim != before

    def add_evidence(
        self,
        claim_id: int,
        *,
        url: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        protected: bool = False,
        accessed: str | None = None,
        **fields: str | None,
    ) -> Evidence:
        """Attach evidence: the same canonical address is the same reference.

        fields are `stance` (context unless given), `grade`, `quote`, `locator`, `note` and
        `archive_url`; accessed is today unless given. Raises NoSuchClaim, BadValue.
        """
        typed = (url or "").strip() or None
        reference = {
            "url": _canonical(typed),
            "url_typed": typed,
            "title": title,
            "publisher": publisher,
            "protected": protected,
        }
        use = {**fields, "accessed": accessed or _today()}
        return db.sources.add_evidence(self._db, claim_id, reference, use, self.reviewer)

    def remove_evidence(self, evidence_id: int) -> None:
        """Take a piece of evidence off its claim; undo brings it back."""
        db.sources.remove_evidence(self._db, evidence_id, self.reviewer)

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

    def _beside(self, document_id: int, span: Span) -> Claim | None:
        """Find a claim whose sentence holds the span."""
        start, end = span
        for stored in self.claims_of(document_id):
            first, last = stored.claim.sentence
            if first <= start and end <= last:
                return stored.claim
        return None


def _canonical(url: str | None) -> str | None:
    return canonical(url) if url and url.strip() else None


def _today() -> str:
    from datetime import date  # noqa: PLC0415 - only where evidence comes without its date

    return date.today().isoformat()  # noqa: DTZ011 - the reviewer's own calendar
