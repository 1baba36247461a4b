"""The search's memory: completion while one types, earlier searches, searches with a name."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from textual import on

from db.errors import BadQuery
from verifier import completing
from verifier.errors import Refused
from verifier.tui.clerk import on_loop
from verifier.tui.screens.judging import Judging
from verifier.tui.widgets.ask import AskLine, Prompt

if TYPE_CHECKING:
    from verifier.completing import Begun
    from verifier.searches import Searches
    from verifier.tui.backstage import Backstage, Search
    from verifier.tui.widgets.search_field import SearchField

PROMPT = 2
"""Columns of the line before the field that the line below has to stand in too."""
HINT = "Tab completes   ↑ earlier searches   F in the list: saved ones"


class Offered(NamedTuple):
    """What is offered for the text as it stands. at is the offer taken last, -1 for none yet."""

    text: str
    cursor: int
    term: Begun
    offers: list[str]
    at: int = -1


class Recalling(Judging):
    """What the search offers and remembers."""

    def __init__(self, backstage: Backstage, query: str) -> None:
        super().__init__(backstage, query)
        self.offers_line = Prompt()
        self.offers_line.id = "offers"
        self._offered: Offered | None = None
        self._taken: str | None = None
        self._names: dict[str, list[str]] = {}
        self._recalled = -1
        self._own = ""

    @cached_property
    def searches(self) -> Searches:
        """The searches that are kept in the user's own file."""
        from verifier.searches import Searches  # noqa: PLC0415 - not before first paint

        return Searches()

    # Completing

    def action_search(self) -> None:
        """Open the search, and below it the line of offers."""
        super().action_search()
        if not self.offers_line.is_attached:
            self.query_one("#left").mount(self.offers_line, after=self.search_line)
        self.offers_line.display = True
        self._names, self._recalled = {}, -1
        self._offer()

    def leave_search(self) -> None:
        """Close the field and its offers."""
        self.offers_line.display = False
        self._offered = None
        super().leave_search()

    @on(AskLine.Changed, "SearchLine")
    def _offer_for(self, event: AskLine.Changed) -> None:
        if type(event) is AskLine.Changed and event.text != self._taken:
            self._offer()

    def _offer(self) -> None:
        """Show what the text at the cursor may become."""
        self._offered, self._taken = None, None
        field = self.search_line.field
        if field is None:
            return
        text, cursor = field.value, field.cursor_position
        term = completing.begun(text, cursor)
        if term is None or (not term.field and not term.begun):
            self.offers_line.say(HINT)
            return
        if term.field in completing.NAMED and term.field not in self._names:
            self._read_names(term.field)
        names = self._names.get(term.field, [])
        offers = completing.offers(term, names)
        self._offered = Offered(text, cursor, term, offers)
        self._show_offers()

    def _search_failed(self, search: Search, error: BaseException) -> None:
        """Point below the field at the place where the query stops making sense."""
        super()._search_failed(search, error)
        field = self.search_line.field
        if isinstance(error, BadQuery) and field is not None and search.query == field.value:
            place = error.position - int(field.scroll_offset.x)
            if 0 <= place < field.size.width:
                self.offers_line.say(f"{' ' * (place + PROMPT)}▲", "warning")

    def _show_offers(self) -> None:
        offered = self._offered
        if offered is None or not offered.offers:
            self.offers_line.say(HINT)
            return
        shown = [f"[{one}]" if at == offered.at else one for at, one in enumerate(offered.offers)]
        self.offers_line.say(f"Tab  {'  '.join(shown)}", "soft")

    def _read_names(self, field: str) -> None:
        self._names[field] = []
        job = self.backstage.reader.give(lambda desk, _: desk.names(field))

        def read(names: list[str]) -> None:
            self._names[field] = names
            self._offer()

        on_loop(job, read, self.fail)

    def on_search_field_complete(self, event: SearchField.Complete) -> None:
        """Complete what is begun at the cursor."""
        event.stop()
        field, offered = self.search_line.field, self._offered
        if field is None:
            return
        if offered is None or not offered.offers:
            self._offer_fields(field.value, field.cursor_position)
            return
        at = (offered.at + event.step) % len(offered.offers) if offered.at >= 0 else 0
        self._offered = offered = offered._replace(at=at)
        text, cursor = completing.taken(
            offered.text, offered.cursor, offered.term, offered.offers[offered.at]
        )
        self._taken = text
        field.value = text
        field.cursor_position = cursor
        if len(offered.offers) == 1:
            self._offer()
        else:
            self._show_offers()

    def _offer_fields(self, text: str, cursor: int) -> None:
        """In an empty place, Tab shows the names of the fields."""
        term = completing.begun(text, cursor)
        if term is not None and not term.field:
            self._offered = Offered(text, cursor, term, completing.offers(term))
            self._show_offers()

    # Earlier searches

    @on(AskLine.Accepted, "SearchLine")
    def _remember(self, event: AskLine.Accepted) -> None:
        try:
            self.searches.remember(event.text)
        except Refused as refused:
            self.fail(refused)

    def on_search_field_recall(self, event: SearchField.Recall) -> None:
        """Put an earlier search into the field."""
        event.stop()
        field = self.search_line.field
        if field is None:
            return
        try:
            history = self.searches.history()
        except Refused as refused:
            self.fail(refused)
            return
        if self._recalled < 0:
            self._own = field.value
        known = [one for one in history if one != self._own]
        at = min(max(self._recalled + event.step, -1), len(known) - 1)
        if at == self._recalled:
            return
        self._recalled = at
        field.value = known[at] if at >= 0 else self._own
        field.cursor_position = len(field.value)

    # Searches with a name

    def action_saved(self) -> None:
        """Show the saved searches, to recall, save or delete one."""
        from verifier.tui.dialogs.saved import SavedDialog  # noqa: PLC0415 - not before first paint

        def answered(query: str | None) -> None:
            if query is not None:
                self.search(query, told="Search recalled.")
                self._label()

        try:
            saved = self.searches.saved()
        except Refused as refused:
            self.fail(refused)
            return
        self.app.push_screen(SavedDialog(self.searches, saved, self.search_query), answered)
