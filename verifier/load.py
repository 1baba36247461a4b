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
from db.versions import Revision
from verifier.elsewhere import desk_of
from verifier.errors import Refused, shown_path
from verifier.ingest import Summary
from verifier.load_review import Review, add_review, row_id
from verifier.lookalikes import Comparing
from verifier.readers import expand
from verifier.readers.files import open_input
from verifier.readers.jsonl import clean_string, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verifier.desk import Desk
    from verifier.readers.files import Input

    Refuse = Callable[[Refused], None]

PAUSE = 0.002
"""Seconds between two documents: SQLite's lock is not fair, and a reviewer waits for it too."""

LONGEST = 2**30
"""A line's length at most: a report that another program wrote may stand on one."""

REPORT_VERSION = 1

_METADATA = ("title", "url", "published", "publisher", "author")
_NEITHER = ("neither a bundle nor a report", "Make one with verifier extract --bundle.")


@dataclass(slots=True)
class Loaded:
    """One document with its claims, in the order of the file. `place` is where it stands.

    review is what a report tells of the claims beside their words, desk who made it. document_id is
    the document's own in the report, and revises that of the version before it there.
    """

    document: Document
    place: str
    claims: list[Claim] = field(default_factory=list)
    review: Review = field(default_factory=Review)
    desk: dict[str, Any] = field(default_factory=dict)
    document_id: int | None = None
    revises: int | None = None


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
    stored: dict[str, _Stored] = {}
    for loaded in found:
        before = summary.claims
        _store(loaded, desk, refuse, summary, stored)
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


@dataclass(frozen=True, slots=True)
class _Stored:
    """A document of a report as it is stored here: its id, and its claims' ids by theirs there."""

    document_id: int
    claims: dict[int, int]


def _store(
    loaded: Loaded,
    desk: Desk,
    refuse: Refuse,
    summary: Summary,
    stored: dict[str, _Stored],
) -> None:
    review = loaded.review
    try:
        key = desk.store(
            loaded.document,
            loaded.claims,
            kind="load",
            marks=review.marks,
            evidence=review.evidence,
            acts=review.acts,
            elsewhere={"desk": loaded.desk, "claims": review.elsewhere},
            successors=review.successors(),
            revision=_revision(loaded, stored),
        )
    except BadValue as error:
        refuse(Refused(loaded.place, str(error)))
        return
    if key is None:
        summary.skipped += 1
        return
    if loaded.document_id is not None:
        ids = desk.claim_ids(key)
        told = zip(review.ids, ids, strict=True)
        known = {theirs: ours for theirs, ours in told if theirs is not None}
        stored[_named(loaded, loaded.document_id)] = _Stored(key, known)
    summary.documents += 1
    summary.claims += len(loaded.claims)
    summary.words += len(loaded.document.text.split())
    time.sleep(PAUSE)


def _revision(loaded: Loaded, stored: dict[str, _Stored]) -> Revision | None:
    """How the document follows a version that came in before it from the same report, once each."""
    if loaded.revises is None:
        return None
    before = stored.pop(_named(loaded, loaded.revises), None)
    if before is None:
        return None
    links: dict[int, tuple[int, bool]] = {}
    for index, (theirs, kept) in sorted(loaded.review.earlier.items()):
        ours = before.claims.pop(theirs, None)
        if ours is not None:
            links[index] = (ours, kept)
    return Revision(before.document_id, links, loaded=True)


def _named(loaded: Loaded, document_id: int) -> str:
    """A document of a report among those of several files."""
    return f"{loaded.place.rsplit(', ', 1)[0]}\n{document_id}"


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
    loaded.document_id, loaded.revises = row_id(row.get("id")), row_id(row.get("revises"))
    for number, claim in enumerate(row["claims"], 1):
        spot = f"{place}, claim {number}"
        if not isinstance(claim, dict):
            raise Refused(spot, "a claim is an object")
        loaded.claims.append(_claim(claim, loaded.document.text, spot, escaped=False))
        add_review(loaded.review, claim, spot)
        _add_machine(loaded, claim, spot)
    return loaded


def _add_machine(loaded: Loaded, row: dict[str, Any], place: str) -> None:
    """Take over the machine's own reading of the claim read last, where a reviewer corrected it."""
    machine = row.get("machine")
    if machine is None:
        return
    if not isinstance(machine, dict):
        raise Refused(place, '"machine" is an object')
    read_ = _claim(machine, loaded.document.text, f"{place}, machine", escaped=False)
    mark = loaded.review.marks.setdefault(len(loaded.claims) - 1, {})
    if read_ != loaded.claims[-1] and mark.get("machine_strength", "") is not None:
        mark["machine"] = read_.as_dict()
        mark["machine_strength"] = read_.strength.value
