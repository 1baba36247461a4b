"""Which words may carry an attribution, and what speaks for and against each.

Every verb is a candidate, and every noun or adjective with a complement: no fixed list. A candidate is
described by features (short strings) that a scorer weighs; the strings are the vocabulary of the
trained weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from claims import quotes

if TYPE_CHECKING:
    from claims.parsed import Parsed

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
AUXILIARY = frozenset(("aux", "auxpass"))
# Labels of a verb's children that say in what frame it stands.
_TELLING = frozenset(
    (
        *(
            "nsubj",
            "nsubjpass",
            "csubj",
            "expl",
            "ccomp",
            "xcomp",
            "dobj",
            "dative",
            "prep",
            "agent",
        ),
        *("acomp", "attr", "oprd", "advcl", "prt", "parataxis", "mark", "auxpass", "neg"),
    )
)
_NOUN_FRAMES = frozenset(("acl", "ccomp", "xcomp", "relcl", "prep", "appos", "parataxis"))
_QUOTE_MARKS = frozenset(('"', "“", "”", "''", "``", "‘", "’", "'", "„", "«", "»", "`"))
_DASHES = frozenset(("—", "―", "–", "--", "-"))


@dataclass(slots=True)
class View:
    """A parsed document with its quotations: what all features are read from.

    quoted     for each token the number of its quotation, or -1
    inside     how many tokens before each stand in quotations (one more than tokens)
    subject    for each token its first subject, or -1
    speakers   how many paragraphs open as a turn in a transcript does, `NAME:`
    """

    parsed: Parsed
    quotes: list[quotes.Quote]
    quoted: list[int]
    inside: list[int]
    subject: list[int]
    speakers: int


def view(parsed: Parsed) -> View:
    """Find the quotations and mark each token that stands in one."""
    marks = quotes.find(parsed)
    quoted = [-1] * len(parsed)
    for number, quote in enumerate(marks):
        quoted[quote.first : quote.last] = [number] * (quote.last - quote.first)
    inside = [0, *accumulate(k >= 0 for k in quoted)]
    subject = [-1] * len(parsed)
    for i in range(len(parsed) - 1, -1, -1):
        if parsed.dep[i] in SUBJECTS:
            subject[parsed.head[i]] = i
    speakers = sum(_opens_turn(parsed, first, last) for first, last in parsed.para_tokens)
    return View(parsed, marks, quoted, inside, subject, speakers)


def _opens_turn(p: Parsed, first: int, last: int) -> bool:
    colon = next((i for i in range(first, min(first + 8, last)) if p.lower[i] == ":"), first)
    return colon > first and all(p.tag[i] in {"NNP", "NNPS", ",", "."} for i in range(first, colon))


def candidates(look: View, nouns: frozenset[str] | set[str]) -> list[int]:
    """The words that may be a cue's head, in text order. `nouns`: lemmas of nouns worth a look."""
    p = look.parsed
    found = []
    for i, tag in enumerate(p.tag):
        if tag[:2] == "VB":
            if p.dep[i] not in AUXILIARY:
                found.append(i)
        elif tag in {"NN", "NNS", "JJ", "NNP", "NNPS", "RB", "IN", "MD"}:
            if p.lemma[i] in nouns and _has_complement(p, i, tag):
                found.append(i)
        elif (tag == ":" or p.lower[i] in _DASHES) and _introduces(look, i):
            found.append(i)
    return found


def _has_complement(p: Parsed, i: int, tag: str) -> bool:
    if tag in {"RB", "IN", "MD"}:
        return True
    return any(p.dep[c] in _NOUN_FRAMES or p.dep[c] == "poss" for c in p.children[i]) or (
        p.head[i] + 1 == i or p.dep[i] in {"nsubj", "ROOT"}
    )


def _introduces(look: View, i: int) -> bool:
    """Whether a colon or dash may stand between a speaker and what he says."""
    p = look.parsed
    first, last = p.para_tokens[p.para[i]]
    if i + 1 < last and look.quoted[i + 1] >= 0 and look.quoted[i] < 0:
        return True
    if p.lower[i] == ":":
        return i - first <= 12
    return i == first or look.quoted[i - 1] >= 0


def mark_context(look: View, i: int) -> str:
    """What stands before a colon or dash: a speaker's name, a sentence, a quotation."""
    p = look.parsed
    begin, end = p.para_tokens[p.para[i]]
    first = max(begin, p.sents[p.sent[i]][0], i - 10)
    left = range(first, i)
    if i > begin and look.quoted[i - 1] >= 0:
        kind = "quote"
    elif any(p.tag[k][:2] in {"VB", "MD"} for k in left):
        kind = "verb"
    elif not left:
        kind = "none"
    elif p.text[p.start[first] : p.end[i - 1]].isupper():
        kind = "caps"
    elif all(p.tag[k] in {"NNP", "NNPS", ",", ".", "-LRB-", "-RRB-", "IN", "HYPH"} for k in left):
        kind = "name"
    else:
        kind = "noun"
    follow = (
        "q" if i + 1 < end and look.quoted[i + 1] >= 0 else "$" if i + 1 == end else p.tag[i + 1]
    )
    start = "^" if first == begin else "-"
    return f"{p.lower[i]}{start}{kind}{bucket(i - first)}>{follow}"


def bucket(n: int) -> str:
    """A count as one of a few classes."""
    if n < 4:
        return str(n)
    return "4-6" if n < 7 else "7-12" if n < 13 else "13-25" if n < 26 else "26+"


def frame(p: Parsed, i: int) -> str:
    """The telling children around a word, as `nsubj V ccomp`."""
    left = [p.dep[c] for c in p.children[i] if c < i and p.dep[c] in _TELLING]
    right = [p.dep[c] for c in p.children[i] if c > i and p.dep[c] in _TELLING]
    return " ".join([*left[-3:], "V", *right[:3]])


def subject_kind(p: Parsed, i: int) -> str:
    """A subject as the scorer sees it: a pronoun by itself, names and nouns by their sort."""
    if i < 0:
        return "none"
    tag = p.tag[i]
    if tag in {"PRP", "WP", "WDT", "EX", "DT"}:
        return p.lower[i]
    return tag


def features(look: View, i: int) -> list[str]:
    """What speaks for and against the word as a cue's head."""
    p = look.parsed
    tag, dep, lemma = p.tag[i], p.dep[i], p.lemma[i]
    kids = p.children[i]
    shape = frame(p, i)
    out = [
        "b",
        f"l={lemma}",
        f"t={tag}",
        f"d={dep}",
        f"ld={lemma}|{dep}",
        f"lt={lemma}|{tag}",
        f"f={shape}",
        f"lf={lemma}|{shape}",
        f"w={p.lower[i]}",
    ]
    if tag == ":" or dep == "punct":
        context = mark_context(look, i)
        alike = look.speakers if "caps" in context or "name" in context else 0
        out += [
            f"m={context}",
            f"m={context[:6]}",
            f"m={context.split('>')[0]}",
            f"ma={bucket(alike)}",
        ]
        out.append(f"ma={context.split('>')[0]}{bucket(alike)}|{p.para[i] == 0}")
    _children(p, i, kids, lemma, out)
    _governor(look, i, dep, lemma, out)
    _surroundings(look, i, lemma, out)
    return out


def _children(p: Parsed, i: int, kids: list[int], lemma: str, out: list[str]) -> None:
    subject = -1
    clause = ""
    for c in kids:
        dep = p.dep[c]
        side = "<" if c < i else ">"
        out.append(f"c={dep}{side}")
        if dep in SUBJECTS:
            subject = c
            out.append(f"s={p.lemma[c]}")
            out.append(f"sv={side}|{lemma}")
        elif dep in {"ccomp", "xcomp", "advcl", "acl", "parataxis"}:
            mark = next(
                (
                    p.lower[k]
                    for k in p.children[c]
                    if p.dep[k] == "mark" or p.tag[k] in {"TO", "WP", "WRB", "WDT"}
                ),
                "",
            )
            clause = f"{dep}{side}{mark}"
            out.append(f"cl={clause}")
            out.append(f"lcl={lemma}|{clause}")
            out.append(f"clt={dep}|{p.tag[c]}")
            out.append(f"cll={dep}|{p.lemma[c]}")
        elif dep in {"dobj", "acomp", "attr", "oprd", "dative", "agent", "prt", "pobj"}:
            out.append(f"o={dep}|{p.lemma[c]}")
            out.append(f"lo={lemma}|{dep}|{p.lemma[c]}")
            out.append(f"ot={dep}|{p.tag[c]}")
            out += [
                f"op={lemma}|{p.lemma[c]}|{p.lower[k]}"
                for k in p.children[c]
                if p.dep[k] in {"prep", "acl", "ccomp", "xcomp"}
            ]
        elif dep == "prep":
            out.append(f"p={p.lower[c]}{side}")
            out.append(f"lp={lemma}|{p.lower[c]}{side}")
            out += [f"po={p.lower[c]}|{p.lemma[k]}" for k in p.children[c] if p.dep[k] == "pobj"]
            out += [f"pc={lemma}|{p.lower[c]}|{p.dep[k]}" for k in p.children[c]]
        elif dep in {"aux", "auxpass", "neg", "advmod", "mark", "poss"}:
            out.append(f"{dep}={p.lower[c]}")
            if dep in {"aux", "neg"}:
                out.append(f"l{dep}={lemma}|{p.lemma[c]}")
    kind = subject_kind(p, subject)
    out.append(f"sk={kind}")
    out.append(f"skl={kind}|{lemma}")
    out.append(f"skc={kind}|{clause}")


def _governor(look: View, i: int, dep: str, lemma: str, out: list[str]) -> None:
    p = look.parsed
    h = p.head[i]
    if h == i:
        out.append("h=ROOT")
        return
    out.append(f"h={p.lemma[h]}")
    out.append(f"hd={dep}|{p.tag[h]}")
    out.append(f"hld={dep}|{p.lemma[h]}")
    out.append(f"hl={lemma}|{p.lemma[h]}")
    g = p.head[h]
    out.append(f"g={dep}|{p.dep[h]}|{p.tag[g]}")
    out.append(f"gl={p.dep[h]}|{p.lemma[g]}")
    if dep in {"xcomp", "conj", "advcl", "acl", "relcl"}:
        out.append(f"hs={dep}|{subject_kind(p, look.subject[h])}")


def _surroundings(look: View, i: int, lemma: str, out: list[str]) -> None:
    p = look.parsed
    first, last = p.sents[p.sent[i]]
    begin, end = p.para_tokens[p.para[i]]
    before = p.lower[i - 1] if i > first else "^"
    after = p.lower[i + 1] if i + 1 < last else "$"
    second = p.lower[i + 2] if i + 2 < last else "$"
    out += [
        f"-1={before}",
        f"+1={after}",
        f"+2={second}",
        f"l+1={lemma}|{after}",
        f"-1l={before}|{lemma}",
        f"-2={p.lower[i - 2] if i - 1 > first else '^'}",
        f"at={bucket(i - first)}",
        f"to={bucket(last - i - 1)}",
        f"pa={bucket(p.para[i])}",
        f"ps={bucket(i - begin)}",
    ]
    own = look.quoted[i]
    inside = look.inside[last] - look.inside[first]
    share = 0 if not inside else 1 + (4 * inside) // (last - first + 1)
    state = "in" if own >= 0 else str(share)
    out.append(f"q={state}")
    out.append(f"ql={state}|{lemma}")
    if own < 0:
        near = _nearest(look, i, begin, end)
        out.append(f"qn={near}")
        out.append(f"qnl={near}|{lemma}")
        if end == last and p.para[i] + 1 < len(p.paras):
            follow = p.para_tokens[p.para[i] + 1][0]
            if follow < len(p) and look.quoted[follow] >= 0:
                out.append(f"qp={p.lower[last - 1] == ':'}")


def _nearest(look: View, i: int, begin: int, end: int) -> str:
    """How far the nearest quotation is on each side, up to eight words."""
    left = next((k for k in range(1, 9) if i - k >= begin and look.quoted[i - k] >= 0), 0)
    right = next((k for k in range(1, 9) if i + k < end and look.quoted[i + k] >= 0), 0)
    return f"{bucket(left)}/{bucket(right)}"
