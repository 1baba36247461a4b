"""Headlines that end in their speaker: *Two dead in crash — police*, *No new taxes, says Cole*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.assembly import Built
from claims.model import Zone

if TYPE_CHECKING:
    from claims.cues import View
    from claims.parsed import Parsed

_SAYING = frozenset(
    "says say said finds find found shows show warns warn claims claim reports admits admit insists "
    "confirms confirm reveals reveal suggests suggest vows".split()
)
_SPEAKERS = frozenset(
    "army ministry minister minister's police officials official sources source report reports study "
    "studies survey poll mayor governor president premier chancellor court judge prosecutor prosecutors "
    "lawyer lawyers union unions company firm owner regulator watchdog auditor auditors inspectors "
    "government opposition council family families doctors experts scientists researchers witnesses "
    "residents media reuters ap bbc un eu nato who charity campaigners activists mps senator pm "
    "document documents data figures records".split()
)
_DASHES = frozenset(("—", "–", "--", "-", ":"))
_PHRASE = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "DT", "POS", "CD", "PRP$", "HYPH"))
_LONGEST = 5
_SHORTEST = 3


def find(look: View) -> list[Built]:
    """The headlines' speakers, each with all that stands before as content."""
    p = look.parsed
    found = []
    for para, paragraph in enumerate(p.paras):
        if paragraph.zone is Zone.HEADLINE:
            built = _behind(p, *p.para_tokens[para])
            if built is not None:
                found.append(built)
    return found


def _behind(p: Parsed, first: int, last: int) -> Built | None:
    """A speaker behind the last dash or colon, or with a verb of saying behind the last comma."""
    mark = next(
        (i for i in range(last - 2, first + _SHORTEST - 1, -1) if _is_mark(p, i)),
        -1,
    )
    if mark < 0 or not 0 < last - mark - 1 <= _LONGEST:
        return None
    rest = list(range(mark + 1, last))
    cue = [mark]
    if p.lower[mark] == ",":
        verb = next((i for i in (rest[0], rest[-1]) if p.lower[i] in _SAYING), -1)
        rest = [i for i in rest if i != verb]
        cue = [verb]
        if verb < 0 or not rest:
            return None
    if not all(p.tag[i] in _PHRASE or p.lower[i] in _SPEAKERS for i in rest) or not _speaks(
        p, rest, mark
    ):
        return None
    return Built(mark, 1.0, cue, rest, [(first, mark)], [])


def _is_mark(p: Parsed, i: int) -> bool:
    spaced = i > 0 and (p.end[i - 1] < p.start[i] or p.lower[i] in {",", ":", "—", "–"})
    return (p.lower[i] in _DASHES or p.lower[i] == ",") and spaced


def _speaks(p: Parsed, tokens: list[int], mark: int) -> bool:
    """A role or a body that headlines end in; behind a comma and its verb any name."""
    if p.lower[tokens[-1]] in _SPEAKERS:
        return True
    return p.lower[mark] == "," and all(p.word(i)[0].isupper() for i in tokens)
