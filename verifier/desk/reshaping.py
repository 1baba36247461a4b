"""One claim cut into two, several joined into one: spans of the text, never new words.

Pure functions over claims and the document's text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from db.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.model import Claim, Span

SPLIT = "split off by a reviewer"
"""The rule of a part of a claim."""
MERGED = "merged by a reviewer; the weakest of the claims decides"
"""The rule of claims that became one."""

_BLANKS = r"[\s,;:–—-]"
_JOINT = re.compile(rf"{_BLANKS}*(?:\b(?:and|or|but)\b{_BLANKS}*)?", re.IGNORECASE)
"""What joins two statements and belongs to neither."""
_JOINT_AT_END = re.compile(rf"(?:{_BLANKS}+(?:and|or|but))?{_BLANKS}*\Z", re.IGNORECASE)


def cut(claim: Claim, text: str, at: int) -> tuple[Claim, Claim]:
    """Cut a claim before the word at an offset of the document's text.

    Blanks, commas and a joining *and*, *or*, *but* at the cut belong to neither part. Both keep
    the level, the chain and the polarity. Raises BadValue where no word is left on one side, or
    for an offset inside a word.
    """
    first, end = claim.fragments[0][0], claim.fragments[-1][1]
    if not first < at < end:
        raise BadValue(f"{at} does not lie inside the claim, [{first}, {end}]")
    if text[at - 1].isalnum() and text[at].isalnum():
        raise BadValue(f"{at} stands inside a word; give the first character of one")
    before = [(start, min(stop, at)) for start, stop in claim.fragments if start < at]
    after = [(max(start, at), stop) for start, stop in claim.fragments if stop > at]
    start, stop = before[-1]
    before[-1] = (start, start + _joint_at_end(text[start:stop]))
    start, stop = after[0]
    after[0] = (start + _joint_at_start(text[start:stop]), stop)
    parts = [[piece for piece in side if piece[0] < piece[1]] for side in (before, after)]
    if not all(parts):
        raise BadValue(f"a cut at {at} leaves no words on one side")
    one, other = (_of_pieces(claim, text, part, SPLIT) for part in parts)
    return one, other


def join(claims: Sequence[Claim], text: str) -> Claim:
    """Make one claim of several of the same document.

    Pieces with nothing but blanks, commas or a joining *and*, *or*, *but* between them become one
    piece. Level, chain, polarity and modality are those of the weakest of the claims, of the first
    among equals.
    """
    base = min(claims, key=lambda claim: (claim.strength.rank, claim.span))
    pieces: list[Span] = []
    for piece in sorted(piece for claim in claims for piece in claim.fragments):
        between = text[pieces[-1][1] : piece[0]] if pieces else None
        if between is not None and _JOINT.fullmatch(between):
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], piece[1]))
        else:
            pieces.append(piece)
    sentence = (
        min(claim.sentence[0] for claim in claims),
        max(claim.sentence[1] for claim in claims),
    )
    worthiest = max(claims, key=lambda claim: claim.check_worthiness)
    whole = replace(
        base,
        sentence=sentence,
        check_worthiness=worthiest.check_worthiness,
        worth_parts=worthiest.worth_parts,
    )
    return _of_pieces(whole, text, pieces, MERGED)


def words_between(claim: Claim, text: str) -> list[int]:
    """The offsets at which a claim can be cut, in text order."""
    first, end = claim.fragments[0][0], claim.fragments[-1][1]
    starts = [found.start() for found in re.finditer(r"\w+(?:[’'.-]\w+)*", text[first:end])]
    return [at for at in (first + start for start in starts) if _can_cut(claim, text, at)]


def _can_cut(claim: Claim, text: str, at: int) -> bool:
    try:
        cut(claim, text, at)
    except BadValue:
        return False
    return True


def _joint_at_start(words: str) -> int:
    found = _JOINT.match(words)
    return found.end() if found else 0


def _joint_at_end(words: str) -> int:
    found = _JOINT_AT_END.search(words)
    return found.start() if found else len(words)


def _of_pieces(claim: Claim, text: str, pieces: Sequence[Span], rule: str) -> Claim:
    """The claim on other pieces of the text; the main one is where most of its span was."""
    assert all(one[1] <= other[0] for one, other in pairwise(pieces)), "pieces stand in order"
    start, end = claim.span
    span = max(
        pieces,
        key=lambda piece: (max(min(piece[1], end) - max(piece[0], start), 0), piece[1] - piece[0]),
    )
    return replace(
        claim,
        span=span,
        fragments=tuple(pieces),
        text=text[slice(*span)],
        wording=" ".join(text[slice(*piece)] for piece in pieces),
        rule=rule,
    )
