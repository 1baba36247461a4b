"""What a loaded bundle brings beside its claims: statuses, notes, corrections and evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.model import Claim, Strength
from db import changes, rows
from db.checks import checked_changes, chosen
from db.errors import BadValue
from db.sources import evidence_row, find_or_make
from db.text import optional

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.connection import Connection

_REVIEW = ("status", "reason", "note", "quote_check")
_ORIGIN = ("machine_strength", "machine")


def checked_marks(marks: Mapping[int, Mapping[str, Any]], claims: int) -> dict[int, dict[str, Any]]:
    """The marks with every value checked, those that say nothing left out. Raises BadValue."""
    checked: dict[int, dict[str, Any]] = {}
    for index, mark in marks.items():
        if not 0 <= index < claims:
            raise BadValue(f"a mark for claim {index} of {claims}")
        values = checked_changes({name: mark[name] for name in _REVIEW if name in mark})
        values.update({name: optional(mark.get(name)) for name in ("reviewer", "changed")})
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

    COLUMNS = ("status", "reason", "note", "quote_check", "reviewer", "changed", *_ORIGIN)

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
            return ("unreviewed", None, None, "unchecked", None, None, claim.strength.value, None)
        machine = mark.get("machine")
        return (
            mark.get("status", "unreviewed"),
            mark.get("reason"),
            mark.get("note"),
            mark.get("quote_check", "unchecked"),
            mark.get("reviewer"),
            mark.get("changed"),
            mark.get("machine_strength", claim.strength.value),
            None if machine is None else rows.canonical_values(machine),
        )

    def finish(
        self,
        first: int,
        evidence: Mapping[int, Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]],
        claims: int,
    ) -> dict[str, Any]:
        """Store the evidence of claims whose ids start at `first`; what the event tells of it all."""
        told: dict[str, Any] = {}
        if self._marks:
            told["marks"] = {str(first + index): mark for index, mark in self._marks.items()}
        pieces: list[dict[str, Any]] = []
        references: dict[int, dict[str, Any]] = {}
        for index, pairs in sorted(evidence.items()):
            if not 0 <= index < claims:
                raise BadValue(f"evidence for claim {index} of {claims}")
            for reference, fields in pairs:
                _, after = find_or_make(self._conn, reference)
                references[after["id"]] = after
                row = evidence_row(first + index, after["id"], fields, self._actor, self._at)
                row["id"] = changes.insert_evidence(self._conn, row)
                pieces.append(row)
        if pieces:
            told["evidence"] = pieces
            told["references"] = list(references.values())
        return told
