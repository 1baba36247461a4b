"""What works behind the screen: one thread that writes, one that reads, one that searches.

Started before Textual is imported, so that the first claims are at hand when the screen is.
"""

from __future__ import annotations

import threading
from array import array
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, cast

from verifier.desk import Reading
from verifier.tui.clerk import Clerk, Job
from verifier.unsaved import Unsaved

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.records import StoredClaim
    from verifier.desk import Desk

FIRST = 256
"""Ids of the first answer: what any screen shows, at once."""
REST = 20_000
"""Ids of each further answer of a long search."""
ROWS = 128
PATIENCE = 0.5
"""Seconds that the first search leaves the processor to the first paint, at most."""


class Found(NamedTuple):
    """A part of a search's answer.

    number  0 for the first part, which brings its rows with it
    last    whether the search is at its end
    landed  where the claim that the cursor was on now stands, or the nearest of its neighbours:
            (how far down the list of wanted ids, place); None while none of them was met
    newest  the newest event that what was found may tell of
    """

    number: int
    ids: array[int]
    rows: tuple[StoredClaim, ...]
    last: bool
    landed: tuple[int, int] | None
    newest: int


class Search:
    """A search under way: its parts are put here by the clerk and taken by the screen."""

    def __init__(
        self,
        query: str,
        order: str | None,
        wanted: tuple[int, ...] = (),
        *,
        typing: bool = False,
    ) -> None:
        self.query = query
        self.typing = typing
        self.order = order
        self._wanted = {claim_id: rank for rank, claim_id in enumerate(wanted)}
        self._parts: deque[Found] = deque()
        self._lock = threading.Lock()
        self._painted = threading.Event()
        self._tell: Callable[[], None] | None = None
        self.job: Job[None] | None = None

    def listen(self, tell: Callable[[], None]) -> None:
        """Call `tell` from the clerk's thread for each part, at once for parts that wait."""
        with self._lock:
            self._tell = tell
            waiting = bool(self._parts)
        if waiting:
            tell()

    def go_on(self) -> None:
        """Read beyond the first part: its rows are on the screen, or nobody waits for them."""
        self._painted.set()

    def take(self) -> list[Found]:
        """The parts that have come since the last time."""
        with self._lock:
            parts = list(self._parts)
            self._parts.clear()
        return parts

    def run(self, desk: Desk, job: Job[None]) -> None:
        """Read the ids, in parts. Raises BadQuery before the first part."""
        newest = desk.last_event()
        stream = desk.ids(self.query, self.order, typing=self.typing)
        landed: tuple[int, int] | None = None
        number, before = 0, 0
        while not job.cancelled.is_set():
            size = REST if number else FIRST
            ids = array("q", islice(stream, size))
            rows = () if number else tuple(desk.claims(ids[:ROWS].tolist()))
            landed = self._land(ids, before, landed)
            last = len(ids) < size
            self._put(Found(number, ids, rows, last, landed, newest))
            if last:
                return
            self._painted.wait(PATIENCE)
            number += 1
            before += len(ids)

    def _land(
        self, ids: array[int], before: int, landed: tuple[int, int] | None
    ) -> tuple[int, int] | None:
        wanted = self._wanted
        if not wanted or (landed is not None and landed[0] == 0):
            return landed
        found = [(wanted[id_], before + at) for at, id_ in enumerate(ids) if id_ in wanted]
        return min([*found, landed] if landed else found, default=None)

    def _put(self, part: Found) -> None:
        with self._lock:
            self._parts.append(part)
            tell = self._tell
        if tell is not None:
            tell()


class Backstage:
    """The clerks of one screen, over one database."""

    def __init__(self, path: Path, reviewer: str) -> None:
        self.path = path
        self.reviewer = reviewer
        self.writer = Clerk("writer", lambda: _desk(path, reviewer, write=True))
        self.reader = Clerk("reader", lambda: _desk(path, reviewer, write=False))
        self.searcher = Clerk("searcher", lambda: _search_desk(path, reviewer))
        self._aside: Clerk | None = None
        self.opening = Search("", None)
        self.unsaved = Unsaved(path)

    def start(self, query: str = "", order: str | None = None) -> None:
        """Start the threads and the first search, and read the first claim."""
        self.searcher.start()
        self.reader.start()
        self.writer.start()
        self.opening = Search(query, order)
        self.opening.job = self.searcher.give(self.opening.run)

    @property
    def aside(self) -> Clerk:
        """A reader for what may take long and nobody waits for, begun when first needed."""
        if self._aside is None:
            path, reviewer = self.path, self.reviewer
            self._aside = Clerk("aside", lambda: _desk(path, reviewer, write=False))
            self._aside.start()
        return self._aside

    def search(
        self, query: str, order: str | None, wanted: tuple[int, ...] = (), *, typing: bool = False
    ) -> Search:
        """Begin a search; `wanted` are the ids to find again, the dearest first."""
        search = Search(query, order, wanted, typing=typing)
        search.go_on()
        search.job = self.searcher.give(search.run)
        return search

    def close(self) -> None:
        """Break off what reads, let a write that has begun end."""
        self.searcher.close(finish=False)
        self.reader.close(finish=False)
        if self._aside is not None:
            self._aside.close(finish=False)
        self.writer.close(finish=True)
        self.unsaved.close()

    @property
    def busy(self) -> bool:
        """Whether any clerk has work, or words wait to be kept."""
        aside = self._aside is not None and self._aside.busy
        clerks = (self.writer, self.reader, self.searcher)
        return any(clerk.busy for clerk in clerks) or self.unsaved.busy or aside


def _desk(path: Path, reviewer: str, *, write: bool) -> Desk:
    from verifier.desk import Desk  # noqa: PLC0415 - the first claims need its reading half alone

    desk = Desk.open(path, reviewer, write=write)
    desk.spare_memory()
    return desk


def _search_desk(path: Path, reviewer: str) -> Desk:
    """A desk that only reads, which is all that a search does, and loads sooner."""
    desk = Reading.open(path, reviewer, write=False)
    desk.spare_memory()
    return cast("Desk", desk)
