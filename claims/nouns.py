"""Noun phrases in a parse: heads, modifiers, names. What the rules ask about them, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.parsed import Parsed

NAMES = frozenset(("NNP", "NNPS"))
NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
PLURALS = frozenset(("NNS", "NNPS"))
_QUANTITIES = frozenset(
    "number group handful dozen dozens score scores hundred hundreds thousand thousands range "
    "couple majority minority variety series kind sort spate string swirl barrage pair "
    "trio team one ones some many several most two three four five both each none lot lots flurry "
    "rash slew host storm wave bunch array".split()
)
_MONTHS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december jan feb mar apr jun jul aug sept sep oct nov "
    "dec".split()
)


def phrase_head(parsed: Parsed, tokens: Sequence[int]) -> int:
    """The noun that a phrase is about: *officials* in *a number of US officials*."""
    inside = set(tokens)
    tops = [i for i in tokens if parsed.head[i] not in inside or parsed.head[i] == i]
    for i in tops:
        if parsed.dep[i] in {"prep", "agent"} or parsed.tag[i] in {"IN", "TO"}:
            tops.extend(c for c in parsed.children[i] if c in inside)
    head = next((i for i in tops if parsed.tag[i][:2] in {"NN", "PR", "WP", "WD"}), -1)
    if head < 0:
        head = next((i for i in tops if parsed.tag[i] not in {",", ":", "``", "''"}), tops[0])
    for _ in range(3):
        if parsed.lower[head] not in _QUANTITIES:
            break
        of = next((c for c in parsed.children[head] if parsed.lower[c] == "of"), None)
        inner = None if of is None else parsed.child(of, "pobj")
        if inner is None or inner not in inside:
            break
        head = inner
    return head


def is_name(parsed: Parsed, i: int) -> bool:
    """A capitalised name, not a day or a month."""
    return parsed.tag[i] in NAMES and parsed.lower[i] not in _MONTHS


def determiner(parsed: Parsed, i: int) -> str:
    """The determiner, number or possessor of a noun in lower case, empty where it has none."""
    for c in parsed.children[i]:
        if c < i and parsed.dep[c] in {"det", "poss", "nummod", "predet"}:
            return "poss" if parsed.dep[c] == "poss" else parsed.lower[c]
    return ""


def modifiers(parsed: Parsed, i: int) -> list[int]:
    """Adjectives, compounds and participles in front of a noun, with those in front of them."""
    found = [c for c in parsed.children[i] if c < i and parsed.dep[c] not in {"det", "punct", "cc"}]
    for c in found:
        found.extend(
            d for d in parsed.children[c] if d < i and parsed.dep[d] not in {"det", "punct"}
        )
    return found


def conjuncts(parsed: Parsed, i: int) -> list[int]:
    """The noun and those coordinated with it."""
    found = [i]
    for k in found:
        found.extend(c for c in parsed.children[k] if parsed.dep[c] == "conj")
    return found


def name_tokens(parsed: Parsed, i: int) -> list[int]:
    """The tokens of the name that ends in `i`."""
    first = i
    while first and parsed.tag[first - 1] in NAMES and parsed.sent[first - 1] == parsed.sent[i]:
        first -= 1
    return list(range(first, i + 1))


def antecedent_of_relative(parsed: Parsed, i: int) -> int | None:
    """The noun that *who, which, that* stands for, by the relative clause it opens."""
    for a in parsed.ancestors(i):
        if parsed.dep[a] in {"relcl", "acl"}:
            return parsed.head[a]
        if parsed.dep[a] not in {"ccomp", "xcomp", "conj", "aux", "prep", "pobj", "advcl"}:
            return None
    return None


def full_phrase(parsed: Parsed, i: int) -> list[int]:
    """A noun with its modifiers and prepositional phrases, without clauses and conjuncts."""
    found = [i]
    for k in found:
        found.extend(
            c
            for c in parsed.children[k]
            if parsed.dep[c] not in {"relcl", "conj", "cc", "appos", "advcl", "parataxis", "dep"}
            and not (parsed.dep[c] in {"acl", "ccomp"} and c > i)
            and not (k == i and parsed.dep[c] in {"punct", "preconj"})
        )
    found.sort()
    at = found.index(i)
    first = last = at
    while first and found[first - 1] >= found[first] - 1:
        first -= 1
    while last + 1 < len(found) and found[last + 1] <= found[last] + 2:
        last += 1
    return found[first : last + 1]
