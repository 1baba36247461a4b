"""One row of an import: its fields checked, its key made."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from db.factchecks import FactCheck, key_of
from verifier.address import canonical
from verifier.errors import Refused
from verifier.factchecks.ratings import is_known
from verifier.readers.jsonl import clean_string

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COLUMNS = ("id", "claim", "title", "url", "rating", "publisher", "date")

MAX_FIELD = 20_000
"""Characters of a field at most: a longer claim is a broken row."""

_RECENT = 4096
_TOLD = 1000


@dataclass(frozen=True, slots=True)
class Given:
    """A row as a reader found it: where it stands, its columns, and what it could not read."""

    place: str
    fields: Mapping[str, Any]
    wrong: tuple[str, ...] = ()


@dataclass(slots=True)
class Checker:
    """Turns rows of one file into fact-checks with keys, and tells of what does not fit.

    file stands in the key of an id without a publisher. What is told of and still goes in is
    counted in `faults`.
    """

    file: str
    tell: Callable[[Refused], None]
    faults: int = 0
    _recent: OrderedDict[str, str] = field(default_factory=OrderedDict)
    _ratings: set[str] = field(default_factory=set)

    def checked(self, row: Given) -> tuple[str, FactCheck]:
        """The key and the fact-check. Raises Refused for a row that can't go in."""
        claim = _text(row, "claim")
        if claim is None:
            reason = next((words for words in row.wrong if words.startswith("claim")), "no claim")
            raise Refused(row.place, f"{reason}; left out")
        given_id = _text(row, "id")
        for words in row.wrong:
            self._fault(row, words)
        optional = {name: self._optional(row, name) for name in COLUMNS[2:]}
        optional["url"] = self._address(row, optional["url"])
        self._rating(row, optional["rating"])
        check = FactCheck("", claim, **optional)
        key = self._key(given_id, check)
        name = given_id or (canonical(check.url) if check.url else f"claim-{key[:12]}")
        return key, FactCheck(name, claim, **optional)

    def _optional(self, row: Given, name: str) -> str | None:
        try:
            return _text(row, name)
        except Refused as refused:
            self._fault(row, refused.reason)
            return None

    def _address(self, row: Given, url: str | None) -> str | None:
        if url is None or is_address(url):
            return url
        self._fault(row, f"{_short(url)} is no web address")
        return None

    def _rating(self, row: Given, rating: str | None) -> None:
        """Tell of each unknown rating once; it goes in as it is."""
        if rating is None or is_known(rating) or rating in self._ratings:
            return
        if len(self._ratings) < _TOLD:
            self._ratings.add(rating)
            self.faults += 1
            self.tell(Refused(row.place, f"unknown rating {_short(rating)}; kept as it is"))

    def _fault(self, row: Given, words: str) -> None:
        self.faults += 1
        self.tell(Refused(row.place, f"{words}; kept without it"))

    def _key(self, given_id: str | None, check: FactCheck) -> str:
        """By id with publisher or file, else by address, else by claim and publisher.

        A page that checks several claims has one row for each: the second of an address, close
        by in one file, is known by its claim too.
        """
        publisher = (check.publisher or "").casefold()
        if given_id is not None:
            return key_of("id", publisher or f"file {self.file}", given_id)
        words = " ".join(check.claim.casefold().split())
        if check.url is None:
            return key_of("claim", words, publisher)
        key = key_of("address", canonical(check.url))
        if self._recent.setdefault(key, words) != words:
            return key_of("address", canonical(check.url), words)
        if len(self._recent) > _RECENT:
            self._recent.popitem(last=False)
        return key


def is_address(url: str) -> bool:
    """Whether it is the address of a web page."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and bool(host) and not re.search(r"\s", url)


def _text(row: Given, name: str) -> str | None:
    given = row.fields.get(name)
    if isinstance(given, int | float) and not isinstance(given, bool):
        given = str(given)
    value = clean_string({name: given}, name, row.place)
    if value is None or not value.strip():
        return None
    if len(value) > MAX_FIELD:
        raise Refused(row.place, f"{name} over {MAX_FIELD:,} characters")
    return value.strip()


def _short(text: str) -> str:
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
