"""The dashboard: how far the desk is, who does how much, whose words are weakest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from verifier.errors import describe
from verifier.tui import keys
from verifier.tui.clerk import on_loop
from verifier.tui.dialogs.help import HelpDialog
from verifier.tui.figures import dashboard_lines
from verifier.tui.widgets.lines import KeysLine, OneLine, Rule
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from db.overview import Overview
    from verifier.tui.backstage import Backstage
    from verifier.tui.clerk import Job
    from verifier.tui.themes import Inks
    from verifier.tui.widgets.lines import Part


class Heading(OneLine):
    """The screen's name and the database's."""

    def __init__(self, database: str) -> None:
        super().__init__()
        self._database = database

    def parts(
        self,
        look: Inks,
        width: int,  # noqa: ARG002 - every line is asked for its width
    ) -> tuple[Sequence[Part], Sequence[Part]]:
        """The name, then the database."""
        return [(" Dashboard  ", look.accent), (self._database, look.soft)], ()


class DashboardScreen(Screen[None]):
    """Numbers of the whole desk, read in the background when the screen opens."""

    KEYS = keys.DASHBOARD
    BINDINGS = keys.bindings(KEYS)

    def __init__(self, backstage: Backstage, database: str) -> None:
        super().__init__()
        self._backstage = backstage
        self._job: Job[Overview] | None = None
        self.heading = Heading(database)
        self.page = Page()
        self.bottom = Rule()
        self.keys_line = KeysLine()

    def compose(self) -> ComposeResult:
        """Title, numbers, keys."""
        yield self.heading
        yield Rule()
        yield self.page
        yield self.bottom
        yield self.keys_line

    def on_mount(self) -> None:
        """Ask for the numbers."""
        self.keys_line.offer(keys.DASHBOARD_FOOTER)
        self.page.focus()
        self.action_count()

    def on_unmount(self) -> None:
        """Nobody waits for numbers any more."""
        self._drop()

    def action_count(self) -> None:
        """Count, or count again."""
        self._drop()
        self.bottom.say("Counting …")
        self._job = self._backstage.reader.give(lambda desk, _: desk.overview())
        on_loop(self._job, self._show, self._failed)

    def _drop(self) -> None:
        if self._job is not None:
            self._backstage.reader.drop(self._job)
            self._job = None

    def _show(self, seen: Overview) -> None:
        self._job = None
        self.bottom.say("")
        self.page.show(lambda pane: dashboard_lines(seen, pane), keep_place=True)

    def _failed(self, error: BaseException) -> None:
        described = describe(error)
        self.bottom.say(f"Not counted: {described[0]}", "warning")

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)

    def action_help(self) -> None:
        """The keys of the dashboard."""
        self.app.push_screen(HelpDialog([("Dashboard", keys.DASHBOARD)]))
