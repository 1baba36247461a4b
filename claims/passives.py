"""Passives of saying: is one there, and does it tell of a statement?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import cuewords, reporting

if TYPE_CHECKING:
    from claims.link import Link
    from claims.parsed import Parsed


def is_passive(parsed: Parsed, link: Link) -> bool:
    """Is the cue a passive verb, also one without its auxiliary (*a man believed to be ill*)?"""
    if link.frame == "passive" or _is_reduced(parsed, link):
        return True
    return (
        cuewords.cue_kind(parsed, link) == "verb"
        and parsed.tag[link.head] in {"VBN", "VBD", "JJ"}
        and (
            parsed.child(link.head, "auxpass") is not None
            or (
                parsed.dep[link.head] in {"acl", "amod", "advcl"}
                and parsed.tag[link.head] != "VBD"
                and parsed.child(link.head, "aux", "nsubj") is None
            )
            or (parsed.dep[link.head] == "acl" and parsed.child(link.head, "xcomp") is not None)
        )
        and parsed.lemma[link.head]
        not in {
            "quote",
            "cite",
            "convince",
            "concern",
            "determine",
            "commit",
            "prepare",
            "schedule",
            "worry",
            "set",
        }
    )


def _is_reduced(parsed: Parsed, link: Link) -> bool:
    """*A veteran said to be ill*: *say* with an infinitive is passive, whatever the parse says."""
    head = link.head
    if (
        head < 0
        or parsed.lemma[head] not in reporting.NEVER_ACTIVE
        or parsed.child(head, "dobj") is not None
    ):
        return False
    inner = parsed.child(head, "xcomp")
    return inner is not None and any(parsed.lower[c] == "to" for c in parsed.children[inner])


def has_clause(parsed: Parsed, link: Link) -> bool:
    """Does a passive tell of a statement (*is said to be*, *was told that*), not of a mere act?"""
    if cuewords.judges_as(parsed, link.head):
        return True
    clause = parsed.child(link.head, "ccomp")
    if parsed.lemma[link.head] in {
        "find",
        "see",
        "name",
        "list",
        "show",
        "post",
        "publish",
        "release",
    }:
        return clause is not None and any(
            parsed.lower[c] == "that" for c in parsed.children[clause]
        )
    if clause is not None or parsed.child(link.head, "xcomp", "pcomp") is not None:
        return True
    if any(
        parsed.dep[c] == "prep" and parsed.child(c, "pcomp") is not None
        for c in parsed.children[link.head]
    ):
        return True
    return parsed.dep[link.head] in {"parataxis", "advcl"} and parsed.lemma[link.head] in {
        "say",
        "report",
        "believe",
        "think",
        "allege",
        "claim",
        "understand",
        "expect",
        "announce",
        "rumour",
        "rumor",
        "suggest",
        "note",
    }
