"""Ratings of many outlets, by the words they are known by."""

from __future__ import annotations

import re

_KNOWN = """
true; mostly true; correct; accurate; mostly accurate; verified; confirmed; legit; right; fact
half true; partly true; partially true; partly false; partially false; mixture; mixed; in between
mostly false; false; incorrect; inaccurate; wrong; fake; hoax; fabricated; not true; untrue; lie
pants on fire; pants fire; four pinocchios; three pinocchios; two pinocchios; one pinocchio
geppetto checkmark; bottomless pinocchio; misleading; missing context; needs context; out of context
lacks context; without context; distorted; cherry picking; exaggerated; exaggeration; spin
altered; altered photo; altered video; altered media; manipulated; manipulated media; doctored
miscaptioned; misattributed; correct attribution; incorrect attribution; mislabeled
satire; labeled satire; originated as satire; parody; scam; legend; urban legend; lost legend
outdated; no longer true; unproven; unsupported; unverified; unverifiable; unfounded; no evidence
not enough evidence; lacks evidence; baseless; disputed; debunked; inconclusive; undetermined
unknown; research in progress; not the whole story; flip flop; half flip; full flop; no flip
conspiracy theory; flawed reasoning; old; old video; recall; probably true; probably false
likely true; likely false; imprecise; opinion; prediction; promise kept; promise broken; compromise
falsch; richtig; wahr; größtenteils falsch; größtenteils richtig; teilweise falsch; irreführend
faux; vrai; plutôt faux; plutôt vrai; trompeur; falso; verdadero; verdadeiro; engañoso; enganoso
vero; fuorviante
"""

_HOLDS = """
true; mostly true; correct; accurate; mostly accurate; verified; confirmed; legit; right; fact
correct attribution; geppetto checkmark; probably true; likely true
richtig; wahr; größtenteils richtig; vrai; plutôt vrai; verdadero; verdadeiro; vero
"""
_FAILS = """
mostly false; false; incorrect; inaccurate; wrong; fake; hoax; fabricated; not true; untrue; lie
pants on fire; pants fire; four pinocchios; three pinocchios; bottomless pinocchio; debunked
altered; altered photo; altered video; manipulated; doctored; misattributed; incorrect attribution
miscaptioned; scam; baseless; unfounded; probably false; likely false; conspiracy theory
misleading; distorted; out of context
falsch; größtenteils falsch; irreführend; faux; plutôt faux; trompeur; falso; engañoso; enganoso
fuorviante
"""


def _listed(text: str) -> frozenset[str]:
    lines = text.casefold().strip().splitlines()
    return frozenset(word.strip() for line in lines for word in line.split(";") if word.strip())


_WORDS, _TRUE, _FALSE = _listed(_KNOWN), _listed(_HOLDS), _listed(_FAILS)
_NUMBER = re.compile(r"-?\d+([.,]\d+)?( ?(/|of|out of) ?\d+([.,]\d+)?)?")
_STARS = re.compile(r"[★☆]+")


def is_known(rating: str) -> bool:
    """Whether the rating is one we have met: by its words, or a figure such as `2/5`.

    A verdict at the start or the end of a sentence counts: *False: the bridge stands*.
    """
    if _NUMBER.fullmatch(rating.strip()) or _STARS.fullmatch(rating.strip()):
        return True
    return not _WORDS.isdisjoint(_readings(rating))


def holds(rating: str | None) -> bool | None:
    """Whether a rating says that the claim holds; None for neither, a figure, or words unknown."""
    for words in _readings(rating or ""):
        if words in _TRUE:
            return True
        if words in _FALSE:
            return False
        if words in _WORDS:
            return None
    return None


def _readings(rating: str) -> list[str]:
    """The words that a rating may consist of, the whole first, then its start."""
    plain = " ".join(re.findall(r"\w+", rating.casefold()))
    first = " ".join(re.findall(r"\w+", re.split(r"[.:;,!–—(-]", rating.casefold(), maxsplit=1)[0]))
    words = plain.removeprefix("this is ").removeprefix("the claim is ").split()
    return [plain, first, " ".join(words[:2]), " ".join(words[:1])]
