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

_WORDS = frozenset(
    word.strip() for line in _KNOWN.strip().splitlines() for word in line.split(";") if word.strip()
)
_NUMBER = re.compile(r"-?\d+([.,]\d+)?( ?(/|of|out of) ?\d+([.,]\d+)?)?")
_STARS = re.compile(r"[★☆]+")


def is_known(rating: str) -> bool:
    """Whether the rating is one we have met: by its words, or a figure such as `2/5`.

    A verdict at the start or the end of a sentence counts: *False: the bridge stands*.
    """
    plain = " ".join(re.findall(r"\w+", rating.casefold()))
    if plain in _WORDS or _NUMBER.fullmatch(rating.strip()) or _STARS.fullmatch(rating.strip()):
        return True
    first = " ".join(re.findall(r"\w+", re.split(r"[.:;,!–—(-]", rating.casefold(), maxsplit=1)[0]))
    words = plain.removeprefix("this is ").removeprefix("the claim is ").split()
    return first in _WORDS or " ".join(words[:2]) in _WORDS or " ".join(words[:1]) in _WORDS
