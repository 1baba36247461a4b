"""A claim's events in words, of what `verifier.reports.outgoing` lets out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verifier.reports.outgoing import SHOWN
from verifier.reports.words import date
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Event
    from verifier.reports.model import ReportClaim

_DID = {
    "ingest": "took the document in",
    "load": "loaded the document",
    "mark": "marked",
    "add": "added the claim",
    "correct": "corrected",
    "evidence": "added evidence",
    "evidence-changed": "changed evidence",
    "evidence-removed": "took evidence away",
    "sign-off": "signed the verdict off",
    "sign-off-withdrawn": "withdrew the sign-off",
    "second-started": "began a second reading",
    "second-done": "finished a second reading",
    "second-dropped": "gave a second reading up",
    "reply-asked": "noted whom the desk asked to reply",
    "reply-answered": "noted a reply",
    "embargo": "held it back",
    "embargo-lifted": "lifted the embargo",
    "undo": "took back",
    "redo": "did again",
}
_QUOTED = frozenset({"reason", "note", "text", "wording", "rule"})
_SILENT = frozenset({"text", "fragments", "sentence"})


def of_claim(item: ReportClaim) -> list[Event]:
    """Give the events of the claim itself, without those of its whole document."""
    return [event for event in item.history if event.claim_id is not None]


def line(event: Event) -> str:
    """Tell an event in one line: when, who, what, and the values that changed."""
    did = _DID.get(event.kind) or one_line(event.kind).replace("-", " ")
    told = "; ".join(_changed(event))
    when = f"{date(event.at)}, {one_line(event.reviewer)}"
    return f"{when}: {did}, {told}" if told else f"{when}: {did}"


def _changed(event: Event) -> Iterator[str]:
    before, after = event.before or {}, event.after or {}
    piece = after.get("evidence") or before.get("evidence")
    if piece:
        told = (piece.get("stance"), piece.get("grade"))
        yield " ".join(one_line(str(value)) for value in told if value)
    for name in SHOWN:
        old, new = before.get(name), after.get(name)
        if name in after and old != new and name not in _SILENT:
            words = name.replace("_", " ")
            yield (
                f"{words} {_value(name, old)} → {_value(name, new)}"
                if name in before
                else (f"{words} {_value(name, new)}")
            )


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, float):
        return f"{value:.2f}"
    text = one_line(str(value))
    return f"“{text}”" if name in _QUOTED else text
