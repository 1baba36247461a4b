"""From contents, and from what has no attribution, to claims: the clauses that can be true or false.

Every token belongs to one clause and to one innermost link; the tokens that share both are a unit.
A unit holds by reference what makes it understandable: restrictive clauses inside it, the subject
that a coordinated verb shares, the noun that a relative clause tells about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims import nouns
from claims.chains import DEEPEST

if TYPE_CHECKING:
    from claims.chains import Chains
    from claims.parsed import Parsed

_MODAL_MARKS = frozenset(("if", "unless", "whether", "than", "lest", "so", "once", "until"))
_WORLD = frozenset("evidence sign indication proof suggestion reason doubt chance way".split())
_SURE = frozenset("true clear case certain obvious evident proven known established".split())
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_RELATIVE = frozenset(("WP", "WP$", "WDT", "WRB"))
_RETAINED_DEPTH = 16
_CLIMB = 50
_COORDINATED = 8
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
"""Tags of verbs that have a tense of their own."""


@dataclass(slots=True)
class Unit:
    """A clause, or the part of one that a link covers.

    clause   the clause's governing token; `top` the unit's own uppermost token
    link     number of the innermost link around it, -1 without one
    tokens   its tokens in text order, what it retains of other units included
    lead     tokens shown before it: a shared subject, the noun of a relative clause
    """

    clause: int
    link: int
    top: int
    tokens: list[int] = field(default_factory=list)
    lead: list[int] = field(default_factory=list)
    depth: int = 0


def units(parsed: Parsed, chains: Chains) -> list[Unit]:
    """All units of a document, sentence by sentence, in the order of their clauses."""
    found: list[Unit] = []
    for first, last in parsed.sents:
        found += _sentence(parsed, chains, first, last)
    return found


def _sentence(parsed: Parsed, chains: Chains, first: int, last: int) -> list[Unit]:
    clause_of = dict.fromkeys(range(first, last), -1)
    split: dict[int, bool] = {}
    nested: dict[int, int] = {}
    order = [
        i for i in range(first, last) if parsed.head[i] == i or not first <= parsed.head[i] < last
    ]
    for i in order:
        governor = parsed.head[i]
        kind = _opens(parsed, i) if governor != i else "split"
        nested[i] = nested.get(governor, 0) + (kind == "kept")
        if kind == "kept" and nested[i] > DEEPEST:
            kind = ""
        if kind:
            clause_of[i] = i
            split[i] = kind == "split"
        else:
            clause_of[i] = clause_of.get(governor, i)
        order.extend(c for c in parsed.children[i] if first <= c < last)
    made: dict[tuple[int, int], Unit] = {}
    listed: list[Unit] = []
    for i in order:
        key = (clause_of[i], chains.inner[i])
        unit = made.get(key)
        if unit is None:
            unit = made[key] = Unit(key[0], key[1], i)
            listed.append(unit)
        unit.tokens.append(i)
    inner = chains.inner
    for unit in reversed(listed):
        _choose_top(parsed, unit)
        outer = _retaining(parsed, chains, unit, clause_of, split, made)
        if outer is not None and outer is not unit and unit.depth < _RETAINED_DEPTH:
            outer.tokens.extend(unit.tokens)
            outer.depth = max(outer.depth, unit.depth + 1)
    for unit in listed:
        unit.tokens.sort()
        _lead(parsed, chains, unit, inner)
    return listed


def _opens(parsed: Parsed, i: int) -> str:
    """Does a clause of its own begin here: `split` off, `kept` inside too, or not (empty)?"""
    dep = parsed.dep[i]
    if dep in {"ROOT", "parataxis"}:
        return "split" if _is_verbal(parsed, i) else ""
    if dep == "conj":
        return "split" if _is_coordinate(parsed, i) else ""
    if dep == "relcl":
        return "split" if _set_off(parsed, i) else "kept"
    if dep in {"advcl", "ccomp", "acl", "dep"}:
        subject = parsed.child(i, *_SUBJECTS)
        if subject is None:
            return ""
        if dep == "advcl":
            marks = {
                parsed.lower[c]
                for c in parsed.children[i]
                if c < i and parsed.dep[c] in {"mark", "advmod"}
            }
            return "" if marks & _MODAL_MARKS or parsed.tag[i] == "VBG" else "split"
        if not is_finite(parsed, i):
            return ""
        return "" if _is_of_the_world(parsed, i) else "kept"
    return ""


def _is_verbal(parsed: Parsed, i: int) -> bool:
    return (
        parsed.tag[i][:2] == "VB"
        or parsed.tag[i] == "MD"
        or parsed.child(i, "cop", "aux", "nsubj", "nsubjpass") is not None
    )


def _is_coordinate(parsed: Parsed, i: int) -> bool:
    """A coordinated verb that makes a statement of its own."""
    if parsed.lower[i : i + 2] == ["let", "alone"]:
        return False
    if parsed.tag[i][:2] != "VB" and parsed.tag[i] != "MD":
        return parsed.child(i, "nsubj", "nsubjpass") is not None
    if parsed.child(i, *_SUBJECTS) is not None:
        return True
    first = first_of(parsed, i)
    if parsed.tag[first][:2] not in {"VB", "MD"} or parsed.dep[first] in {"amod", "pcomp", "csubj"}:
        return False
    return is_finite(parsed, i) or bool(shared_auxiliaries(parsed, i))


def is_finite(parsed: Parsed, i: int) -> bool:
    """Has the predicate a tense of its own, in itself or in an auxiliary?"""
    return parsed.tag[i] in FINITE or any(
        parsed.tag[c] in FINITE and parsed.dep[c] in {"aux", "auxpass", "cop"}
        for c in parsed.children[i]
    )


def first_of(parsed: Parsed, i: int) -> int:
    """The first of the coordinated words that `i` is one of."""
    for _ in range(_COORDINATED):
        if parsed.dep[i] != "conj":
            break
        i = parsed.head[i]
    return i


def shared_auxiliaries(parsed: Parsed, i: int) -> list[int]:
    """The auxiliaries that a coordinated verb takes over: *would* of *would rise and fall*."""
    first = first_of(parsed, i)
    if first == i or parsed.child(i, "aux", "auxpass") is not None:
        return []
    found = [c for c in parsed.children[first] if parsed.dep[c] in {"aux", "auxpass"} and c < first]
    lemmas = {parsed.lemma[c] for c in found}
    modal = any(parsed.tag[c] == "MD" for c in found)
    agreeing = {
        "VB": modal or "do" in lemmas,
        "VBN": bool(lemmas & {"be", "have"}),
        "VBD": any(parsed.dep[c] == "auxpass" for c in found)
        and parsed.child(i, "dobj", "ccomp") is None,
        "VBG": "be" in lemmas,
    }
    return found if agreeing.get(parsed.tag[i], False) else []


def _set_off(parsed: Parsed, i: int) -> bool:
    """Is a relative clause set off by a comma, a dash or a bracket?"""
    begin = i
    for c in parsed.children[i]:
        begin = min(begin, c)
    low = begin
    for _ in range(6):
        inside = parsed.children[low]
        if not inside or inside[0] >= low:
            break
        low = inside[0]
    return low > 0 and parsed.lower[low - 1] in {",", "-", "–", "—", "(", "--", ";"}


def is_restrictive(parsed: Parsed, unit: Unit) -> bool:
    """Is the unit a relative clause that says which one is meant, not something more about it?"""
    return parsed.dep[unit.top] == "relcl" and not _set_off(parsed, unit.top)


def _follows_nor(parsed: Parsed, i: int) -> bool:
    """*Nor is it clear that X* denies as *it is not clear that X* does."""
    return any(c < i and parsed.lower[c] in {"nor", "neither"} for c in parsed.children[i])


def _is_of_the_world(parsed: Parsed, i: int) -> bool:
    """*No evidence that X*, *not true that X*, *whether X*: no claim of its own (rule 10)."""
    if any(
        parsed.lower[c] in {"whether", "if"} and parsed.dep[c] == "mark" for c in parsed.children[i]
    ):
        return True
    governor = parsed.head[i]
    if (
        parsed.dep[i] in {"acl", "ccomp"}
        and parsed.tag[governor][:2] == "NN"
        and parsed.lemma[governor] in _WORLD
    ):
        above = list(parsed.ancestors(governor))[:3]
        if any(
            parsed.child(a, "neg") is not None or nouns.determiner(parsed, a) == "no" for a in above
        ):
            return True
    if parsed.dep[i] in {"acl", "ccomp"} and parsed.tag[governor][:2] == "NN":
        return parsed.lemma[governor] in _WORLD and nouns.determiner(parsed, governor) == "no"
    near = [governor, parsed.head[governor]]
    for g in near:
        predicate = parsed.child(g, "acomp", "attr")
        if predicate is not None and parsed.lemma[g] == "be":
            return (
                parsed.lemma[predicate] in _SURE
                and (parsed.child(g, "neg") is not None or _follows_nor(parsed, g))
            ) or (
                parsed.lemma[predicate]
                in {
                    "false",
                    "untrue",
                    "unclear",
                    "unlikely",
                    "doubtful",
                    "uncertain",
                    "possible",
                    "impossible",
                    "likely",
                    "evidence",
                    "indication",
                }
                and (
                    parsed.lemma[predicate] not in _WORLD
                    or nouns.determiner(parsed, predicate) == "no"
                )
            )
    return False


def _choose_top(parsed: Parsed, unit: Unit) -> None:
    """The unit's main predicate: its clause's verb, else its uppermost verb, else its first top."""
    inside = set(unit.tokens)
    if unit.clause in inside:
        unit.top = unit.clause
        return
    tops = [i for i in unit.tokens if parsed.head[i] not in inside]
    for i in tops:
        if parsed.tag[i] in {"IN", "TO"} and parsed.dep[i] in {"prep", "dative", "agent"}:
            tops.extend(
                c for c in parsed.children[i] if c in inside and parsed.dep[c] in {"pcomp", "pobj"}
            )
    wanted = (("VB", "MD"), ("NN", "JJ"))
    found = [i for kinds in wanted for i in tops if parsed.tag[i][:2] in kinds]
    if not found and not parsed.tag[unit.top][0].isalpha():
        found = [i for kinds in wanted for i in unit.tokens if parsed.tag[i][:2] in kinds]
    unit.top = found[0] if found else unit.top


def _retaining(
    parsed: Parsed,
    chains: Chains,
    unit: Unit,
    clause_of: dict[int, int],
    split: dict[int, bool],
    made: dict[tuple[int, int], Unit],
) -> Unit | None:
    """The unit around this one that keeps its words."""
    token = unit.clause if unit.clause in unit.tokens else unit.top
    for _ in range(_CLIMB):
        if split.get(token) and clause_of[token] == token:
            outer_link = chains.inner[token]
            outer = made.get((token, outer_link))
            if (
                token != unit.clause
                and outer is not None
                and outer is not unit
                and chains.holds(outer_link, unit.link)
            ):
                return outer
            return None
        token = parsed.head[token]
        if token not in clause_of:
            return None
        outer = made.get((clause_of[token], chains.inner[token]))
        if outer is not None and outer is not unit and chains.holds(outer.link, unit.link):
            return outer
    return None


def _lead(parsed: Parsed, chains: Chains, unit: Unit, inner: list[int]) -> None:
    """What is shown before the unit: the shared subject, the noun of a relative clause."""
    clause = unit.clause
    if unit.top != clause or not unit.tokens:
        return
    named: list[int] = []
    if parsed.dep[clause] == "relcl":
        noun = nouns.full_phrase(parsed, parsed.head[clause])
        if any(parsed.tag[t] in _RELATIVE for t in unit.tokens if t < clause):
            named = noun
        unit.lead = [t for t in noun if chains.holds(inner[t], unit.link)]
    elif parsed.dep[clause] == "conj" and parsed.child(clause, *_SUBJECTS) is None:
        shared, subject = _shared(parsed, clause)
        if subject >= 0 and parsed.tag[subject] in _RELATIVE:
            named = _antecedent(parsed, subject)
        unit.lead = [t for t in shared if chains.holds(inner[t], unit.link)]
    inside = set(unit.tokens)
    if unit.link >= 0:
        inside.update(chains.links[unit.link].link.source)
    # The noun that a clause tells about names its subject, whoever's words it stands in.
    unit.lead = [t for t in sorted({*named, *unit.lead}) if t not in inside and t < unit.tokens[0]]


def _antecedent(parsed: Parsed, pronoun: int) -> list[int]:
    """The noun phrase that a relative pronoun stands for; nothing where it stands for none."""
    verb = next((a for a in parsed.ancestors(pronoun) if parsed.dep[a] == "relcl"), -1)
    return nouns.full_phrase(parsed, parsed.head[verb]) if verb >= 0 else []


def _shared(parsed: Parsed, clause: int) -> tuple[list[int], int]:
    """Subject and auxiliaries that a coordinated verb takes from the first one; the subject."""
    first = clause
    for _ in range(_COORDINATED):
        if parsed.dep[first] != "conj":
            break
        first = parsed.head[first]
        subject = parsed.child(first, *_SUBJECTS)
        if subject is not None and subject < clause:
            lead = nouns.full_phrase(parsed, subject)
            auxiliaries = shared_auxiliaries(parsed, clause)
            if auxiliaries:
                lead += auxiliaries
                lead += [c for c in parsed.children[first] if parsed.dep[c] == "neg" and c < first]
            return sorted(set(lead)), subject
    return [], -1
