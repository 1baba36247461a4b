"""Correcting what the machine read: claims it missed, misread, ran together or cut apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import db.claims
import db.successions
from claims.confidence import confidence
from claims.model import (
    Attribution,
    Claim,
    Modality,
    Polarity,
    Quotation,
    SourceKind,
    Stance,
    Strength,
    Zone,
)
from db.connection import transaction
from db.errors import BadValue
from verifier.desk import blind, reshaping
from verifier.desk.reading import Reading
from verifier.words import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claims.model import Span
    from db.records import StoredClaim

ADDED = "added by a reviewer"
"""The rule of a claim that no machine found."""
Piece = tuple[int, int] | tuple[()]
"""A span of the text, or `()` for what the text does not have."""
QUOTED = 60
"""Characters of a claim that a reason quotes."""


@dataclass(frozen=True, slots=True)
class LinkChange:
    """What a reviewer gives for one link of a chain; what is None stays as it is."""

    cue: Piece | None = None
    source: Piece | None = None
    source_kind: str | None = None


def as_event(value: Any) -> Any:
    """Give a corrected value as an event can hold it."""
    if isinstance(value, dict):
        return {
            str(link): [list(change.cue or ()), list(change.source or ())]
            for link, change in value.items()
        }
    return list(value) if isinstance(value, tuple) else str(value)


class Correcting(Reading):
    """Every correction of a claim's own values; the machine's are kept beside."""

    def add_claim(
        self,
        document_id: int,
        span: Span,
        strength: str | None = None,
        *,
        polarity: str | None = None,
        modality: str | None = None,
        zone: str | None = None,
    ) -> int:
        """Add a claim that the extraction missed; gives its id.

        What is not given is what a plain sentence has: `asserted`, positive, actual; the zone, the
        sentence and the check-worthiness are those of a claim in the same sentence where there is
        one. Raises NoSuchDocument, and BadValue for a span outside the text.
        """
        text = self.document(document_id).text
        start, end = span
        if not 0 <= start < end <= len(text):
            raise BadValue(f"[{start}, {end}] is no piece of a text of {len(text)} characters")
        words = text[start:end]
        beside = self._beside(document_id, span)
        level = Strength(strength or Strength.ASSERTED)
        mode = Modality(modality or Modality.ACTUAL)
        sign = Polarity(polarity or Polarity.POSITIVE)
        claim = Claim(
            zone=Zone(zone) if zone else (beside.zone if beside else Zone.BODY),
            sentence=beside.sentence if beside else span,
            span=span,
            fragments=(span,),
            text=words,
            wording=" ".join(words.split()),
            strength=level,
            rule=ADDED,
            confidence=confidence(level, mode, sign),
            polarity=sign,
            modality=mode,
            check_worthiness=beside.check_worthiness if beside else 0.5,
            worth_parts=beside.worth_parts if beside else (),
        )
        return db.claims.add(self._db, document_id, claim, self.reviewer).id

    def set_claim(
        self,
        claim_id: int,
        *,
        strength: str | None = None,
        span: Span | None = None,
        polarity: str | None = None,
        modality: str | None = None,
        zone: str | None = None,
        chain: Mapping[int, LinkChange] | None = None,
        since: int | None = None,
    ) -> bool:
        """Correct the machine's reading of a claim; its own values are kept beside.

        chain holds what changes of the attributions, by the link's number, 1 for the outermost; the
        number after the last adds one, and a link that is left with neither cue nor source goes.
        The confidence follows its formula. since: see `Desk.mark`. Returns whether anything
        changed. Raises NoSuchClaim, Conflict, and BadValue for a span outside the text or a link
        that there is not.
        """
        stored = self.claim(claim_id)
        before = stored.claim
        level = Strength(strength or before.strength)
        sign = Polarity(polarity or before.polarity)
        mode = Modality(modality or before.modality)
        changes: dict[str, Any] = {"strength": level, "polarity": sign, "modality": mode}
        if (level, sign, mode) != (before.strength, before.polarity, before.modality):
            changes["confidence"] = confidence(level, mode, sign)
        if span is not None and span != before.span:
            changes["span"] = span
        if zone is not None:
            changes["zone"] = zone
        if chain:
            text = self.document(stored.document_id).text
            changes["attributions"] = _rechained(replace(before, strength=level), text, chain)
        after = db.claims.correct(self._db, claim_id, changes, self.reviewer, since=since)
        return after.claim != before

    def split_claim(self, claim_id: int, at: int) -> tuple[int, int]:
        """Make two claims of one, cut before the word at an offset of the text; give their ids.

        The original keeps its evidence and its history and is set aside; no verdict goes with the
        parts. Raises NoSuchClaim, and BadValue for a place where it can't be cut.
        """
        blind.refuse([claim_id], self.hidden())
        with transaction(self._db):
            stored = self.claim(claim_id)
            text = self.document(stored.document_id).text
            parts = reshaping.cut(stored.claim, text, at)
            words = " and ".join(_quoted(part) for part in parts)
            reasons = {claim_id: f"Split into {words}.{_verdict_before(stored)}"}
            one, other = db.successions.replace(self._db, reasons, parts, "split", self.reviewer)
        return one, other

    def merge_claims(self, ids: Sequence[int]) -> int:
        """Make one claim of several of a document; give its id.

        The originals keep their evidence and their history and are set aside; no verdict goes with
        the new claim. Raises NoSuchClaim, and BadValue for fewer than two or several documents.
        """
        wanted = list(dict.fromkeys(ids))
        blind.refuse(wanted, self.hidden())
        if len(wanted) < 2:
            raise BadValue("merging takes two claims or more")
        with transaction(self._db):
            found = [self.claim(claim_id) for claim_id in wanted]
            if len({stored.document_id for stored in found}) > 1:
                raise BadValue("claims of several documents can't become one")
            text = self.document(found[0].document_id).text
            whole = reshaping.join([stored.claim for stored in found], text)
            reasons = {
                stored.id: f"Merged into {_quoted(whole)}.{_verdict_before(stored)}"
                for stored in found
            }
            (made,) = db.successions.replace(self._db, reasons, [whole], "merge", self.reviewer)
        return made

    def lineage(self, claim_id: int) -> db.successions.Lineage:
        """Tell what a claim was split or merged from, and what took its place."""
        return db.successions.of(self._db, claim_id)

    def _beside(self, document_id: int, span: Span) -> Claim | None:
        """Find a claim whose sentence holds the span."""
        start, end = span
        for stored in self.claims_of(document_id):
            first, last = stored.claim.sentence
            if first <= start and end <= last:
                return stored.claim
        return None


def _rechained(claim: Claim, text: str, chain: Mapping[int, LinkChange]) -> tuple[Attribution, ...]:
    """The chain with links changed, added, or dropped where nothing of them is left."""
    links: list[Attribution | None] = list(claim.attributions)
    for number, given in sorted(chain.items()):
        if not 1 <= number <= len(links) + 1:
            raise BadValue(f"the chain has {len(links)} links; {number} is none of them")
        if number > len(links):
            links.append(_new_link(claim))
        link = links[number - 1]
        assert link is not None, "each link is changed once"
        links[number - 1] = _relinked(link, claim.strength, text, given)
    return tuple(link for link in links if link is not None)


def _relinked(
    link: Attribution, level: Strength, text: str, given: LinkChange
) -> Attribution | None:
    """The link as it is given, None where nothing of it is left."""
    if given.cue is not None:
        cue = _checked(given.cue, text, "cue")
        link = replace(link, cue=cue, cue_text=text[slice(*cue)] if cue else None)
    if given.source is not None:
        source = _checked(given.source, text, "source")
        name = text[slice(*source)] if source else None
        kind = link.source_kind if source else SourceKind.NONE
        if source and kind is SourceKind.NONE:
            weak = level.rank <= Strength.CREDIBLE.rank
            kind = SourceKind.UNNAMED if weak else SourceKind.PERSON
        link = replace(link, source=source, source_text=name, resolved=None, source_kind=kind)
    if given.source_kind is not None:
        link = replace(link, source_kind=SourceKind(given.source_kind))
    emptied = link.cue is None and link.source is None and {given.cue, given.source} & {()}
    return None if emptied else link


def _new_link(claim: Claim) -> Attribution:
    return Attribution(
        cue=None,
        cue_text=None,
        source=None,
        source_text=None,
        resolved=None,
        source_kind=SourceKind.NONE,
        strength=claim.strength,
        stance=Stance.ASSERTS,
        quotation=Quotation.NONE,
        content=claim.fragments,
    )


def _checked(piece: Piece, text: str, name: str) -> Span | None:
    """The span, None for `()`. Raises BadValue for one outside the text."""
    if not piece:
        return None
    start, end = piece
    if not 0 <= start < end <= len(text):
        raise BadValue(f"{name} [{start}, {end}] is no piece of a text of {len(text)} characters")
    return start, end


def _quoted(claim: Claim) -> str:
    words = " ".join(claim.wording.split())
    return f"“{words if len(words) <= QUOTED else words[: QUOTED - 1].rstrip() + '…'}”"


def _verdict_before(stored: StoredClaim) -> str:
    """The verdict that the words had, told where they are replaced."""
    if not stored.status.is_verdict:
        return ""
    why = f", {stored.reason}" if stored.reason else ""
    return f" It was marked {STATUS_WORDS[stored.status]}{why.rstrip('.')}."
