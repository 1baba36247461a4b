"""One parsed document as flat lists: what every step of the extraction reads.

Python objects for each token cost more than the parse itself; flat lists of the few attributes
that the rules need cost about two microseconds a word and can be sent to another process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claims.model import Span, Zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the document that is parsed by itself. `[start, end)` in code points."""

    start: int
    end: int
    zone: Zone = Zone.BODY


@dataclass(slots=True)
class Parsed:
    """Tokens of a whole document, blanks left out; indices count through all paragraphs.

    start, end   code points of each token in `text`
    lower        the token in lower case
    lemma        its dictionary form (of verbs, nouns, adjectives; else the lower-case form)
    tag          Penn Treebank part of speech (VBD, NNP, ...)
    dep          dependency label as spaCy's English pipelines give it (nsubj, ccomp, ...)
    head         index of the governing token; a root governs itself
    sent, para   index of the token's sentence and paragraph
    sents        token range [first, last + 1) of each sentence; none crosses a paragraph
    paras        the paragraphs, and `para_tokens` their token ranges
    children     indices of the governed tokens, in text order
    """

    text: str
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    para: list[int] = field(default_factory=list)
    sents: list[tuple[int, int]] = field(default_factory=list)
    paras: list[Paragraph] = field(default_factory=list)
    para_tokens: list[tuple[int, int]] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.start)

    def word(self, i: int) -> str:
        """The token as it stands in the text."""
        return self.text[self.start[i] : self.end[i]]

    def chars(self, first: int, last: int) -> Span:
        """Code points of the tokens `first` to `last`, both included."""
        return (self.start[first], self.end[last])

    def subtree(self, i: int) -> list[int]:
        """The token and everything it governs, in text order. No recursion: a parse may be deep."""
        found = [i]
        for token in found:
            found.extend(self.children[token])
        return sorted(found)

    def ancestors(self, i: int) -> Iterable[int]:
        """The governing tokens from the nearest to the root."""
        while self.head[i] != i:
            i = self.head[i]
            yield i

    def child(self, i: int, *deps: str) -> int | None:
        """The first governed token with one of the labels."""
        return next((c for c in self.children[i] if self.dep[c] in deps), None)

    def add(self, doc: Any, paragraph: Paragraph, lemmatize: Callable[[str, str], str]) -> None:
        """Append one paragraph that spaCy has tagged and parsed (`doc.text` is the paragraph's text).

        `lemmatize(lower, tag)` gives the dictionary form. Blank tokens are dropped; what they
        governed goes to the nearest governor that stays.
        """
        base = len(self)
        rows = doc.to_array(["IDX", "LENGTH", "LOWER", "TAG", "DEP", "HEAD", "SENT_START"])
        columns = rows.astype("int64").T.tolist()
        idx, length, lower, tag, dep, head, sent_start = columns
        strings = doc.vocab.strings
        names: dict[int, str] = {}

        def name(key: int) -> str:
            if key not in names:
                names[key] = strings[key & 0xFFFFFFFFFFFFFFFF] if key else ""
            return names[key]

        tags = [name(key) for key in tag]
        kept = [i for i, pos in enumerate(tags) if pos != "_SP" and length[i]]
        new = {old: base + place for place, old in enumerate(kept)}
        sent = len(self.sents) - 1
        opens = True
        for old in range(len(tags)):
            opens = opens or sent_start[old] == 1
            if old not in new:
                continue
            if opens:
                sent += 1
                self.sents.append((new[old], new[old]))
                opens = False
            i = new[old]
            self.sents[sent] = (self.sents[sent][0], i + 1)
            self.start.append(paragraph.start + idx[old])
            self.end.append(paragraph.start + idx[old] + length[old])
            low = name(lower[old])
            self.lower.append(low)
            self.tag.append(tags[old])
            self.lemma.append(lemmatize(low, tags[old]))
            self.dep.append(name(dep[old]))
            governor = old + head[old]
            while governor not in new and head[governor]:
                governor += head[governor]
            self.head.append(new.get(governor, i))
            self.sent.append(sent)
            self.para.append(len(self.paras))
            self.children.append([])
        self._hang(base)
        self.paras.append(paragraph)
        self.para_tokens.append((base, len(self)))

    def _hang(self, base: int) -> None:
        """Give the tokens from `base` on to those that govern them."""
        for i in range(base, len(self)):
            if self.head[i] != i:
                self.children[self.head[i]].append(i)
