"""What a report tells of a claim beside its words: the desk's part of it, as `load` stores it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from verifier.address import canonical
from verifier.elsewhere import said_of
from verifier.errors import Refused
from verifier.readers.jsonl import clean_string

if TYPE_CHECKING:
    from collections.abc import Iterable

    Evidence = tuple[dict[str, Any], dict[str, Any]]

PROTECTED = "protected source"
"""What stands for a reference that the other desk did not name."""

_REVIEW = (
    "status", "reason", "note", "quote_check", "reviewer", "changed", "signed_by", "signed_at",
    "signed_digest",
)  # fmt: skip
_EVIDENCE = (
    "stance", "grade", "quote", "locator", "note", "accessed", "archive_url", "reviewer", "added",
)  # fmt: skip
_ACTS: dict[str, dict[str, Any]] = {
    "reply": {
        "list": "replies",
        "keys": ("asked", "asked_on", "deadline", "answer", "answered_on", "reviewer", "added"),
    },
    "second": {
        "list": "second_readings",
        "keys": (
            "reader", "started", "finished", "status", "reason", "first_status", "first_reader",
        ),
    },
}  # fmt: skip
"""By the names of `db.act_rows`: where a report lists them, and what they hold."""


@dataclass(slots=True)
class Review:
    """What a report tells of its claims beside their words, by the claim's index.

    marks, evidence and acts are what was found out; elsewhere is how the desk that made the report
    came to that, and what it published. ids are the claims' own in the report, in order; replaced
    and earlier tell of claims by these: what took a claim's place, and whose place it took, with
    whether that one's verdict was kept.
    """

    marks: dict[int, dict[str, Any]] = field(default_factory=dict)
    evidence: dict[int, list[Evidence]] = field(default_factory=dict)
    acts: dict[int, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)
    elsewhere: dict[int, dict[str, Any]] = field(default_factory=dict)
    ids: list[int | None] = field(default_factory=list)
    replaced: dict[int, tuple[str, list[int]]] = field(default_factory=dict)
    earlier: dict[int, tuple[int, bool]] = field(default_factory=dict)

    def successors(self) -> dict[int, tuple[str, list[int]]]:
        """What took claims' places, by index, where all of it is in the report."""
        index = {one: place for place, one in enumerate(self.ids) if one is not None}
        return {
            place: (kind, [index[one] for one in found])
            for place, (kind, found) in self.replaced.items()
            if found and all(one in index for one in found)
        }


def add_review(loaded: Review, row: dict[str, Any], place: str) -> None:
    """Take over what a report tells of the next claim. Raises Refused for what is no such thing."""
    index = len(loaded.ids)
    loaded.ids.append(row_id(row.get("id")))
    mark = {key: clean_string(row, key, place) for key in _REVIEW if row.get(key) is not None}
    if "machine_strength" in row:
        mark["machine_strength"] = clean_string(row, "machine_strength", place)
    if mark:
        loaded.marks[index] = mark
    if (said := said_of(row, place)) is not None:
        loaded.elsewhere[index] = said
    for name, fields in _ACTS.items():
        found = _acts(row.get(fields["list"]), fields["keys"], place)
        if found:
            loaded.acts.setdefault(index, {})[name] = found
    pieces = row.get("evidence") or []
    if not isinstance(pieces, list):
        raise Refused(place, '"evidence" is no list')
    if pieces:
        loaded.evidence[index] = [_evidence(piece, place) for piece in pieces]
    if row.get("replaced_by") is not None:
        loaded.replaced[index] = _replaced(row["replaced_by"], place)
    if row.get("earlier") is not None:
        loaded.earlier[index] = _earlier(row["earlier"], place)


def row_id(value: Any) -> int | None:
    """An id in a report; None for what is none, which nothing then leads to."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _replaced(value: Any, place: str) -> tuple[str, list[int]]:
    listed = value.get("claims") if isinstance(value, dict) else None
    if not isinstance(listed, list) or any(row_id(one) is None for one in listed):
        raise Refused(place, '"replaced_by" tells a kind and the ids of claims')
    return clean_string(value, "kind", place) or "", list(dict.fromkeys(listed))


def _earlier(value: Any, place: str) -> tuple[int, bool]:
    found = row_id(value.get("id")) if isinstance(value, dict) else None
    if found is None:
        raise Refused(place, '"earlier" tells the id of a claim and whether its verdict was kept')
    return found, value.get("kept") is True


def _acts(rows: Any, keys: Iterable[str], place: str) -> list[dict[str, Any]]:
    """Read a list of replies or of second readings. Raises Refused for what is none."""
    if rows is None:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused(place, "replies and second readings are lists of objects")
    return [{key: clean_string(row, key, place) for key in keys} for row in rows]


def _evidence(row: Any, place: str) -> Evidence:
    """Read a reference's and an evidence's fields; a protected one comes without its name."""
    if not isinstance(row, dict):
        raise Refused(place, "a piece of evidence is an object")
    typed = clean_string(row, "url", place)
    reference: dict[str, Any] = {
        "key": row_id(row.get("reference_id")),
        "url": canonical(typed) if typed else None,
        "url_typed": typed,
        "title": clean_string(row, "title", place),
        "publisher": clean_string(row, "publisher", place),
        "kind": clean_string(row, "kind", place),
        "protected": row.get("protected") is True,
    }
    if row.get("protected") is True:
        reference["public_wording"] = clean_string(row, "public_wording", place)
        if not typed:
            reference["title"] = reference["title"] or PROTECTED
    fields = {key: clean_string(row, key, place) for key in _EVIDENCE}
    return reference, {**fields, "url_typed": typed}
