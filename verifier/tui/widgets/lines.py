"""One-line widgets: the header, the rules with their message, the line of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.segment import Segment
from textual.strip import Strip

from verifier.safe_text import one_line
from verifier.tui.painting import crop, fit
from verifier.tui.themes import inks
from verifier.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from verifier.tui.keys import Key
    from verifier.tui.themes import Inks

    Part = tuple[str, Style]

Tone = Literal["plain", "warning"]


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
        right = [(" · ".join(counts), look.text), ("   ? help ", look.faint)]
        names = f"{one_line(self.database)} · {one_line(self.reviewer)}  "
        left = [(" Verifier  ", look.accent), (names, look.soft)]
        if width < 60:
            left = [(" Verifier  ", look.accent)]
        return left, right


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
        shown = crop(one_line(self.message), width - 4)
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
        space = width - len(self.place) - 3
        gap = "   " if width >= 100 else "  "
        left: list[Part] = [(" ", look.text)]
        for key, meaning in self.keys:
            taken = len(key) + 1 + len(meaning)
            if taken > space:
                break
            left += [(key, look.accent), (f" {meaning}{gap}", look.faint)]
            space -= taken + len(gap)
        return left, [(f" {self.place} ", look.faint)]

    def offer(self, keys: Sequence[Key]) -> None:
        """Show these keys."""
        self.keys = [(key.shown, key.short) for key in keys]
        self.refresh()
