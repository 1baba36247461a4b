"""The facets beside the list: what is chosen there stands in the search, to be read and edited."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from db.errors import BadQuery
from db.narrowing import toggled
from verifier.safe_text import one_line
from verifier.tui import keys
from verifier.tui.clerk import from_thread, on_loop
from verifier.tui.screens.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.facets import Facet
    from db.records import StoredClaim
    from verifier.desk import Desk
    from verifier.tui.backstage import Backstage
    from verifier.tui.clerk import Job
    from verifier.tui.widgets.facets import FacetPane

THREE_PANES = 120
"""Columns from which the facets stand beside list and detail; below they lie over them."""


class Narrowing(Finding):
    """A third pane that narrows the list."""

    def __init__(self, backstage: Backstage, query: str) -> None:
        super().__init__(backstage, query)
        self.facets: FacetPane | None = None
        self._counting: Job[None] | None = None
        self._counts: deque[Facet] | None = None

    @property
    def narrowing(self) -> bool:
        """Whether the keys belong to the facets."""
        return self.facets is not None and self.facets.has_focus

    def action_facets(self) -> None:
        """Open the facets, go to them, or close them."""
        if self.facets is None:
            from verifier.tui.widgets.facets import FacetPane  # noqa: PLC0415 - when first asked for

            self.facets = FacetPane()
            self.query_one("#body").mount(self.facets, before=0)
            self.on_resize()
        if self.narrowing:
            self.close_facets()
            return
        if not self.has_class("-facets"):
            self.add_class("-facets")
            self.join_rules()
            self._recount()
        self.facets.focus()

    def close_facets(self) -> None:
        """Close the facets and go to the list; what is chosen stays in the search."""
        self.remove_class("-facets")
        self._drop_counting()
        self.join_rules()
        self.claims.focus()

    def on_facet_pane_placed(self) -> None:
        """Put the joints where the facets' edge is, now that it is known."""
        self.join_rules()

    def on_facet_pane_left(self) -> None:
        """Go to the list; where the facets lie over it, close them."""
        if self.has_class("-three"):
            self.claims.focus()
        else:
            self.close_facets()

    def on_facet_pane_chosen(self, event: FacetPane.Chosen) -> None:
        """Put the value into the search, or take it out."""
        if self.search_line.open:
            self.leave_search()
        try:
            query = toggled(self.search_query, event.kind, event.value)
        except BadQuery as error:
            self.say(f"The search makes no sense yet: {one_line(str(error))}", "warning")
            return
        self.say("")
        self.search(query)
        self._label()

    def on_descendant_focus(self) -> None:
        """Offer the keys of where the reviewer is."""
        if self.search_line.open:
            self.keys_line.offer(keys.SEARCHING)
        elif self.reason_line.open:
            self.keys_line.offer(keys.REASONING)
        else:
            self.keys_line.offer(keys.FACETS_FOOTER if self.narrowing else keys.FOOTER)

    def joints(self) -> tuple[int, ...]:
        """The columns in which a pane's edge meets the rules, the facets' too."""
        pane = self.facets
        if pane is None or not self.has_class("-facets") or self.has_class("-narrow"):
            return super().joints()
        if self.has_class("-three"):
            return (pane.region.right - 1, *super().joints())
        return (pane.region.x,)

    def on_resize(self) -> None:
        """Lay the facets beside the list where there is room, and an empty list's words anywhere."""
        self.tell_emptiness()
        if self.facets is not None:
            self.set_class(self.app.size.width >= THREE_PANES, "-three")

    # Counting

    def search(self, query: str, *, told: str = "", claim_id: int | None = None) -> None:
        """Search anew, and count for it."""
        super().search(query, told=told, claim_id=claim_id)
        self._recount()

    def took(self, rows: Sequence[StoredClaim], last_event: int) -> None:
        """Show claims that we have changed ourselves, and count again."""
        super().took(rows, last_event)
        self._recount()

    def _recount(self) -> None:
        """Count for the search as it stands; a count under way for another one is broken off."""
        self._drop_counting()
        pane = self.facets
        if pane is None or not self.has_class("-facets"):
            return
        query, typing = self.search_query, self.search_line.open
        counts: deque[Facet] = deque()
        tell = from_thread(lambda: self._take_counts(counts))

        def count(desk: Desk, job: Job[None]) -> None:
            for facet in desk.facets(query, typing=typing):
                if job.cancelled.is_set():
                    return
                counts.append(facet)
                tell()

        self._counts = counts
        self._counting = self.backstage.aside.give(count)
        on_loop(self._counting, lambda _: None, self._not_counted)

    def _take_counts(self, counts: deque[Facet]) -> None:
        while counts:
            facet = counts.popleft()
            if counts is self._counts and self.facets is not None:
                self.facets.put(facet)

    def _not_counted(self, error: BaseException) -> None:
        # The search itself says what is wrong with a query.
        if not isinstance(error, BadQuery):
            self.fail(error)

    def _drop_counting(self) -> None:
        if self._counting is not None:
            self.backstage.aside.drop(self._counting)
        self._counting = self._counts = None
