"""Lists of claims and single ones: what a query selects, in which order, how many."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import db.claims
import db.query
import db.search
from verifier.desk import blind
from verifier.desk.acts import Acts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.facets import Facet
    from db.query import Query
    from db.records import StoredClaim

MANY = 200_000
"""Claims from which a word that is being typed goes on a letter later."""
PAGE = 200
"""Rows read at a time while a long list streams."""


class Ordering(NamedTuple):
    """The order in which a list comes. too_many: by relevance was meant, for more than is ranked."""

    order: str
    too_many: bool


class Listing(Acts):
    """The claims of a database that is open, by query and by id."""

    def ids(
        self,
        query: str = "",
        order: str | None = None,
        limit: int | None = None,
        *,
        typing: bool = False,
    ) -> Iterator[int]:
        """Give the ids of the claims that a query selects, in order. Raises BadQuery at once.

        typing: the query is still being typed, and what is begun at its end counts as absent.
        """
        parsed = self._typed(query) if typing else db.query.parse(query)
        unseen = self.hidden()
        if not unseen or not blind.tells(parsed):
            return db.search.ids(self._db, parsed, order, limit=limit)
        found = db.search.ids(self._db, parsed, order)
        return islice((claim_id for claim_id in found if claim_id not in unseen), limit)

    def count(self, query: str = "", cap: int = 10_000, *, typing: bool = False) -> int:
        """Count the claims that a query selects, no further than cap. Raises BadQuery."""
        parsed = self._typed(query) if typing else db.query.parse(query)
        if blind.tells(parsed) and self.hidden():
            return sum(1 for _ in self.ids(query, limit=cap + 1, typing=typing))
        return db.search.count(self._db, parsed, cap)

    def facets(self, query: str = "", *, typing: bool = False) -> Iterator[Facet]:
        """Give what a query could be narrowed to, a field at a time. Raises BadQuery at once."""
        from db.facets import facets  # noqa: PLC0415 - only the screen narrows so

        return facets(self._db, self._typed(query) if typing else db.query.parse(query))

    def next_open(
        self, query: str, order: str | None, claim_id: int, *, back: bool = False
    ) -> Iterator[int]:
        """Give the query's claims without a verdict after a claim, in order; with back before it.

        By relevance, which is no order to look things up in, document order is meant.
        """
        parsed = db.query.parse(query)
        used = db.search.checked_order(parsed, order)
        if used is db.search.Order.RELEVANCE:
            used = db.search.Order.DOCUMENT
        return db.search.next_open(self._db, parsed, used, claim_id, back=back)

    def opened_since(self, at: str) -> list[int]:
        """Give up to a thousand claims without a verdict that changed at a time or since."""
        return db.search.opened_since(self._db, at)

    def ordering(self, query: str = "", order: str | None = None) -> Ordering:
        """Tell in which order the list of a query comes. Raises BadQuery, BadValue."""
        parsed = db.query.parse(query)
        if order is None and parsed.has_words:
            ranked = db.search.RANKED
            if db.search.count(self._db, parsed, ranked) > ranked:
                return Ordering("document", too_many=True)
        return Ordering(db.search.checked_order(parsed, order).value, too_many=False)

    def search(
        self, query: str = "", order: str | None = None, limit: int | None = None
    ) -> Iterator[StoredClaim]:
        """Give the claims that a query selects, read a page at a time. Raises BadQuery at once."""
        return self._pages(self.ids(query, order, limit))

    def claim(self, claim_id: int) -> StoredClaim:
        """Give one claim. Raises NoSuchClaim."""
        return blind.masked([db.claims.get(self._db, claim_id)], self.hidden())[0]

    def claims(self, ids: Sequence[int]) -> list[StoredClaim]:
        """Give claims by id, in the order of the ids."""
        return blind.masked(db.claims.many(self._db, ids), self.hidden())

    def claims_of(self, document_id: int) -> list[StoredClaim]:
        """Give all claims of a document, in text order."""
        return blind.masked(db.claims.of_document(self._db, document_id), self.hidden())

    def _typed(self, query: str) -> Query:
        """Parse a query that is still being typed.

        Among very many claims hundreds of words begin with the same three letters, and to look for
        all of them would keep whoever types waiting: there the last word goes on from the fourth.
        """
        many = (db.search.tallied(self._db, db.query.Query(any_zone=True)) or 0) > MANY
        return db.query.parse(query, typing=True, letters=db.query.MIN_PREFIX + many)

    def _pages(self, ids: Iterator[int]) -> Iterator[StoredClaim]:
        while page := list(islice(ids, PAGE)):
            yield from self.claims(page)
