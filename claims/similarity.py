"""How alike texts are: which words to look for, and how near each candidate comes.

Pure functions over strings. The weights were fitted on pairs of a post and the earlier
fact-check that answers it (`training/matching.py`); `docs/earlier-fact-checks.md` gives figures.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.joined_names import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STOP_WORDS = frozenset(
    """
    a about after again against all also am amp an and any are aren as at be because been before
    being below between both but by can cannot could couldn did didn do does doesn doing don down
    during each else ever few for from further get got had hadn has hasn have haven having he her
    here hers herself him himself his how however i if in into is isn it its itself just let ll me
    might more most much must mustn my myself no nor not now of off on once one only or other our
    ours ourselves out over own re rt s same she should shouldn so some such t than that the their
    theirs them themselves then there these they this those through to too under until up upon us
    ve very via was wasn we were weren what when where which while who whom whose why will with won
    would wouldn yet you your yours yourself yourselves
    """.split()
)
"""Words too common to tell one text from another."""

_LINK = re.compile(r"(?:https?://|www\.)\S+|pic\.twitter\.com/\S*|\bt\.co/\S*", re.IGNORECASE)
_WORD = re.compile(r"\w+")
# An embedded post ends with its author and day: "— Ada Moss (@adamoss) May 19, 2031".
_SIGNATURE = re.compile(
    r"[—–-]{1,2}[^—\n]{0,80}\(@\w{1,30}\) [A-Z][a-z]{2,8} (?P<day>\d{1,2}, )\d{4}\s{0,9}$"
)
_SIGNATURE_AT_MOST = 200

MAX_TEXT = 20_000
"""Characters of a text that are looked at: a query is a claim or a post, not a book."""

_GRAMS = (3, 4)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that the index found: a claim, its title, and the index's own weight (0 or more)."""

    claim: str
    title: str
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near one candidate comes: `index` is its place among the candidates given.

    rank orders the candidates of one query and means nothing beside another query's; likeness
    (0 to 1) can be compared between queries.
    """

    index: int
    rank: float
    likeness: float


def query_words(text: str) -> list[str]:
    """The words to look a text up by, in order, each once, in lower case.

    Links go; joined names count as one word and as their parts; stop words go unless nothing
    else is left. The author's name at the end of a post stays, the day beside it goes.
    """
    found = _words_in(_without_day(_without_links(text[:MAX_TEXT])), whole=True)
    kept = [word for word in found if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())]
    return list(dict.fromkeys(kept or found))


def body(text: str) -> str:
    """A text without links and without the signature of a post, for comparing it as a whole."""
    plain = _without_links(text[:MAX_TEXT])
    found = _signature(plain)
    return (plain if found is None else plain[: found.start()]).strip()


def content_words(text: str) -> list[str]:
    """The words of a text in order, without stop words, folded to lower case without accents.

    Joined names count as their parts alone.
    """
    return [
        word
        for word in _words_in(text, whole=False)
        if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())
    ]


def folded(text: str) -> str:
    """What two spellings of one statement share: letters and digits, folded, blanks between."""
    return " ".join(_WORD.findall(_fold(text).replace("_", " ")))


def token_set(one: str, other: str) -> float:
    """The token-set ratio of thefuzz, 0 to 1: words that both have, whatever their order."""
    from thefuzz import fuzz  # noqa: PLC0415 - loaded where texts are compared

    return float(fuzz.token_set_ratio(one, other)) / 100


def gram_cosines(words: Sequence[str], texts: Sequence[Sequence[str]]) -> list[float]:
    """The cosine of a word list with each of many: character trigrams and tetragrams, tf-idf.

    How common a gram is is counted among the texts given: what all of them share decides nothing.
    """
    counted = [_gram_counts(text) for text in texts]
    spread: dict[str, int] = {}
    for grams in counted:
        for gram in grams:
            spread[gram] = spread.get(gram, 0) + 1
    size = len(texts)
    squares = [(math.log((size + 1) / (held + 1)) + 1) ** 2 for held in range(size + 1)]
    weights = {gram: squares[held] for gram, held in spread.items()}
    query = _gram_counts(words)
    length = math.sqrt(sum(n * n * weights.get(gram, squares[0]) for gram, n in query.items()))
    cosines = []
    for grams in counted:
        shared = sum(n * query[gram] * weights[gram] for gram, n in grams.items() if gram in query)
        own = math.sqrt(sum(n * n * weights[gram] for gram, n in grams.items()))
        cosines.append(shared / (length * own) if shared else 0.0)
    return cosines


def _gram_counts(words: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        for gram in _grams(word):
            counts[gram] = counts.get(gram, 0) + 1
    return counts


@lru_cache(maxsize=50_000)
def _grams(word: str) -> tuple[str, ...]:
    """The pieces of a word with a blank before and behind; a very long word by its start."""
    padded = f" {word[:40]} "
    return tuple(
        padded[start : start + size] for size in _GRAMS for start in range(len(padded) - size + 1)
    )


def _words_in(text: str, *, whole: bool) -> list[str]:
    words = []
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    for word in _WORD.findall(plain):
        pieces = parts(word)
        if whole or not pieces:
            words.append(_fold(word).strip("_"))
        words += [_fold(piece) for piece in pieces]
    return [word for word in words if word]


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in split if not unicodedata.combining(char))


def _without_links(text: str) -> str:
    return _LINK.sub(" ", text)


def _without_day(text: str) -> str:
    """A text without the day in its signature, which matches the dates of checks by chance."""
    found = _signature(text)
    return text if found is None else text[: found.start("day")] + text[found.end("day") :]


def _signature(text: str) -> re.Match[str] | None:
    return _SIGNATURE.search(text, max(0, len(text) - _SIGNATURE_AT_MOST))
