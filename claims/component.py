"""The spaCy component: `nlp.add_pipe("claims")`, for people who use the method without the rest.

It reads the tags, the parse and the lemmas that the pipeline has given the Doc, and fills
`doc.spans["claims"]`, `["cues"]` and `["sources"]` and `doc._.claims`.
"""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span

from claims import segment
from claims.english import looks_english
from claims.errors import NotEnglish
from claims.extract import Extractor
from claims.language import AUXILIARIES
from claims.mending import mend
from claims.model import Claim
from claims.parsed import Paragraph, Parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CLAIMS, CUES, SOURCES = "claims", "cues", "sources"
"""Keys of the span groups."""
_STORED = "claims"
_LEXICON = "lexicon.toml"
_NEEDED = ("TAG", "DEP", "LEMMA")


def _claims(doc: Doc) -> list[Claim]:
    """The claims that the component found, in text order; they travel with the Doc's user data."""
    return [Claim.from_dict(row) for row in doc.user_data.get(_STORED, ())]


if not Doc.has_extension("claims"):
    Doc.set_extension("claims", getter=_claims)


class ClaimsComponent:
    """Finds the claims of a Doc that has tags, a parse and lemmas.

    name        of the component in its pipeline
    lexicon     a TOML file of the user's own words, over the project's
    rules_only  leave the trained weights out

    Raises LexiconInvalid for a lexicon that does not fit.
    """

    def __init__(self, name: str, lexicon: Path | None, *, rules_only: bool) -> None:
        self.name = name
        self.rules_only = rules_only
        self._take(lexicon)

    def _take(self, lexicon: Path | None) -> None:
        """Read the lexicon now, so that one that does not fit shows when the component is added.

        One that is missing shows on first use: a saved pipeline names the file it was made with,
        and `from_disk` then brings the copy.
        """
        self.lexicon = lexicon
        self._extractor = Extractor(lexicon=lexicon, rules_only=self.rules_only)
        self._words: bytes | None = None
        if lexicon is not None and lexicon.exists():
            self._words = lexicon.read_bytes()
            self._extractor.lexicon  # noqa: B018 (loads and checks it)

    def __call__(self, doc: Doc) -> Doc:
        """Fill the Doc's spans and claims.

        Raises ValueError where tags, parse or lemmas lack, and NotEnglish for another language.
        """
        lacking = [name for name in _NEEDED if len(doc) and not doc.has_annotation(name)]
        if lacking:
            raise ValueError(
                f"the component {self.name!r} needs {', '.join(lacking)} on the Doc: "
                "add it after the tagger, the parser and the lemmatizer"
            )
        if not looks_english(doc.text):
            raise NotEnglish(f"the component {self.name!r}")
        found = self._extractor.claims_of(parsed(doc))
        doc.user_data[_STORED] = [claim.as_dict() for claim in found]
        _fill_spans(doc, found)
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 (spaCy passes it to every component)
        """Keep the user's lexicon with the pipeline."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        if self._words is not None:
            (folder / _LEXICON).write_bytes(self._words)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ClaimsComponent:  # noqa: ARG002 (spaCy passes it to every component)
        """Take the lexicon that was kept with the pipeline, wherever it has moved to."""
        kept = Path(path) / _LEXICON
        self._take(kept if kept.exists() else None)
        return self


@Language.factory(
    "claims",
    default_config={"lexicon": None, "rules_only": False},
    requires=["token.tag", "token.dep", "token.head", "token.lemma"],
    assigns=["doc.spans", "doc.user_data"],
)
def make_claims_component(
    nlp: Language,  # noqa: ARG001 (spaCy gives it to every factory)
    name: str,
    lexicon: str | None,
    rules_only: bool,
) -> ClaimsComponent:
    """Make the component: spaCy calls this for `nlp.add_pipe("claims", config={...})`."""
    return ClaimsComponent(name, None if lexicon is None else Path(lexicon), rules_only=rules_only)


def parsed(doc: Doc) -> Parsed:
    """A Doc's own tags and parse as the flat lists that the method reads.

    Paragraphs are cut at line ends as for any text; what the Doc's sentences and arcs have across
    them is cut too.
    """
    found = Parsed(doc.text)
    starts = [token.idx for token in doc]
    for paragraph in segment.paragraphs(doc.text):
        first = bisect_left(starts, paragraph.start)
        last = bisect_left(starts, paragraph.end)
        while last > first and starts[last - 1] + len(doc[last - 1]) > paragraph.end:
            last -= 1
        if first < last:
            piece = doc[first:last]
            stretch = Paragraph(starts[first], paragraph.end, paragraph.zone)
            found.add(piece.as_doc(), stretch, _lemmas(piece))
    mend(found)
    return found


def _lemmas(piece: Span) -> Callable[[str, str], str]:
    """Dictionary forms as the pipeline gave them, by lower-case word and tag."""
    known = {
        (token.lower_, token.tag_): AUXILIARIES.get(token.lower_, token.lemma_.lower())
        if token.tag_[:2] in {"VB", "MD"}
        else token.lemma_.lower()
        for token in piece
    }
    return lambda lower, tag: known.get((lower, tag), lower)


def _fill_spans(doc: Doc, found: list[Claim]) -> None:
    """One span for each claim, cue and source, each once, in text order."""
    cues, sources = {}, {}
    for claim in found:
        for link in claim.attributions:
            if link.cue is not None:
                cues[link.cue] = link.strength.value
            if link.source is not None:
                sources[link.source] = link.source_kind.value
    claims = [(claim.span, claim.strength.value) for claim in found]
    for key, rows in (
        (CLAIMS, claims),
        (CUES, sorted(cues.items())),
        (SOURCES, sorted(sources.items())),
    ):
        spans = [doc.char_span(*span, label=label, alignment_mode="expand") for span, label in rows]
        doc.spans[key] = [span for span in spans if span is not None]
