"""Reporting verbs beside those of the attribution step: raised passives, accusations, denials.

Each finder looks at one token and gives a link or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import according, linking, nouns, speakers
from claims.model import Strength

if TYPE_CHECKING:
    from claims.lexicon import Lexicon
    from claims.link import Link
    from claims.parsed import Parsed

_RAISING = frozenset(
    "say believe think report rumour rumor allege expect understand claim suspect know speculate "
    "presume assume fear estimate consider feel repute hear find".split()
)
NEVER_ACTIVE = frozenset(
    "say rumour rumor repute believe think understand report allege suspect presume estimate assume".split()
)
"""Verbs that take an infinitive only in the passive: *believed to be ill*."""
_PRETENDING = frozenset(("claim", "purport", "profess", "pretend", "allege"))
_DENYING = frozenset(("deny", "admit", "acknowledge", "confess", "concede"))
_ACCUSING = frozenset(("accuse", "suspect", "charge"))


def find(parsed: Parsed, i: int, lexicon: Lexicon) -> Link | None:
    """The link that a verb or participle carries."""
    if parsed.lower[i] == "according":
        return according.find(parsed, i)
    return (
        _raised(parsed, i)
        or _pretended(parsed, i)
        or _accused(parsed, i)
        or acting(parsed, i)
        or _clause_after(parsed, i, lexicon)
        or (speakers.interrupted(parsed, i) if parsed.lemma[i] in linking.TELLING else None)
        or speakers.what(parsed, i)
        or speakers.trailing(parsed, i)
        or speakers.described(parsed, i)
        or _verified(parsed, i, lexicon)
    )


def _raised(parsed: Parsed, i: int) -> Link | None:
    """*Is said to be*, *believed to be*, *rumored to be*; not *asked to be*."""
    inner = parsed.child(i, "xcomp")
    if inner is None:
        return None
    lemma = "rumour" if parsed.lower[i].endswith(("umored", "umoured")) else parsed.lemma[i]
    if lemma not in _RAISING or parsed.tag[i] not in {"VBN", "VBD", "JJ"}:
        return None
    infinitive = any(parsed.lower[c] == "to" for c in parsed.children[inner])
    passive = (
        parsed.child(i, "auxpass") is not None
        or (parsed.tag[i] == "VBN" and parsed.dep[i] in {"acl", "amod", "advcl", "acomp", "appos"})
        or parsed.tag[i] == "JJ"
        or any(parsed.lemma[c] == "be" for c in parsed.children[i] if c < i)
        or (lemma in NEVER_ACTIVE and infinitive and parsed.child(i, "dobj") is None)
    )
    if not passive:
        return None
    subject = parsed.child(i, "nsubjpass", "nsubj")
    if lemma in NEVER_ACTIVE and parsed.tag[i] == "VBD" and parsed.child(i, "auxpass") is None:
        subject = None
    content = parsed.subtree(inner) + ([] if subject is None else parsed.subtree(subject))
    return linking.link(linking.cue_of(parsed, i), i, lemma, "passive", [], content)


def _pretended(parsed: Parsed, i: int) -> Link | None:
    """*Claims to have seen*, *purports to show*, *denied taking*."""
    inner = parsed.child(i, "xcomp")
    lemma = parsed.lemma[i]
    if inner is None or parsed.tag[i][:2] != "VB":
        return None
    gerund = lemma in _DENYING and parsed.tag[inner] == "VBG"
    if lemma not in _PRETENDING and not gerund:
        return None
    return linking.link(
        linking.cue_of(parsed, i),
        i,
        lemma,
        "xcomp",
        linking.subject_of(parsed, i),
        parsed.subtree(inner),
    )


def _accused(parsed: Parsed, i: int) -> Link | None:
    """*Accused of taking*, *suspected of hiding*."""
    lemma = parsed.lemma[i]
    if lemma not in _ACCUSING or parsed.tag[i][:2] != "VB":
        return None
    for c in parsed.children[i]:
        clause = parsed.child(c, "pcomp") if parsed.lower[c] in {"of", "with"} else None
        if clause is not None:
            return linking.link(
                linking.cue_of(parsed, i), i, lemma, "prep", [], parsed.subtree(clause)
            )
    return None


def _clause_after(parsed: Parsed, i: int, lexicon: Lexicon) -> Link | None:
    """A reporting verb with a clause that the attribution step left out."""
    entry = lexicon.get("verb", parsed.lemma[i])
    clause = parsed.child(i, "ccomp")
    if clause is None or parsed.child(i, "dobj") is not None or not _is_finite(parsed, clause):
        return None
    if entry is None and not _is_anonymous(parsed, i, clause, lexicon):
        return None
    if entry is not None and (not entry.carries or entry.act):
        return None
    passive = parsed.child(i, "auxpass") is not None or (
        parsed.dep[i] == "advcl" and linking.is_participle(parsed, i)
    )
    source = [] if passive else linking.subject_of(parsed, i)
    if source and parsed.tag[nouns.phrase_head(parsed, source)] in {"EX", "DT"}:
        return None
    content = {
        t
        for c in parsed.children[i]
        if parsed.dep[c] == "ccomp" and (c == clause or (c < i) == (clause < i))
        for t in parsed.subtree(c)
    }
    return linking.link(linking.cue_of(parsed, i), i, parsed.lemma[i], "ccomp", source, content)


def _is_finite(parsed: Parsed, clause: int) -> bool:
    if parsed.child(clause, "nsubj", "nsubjpass", "expl", "csubj") is None:
        return False
    return (
        parsed.tag[clause] in {"VBD", "VBZ", "VBP", "MD"}
        or parsed.child(clause, "aux", "auxpass", "cop") is not None
    )


def _is_anonymous(parsed: Parsed, i: int, clause: int, lexicon: Lexicon) -> bool:
    """*Several sources ensure that X*: such a subject makes any verb a reporting one."""
    subject = parsed.child(i, "nsubj")
    if subject is None or not lexicon.has("anonymous", parsed.lemma[subject]):
        return False
    return any(
        parsed.lower[c] == "that" and parsed.dep[c] == "mark" for c in parsed.children[clause]
    )


def acting(parsed: Parsed, i: int) -> Link | None:
    """*Failed to inform the patients*: what was not done is the subject's (rule 5)."""
    inner = parsed.child(i, "xcomp")
    if inner is None or parsed.lemma[i] not in {"fail", "refuse", "decline", "neglect"}:
        return None
    if parsed.tag[i] == "VBG" and parsed.child(i, "aux") is None:
        return None
    return linking.link(
        linking.cue_of(parsed, i),
        i,
        parsed.lemma[i],
        "xcomp",
        linking.subject_of(parsed, i),
        parsed.subtree(inner),
    )


def _verified(parsed: Parsed, i: int, lexicon: Lexicon) -> Link | None:
    """*The death has been confirmed*, *the video could not be verified*."""
    entry = lexicon.get("verb", parsed.lemma[i])
    if entry is None or entry.level is not Strength.CONFIRMED or parsed.tag[i] != "VBN":
        return None
    subject = parsed.child(i, "nsubjpass")
    if subject is None or parsed.child(i, "auxpass") is None:
        return None
    agent = parsed.child(i, "agent")
    thing = None if agent is None else parsed.child(agent, "pobj")
    source = [] if thing is None else parsed.subtree(thing)
    return linking.link(
        linking.cue_of(parsed, i),
        i,
        parsed.lemma[i],
        "passive" if not source else "object",
        source,
        parsed.subtree(subject),
    )
