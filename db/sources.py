"""References (table `sources`) and their uses for claims as evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from db import changes, conflicts, events
from db.checks import checked_actor, checked_date, checked_grade, chosen
from db.connection import plain_cursor, transaction
from db.errors import BadValue, NoSuchClaim, StoreError
from db.records import Evidence, EvidenceStance, Reference, ReferenceKind, UsedReference
from db.text import optional

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.connection import Connection
    from db.records import Event

_REFERENCE = "id, url, url_typed, title, publisher, protected, kind, public_wording"
_OF_REFERENCE = ("protected", "public_wording")
OF_THE_USE = ("stance", "grade", "quote", "locator", "note", "accessed", "archive_url")
"""Fields of a piece of evidence that belong to this use of the reference, not to the reference."""
_SELECT = """
SELECT e.id, e.claim_id, e.source_id, e.stance, e.grade, e.quote, e.locator, e.note, e.accessed,
  e.archive_url, e.url_typed, e.reviewer, e.added,
  s.url AS r_url, s.url_typed AS r_url_typed, s.title AS r_title, s.publisher AS r_publisher,
  s.protected AS r_protected, s.kind AS r_kind, s.public_wording AS r_public_wording
FROM evidence e JOIN sources s ON s.id = e.source_id
"""


def add_evidence(
    conn: Connection,
    claim_id: int,
    reference: Mapping[str, Any],
    evidence: Mapping[str, Any],
    actor: str,
) -> Evidence:
    """Attach a piece of evidence to a claim.

    See `add_evidence_to`.
    """
    return add_evidence_to(conn, [claim_id], reference, evidence, actor)[0]


def add_evidence_to(
    conn: Connection,
    ids: Sequence[int],
    reference: Mapping[str, Any],
    evidence: Mapping[str, Any],
    actor: str,
) -> list[Evidence]:
    """Attach the same piece of evidence to each of some claims, as one step.

    reference: `url` (canonical, made by the caller), `url_typed`, `title`, `publisher`, `kind`,
    `protected`, or the `id` of a known one. The same canonical address is the same reference: what
    it lacks is filled in, `protected` is never taken off here, and a `public_wording` (what may be
    said of it instead) takes the place of the one before.
    evidence: `stance` (context unless given), `grade`, `quote`, `locator`, `note`, `accessed` (an
    ISO date), `archive_url`.
    Raises NoSuchClaim or BadValue.
    """
    actor = checked_actor(actor)
    made: list[Evidence] = []
    step: int | None = None
    with transaction(conn):
        at = events.now()
        for claim_id in dict.fromkeys(ids):
            _need_claim(conn, claim_id)
            old, new = find_or_make(conn, reference)
            reference = {**reference, "id": new["id"]}
            given = {"url_typed": reference.get("url_typed"), **evidence}
            row = evidence_row(claim_id, new["id"], given, actor, at)
            row["reviewer"], row["added"] = actor, at
            row["id"] = changes.insert_evidence(conn, row)
            before: dict[str, Any] = {"evidence": None}
            after: dict[str, Any] = {"evidence": row}
            if not changes.same(old, new):
                before["reference"], after["reference"] = old, new
            changes.set_fields(conn, claim_id, {}, at)
            event = events.append(
                conn,
                reviewer=actor,
                kind="evidence",
                at=at,
                claim_id=claim_id,
                before=before,
                after=after,
                step=step,
            )
            step = step or event.id
            found = conn.execute(f"{_SELECT} WHERE e.id = ?", (row["id"],)).fetchone()
            made.append(_evidence(found))
    return made


def remove_evidence(
    conn: Connection, evidence_id: int, actor: str, *, since: int | None = None
) -> None:
    """Take a piece of evidence off its claim; the reference stays.

    since is the last event that the reviewer knew of. Raises StoreError where there is no such
    piece, Conflict where a colleague has changed it since.
    """
    actor = checked_actor(actor)
    with transaction(conn):
        row = changes.evidence_values(conn, evidence_id)
        if row is None:
            raise StoreError(f"no piece of evidence {evidence_id}: it has been taken away")
        if since is not None:
            conflicts.refuse_newer_evidence(conn, row["claim_id"], evidence_id, since, actor)
        _put(conn, row, None, actor, "evidence-removed")


def change_evidence(
    conn: Connection,
    claim_id: int,
    evidence_id: int,
    fields: Mapping[str, Any],
    actor: str,
    *,
    since: int | None = None,
) -> Event | None:
    """Change what a piece of evidence says of its claim, and whether its reference is protected.

    fields: `stance`, `grade`, `quote`, `locator`, `note`, `accessed`, `archive_url`; `protected`
    true protects the reference wherever it is used (that is never taken off), `public_wording`
    takes the place of the one before. What is not given stays, an empty text takes a value away.
    since is the last event that the reviewer knew of: a piece that was taken away before it is
    attached anew. Gives the event, None where all stood so already. Raises StoreError where there
    is no such piece, BadValue, and Conflict where a colleague changed it or took it away since.
    """
    actor = checked_actor(actor)
    with transaction(conn):
        if since is not None:
            conflicts.refuse_newer_evidence(conn, claim_id, evidence_id, since, actor)
        row = changes.evidence_values(conn, evidence_id)
        there = row is not None and row["claim_id"] == claim_id
        seen = row if there else _last_seen(conn, claim_id, evidence_id)
        if seen is None or not (there or since is not None):
            raise StoreError(f"claim {claim_id} has no piece of evidence {evidence_id}")
        given = {**seen, **{name: value for name, value in fields.items() if name in OF_THE_USE}}
        new = evidence_row(claim_id, seen["source_id"], given, actor, events.now())
        new["id"] = evidence_id if there else None
        of_reference = {name: fields[name] for name in _OF_REFERENCE if name in fields}
        old, reference = find_or_make(conn, {"id": seen["source_id"], **of_reference})
        if there and changes.same(row, new) and changes.same(old, reference):
            return None
        kind = "evidence-changed" if there else "evidence"
        return _put(conn, row if there else None, new, actor, kind, (old, reference))


def _put(
    conn: Connection,
    old: dict[str, Any] | None,
    new: dict[str, Any] | None,
    actor: str,
    kind: str,
    reference: tuple[dict[str, Any] | None, dict[str, Any] | None] = (None, None),
) -> Event:
    """Bring a piece of evidence from one state to another, None for none, and write the event."""
    at = events.now()
    claim_id = int((old or new or {})["claim_id"])
    if old is not None:
        changes.delete_evidence(conn, old["id"])
    if new is not None:
        new["id"] = changes.insert_evidence(conn, new)
    changes.set_fields(conn, claim_id, {}, at)
    before: dict[str, Any] = {"evidence": old}
    after: dict[str, Any] = {"evidence": new}
    if not changes.same(*reference):
        before["reference"], after["reference"] = reference
    return events.append(
        conn, reviewer=actor, kind=kind, at=at, claim_id=claim_id, before=before, after=after
    )


def _last_seen(conn: Connection, claim_id: int, evidence_id: int) -> dict[str, Any] | None:
    """A piece of evidence as it was when it was taken away; None where there never was one."""
    for event in reversed(events.history(conn, claim_id)):
        row = (event.before or {}).get("evidence")
        if row is not None and row["id"] == evidence_id:
            return dict(row)
    return None


def evidence_of(conn: Connection, claim_id: int) -> list[Evidence]:
    """A claim's evidence, in the order it was added."""
    cursor = conn.execute(f"{_SELECT} WHERE e.claim_id = ? ORDER BY e.id", (claim_id,))
    return [_evidence(row) for row in cursor]


def evidence_of_many(conn: Connection, ids: Sequence[int]) -> dict[int, list[Evidence]]:
    """The evidence of many claims, by claim id; claims without any are left out."""
    found: dict[int, list[Evidence]] = {}
    for start in range(0, len(ids), 500):
        some = list(ids[start : start + 500])
        cursor = conn.execute(
            f"{_SELECT} WHERE e.claim_id IN ({', '.join('?' * len(some))}) ORDER BY e.id", some
        )
        for row in cursor:
            found.setdefault(row["claim_id"], []).append(_evidence(row))
    return found


def references(conn: Connection, like: str = "", limit: int = 50) -> list[Reference]:
    """References whose title, publisher or address holds `like`, the last used first."""
    pattern = "%" + like.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    cursor = conn.execute(
        f"SELECT {_REFERENCE} FROM sources "
        "WHERE ?1 = '%%' OR title LIKE ?1 ESCAPE '\\' OR publisher LIKE ?1 ESCAPE '\\' "
        "OR url LIKE ?1 ESCAPE '\\' OR url_typed LIKE ?1 ESCAPE '\\' "
        "ORDER BY (SELECT max(id) FROM evidence WHERE source_id = sources.id) DESC NULLS LAST, id DESC "
        "LIMIT ?2",
        (pattern, limit),
    )
    return [_reference(row) for row in cursor]


def used(conn: Connection, typed: str, limit: int = 200) -> list[UsedReference]:
    """References to offer while something is typed: the last used, and those with such words.

    At most `limit` of each. They are candidates, the last used first: whoever offers them ranks them.
    """
    recent = plain_cursor(conn).execute(
        "SELECT source_id FROM evidence ORDER BY id DESC LIMIT 2000"
    )
    ids = list(dict.fromkeys(source_id for (source_id,) in recent))[:limit]
    words = [word for word in re.split(r"[\W_]+", typed) if word][:12]
    if words:
        match = " OR ".join(f'"{word}"*' for word in words)
        hits = plain_cursor(conn).execute(
            "SELECT rowid FROM sources_fts WHERE sources_fts MATCH ? LIMIT ?", (match, limit)
        )
        ids = list(dict.fromkeys([*ids, *(hit for (hit,) in hits)]))
    marks = ", ".join("?" * len(ids))
    rows = conn.execute(
        f"SELECT {_REFERENCE}, (SELECT grade FROM evidence WHERE source_id = sources.id "
        "AND grade IS NOT NULL ORDER BY id DESC LIMIT 1) AS grade "
        f"FROM sources WHERE id IN ({marks})",
        ids,
    )
    found = {row["id"]: UsedReference(_reference(row), row["grade"]) for row in rows}
    return [found[source_id] for source_id in ids if source_id in found]


def protected_ids(conn: Connection) -> frozenset[int]:
    """The references that must not leave in an export."""
    cursor = plain_cursor(conn).execute("SELECT id FROM sources WHERE protected = 1")
    return frozenset(row_id for (row_id,) in cursor)


def find_or_make(
    conn: Connection, fields: Mapping[str, Any]
) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """The reference for an address, made or filled in: its row before (None: new) and now."""
    given: dict[str, str | None] = {
        name: optional(fields.get(name)) for name in ("url", "url_typed", "title", "publisher")
    }
    kind = optional(fields.get("kind"))
    given["kind"] = None if kind is None else chosen(ReferenceKind, kind, "kind of reference")
    protected = int(bool(fields.get("protected")))
    said = optional(fields.get("public_wording"))
    old: dict[str, Any] | None = None
    if fields.get("id") is not None:
        old = changes.reference_values(conn, int(fields["id"]))
        if old is None:
            raise BadValue(f"no reference {fields['id']}")
    elif given["url"] is not None:
        row = conn.execute("SELECT id FROM sources WHERE url = ?", (given["url"],)).fetchone()
        old = None if row is None else changes.reference_values(conn, row["id"])
    elif given["title"] is None and given["publisher"] is None:
        raise BadValue("a piece of evidence needs an address or a title")
    if old is None:
        new: dict[str, Any] = {"id": None, **given, "public_wording": said, "protected": protected}
    else:
        filled = {name: old[name] if old[name] is not None else given[name] for name in given}
        new = {**old, **filled, "protected": max(old["protected"], protected)}
        new["public_wording"] = said or old["public_wording"]
    if old is None or not changes.same(old, new):
        new["id"] = changes.put_reference(conn, new)
    return old, new


def evidence_row(
    claim_id: int, reference_id: int, fields: Mapping[str, Any], actor: str, at: str
) -> dict[str, Any]:
    """An evidence row of given fields, checked. Raises BadValue."""
    return {
        "id": None,
        "claim_id": claim_id,
        "source_id": reference_id,
        "stance": chosen(EvidenceStance, fields.get("stance") or "context", "stance"),
        "grade": checked_grade(fields.get("grade")),
        "quote": optional(fields.get("quote")),
        "locator": optional(fields.get("locator")),
        "note": optional(fields.get("note")),
        "accessed": checked_date(fields.get("accessed")),
        "archive_url": optional(fields.get("archive_url")),
        "url_typed": optional(fields.get("url_typed")),
        "reviewer": optional(fields.get("reviewer")) or actor,
        "added": optional(fields.get("added")) or at,
    }


def _need_claim(conn: Connection, claim_id: int) -> None:
    if conn.execute("SELECT 1 FROM claims WHERE id = ?", (claim_id,)).fetchone() is None:
        raise NoSuchClaim(f"no claim {claim_id}")


def _evidence(row: Any) -> Evidence:
    reference = _reference(
        {
            "id": row["source_id"],
            **{name: row[f"r_{name}"] for name in ("url", "url_typed", "title", "publisher")},
            "protected": row["r_protected"],
            "kind": row["r_kind"],
            "public_wording": row["r_public_wording"],
        }
    )
    return Evidence(
        id=row["id"],
        claim_id=row["claim_id"],
        reference=reference,
        stance=EvidenceStance(row["stance"]),
        grade=row["grade"],
        quote=row["quote"],
        locator=row["locator"],
        note=row["note"],
        accessed=row["accessed"],
        archive_url=row["archive_url"],
        reviewer=row["reviewer"],
        added=row["added"],
        url_typed=row["url_typed"],
    )


def _reference(row: Any) -> Reference:
    return Reference(
        id=row["id"],
        url=row["url"],
        url_typed=row["url_typed"],
        title=row["title"],
        publisher=row["publisher"],
        protected=bool(row["protected"]),
        kind=None if row["kind"] is None else ReferenceKind(row["kind"]),
        public_wording=row["public_wording"],
    )
