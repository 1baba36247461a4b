"""The attribution step without trained weights: plain rules over the parse and the lexicon's verbs.

They find less than the scorers do, but each answer can be told in a sentence.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from claims import lexicon
from claims.assembly import CONTENT, CUE, NONE, SOURCE
from claims.frames import CUE_PARTS

if TYPE_CHECKING:
    from typing import Any

    from claims.assembly import Built
    from claims.cues import View
    from claims.frames import Piece
    from claims.parsed import Parsed

_CLAUSES = frozenset(("ccomp", "xcomp"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_ADVERBS = frozenset(("reportedly", "allegedly", "purportedly", "supposedly", "apparently"))
_REACH = 60
_ROLES = 4


@cache
def _verbs() -> frozenset[str]:
    return frozenset(form for form, entry in lexicon.load().kind("verb").items() if entry.carries)


def heads(look: View) -> list[tuple[int, float]]:
    """The words that a rule takes for a cue's head, each with chance 1."""
    p = look.parsed
    return [(i, 1.0) for i in range(len(p)) if _is_cue(look, i)]


def _is_cue(look: View, i: int) -> bool:
    p = look.parsed
    if p.lower[i] == "according":
        return p.child(i, "prep") is not None
    if p.tag[i][:2] != "VB" or p.dep[i] in CUE_PARTS:
        return False
    particle = p.child(i, "prt")
    name = p.lemma[i] if particle is None else f"{p.lemma[i]} {p.lower[particle]}"
    if name not in _verbs() and p.lemma[i] not in _verbs():
        return False
    if any(p.dep[c] in _CLAUSES for c in p.children[i]) or p.dep[i] == "parataxis":
        return True
    begin, end = p.para_tokens[p.para[i]]
    near = range(max(begin, i - 4), min(end, i + 5))
    return look.quoted[i] < 0 and any(look.quoted[k] >= 0 for k in near)


def roles(look: View, v: int, pieces: list[Piece]) -> Any:
    """Scores as the scorer of roles gives them: one for the role that the rule chooses."""
    scores = np.zeros((len(pieces), _ROLES), dtype="f")
    passive = look.parsed.child(v, "auxpass") is not None
    clause = any(p.way == "k" and p.path in _CLAUSES for p in pieces)
    for number, piece in enumerate(pieces):
        scores[number, _role(look.parsed, v, piece, passive, clause)] = 3.0
    return scores


def _role(p: Parsed, v: int, piece: Piece, passive: bool, clause: bool) -> int:
    if p.lower[v] == "according":
        if piece.way == "k":
            return SOURCE
        return CONTENT if piece.way in "uU" else NONE
    if piece.way == "k":
        if piece.path in _SUBJECTS:
            return NONE if passive else SOURCE
        if piece.path == "agent":
            return SOURCE
        if piece.path == "advmod" and piece.last - piece.first == 1:
            return CUE
        return CONTENT if piece.path in _CLAUSES or (not clause and piece.path == "dobj") else NONE
    if piece.way in "uU" and p.dep[v] == "parataxis":
        return CONTENT
    if piece.way == "s":
        return SOURCE
    return NONE


def assign(look: View, built: list[Built]) -> list[int]:
    """For each quotation the place of the link that owns it, -1 without one.

    The link with its cue in the quotation's sentence, the nearest first; else the one before it in
    the paragraph; else, where a quotation goes on from the paragraph before, that one's.
    """
    p = look.parsed
    found: list[int] = []
    outside = [n for n, b in enumerate(built) if look.quoted[b.head] < 0]
    for quote in look.quotes:
        first, last = p.sent[quote.first], p.sent[quote.last - 1]
        place = _after(built, outside, quote.first)
        near = outside[max(0, place - 2) : place + 2]
        here = [n for n in near if first <= p.sent[built[n].head] <= last]
        before = [
            n for n in near if built[n].head < quote.first and p.para[built[n].head] == quote.para
        ]
        if here:
            found.append(min(here, key=lambda n: abs(built[n].head - quote.first)))
        elif before and quote.first - built[before[-1]].head <= _REACH:
            found.append(before[-1])
        else:
            found.append(found[-1] if quote.continues and found else -1)
    return found


def _after(built: list[Built], which: list[int], token: int) -> int:
    """How many of the links have their head before the token."""
    low, high = 0, len(which)
    while low < high:
        middle = (low + high) // 2
        if built[which[middle]].head < token:
            low = middle + 1
        else:
            high = middle
    return low
