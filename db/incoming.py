"""A document with its claims, checked and laid out before the write lock is taken.

Thousands of claims take seconds to check, and nobody else should wait for that.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from claims.model import Zone, anchors_from, check_spans
from db import events, rows
from db.errors import BadValue
from db.loaded import Acts, checked_marks
from db.text import check_text, optional, storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Unpack

    from claims.model import Claim, Document
    from db.versions import Revision

_METADATA = ("title", "url", "canonical_url", "publisher", "author", "published")
_SHOWN = frozenset({Zone.BODY, Zone.HEADLINE})


class Beside(TypedDict, total=False):
    """What comes in with a document and its claims.

    canonical_url stands for the document's address (its `url` unless given) where texts are
    compared; revision tells which document this one revises: see `db.versions`. The others are what
    `report --format json` wrote, by the claim's index in `claims`:

    marks       `status, reason, note, quote_check, reviewer, changed, machine_strength, machine`
    evidence    pairs of a reference's and an evidence's fields (see `sources.add_evidence`)
    acts        replies and second readings: see `db.loaded.Acts`
    successors  the kind of what took a claim's place and its indexes: see `db.successor_rows`
    elsewhere   what their desk said of them beside that, not by index: see `db.elsewhere`
    """

    canonical_url: str | None
    marks: Mapping[int, Mapping[str, Any]] | None
    evidence: Mapping[int, Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]] | None
    acts: Acts | None
    elsewhere: Mapping[str, Any] | None
    revision: Revision | None
    successors: Mapping[int, tuple[str, Sequence[int]]] | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document that only needs its ids.

    values   columns of its row, but for the time
    claims   the claims, in their order; `lines` are they in canonical form, `rows` as columns,
             `links` their chains as rows with the claim's index for its id
    ranks    which claim each is in the order of the text, from 1
    marks    what was decided of them, checked
    told     what the event tells of them but for their ids
    beside   the rest as it came
    """

    text: str
    values: Mapping[str, Any]
    claims: Sequence[Claim]
    lines: Sequence[str]
    rows: Sequence[tuple[Any, ...]]
    links: Sequence[tuple[Any, ...]]
    ranks: Sequence[int]
    marks: dict[int, dict[str, Any]]
    told: Mapping[str, Any]
    beside: Beside

    @property
    def revision(self) -> Revision | None:
        """Which document this one revises."""
        return self.beside.get("revision")


def prepared(document: Document, claims: Sequence[Claim], **beside: Unpack[Beside]) -> Incoming:
    """Check a document with its claims, and lay them out.

    Raises BadValue for a text that can't be stored, a span or an anchor outside it, an unknown
    status.
    """
    check_text(document.text, document.name)
    anchors = _anchors(document)
    lines = _canonical_lines(document, claims)
    revision = beside.get("revision")
    values = {
        "name": storable(document.name),
        **{name: optional(getattr(document, name, None)) for name in _METADATA},
        "canonical_url": optional(beside.get("canonical_url") or document.url),
        "anchors": anchors,
        "revises": None if revision is None else revision.document_id,
        "sha256": hashlib.sha256(document.text.encode()).hexdigest(),
    }
    # Reports put hidden zones last: claims that begin together go so too, and come back the same.
    by_place = sorted(
        range(len(claims)),
        key=lambda index: (claims[index].span[0], claims[index].zone not in _SHOWN),
    )
    rank = {index: number for number, index in enumerate(by_place, 1)}
    return Incoming(
        document.text,
        values,
        claims,
        lines,
        [rows.claim_row(claim) for claim in claims],
        [link for at, claim in enumerate(claims) for link in rows.attribution_rows(at, claim)],
        [rank[index] for index in range(len(claims))],
        checked_marks(beside.get("marks") or {}, len(claims)),
        _summary(lines),
        beside,
    )


def _summary(lines: Sequence[str]) -> dict[str, Any]:
    """What an ingest event tells of its claims: how many, and their hashes.

    `claims_sha256` is over the claims' canonical JSON, a line each; `digests` holds the first eight
    hexadecimal digits of each line's own SHA-256, so that a check can name the claim.
    """
    hashes = [hashlib.sha256(line.encode()).hexdigest()[:8] for line in lines]
    whole = hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest()
    return {
        "claims": len(lines),
        "claims_sha256": whole,
        "digests": "".join(hashes),
    }


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
