"""One-line widgets: the header, the rules with their message, the line of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.segment import Segment
from textual.strip import Strip

from verifier.safe_text import one_line
from verifier.tui.painting import fit
from verifier.tui.themes import inks
from verifier.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events

    from verifier.tui.keys import Key
    from verifier.tui.themes import Inks

    Part = tuple[str, Style]

Tone = Literal["plain", "warning"]
HELP = "   ? help "
_NAMED = {
    "Esc": "escape",
    "Enter": "enter",
    "Space": "space",
    "PgDn": "pagedown",
    "/": "slash",
    "?": "question_mark",
    "+": "plus",
}
"""Keys of the last line by the names that Textual has for them."""


class OneLine(Painted):
    """A line that is drawn from parts on the left and on the right; the left gives way."""

    def parts(self, look: Inks, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """What stands left and what stands right, at this width."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line; blank below it."""
        width, base = self.size.width, self.base
        if y or width < 1:
            return Strip.blank(width, base)
        left, right = self.parts(inks(self.app.theme), width)
        reserved = sum(len(text) for text, _ in right)
        if reserved > width:
            right, reserved = (), 0
        segments, space = [], width - reserved
        for text, style in left:
            shown = fit(text, space) if len(text) > space else text
            segments.append(Segment(shown, base + style))
            space -= Segment(shown).cell_length
            if space <= 0:
                break
        segments.append(Segment(" " * max(space, 0), base))
        segments += [Segment(text, base + style) for text, style in right]
        return Strip(segments).adjust_cell_length(width, base)


class Header(OneLine):
    """Which database, who reviews, how far, and that all is saved."""

    database = ""
    reviewer = ""
    done: tuple[int, int] | None = None
    shown = ""
    saved = "all saved"

    def parts(self, look: Inks, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """The names give way first, then `all saved`."""
        counts = [f"{self.done[0]:,} of {self.done[1]:,} done"] if self.done else []
        counts += [self.shown] if self.shown else []
        counts += [self.saved] if width >= 80 or self.saved != "all saved" else []
        right = [(" · ".join(counts), look.text), (HELP, look.faint)]
        names = f"{one_line(self.database)} · {one_line(self.reviewer)}  "
        left = [(" Verifier  ", look.accent), (names, look.soft)]
        if width < 60:
            left = [(" Verifier  ", look.accent)]
        return left, right

    def on_click(self, event: events.Click) -> None:
        """Open the help where the mouse points at it."""
        if event.x >= self.size.width - len(HELP):
            self.app.simulate_key("question_mark")


class Rule(OneLine):
    """A line between regions, with joints where others meet it, and perhaps a message."""

    joints: tuple[int, ...] = ()
    sign = "┬"
    message = ""
    tone: Tone = "plain"

    def parts(self, look: Inks, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """The message stands in the rule, so that it covers nothing and moves nothing."""
        rule = "─" * width
        for joint in self.joints:
            if 0 <= joint < width:
                rule = rule[:joint] + self.sign + rule[joint + 1 :]
        if not self.message:
            return [(rule, look.rule)], ()
        shown = fit(self.message, width - 4).rstrip()
        style = look.warning if self.tone == "warning" else look.strong
        rest = rule[Segment(shown).cell_length + 3 :]
        return [(rule[:1], look.rule), (f" {shown} ", style), (rest, look.rule)], ()

    def say(self, message: str, tone: Tone = "plain") -> None:
        """Show a message until the next one."""
        self.message, self.tone = message, tone
        self.refresh()


class KeysLine(OneLine):
    """The few keys that matter here, and where in the list we are."""

    keys: Sequence[tuple[str, str]] = ()
    place = ""

    def parts(self, look: Inks, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """As many keys as fit beside the place."""
        left: list[Part] = [(" ", look.text)]
        for _, key, rest in self._placed(width):
            left += [(key, look.accent), (rest, look.faint)]
        return left, [(f" {self.place} ", look.faint)]

    def _placed(self, width: int) -> list[tuple[int, str, str]]:
        """The keys that fit: column, key, the words behind it with the gap."""
        space, column = width - len(self.place) - 3, 1
        gap = "   " if width >= 100 else "  "
        placed = []
        for key, meaning in self.keys:
            taken = len(key) + 1 + len(meaning)
            if taken > space:
                break
            placed.append((column, key, f" {meaning}{gap}"))
            space -= taken + len(gap)
            column += taken + len(gap)
        return placed

    def on_click(self, event: events.Click) -> None:
        """Press the key that the mouse points at; of `n p` the first, unless it points at the other."""
        for column, key, rest in self._placed(self.size.width):
            at = event.x - column
            if 0 <= at < len(key) + len(rest.rstrip()):
                pointed = key[at] if " " in key and at < len(key) and key[at] != " " else ""
                name = pointed or key.split()[0]
                if len(name) == 1 or name in _NAMED:
                    self.app.simulate_key(_NAMED.get(name, name))
                return

    def offer(self, keys: Sequence[Key]) -> None:
        """Show these keys."""
        self.keys = [(key.shown, key.short) for key in keys]
        self.refresh()
