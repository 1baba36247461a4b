"""From a document to its claims. Reads like the method's table of contents.

text → paragraphs with zones → parse → attributions → hedges beside them → levels → nesting →
clauses → claims. Each step is a module of its own; a claim depends on the text, the pipeline and
the lexicon alone, so that it is the same alone or in a batch, in one process or several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import attribution, chains, clauses, compose, hedges, language, segment, strength
from claims import lexicon as lexicon_module
from claims.english import looks_english
from claims.errors import NotEnglish
from claims.model import Document
from claims.resolve import Antecedents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from claims.model import Claim
    from claims.parsed import Parsed


class Extractor:
    """Finds the claims of documents. The language pipeline is loaded on first use.

    pipeline    a spaCy pipeline by name or path; None takes the first default that is installed
    lexicon     a TOML file of the user's own words, over the project's
    rules_only  leave the trained component out
    """

    def __init__(
        self, pipeline: str | None = None, lexicon: Path | None = None, rules_only: bool = False
    ) -> None:
        self._pipeline = pipeline
        self._extension = lexicon
        self._rules_only = rules_only
        self._language: language.Language | None = None
        self._lexicon: lexicon_module.Lexicon | None = None

    @property
    def language(self) -> language.Language:
        """The loaded pipeline. Raises PipelineMissing where there is none."""
        if self._language is None:
            self._language = language.load(self._pipeline)
        return self._language

    @property
    def lexicon(self) -> lexicon_module.Lexicon:
        """The words in use. Raises LexiconInvalid for a file that does not fit."""
        if self._lexicon is None:
            self._lexicon = lexicon_module.load(self._extension)
        return self._lexicon

    @property
    def version(self) -> str:
        """Names what claims depend on beside the text: pipeline and lexicon."""
        return f"{self.language.version}, lexicon {self.lexicon.version}"

    def extract(self, document: Document) -> list[Claim]:
        """The claims of a document in text order.

        Raises PipelineMissing, LexiconInvalid, and NotEnglish for a text in another language; any
        other text, also an empty one or a few words, is fine.
        """
        if not looks_english(document.text):
            raise NotEnglish(document.name)
        paragraphs = segment.paragraphs(document.text)
        return self.claims_of(self.language.parse(document.text, paragraphs))

    def extract_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, list[Claim]]]:
        """Each document with its claims, one after the other, as they come."""
        for document in documents:
            yield document, self.extract(document)

    def claims_of(self, parsed: Parsed) -> list[Claim]:
        """The claims of a parsed document in text order."""
        words = self.lexicon
        found = attribution.find_links(parsed, rules_only=self._rules_only)
        links = hedges.complete(parsed, found, words)
        graded = strength.grade_all(parsed, links, words, Antecedents(parsed, words))
        nested = chains.arrange(len(parsed), graded)
        units = clauses.units(parsed, nested)
        small = hedges.hedged_nouns(parsed, words)
        return compose.claims(parsed, nested, units, small)


def extract_claims(text: str, pipeline: str | None = None) -> list[Claim]:
    """The claims of a text in text order: `extract_claims("Police said he fled.")`."""
    return Extractor(pipeline).extract(Document("-", text))
