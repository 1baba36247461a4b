"""The application: themes, output filters, the palette; the screens do the rest."""

from __future__ import annotations

import asyncio
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.app import App, SystemCommand
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome, NoColor

from verifier.config import setting
from verifier.safe_text import same_width
from verifier.tui.in_turn import InTurn
from verifier.tui.keys import GROUPS
from verifier.tui.screens.desk_screen import HEIGHTS, WIDTHS
from verifier.tui.screens.review import ReviewScreen
from verifier.tui.themes import COLOURS, DEFAULT, PLAIN, textual_themes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.color import Color
    from textual.screen import Screen

    from verifier.tui.backstage import Backstage
    from verifier.tui.keys import Key


class SafeOutput(LineFilter):
    """The last gate before the terminal: no control character of the data passes it."""

    def apply(
        self,
        segments: list[Segment],
        background: Color,  # noqa: ARG002 - a filter is called with it
    ) -> list[Segment]:
        """Give each unsafe character a picture of the same width."""
        whole = "".join(segment.text for segment in segments)
        if whole.isprintable() or same_width(whole) == whole:
            return segments
        return [
            segment if segment.control else Segment(same_width(segment.text), segment.style)
            for segment in segments
        ]


class Colourless(LineFilter):
    """No colour at all: bold, dim, italic, underline and reverse are what is left."""

    def apply(
        self,
        segments: list[Segment],
        background: Color,  # noqa: ARG002 - a filter is called with it
    ) -> list[Segment]:
        """Drop the colours of every segment."""
        return [
            Segment(text, None if style is None else without_colour(style), control)
            for text, style, control in segments
        ]


def without_colour(style: Style) -> Style:
    """The style with its attributes and without its colours."""
    return Style(
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse,
        strike=style.strike,
        meta=style.meta or None,
    )


class ReviewApp(InTurn):
    """The review screen of one database."""

    TITLE = "Verifier"
    CSS_PATH = "app.tcss"
    # Textual declares these as variables of the instance.
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, backstage: Backstage, query: str = "") -> None:
        super().__init__()
        self.backstage = backstage
        self.query_text = query
        self.review: ReviewScreen
        self.animation_level = "none"
        for theme in textual_themes():
            self.register_theme(theme)
        # Our themes are of one kind of colour each: there is nothing to translate, line by line.
        ours = (Monochrome, NoColor, ANSIToTruecolor)
        self._filters = [kept for kept in self._filters if not isinstance(kept, ours)]
        self._filters.append(SafeOutput())
        if self.no_color:
            self._filters.append(Colourless())
        self._begin_in(PLAIN if self.no_color else chosen_theme())

    def on_mount(self) -> None:
        """Leave in order when the system ends the program or the terminal is closed.

        What was begun is written, and the terminal gets its screen, its cursor and its echo back.
        """
        if self.is_headless or self.is_web or sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit, None, 128 + number)

    def _begin_in(self, name: str) -> None:
        """Start in a theme. To change into it would read the style sheet twice."""
        self.set_reactive(App.theme, name)
        dark = self.current_theme.dark
        self.update_classes(
            {f"-theme-{name}": True, "-dark-mode": dark, "-light-mode": not dark}, update=False
        )
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> ReviewScreen:
        """The first screen is the review."""
        self.review = ReviewScreen(self.backstage, self.query_text)
        return self.review

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Variables of our own, so that a theme of another origin loads too."""
        return {
            "desk-soft": "#b7b6ae",
            "desk-faint": "#8c8e8b",
            "desk-rule": "#3b4046",
            "desk-cursor": "#2a3038",
            "desk-chosen": "none",
        }

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen by name, with its key; no editor where there is no room."""
        from verifier.tui.editor import can_suspend  # noqa: PLC0415 - not before first paint

        if isinstance(screen, ReviewScreen):
            for _, keys in GROUPS:
                for key in keys:
                    if key.palette and (key.action != "note_editor" or can_suspend(self)):
                        yield SystemCommand(titled(key), "", screen.runner(key))
        offered: tuple[Key, ...] = getattr(screen, "KEYS", ())
        for key in offered:
            if key.action:
                yield SystemCommand(titled(key), "", partial(screen.run_action, key.action))
        if not self.no_color:
            for name in COLOURS:
                yield SystemCommand(f"Colours: {name}", "", lambda name=name: self.wear(name))

    def action_command_palette(self) -> None:
        """Open the palette, which says in our words what is typed there."""
        from textual.command import CommandPalette  # noqa: PLC0415 - not before first paint

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(
                CommandPalette(
                    placeholder="type to find an action, Esc closes", id="--command-palette"
                )
            )

    def wear(self, name: str) -> None:
        """Change the theme."""
        self.theme = name

    def next_theme(self) -> str:
        """Go to the next theme and return its name; NO_COLOR stays without colour."""
        if self.no_color:
            return PLAIN
        names = list(COLOURS)
        after = (names.index(self.theme) + 1) % len(names) if self.theme in names else 0
        self.theme = names[after]
        return names[after]


def titled(key: Key) -> str:
    """A key as the palette shows it: what it does, then the key."""
    return f"{key.words[0].upper()}{key.words[1:]}  ({key.shown})"


def chosen_theme() -> str:
    """The theme of the settings, else the dark one. Raises Refused for one that there is not."""
    return setting("theme").value or DEFAULT
