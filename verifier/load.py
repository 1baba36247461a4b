"""Bundles and report files into the store, with the promises of ingest.

A bundle is JSON Lines: a line for a document, then a line for each of its claims. A report is
the one JSON object of `verifier report --format json`, claims with statuses and evidence.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from claims.model import Claim, Document, anchors_from, check_spans
from db.errors import BadValue
from verifier.address import canonical
from verifier.elsewhere import desk_of, said_of
from verifier.errors import Refused, shown_path
from verifier.ingest import Summary
from verifier.lookalikes import Comparing
from verifier.readers import expand
from verifier.readers.files import open_input
from verifier.readers.jsonl import clean_string, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verifier.desk import Desk
    from verifier.readers.files import Input

    Refuse = Callable[[Refused], None]
    Evidence = tuple[dict[str, Any], dict[str, Any]]

PAUSE = 0.002
"""Seconds between two documents: SQLite's lock is not fair, and a reviewer waits for it too."""

LONGEST = 2**30
"""A line's length at most: a report that another program wrote may stand on one."""

REPORT_VERSION = 1
PROTECTED = "protected source"
"""What stands for a reference that the other desk did not name."""

_METADATA = ("title", "url", "published", "publisher", "author")
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
        "keys": ("asked", "asked_on", "deadline", "answer", "answered_on", "reviewer"),
    },
    "second": {
        "list": "second_readings",
        "keys": (
            "reader", "started", "finished", "status", "reason", "first_status", "first_reader",
        ),
    },
}  # fmt: skip
"""By the names of `db.act_rows`: where a report lists them, and what they hold."""
_NEITHER = ("neither a bundle nor a report", "Make one with verifier extract --bundle.")


@dataclass(slots=True)
class Loaded:
    """One document with its claims, in the order of the file. `place` is where it stands.

    marks, evidence and acts, by the claim's index, are what a report tells of the review; elsewhere
    is how the desk that made it came to that, and what it published.
    """

    document: Document
    place: str
    claims: list[Claim] = field(default_factory=list)
    marks: dict[int, dict[str, Any]] = field(default_factory=dict)
    evidence: dict[int, list[Evidence]] = field(default_factory=dict)
    acts: dict[int, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)
    desk: dict[str, Any] = field(default_factory=dict)
    elsewhere: dict[int, dict[str, Any]] = field(default_factory=dict)


def load(
    found: Iterable[Loaded],
    desk: Desk,
    refuse: Refuse,
    done: Callable[[str], None] | None = None,
) -> Summary:
    """Store documents that `read` found, one transaction each, and count.

    done hears the text of each that was worked through.
    """
    summary = Summary()
    began = time.monotonic()
    comparing = Comparing(desk.compare_lookalikes)
    for loaded in found:
        before = summary.claims
        _store(loaded, desk, refuse, summary)
        comparing.stored(summary.claims - before)
        if done:
            done(loaded.document.text)
    comparing.finish()
    summary.seconds = time.monotonic() - began
    return summary


def read(paths: Iterable[str], refuse: Refuse) -> Iterator[Loaded]:
    """Read every document of bundles and reports.

    A document with a line that does not fit is refused whole, with file and line number.
    """
    for path in expand(paths, refuse):
        try:
            with open_input(path) as source:
                yield from documents(shown_path(path), source, refuse)
        except Refused as refused:
            refuse(refused)


def documents(name: str, source: Input, refuse: Refuse) -> Iterator[Loaded]:
    """Read the documents of one file, whichever of the two it is. Raises Refused for neither."""
    lines = source.lines(LONGEST)
    number, first = next(_numbered(1, lines), (0, b""))
    if not number:
        raise Refused(source.shown, "empty")
    row = _row(first)
    if isinstance(row, dict) and "type" in row:
        yield from _bundle(name, chain([(number, first)], _numbered(number + 1, lines)), refuse)
    else:
        yield from _report(source.shown, b"".join([first, *lines]), refuse)


def _store(loaded: Loaded, desk: Desk, refuse: Refuse, summary: Summary) -> None:
    try:
        key = desk.store(
            loaded.document,
            loaded.claims,
            kind="load",
            marks=loaded.marks,
            evidence=loaded.evidence,
            acts=loaded.acts,
            elsewhere={"desk": loaded.desk, "claims": loaded.elsewhere},
        )
    except BadValue as error:
        refuse(Refused(loaded.place, str(error)))
        return
    if key is None:
        summary.skipped += 1
        return
    summary.documents += 1
    summary.claims += len(loaded.claims)
    summary.words += len(loaded.document.text.split())
    time.sleep(PAUSE)


def _row(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _bundle(name: str, lines: Iterable[tuple[int, bytes]], refuse: Refuse) -> Iterator[Loaded]:
    """Read the documents of a bundle; a refused one takes the claims below it along."""
    current: Loaded | None = None
    refused_name: Any = _NONE
    for line_number, line in lines:
        place = f"{name}:{line_number}"
        row: dict[str, Any] = {}
        try:
            row = parsed(line, place)
            if row.get("type") == "document":
                if current:
                    yield current
                current = None
                refused_name = row.get("document")
                current = Loaded(_document(row, place), place)
                refused_name = _NONE
            elif refused_name is _NONE or row.get("document") != refused_name:
                _add_claim(current, row, line, place)
        except Refused as refused:
            refuse(refused)
            if current is not None:
                refused_name = current.document.name
                current = None
    if current:
        yield current


_NONE = object()
"""No document: different from any name that a row could give."""


def _numbered(start: int, lines: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Number the lines, and leave out blank ones."""
    return ((number, line) for number, line in enumerate(lines, start) if line.strip())


def _document(row: dict[str, Any], place: str, name_key: str = "document") -> Document:
    name = clean_string(row, name_key, place)
    text = clean_string(row, "text", place)
    if name is None or text is None:
        raise Refused(place, f'no "{name_key if name is None else "text"}"')
    if not text.strip():
        raise Refused(place, "empty text")
    known = {key: clean_string(row, key, place) or None for key in _METADATA}
    try:
        anchors = anchors_from(row.get("anchors") or (), text)
    except ValueError as error:
        raise Refused(place, str(error)) from error
    for _, label in anchors:
        clean_string({"anchors": label}, "anchors", place)
    return Document(name, text, anchors=anchors, **known)


def _add_claim(current: Loaded | None, row: dict[str, Any], line: bytes, place: str) -> None:
    if row.get("type") != "claim":
        raise Refused(
            place, f"unknown type {row.get('type')!r:.40}", "A line is document or claim."
        )
    if current is None or row.get("document") != current.document.name:
        raise Refused(place, "a claim whose document does not stand before it")
    escaped = b"\\u" in line
    current.claims.append(_claim(row, current.document.text, place, escaped=escaped))


def _claim(row: dict[str, Any], text: str, place: str, *, escaped: bool) -> Claim:
    """Read a claim that fits its document. Raises Refused, naming the place and the field."""
    if escaped and (odd := _unstorable(row)):
        raise Refused(place, odd)
    try:
        claim = Claim.from_dict(row)
        check_spans(claim, text)
    except KeyError as error:
        raise Refused(place, f"no {str(error).strip(chr(39))!r}") from error
    except (ValueError, OverflowError) as error:
        raise Refused(place, _words(error)) from error
    except (TypeError, AttributeError) as error:
        raise Refused(place, f"a field of the wrong kind ({error})") from error
    return claim


def _words(error: Exception) -> str:
    """Turn an enum's `'x' is not a valid Strength` into `unknown strength 'x'`."""
    words = str(error)
    given, found, kind = words.partition(" is not a valid ")
    if found:
        return f"unknown {_KINDS.get(kind, kind.lower())} {given[:60]}"
    return words


_KINDS = {"Strength": "level", "SourceKind": "source kind", "QuoteCheck": "quote check"}


def _unstorable(value: Any) -> str | None:
    """Say what a text holds that no database text can: a NUL, or half a character."""
    if isinstance(value, str):
        if "\0" in value:
            return "binary (a text holds a NUL)"
        if any("\ud800" <= char <= "\udfff" for char in value):
            return "a text holds half a character (a lone surrogate)"
        return None
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((odd for part in parts if (odd := _unstorable(part))), None)


def _report(name: str, raw: bytes, refuse: Refuse) -> Iterator[Loaded]:
    """Read the documents of a report; places are told by number, as a report has no fixed lines."""
    whole = _row(raw)
    if not isinstance(whole, dict) or "verifier_report" not in whole:
        raise Refused(name, *_NEITHER)
    if whole["verifier_report"] != REPORT_VERSION:
        raise Refused(name, "a report of another version", "Update Verifier.")
    listed = whole.get("documents")
    if not isinstance(listed, list):
        raise Refused(name, 'no list of "documents"')
    for number, row in enumerate(listed, 1):
        place = f"{name}, document {number}"
        try:
            loaded = _reported(row, place)
            loaded.desk = desk_of(whole)
            yield loaded
        except Refused as refused:
            refuse(refused)


def _reported(row: Any, place: str) -> Loaded:
    if not isinstance(row, dict) or not isinstance(row.get("claims"), list):
        raise Refused(place, 'no list of "claims"')
    if odd := _unstorable(row):
        raise Refused(place, odd)
    loaded = Loaded(_document(row, place, "name"), place)
    for number, claim in enumerate(row["claims"], 1):
        spot = f"{place}, claim {number}"
        if not isinstance(claim, dict):
            raise Refused(spot, "a claim is an object")
        loaded.claims.append(_claim(claim, loaded.document.text, spot, escaped=False))
        _add_review(loaded, claim, spot)
    return loaded


def _add_review(loaded: Loaded, row: dict[str, Any], place: str) -> None:
    """Take over what a report tells of the claim read last."""
    index = len(loaded.claims) - 1
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
