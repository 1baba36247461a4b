"""What the rows must hold, learnt from the events one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from db import act_rows, conflicts, events, successor_rows
from db.rows import canonical_values

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROWS = frozenset({"claim", "evidence", "reference", *act_rows.TABLES, successor_rows.FIELD})
_UNTOUCHED: dict[str, Any] = {
    "status": "unreviewed",
    "reason": None,
    "note": None,
    "quote_check": "unchecked",
    "reviewer": None,
    "changed": None,
    "signed_by": None,
    "signed_at": None,
    "signed_digest": None,
}


@dataclass(slots=True)
class State:
    """One claim as the log tells it.

    before      the value that each changed field had first, for what the ingest saw
    after       the value that each changed field has now
    by          the event that left a field as it is
    added       the whole claim where a reviewer added it, else None
    origin      what a load said about the machine's own values
    """

    first_event: int | None
    last_event: int | None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    by: dict[str, int] = field(default_factory=dict)
    added: dict[str, Any] | None = None
    origin: dict[str, Any] = field(default_factory=dict)

    def now(self, values: dict[str, Any]) -> dict[str, Any]:
        """The fields that the log fixes, with their values: review fields, and the claim's own."""
        known = {**_UNTOUCHED, **self.after}
        if self.added is not None:
            told = {"worth_parts": {}, **self.added}
            added = {name: told[name] for name in values}
            known = {**_UNTOUCHED, "reviewer": self.added["reviewer"], **added, **self.after}
        return known

    def event_of(self, name: str) -> int | None:
        """The event that says what a field holds."""
        return self.by.get(name, self.first_event)

    def original(self, values: dict[str, Any]) -> dict[str, Any]:
        """The claim's own values as they came in, from those it has now."""
        return {name: self.before.get(name, value) for name, value in values.items()}

    def machine_problem(
        self,
        strength: str | None,
        machine: str | None,
        values: dict[str, Any],
        first: dict[str, Any],
    ) -> str | None:
        """What is wrong with the machine's own values beside the claim, None where they hold."""
        if self.added is not None:
            held = strength is None and machine is None
        else:
            original = canonical_values(self.origin.get("machine", first))
            held = strength == self.origin.get("machine_strength", first["strength"])
            changed = original != canonical_values(values) and strength is not None
            unchanged_load = "machine" not in self.origin and not changed
            held = held and machine == (None if unchanged_load or not changed else original)
        return None if held else "the machine's own values differ from its events"


class Expected:
    """Documents, claims that were touched and all that stands beside them, as the log leaves it.

    acts are the rows of `db.act_rows`, by the name under which events hold them, then by id.
    revised gives the newer version of a document, earlier the claim whose place one took and
    whether it was kept.
    """

    def __init__(self) -> None:
        self.documents: dict[int, int] = {}
        self.evidence: dict[int, tuple[int, dict[str, Any]]] = {}
        self.references: dict[int, tuple[int, dict[str, Any]]] = {}
        self.acts: dict[str, dict[int, tuple[int, dict[str, Any]]]] = {
            name: {} for name in act_rows.TABLES
        }
        self.successors: dict[int, tuple[int, dict[str, Any] | None]] = {}
        self.revised: dict[int, int] = {}
        self.earlier: dict[int, tuple[int, int]] = {}
        self._claims: dict[int, State] = {}
        self._sources_by_claim: dict[int, list[int]] | None = None

    def learn(
        self,
        *,
        event_id: int,
        at: str,
        claim_id: int | None,
        document_id: int | None,
        before: dict[str, Any],
        after: dict[str, Any],
    ) -> None:
        """Take in the next event."""
        if conflicts.FIELD in after or events.ALIKE in after:
            return  # a colleague's change that was let stand, others marked like it: no row differs
        if "document" in after and document_id is not None:
            self._learn_document(event_id, document_id, after)
            return
        if after.get("reference") is not None:
            self.references[after["reference"]["id"]] = (event_id, after["reference"])
        if "evidence" in after:
            if after["evidence"] is not None:
                self.evidence[after["evidence"]["id"]] = (event_id, after["evidence"])
            else:
                del self.evidence[before["evidence"]["id"]]
        for name in self.acts.keys() & after.keys():
            if after[name] is not None:
                self.acts[name][after[name]["id"]] = (event_id, after[name])
            else:
                del self.acts[name][before[name]["id"]]
        if claim_id is None:
            return
        if successor_rows.FIELD in after:
            self.successors[claim_id] = (event_id, after[successor_rows.FIELD])
        if "claim" in after and after["claim"] is None:
            del self._claims[claim_id]
            return
        state = self._claims.setdefault(claim_id, State(event_id, event_id))
        state.last_event = event_id
        if "claim" in after:
            state.added = after["claim"]
        for name, value in after.items():
            if name not in _ROWS:
                state.before.setdefault(name, before[name])
                state.after[name] = value
                state.by[name] = event_id
        state.after["changed"] = at
        state.by["changed"] = event_id

    def state(self, claim_id: int, ingest: int | None) -> State | None:
        """A claim's state; one that nobody touched is as its ingest left it."""
        known = self._claims.get(claim_id)
        if known is None:
            return None if ingest is None else State(ingest, ingest)
        known.first_event = known.first_event if ingest is None else ingest
        return known

    def evidence_of(self, claim_id: int) -> list[int]:
        """The references that a claim's evidence is taken from."""
        if self._sources_by_claim is None:
            self._sources_by_claim = {}
            for _, row in self.evidence.values():
                self._sources_by_claim.setdefault(row["claim_id"], []).append(row["source_id"])
        return self._sources_by_claim.get(claim_id, [])

    def added(self) -> Iterator[tuple[int, State]]:
        """Claims that reviewers added and nobody took back."""
        return ((key, state) for key, state in self._claims.items() if state.added is not None)

    def _learn_document(self, event_id: int, document_id: int, after: dict[str, Any]) -> None:
        self.documents[document_id] = event_id
        if after["document"].get("revises") is not None:
            self.revised[after["document"]["revises"]] = document_id
        for key, (earlier, kept) in after.get("earlier", {}).items():
            self.earlier[int(key)] = (earlier, kept)
        for key, mark in after.get("marks", {}).items():
            state = State(event_id, event_id)
            for name, value in mark.items():
                if name in {"machine", "machine_strength"}:
                    state.origin[name] = value
                else:
                    state.after[name] = value
            self._claims[int(key)] = state
        for key, value in after.get(successor_rows.FIELD, {}).items():
            self.successors[int(key)] = (event_id, value)
        for key, signed in after.get("sign_offs", {}).items():
            state = self._claims.setdefault(int(key), State(event_id, event_id))
            state.after.update(signed)
        for row in after.get("evidence", ()):
            self.evidence[row["id"]] = (event_id, row)
        for row in after.get("references", ()):
            self.references[row["id"]] = (event_id, row)
        for name, known in self.acts.items():
            for row in after.get("acts", {}).get(name, ()):
                known[row["id"]] = (event_id, row)
