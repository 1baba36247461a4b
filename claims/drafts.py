"""Two versions of one text: which claims are the same, which were reworded, came or went.

A claim is the same where its words, its level and its chain are: then a verdict still judges what
stands there. Blanks and line ends apart, every character of the words counts. Words that point
back at their beginning (*she resigned*) are the same only where the sentence before them is too.

Reworded claims are paired by the likeness of their words (thefuzz), more readily where both stand
between the same unchanged neighbours. Time is linear in the claims but for a bounded number of
candidates each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from claims.model import Attribution, Claim, Resolved
from claims.rewording import pair_reworded, plain
from claims.segment import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from claims.model import Span

SHARED = 0.5
"""Share of four-word pieces from which two texts are mostly the same."""
_PIECE = 4
_POINTS_BACK = re.compile(
    r"\W*(he|she|it|they|his|her|hers|its|their|theirs|him|them|this|that|these|those|such|"
    r"the former|the latter)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?<=[.!?…]) |(?<=[.!?…][\"'”’)\]]) ")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim of the earlier version as it stands.

    claim    the values in force
    machine  what the extraction read: the same, unless a reviewer corrected it; None where a
             reviewer added the claim
    """

    claim: Claim
    machine: Claim | None


@dataclass(frozen=True, slots=True)
class Newer:
    """A claim of the newer version.

    claim    its values: the new extraction's, or those of a reviewer's correction or addition that
             still fits the text
    machine  what the new extraction read, None where it read nothing there
    earlier  the index of the claim whose place it takes, None for a new one
    kept     whether that one's verdict holds for it
    """

    claim: Claim
    machine: Claim | None
    earlier: int | None = None
    kept: bool = False


def compare(
    old_text: str, old: Sequence[Standing], new_text: str, new: Sequence[Claim]
) -> list[Newer]:
    """Tell for each claim of a newer version which earlier one it is, in text order.

    Earlier claims that none of them names are gone. Each is named at most once.
    """
    before, after = _Text(old_text), _Text(new_text)
    pairs = _same(before, old, after, new)
    found: list[Newer] = []
    taken: set[int] = set()
    for index, claim in enumerate(new):
        at = pairs.get(index)
        standing = None if at is None else old[at]
        values = None if standing is None else _in_force(standing, claim, before, after)
        if at is not None and values is not None:
            taken.add(at)
            found.append(Newer(values, claim, at, kept=True))
        else:
            found.append(Newer(claim, claim))
    for at, standing in enumerate(old):
        if standing.machine is None:
            _carry_added(found, at, standing, before, after, taken)
    pair_reworded(found, old, taken)
    return sorted(found, key=lambda one: (one.claim.span, one.earlier is None))


def places(text: str) -> Callable[[Claim], str]:
    """The paragraph that a claim of this text stands in, blanks and line ends made one."""
    return _Text(text).around


def share(one: str, other: str) -> float:
    """How much of two texts is the same, 0 to 1: the four-word pieces that both have (Dice)."""
    pieces = [_pieces(one), _pieces(other)]
    both = sum((pieces[0] & pieces[1]).values())
    return 2 * both / max(sum(pieces[0].values()) + sum(pieces[1].values()), 1)


def differing(old: str, new: str) -> tuple[list[Span], list[Span]]:
    """Where two wordings differ, by words and signs: spans of the old one and of the new one."""
    tokens = [[found.span() for found in _TOKEN.finditer(text)] for text in (old, new)]
    words = [[text[a:b] for a, b in spans] for text, spans in zip((old, new), tokens, strict=True)]
    found: tuple[list[Span], list[Span]] = ([], [])
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    for tag, *places_ in matcher.get_opcodes():
        if tag == "equal":
            continue
        for side, (first, last) in enumerate((places_[:2], places_[2:])):
            if first < last:
                found[side].append((tokens[side][first][0], tokens[side][last - 1][1]))
    return found


class _Text:
    """A text with its paragraphs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._paragraphs = [(found.start, found.end) for found in paragraphs(text)]
        self._starts = [start for start, _ in self._paragraphs]

    def around(self, claim: Claim) -> str:
        """The paragraph of a claim, on one line."""
        start, end = self._paragraph(claim.span[0])
        return plain(self.text[start:end])

    def before(self, claim: Claim) -> str:
        """The sentences before a claim's own, back to one that points back no further itself.

        Those of its paragraph; where it begins the paragraph, those of the one before.
        """
        start, _ = self._paragraph(claim.span[0])
        first = min(claim.sentence[0], claim.span[0])
        said = plain(self.text[start:first])
        if not said and start:
            above = self._paragraph(start - 1)
            said = plain(self.text[slice(*above)])
        sentences = _ENDS.split(said)
        while len(sentences) > 1 and _POINTS_BACK.match(sentences[-1]):
            sentences[-2:] = [" ".join(sentences[-2:])]
        return sentences[-1]

    def _paragraph(self, offset: int) -> Span:
        at = bisect_right(self._starts, offset) - 1
        return self._paragraphs[at] if at >= 0 else (0, offset)


def _pieces(text: str) -> Counter[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    size = min(_PIECE, max(len(words), 1))
    return Counter(zip(*(words[start:] for start in range(size)), strict=False))


# The same claim


def _signature(claim: Claim) -> tuple[object, ...]:
    """What must be the same for a verdict to hold: words, level, polarity, modality, chain."""
    chain = tuple(
        (
            plain(link.cue_text or ""),
            plain(link.source_text or ""),
            plain(link.resolved.text) if link.resolved else "",
            link.source_kind,
            link.strength,
            link.stance,
            link.quotation,
        )
        for link in claim.attributions
    )
    words = plain(claim.wording)
    return words, claim.strength, claim.polarity, claim.modality, chain


def _same(
    before: _Text, old: Sequence[Standing], after: _Text, new: Sequence[Claim]
) -> dict[int, int]:
    """The earlier claim of each unchanged one, by index: first those in an unchanged paragraph."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    read = [one.machine for one in old]
    signs = [None if claim is None else _signature(claim) for claim in read]
    new_signs = [_signature(claim) for claim in new]

    def match(
        old_key: Callable[[Claim], object], new_key: Callable[[Claim], object] | None = None
    ) -> None:
        free: dict[object, deque[int]] = defaultdict(deque)
        for at, claim in enumerate(read):
            if claim is not None and at not in taken:
                free[signs[at], old_key(claim)].append(at)
        for index, claim in enumerate(new):
            queue = free.get((new_signs[index], (new_key or old_key)(claim)))
            if index not in pairs and queue:
                pairs[index] = queue.popleft()
                taken.add(pairs[index])

    match(before.around, after.around)
    match(
        lambda claim: plain(before.text[slice(*claim.sentence)]),
        lambda claim: plain(after.text[slice(*claim.sentence)]),
    )
    match(lambda _: None)
    for index, at in list(pairs.items()):
        claim, machine = new[index], read[at]
        assert machine is not None
        if _POINTS_BACK.match(claim.wording) and before.before(machine) != after.before(claim):
            del pairs[index]
    return pairs


def _in_force(standing: Standing, new: Claim, before: _Text, after: _Text) -> Claim | None:
    """The values of an unchanged claim in the new text; None where a correction fits no more."""
    machine = standing.machine
    if machine is None or standing.claim == machine:
        return new
    shift = new.span[0] - machine.span[0]
    moved = _moved(standing.claim, shift, before.text, after.text)
    if moved is not None and moved.sentence != new.sentence:
        return replace(moved, sentence=new.sentence)
    return moved


def _carry_added(
    found: list[Newer],
    at: int,
    standing: Standing,
    before: _Text,
    after: _Text,
    taken: set[int],
) -> None:
    """Keep a claim that a reviewer added, where its sentence stands in the new text too."""
    claim = standing.claim
    start = min(claim.sentence[0], claim.span[0])
    end = max(claim.sentence[1], claim.span[1])
    context = before.text[start:end]
    places_ = list(_occurrences(after.text, context))
    here = list(_occurrences(before.text, context))
    if len(places_) != len(here) or start not in here:
        return
    shift = places_[here.index(start)] - start
    moved = _moved(claim, shift, before.text, after.text)
    if moved is None or (
        _POINTS_BACK.match(claim.wording) and before.before(claim) != after.before(moved)
    ):
        return
    taken.add(at)
    for index, one in enumerate(found):
        if one.earlier is None and one.claim.fragments == moved.fragments:
            found[index] = Newer(moved, one.machine, at, kept=True)
            return
    found.append(Newer(moved, None, at, kept=True))


def _occurrences(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece) if piece else -1
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


def _moved(claim: Claim, shift: int, old_text: str, new_text: str) -> Claim | None:
    """A claim shifted to where its words stand in another text; None where they differ there."""
    fits = True

    def to(span: Span) -> Span:
        nonlocal fits
        start, end = span[0] + shift, span[1] + shift
        same = start >= 0 and new_text[start:end].split() == old_text[slice(*span)].split()
        fits = fits and same and end <= len(new_text)
        return start, end

    links = tuple(_moved_link(link, to) for link in claim.attributions)
    span = to(claim.span)
    fragments = tuple(to(piece) for piece in claim.fragments)
    if not fits:
        return None
    start, end = claim.sentence[0] + shift, claim.sentence[1] + shift
    sentence = (min(max(start, 0), span[0]), max(min(end, len(new_text)), span[1]))
    return replace(
        claim,
        span=span,
        fragments=fragments,
        sentence=sentence,
        text=new_text[slice(*span)],
        attributions=links,
    )


def _moved_link(link: Attribution, to: Callable[[Span], Span]) -> Attribution:
    resolved = link.resolved
    return replace(
        link,
        cue=to(link.cue) if link.cue else None,
        source=to(link.source) if link.source else None,
        resolved=Resolved(to(resolved.span), resolved.text) if resolved else None,
        content=tuple(to(piece) for piece in link.content),
    )
