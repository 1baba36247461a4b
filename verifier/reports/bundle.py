"""The report as JSON: all that the other formats and `verifier load` need.

The shape is docs/report.schema.json. One claim stands on one line, so that two reports compare
well. Nothing of a protected reference but its stance, grade and date goes in.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from verifier.beside import reply_row, second_row, sign_off_row
from verifier.flags import flags
from verifier.reports.arrange import sections
from verifier.reports.words import address
from verifier.safe_text import json_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from db.records import Event, Evidence, StoredDocument
    from verifier.corrections import Correction
    from verifier.ratings import Scale
    from verifier.reports.model import Period, ReportClaim, ReportData

VERSION = 1
"""The value of `verifier_report`; it changes only where a reader must change too."""


def render(data: ReportData) -> Iterator[str]:
    """Write one JSON object, a line for each claim."""
    head = {
        "verifier_report": VERSION,
        "generated_at": data.generated_at,
        "query": data.query,
        "reviewer": data.reviewer,
        "log_head": None
        if data.log_head is None
        else {"id": data.log_head.id, "hash": data.log_head.hash},
        "publisher": {"name": data.publisher.name, "url": data.publisher.url},
        "published_url": data.published_url,
        "published_at": data.published_at,
        "ratings": ratings_row(data.ratings),
        "period": period_row(data.period),
    }
    yield json_line(head)[:-1] + ',"documents":['
    for place, section in enumerate(sections(data)):
        document = json_line(document_row(section.document.stored))
        yield ("," if place else "") + "\n" + document[:-1] + ',"claims":['
        for nth, item in enumerate(section.claims):
            yield ("," if nth else "") + "\n" + json_line(claim_row(item.claim))
        yield "]}"
    yield "]}\n"


def period_row(period: Period | None) -> dict[str, Any] | None:
    """Give the days that the report tells of; None for all."""
    if period is None:
        return None
    return {"since": period.since, "until": period.until, "by": period.dating.value}


def ratings_row(scale: Scale) -> dict[str, Any] | None:
    """Give the desk's own ratings by status, with the ends of the scale; None without any."""
    if not scale.ratings:
        return None
    return {
        "best": scale.best,
        "worst": scale.worst,
        "statuses": {
            status.value: {"label": rating.label, "value": rating.value}
            for status, rating in scale.ratings.items()
        },
    }


def document_row(document: StoredDocument) -> dict[str, Any]:
    """Give a document's values by name, with its text, without its claims."""
    anchors = {"anchors": document.anchors} if document.anchors else {}
    return {
        "id": document.id,
        "name": document.name,
        "title": document.title,
        "url": document.url,
        "publisher": document.publisher,
        "author": document.author,
        "published": document.published,
        "sha256": document.sha256,
        "added": document.added,
        "revises": document.revises,
        **anchors,
        "text": document.text,
    }


def claim_row(item: ReportClaim) -> dict[str, Any]:
    """Give a claim's values: the keys of `verifier extract`, then what the desk did about it."""
    stored = item.stored
    return {
        "id": stored.id,
        **stored.claim.as_dict(),
        "machine_strength": stored.machine_strength.value if stored.machine_strength else None,
        "machine": stored.machine.as_dict() if stored.machine else None,
        "earlier": None
        if stored.earlier is None
        else {"id": stored.earlier, "kept": bool(stored.kept)},
        "replaced_by": item.replaced_by and replaced_row(item.replaced_by),
        "status": stored.status.value,
        "reason": stored.reason,
        "note": stored.note,
        "quote_check": stored.quote_check.value,
        "reviewer": stored.reviewer,
        "changed": stored.changed,
        "published_at": item.published_at,
        "published_url": item.published_url,
        "corrections": [correction_row(one) for one in item.corrections],
        "flags": [flag.value for flag in flags(item)],
        "evidence": [evidence_row(piece) for piece in item.evidence],
        **sign_off_row(stored),
        "signed_digest": stored.signed_digest,
        "replies": [{**reply_row(one), "added": one.added} for one in item.replies],
        "second_readings": [second_row(one) for one in item.readings],
        "also_in": [asdict(one) for one in item.also_in],
        "history": [event_row(event) for event in item.history],
        "elsewhere": [{**one.desk, "history": list(one.history)} for one in item.before],
    }


def replaced_row(value: Mapping[str, Any]) -> dict[str, Any]:
    """Give what took a claim's place, by the ids in this report."""
    return {"kind": value["kind"], "claims": list(value["ids"])}


def evidence_row(piece: Evidence) -> dict[str, Any]:
    """Give a piece of evidence; of a protected reference only what does not point at it."""
    shared = {
        "reference_id": piece.reference.id,
        "stance": piece.stance.value,
        "grade": piece.grade,
        "accessed": piece.accessed,
        "reviewer": piece.reviewer,
        "added": piece.added,
        "protected": piece.reference.protected,
        "public_wording": piece.reference.public_wording,
    }
    if piece.reference.protected:
        return shared
    return {
        "url": address(piece),
        "canonical_url": piece.reference.url,
        "title": piece.reference.title,
        "publisher": piece.reference.publisher,
        "kind": piece.reference.kind,
        "story": piece.reference.story,
        **shared,
        "quote": piece.quote,
        "locator": piece.locator,
        "note": piece.note,
        "archive_url": piece.archive_url,
    }


def correction_row(one: Correction) -> dict[str, Any]:
    """Give a correction's values by name, without the claim's."""
    return {
        "said": {"status": one.said.status.value, "reason": one.said.reason},
        "says": {"status": one.says.status.value, "reason": one.says.reason},
        "published_at": one.published_at,
        "published_url": one.published_url,
        "event_id": one.event_id,
        "at": one.at,
        "reviewer": one.reviewer,
        "shown_at": one.shown_at,
    }


def event_row(event: Event) -> dict[str, Any]:
    """Give an event of the claim's history, of what `verifier.reports.outgoing` lets out."""
    return {
        "id": event.id,
        "at": event.at,
        "reviewer": event.reviewer,
        "kind": event.kind,
        "claim_id": event.claim_id,
        "before": event.before,
        "after": event.after,
        "undoes": event.undoes,
    }
