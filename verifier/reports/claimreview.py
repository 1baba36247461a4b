"""The claims with a verdict as schema.org ClaimReview, a JSON-LD list.

The mapping, field by field, is in docs/reports.md. What is not known is left out, never made up:
a claim's author is named only where the text says on the record, at first hand, who claims it.
The text is safe to stand in a page's `<script type="application/ld+json">`: `<`, `>` and `&` are
written as escapes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from claims.model import SourceKind, Stance, Strength
from db.text import fold_number
from verifier.reports import words
from verifier.reports.arrange import sections
from verifier.safe_text import json_line, safe_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.model import Attribution, Claim, Polarity
    from db.records import Status, StoredDocument
    from verifier.ratings import Scale
    from verifier.reports.model import AlsoIn, ReportClaim, ReportData

    _Words = tuple[int, Polarity, Status]
    _Places = dict[_Words, list[StoredDocument]]

SHORT = 75
"""Search engines ask that `claimReviewed` stay under so many characters."""

APPEARANCES = 20
"""How many documents with a claim's words its review names at most."""

NAMED = 8
"""How many claims that lack the same are named by their numbers."""

LANGUAGE = "en"
"""What claims are found in: texts in other languages are refused."""

_SECOND_HAND = frozenset({Strength.RUMOUR, Strength.REPORTED, Strength.UNNAMED, Strength.CREDIBLE})
_TYPES = {
    SourceKind.PERSON: "Person",
    SourceKind.ORGANISATION: "Organization",
    SourceKind.MEDIA: "Organization",
    SourceKind.GROUP: "Organization",
}
_PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we", "you", "who", "that", "this"})
_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def render(data: ReportData) -> Iterator[str]:
    """Write the list, a review on each line; `[]` where no claim has a verdict."""
    places = _places(data)
    before = "[\n"
    for section in sections(data):
        for item in section.claims:
            if item.claim.stored.status.is_verdict:
                row = review(data, section.document.stored, item.claim, places)
                yield before + json_line(row).translate(_IN_SCRIPT)
                before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def review(
    data: ReportData, document: StoredDocument, item: ReportClaim, places: _Places
) -> dict[str, Any]:
    """Map a claim with a verdict to a ClaimReview; only known fields are there.

    places are the documents of the report that carry a claim's words with the same verdict.
    """
    stored = item.stored
    every = _carriers(document, item, places)
    appearances = [found for one in every[:APPEARANCES] if (found := _appearance(one))]
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "inLanguage": LANGUAGE,
            "claimReviewed": stored.claim.wording,
            "reviewRating": _rating(data.ratings, item),
            "url": _url(data, item),
            "author": _organisation(data.publisher.name, data.publisher.url),
            "datePublished": _day(_reviewed_at(data, item)),
            "dateModified": _corrected_on(item),
            "itemReviewed": _known(
                {
                    "@type": "Claim",
                    "author": claimant(stored.claim, document),
                    "inLanguage": LANGUAGE,
                    "datePublished": _published(document),
                    "appearance": appearances if len(appearances) > 1 else _first(appearances),
                    "firstAppearance": _appearance(_earliest(every)),
                }
            ),
        }
    )


def _places(data: ReportData) -> _Places:
    """Find which documents carry the words of each claim with its verdict, in their order."""
    found: _Places = {}
    for document in data.documents:
        verdicts = [item for item in document.claims if item.stored.status.is_verdict]
        for key in {_words(item): None for item in verdicts}:
            found.setdefault(key, []).append(document.stored)
    return found


def _words(item: ReportClaim) -> _Words:
    """What two claims of a report share that are the same: words, polarity and verdict."""
    stored = item.stored
    return fold_number(stored.claim.wording), stored.claim.polarity, stored.status


def _carriers(
    document: StoredDocument, item: ReportClaim, places: _Places
) -> list[StoredDocument | AlsoIn]:
    """List the claim's own document, the report's others that carry it, and those it is also in."""
    here = [document, *(one for one in places[_words(item)] if one.id != document.id)]
    known = {one.url for one in here}
    return [*here, *(one for one in item.also_in if one.url not in known)]


def _earliest(carriers: Sequence[StoredDocument | AlsoIn]) -> StoredDocument | AlsoIn | None:
    """Give the document with the earliest date; None where none has a date."""
    dated = [(moment, one) for one in carriers if (moment := _moment(one))]
    return min(dated, key=itemgetter(0))[1] if dated else None


def _moment(one: StoredDocument | AlsoIn) -> datetime | None:
    """When it came out, for comparing: a date alone is its first moment, no zone is UTC."""
    try:
        moment = datetime.fromisoformat(one.published or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _published(one: StoredDocument | AlsoIn) -> str | None:
    """The date as it stands, where it is one that schema.org knows: ISO 8601."""
    return one.published if _moment(one) else None


def _first(values: list[dict[str, Any]]) -> dict[str, Any] | None:
    return values[0] if values else None


def missing(data: ReportData) -> list[str]:
    """Name, a line each, what search engines ask of a ClaimReview and these lack."""
    reviewed = [
        (section.document.stored, item.claim)
        for section in sections(data)
        for item in section.claims
        if item.claim.stored.status.is_verdict
    ]
    if not reviewed:
        return []
    found = []
    if any(page_of(data, item) is None for _, item in reviewed):
        found.append("url: required; give the address of the published report with --url")
    if data.publisher.name is None:
        found.append("author: recommended; set publisher in the settings, or VERIFIER_PUBLISHER")
    if len(reviewed) > 1 and len({page_of(data, item) for _, item in reviewed}) == 1:
        found.append(f"url: {len(reviewed)} claims on one page; search engines ask for one a page")
    if any(data.ratings.value(item.stored.status) is None for _, item in reviewed):
        found.append(
            "reviewRating.ratingValue: recommended; give the [ratings] of the settings numbers"
        )
    places = _places(data)
    lacking: dict[str, list[int]] = {}
    for document, item in reviewed:
        for lack in _lacks(document, item, _carriers(document, item, places)):
            lacking.setdefault(lack, []).append(item.stored.id)
    return found + [f"{_claims(ids)}: {lack}" for lack, ids in lacking.items()]


def _claims(ids: Sequence[int]) -> str:
    """Name claims by their numbers, the first NAMED of them."""
    rest = len(ids) - NAMED
    named = ", ".join(map(str, ids[:NAMED]))
    return f"claim{'s' if len(ids) > 1 else ''} {named}{f' and {rest:,} more' if rest > 0 else ''}"


def _lacks(
    document: StoredDocument, item: ReportClaim, every: Sequence[StoredDocument | AlsoIn]
) -> Iterator[str]:
    claim = item.stored.claim
    if len(claim.wording) >= SHORT:
        size = len(claim.wording)
        yield f"claimReviewed has {size} characters; search engines ask for fewer than {SHORT}"
    if not item.stored.reason:
        yield "reviewRating.ratingExplanation: recommended; give a reason"
    if claimant(claim, document) is None:
        yield "itemReviewed.author: recommended; the text names nobody at first hand"
    undated = sum(_moment(one) is None for one in every)
    if _moment(document) is None:
        alone = ", firstAppearance" if undated == len(every) else ""
        yield f"itemReviewed.datePublished{alone}: recommended; the document has no date"
    if 0 < undated < len(every):
        yield (
            f"itemReviewed.firstAppearance: the earliest that is dated; {undated} of "
            f"{len(every)} appearances have no date"
        )
    if safe_url(document.url) is None:
        yield "itemReviewed.appearance: recommended; the document has no address"


def claimant(claim: Claim, document: StoredDocument) -> dict[str, Any] | None:
    """Name who makes the claim, or None where the text does not say so at first hand.

    A claim in the writer's own voice is the author's, else the publisher's. Otherwise the innermost
    source that is named and asserts it, unless a link of the chain is second-hand.
    """
    if not claim.attributions:
        if document.author:
            return {"@type": "Person", "name": document.author}
        return _organisation(document.publisher, None)
    links = claim.attributions
    if any(link.strength in _SECOND_HAND or link.stance is not Stance.ASSERTS for link in links):
        return None
    for link in reversed(links):
        name = _name(link)
        if name is not None:
            return {"@type": _TYPES[link.source_kind], "name": name}
    return None


def _name(link: Attribution) -> str | None:
    if link.source_kind not in _TYPES:
        return None
    name = link.resolved.text if link.resolved is not None else link.source_text
    if not name or name.strip().lower() in _PRONOUNS:
        return None
    return name.strip(" ,")


def _rating(scale: Scale, item: ReportClaim) -> dict[str, Any]:
    """Give the desk's own label and number where it has them, else the status."""
    value = scale.value(item.stored.status)
    ends = {} if value is None else {"bestRating": scale.best, "worstRating": scale.worst}
    return _known(
        {
            "@type": "Rating",
            "alternateName": scale.label(item.stored.status) or _label(item),
            "ratingValue": value,
            **ends,
            "ratingExplanation": item.stored.reason,
        }
    )


def _label(item: ReportClaim) -> str:
    word = words.STATUS_WORDS[item.stored.status]
    return word[:1].upper() + word[1:]


def _url(data: ReportData, item: ReportClaim) -> str | None:
    page = page_of(data, item)
    return None if page is None else f"{page.split('#', 1)[0]}#claim-{item.stored.id}"


def page_of(data: ReportData, item: ReportClaim) -> str | None:
    """Give the page where the review stands: this report's, else the last that was named."""
    return safe_url(data.published_url) or safe_url(item.published_url)


def _reviewed_at(data: ReportData, item: ReportClaim) -> str:
    first = item.published_at or data.published_at
    return first or item.stored.changed or data.generated_at


def _corrected_on(item: ReportClaim) -> str | None:
    return _day(item.corrections[-1].at) if item.corrections else None


def _day(moment: str) -> str:
    return moment[: len("2026-05-04")]


def _appearance(document: StoredDocument | AlsoIn | None) -> dict[str, Any] | None:
    url = None if document is None else safe_url(document.url)
    if document is None or url is None:
        return None
    return _known(
        {
            "@type": "CreativeWork",
            "url": url,
            "headline": document.title,
            "datePublished": _published(document),
            "publisher": _organisation(document.publisher, None),
        }
    )


def _organisation(name: str | None, url: str | None) -> dict[str, Any] | None:
    if not name:
        return None
    return _known({"@type": "Organization", "name": name, "url": safe_url(url)})


def _known(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value not in (None, "")}
