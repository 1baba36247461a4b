"""From units of tokens to claims: spans, wording, the chain's attributions, the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import chains as nesting
from claims import polarity
from claims.clauses import FINITE, is_restrictive
from claims.confidence import confidence
from claims.cuewords import cue_kind, judges_as, phrase
from claims.leftovers import claims_nothing
from claims.linking import ranges
from claims.model import Attribution, Claim, Quotation, Stance, Strength, Zone
from claims.said_by import NOBODY
from claims.strength import Graded
from claims.weakest import explain
from claims.worth import Worth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.chains import Chains
    from claims.clauses import Unit
    from claims.hedges import Hedged
    from claims.model import Span
    from claims.parsed import Parsed

_SENTENCE = 5
"""Words and signs that a sentence without a verb at its root has more than."""
_HOLE = 2
"""How many words that a cue left out of a clause are put back."""
_EDGES = frozenset((",", ";", ":", ".", "-", "--", "–", "—", "...", "…", ")", "]", "(", "["))
_INWARD = frozenset(
    "know understand realise realize learn discover notice remember see feel".split()
)
_LIGHT = frozenset("go continue begin start proceed come keep".split())
_BRACKETS = {")": "(", "]": "["}
_LEADING = frozenset(
    "and but or nor that because since when while as although though whereas yet so for after before "
    "until where & /".split()
)
_OPENING = {'"': '"', "“": "”", "'": "'", "‘": "’", "``": "''", "«": "»", "„": "“", "''": "''"}
_MARKS = frozenset(_OPENING) | frozenset(_OPENING.values())


def claims(parsed: Parsed, nested: Chains, units: list[Unit], small: list[Hedged]) -> list[Claim]:
    """The claims of a document in text order."""
    cues = {i for graded in nested.links if not graded.act for i in graded.link.cue}
    spoken = {i for graded in nested.links for i in (*graded.link.cue, *graded.link.source)}
    worth = Worth(parsed)
    found: list[Claim] = []
    seen: set[tuple[tuple[Span, ...], Strength]] = set()
    restrictive: list[Claim] = []
    sources = {i for graded in nested.links for i in graded.link.source}
    for unit in units:
        claim = _of_unit(parsed, nested, unit, cues, spoken, worth)
        if claim is not None and (claim.fragments, claim.strength) not in seen:
            seen.add((claim.fragments, claim.strength))
            if not is_restrictive(parsed, unit):
                found.append(claim)
            elif claim.attributions or not sources.issuperset(unit.tokens):
                restrictive.append(claim)
    found += _not_told(found, restrictive)
    found += [_of_noun(parsed, nested, hedged, worth) for hedged in small]
    found.sort(key=lambda claim: (claim.span[0], -claim.span[1]))
    return found


def _not_told(found: list[Claim], restrictive: list[Claim]) -> list[Claim]:
    """The restrictive clauses that no claim around them tells with the same chain and polarity."""
    around: dict[Span, list[Claim]] = {}
    for claim in found:
        around.setdefault(claim.sentence, []).append(claim)
    return [
        claim
        for claim in restrictive
        if not any(
            other.attributions == claim.attributions
            and other.polarity is claim.polarity
            and any(a <= claim.span[0] and claim.span[1] <= b for a, b in other.fragments)
            for other in around.get(claim.sentence, ())
        )
    ]


def _of_unit(
    parsed: Parsed, nested: Chains, unit: Unit, cues: set[int], spoken: set[int], worth: Worth
) -> Claim | None:
    top = unit.top
    if top in cues and not _keeps_cue(nested, unit):
        return None
    if not _states(parsed, nested, unit) or _leads_to_cue(parsed, top, cues):
        return None
    if claims_nothing(parsed, nested, unit, cues):
        return None
    inside = set(unit.tokens)
    chain = nested.around(unit.link)
    pieces = _pieces(parsed, unit, chain, spoken)
    if not pieces:
        return None
    negative = polarity.of_clause(parsed, top, inside)
    own = nested.whole.get(top)
    if own is not None:
        chain = [*chain, own]
        negative = negative and own.level is not Strength.RUMOUR
    return _claim(parsed, pieces, top, chain, negative, worth)


def _leads_to_cue(parsed: Parsed, top: int, cues: set[int]) -> bool:
    """*Went on to say that X*: the verb before the cue states nothing beside it."""
    inner = parsed.child(top, "xcomp")
    return (
        inner in cues and parsed.lemma[top] in _LIGHT and parsed.child(inner, "ccomp") is not None
    )


def _keeps_cue(nested: Chains, unit: Unit) -> bool:
    """An act whose content is no statement (*denied the charges*) is the writer's own claim."""
    owners = nested.by_head.get(unit.top, [])
    return bool(owners) and all(g.nominal for g in owners)


def _states(parsed: Parsed, nested: Chains, unit: Unit) -> bool:
    """Does the unit state something: a predicate, or anything at all that is attributed?"""
    top = unit.top
    verbal = (
        parsed.tag[top][:2] in {"VB", "MD"}
        or parsed.child(top, "nsubj", "nsubjpass", "cop") is not None
    )
    last = parsed.sents[parsed.sent[top]][1]
    if parsed.lower[last - 1] == "?" and unit.link < 0:
        return False
    if unit.clause not in unit.tokens:
        finite = parsed.tag[top] in {"VBD", "VBZ", "VBP", "MD"}
        verbal = finite or parsed.child(top, "nsubj", "nsubjpass") is not None
        held = unit.link >= 0 and any(a <= top < b for a, b in nested.links[unit.link].link.content)
        if not verbal and not held:
            return False
    if parsed.tag[top] == "MD" and not any(parsed.tag[i][:2] == "VB" for i in unit.tokens):
        return False
    if unit.link < 0:
        return verbal or _is_sentence(parsed, top)
    if verbal:
        return True
    graded = nested.links[unit.link]
    judged = graded.level is not Strength.ASSERTED and judges_as(parsed, graded.link.head)
    inward = graded.act and graded.link.key in _INWARD and not judged
    outside = graded.link.parent >= 0 or inward
    if outside and not any(parsed.tag[i][:2] in {"VB", "MD"} for i in unit.tokens):
        return False
    words = [i for i in unit.tokens if parsed.tag[i][0].isalpha()]
    link = nested.links[unit.link].link
    return (
        bool(words)
        and any(a <= top < b for a, b in link.content)
        and parsed.tag[top][:2] in {"NN", "JJ", "PR", "CD", "RB", "VB", "DT"}
    )


def _is_sentence(parsed: Parsed, top: int) -> bool:
    """Is a noun the root of a whole sentence? The parser takes some verbs (*votes*) for nouns."""
    first, last = parsed.sents[parsed.sent[top]]
    return (
        parsed.head[top] == top
        and parsed.lower[last - 1] == "."
        and last - first > _SENTENCE
        and any(parsed.tag[i] in FINITE for i in range(first, last))
        and parsed.paras[parsed.para[top]].zone is Zone.BODY
    )


def _pieces(
    parsed: Parsed, unit: Unit, chain: list[Graded], spoken: set[int]
) -> list[tuple[int, int]]:
    """The unit's runs of tokens, trimmed at their ends."""
    hidden = {i for g in chain if cue_kind(parsed, g.link) == "adverb" for i in g.link.cue}
    tokens = _filled(sorted({*unit.tokens, *unit.lead} - hidden), spoken | hidden)
    kept = _trimmed(parsed, _joined(parsed, ranges(tokens)), unit.top)
    # A mark that is dropped may leave a comma behind it.
    return _trimmed(parsed, _without_lone_marks(parsed, kept), unit.top)


def _trimmed(parsed: Parsed, runs: list[tuple[int, int]], top: int) -> list[tuple[int, int]]:
    """Runs without the signs and joining words at their ends; those of signs alone left out."""
    return [run for run in (_trim(parsed, one, top) for one in runs) if run is not None]


def _filled(tokens: list[int], spoken: set[int]) -> list[int]:
    """Close holes of a word or two that no cue or source stands in."""
    found: list[int] = []
    for i in tokens:
        hole = range(found[-1] + 1, i) if found else range(0)
        if 0 < len(hole) <= _HOLE and not any(t in spoken for t in hole):
            found.extend(hole)
        found.append(i)
    return found


def _joined(parsed: Parsed, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs with nothing but a sign between them are one, unless that sign stands at a cut."""
    found: list[tuple[int, int]] = []
    for first, last in runs:
        if (
            found
            and first - found[-1][1] == 1
            and parsed.lower[found[-1][1]] in {'"', "“", "”", "''", "``"}
        ):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _trim(parsed: Parsed, run: tuple[int, int], top: int) -> tuple[int, int] | None:
    first, last = run
    if first and _turns_over(parsed, first - 1, last):
        first -= 1
    while (
        first < last
        and first != top
        and (
            parsed.lower[first] in _EDGES
            or (
                parsed.lower[first] in _LEADING
                and not _turns_over(parsed, first, last)
                and parsed.dep[first] in {"cc", "mark", "advmod", "punct"}
                and parsed.head[first] == top
            )
        )
    ):
        first += 1
    while (
        last > first
        and last - 1 != top
        and (parsed.lower[last - 1] in _EDGES or parsed.dep[last - 1] == "cc")
    ):
        pair = _BRACKETS.get(parsed.lower[last - 1])
        if pair is not None and pair in parsed.lower[first:last]:
            break
        last -= 1
    if parsed.lower[first:last] == [] or all(
        parsed.tag[i][0] in "`'-:,." for i in range(first, last)
    ):
        return None
    return (first, last)


def _turns_over(parsed: Parsed, first: int, last: int) -> bool:
    """*Nor is it clear that X*: without its first word the clause would say the opposite."""
    after = parsed.tag[first + 1] if first + 1 < last else ""
    return parsed.lower[first] == "nor" and (after == "MD" or after[:2] == "VB")


def _without_lone_marks(parsed: Parsed, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Close a quotation whose mark stands just outside; drop a lone mark at an end."""
    if not runs:
        return runs
    opened, closed = _lone(parsed, runs)
    first, last = runs[0][0], runs[-1][1]
    if opened and opened[-1] == first and len(opened) == 1 and _closing(parsed, last) is None:
        runs[0] = (first + 1, runs[0][1])
    elif opened:
        mark = _closing(parsed, last)
        if mark is not None:
            runs[-1] = (runs[-1][0], mark + 1)
    elif closed and closed[0] == first:
        runs[0] = (first + 1, runs[0][1])
    elif closed and closed[0] == last - 1:
        before = first - 1
        if (
            before >= 0
            and parsed.lower[before] in _OPENING
            and parsed.sent[before] == parsed.sent[first]
        ):
            runs[0] = (before, runs[0][1])
        else:
            runs[-1] = (runs[-1][0], last - 1)
    return [run for run in runs if run[0] < run[1]]


def _lone(parsed: Parsed, runs: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The marks inside that open without closing, and that close without opening."""
    opened: list[int] = []
    closed: list[int] = []
    for first, last in runs:
        for i in range(first, last):
            word = parsed.lower[i]
            if word not in _MARKS or parsed.tag[i] not in {"``", "''", '"'}:
                continue
            shut = word in {"”", "»", "’"} or (word == '"' and parsed.tag[i] == "''" and not opened)
            if shut or (word in {'"', "'", "''"} and opened):
                if opened:
                    opened.pop()
                else:
                    closed.append(i)
            else:
                opened.append(i)
    return opened, closed


def _closing(parsed: Parsed, after: int) -> int | None:
    """A closing mark right after a claim, a full stop or comma between them or not."""
    for i in range(after, min(after + 2, len(parsed))):
        if parsed.lower[i] in {"”", '"', "''", "’", "'", "»"} and parsed.tag[i] in {
            "''",
            "``",
            '"',
        }:
            return i
        if parsed.lower[i] not in {".", ",", "!", "?"}:
            return None
    return None


def _of_noun(parsed: Parsed, nested: Chains, hedged: Hedged, worth: Worth) -> Claim:
    graded = Graded(
        hedged.link,
        hedged.level,
        Stance.ASSERTS,
        NOBODY,
        None,
        f"a hedging word on the noun “{parsed.word(hedged.noun)}”",
        phrase=phrase(parsed, hedged.link),
    )
    chain = [*nested.around(nested.inner[hedged.noun]), graded]
    runs = [
        run for run in (_trim(parsed, piece, hedged.noun) for piece in hedged.link.content) if run
    ]
    return _claim(parsed, runs, hedged.noun, chain, negative=False, worth=worth)


def _claim(
    parsed: Parsed,
    pieces: list[tuple[int, int]],
    top: int,
    chain: list[Graded],
    negative: bool,
    worth: Worth,
) -> Claim:
    spans = tuple(parsed.chars(first, last - 1) for first, last in pieces)
    main = next((n for n, (first, last) in enumerate(pieces) if first <= top < last), 0)
    sentence = parsed.sents[parsed.sent[top]]
    level, rule = explain(chain)
    counted = [graded for graded in chain if graded.link.frame != "answered"]
    worthiness, parts = worth.score_parts(pieces)
    mode = polarity.modality(parsed, top, chain)
    sign = polarity.polarity(parsed, top, negative, chain)
    text = parsed.text
    return Claim(
        zone=parsed.paras[parsed.para[top]].zone,
        sentence=parsed.chars(sentence[0], sentence[1] - 1),
        span=spans[main],
        fragments=spans,
        text=text[slice(*spans[main])],
        wording=" ".join(text[slice(*span)] for span in spans),
        strength=level,
        rule=rule,
        confidence=confidence(level, mode, sign),
        polarity=sign,
        modality=mode,
        check_worthiness=worthiness,
        attributions=()
        if level is Strength.ASSERTED
        else tuple(_attribution(parsed, graded) for graded in nesting.shown(counted)),
        worth_parts=parts,
    )


def _attribution(parsed: Parsed, graded: Graded) -> Attribution:
    link = graded.link
    cue = _span(parsed, link.cue)
    source = _span(parsed, link.source)
    return Attribution(
        cue=cue,
        cue_text=None if cue is None else parsed.text[slice(*cue)],
        source=source,
        source_text=None if source is None else parsed.text[slice(*source)],
        resolved=graded.resolved,
        source_kind=graded.source.kind,
        strength=graded.level,
        stance=graded.stance,
        quotation=link.quotation or Quotation.NONE,
        content=tuple(parsed.chars(first, last - 1) for first, last in link.content),
    )


def _span(parsed: Parsed, tokens: Sequence[int]) -> Span | None:
    """From the first to the last token, None without tokens."""
    return parsed.chars(min(tokens), max(tokens)) if tokens else None
