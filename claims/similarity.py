"""What two texts have in common: their words, cut and folded, and the pieces of these words.

Pure functions over strings, for ranking earlier fact-checks and for finding look-alikes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import chain, filterfalse
from typing import TYPE_CHECKING

from claims.joined_names import parts

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def query_words(text: str) -> list[str]:
    """The words to look a text up by, in order, each once, in lower case.

    Links go; joined names count as one word and as their parts; stop words go unless nothing
    else is left. The author's name at the end of a post stays, the day beside it goes.
    """
    found = _words_in(_without_day(_without_links(text[:MAX_TEXT])), whole=True)
    kept = [word for word in found if _tells(word)]
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
    return [word for word in _words_in(text, whole=False) if _tells(word)]


def folded(text: str) -> str:
    """What two spellings of one statement share: letters and digits, folded, blanks between."""
    return " ".join(folded_words(text))


def folded_words(text: str) -> list[str]:
    """The words of `folded`."""
    return _WORD.findall(_fold(text).replace("_", " "))


def token_sets(text: str, others: Iterable[str]) -> list[float]:
    """The token-set ratio of thefuzz for a text and each of many, 0 to 1: words that both have.

    Stop words stay in, and letters beyond ASCII go, as thefuzz does it by itself.
    """
    from thefuzz import fuzz, utils  # noqa: PLC0415 - loaded where texts are compared

    plain = utils.full_process(text, force_ascii=True)
    return [
        fuzz.token_set_ratio(
            plain, utils.full_process(other, force_ascii=not other.isascii()), full_process=False
        )
        / 100
        for other in others
    ]


def gram_counts(text: str) -> Counter[str]:
    """How often each character trigram stands in the `content_words` of a text.

    A blank stands before and behind each word.
    """
    return Counter(chain.from_iterable(map(grams, gram_words(text))))


def gram_words(text: str) -> list[str]:
    """The words of a text for `grams`, in order, as they stand."""
    return _WORD.findall(text if text.isascii() else unicodedata.normalize("NFC", text))


@lru_cache(maxsize=20_000)
def grams(word: str) -> tuple[str, ...]:
    """The pieces of what a word counts as, each with a blank before and behind; nothing of a stop
    word, and of a very long word its start.
    """
    kept = [piece for piece in _pieces(word, whole=False) if _tells(piece)]
    padded = [f" {piece[:40]} " for piece in kept]
    return tuple(piece[start : start + 3] for piece in padded for start in range(len(piece) - 2))


def _tells(word: str) -> bool:
    return word not in STOP_WORDS and (len(word) > 1 or word.isdigit())


def _words_in(text: str, *, whole: bool) -> list[str]:
    return [piece for word in gram_words(text) for piece in _pieces(word, whole=whole)]


@lru_cache(maxsize=20_000)
def _pieces(word: str, *, whole: bool) -> tuple[str, ...]:
    """A word folded, and where it joins several, these; the joined one itself only if whole."""
    pieces = parts(word)
    kept = [word, *pieces] if whole or not pieces else pieces
    return tuple(filter(None, (_fold(piece).strip("_") for piece in kept)))


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filterfalse(unicodedata.combining, split))


def _without_links(text: str) -> str:
    return _LINK.sub(" ", text)


def _without_day(text: str) -> str:
    """A text without the day in its signature, which matches the dates of checks by chance."""
    found = _signature(text)
    return text if found is None else text[: found.start("day")] + text[found.end("day") :]


def _signature(text: str) -> re.Match[str] | None:
    return _SIGNATURE.search(text, max(0, len(text) - _SIGNATURE_AT_MOST))
