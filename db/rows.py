"""Between claims as values and claims as rows: the one place that knows the columns of both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claims.model import (
    Attribution,
    Claim,
    Modality,
    Polarity,
    Quotation,
    Resolved,
    SourceKind,
    Stance,
    Strength,
    Zone,
)
from db.events import canonical
from db.text import count_words, fold_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CLAIM_COLUMNS = (
    "zone",
    "sentence_start",
    "sentence_end",
    "span_start",
    "span_end",
    "fragments",
    "text",
    "wording",
    "words",
    "said_by",
    "fold",
    "strength",
    "rule",
    "confidence",
    "polarity",
    "modality",
    "check_worthiness",
    "worth_parts",
)
"""The columns that hold a claim's own values, in the order of `claim_row`."""

ATTRIBUTION_COLUMNS = (
    "claim_id",
    "position",
    "cue_start",
    "cue_end",
    "cue_text",
    "source_start",
    "source_end",
    "source_text",
    "resolved_start",
    "resolved_end",
    "resolved_text",
    "source_kind",
    "strength",
    "stance",
    "quotation",
    "content",
)

INSERT_ATTRIBUTION = (
    f"INSERT INTO attributions ({', '.join(ATTRIBUTION_COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(ATTRIBUTION_COLUMNS))})"
)


def said_by(attributions: Iterable[Attribution]) -> tuple[str, ...]:
    """The names along a chain, outermost first, with plain antecedents, each once, on one line."""
    names: dict[str, None] = {}
    for link in attributions:
        if link.source_text:
            names[" ".join(link.source_text.split())] = None
        if link.resolved is not None:
            names[" ".join(link.resolved.text.split())] = None
    return tuple(name for name in names if name)


def claim_row(claim: Claim) -> tuple[Any, ...]:
    """A claim's values in the order of CLAIM_COLUMNS."""
    return (
        claim.zone.value,
        *claim.sentence,
        *claim.span,
        _spans(claim.fragments),
        claim.text,
        claim.wording,
        count_words(claim.wording),
        "\n".join(said_by(claim.attributions)),
        fold_number(claim.wording),
        claim.strength.value,
        claim.rule,
        float(claim.confidence),
        claim.polarity.value,
        claim.modality.value,
        float(claim.check_worthiness),
        _parts(claim),
    )


def claim_fold(claim: Claim) -> int:
    """The number that claims of the same folded wording share."""
    return fold_number(claim.wording)


def plain_values(claim: Claim) -> dict[str, Any]:
    """A claim as JSON holds it, the numbers as the columns give them back."""
    values = claim.as_dict()
    values["confidence"] = float(claim.confidence)
    values["check_worthiness"] = float(claim.check_worthiness)
    return values


def canonical_claim(claim: Claim) -> str:
    """A claim in canonical form: the JSON that hashes are made over."""
    return canonical_values(plain_values(claim))


def canonical_values(values: Mapping[str, Any]) -> str:
    """A claim's plain values in canonical form.

    Shares that are not known leave no trace: what older versions stored keeps its hash.
    """
    return canonical({k: v for k, v in values.items() if k != "worth_parts" or v})


def attribution_rows(claim_id: int, claim: Claim) -> list[tuple[Any, ...]]:
    """A claim's chain in the order of ATTRIBUTION_COLUMNS."""
    return [
        (
            claim_id,
            position,
            *(link.cue or (None, None)),
            link.cue_text,
            *(link.source or (None, None)),
            link.source_text,
            *(link.resolved.span if link.resolved else (None, None)),
            link.resolved.text if link.resolved else None,
            link.source_kind.value,
            link.strength.value,
            link.stance.value,
            link.quotation.value,
            _spans(link.content),
        )
        for position, link in enumerate(claim.attributions)
    ]


def claim_of(row: Any, links: tuple[Attribution, ...]) -> Claim:
    """The claim that a row of `claims` holds, by column name."""
    return Claim(
        zone=Zone(row["zone"]),
        sentence=(row["sentence_start"], row["sentence_end"]),
        span=(row["span_start"], row["span_end"]),
        fragments=_pairs(row["fragments"]),
        text=row["text"],
        wording=row["wording"],
        strength=Strength(row["strength"]),
        rule=row["rule"],
        confidence=row["confidence"],
        polarity=Polarity(row["polarity"]),
        modality=Modality(row["modality"]),
        check_worthiness=row["check_worthiness"],
        attributions=links,
        worth_parts=tuple(json.loads(row["worth_parts"]).items()) if row["worth_parts"] else (),
    )


def attribution_of(row: Any) -> Attribution:
    """The link that a row of `attributions` holds, by column name."""
    cue, source, resolved = row["cue_start"], row["source_start"], row["resolved_start"]
    return Attribution(
        cue=None if cue is None else (cue, row["cue_end"]),
        cue_text=row["cue_text"],
        source=None if source is None else (source, row["source_end"]),
        source_text=row["source_text"],
        resolved=None
        if resolved is None
        else Resolved((resolved, row["resolved_end"]), row["resolved_text"]),
        source_kind=SourceKind(row["source_kind"]),
        strength=Strength(row["strength"]),
        stance=Stance(row["stance"]),
        quotation=Quotation(row["quotation"]),
        content=_pairs(row["content"]),
    )


def _parts(claim: Claim) -> str | None:
    parts = dict(claim.worth_parts)
    return json.dumps(parts, separators=(",", ":")) if parts else None


def _spans(pieces: Iterable[tuple[int, int]]) -> str:
    return "[" + ",".join(f"[{start},{end}]" for start, end in pieces) + "]"


def _pairs(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in json.loads(text))
