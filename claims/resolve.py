"""What a pronoun or a definite description stands for, where that is plain, and its level.

Two answers: the antecedent that a reader is shown (same paragraph, agreeing, unique), and the
level, for which the nearest agreeing source before it will do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims import nouns, sources
from claims.model import Resolved, SourceKind, Strength
from claims.said_by import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.lexicon import Lexicon
    from claims.parsed import Parsed

_REACH = 1500
"""How many tokens back a definite description looks for its noun."""
_NEAR = 400
"""How many tokens back a pronoun looks for a noun that agrees."""
_TRIES = 6
"""How many earlier uses of its noun a definite description looks at."""
_SOURCES = 60
"""How many earlier sources a pronoun looks at."""
_PARAGRAPHS = 3
"""How many paragraphs back a pronoun looks for an earlier source."""
_MALE = frozenset(("he", "him", "himself"))
_FEMALE = frozenset(("she", "her", "herself"))
_MALE_WORDS = frozenset(
    "mr mr. man father brother son husband king sir spokesman actor boy uncle dad".split()
)
_FEMALE_WORDS = frozenset(
    "mrs mrs. ms ms. miss woman mother sister daughter wife queen spokeswoman actress girl aunt mum "
    "mom lady".split()
)
_PAPERS = frozenset(
    "report article story newspaper paper magazine website site outlet post blog study".split()
)
_CROWD = frozenset(
    "official source witness man woman officer analyst expert doctor scientist researcher worker employee staffer".split()
)
_SUBJECTS = frozenset(
    ("nsubj", "nsubjpass", "pobj", "dobj", "ROOT", "appos", "conj", "attr", "poss")
)
_PERSONS = frozenset((SourceKind.PERSON,))
_THINGS = frozenset((SourceKind.ORGANISATION, SourceKind.MEDIA, SourceKind.DOCUMENT))


class Antecedents:
    """The sources of a document in text order, asked for what a later word stands for."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self._parsed = parsed
        self._lexicon = lexicon
        self._seen: list[tuple[int, Source, bool]] = []

    def resolve(self, tokens: Sequence[int], source: Source) -> tuple[Source, Resolved | None]:
        """The source with its antecedent's level, and the antecedent where it is plain."""
        head = nouns.phrase_head(self._parsed, tokens)
        found: Source | None = None
        shown: Resolved | None = None
        if source.anaphor == "pronoun":
            found, shown = self._pronoun(head)
        elif source.anaphor == "definite":
            found = self._definite(head, source)
        result = source
        if found is not None:
            anonymous = found.anonymous or source.anonymous
            result = Source(
                source.kind if source.anaphor == "definite" else found.kind,
                found.level,
                anonymous and found.level.rank < 6,
                "",
                found.why,
            )
        self._seen.append((head, result, self._parsed.tag[head] in nouns.PLURALS))
        return result, shown

    def _pronoun(self, head: int) -> tuple[Source | None, Resolved | None]:
        parsed, lower = self._parsed, self._parsed.lower[head]
        if lower in {"who", "which", "that", "whom"}:
            noun = nouns.antecedent_of_relative(parsed, head)
            if noun is None or noun >= head:
                return None, None
            return self._classify(noun), self._shown(noun)
        if lower in {"i", "we", "me", "us", "what"}:
            return None, None
        candidates = self._candidates(head, lower)
        if len(candidates) == 1:
            noun = candidates[0]
            return self._classify(noun), self._shown(noun)
        return self._last(head, lower), None

    def _candidates(self, head: int, lower: str) -> list[int]:
        """Nouns before it in the paragraph that agree, each person or thing once."""
        parsed = self._parsed
        first = max(parsed.para_tokens[parsed.para[head]][0], head - _NEAR)
        found: dict[str, int] = {}
        for i in range(first, head):
            if parsed.tag[i] not in nouns.NOUNS or parsed.dep[i] not in _SUBJECTS:
                continue
            if self._agrees(i, lower):
                found.setdefault(parsed.lower[i], i)
        return list(found.values())

    def _agrees(self, i: int, lower: str) -> bool:
        parsed = self._parsed
        plural = parsed.tag[i] in nouns.PLURALS
        if lower in {"they", "them", "themselves"}:
            return plural and self._is_person(i)
        if plural:
            return False
        if lower in _MALE or lower in _FEMALE:
            words = {parsed.lower[m] for m in nouns.modifiers(parsed, i)} | {parsed.lower[i]}
            if words & (_FEMALE_WORDS if lower in _MALE else _MALE_WORDS):
                return False
            return self._is_person(i)
        return (
            parsed.dep[i] in {"nsubj", "nsubjpass"}
            and not self._is_person(i)
            and (
                parsed.tag[i] in nouns.NAMES
                or self._lexicon.has("institution", parsed.lemma[i])
                or self._lexicon.has("document", parsed.lemma[i])
            )
        )

    def _is_person(self, i: int) -> bool:
        parsed, lexicon = self._parsed, self._lexicon
        if parsed.tag[i] in nouns.NAMES and nouns.determiner(parsed, i) in {"the", "this", "that"}:
            return False
        if parsed.lower[i] == "one":
            return False
        if parsed.tag[i] in nouns.NAMES:
            return nouns.is_name(parsed, i) and (
                sources.classify_head(parsed, i, lexicon).kind is SourceKind.PERSON
                and (
                    len(nouns.name_tokens(parsed, i)) > 1 or parsed.dep[i] in {"nsubj", "nsubjpass"}
                )
            )
        noun = parsed.lemma[i]
        return any(lexicon.has(kind, noun) for kind in ("role", "office", "family", "anonymous"))

    def _last(self, head: int, lower: str) -> Source | None:
        """The nearest agreeing source named before."""
        parsed = self._parsed
        for at, source, plural in self._seen[: -_SOURCES - 1 : -1]:
            if parsed.para[head] - parsed.para[at] > _PARAGRAPHS or at >= head:
                return None
            if source.level is Strength.ASSERTED:
                continue
            if lower in {"they", "them"}:
                if plural or source.kind is SourceKind.GROUP:
                    return source
            elif lower in {"it", "itself"}:
                if source.kind in _THINGS and not plural:
                    return source
            elif not plural and (source.kind in {SourceKind.PERSON, SourceKind.UNNAMED}):
                return source
        return None

    def _definite(self, head: int, source: Source) -> Source | None:
        """The same noun before, with its own level: *an official … the official*."""
        parsed = self._parsed
        noun = parsed.lemma[head]
        tries = 0
        for i in range(head - 1, max(-1, head - _REACH), -1):
            if parsed.lemma[i] != noun or parsed.tag[i] not in nouns.NOUNS:
                continue
            if parsed.tag[i] in nouns.PLURALS and parsed.tag[head] not in nouns.PLURALS:
                continue
            tries += 1
            if tries > _TRIES:
                break
            top = i
            above = parsed.head[i]
            if (
                parsed.dep[i] in {"compound", "appos"}
                and parsed.tag[above] in nouns.NAMES
                and abs(above - i) < 5
            ):
                top = above if not self._lexicon.has("anonymous", noun) else i
            before = sources.classify_head(parsed, top, self._lexicon)
            if before.anaphor == "" and (top == i or before.kind is SourceKind.PERSON):
                return before
        if noun in _PAPERS:
            return next(
                (
                    s
                    for _, s, _ in reversed(self._seen)
                    if s.kind is SourceKind.MEDIA and s.level.rank == 6
                ),
                None,
            )
        if source.kind is SourceKind.PERSON:
            return self._last(head, "he") if noun not in _CROWD else self._named_before(head)
        return None

    def _named_before(self, head: int) -> Source | None:
        """A person named in full earlier in the paragraph, whom *the analyst* takes up."""
        parsed = self._parsed
        first = parsed.para_tokens[parsed.para[head]][0]
        for i in range(head - 1, first - 1, -1):
            if parsed.sent[head] - parsed.sent[i] > 2:
                return None
            if (
                parsed.dep[i] in _SUBJECTS
                and nouns.is_name(parsed, i)
                and len(nouns.name_tokens(parsed, i)) > 1
            ):
                found = sources.classify_head(parsed, i, self._lexicon)
                if found.kind is SourceKind.PERSON:
                    return found
        return None

    def _classify(self, noun: int) -> Source:
        found = sources.classify_head(self._parsed, noun, self._lexicon)
        if found.anaphor == "definite":
            found = self._definite(noun, found) or found
        return found

    def _shown(self, noun: int) -> Resolved | None:
        parsed = self._parsed
        tokens = nouns.full_phrase(parsed, noun)
        if parsed.tag[noun] not in nouns.NOUNS:
            return None
        last = tokens[-2] if parsed.tag[tokens[-1]] == "POS" and len(tokens) > 1 else tokens[-1]
        span = parsed.chars(tokens[0], last)
        return Resolved(span, parsed.text[slice(*span)])
