"""Doubt told beside a statement: *which could not be verified*, *though that has not been confirmed*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import linking

if TYPE_CHECKING:
    from claims.link import Link
    from claims.parsed import Parsed

_VERIFYING = frozenset("verify confirm authenticate corroborate substantiate".split())
_DOUBTED = frozenset("unverified unconfirmed unsubstantiated uncorroborated".split())
_TOLD_BEFORE = frozenset(
    "that this it which claim claims report reports account accounts statement allegation allegations "
    "information figure figures".split()
)
_BUT = frozenset("though although but while yet however".split())


def unverified(parsed: Parsed, i: int) -> Link | None:
    """*The video, which could not be verified, shows X*: colours the subject's own clause.

    So does *X, though that has not been confirmed*, the clause before it.
    """
    if parsed.dep[i] == "relcl":
        return _unverified_thing(parsed, i)
    if parsed.dep[i] in {"advcl", "conj"}:
        return _unverified_clause(parsed, i)
    return None


def _is_doubted(parsed: Parsed, i: int) -> bool:
    if parsed.lemma[i] in _VERIFYING:
        return any(
            parsed.dep[c] == "neg" or parsed.lower[c] in {"yet", "never", "cannot"}
            for c in parsed.children[i]
        )
    said = parsed.child(i, "acomp")
    return (
        parsed.lemma[i] in {"be", "remain"} and said is not None and parsed.lower[said] in _DOUBTED
    )


def _unverified_clause(parsed: Parsed, i: int) -> Link | None:
    subject = parsed.child(i, "nsubjpass", "nsubj")
    above = parsed.head[i]
    if (
        subject is None
        or not above < i
        or parsed.lower[subject] not in _TOLD_BEFORE
        or not _is_doubted(parsed, i)
    ):
        return None
    beside = parsed.children[above if parsed.dep[i] == "conj" else i]
    if not any(parsed.lower[c] in _BUT and c < i for c in beside):
        return None
    said = parsed.child(above, "ccomp")
    clause = said if said is not None and parsed.lemma[above] in linking.TELLING else above
    inside = set(parsed.subtree(i))
    held = [c for c in parsed.children[i] if c <= i and parsed.dep[c] in {"aux", "auxpass", "neg"}]
    content = [t for t in parsed.subtree(clause) if t not in inside]
    return linking.link([*held, i], i, "unverified", "passive", [], content)


def _unverified_thing(parsed: Parsed, i: int) -> Link | None:
    noun = parsed.head[i]
    verb = parsed.head[noun]
    if not 0 < noun < i or not _is_doubted(parsed, i):
        return None
    if parsed.dep[noun] not in {"nsubj", "nsubjpass"}:
        return None
    inside = set(parsed.subtree(i))
    cue = [t for t in inside if t <= i and parsed.tag[t] not in {"WDT", "WP"}]
    return linking.link(
        cue, i, "unverified", "passive", [], (t for t in parsed.subtree(verb) if t not in inside)
    )
