"""Documents: storing one with its claims, and reading them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from db.connection import transaction
from db.errors import NoSuchDocument
from db.records import StoredDocument
from db.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Unpack

    from claims.model import Claim, Document
    from db.connection import Connection
    from db.incoming import Beside, Incoming

_COLUMNS = (
    "id, name, title, url, publisher, author, published, sha256, added, canonical_url, anchors, "
    "revises"
)
_ID_LIMIT = 2**63


def store(
    conn: Connection,
    document: Document,
    claims: Sequence[Claim],
    actor: str,
    *,
    kind: str = "ingest",
    **beside: Unpack[Beside],
) -> int | None:
    """Store a document with its claims in one transaction with its event; give its id.

    None means that it is there already: the same text (SHA-256) under the same canonical address,
    or where one of the two has no address. beside is what comes in with it: see
    `db.incoming.Beside`.

    Raises BadValue for a text that can't be stored, a span or an anchor outside it, an unknown
    status.
    """
    from db.incoming import prepared  # noqa: PLC0415 (readers need none of it)

    ready = prepared(document, claims, **beside)
    with transaction(conn):
        return put(conn, ready, actor, kind)


def put(conn: Connection, ready: Incoming, actor: str, kind: str) -> int | None:
    """Store what was prepared, inside a transaction; None where it is there already."""
    if is_stored(conn, ready.values["sha256"], ready.values["canonical_url"]):
        return None
    from db import storing  # noqa: PLC0415 (as above)

    return storing.put(conn, ready, actor, kind)


def is_stored(conn: Connection, sha256: str, canonical_url: str | None) -> bool:
    """Whether a text is there under this address, or where one of the two has none."""
    row = conn.execute(
        "SELECT 1 FROM documents WHERE sha256 = ?1 "
        "AND (?2 IS NULL OR canonical_url IS NULL OR canonical_url = ?2) LIMIT 1",
        (sha256, canonical_url),
    ).fetchone()
    return row is not None


def get(conn: Connection, document_id: int) -> StoredDocument:
    """A document with its text. Raises NoSuchDocument."""
    row = conn.execute(
        f"SELECT {_COLUMNS}, text FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    if row is None:
        raise NoSuchDocument(f"no document {document_id}")
    return _stored(row)


def find(conn: Connection, id_or_name: str | int) -> StoredDocument:
    """The document of an id or a name. Raises NoSuchDocument, also for a name that several have."""
    key = str(id_or_name)
    if key.isascii() and key.isdigit() and int(key) < _ID_LIMIT:
        row = conn.execute("SELECT id FROM documents WHERE id = ?", (int(key),)).fetchone()
        if row is not None:
            return get(conn, row["id"])
    found = conn.execute(
        "SELECT id FROM documents WHERE name = ? ORDER BY id LIMIT 6", (storable(key),)
    ).fetchall()
    if not found:
        raise NoSuchDocument(f"no document {key}")
    if len(found) > 1:
        ids = ", ".join(str(row["id"]) for row in found[:5]) + (", …" if len(found) > 5 else "")
        raise NoSuchDocument(f"several documents are named {key}: give one of the ids {ids}")
    return get(conn, found[0]["id"])


def all(  # noqa: A001 (reads as documents.all)
    conn: Connection, after: int = 0, limit: int | None = None
) -> Iterator[StoredDocument]:
    """The documents in the order they came, without their texts, from after an id."""
    cursor = conn.execute(
        f"SELECT {_COLUMNS}, '' AS text FROM documents WHERE id > ? ORDER BY id LIMIT ?",
        (after, -1 if limit is None else limit),
    )
    for row in cursor:
        yield _stored(row)


def many(conn: Connection, ids: Sequence[int], *, texts: bool = False) -> list[StoredDocument]:
    """The documents of these ids, in the given order, with or without texts; unknown ones left out."""
    found: dict[int, StoredDocument] = {}
    text = "text" if texts else "'' AS text"
    for start in range(0, len(ids), 500):
        some = list(ids[start : start + 500])
        cursor = conn.execute(
            f"SELECT {_COLUMNS}, {text} FROM documents WHERE id IN ({', '.join('?' * len(some))})",
            some,
        )
        found.update({row["id"]: _stored(row) for row in cursor})
    return [found[document_id] for document_id in ids if document_id in found]


def _stored(row: Any) -> StoredDocument:
    values = dict(row)
    pairs = json.loads(values["anchors"] or "[]")
    values["anchors"] = tuple((start, label) for start, label in pairs)
    return StoredDocument(**values)
