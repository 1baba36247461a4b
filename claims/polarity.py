"""Whether a clause says that something is so or that it is not, and in what mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import clauses, nouns
from claims.model import Modality, Polarity, Stance

if TYPE_CHECKING:
    from claims.parsed import Parsed
    from claims.strength import Graded

_NOT = frozenset(("not", "n't", "n’t", "never", "cannot", "nowhere"))
_NOBODY = frozenset(("nobody", "none", "nothing", "neither", "noone"))
_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "attr", "expl"))


def of_clause(parsed: Parsed, top: int, inside: set[int]) -> bool:
    """Do the clause's own words deny? `top` is its predicate, `inside` its tokens."""
    negative = parsed.tag[top] in nouns.NOUNS and nouns.determiner(parsed, top) == "no"
    for c in parsed.children[top]:
        if c not in inside:
            continue
        if parsed.dep[c] == "neg" or parsed.lower[c] in _NOT:
            negative = not _only(parsed, c)
        elif (
            (parsed.dep[c] in _ARGUMENTS and _is_nothing(parsed, c))
            or (parsed.lower[c] == "longer" and c > 0 and parsed.lower[c - 1] == "no")
            or (
                parsed.lower[c] == "neither" and parsed.dep[c] in {"preconj", "cc", "det", "advmod"}
            )
            or (parsed.lower[c] == "nor" and c < top)
            or (
                parsed.dep[c] == "acomp"
                and any(parsed.lower[k] in _NOT for k in parsed.children[c])
            )
        ):
            negative = True
    if not negative and parsed.lemma[top] == "be" and _is_false_that(parsed, top):
        negative = True
    if not negative and parsed.dep[top] == "conj":
        negative = _shares_negation(parsed, top)
    return negative


def _is_false_that(parsed: Parsed, top: int) -> bool:
    """*It is false that X*: the whole clause denies (rule 10)."""
    said = parsed.child(top, "acomp")
    if said is None or parsed.lemma[said] not in {"false", "untrue", "wrong", "incorrect"}:
        return False
    clause = parsed.child(top, "ccomp", "csubj") or parsed.child(said, "ccomp", "acl")
    return clause is not None and any(parsed.lower[c] == "that" for c in parsed.children[clause])


def _is_nothing(parsed: Parsed, c: int) -> bool:
    if parsed.lower[c] in _NOBODY:
        return True
    if parsed.lower[c] == "one" and c > 0 and parsed.lower[c - 1] == "no":
        return True
    if nouns.determiner(parsed, c) in {"no", "neither"}:
        return True
    return any(
        (parsed.lower[k] == "of" and parsed.lower[c] == "none")
        or (parsed.lower[k] == "neither" and parsed.dep[k] in {"preconj", "cc"})
        for k in parsed.children[c]
    )


def _only(parsed: Parsed, c: int) -> bool:
    """*Not only*, *not just* deny nothing."""
    return c + 1 < len(parsed) and parsed.lower[c + 1] in {"only", "just", "merely", "simply"}


def _shares_negation(parsed: Parsed, top: int) -> bool:
    """*Was not staged or scripted*: the negation before *or* reaches the second verb."""
    first = parsed.head[top]
    words = [parsed.lower[c] for c in parsed.children[first] if first < c < top]
    joined = "or" in words or "nor" in words
    mood = parsed.child(top, "aux")
    if "nor" in words and mood is not None and parsed.lower[mood - 1] == "nor":
        return True
    own = parsed.child(top, "nsubj", "nsubjpass", "aux", "auxpass")
    return joined and own is None and any(parsed.dep[c] == "neg" for c in parsed.children[first])


def polarity(parsed: Parsed, top: int, negative: bool, chain: list[Graded]) -> Polarity:
    """The words' own polarity, turned over by each denying link that reaches them."""
    for place, link in enumerate(chain):
        if link.stance is not Stance.DENIES:
            continue
        withheld = link.act and place + 1 < len(chain) and _is_under(parsed, chain[place + 1], link)
        answered = any(inner.link.frame == "answered" for inner in chain[place + 1 :])
        if not withheld and (answered or not _is_background(parsed, top, link)):
            negative = not negative
    return Polarity.NEGATIVE if negative else Polarity.POSITIVE


def _is_under(parsed: Parsed, inner: Graded, outer: Graded) -> bool:
    """*Refused to confirm that X*: what is refused is the confirming, not X."""
    return inner.link.head >= 0 and parsed.head[inner.link.head] == outer.link.head


def _is_background(parsed: Parsed, top: int, link: Graded) -> bool:
    """Does the clause stand in a relative or adverbial clause of what is denied?"""
    for _ in range(20):
        if not any(first <= top < last for first, last in link.link.content):
            return False
        if parsed.dep[top] in {"relcl", "advcl"} and parsed.head[top] != link.link.head:
            return any(first <= parsed.head[top] < last for first, last in link.link.content)
        if parsed.head[top] == top:
            return False
        top = parsed.head[top]
    return False


_POSSIBLE = frozenset(
    ("may", "might", "could", "can", "possibly", "perhaps", "maybe", "potentially", "ca")
)
_PROBABLE = frozenset(("likely", "probably", "presumably", "should", "seemingly", "must", "almost"))
_FUTURE = frozenset(("will", "'ll", "’ll", "shall", "wo"))
_CONDITIONS = frozenset(("if", "unless", "provided"))
_SEEMING = frozenset(("seem", "appear", "tend"))
_COMING = frozenset(
    ("set", "due", "going", "slated", "scheduled", "about", "expected", "poised", "bound")
)


def modality(parsed: Parsed, top: int, chain: list[Graded]) -> Modality:
    """The clause's mode: the cue's where it sets one, else by its modal verb and adverbs."""
    if chain and chain[-1].mode is not None and not chain[-1].nominal:
        return chain[-1].mode
    words = {
        parsed.lower[c]
        for c in parsed.children[top]
        if parsed.dep[c] in {"aux", "advmod", "acomp", "auxpass"}
    }
    words.update(parsed.lower[c] for c in clauses.shared_auxiliaries(parsed, top))
    if _has_condition(parsed, top):
        return Modality.CONDITIONAL
    if words & _POSSIBLE:
        return Modality.POSSIBLE
    if words & _PROBABLE or (
        parsed.lemma[top] in _SEEMING and parsed.child(top, "xcomp") is not None
    ):
        return Modality.PROBABLE
    if words & _FUTURE or (parsed.lower[top] in _COMING and parsed.child(top, "xcomp") is not None):
        return Modality.FUTURE
    if "would" in words:
        return Modality.FUTURE if chain else Modality.CONDITIONAL
    return Modality.ACTUAL


def _has_condition(parsed: Parsed, top: int) -> bool:
    return any(
        parsed.dep[c] == "advcl"
        and any(
            parsed.lower[k] in _CONDITIONS and parsed.dep[k] == "mark" for k in parsed.children[c]
        )
        for c in parsed.children[top]
    )
