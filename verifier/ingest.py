"""Many texts into the store: one transaction a document, and what fails is named, not fatal."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from claims.english import looks_english
from db.errors import BadValue
from verifier.errors import Refused, shown_path
from verifier.lookalikes import Comparing
from verifier.readers import STDIN, expand, read
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import BinaryIO

    from claims.model import Claim, Document
    from verifier.desk import Desk

    Refuse = Callable[[Refused], None]

NOT_ENGLISH = ("not English", "Only English texts are read.")


@dataclass(frozen=True, slots=True)
class Versions:
    """What becomes of a text that is a newer version of a stored one.

    revises  the document that the text revises, where somebody said so; else it is recognised
    told     hears a line for each newer version, and where it is not plain which one it revises
    """

    told: Callable[[str], None]
    revises: int | None = None

    def revised_by(self, document: Document, desk: Desk) -> int | None:
        """Give the id of the document that a text revises, None for a text of its own."""
        if self.revises is not None:
            return self.revises
        likely = desk.earlier_versions(document)
        if len(likely) > 1:
            ids = ", ".join(str(one.document.id) for one in likely)
            self.told(
                f"{one_line(document.name)} may be a newer version of one of the documents {ids}; "
                "stored as a document of its own. --revises says of which."
            )
        return likely[0].document.id if len(likely) == 1 else None

    def tell_stored(self, document: Document, desk: Desk, document_id: int) -> None:
        """Say what became of the earlier version's claims."""
        compared = desk.comparison(document_id)
        counts = ", ".join(f"{number:,} {name}" for name, number in compared.counts().items())
        self.told(
            f"{one_line(document.name)} is document {document_id}, a newer version of document "
            f"{compared.before.id}: {counts}."
        )


class Extracts(Protocol):
    """What finds claims: `claims.extract.Extractor`, or a stand-in of a test."""

    def extract_many(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, Sequence[Claim]]]:
        """Give each document with its claims, in the documents' order."""
        ...


@dataclass(slots=True)
class Summary:
    """What a run did. `skipped` were stored before; `seconds` is the clock's time.

    revisions are those of the documents that came in as newer versions of others.
    """

    documents: int = 0
    revisions: int = 0
    skipped: int = 0
    failed: int = 0
    claims: int = 0
    words: int = 0
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Give the counts by name, as `--format json` writes them."""
        revisions = {"revisions": self.revisions} if self.revisions else {}
        return {
            "documents": self.documents,
            **revisions,
            "skipped": self.skipped,
            "failed": self.failed,
            "claims": self.claims,
            "words": self.words,
            "seconds": round(self.seconds, 3),
        }


def readable(
    paths: Iterable[str],
    refuse: Refuse,
    metadata: dict[str, str] | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Document]:
    """Read the English documents of all paths, each name once; the rest goes to refuse.

    metadata replaces what the texts say of themselves.
    """
    names: set[str] = set()
    for path in _once(expand(paths, refuse)):
        number = 0
        for document in read(path, refuse, stdin):
            number += 1
            if not looks_english(document.text):
                shown = "standard input" if document.name == STDIN else document.name
                refuse(Refused(shown, *NOT_ENGLISH))
                continue
            name = _unique(document.name, f"{shown_path(path)}:{number}", names)
            changes: dict[str, Any] = {**(metadata or {}), "name": name}
            yield replace(document, **changes)


def ingest(
    documents: Iterable[Document],
    desk: Desk,
    extractor: Extracts,
    refuse: Refuse,
    stored: Callable[[Document], None] | None = None,
    versions: Versions | None = None,
) -> Summary:
    """Extract and store documents, and count. What is there already is not extracted again.

    refuse hears of documents that the store does not take; stored of each that is done with.
    Each document is on disk, whole, before the next is begun. versions tells what becomes of newer
    versions of stored texts; without it every text is a document of its own.
    """
    summary = Summary()
    began = time.monotonic()

    def new() -> Iterator[Document]:
        for document in documents:
            if desk.holds(document):
                summary.skipped += 1
                if stored:
                    stored(document)
            else:
                yield document

    comparing = Comparing(desk.compare_lookalikes)
    for document, claims in extractor.extract_many(new()):
        try:
            key = _store(document, claims, desk, versions, summary)
        except BadValue as error:
            refuse(Refused(document.name, str(error)))
            continue
        if key is None:
            summary.skipped += 1
        else:
            summary.documents += 1
            summary.claims += len(claims)
            summary.words += len(document.text.split())
            comparing.stored(len(claims))
        if stored:
            stored(document)
    comparing.finish()
    summary.seconds = time.monotonic() - began
    return summary


def _store(
    document: Document,
    claims: Sequence[Claim],
    desk: Desk,
    versions: Versions | None,
    summary: Summary,
) -> int | None:
    """Store a document, as a newer version where it is one. Raises BadValue."""
    revises = None if versions is None else versions.revised_by(document, desk)
    if revises is None or versions is None:
        return desk.store(document, claims)
    key = desk.revise(document, claims, revises)
    if key is not None:
        summary.revisions += 1
        versions.tell_stored(document, desk, key)
    return key


def _once(paths: Iterable[str]) -> Iterator[str]:
    """Leave out a path that was given before."""
    seen: set[str] = set()
    for path in paths:
        if path not in seen:
            seen.add(path)
            yield path


def _unique(name: str, instead: str, taken: set[str]) -> str:
    """Keep a name that is new in this run; else tell where the document stands."""
    chosen = name if name not in taken else instead
    number = 2
    while chosen in taken:
        chosen = f"{instead} ({number})"
        number += 1
    taken.add(chosen)
    return chosen
