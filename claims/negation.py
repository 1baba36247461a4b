"""Cues that are denied or withheld: *has not confirmed*, *refused to confirm* (rule 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import nouns
from claims.model import Strength

if TYPE_CHECKING:
    from claims.lexicon import Lexicon
    from claims.link import Link
    from claims.parsed import Parsed

_NEGATIONS = frozenset(
    ("not", "n't", "n’t", "never", "no", "neither", "nor", "cannot", "hardly", "without")
)
_WITHHOLD = frozenset(
    "refuse decline fail unable try attempt seek work await struggle wait hope want need yet impossible able "
    "way difficult hard scramble rush".split()
)
_NOT_YET = frozenset(("may", "might", "will", "would", "should", "must", "'ll", "’ll"))


def is_negated(parsed: Parsed, link: Link) -> bool:
    """Is the cue denied: *has not confirmed*, *refused to confirm*, *no way to confirm*?"""
    head = link.head
    if head < 0 or parsed.tag[head][:2] not in {"VB", "JJ"}:
        return False
    for _ in range(3):
        children = parsed.children[head]
        if any(
            parsed.dep[c] == "neg"
            or (
                c < head
                and parsed.lower[c] in _NEGATIONS
                and parsed.dep[c] in {"aux", "preconj", "advmod", "cc", "det"}
            )
            for c in children
        ):
            return True
        subject = parsed.child(head, "nsubj", "nsubjpass")
        if subject is not None and (
            parsed.lower[subject] in {"nobody", "none", "neither"}
            or nouns.determiner(parsed, subject) in {"no", "neither"}
            or any(parsed.lower[c] == "neither" for c in parsed.children[subject])
        ):
            return True
        if (
            parsed.dep[head] == "conj"
            and parsed.tag[parsed.head[head]][:2] == "VB"
            and subject is None
            and parsed.child(head, "aux") is None
        ):
            head = parsed.head[head]
            continue
        return _withheld(parsed, head)
    return False


def _withheld(parsed: Parsed, head: int) -> bool:
    """*Refused to confirm*, *unable to verify*, *yet to confirm*, *without confirming*."""
    if parsed.lemma[head] not in {
        "confirm",
        "verify",
        "corroborate",
        "authenticate",
        "acknowledge",
        "admit",
        "substantiate",
    }:
        return False
    governor = parsed.head[head]
    if parsed.dep[head] in {"xcomp", "acl", "ccomp", "advcl", "relcl"} and governor != head:
        if parsed.lemma[governor] in _WITHHOLD:
            return True
        if any(parsed.lower[c] == "yet" for c in parsed.children[governor]):
            return True
    if parsed.dep[head] == "pcomp" and parsed.lower[governor] in {"without", "from"}:
        return True
    return any(
        parsed.lower[c] in {"yet", "if", "whether", "until", "unless", "once"}
        or (parsed.lower[c] in _NOT_YET)
        for c in parsed.children[head]
    )


def is_neither(parsed: Parsed, link: Link, lexicon: Lexicon) -> bool:
    """*Neither confirmed nor denied*: beside the denial stands a confirmation."""
    if parsed.lemma[link.head] != "deny":
        return False
    beside = [
        parsed.head[link.head],
        *(c for c in parsed.children[link.head] if parsed.dep[c] == "conj"),
    ]
    entries = [lexicon.get("verb", parsed.lemma[k]) for k in beside]
    return any(e is not None and e.level is Strength.CONFIRMED for e in entries)
