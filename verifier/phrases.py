"""Events of the log as people read them: short, in the past tense, safe to show."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from verifier import phrases_acts
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.records import Event

_QUOTES = {
    "unchecked": "quote not checked",
    "exact": "quote exact",
    "altered": "quote altered",
    "not-found": "quote not found",
}
_NAMES = {
    "strength": "level",
    "check_worthiness": "worth",
    "polarity": "polarity",
    "modality": "modality",
    "zone": "zone",
    "confidence": "confidence",
    "rule": "rule",
}
_EVIDENCE = {"archive_url": "archive address", "locator": "place", "public_wording": "wording"}
_OF_REFERENCE = ("protected", "public_wording")
_FIRST = ("status", "strength", "span", "reason", "note")
_BROUGHT_ALONG = frozenset({"reviewer", "text", "fragments", "sentence", "wording", "worth_parts"})


def did(event: Event) -> str:
    """Tell what an event did, without who and when: `marked false, reason “…”`."""
    before, after = event.before or {}, event.after or {}
    match event.kind:
        case "ingest" | "load":
            verb = "ingested" if event.kind == "ingest" else "loaded"
            revises = (after.get("document") or {}).get("revises")
            of = "" if revises is None else f" as a newer version of document {revises},"
            return f"{verb}{of} with {_counted(after.get('claims'), 'claim')}"
        case "factchecks-import":
            new, changed = after.get("added"), after.get("updated")
            return f"imported {_counted(new, 'fact-check')}, brought {changed} up to date"
        case "publish":
            url = after.get("url")
            return f"published at {one_line(str(url))}" if url else "published"
        case "conflict":
            return f"let a colleague's change stand, instead of: {wanted(after['conflict'])}"
        case "alike":
            return f"marked {_counted(after['alike'], 'look-alike')} like this one"
        case "undo":
            return f"took back: {_deed(after, before)}"
        case "redo":
            return f"did again: {_deed(before, after)}"
        case _:
            return _deed(before, after) or one_line(event.kind)


def wanted(fields: Mapping[str, Any]) -> str:
    """Tell what somebody means to set: `marked false, reason “…”`."""
    names = sorted(fields, key=_place)
    return ", ".join(part for part in (_field(name, None, fields[name]) for name in names) if part)


def meanwhile(events: Sequence[Event]) -> str:
    """Tell what colleagues changed of verdict and words: both what was seen and what is now.

    `You saw it unreviewed; meanwhile bo marked false.` for one claim; empty for no events.
    """
    if not events:
        return ""
    claims = {event.claim_id for event in events}
    said = "; ".join(
        dict.fromkeys(f"{one_line(event.reviewer)} {did(event)}" for event in events[-2:])
    )
    if len(claims) > 1:
        return f"{len(claims):,} of the claims changed meanwhile: {said.rstrip('.')}."
    befores = [event.before or {} for event in events]
    seen = next((before["status"] for before in befores if "status" in before), None)
    saw = "" if seen is None else f"You saw it {one_line(str(seen)).replace('-', ' ')}; m"
    return f"{saw or 'M'}eanwhile {said.rstrip('.')}."


def undone(events: Sequence[Event]) -> str:
    """Say `Undone: marked false.` of the events that undo wrote."""
    deeds = [_deed(event.after or {}, event.before or {}) for event in _main(events)]
    return _turned("Undone", deeds)


def redone(events: Sequence[Event]) -> str:
    """Say `Done again: marked false.` of the events that redo wrote."""
    deeds = [_deed(event.before or {}, event.after or {}) for event in _main(events)]
    return _turned("Done again", deeds)


def when(at: str) -> str:
    """Give a stored UTC time in the reader's own zone, to the minute."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return one_line(at)


def _main(events: Sequence[Event]) -> Sequence[Event]:
    """Leave out the claims that a split or a merge made: what became of the originals tells it."""
    return [event for event in events if "successors" in (event.after or {})] or events


def _turned(verb: str, deeds: Sequence[str]) -> str:
    kinds = list(dict.fromkeys(deeds))
    words = "; ".join(kinds[:3]) + ("; …" if len(kinds) > 3 else "")
    on = f" on {len(deeds):,} claims" if len(deeds) > 1 else ""
    return f"{verb}: {words.rstrip('.')}{on}."


def _deed(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Tell the change from one side of an event to the other, whatever its kind."""
    if "claim" in after:
        gone = after["claim"] is None
        words = _quoted((before if gone else after)["claim"].get("wording"))
        origins = (before if gone else after)["claim"].get("origins") or ()
        of = f" out of claim {_listed(origins)}" if origins else ""
        return f"{'removed' if gone else 'added'} the claim {words}{of}"
    if "successors" in after:
        return _replaced(before, after)
    if (act := phrases_acts.deed(before, after)) is not None:
        return act
    if "evidence" in after:
        return _evidence(before, after)
    follows = {"confidence"} if {"strength", "polarity", "modality"} & set(after) else set()
    names = sorted(set(after) - follows, key=_place)
    parts = [_field(name, before.get(name), after[name]) for name in names]
    return ", ".join(part for part in parts if part)


def _replaced(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Tell which claims took this one's place, or gave it back."""
    gone = after["successors"] is None
    told = (before if gone else after)["successors"]
    verb = {"split": "split into", "merge": "merged into"}.get(told["kind"], "replaced by")
    deed = f"{verb} claim {_listed(told['ids'])}"
    return f"no longer {deed}" if gone else deed


def _listed(ids: Sequence[Any]) -> str:
    return " and ".join(one_line(str(one)) for one in ids)


def _place(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def _field(name: str, old: Any, new: Any) -> str:
    if name == "status":
        return f"marked {one_line(str(new)).replace('-', ' ')}"
    if name in {"reason", "note"}:
        return f"{name} {_quoted(new)}" if new else f"took the {name} away"
    if name == "quote_check":
        return _QUOTES.get(str(new), "quote checked")
    if name in {"span", "evidence"}:
        return "changed the words" if name == "span" else f"evidence {_value(new)}"
    if name in {"attributions", "chain"}:
        return "changed the attributions"
    if name in _BROUGHT_ALONG:
        return ""
    was = "" if old is None else f" (was {_value(old)})"
    return f"{_NAMES.get(name, one_line(name).replace('_', ' '))} {_value(new)}{was}"


def _evidence(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Tell what became of a piece of evidence: added, taken away, or what of it is another now."""
    old, new = before.get("evidence"), after["evidence"]
    if new is None:
        return f"took away evidence{_reference(before)}"
    if old is None:
        return f"added evidence{_reference(after)}"
    then, now = before.get("reference") or {}, after.get("reference") or {}
    fields = {name: new[name] for name in new if new[name] != old.get(name)}
    fields |= {name: now.get(name) for name in _OF_REFERENCE if now.get(name) != then.get(name)}
    changed = evidence_changes(fields)
    return f"changed evidence{_reference(after)}{': ' if changed else ''}{changed}"


def evidence_changes(fields: Mapping[str, Any]) -> str:
    """Tell what of a piece of evidence is changed: `grade B2, no quote, protected`."""
    parts = []
    for name, value in fields.items():
        said = _EVIDENCE.get(name, one_line(name))
        if name == "protected":
            parts.append("protected" if value else "no longer protected")
        else:
            parts.append(f"{said} {one_line(str(value))}" if value else f"no {said}")
    return ", ".join(parts)


def _reference(side: Mapping[str, Any]) -> str:
    row = {**(side.get("reference") or {}), **(side.get("evidence") or {})}
    named = row.get("title") or row.get("url_typed") or row.get("url") or row.get("locator")
    return f" {one_line(str(named))}" if named else ""


def _value(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, float) else one_line(str(value))


def _quoted(value: Any) -> str:
    return f"“{one_line(str(value or ''))}”"


def _counted(number: Any, one: str) -> str:
    return (
        f"{number:,} {one if number == 1 else one + 's'}" if isinstance(number, int) else f"{one}s"
    )
