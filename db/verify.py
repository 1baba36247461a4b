"""Checking the log: the chain of hashes, and every row against what the log says of it.

Shows changes by accident or by others. Whoever owns the machine could rebuild the whole file, but
not the head of the log that a report printed before.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db import act_checks, act_rows, changes, events, lookalikes, rows, successor_rows
from db.connection import plain_cursor, snapshot
from db.expected import Expected
from db.rows import attribution_of
from db.text import count_words, fold_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.model import Attribution
    from db.connection import Connection

_ALL = ", ".join(events.COLUMNS)
_NONE = (None, None)


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome. `problem` names the first event or row that does not hold, None for a sound log.

    events and head are the number of events and the last one's hash, up to the problem.
    """

    events: int
    head: str
    problem: str | None
    event_id: int | None

    @property
    def sound(self) -> bool:
        """Whether every event and every row holds."""
        return self.problem is None


class _Broken(Exception):
    """Ends the check: what does not hold, and the event it belongs to."""

    def __init__(self, problem: str, event_id: int | None) -> None:
        super().__init__(problem)
        self.event_id = event_id


def verify(conn: Connection) -> Verification:
    """Check chain and rows, within one view of the database. Memory grows with what was reviewed."""
    expected = Expected()
    count, head = 0, events.GENESIS
    with snapshot(conn):
        try:
            for count, head in _chain(conn, expected):  # noqa: B007 (the last ones count)
                pass
            for document_id in _documents(conn, expected):
                _check_document(conn, expected, document_id)
            _check_rows(conn, expected)
        except _Broken as broken:
            return Verification(count, head, str(broken), broken.event_id)
    return Verification(count, head, None, None)


def _chain(conn: Connection, expected: Expected) -> Iterator[tuple[int, str]]:
    previous, last = events.GENESIS, 0
    cursor = plain_cursor(conn).execute(f"SELECT {_ALL}, hash FROM events ORDER BY id")
    for *row, own in cursor:
        event_id, kind = row[0], row[3]
        if event_id != last + 1:
            raise _Broken(f"event {last + 1} is missing", last + 1)
        if row[10] != previous:
            raise _Broken(f"event {event_id} ({kind}) does not follow event {last}", event_id)
        if _hash(row) != own:
            raise _Broken(f"event {event_id} ({kind}) was changed: its hash differs", event_id)
        try:
            expected.learn(
                event_id=event_id,
                at=row[1],
                claim_id=row[4],
                document_id=row[5],
                before=json.loads(row[8]) if row[8] else {},
                after=json.loads(row[9]) if row[9] else {},
            )
        except (KeyError, TypeError, ValueError) as error:
            raise _Broken(
                f"event {event_id} ({kind}) makes no sense: {error!r}", event_id
            ) from error
        previous, last = own, event_id
        yield event_id, own


def _hash(row: list[Any]) -> str | None:
    """The hash of an event's columns; None where damage left bytes in one."""
    try:
        return events.event_hash(row)
    except TypeError:
        return None


def _documents(conn: Connection, expected: Expected) -> list[int]:
    found = [row[0] for row in plain_cursor(conn).execute("SELECT id FROM documents ORDER BY id")]
    for document_id in found:
        if document_id not in expected.documents:
            raise _Broken(f"document {document_id} came in without an event", None)
    there = set(found)
    for document_id, event_id in expected.documents.items():
        if document_id not in there:
            raise _Broken(f"document {document_id} (event {event_id}) is gone", event_id)
    return found


def _check_document(conn: Connection, expected: Expected, document_id: int) -> None:
    event_id = expected.documents[document_id]
    told = events.get(conn, event_id).after or {}
    row = conn.execute("SELECT * FROM documents WHERE id = ?", (document_id,)).fetchone()
    where = f"document {document_id} ({row['name']})"
    for name, value in {"anchors": None, "revises": None, **told["document"]}.items():
        if row[name] != value:
            raise _Broken(f"{where}: {name} differs from its ingest, event {event_id}", event_id)
    if hashlib.sha256(row["text"].encode()).hexdigest() != row["sha256"]:
        raise _Broken(f"{where}: its text differs from its ingest, event {event_id}", event_id)
    try:
        _check_claims(conn, expected, row, told, event_id)
    except (KeyError, TypeError, ValueError) as error:
        raise _Broken(f"{where} holds a row that makes no sense: {error!r}", event_id) from error


def _check_claims(
    conn: Connection, expected: Expected, document: Any, told: dict[str, Any], event_id: int
) -> None:
    """The claims of a document against what its ingest told of them, and against later events."""
    where = f"document {document['id']} ({document['name']})"
    links = _links(conn, document["id"])
    first, claims, digests = told["first_claim"], told["claims"], told["digests"]
    whole = hashlib.sha256()
    number = 0
    for row in conn.execute(
        "SELECT * FROM claims WHERE document_id = ? ORDER BY id", (document["id"],)
    ):
        claim_id = row["id"]
        chain = links.get(claim_id, ())
        if not document["place_start"] <= row["place"] < document["place_end"]:
            raise _Broken(f"claim {claim_id} stands outside its document's places", None)
        if not first <= claim_id < first + claims:
            _check_claim(expected, row, chain, None)
        elif claim_id == first + number:
            line = _check_claim(expected, row, chain, event_id).encode()
            told_digest = digests[8 * number : 8 * number + 8]
            if hashlib.sha256(line).hexdigest()[:8] != told_digest:
                raise _Broken(
                    f"claim {claim_id} of {where} differs from its ingest, event {event_id}",
                    event_id,
                )
            whole.update(line + b"\n")
            number += 1
        else:
            break
        _check_derived(expected, row, chain)
    if number != claims:
        raise _Broken(f"claim {first + number} of {where} is gone (event {event_id})", event_id)
    if whole.hexdigest() != told["claims_sha256"]:
        raise _Broken(f"claims of {where} differ from their ingest, event {event_id}", event_id)


def _links(conn: Connection, document_id: int) -> dict[int, tuple[Attribution, ...]]:
    found: dict[int, list[Attribution]] = {}
    for row in conn.execute(
        "SELECT a.* FROM claims c JOIN attributions a ON a.claim_id = c.id "
        "WHERE c.document_id = ? ORDER BY a.claim_id, a.position",
        (document_id,),
    ):
        found.setdefault(row["claim_id"], []).append(attribution_of(row))
    return {claim_id: tuple(links) for claim_id, links in found.items()}


def _check_claim(
    expected: Expected, row: Any, links: tuple[Attribution, ...], ingest: int | None
) -> str:
    """Check a claim's row against its events; give what its ingest saw, in canonical form."""
    claim_id = row["id"]
    state = expected.state(claim_id, ingest)
    if state is None:
        raise _Broken(f"claim {claim_id} has no event", None)
    values = rows.plain_values(rows.claim_of(row, links))
    for name, value in state.now(values).items():
        present = values[name] if name in values else row[name]
        if not changes.same(present, value):
            event_id = state.event_of(name)
            raise _Broken(f"claim {claim_id}: {name} is not what event {event_id} left", event_id)
    first = state.original(values)
    problem = state.machine_problem(row["machine_strength"], row["machine"], values, first)
    if problem is not None:
        raise _Broken(f"claim {claim_id}: {problem}", state.last_event)
    return rows.canonical_values(first)


def _check_derived(expected: Expected, row: Any, links: tuple[Attribution, ...]) -> None:
    """What is computed from a claim for searching, from its evidence and from its versions."""
    version = (row["superseded"], row["earlier"], row["kept"])
    told = (int(row["document_id"] in expected.revised), *expected.earlier.get(row["id"], _NONE))
    if version != told:
        raise _Broken(f"claim {row['id']}: its place among versions differs from its events", None)
    derived = (row["said_by"], row["fold"], row["words"])
    names, wording = "\n".join(rows.said_by(links)), row["wording"]
    if derived != (names, fold_number(wording), count_words(wording)):
        raise _Broken(f"claim {row['id']}: what it is searched by differs from its words", None)
    evidence = expected.evidence_of(row["id"])
    listed = sorted(int(part) for part in row["evidence_sources"].split())
    if (row["evidence_count"], listed) != (len(evidence), sorted(evidence)):
        raise _Broken(f"claim {row['id']}: its count of evidence differs from its evidence", None)


def _check_rows(conn: Connection, expected: Expected) -> None:
    """Evidence, references and claims that are gone; counters."""
    for table, names, values in (
        ("evidence", changes.EVIDENCE_FIELDS, expected.evidence),
        ("sources", changes.REFERENCE_FIELDS, expected.references),
        *((*act_rows.TABLES[name], rows_) for name, rows_ in expected.acts.items()),
    ):
        there = 0
        cursor = plain_cursor(conn).execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY id")
        for row in cursor:
            there += 1
            event_id, value = values.get(row[0], (None, {}))
            told = {**dict.fromkeys(names), **value}
            if not changes.same(dict(zip(names, row, strict=True)), told):
                what = "has no event" if event_id is None else f"is not what event {event_id} left"
                raise _Broken(f"{table} {row[0]} {what}", event_id)
        if there != len(values):
            raise _Broken(f"{len(values) - there} rows of {table} are gone", None)
    for claim_id, state in expected.added():
        if conn.execute("SELECT 1 FROM claims WHERE id = ?", (claim_id,)).fetchone() is None:
            raise _Broken(f"claim {claim_id} (event {state.last_event}) is gone", state.last_event)
    _check_successions(conn, expected)
    problem = act_checks.problem(conn)
    if problem is not None:
        raise _Broken(problem, None)
    twin = conn.execute(
        f"SELECT id FROM claims c WHERE duplicate <> {lookalikes.IS_DUPLICATE} LIMIT 1"
    ).fetchone()
    if twin is not None:
        raise _Broken(f"claim {twin['id']}: whether it is a duplicate is wrong", None)
    counted = (
        "SELECT superseded, zone, status, strength, count(*) FROM claims "
        "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
    )
    kept = "SELECT * FROM tallies WHERE claims <> 0 ORDER BY 1, 2, 3, 4"
    cursor = plain_cursor(conn)
    if cursor.execute(counted).fetchall() != cursor.execute(kept).fetchall():
        raise _Broken("the counters of claims differ from the claims", None)


def _check_successions(conn: Connection, expected: Expected) -> None:
    """What took the place of claims that were split or merged."""
    there: dict[int, list[tuple[int, str]]] = {}
    for original, successor, kind in successor_rows.every(conn):
        there.setdefault(original, []).append((successor, kind))
    for claim_id in sorted({*there, *expected.successors}):
        event_id, told = expected.successors.get(claim_id, (None, None))
        wanted = [(successor, told["kind"]) for successor in told["ids"]] if told else []
        if there.get(claim_id, []) != wanted:
            raise _Broken(f"claim {claim_id}: what took its place is not what was told", event_id)
