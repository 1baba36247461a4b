"""The list behind the line mode: where we are in it, and how one moves."""

from __future__ import annotations

from array import array
from itertools import islice
from typing import TYPE_CHECKING

from db.errors import BadValue
from verifier.cli.output import write
from verifier.cli.plain_text import claim_lines, claim_row
from verifier.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Evidence, StoredClaim
    from verifier.desk import Desk

AHEAD = 1000
COUNTED = 10_000
ROWS = 10
"""Claims that `l` lists at a time."""


class Listing:
    """Claims that a query selects, read as far as one goes."""

    def __init__(self, desk: Desk, query: str, order: str | None = None) -> None:
        self.desk = desk
        self._query = query
        self._order = order
        self._known = array("q")
        self._stream = desk.ids(query, order)
        self._at = 0
        self.seen = desk.last_event()
        """The newest event when a claim was shown last: what came later was not seen."""

        self.pieces: list[Evidence] = []
        """The evidence as it was told last: its numbers mean these pieces, whatever came since."""

    def tell(self, line: str) -> None:
        """Say a line."""
        write(f"{line}\n")

    def claim(self) -> StoredClaim | None:
        """Give the claim that is shown, None where the list is empty, and say so then."""
        if self._reach(self._at):
            return self.desk.claim(self._known[self._at])
        self.tell("No claim in this list.")
        return None

    def _reach(self, index: int) -> bool:
        """Read the list as far as index; tell whether it goes so far."""
        while len(self._known) <= index:
            before = len(self._known)
            self._known.extend(islice(self._stream, AHEAD))
            if len(self._known) == before:
                return False
        return index >= 0

    def show(self) -> None:
        """Tell the claim with all that belongs to it."""
        self.seen = self.desk.last_event()
        stored = self.claim()
        if stored is not None:
            self.tell("")
            self.pieces = self.desk.evidence(stored.id)
            for line in claim_lines(stored, self.pieces):
                self.tell(line)
            for line in self.more(stored):
                self.tell(line)

    def more(self, stored: StoredClaim) -> Iterable[str]:  # noqa: ARG002 - a subclass has more
        """What else is told of a claim: nothing here."""
        return ()

    def next(self, _: str) -> None:
        """Go to the next claim."""
        self._move(self._at + 1, "The last claim.")

    def previous(self, _: str) -> None:
        """Go to the claim before."""
        self._move(self._at - 1, "The first claim.")

    def first(self, _: str) -> None:
        """Go to the first claim."""
        self._move(0, "No claim in this list.")

    def last(self, _: str) -> None:
        """Go to the last claim."""
        self._known.extend(self._stream)
        self._move(len(self._known) - 1, "No claim in this list.")

    def _move(self, index: int, end: str) -> None:
        if not self._reach(index):
            self.tell(end)
            return
        self._at = index
        self.show()

    def next_open(self, _: str) -> None:
        """Go to the next claim without a verdict."""
        self._to_review(1)

    def previous_open(self, _: str) -> None:
        """Go to the claim without a verdict before this one."""
        self._to_review(-1)

    def _to_review(self, step: int) -> None:
        index = self._at + step
        while self._reach(index):
            if not self.desk.claim(self._known[index]).status.is_done:
                self._at = index
                self.show()
                return
            index += step
        self.tell("Nothing more to review that way.")

    def jump(self, number: str) -> None:
        """Go to a claim by its number; to one outside the list by listing its document."""
        if not number.isdecimal():
            raise BadValue("write the claim's number behind it: # 12")
        claim_id = int(number)
        stored = self.desk.claim(claim_id)
        self._known.extend(self._stream)
        if claim_id not in self._known:
            self._list("", self._order)
            self._known = array("q", [row.id for row in self.desk.claims_of(stored.document_id)])
            self._stream = iter(())
            self.tell(f"Listed are the claims of {one_line(stored.document_name)}.")
        self._at = self._known.index(claim_id)
        self.show()

    def rows(self, _: str) -> None:
        """Tell the claims from here on, one a line."""
        if not self._reach(self._at):
            self.tell("No claim in this list.")
            return
        self._reach(self._at + ROWS)
        ids = self._known[self._at : self._at + ROWS].tolist()
        for stored in self.desk.claims(ids):
            self.tell(claim_row(stored))
        if self._reach(self._at + ROWS):
            self.tell("More below.")

    def search(self, query: str) -> None:
        """List what a query selects; all claims without one."""
        self._list(query, self._order)
        number = self.desk.count(query, COUNTED)
        told = f"{COUNTED:,}+" if number > COUNTED else f"{number:,}"
        self.tell(f"{told} {'claim' if number == 1 else 'claims'}.")
        self.show()

    def facets(self, _: str) -> None:
        """Tell what the list could be narrowed to, with counts."""
        from db.search import COUNT_CAP  # noqa: PLC0415 - only where it is asked for

        for facet in self.desk.facets(self._query):
            told = [
                f"{one_line(value.label)} "
                + (f"{value.count:,}" if value.count <= COUNT_CAP else f"{COUNT_CAP:,}+")
                for value in facet.values
                if value.count
            ]
            self.tell(f"{facet.kind.value}: {', '.join(told) or 'nothing'}")

    def saved(self, name: str) -> None:
        """Search what was saved under a name; without one tell the names."""
        from verifier.searches import Searches  # noqa: PLC0415 - only where it is asked for

        kept = Searches().saved()
        if not name:
            for known, query in kept.items():
                self.tell(f"  {one_line(known)}: {one_line(query)}")
            self.tell("No saved search." if not kept else "Write a name behind it to search so.")
        elif name in kept:
            self.search(kept[name])
        else:
            raise BadValue(f"no saved search {one_line(name)}")

    def order(self, order: str) -> None:
        """List in another order; in the query's own one without a word."""
        self._list(self._query, order or None)
        self.show()

    def _list(self, query: str, order: str | None) -> None:
        """Begin the list anew. Raises BadQuery, BadValue before anything has changed."""
        self.desk.ordering(query, order)
        self._stream = self.desk.ids(query, order)
        self._known = array("q")
        self._query, self._order, self._at = query, order, 0
