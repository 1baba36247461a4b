"""Claims: reading them, and what reviewers do to them. Every change writes its event."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claims.model import (
    Attribution,
    Claim,
    Modality,
    Polarity,
    Span,
    Strength,
    Zone,
    check_spans,
)
from db import changes, conflicts, events, rows
from db.checks import checked_actor, checked_changes, chosen
from db.connection import plain_cursor, transaction
from db.errors import BadValue, NoSuchClaim, NoSuchDocument
from db.records import Event, QuoteCheck, Status, StoredClaim
from db.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from db.connection import Connection

_ID_LIMIT = 2**63
_SELECT = (
    "SELECT c.*, d.name AS document_name FROM claims c JOIN documents d ON d.id = c.document_id"
)


def get(conn: Connection, claim_id: int) -> StoredClaim:
    """One claim with its chain. Raises NoSuchClaim."""
    found = many(conn, [claim_id])
    if not found:
        raise NoSuchClaim(f"no claim {claim_id}")
    return found[0]


def many(conn: Connection, ids: Sequence[int]) -> list[StoredClaim]:
    """The claims of these ids, in the given order; ids that no claim has are left out."""
    found: dict[int, StoredClaim] = {}
    known = [claim_id for claim_id in ids if 0 < claim_id < _ID_LIMIT]
    for start in range(0, len(known), 500):
        some = known[start : start + 500]
        marks = ", ".join("?" * len(some))
        found.update(
            {claim.id: claim for claim in _read(conn, f"{_SELECT} WHERE c.id IN ({marks})", some)}
        )
    return [found[claim_id] for claim_id in ids if claim_id in found]


def of_document(conn: Connection, document_id: int) -> list[StoredClaim]:
    """Every claim of a document, in document order, all zones."""
    sql = (
        f"{_SELECT} WHERE c.place >= (SELECT place_start FROM documents WHERE id = ?1) "
        "AND c.place < (SELECT place_end FROM documents WHERE id = ?1) ORDER BY c.place"
    )
    return list(_read(conn, sql, [document_id]))


def twins(conn: Connection, claim_id: int) -> list[int]:
    """Ids of the other claims with the same words after folding case, punctuation and blanks."""
    cursor = plain_cursor(conn).execute(
        "SELECT o.id FROM claims c JOIN claims o ON o.fold = c.fold "
        "WHERE c.id = ?1 AND o.id <> ?1 AND o.superseded = 0 ORDER BY o.place",
        (claim_id,),
    )
    return [twin for (twin,) in cursor]


def mark(
    conn: Connection,
    ids: Iterable[int],
    changes_: Mapping[str, Any],
    actor: str,
    *,
    since: int | None = None,
    like: Sequence[int] = (),
) -> list[Event]:
    """Set status, reason, note or quote_check on claims: one step, one event a claim that changes.

    A claim that holds these values already gets no event, unless the others are marked like it.
    since is the last event that the reviewer knew of. All or none: raises NoSuchClaim, BadValue, or
    Conflict where a colleague changed the same since, before anything is written.
    """
    actor = checked_actor(actor)
    wanted = checked_changes(changes_)
    if not wanted:
        raise BadValue("nothing to set: give a status, a reason, a note or a quote check")
    written: list[Event] = []
    with transaction(conn):
        at = events.now()
        ids = list(dict.fromkeys(ids))
        if since is not None:
            conflicts.refuse_newer(conn, ids, wanted, since, actor)
        before: dict[int, dict[str, Any]] = {}
        after: dict[int, dict[str, Any]] = {}
        for claim_id in ids:
            now = changes.fields_now(conn, _possible(claim_id), (*wanted, "reviewer"))
            new = {name: value for name, value in wanted.items() if value != now[name]}
            if new:
                by = {} if actor == now["reviewer"] else {"reviewer": actor}
                before[claim_id], after[claim_id] = now, {**new, **by}
        changes.set_decided(conn, after, at)
        for claim_id, new in after.items():
            event = events.append(
                conn,
                reviewer=actor,
                kind="mark",
                at=at,
                claim_id=claim_id,
                before={name: before[claim_id][name] for name in new},
                after=new,
                step=written[0].id if written else None,
            )
            written.append(event)
        if after.keys() - set(like):
            written += _models(conn, [one for one in like if one not in after], wanted, written)
    return written


def _models(
    conn: Connection, ids: Iterable[int], values: Mapping[str, Any], marked: Sequence[Event]
) -> list[Event]:
    """Tell of claims that the marked ones were marked like, as far as they hold these values."""
    written = []
    for claim_id in ids:
        now = changes.fields_now(conn, _possible(claim_id), tuple(values))
        if all(now[name] == value for name, value in values.items()):
            event = events.append(
                conn,
                reviewer=marked[0].reviewer,
                kind=events.ALIKE,
                at=marked[0].at,
                claim_id=claim_id,
                after={events.ALIKE: len(marked)},
                step=marked[0].id,
            )
            written.append(event)
    return written


def add(conn: Connection, document_id: int, claim: Claim, actor: str) -> StoredClaim:
    """Add a claim that a reviewer found; it has no machine's values. Give it back as stored.

    Raises NoSuchDocument, or BadValue for a span outside the text.
    """
    actor = checked_actor(actor)
    with transaction(conn):
        _check_against_text(conn, document_id, claim)
        at = events.now()
        values = {
            **rows.plain_values(claim),
            "document_id": document_id,
            "machine_strength": None,
            "reviewer": actor,
        }
        values["id"] = changes.insert_claim(conn, values, at)
        events.append(
            conn,
            reviewer=actor,
            kind="add",
            at=at,
            claim_id=values["id"],
            document_id=document_id,
            before={"claim": None},
            after={"claim": values},
        )
        return get(conn, values["id"])


def correct(
    conn: Connection,
    claim_id: int,
    changes_: Mapping[str, Any],
    actor: str,
    *,
    since: int | None = None,
) -> StoredClaim:
    """Correct a claim's own values; the machine's are kept beside, in `machine`.

    changes_ may hold `strength, span, fragments, sentence, zone, polarity, modality, confidence,
    check_worthiness, rule, attributions`. A new span brings its text, fragments and wording with
    it. Values that are there already write no event. since is the last event that the reviewer
    knew of. Raises NoSuchClaim, BadValue, or Conflict where a colleague changed the same since.
    """
    actor = checked_actor(actor)
    with transaction(conn):
        before = changes.claim_values(conn, _possible(claim_id))
        (document_id,) = (
            plain_cursor(conn)
            .execute("SELECT document_id FROM claims WHERE id = ?", (claim_id,))
            .fetchone()
        )
        after = _corrected(before, changes_, _text(conn, document_id))
        _check_against_text(conn, document_id, after)
        old, new = rows.plain_values(before), rows.plain_values(after)
        told = [name for name in new if not changes.same(old[name], new[name])]
        if told:
            if since is not None:
                conflicts.refuse_newer(conn, [claim_id], told, since, actor)
            at = events.now()
            (reviewer,) = changes.fields_now(conn, claim_id, ["reviewer"]).values()
            was, becomes = {name: old[name] for name in told}, {name: new[name] for name in told}
            if reviewer != actor:
                was["reviewer"], becomes["reviewer"] = reviewer, actor
            changes.set_fields(conn, claim_id, becomes, at)
            events.append(
                conn,
                reviewer=actor,
                kind="correct",
                at=at,
                claim_id=claim_id,
                before=was,
                after=becomes,
            )
        return get(conn, claim_id)


def _corrected(claim: Claim, wanted: Mapping[str, Any], text: str) -> Claim:
    for name in wanted:
        if name not in _PARSERS:
            raise BadValue(f"{name!r} is nothing that a correction sets")
    values = {name: _parsed(name, value) for name, value in wanted.items()}
    if "span" in values and "fragments" not in values:
        values["fragments"] = (values["span"],)
    if "fragments" in values:
        start, end = values.get("span", claim.span)
        for piece in (*values["fragments"], (start, end)):
            if not 0 <= piece[0] < piece[1] <= len(text):
                raise BadValue(
                    f"[{piece[0]}, {piece[1]}] is no piece of a text of {len(text)} characters"
                )
        values["text"] = text[start:end]
        values["wording"] = " ".join(text[a:b] for a, b in values["fragments"])
        if "sentence" not in values and not claim.sentence[0] <= start < end <= claim.sentence[1]:
            values["sentence"] = (min(start, claim.sentence[0]), max(end, claim.sentence[1]))
    if values.get("check_worthiness", claim.check_worthiness) != claim.check_worthiness:
        values["worth_parts"] = ()
    return replace(claim, **values)


def _parsed(name: str, value: Any) -> Any:
    try:
        return _PARSERS[name](value)
    except BadValue:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise BadValue(f"{name}: {error}") from error


def _a_span(value: Any) -> Span:
    start, end = value
    return int(start), int(end)


def _a_share(value: Any) -> float:
    number = float(value)
    if not 0.0 <= number <= 1.0:
        raise ValueError(f"lies between 0 and 1, not {value!r}")
    return number


def _some_links(value: Iterable[Any]) -> tuple[Attribution, ...]:
    return tuple(
        link if isinstance(link, Attribution) else Attribution.from_dict(link) for link in value
    )


_PARSERS: dict[str, Any] = {
    "strength": lambda value: Strength(chosen(Strength, value, "strength")),
    "zone": lambda value: Zone(chosen(Zone, value, "zone")),
    "polarity": lambda value: Polarity(chosen(Polarity, value, "polarity")),
    "modality": lambda value: Modality(chosen(Modality, value, "modality")),
    "span": _a_span,
    "sentence": _a_span,
    "fragments": lambda value: tuple(sorted(_a_span(piece) for piece in value)),
    "confidence": _a_share,
    "check_worthiness": _a_share,
    "rule": lambda value: storable(str(value)),
    "attributions": _some_links,
}


def _text(conn: Connection, document_id: int) -> str:
    row = (
        plain_cursor(conn)
        .execute("SELECT text FROM documents WHERE id = ?", (_possible(document_id),))
        .fetchone()
    )
    if row is None:
        raise NoSuchDocument(f"no document {document_id}")
    return str(row[0])


def _check_against_text(conn: Connection, document_id: int, claim: Claim) -> None:
    try:
        check_spans(claim, _text(conn, document_id))
    except ValueError as error:
        raise BadValue(str(error)) from error


def _possible(row_id: int) -> int:
    """An id that SQLite can hold; what it can't is like one that nobody has."""
    return row_id if 0 < row_id < _ID_LIMIT else 0


def _read(conn: Connection, sql: str, values: Sequence[Any]) -> Iterator[StoredClaim]:
    found = conn.execute(sql, values).fetchall()
    links: dict[int, list[Attribution]] = {}
    ids = [row["id"] for row in found]
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        for row in conn.execute(
            f"SELECT * FROM attributions WHERE claim_id IN ({', '.join('?' * len(some))}) "
            "ORDER BY claim_id, position",
            some,
        ):
            links.setdefault(row["claim_id"], []).append(rows.attribution_of(row))
    for row in found:
        yield _stored(row, tuple(links.get(row["id"], ())))


def _stored(row: Any, links: tuple[Attribution, ...]) -> StoredClaim:
    level, machine = row["machine_strength"], row["machine"]
    return StoredClaim(
        id=row["id"],
        document_id=row["document_id"],
        document_name=row["document_name"],
        claim=rows.claim_of(row, links),
        machine_strength=None if level is None else Strength(level),
        status=Status(row["status"]),
        reason=row["reason"],
        note=row["note"],
        quote_check=QuoteCheck(row["quote_check"]),
        reviewer=row["reviewer"],
        evidence_count=row["evidence_count"],
        changed=row["changed"],
        machine=None if machine is None else Claim.from_dict(json.loads(machine)),
        said_by=tuple(name for name in row["said_by"].split("\n") if name),
        superseded=bool(row["superseded"]),
        earlier=row["earlier"],
        kept=None if row["kept"] is None else bool(row["kept"]),
        signed_by=row["signed_by"],
        signed_at=row["signed_at"],
        signed_digest=row["signed_digest"],
        sign_off_stale=bool(row["sign_off_stale"]),
        replies=row["reply_count"],
        reply_due=row["reply_due"],
        second_open=row["second_open"],
        second_done=row["second_done"],
        embargoes=row["embargo_count"],
    )
