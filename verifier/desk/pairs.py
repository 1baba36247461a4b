"""The machine's reading beside the reviewer's, where a reviewer changed it: pairs to train on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import db.claims
import db.documents
import db.events
import db.successions
from db.connection import plain_cursor
from verifier.desk.holding import let_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claims.model import Claim
    from db.connection import Connection
    from db.records import Event, StoredClaim, StoredDocument

_CHANGED = """
SELECT id FROM claims
WHERE machine IS NOT NULL OR machine_strength IS NULL
  OR id IN (SELECT claim_id FROM successions)
ORDER BY place
"""
_TELLING = ("correct", "add", "split", "merge", "load")
"""Kinds of events that say who gave a claim the values it has."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One change of a reading.

    kind       `corrected`, `added`, `split` or `merged`
    sentence   span of the sentences that hold both readings, in the document's text
    machine    the machine's claims: none where one was added, several where some were merged
    reviewer   the reviewer's: several where one was split
    by, at     who made it so, and when, UTC
    """

    kind: str
    document: str
    sentence: tuple[int, int]
    text: str
    machine: tuple[Claim, ...]
    reviewer: tuple[Claim, ...]
    by: str
    at: str

    def as_dict(self) -> dict[str, Any]:
        """The pair as a row of `verifier claim pairs`."""
        return {
            "kind": self.kind,
            "document": self.document,
            "sentence": list(self.sentence),
            "text": self.text,
            "machine": [_reading(claim) for claim in self.machine],
            "reviewer": [_reading(claim) for claim in self.reviewer],
            "by": self.by,
            "at": self.at,
        }


def pairs(conn: Connection, *, without_embargoed: bool = False) -> Iterator[Pair]:
    """Give every change of a reading that stands, in the order of the texts.

    What is under an embargo is left out where that is asked for; else it raises Refused.
    """
    ids = [claim_id for (claim_id,) in plain_cursor(conn).execute(_CHANGED)]
    changed = db.claims.many(conn, ids)
    documents = list(dict.fromkeys(stored.document_id for stored in changed))
    free, texts = let_out(
        conn,
        changed,
        db.documents.many(conn, documents, texts=True),
        without=without_embargoed,
    )
    by_id = {stored.id: stored for stored in free}
    of_id = {document.id: document for document in texts}
    told: set[int] = set()
    for stored in free:
        lineage = db.successions.of(conn, stored.id)
        document = of_id[stored.document_id]
        if not lineage.originals and not lineage.successors:
            if stored.kept and not _changed_here(conn, stored.id):
                continue  # taken over from an earlier version, where its pair stands
            yield _changed(conn, stored, document)
        elif lineage.successors and lineage.successors[0] not in told:
            told.update(lineage.successors)
            pair = _replaced(conn, lineage.successors, by_id, document)
            if pair is not None:
                yield pair


def _replaced(
    conn: Connection,
    successors: Sequence[int],
    by_id: Mapping[int, StoredClaim],
    document: StoredDocument,
) -> Pair | None:
    """What claims became that were split or merged; None where a part of it is held back."""
    lineages = [db.successions.of(conn, successor) for successor in successors]
    originals = list(dict.fromkeys(one for lineage in lineages for one in lineage.originals))
    if not by_id.keys() >= {*originals, *successors}:
        return None
    after = [by_id[successor] for successor in successors]
    before = [by_id[original] for original in originals]
    machine = [_machine(stored) for stored in before if stored.machine_strength is not None]
    name = {"split": "split", "merge": "merged"}[lineages[0].kind or "split"]
    return _pair(conn, name, document, after[0], machine, [stored.claim for stored in after])


def _changed(conn: Connection, stored: StoredClaim, document: StoredDocument) -> Pair:
    if stored.machine_strength is None:
        return _pair(conn, "added", document, stored, [], [stored.claim])
    return _pair(conn, "corrected", document, stored, [_machine(stored)], [stored.claim])


def _pair(
    conn: Connection,
    kind: str,
    document: StoredDocument,
    stored: StoredClaim,
    machine: Sequence[Claim],
    reviewer: Sequence[Claim],
) -> Pair:
    both = [*machine, *reviewer]
    sentence = (min(one.sentence[0] for one in both), max(one.sentence[1] for one in both))
    last = _last_telling(db.events.history(conn, stored.id))
    return Pair(
        kind,
        document.name,
        sentence,
        document.text[slice(*sentence)],
        tuple(machine),
        tuple(reviewer),
        last.reviewer if last else stored.reviewer or "",
        last.at if last else stored.changed or "",
    )


def _changed_here(conn: Connection, claim_id: int) -> bool:
    history = db.events.history(conn, claim_id)
    return any(event.claim_id == claim_id and event.kind in _TELLING for event in history)


def _last_telling(history: Sequence[Event]) -> Event | None:
    return next((event for event in reversed(history) if event.kind in _TELLING), None)


def _machine(stored: StoredClaim) -> Claim:
    return stored.machine or stored.claim


def _reading(claim: Claim) -> dict[str, Any]:
    """What a reading says: spans are offsets of the document's text."""
    return {
        "span": list(claim.span),
        "fragments": [list(piece) for piece in claim.fragments],
        "text": claim.text,
        "wording": claim.wording,
        "strength": claim.strength.value,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "attributions": [
            {
                "cue": None if link.cue is None else list(link.cue),
                "cue_text": link.cue_text,
                "source": None if link.source is None else list(link.source),
                "source_text": link.source_text,
                "source_kind": link.source_kind.value,
                "stance": link.stance.value,
                "strength": link.strength.value,
            }
            for link in claim.attributions
        ],
    }
