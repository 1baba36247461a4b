"""What a loaded bundle brings beside its claims: statuses, notes, corrections and evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from claims.model import Claim, Strength
from db import act_rows, changes, rows, signed, staging
from db.checks import checked_changes, checked_day, chosen, needed
from db.errors import BadValue
from db.records import Status
from db.sources import evidence_row, find_or_make
from db.text import optional

if TYPE_CHECKING:
    from db.connection import Connection

_REVIEW = ("status", "reason", "note", "quote_check")
_SIGNED = ("signed_by", "signed_at", "signed_digest")
Acts = Mapping[int, Mapping[str, Sequence[Mapping[str, Any]]]]
"""By a claim's index, then `reply` or `second`: rows without ids, as `db.act_rows` names columns."""
_ORIGIN = ("machine_strength", "machine")


def checked_marks(marks: Mapping[int, Mapping[str, Any]], claims: int) -> dict[int, dict[str, Any]]:
    """The marks with every value checked, those that say nothing left out. Raises BadValue."""
    checked: dict[int, dict[str, Any]] = {}
    for index, mark in marks.items():
        if not 0 <= index < claims:
            raise BadValue(f"a mark for claim {index} of {claims}")
        values = checked_changes({name: mark[name] for name in _REVIEW if name in mark})
        values.update({name: optional(mark.get(name)) for name in ("reviewer", "changed")})
        if all(optional(mark.get(name)) for name in _SIGNED):
            values.update({name: optional(mark[name]) for name in _SIGNED})
        values = {
            name: value
            for name, value in values.items()
            if value not in {None, "unreviewed", "unchecked"}
        }
        if "machine_strength" in mark:
            level = mark["machine_strength"]
            values["machine_strength"] = (
                None if level is None else chosen(Strength, level, "strength")
            )
        if mark.get("machine") is not None:
            values["machine"] = _machine(mark["machine"], index)
        if values:
            checked[index] = values
    return checked


def _machine(values: Mapping[str, Any], index: int) -> dict[str, Any]:
    """The machine's own claim beside a corrected one. Raises BadValue where it is none."""
    try:
        claim = rows.plain_values(Claim.from_dict(dict(values)))
        rows.canonical_values(claim).encode()
    except (KeyError, TypeError, ValueError) as error:
        raise BadValue(f"the machine's values of claim {index}: {error!r}") from error
    return claim


class Loaded:
    """The review columns of a document's claims while they are stored."""

    COLUMNS = ("status", "reason", "note", "quote_check", "reviewer", "changed", *_SIGNED, *_ORIGIN)

    def __init__(
        self, conn: Connection, actor: str, at: str, marks: dict[int, dict[str, Any]]
    ) -> None:
        self._conn = conn
        self._actor = actor
        self._at = at
        self._marks = marks

    def row(self, index: int, claim: Claim) -> tuple[Any, ...]:
        """The values of COLUMNS for a claim."""
        mark = self._marks.get(index)
        if mark is None:
            level = claim.strength.value
            return ("unreviewed", None, None, "unchecked", *(None,) * 5, level, None)
        machine = mark.get("machine")
        return (
            mark.get("status", "unreviewed"),
            mark.get("reason"),
            mark.get("note"),
            mark.get("quote_check", "unchecked"),
            mark.get("reviewer"),
            mark.get("changed"),
            *(mark.get(name) for name in _SIGNED),
            mark.get("machine_strength", claim.strength.value),
            None if machine is None else rows.canonical_values(machine),
        )

    def finish(
        self,
        first: int,
        evidence: Mapping[int, Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]],
        lines: Sequence[str],
        acts: Acts,
    ) -> dict[str, Any]:
        """Store evidence and acts of claims whose ids start at `first`; what the event tells of it.

        lines are the claims in canonical form. A sign-off came for what the other desk had: where
        that is not all here, it is stale.
        """
        told: dict[str, Any] = {}
        if self._marks:
            told["marks"] = {str(first + index): mark for index, mark in self._marks.items()}
        pieces: list[dict[str, Any]] = []
        references: dict[int, dict[str, Any]] = {}
        made: dict[Any, int] = {}
        for index, pairs in sorted(evidence.items()):
            _check_index(index, lines, "evidence")
            for reference, fields in pairs:
                key = reference.get("key")
                known = {} if key is None or reference.get("url") else {"id": made.get(key)}
                _, after = find_or_make(self._conn, {**reference, **known})
                made[key] = after["id"]
                references[after["id"]] = after
                pieces.append(
                    evidence_row(first + index, after["id"], fields, self._actor, self._at)
                )
        staging.insert_numbered(self._conn, "evidence", changes.EVIDENCE_FIELDS, pieces)
        if pieces:
            told["evidence"] = pieces
            told["references"] = list(references.values())
        if stored := self._acts(first, acts, lines):
            told["acts"] = stored
        self._hold_sign_offs(first, lines)
        return told

    def _hold_sign_offs(self, first: int, lines: Sequence[str]) -> None:
        """Set on the claims that are signed off whether that is stale."""
        stale = [
            (first + index, 1)
            for index, mark in self._marks.items()
            if "signed_digest" in mark
            and mark["signed_digest"] != signed.digest_of(self._conn, first + index, lines[index])
        ]
        if stale:
            staging.update(self._conn, "claims", ("id", "sign_off_stale"), stale)

    def _acts(
        self, first: int, acts: Acts, lines: Sequence[str]
    ) -> dict[str, list[dict[str, Any]]]:
        """Store replies and second readings; the rows by name. Raises BadValue for a wrong one."""
        stored: dict[str, list[dict[str, Any]]] = {}
        for index, found in sorted(acts.items()):
            _check_index(index, lines, "replies or second readings")
            for name, rows_ in sorted(found.items()):
                for row in rows_:
                    checked = _ACTS[name](row, self._actor, self._at)
                    row_ = act_rows.put(self._conn, name, {**checked, "claim_id": first + index})
                    stored.setdefault(name, []).append(row_)
        return stored


def _check_index(index: int, claims: Sequence[Any], what: str) -> None:
    if not 0 <= index < len(claims):
        raise BadValue(f"{what} for claim {index} of {len(claims)}")


def _reply(row: Mapping[str, Any], actor: str, at: str) -> dict[str, Any]:
    answer = optional(row.get("answer"))
    came = row.get("answered_on")
    return {
        "asked": needed(row.get("asked"), "who was asked"),
        "asked_on": checked_day(row.get("asked_on"), "the day of asking"),
        "deadline": checked_day(row.get("deadline"), "the deadline"),
        "answer": answer,
        "answered_on": None if answer is None else checked_day(came, "the day of the answer"),
        "reviewer": optional(row.get("reviewer")) or actor,
        "added": optional(row.get("added")) or at,
    }


def _second(row: Mapping[str, Any], actor: str, at: str) -> dict[str, Any]:
    """A second reading that is done; who was still reading is another desk's business."""
    status = Status(chosen(Status, row.get("status"), "status"))
    first = optional(row.get("first_status"))
    if not status.is_done:
        raise BadValue(f"a second reading that gave {status.value}, which is no verdict")
    return {
        "reader": optional(row.get("reader")) or actor,
        "started": optional(row.get("started")) or at,
        "finished": optional(row.get("finished")) or at,
        "status": status.value,
        "reason": optional(row.get("reason")),
        "first_status": None if first is None else chosen(Status, first, "status"),
        "first_reader": optional(row.get("first_reader")),
    }


_ACTS: dict[str, Callable[[Mapping[str, Any], str, str], dict[str, Any]]] = {
    "reply": _reply,
    "second": _second,
}
