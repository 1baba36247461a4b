"""Documents: storing one with its claims, and reading them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from claims.model import Zone, anchors_from, check_spans
from db import elsewhere as other_desks
from db import events, places, rows, versions
from db.connection import plain_cursor, transaction
from db.errors import BadValue, NoSuchDocument, StoreError
from db.loaded import Loaded, checked_marks
from db.records import StoredDocument
from db.text import check_text, optional, storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claims.model import Claim, Document
    from db.connection import Connection
    from db.loaded import Acts
    from db.versions import Revision

_COLUMNS = (
    "id, name, title, url, publisher, author, published, sha256, added, canonical_url, anchors, "
    "revises"
)
_METADATA = ("title", "url", "canonical_url", "publisher", "author", "published")
_SHOWN = frozenset({Zone.BODY, Zone.HEADLINE})
_ID_LIMIT = 2**63


def store(
    conn: Connection,
    document: Document,
    claims: Sequence[Claim],
    actor: str,
    *,
    canonical_url: str | None = None,
    kind: str = "ingest",
    marks: Mapping[int, Mapping[str, Any]] | None = None,
    evidence: Mapping[int, Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]] | None = None,
    acts: Acts | None = None,
    elsewhere: Mapping[str, Any] | None = None,
    revision: Revision | None = None,
) -> int | None:
    """Store a document with its claims in one transaction with its event; give its id.

    None means that it is there already: the same text (SHA-256) under the same canonical address,
    or where one of the two has no address. `canonical_url` stands for the document's address in
    that comparison (its `url` unless given).

    marks and evidence, for what `report --format json` wrote, go by the claim's index in `claims`:
    marks hold `status, reason, note, quote_check, reviewer, changed, machine_strength, machine`,
    evidence pairs of a reference's and an evidence's fields (see `sources.add_evidence`).
    acts are their replies and second readings: see `db.loaded.Acts`.
    elsewhere is what their desk said of them beside that: see `db.elsewhere`.
    revision tells which document this one revises: see `db.versions`.

    Raises BadValue for a text that can't be stored, a span or an anchor outside it, an unknown
    status.
    """
    check_text(document.text, document.name)
    anchors = _anchors(document)
    lines = _canonical_lines(document, claims)
    sha256 = hashlib.sha256(document.text.encode()).hexdigest()
    actor = storable(actor)
    with transaction(conn):
        canonical_url = optional(canonical_url or document.url)
        if is_stored(conn, sha256, canonical_url):
            return None
        at = events.now()
        values = {
            "name": storable(document.name),
            **{name: optional(getattr(document, name, None)) for name in _METADATA},
            "canonical_url": canonical_url,
            "anchors": anchors,
            "revises": None if revision is None else revision.document_id,
            "added": at,
            "sha256": sha256,
        }
        start, end = places.reserve(conn, len(claims))
        document_id = _insert_document(conn, values, (start, end), document.text)
        if revision is not None:
            versions.supersede(conn, revision.document_id)
        loaded = Loaded(conn, actor, at, checked_marks(marks or {}, len(claims)))
        earlier = {} if revision is None else revision.earlier
        first = _insert_claims(conn, document_id, start, claims, loaded, earlier)
        told = loaded.finish(first, evidence or {}, len(claims), acts or {})
        told |= other_desks.told(elsewhere, first, len(claims))
        if revision is not None:
            told |= versions.carry(conn, revision, document_id, first)
        _compare_with_file(conn, document_id, document.text, sha256, first, len(claims))
        events.append(
            conn,
            reviewer=actor,
            kind=kind,
            at=at,
            document_id=document_id,
            after={"document": values, **claims_summary(lines, first), **told},
        )
    return document_id


def _insert_document(
    conn: Connection, values: Mapping[str, Any], reserved: tuple[int, int], text: str
) -> int:
    """Insert a document's row with the places kept for its claims; give its id."""
    columns = (*values, "place_start", "place_end", "text")
    cursor = conn.execute(
        f"INSERT INTO documents ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        (*values.values(), *reserved, text),
    )
    return int(cursor.lastrowid or 0)


def claims_summary(lines: Sequence[str], first: int) -> dict[str, Any]:
    """What an ingest event tells of its claims: how many, from which id, and their hashes.

    `claims_sha256` is over the claims' canonical JSON, a line each; `digests` holds the first eight
    hexadecimal digits of each line's own SHA-256, so that a check can name the claim.
    """
    hashes = [hashlib.sha256(line.encode()).hexdigest()[:8] for line in lines]
    whole = hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest()
    return {
        "claims": len(lines),
        "first_claim": first,
        "claims_sha256": whole,
        "digests": "".join(hashes),
    }


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


def _anchors(document: Document) -> str | None:
    """The anchors as their column holds them. Raises BadValue."""
    try:
        anchors = anchors_from(document.anchors, document.text)
    except ValueError as error:
        raise BadValue(f"{document.name}: {error}") from error
    pairs = [(start, storable(label)) for start, label in anchors]
    return events.canonical(pairs) if pairs else None


def _canonical_lines(document: Document, claims: Sequence[Claim]) -> list[str]:
    """The claims in canonical form, checked. Raises BadValue for one that does not fit the text."""
    for claim in claims:
        try:
            check_spans(claim, document.text)
        except ValueError as error:
            raise BadValue(f"{document.name}: {error}") from error
    return [_canonical_line(claim, document.name) for claim in claims]


def _canonical_line(claim: Claim, name: str) -> str:
    line = rows.canonical_claim(claim)
    if not line.isascii():
        try:
            line.encode()
        except UnicodeEncodeError:
            raise BadValue(f"{name}: a claim holds half a character (a lone surrogate)") from None
    if "\\u0000" in line and any("\0" in part for part in _strings(claim)):
        raise BadValue(f"{name}: a claim holds a NUL")
    return line


def _strings(claim: Claim) -> Iterator[str]:
    yield from (claim.text, claim.wording, claim.rule)
    for link in claim.attributions:
        yield from (link.cue_text or "", link.source_text or "")
        yield link.resolved.text if link.resolved else ""


def _insert_claims(
    conn: Connection,
    document_id: int,
    start: int,
    claims: Sequence[Claim],
    loaded: Loaded,
    earlier: Mapping[int, tuple[int, bool]],
) -> int:
    """Insert the claims of a document, ids in a row, and give the first id."""
    cursor = plain_cursor(conn)
    row = cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'claims'").fetchone()
    first = (int(row[0]) if row else 0) + 1
    # Reports put hidden zones last: claims that begin together go so too, and come back the same.
    by_place = sorted(
        range(len(claims)),
        key=lambda index: (claims[index].span[0], claims[index].zone not in _SHOWN),
    )
    rank = {index: number for number, index in enumerate(by_place, 1)}
    values = [rows.claim_row(claim) for claim in claims]
    fold = rows.CLAIM_COLUMNS.index("fold")
    twins = _twins(conn, [row[fold] for row in values])
    own = ("id", "document_id", "place", "duplicate", "earlier", "kept")
    columns = (*own, *loaded.COLUMNS, *rows.CLAIM_COLUMNS)
    cursor.executemany(
        f"INSERT INTO claims ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        [
            (
                first + index,
                document_id,
                start + places.GAP * rank[index],
                int(row[fold] in twins),
                *earlier.get(index, (None, None)),
                *loaded.row(index, claims[index]),
                *row,
            )
            for index, row in enumerate(values)
        ],
    )
    cursor.executemany(
        rows.INSERT_ATTRIBUTION,
        [
            link
            for index, claim in enumerate(claims)
            if claim.attributions
            for link in rows.attribution_rows(first + index, claim)
        ],
    )
    return first


def _twins(conn: Connection, folds: list[int]) -> set[int]:
    """The folded wordings that occur twice here, or once more in the store, which is told so."""
    seen: set[int] = set()
    twins: set[int] = set()
    for fold in folds:
        (twins if fold in seen else seen).add(fold)
    cursor = plain_cursor(conn)
    wanted = sorted(seen)
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        marks = ", ".join("?" * len(some))
        there = cursor.execute(
            f"SELECT DISTINCT fold FROM claims WHERE superseded = 0 AND fold IN ({marks})", some
        )
        twins.update(fold for (fold,) in there.fetchall())
        cursor.execute(
            "UPDATE claims SET duplicate = 1 "
            f"WHERE duplicate = 0 AND superseded = 0 AND fold IN ({marks})",
            some,
        )
    return twins


def _compare_with_file(
    conn: Connection, document_id: int, text: str, sha256: str, first: int, claims: int
) -> None:
    """Read back what was written, before it is committed. Raises StoreError where it differs."""
    cursor = plain_cursor(conn)
    (stored,) = cursor.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()
    if hashlib.sha256(stored.encode()).hexdigest() != sha256:
        raise StoreError(
            f"document {document_id} did not come back from the disk as it was written"
        )
    count = 0
    for start, end, words in cursor.execute(
        "SELECT span_start, span_end, text FROM claims WHERE id >= ? AND document_id = ?",
        (first, document_id),
    ):
        count += 1
        if text[start:end] != words:
            raise StoreError(f"a claim at [{start}, {end}] did not come back as it was written")
    if count != claims:
        raise StoreError(f"{claims} claims were written and {count} came back")
