"""Units that claim nothing: what is left of a clause, asides to a listener, questions, orders.

A claim is a statement that can be true or false. Each test here is one way not to be one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.cuewords import cue_kind
from claims.model import Stance

if TYPE_CHECKING:
    from claims.chains import Chains
    from claims.clauses import Unit
    from claims.parsed import Parsed

_SAYING = frozenset(
    "say tell add write tweet reply claim insist remark recall state assert exclaim joke quip".split()
)
_MIND = frozenset(
    "know mean see say think guess believe suppose understand look be do have".split()
)
_EMPTY_TAGS = frozenset(("PRP", "MD", "WDT", "WP", "TO", "UH", "CC"))
_FILLERS = frozenset("that this as so just well now then yes no oh".split())
_COURTESIES = frozenset(
    ("thank you", "welcome back", "welcome to", "let 's", "let ’s", "let us", "good morning",
     "good evening", "good afternoon", "good night", "stay tuned", "stay with")
)  # fmt: skip
_GREETINGS = (["thanks"], ["welcome"], ["hello"], ["hi"], ["goodbye"], ["bye"])
_SHORT = 6
_ASKING_WORDS = frozenset("how what why who whom whose which where when whether if".split())
_COMPLEMENTS = ("ccomp", "xcomp", "dobj", "attr", "acomp", "oprd", "pobj")
_CLAUSES = frozenset(("ccomp", "pcomp", "csubj"))
_LIKELY = 0.4
"""A thing that an act's verb governs is told only by a likelier attribution than this."""


def claims_nothing(parsed: Parsed, nested: Chains, unit: Unit, cues: set[int]) -> bool:
    """Is the unit no statement of its own?"""
    return (
        _is_question(parsed, nested, unit)
        or _is_courtesy(parsed, unit)
        or _is_tag(parsed, unit)
        or _is_order(parsed, unit)
        or _is_filler(parsed, unit)
        or _is_asked_clause(parsed, nested, unit)
        or _is_saying_without_said(parsed, unit, cues)
        or _is_shared_cue(parsed, unit, cues)
        or _is_addressee(parsed, nested, unit)
        or _is_nested_thing(parsed, nested, unit)
    )


def _is_question(parsed: Parsed, nested: Chains, unit: Unit) -> bool:
    """*What are we doing?*: a question that nobody else is said to have asked, or one in a turn."""
    last = unit.tokens[-1]
    end = parsed.sents[parsed.sent[unit.top]][1]
    after = [parsed.lower[i] for i in range(last, min(end, last + 3))]
    return "?" in after and (unit.link < 0 or _is_turn(parsed, nested, unit.link))


def _is_turn(parsed: Parsed, nested: Chains, link: int) -> bool:
    """Is a link a speaker's turn, told by a sign and no word?"""
    head = nested.links[link].link.head
    return head >= 0 and parsed.tag[head][0] in ":.N" and not parsed.lower[head][0].isalnum()


def _is_courtesy(parsed: Parsed, unit: Unit) -> bool:
    """*Thank you, Ann*, *welcome back*, *let's turn to our guest*, *we'll be right back*."""
    words = [parsed.lower[i] for i in (*unit.lead, *unit.tokens) if parsed.tag[i][0].isalpha()]
    opening = " ".join(words[:2])
    return (
        opening in _COURTESIES
        or words[:1] in _GREETINGS
        or (len(words) <= _SHORT and words[-2:] == ["right", "back"])
    )


def _is_tag(parsed: Parsed, unit: Unit) -> bool:
    """*#bridge*, *@name*, an address: no words."""
    return all(
        parsed.word(i)[0] in "#@" or not parsed.word(i)[0].isalnum() or "://" in parsed.word(i)
        for i in unit.tokens
    ) or all(
        parsed.lower[i - 1] == "#" or not parsed.lower[i][0].isalnum() for i in unit.tokens if i
    )


def _is_order(parsed: Parsed, unit: Unit) -> bool:
    """*Share it below*, *let's begin*: an order of the writer's, no statement."""
    top = unit.top
    return (
        unit.link < 0
        and parsed.tag[top] == "VB"
        and parsed.dep[top] == "ROOT"
        and parsed.child(top, "nsubj", "nsubjpass", "expl", "csubj", "aux", "ccomp") is None
    )


def _is_filler(parsed: Parsed, unit: Unit) -> bool:
    """*You know*, *I mean*, *that is*: pronouns and verbs that say nothing by themselves."""
    words = [i for i in (*unit.lead, *unit.tokens) if parsed.tag[i][0].isalpha()]
    if any(
        parsed.tag[i] not in _EMPTY_TAGS
        and parsed.dep[i] != "neg"
        and parsed.lower[i] not in _FILLERS
        and not (parsed.tag[i][:2] == "VB" and parsed.lemma[i] in _MIND)
        for i in words
    ):
        return False
    if not any(parsed.tag[i][:2] == "VB" for i in words):
        return all(parsed.tag[i] in _EMPTY_TAGS | {"DT"} for i in words)
    return parsed.tag[unit.top][:2] == "VB" and (
        parsed.child(unit.top, *_COMPLEMENTS) not in unit.tokens
    )


def _is_asked_clause(parsed: Parsed, nested: Chains, unit: Unit) -> bool:
    """*How much it rose*, *what they want*: part of the statement around it."""
    top = unit.clause
    if unit.top != top or parsed.dep[top] not in _CLAUSES or parsed.head[top] == top:
        return False
    first = next((i for i in unit.tokens if parsed.tag[i][0].isalpha()), top)
    if parsed.lower[first] not in _ASKING_WORDS or first >= top:
        return False
    governors = (a for a in parsed.ancestors(first) if a == top or parsed.tag[a][:2] == "VB")
    return next(governors, -1) == top and nested.inner[parsed.head[top]] == unit.link


def _is_saying_without_said(parsed: Parsed, unit: Unit, cues: set[int]) -> bool:
    """*A source told the paper*: what was said has a claim of its own."""
    top = unit.top
    if parsed.lemma[top] not in _SAYING or parsed.tag[top][:2] != "VB" or top in cues:
        return False
    if parsed.child(top, "auxpass") is not None:
        return False
    inside = set(unit.tokens)
    said = [
        c
        for c in parsed.children[top]
        if c in inside and parsed.dep[c] in {"ccomp", "xcomp", "dobj", "oprd", "prep", "neg"}
    ]
    heard = parsed.lemma[top] == "tell" and all(parsed.dep[c] == "dobj" for c in said)
    return (not said or (heard and len(said) == 1)) and not any(
        parsed.tag[c] in {"NN", "NNS"} and parsed.lemma[c] in {"story", "truth", "lie", "tale"}
        for c in said
    )


def _is_shared_cue(parsed: Parsed, unit: Unit, cues: set[int]) -> bool:
    """*Neither confirmed* of *neither confirmed nor denied that X*: both verbs share what follows."""
    top = unit.top
    if parsed.child(top, *_COMPLEMENTS) is not None or parsed.child(top, "prep") is not None:
        return False
    return any(
        parsed.dep[c] == "conj"
        and c in cues
        and parsed.child(c, "nsubj", "nsubjpass") is None
        and parsed.child(c, "ccomp", "dobj") is not None
        and c - top <= 2
        for c in parsed.children[top]
    )


def _is_addressee(parsed: Parsed, nested: Chains, unit: Unit) -> bool:
    """*The council* of *the council was told that X*: who hears it is no part of X."""
    if unit.link < 0 or parsed.dep[unit.top] not in {"nsubj", "nsubjpass", "dobj", "dative"}:
        return False
    head = nested.links[unit.link].link.head
    return parsed.head[unit.top] == head >= 0 and parsed.child(head, "ccomp") is not None


def _is_nested_thing(parsed: Parsed, nested: Chains, unit: Unit) -> bool:
    """*The charges* of *she said he denied the charges*: a thing inside another's statement."""
    if unit.link < 0 or any(parsed.tag[i][:2] in {"VB", "MD"} for i in unit.tokens):
        return False
    graded = nested.links[unit.link]
    if graded.whole and parsed.head[unit.top] == graded.link.head:
        # *The claim* of *the claim could not be verified*: the clause says it whole.
        return True
    if graded.nominal and graded.link.key == "deny" and graded.stance is Stance.ASSERTS:
        # *Neither denied a sale*: nobody says that there was one.
        return True
    if not graded.nominal or cue_kind(parsed, graded.link) != "verb":
        return False
    doubtful = graded.act and graded.link.score < _LIKELY
    return nested.parent[unit.link] >= 0 or doubtful
