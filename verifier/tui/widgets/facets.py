"""The facets: the fields that narrow the list, each value with the number of claims it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from claims.model import Strength
from db.facets import SAMPLED
from db.query import Kind
from db.records import Status
from db.search import COUNT_CAP
from verifier.tui import words
from verifier.tui.painting import fit
from verifier.tui.themes import inks
from verifier.tui.widgets.painted import Rolled

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

    from db.facets import Facet, Value
    from verifier.tui.themes import Inks

MARGIN = 2
_Row = tuple["Facet | None", "Value | None"]
"""A line: a field's name, or one of its values, or nothing between two fields."""


class FacetPane(Rolled, can_focus=True):
    """Fields and their values, one a line, with a cursor that rests on values alone."""

    BINDINGS: ClassVar = [
        Binding("j,down", "move(1)", "next value", show=False),
        Binding("k,up", "move(-1)", "previous value", show=False),
        Binding("g,home", "move(-9999)", "first value", show=False),
        Binding("G,end", "move(9999)", "last value", show=False),
        Binding("pagedown,ctrl+f", "field(1)", "next field", show=False),
        Binding("pageup,ctrl+b", "field(-1)", "previous field", show=False),
        Binding("space,enter", "choose", "choose", show=False),
        Binding("escape,left,h", "leave", "leave", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """The reviewer chose a value, or dropped a chosen one."""

        kind: Kind
        value: str

    class Left(Message):
        """The reviewer goes back to the list."""

    class Placed(Message):
        """The pane has been laid out: only now it is known where its edge is."""

    def __init__(self) -> None:
        super().__init__()
        self._facets: dict[Kind, Facet] = {}
        self._rows: list[_Row] = []
        self._cursor = 0

    def put(self, facet: Facet) -> None:
        """Show a field's values anew; the cursor stays on its value, or near it."""
        at = self._key(self._cursor)
        self._facets[facet.kind] = facet
        self._lay_out(at)

    def on_resize(self) -> None:
        """Part the fields where there is room, and keep the cursor in view."""
        self._lay_out(self._key(self._cursor))
        self.post_message(self.Placed())

    def on_show(self) -> None:
        """Tell that the pane has its place again."""
        self.post_message(self.Placed())

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys are elsewhere."""
        self.refresh()

    def action_move(self, step: int) -> None:
        """Go to another value."""
        sign = 1 if step > 0 else -1
        places = [number for number, (_, value) in enumerate(self._rows) if value is not None]
        beyond = [place for place in places if (place - self._cursor) * sign > 0][::sign]
        if beyond:
            self._go_to(beyond[min(abs(step), len(beyond)) - 1])

    def action_field(self, step: int) -> None:
        """Go to the first value of another field."""
        heads = [number + 1 for number, row in enumerate(self._rows) if row[0] and not row[1]]
        beyond = [place for place in heads if (place - self._cursor) * step > 0][::step]
        if beyond:
            self._go_to(beyond[0])

    def action_choose(self) -> None:
        """Choose the value, or drop it."""
        facet, value = self._rows[self._cursor] if self._rows else (None, None)
        if facet is not None and value is not None:
            self.post_message(self.Chosen(facet.kind, value.value))

    def action_leave(self) -> None:
        """Go back to the list."""
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        """Choose what the mouse points at."""
        index = int(event.y + self.scroll_offset.y)
        if 0 <= index < len(self._rows) and self._rows[index][1] is not None:
            self._go_to(index)
            self.action_choose()

    def render_line(self, y: int) -> Strip:
        """A field's name, or a value with its count."""
        look, base = inks(self.app.theme), self.base
        width = self.scrollable_content_region.width
        index = y + int(self.scroll_offset.y)
        if not self._rows and y == 0:
            return Strip([Segment(fit(" counting …", width), base + look.faint)], width)
        if index >= len(self._rows):
            return Strip.blank(width, base)
        facet, value = self._rows[index]
        if facet is None:
            return Strip.blank(width, base)
        if value is None:
            return Strip([Segment(fit(f" {heading(facet)}", width), base + look.faint)], width)
        here = index == self._cursor and self.has_focus
        if here:
            base += look.cursor
        segments = self._value(facet, value, width, look, base)
        if here and look.cursor.reverse:
            # Turned round, each colour would be a block of its own.
            segments = [Segment(segment.text, base) for segment in segments]
        return Strip([Segment("▌" if here else " ", base + look.accent), *segments], width)

    def _value(
        self, facet: Facet, value: Value, width: int, look: Inks, base: Style
    ) -> list[Segment]:
        sign, ink = _sign(facet.kind, value.value, look)
        count = shown_count(value.count)
        ink = look.faint if not value.count else ink
        text = look.strong if value.chosen else look.text if value.count else look.faint
        room = max(width - 4 - len(sign) - len(count), 0)
        return [
            Segment("+" if value.chosen else " ", base + look.chosen),
            Segment(sign, base + ink),
            Segment(fit(value.label.replace("-", " ") if sign else value.label, room), base + text),
            Segment(f" {count} ", base + (look.soft if value.count else look.faint)),
        ]

    def _key(self, index: int) -> tuple[Kind, str] | None:
        if not 0 <= index < len(self._rows):
            return None
        facet, value = self._rows[index]
        return None if facet is None or value is None else (facet.kind, value.value.casefold())

    def _nearest(self, index: int) -> int:
        """The value nearest to a line."""
        places = [number for number, (_, value) in enumerate(self._rows) if value is not None]
        return min(places, key=lambda place: abs(place - index), default=0)

    def _go_to(self, index: int) -> None:
        self._cursor = index
        self._follow()
        self.refresh()

    def _lay_out(self, at: tuple[Kind, str] | None) -> None:
        """Put the fields below each other, and the cursor on its value, or near where it was."""
        shown = [facet for facet in self._facets.values() if facet.values]
        rows: list[list[_Row]] = [
            [(facet, None), *((facet, value) for value in facet.values)] for facet in shown
        ]
        blank: list[_Row] = [(None, None)]
        parted = sum(map(len, rows)) + len(rows) - 1 <= self.size.height
        self._rows = [
            row
            for number, some in enumerate(rows)
            for row in (blank + some if parted and number else some)
        ]
        keys = [self._key(number) for number in range(len(self._rows))]
        self._cursor = keys.index(at) if at and at in keys else self._nearest(self._cursor)
        self.reach(len(self._rows))
        self._follow()
        self.refresh()

    def _follow(self) -> None:
        """Scroll by the least that brings the cursor, and its field's name, into view."""
        height = self.size.height
        margin = min(MARGIN, max(height - 1, 0) // 2)
        top = int(self.scroll_offset.y)
        top = max(min(top, self._cursor - margin), self._cursor - height + margin + 1)
        top = max(min(top, len(self._rows) - height), 0)
        if top != int(self.scroll_offset.y):
            self.scroll_to(y=top, animate=False, force=True, immediate=True)


_HEADINGS = {
    Kind.STATUS: "status",
    Kind.STRENGTH: "strength",
    Kind.HAS: "evidence",
    Kind.SIGNED: "sign-off",
    Kind.DOCUMENT: "document",
    Kind.SOURCE: "said by",
    Kind.REVIEWER: "reviewer",
}
_PARTIAL = {Kind.DOCUMENT: ", the newest", Kind.SOURCE: f", of the first {SAMPLED:,}"}


def heading(facet: Facet) -> str:
    """A field's name, and what its list leaves out."""
    return _HEADINGS[facet.kind] + (_PARTIAL.get(facet.kind, "") if facet.partial else "")


def shown_count(count: int) -> str:
    """A count for people; beyond the bound `10,000+`. Counters give the whole number."""
    return f"{COUNT_CAP:,}+" if count == COUNT_CAP + 1 else f"{count:,}"


def _sign(kind: Kind, value: str, look: Inks) -> tuple[str, Style]:
    """The sign before a level or a status."""
    if kind is Kind.STATUS:
        status = Status(value)
        return f"{words.SIGNS[status]} ", look.statuses[status]
    if kind is Kind.STRENGTH:
        level = Strength(value)
        return f"{words.bar(level)} ", look.levels[level]
    return "", look.text
