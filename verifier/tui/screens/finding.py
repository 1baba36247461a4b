"""Search as you type, the order of the list, and the cursor that stays on its claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from db.errors import BadQuery
from db.events import now
from verifier.safe_text import one_line
from verifier.tui import words
from verifier.tui.clerk import from_thread, on_loop
from verifier.tui.next_open import Listed, next_open
from verifier.tui.screens.desk_screen import GONE, DeskScreen
from verifier.tui.widgets.ask import AskLine

if TYPE_CHECKING:
    from verifier.desk import Desk
    from verifier.tui.backstage import Backstage, Found, Search
    from verifier.tui.clerk import Job

ELSEWHERE = "That claim is not in this list; the cursor is on its neighbour."
NEIGHBOURS = 200
"""How many claims on either side are looked for when the cursor's claim is not in a search."""


class Finding(DeskScreen):
    """The list's search and order."""

    def __init__(self, backstage: Backstage, query: str) -> None:
        super().__init__(backstage)
        self.search_query = query
        self.order: str | None = backstage.opening.order
        self._search: Search | None = None
        self._seeking = False
        self._sought: tuple[int, ...] = ()
        self._left_at: tuple[int, ...] = ()
        self._told = ""
        self._provisional = 0
        self._complete = False
        self._listed_at = now()

    def on_mount(self) -> None:
        """Show what the first search, begun before the screen was there, has found."""
        # Textual calls the frame's own handler by itself.
        self._label()
        self._listen(self.backstage.opening)

    # Searching

    def search(self, query: str, *, told: str = "", claim_id: int | None = None) -> None:
        """Search anew; the list stays until the first answer is there.

        The cursor goes to `claim_id`, or stays on its claim; `told` is said at the end.
        """
        self.search_query = query
        self._drop_search()
        wanted = self._wanted() if claim_id is None else (claim_id,)
        self._seeking, self._sought, self._told = bool(wanted), wanted, told
        typing = self.search_line.open
        self._listen(self.backstage.search(query, self.order, wanted, typing=typing))

    def _wanted(self) -> tuple[int, ...]:
        """The claims that the cursor should stand on after a search, the best first.

        While a query is typed it is the claim that the cursor left, however the list changes
        between two letters; a search that no cursor has come out of hands on what it sought.
        """
        if self.search_line.open and self._left_at:
            return self._left_at
        if self._seeking and self.claims.cursor == self._provisional:
            return self._sought
        return self._neighbours()

    def _neighbours(self) -> tuple[int, ...]:
        """The claim under the cursor, then those below it, then those above, nearest first."""
        ids, at = self.claims.ids, self.claims.cursor
        below = ids[at : at + NEIGHBOURS].tolist()
        above = ids[max(at - NEIGHBOURS, 0) : at].tolist()
        return (*below, *reversed(above))

    def _drop_search(self) -> None:
        if self._search is not None and self._search.job is not None:
            self.backstage.searcher.drop(self._search.job)
        self._search = None

    def _listen(self, search: Search) -> None:
        self._search, self._complete = search, False
        self._listed_at = now()
        search.listen(from_thread(lambda: self._take(search)))
        if search.job is not None:
            on_loop(search.job, lambda _: None, lambda error: self._search_failed(search, error))
        self._take(search)

    def _take(self, search: Search) -> None:
        if search is not self._search or not self.is_attached:
            return
        for part in search.take():
            self._add(part)

    def _add(self, part: Found) -> None:
        if part.number == 0:
            # A key may come before anything else is read: what it changes was seen as of then.
            self.last_event = self.last_event or part.newest
            self._problem("")
            self.claims.empty = self._empty_words()
            self.claims.receive(part.rows)
            self.claims.show(part.ids, part.landed[1] if part.landed else 0)
            self._provisional = self.claims.cursor
        else:
            self.claims.extend(part.ids)
        self._complete = part.last
        self._land(part)
        self._count()
        if part.number == 0:
            self.once_painted(self.read_progress)

    def _land(self, part: Found) -> None:
        """Put the cursor back on its claim, or at the end of the search on its neighbour."""
        if self.claims.cursor != self._provisional:
            self._seeking = False
        exact = part.landed is not None and part.landed[0] == 0
        if not (exact or part.last):
            return
        if self._seeking:
            if part.landed is not None:
                self.claims.go_to(part.landed[1], centre=True)
            if not exact and self.claims.ids:
                self._told += f" {ELSEWHERE}"
        if self._told:
            self.say(self._told.strip())
        elif exact and self.bottom.message.endswith(ELSEWHERE):
            self.say("")  # while a query is typed the claim may come back
        self._seeking, self._told = False, ""

    def _search_failed(self, search: Search, error: BaseException) -> None:
        if search is not self._search:
            return
        self._seeking = False
        if isinstance(error, BadQuery):
            self._problem(str(error))
            return
        if not self.claims.ids:
            self.claims.empty = ("The claims can't be read.",)
            self.claims.refresh()
        self.fail(error)

    def _problem(self, message: str) -> None:
        self.problem.say(one_line(message), "warning")
        self.problem.set_class(bool(message), "-on")

    def _empty_words(self) -> tuple[str, ...]:
        if self.search_query:
            return ("Nothing found.", "Esc drops the search.")
        return (
            "No claims yet.",
            f"verifier ingest article.txt --db {one_line(self.backstage.path.name)}",
            "reads an article in; its claims appear here.",
            "? shows the keys, x writes a report, q leaves.",
        )

    def _count(self) -> None:
        count = len(self.claims.ids)
        more = "" if self._complete else "+"
        self.header.shown = f"{count:,}{more} shown"
        self.tell_emptiness()
        self.header.refresh()
        self._place()

    def tell_emptiness(self) -> None:
        """Give the list's words room on a screen that shows one claim alone."""
        self.set_class(not self.claims.ids and self.has_class("-narrow"), "-empty")

    def changed_elsewhere(self) -> None:
        """Search anew after another process's change, if no search is under way."""
        if self._complete:
            self.search(self.search_query)

    def deleted_elsewhere(self) -> None:
        """Search anew after another program deleted a claim; the cursor goes to its neighbour."""
        self.search(self.search_query, told=GONE)

    # The line

    def _label(self) -> None:
        order = f"   {words.ORDER_WORDS[self.order]}" if self.order else ""
        if self.search_query:
            self.search_line.tell(f"/ {one_line(self.search_query)}{order}", "text")
        else:
            self.search_line.tell(f"/ search{order}", "faint")

    def action_search(self) -> None:
        """Open the search with its old text selected."""
        self.add_class("-searching")
        self._left_at = self._neighbours()
        self.search_line.ask(
            self.search_query, "/", "words, or status:unreviewed strength:<=unnamed"
        )

    @on(AskLine.Changed, "SearchLine")
    def _typed(self, event: AskLine.Changed) -> None:
        event.stop()
        if type(event) is AskLine.Changed and event.text != self.search_query:
            self.search(event.text)

    @on(AskLine.Accepted, "SearchLine")
    def _accepted(self, event: AskLine.Accepted) -> None:
        event.stop()
        self.leave_search()
        self.search(event.text.strip())

    @on(AskLine.Left, "SearchLine")
    def _left(self, event: AskLine.Left) -> None:
        event.stop()
        field = self.search_line.field
        if field is not None and field.value:
            field.value = ""
        else:
            self.leave_search()

    def leave_search(self) -> None:
        """Close the field and go to the list."""
        self.remove_class("-searching")
        self._problem("")
        self._label()
        self.claims.focus()

    def drop_search(self) -> bool:
        """Drop an active search; whether there was one."""
        if not self.search_query:
            return False
        self._problem("")
        self.search("", told="Search dropped.")
        self._label()
        return True

    def action_order(self) -> None:
        """Go to the next order of the list."""
        orders = words.ORDERS if self.search_query else words.ORDERS[:-1]
        current = orders.index(self.order) if self.order in orders else 0
        self.order = orders[(current + 1) % len(orders)]
        self._label()
        self.search(self.search_query, told=f"Order: {words.ORDER_WORDS[self.order]}.")

    # The next claim to review

    def action_next_open(self) -> None:
        """Go to the next claim that has no verdict."""
        self._seek_open(1)

    def action_previous_open(self) -> None:
        """Go to the previous claim that has no verdict."""
        self._seek_open(-1)

    def _seek_open(self, direction: int) -> None:
        ids, at = self.claims.ids, self.claims.cursor
        if not ids:
            return

        listed = Listed(ids, self.search_query, self.order, self._listed_at)

        def work(desk: Desk, job: Job[int | None]) -> int | None:
            return next_open(desk, listed, at, direction, job.cancelled)

        self.in_turn(work, lambda place: self._arrive(place, direction))

    def _arrive(self, place: int | None, direction: int) -> None:
        if place is None:
            way = "below" if direction > 0 else "above"
            self.say(f"No claim to review {way} this one.")
            return
        self.claims.go_to(place)
