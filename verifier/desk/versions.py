"""Newer versions of a stored article: recognising them, storing them, comparing two.

A text that comes in is plainly a newer version where exactly one stored document, itself without a
newer version, has the same canonical address, else the same name, else the same title; where the
two share at least half of their four-word pieces; and where neither a date says that it is the older
one nor two publishers are named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import db.claims
import db.documents
import db.revising
import db.versions
from db.errors import BadValue
from db.revising import Following
from verifier.desk import blind
from verifier.readers import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claims.model import Claim, Document
    from db.connection import Connection
    from db.records import StoredClaim, StoredDocument

_TAKEN_OVER = ("title", "url", "publisher", "author")
"""What a newer version is called as before, where it does not say otherwise itself."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A stored document that a text may be a newer version of, and by what it was recognised."""

    document: StoredDocument
    by: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim of the newer version and the one whose place it took.

    moved: the words are the same, and the paragraph around them changed.
    """

    old: StoredClaim
    new: StoredClaim
    moved: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a document, claim by claim, in text order."""

    before: StoredDocument
    after: StoredDocument
    kept: tuple[Pair, ...]
    reworded: tuple[Pair, ...]
    new: tuple[StoredClaim, ...]
    gone: tuple[StoredClaim, ...]

    def counts(self) -> dict[str, int]:
        """How many claims are kept, reworded, new and gone."""
        return {
            "kept": len(self.kept),
            "reworded": len(self.reworded),
            "new": len(self.new),
            "gone": len(self.gone),
        }


def recognised(conn: Connection, document: Document, canonical_url: str | None) -> list[Likely]:
    """The stored documents that a text is plainly, or one of several may be, a newer version of."""
    from claims.drafts import SHARED, share  # noqa: PLC0415 - only where a candidate is there

    name = None if document.name == STDIN else document.name
    ids = db.versions.likely(conn, name, document.title, canonical_url)
    found = []
    for stored in db.documents.many(conn, ids, texts=True):
        if stored.text != document.text and not _apart(stored, document):
            if canonical_url and stored.canonical_url == canonical_url:
                by = "address"
            else:
                by = "name" if stored.name == name else "title"
            if share(stored.text, document.text) >= SHARED:
                found.append(Likely(stored, by))
    for by in ("address", "name", "title"):
        if some := [one for one in found if one.by == by]:
            return some
    return []


def _apart(stored: StoredDocument, document: Document) -> bool:
    """Whether a date says that the text is the older one, or two outlets are named."""
    older = document.published and stored.published and document.published < stored.published
    outlets = (document.publisher or "").casefold(), (stored.publisher or "").casefold()
    return bool(older) or (all(outlets) and outlets[0] != outlets[1])


def store(
    conn: Connection,
    document: Document,
    claims: Sequence[Claim],
    revises: int,
    reviewer: str,
    canonical: Callable[[str | None], str | None],
) -> int | None:
    """Store a text as the newer version of a document: see `db.revising.store`."""
    before = db.documents.get(conn, revises)
    known = {
        name: getattr(before, name)
        for name in _TAKEN_OVER
        if not getattr(document, name) and getattr(before, name)
    }
    document = replace(document, **known)

    def compare(old: StoredDocument, rows: Sequence[StoredClaim]) -> list[Following]:
        return following(old, rows, document.text, claims)

    return db.revising.store(
        conn, document, revises, compare, reviewer, canonical_url=canonical(document.url)
    )


def following(
    old: StoredDocument, rows: Sequence[StoredClaim], text: str, claims: Sequence[Claim]
) -> list[Following]:
    """What becomes of the claims of a version in the next one's text."""
    from claims.drafts import Standing, compare, places  # noqa: PLC0415 - loads the splitter

    standing = [Standing(row.claim, _machine(row)) for row in rows]
    around, around_new = places(old.text), places(text)
    found = []
    for one in compare(old.text, standing, text, claims):
        earlier = None if one.earlier is None else rows[one.earlier]
        moved = earlier is not None and around(earlier.claim) != around_new(one.claim)
        found.append(
            Following(
                one.claim,
                one.machine,
                None if earlier is None else earlier.id,
                kept=one.kept,
                moved=moved,
            )
        )
    return found


def compared(
    conn: Connection, document_id: int, unseen: frozenset[int] = frozenset()
) -> Comparison:
    """A document beside the version before it, as both stand now; the first beside the next.

    unseen are claims whose verdict its reader must not see. Raises NoSuchDocument, and BadValue for a document of one version.
    """
    from claims.drafts import places  # noqa: PLC0415 - loads the splitter

    after = db.documents.get(conn, document_id)
    if after.revises is None:
        newer = db.versions.newer_of(conn, document_id)
        if newer is None:
            raise BadValue(
                f"document {document_id} has one version; verifier ingest FILE --revises "
                f"{document_id} stores a newer one"
            )
        after = db.documents.get(conn, newer)
    before = db.documents.get(conn, after.revises or 0)
    old = {row.id: row for row in blind.masked(db.claims.of_document(conn, before.id), unseen)}
    around, around_new = places(before.text), places(after.text)
    pairs: dict[bool, list[Pair]] = {True: [], False: []}
    new = []
    for row in blind.masked(db.claims.of_document(conn, after.id), unseen):
        earlier = old.pop(row.earlier, None) if row.earlier is not None else None
        if earlier is None:
            new.append(row)
        else:
            moved = around(earlier.claim) != around_new(row.claim)
            pairs[bool(row.kept)].append(Pair(earlier, row, moved))
    return Comparison(
        before, after, tuple(pairs[True]), tuple(pairs[False]), tuple(new), tuple(old.values())
    )


def _machine(row: StoredClaim) -> Claim | None:
    if row.machine_strength is None:
        return None
    return row.machine or row.claim
