"""Changes of single rows, without their events: the parts that marking, correcting and undoing share.

Every function belongs inside the transaction of the action that it is part of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.model import Claim
from db import lookalikes, places, rows, signed, staging, successor_rows
from db.connection import plain_cursor
from db.errors import NoSuchClaim
from db.events import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from db.connection import Connection

REVIEW_FIELDS = ("status", "reason", "note", "quote_check", "reviewer")
"""What a reviewer decides about a claim, beside the claim's own values."""

DECIDED = (*REVIEW_FIELDS, *signed.FIELDS)
"""The same with the sign-off: all that stands in a claim's row beside its own values."""

_MANY = 8
"""Claims from which one statement for all of them is the shorter way."""

EVIDENCE_FIELDS = (
    "id",
    "claim_id",
    "source_id",
    "stance",
    "grade",
    "quote",
    "locator",
    "note",
    "accessed",
    "archive_url",
    "url_typed",
    "reviewer",
    "added",
)
REFERENCE_FIELDS = (
    "id",
    "url",
    "url_typed",
    "title",
    "publisher",
    "protected",
    "public_wording",
    "kind",
)


def claim_values(conn: Connection, claim_id: int) -> Claim:
    """A claim's own values as they stand. Raises NoSuchClaim."""
    row = conn.execute("SELECT * FROM claims WHERE id = ?", (claim_id,)).fetchone()
    if row is None:
        raise NoSuchClaim(f"no claim {claim_id}")
    links = conn.execute(
        "SELECT * FROM attributions WHERE claim_id = ? ORDER BY position", (claim_id,)
    )
    return rows.claim_of(row, tuple(rows.attribution_of(link) for link in links))


def fields_now(conn: Connection, claim_id: int, names: Iterable[str]) -> dict[str, Any]:
    """The present values of the named fields: what was decided, and a claim's own.

    Raises NoSuchClaim.
    """
    names = list(names)
    row = conn.execute(
        f"SELECT {', '.join(DECIDED)} FROM claims WHERE id = ?", (claim_id,)
    ).fetchone()
    if row is None:
        raise NoSuchClaim(f"no claim {claim_id}")
    values = {name: row[name] for name in names if name in DECIDED}
    if successor_rows.FIELD in names:
        values[successor_rows.FIELD] = successor_rows.now(conn, claim_id)
    if len(values) < len(names):
        own = rows.plain_values(claim_values(conn, claim_id))
        values.update({name: own[name] for name in names if name in own})
    return values


def set_fields(conn: Connection, claim_id: int, fields: Mapping[str, Any], at: str) -> None:
    """Write what was decided and a claim's own values, as events name them.

    Every change of a claim or of its evidence ends here, so that its sign-off is held against it.
    """
    assert conn.in_transaction, "a change belongs to a transaction"
    review = {name: fields[name] for name in DECIDED if name in fields}
    settings = ", ".join(f"{name} = ?" for name in (*review, "changed"))
    conn.execute(f"UPDATE claims SET {settings} WHERE id = ?", (*review.values(), at, claim_id))
    own = {name: value for name, value in fields.items() if name not in DECIDED}
    if successor_rows.FIELD in own:
        successor_rows.put(conn, claim_id, own.pop(successor_rows.FIELD))
    if own:
        before = claim_values(conn, claim_id)
        _write_values(conn, claim_id, before, Claim.from_dict({**before.as_dict(), **own}))
    signed.refresh(conn, claim_id)


def set_decided(conn: Connection, changed: Mapping[int, Mapping[str, Any]], at: str) -> None:
    """The same for what was decided about several claims: one statement where the same changes."""
    if len(changed) < _MANY:
        for claim_id, fields in changed.items():
            set_fields(conn, claim_id, fields, at)
        return
    alike: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for claim_id, fields in changed.items():
        alike.setdefault(tuple(fields), []).append((claim_id, *fields.values(), at))
    for names, rows_ in alike.items():
        staging.update(conn, "claims", ("id", *names, "changed"), rows_)
    for claim_id in changed:
        signed.refresh(conn, claim_id)


def _write_values(conn: Connection, claim_id: int, before: Claim, after: Claim) -> None:
    new = dict(zip(rows.CLAIM_COLUMNS, rows.claim_row(after), strict=True))
    old = dict(zip(rows.CLAIM_COLUMNS, rows.claim_row(before), strict=True))
    changed = {name: value for name, value in new.items() if value != old[name]}
    machine_strength, machine, document_id = (
        plain_cursor(conn)
        .execute(
            "SELECT machine_strength, machine, document_id FROM claims WHERE id = ?", (claim_id,)
        )
        .fetchone()
    )
    if machine_strength is not None:
        original = machine or rows.canonical_claim(before)
        changed["machine"] = None if rows.canonical_claim(after) == original else original
    if "span_start" in changed:
        changed["place"] = places.between(conn, document_id, after.span[0], claim_id)
    settings = ", ".join(f"{name} = ?" for name in changed)
    if changed:
        conn.execute(f"UPDATE claims SET {settings} WHERE id = ?", (*changed.values(), claim_id))
    if before.attributions != after.attributions:
        conn.execute("DELETE FROM attributions WHERE claim_id = ?", (claim_id,))
        conn.executemany(rows.INSERT_ATTRIBUTION, rows.attribution_rows(claim_id, after))
    if changed.keys() & {"fold", "span_start", "span_end"}:
        refresh_duplicates(conn, {old["fold"], new["fold"]})


def insert_claim(conn: Connection, values: Mapping[str, Any], at: str) -> int:
    """Insert the claim that an event holds under `claim`; its id is kept where the event has one."""
    assert conn.in_transaction, "a change belongs to a transaction"
    claim = Claim.from_dict(dict(values))
    document_id = values["document_id"]
    own = ("id", "document_id", "place", "superseded", "reviewer", "changed")
    columns = (*own, *rows.CLAIM_COLUMNS)
    place = places.between(conn, document_id, claim.span[0], None)
    newer = conn.execute("SELECT 1 FROM documents WHERE revises = ?", (document_id,)).fetchone()
    cursor = conn.execute(
        f"INSERT INTO claims ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        (
            values.get("id"),
            document_id,
            place,
            int(newer is not None),
            values["reviewer"],
            at,
            *rows.claim_row(claim),
        ),
    )
    claim_id = int(cursor.lastrowid or 0)
    conn.executemany(rows.INSERT_ATTRIBUTION, rows.attribution_rows(claim_id, claim))
    refresh_duplicates(conn, {rows.claim_fold(claim)})
    return claim_id


def delete_claim(conn: Connection, claim_id: int) -> None:
    """Take out a claim that nothing hangs on."""
    assert conn.in_transaction, "a change belongs to a transaction"
    fold = rows.claim_fold(claim_values(conn, claim_id))
    conn.execute("DELETE FROM attributions WHERE claim_id = ?", (claim_id,))
    conn.execute("DELETE FROM claims WHERE id = ?", (claim_id,))
    refresh_duplicates(conn, {fold})


def refresh_duplicates(conn: Connection, folds: Iterable[int]) -> None:
    """Set `duplicate` on the claims of these folded wordings: whether another claim is alike.

    Claims of superseded versions don't count, and are none.
    """
    lookalikes.refresh(conn, folds)


def insert_evidence(conn: Connection, values: Mapping[str, Any]) -> int:
    """Insert an evidence row; its id is kept where the event has one."""
    return _insert(conn, "evidence", EVIDENCE_FIELDS, values)


def put_reference(conn: Connection, values: Mapping[str, Any]) -> int:
    """Insert a reference, or set it to these values where its id is there already."""
    assert conn.in_transaction, "a change belongs to a transaction"
    if (
        values.get("id") is None
        or not conn.execute("SELECT 1 FROM sources WHERE id = ?", (values["id"],)).fetchone()
    ):
        return _insert(conn, "sources", REFERENCE_FIELDS, values)
    settings = ", ".join(f"{name} = ?" for name in REFERENCE_FIELDS[1:])
    conn.execute(
        f"UPDATE sources SET {settings} WHERE id = ?",
        (*(values.get(name) for name in REFERENCE_FIELDS[1:]), values["id"]),
    )
    signed.refresh_uses(conn, values["id"])
    return int(values["id"])


def delete_evidence(conn: Connection, evidence_id: int) -> None:
    """Take out an evidence row."""
    assert conn.in_transaction, "a change belongs to a transaction"
    conn.execute("DELETE FROM evidence WHERE id = ?", (evidence_id,))


def evidence_values(conn: Connection, evidence_id: int) -> dict[str, Any] | None:
    """An evidence row as events hold it."""
    return _one(conn, "evidence", EVIDENCE_FIELDS, evidence_id)


def reference_values(conn: Connection, reference_id: int) -> dict[str, Any] | None:
    """A reference's row as events hold it."""
    return _one(conn, "sources", REFERENCE_FIELDS, reference_id)


def same(one: Any, other: Any) -> bool:
    """Whether two values of events are the same JSON."""
    if type(one) is type(other) and isinstance(one, str | int | float | None):
        return bool(one == other)
    return canonical(one) == canonical(other)


def _insert(conn: Connection, table: str, names: tuple[str, ...], values: Mapping[str, Any]) -> int:
    assert conn.in_transaction, "a change belongs to a transaction"
    marks = ", ".join("?" * len(names))
    cursor = conn.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",
        tuple(values.get(name) for name in names),
    )
    return int(cursor.lastrowid or 0)


def _one(
    conn: Connection, table: str, names: tuple[str, ...], row_id: int
) -> dict[str, Any] | None:
    row = (
        plain_cursor(conn)
        .execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (row_id,))
        .fetchone()
    )
    return None if row is None else dict(zip(names, row, strict=True))
