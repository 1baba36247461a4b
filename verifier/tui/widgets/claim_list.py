"""The list of claims: a window on the ids that a search found, ready at once at a million.

Ids stand in one array; rows are asked for a page at a time as they come into view, and a row that
is still on its way is a faint line. Rows are one line high.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from db.records import SignOff
from verifier.tui import words
from verifier.tui.painting import crop, fit
from verifier.tui.themes import inks
from verifier.tui.widgets.painted import Rolled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.style import Style
    from textual import events

    from db.records import StoredClaim
    from verifier.tui.themes import Inks

PAGE = 128
KEPT_ROWS = PAGE * 32
MARGIN = 2
SIGNED = {SignOff.YES: "•", SignOff.STALE: "◦", SignOff.NO: " "}
"""Before the row: whether a second person answers for the verdict as it stands."""
CONFIDENCE_FROM = 74
"""List width from which a row shows its confidence."""


class ClaimList(Rolled, can_focus=True):
    """Claims by id, one a line, with a cursor and a selection of its own."""

    BINDINGS: ClassVar = [
        Binding("j,down", "move(1)", "next claim", show=False),
        Binding("k,up", "move(-1)", "previous claim", show=False),
        Binding("g,home", "first", "first claim", show=False),
        Binding("G,end", "last", "last claim", show=False),
        Binding("pagedown,ctrl+f", "page(1)", "a page down", show=False),
        Binding("pageup,ctrl+b", "page(-1)", "a page up", show=False),
        Binding("space", "choose", "choose", show=False),
        Binding("enter", "open", "open", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another claim, or on none."""

        def __init__(self, claim_id: int | None) -> None:
            super().__init__()
            self.claim_id = claim_id

    class Opened(Message):
        """The reviewer opens the claim under the cursor."""

    class RowsWanted(Message):
        """Rows in view, or near it, that the list does not have yet."""

        def __init__(self, ids: tuple[int, ...]) -> None:
            super().__init__()
            self.ids = ids

    def __init__(self) -> None:
        super().__init__()
        self.ids: array[int] = array("q")
        self.cursor = 0
        self.chosen: set[int] = set()
        self.empty: tuple[str, ...] = ("Reading the claims …",)
        self._rows: OrderedDict[int, StoredClaim] = OrderedDict()
        self._asked: set[int] = set()

    # What the screen gives

    def show(self, ids: Iterable[int], cursor: int = 0) -> None:
        """Replace the ids; the cursor goes to the place given."""
        self.ids = array("q", ids)
        self._asked.clear()
        self.cursor = min(max(cursor, 0), max(len(self.ids) - 1, 0))
        self._resized()
        self._follow(centre=True)
        self._tell()

    def extend(self, ids: Iterable[int]) -> None:
        """Add ids at the end while a long search is still being read."""
        before = len(self.ids)
        self.ids.extend(ids)
        self.reach(len(self.ids))
        if before < self._in_view()[1]:
            self.refresh()

    def receive(self, rows: Iterable[StoredClaim]) -> None:
        """Take rows that were asked for; only what looks otherwise now is drawn again."""
        top, end = self._in_view()
        places = {claim_id: top + at for at, claim_id in enumerate(self._ids_between(top, end))}
        for row in rows:
            if row.id in places and self._rows.get(row.id) != row:
                self.refresh_lines(places[row.id])
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
            self._asked.discard(row.id)
        while len(self._rows) > KEPT_ROWS:
            self._rows.popitem(last=False)

    def forget_rows(self) -> None:
        """Read rows anew as they come into view; what is shown stays until then."""
        self._asked.clear()
        in_view = self._ids_between(*self._in_view())
        for stale in set(self._rows).difference(in_view):
            del self._rows[stale]
        if in_view:
            self.post_message(self.RowsWanted(in_view))

    def row(self, claim_id: int) -> StoredClaim | None:
        """The row of a claim, if it is at hand."""
        return self._rows.get(claim_id)

    @property
    def claim_id(self) -> int | None:
        """The claim under the cursor."""
        return self.ids[self.cursor] if self.ids else None

    def go_to(self, index: int, *, centre: bool = False) -> None:
        """Put the cursor on a place in the list, as near as there is one."""
        if not self.ids:
            return
        before, index = self.cursor, min(max(index, 0), len(self.ids) - 1)
        self.cursor = index
        self._follow(centre=centre)
        self.refresh_lines(before)
        self.refresh_lines(index)
        if before != index:
            self._tell()

    def clear_chosen(self) -> None:
        """Drop the selection."""
        self.chosen.clear()
        self.refresh()
        self._tell()

    # Keys

    def action_move(self, step: int) -> None:
        """Move the cursor by lines."""
        self.go_to(self.cursor + step)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self.go_to(self.cursor + pages * max(self.size.height - 1, 1))

    def action_first(self) -> None:
        """Go to the first claim."""
        self.go_to(0)

    def action_last(self) -> None:
        """Go to the last claim."""
        self.go_to(len(self.ids) - 1)

    def action_choose(self) -> None:
        """Put the claim into the selection or take it out, and go to the next."""
        if self.claim_id is None:
            return
        self.chosen ^= {self.claim_id}
        self.refresh_lines(self.cursor)
        if self.cursor + 1 < len(self.ids):
            self.go_to(self.cursor + 1)
        else:
            self._tell()

    def action_open(self) -> None:
        """Open the claim."""
        if self.claim_id is not None:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; a double click opens."""
        index = int(event.y + self.scroll_offset.y)
        if 0 <= index < len(self.ids):
            self.go_to(index)
            if event.chain == 2:
                self.action_open()

    # Shape

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._resized()
        self._follow()

    def refresh_lines(self, y_start: int, line_count: int = 1) -> None:
        """Redraw rows, if they are in view."""
        if self.is_attached and 0 <= y_start - self.scroll_offset.y < self.size.height:
            super().refresh_lines(y_start, line_count)

    def render_line(self, y: int) -> Strip:
        """One row, or a line of the words that stand for an empty list."""
        look = inks(self.app.theme)
        base, width = self.base, self.scrollable_content_region.width
        if not self.ids:
            return self._empty_line(y, look, base)
        index = y + int(self.scroll_offset.y)
        if index >= len(self.ids):
            return Strip.blank(width, base)
        claim_id = self.ids[index]
        row = self._rows.get(claim_id)
        here = index == self.cursor
        if here:
            base += look.cursor if self.has_focus else look.resting
        edge = Segment("▌" if here else " ", base + look.accent)
        sign = "+" if claim_id in self.chosen else SIGNED[row.sign_off] if row else " "
        mark = Segment(sign, base + look.chosen)
        if row is None:
            self._want(index)
            return Strip([edge, mark, Segment(fit("…", width - 2), base + look.faint)], width)
        body = row_segments(row, width - 2, look, base)
        if here and self.has_focus and look.cursor.reverse:
            # Turned round, each colour would be a block of its own.
            body = [Segment(segment.text, base) for segment in body]
            edge = Segment(edge.text, base)
        return Strip([edge, mark, *body], width)

    def _empty_line(self, y: int, look: Inks, base: Style) -> Strip:
        width = self.scrollable_content_region.width
        top = max(min(self.size.height // 3, self.size.height - len(self.empty)), 0)
        if not 0 <= y - top < len(self.empty):
            return Strip.blank(width, base)
        style = base + (look.text if y == top else look.faint)
        return Strip([Segment(fit("  " + self.empty[y - top], width), style)], width)

    def _resized(self) -> None:
        self.reach(len(self.ids))
        self.refresh()

    def _in_view(self) -> tuple[int, int]:
        top = int(self.scroll_offset.y)
        return top, top + max(self.size.height, 1)

    def _ids_between(self, first: int, last: int) -> tuple[int, ...]:
        return tuple(self.ids[max(first, 0) : max(last, 0)])

    def _follow(self, *, centre: bool = False) -> None:
        """Scroll by the least that brings the cursor, and a little around it, into view."""
        height = self.size.height
        if height < 1:
            return
        margin = min(MARGIN, (height - 1) // 2)
        top = int(self.scroll_offset.y)
        if centre and not top + margin <= self.cursor < top + height - margin:
            top = self.cursor - height // 2
        elif self.cursor < top + margin:
            top = self.cursor - margin
        elif self.cursor >= top + height - margin:
            top = self.cursor - height + margin + 1
        top = max(min(top, len(self.ids) - height), 0)
        if top != int(self.scroll_offset.y):
            self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def _want(self, index: int) -> None:
        """Ask for the page of a row that is missing, and for the pages on either side."""
        page = index // PAGE
        wanted = [
            claim_id
            for claim_id in self._ids_between((page - 1) * PAGE, (page + 2) * PAGE)
            if claim_id not in self._rows and claim_id not in self._asked
        ]
        if wanted:
            near = set(self._ids_between(page * PAGE, (page + 1) * PAGE))
            wanted.sort(key=lambda claim_id: claim_id not in near)
            self._asked.update(wanted)
            for start in range(0, len(wanted), PAGE):
                self.post_message(self.RowsWanted(tuple(wanted[start : start + PAGE])))

    def _tell(self) -> None:
        self.post_message(self.Moved(self.claim_id))


def row_segments(row: StoredClaim, width: int, look: Inks, base: Style) -> list[Segment]:
    """A claim on one line: bar, level, confidence where there is room, sign of the status, words."""
    claim = row.claim
    level = f"{words.bar(claim.strength)} {claim.strength.value:<9} "
    number = f"{claim.confidence:.2f}".removeprefix("0") if width >= CONFIDENCE_FROM else ""
    number = f"{number:>4} " if number else ""
    parts: Sequence[tuple[str, Style]] = (
        (level, look.levels[claim.strength]),
        (number, look.faint),
        ("= " if row.hidden else f"{words.SIGNS[row.status]} ", look.statuses[row.status]),
        (words.shown_wording(claim), look.soft if row.status.is_done else look.text),
    )
    segments, left = [], width
    for text, style in parts[:-1]:
        shown = crop(text, left)
        segments.append(Segment(shown, base + style))
        left -= len(shown)
    text, style = parts[-1]
    return [*segments, Segment(fit(text, left), base + style)]
