"""The frame of the review screen: its panes, the claim that is shown, what others changed."""

from __future__ import annotations

import gc
import shutil
from typing import TYPE_CHECKING, TypeVar, cast

from textual import work
from textual.containers import Container
from textual.screen import Screen

from db.errors import NoSuchClaim, NoSuchDocument
from verifier.errors import describe
from verifier.tui import keys
from verifier.tui.article import read_view
from verifier.tui.clerk import on_loop
from verifier.tui.layout import claim_lines
from verifier.tui.widgets.ask import Prompt, ReasonLine, SearchLine
from verifier.tui.widgets.claim_list import ClaimList
from verifier.tui.widgets.lines import Header, KeysLine, Rule, Tone
from verifier.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from db.records import StoredClaim
    from verifier.desk import Desk
    from verifier.tui.app import ReviewApp
    from verifier.tui.article import ClaimView
    from verifier.tui.backstage import Backstage
    from verifier.tui.clerk import Job

T = TypeVar("T")
WIDTHS = [(0, "-narrow"), (60, "-stacked"), (100, "-wide")]
HEIGHTS = [(0, "-low"), (14, "-short"), (20, "-tall")]
"""Sizes from which another layout holds: columns, rows, the class of the screen."""
GONE = "This claim is not in the database any more: another program deleted it."
NOT_SAVED = "nothing can be saved"
POLL_SECONDS = 1.0
"""How often we look for what another process changed."""


class DeskScreen(Screen[None]):
    """The panes and what stands in them."""

    def __init__(self, backstage: Backstage) -> None:
        super().__init__(classes=first_classes())
        self.backstage = backstage
        self.header = Header()
        self.search_line = SearchLine("/ search")
        self.problem = Prompt(ink="warning")
        self.problem.id = "problem"
        self.claims = ClaimList()
        self.detail = Page()
        self.reason_line = ReasonLine("")
        self.top = Rule()
        self.top.id = "top"
        self.bottom = Rule()
        self.bottom.sign = "┴"
        self.keys_line = KeysLine()
        self.view: ClaimView | None = None
        self.last_event = 0
        self.asked_of: int | None = None
        self._view_job: Job[ClaimView] | None = None
        self._gone: set[int] = set()
        self.taken_away: set[int] = set()
        self._trouble = ""
        self._waiting: list[Callable[[], object]] | None = []

    @property
    def desk_app(self) -> ReviewApp:
        """The application, by its own type."""
        return cast("ReviewApp", self.app)

    def compose(self) -> ComposeResult:
        """Header, two panes between rules, keys."""
        self.header.database = self.backstage.path.name
        self.header.reviewer = self.backstage.reviewer
        yield self.header
        yield self.top
        with Container(id="body"):
            with Container(id="left"):
                yield self.search_line
                yield self.problem
                yield self.claims
            with Container(id="right"):
                yield self.detail
                yield self.reason_line
        yield self.bottom
        yield self.keys_line

    def on_mount(self) -> None:
        """Put the cursor into the list and watch for changes of others."""
        self.claims.focus()
        self.keys_line.offer(keys.FOOTER)
        self.set_interval(POLL_SECONDS, self.look_for_changes)
        self.set_timer(POLL_SECONDS, collect_again)
        self.once_painted(self.backstage.opening.go_on)

    def on_screen_resume(self) -> None:
        """Go on with what waits for the first paint; after a dialog show the claim anew."""
        # Textual's own handler lays out and paints, and comes after this one.
        self.call_later(self.refresh_view if self._waiting is None else self._go_on)

    def once_painted(self, work: Callable[[], object]) -> None:
        """Do something after what is due is painted.

        To Textual the screen is up to date before it is shown at all: what the start puts off
        waits here, since the readers would take the processor from the first paint.
        """
        if self._waiting is None:
            self.call_after_refresh(work)
        else:
            self._waiting.append(work)

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for put_off in waiting:
            put_off()

    def on_resize(self) -> None:
        """Put the joints of the rules where the panes meet."""
        self.join_rules()

    def join_rules(self) -> None:
        """Put the joints where the panes meet, once they are laid out."""
        self.call_after_refresh(self._join_rules)

    def joints(self) -> tuple[int, ...]:
        """The columns in which a pane's edge meets the rules."""
        return (self.query_one("#right").region.x,) if self.has_class("-wide") else ()

    def _join_rules(self) -> None:
        for rule in (self.top, self.bottom):
            rule.joints = self.joints()
            rule.refresh()

    def say(self, words: str, tone: Tone = "plain") -> None:
        """Show a message in the lower rule."""
        self.bottom.say(words, tone)

    def fail(self, error: BaseException, kept: str = "") -> None:
        """Say in one line what went wrong and what was kept; a defect of ours goes on upwards."""
        described = describe(error)
        if described is None:
            raise error
        self.say(f"Not done: {described[0]}{kept}", "warning")

    def in_turn(self, work: Callable[[Desk, Job[T]], T], then: Callable[[T], None]) -> None:
        """Read something that the next key must wait for."""
        app = self.desk_app
        app.hold_keys()

        def done(answer: T) -> None:
            then(answer)
            app.release_keys()

        def failed(error: BaseException) -> None:
            app.release_keys()
            self.fail(error)

        on_loop(self.backstage.reader.give(work), done, failed)

    # The claim that is shown

    def refresh_view(self) -> None:
        """Read the claim under the cursor for the detail pane."""
        claim_id = self.claims.claim_id
        if self._view_job is not None:
            self.backstage.reader.drop(self._view_job)
            self._view_job = None
        if claim_id is None:
            self.view = None
            self.detail.show(None)
            return
        kept = self.view.article if self.view else None
        job = self.backstage.reader.give(lambda desk, _: read_view(desk, claim_id, kept))
        self._view_job = job
        on_loop(job, self.show_view, lambda error: self._not_read(claim_id, error))

    def _not_read(self, claim_id: int, error: BaseException) -> None:
        """Say why a claim can't be shown; one that another program deleted leaves the list."""
        if not isinstance(error, (NoSuchClaim, NoSuchDocument)):
            self.fail(error)
            return
        self.view = None
        self.detail.show(None)
        if claim_id in self.taken_away:
            return  # by this reviewer: what comes next says so
        self.say(GONE, "warning")
        if claim_id not in self._gone:
            self._gone.add(claim_id)
            self.deleted_elsewhere()

    def deleted_elsewhere(self) -> None:
        """Another program deleted a claim in the list: a subclass searches anew."""

    def show_view(self, view: ClaimView) -> None:
        """Put a claim into the detail pane, from the top where it is another one."""
        same = self.view is not None and self.view.stored.id == view.stored.id
        self.view = view
        self.claims.receive([view.stored])
        self.detail.show(lambda pane: claim_lines(view, pane), keep_place=same)

    def on_claim_list_moved(self, event: ClaimList.Moved) -> None:
        """Follow the cursor."""
        self._place()
        if not self.reason_line.open and event.claim_id != self.asked_of:
            self.reason_line.withdraw()
        if self.view is None:
            # The list first: the article may be long, and its first reading loads the splitter.
            self.once_painted(self.refresh_view)
        else:
            self.refresh_view()

    def _place(self) -> None:
        count = len(self.claims.ids)
        chosen = f"{len(self.claims.chosen)} chosen · " if self.claims.chosen else ""
        at = f"claim {self.claims.cursor + 1:,} of {count:,}" if count else "no claim"
        self.keys_line.place = chosen + at
        self.keys_line.refresh()

    def on_claim_list_rows_wanted(self, event: ClaimList.RowsWanted) -> None:
        """Read rows that came into view."""
        wanted = event.ids
        job = self.backstage.reader.give(lambda desk, _: desk.claims(wanted))
        on_loop(job, self.claims.receive, self.fail)

    # What changed

    @work
    async def read_progress(self) -> None:
        """Read how many claims are done."""
        done, error = await self.backstage.reader.attempt(lambda desk: desk.progress())
        if error is not None:
            self.fail(error)
        if done is not None:
            self.header.done = done
            self.header.refresh()

    def took(self, rows: Sequence[StoredClaim], last_event: int) -> None:
        """Show claims that we have changed ourselves."""
        self.claims.receive(rows)
        self.last_event = max(self.last_event, last_event)
        self.refresh_view()
        self.read_progress()

    def look_for_changes(self) -> None:
        """Look at once whether others changed anything, unless the database is at work for us."""
        if not self.backstage.writer.busy and not self.backstage.reader.busy:
            self._changes()

    @work(group="changes", exclusive=True)
    async def _changes(self) -> None:
        known = self.last_event
        newest, error = await self.backstage.reader.attempt(lambda desk: desk.last_event())
        self._tell_trouble(error)
        if newest is not None and newest != known and known == self.last_event:
            self.last_event = newest
            self.view = None
            self.claims.forget_rows()
            self.refresh_view()
            self.read_progress()
            self.changed_elsewhere()

    def _tell_trouble(self, error: BaseException | None) -> None:
        """Say once that the database can't be read, and once that it can be again."""
        trouble = "" if error is None else describe(error)[0]
        if trouble == self._trouble:
            return
        self._trouble = trouble
        self.header.saved = self.saved_words()
        self.header.refresh()
        if trouble:
            self.say(f"{trouble[0].upper()}{trouble[1:]}.", "warning")
        else:
            self.say("The database is there again.")

    def saved_words(self) -> str:
        """What the header says while nothing is being written."""
        return NOT_SAVED if self._trouble else "all saved"

    def changed_elsewhere(self) -> None:
        """Another process changed claims: a subclass searches anew."""


def collect_again() -> None:
    """Let the collector work again, but not on what the start made: that stays to the end.

    To look through all of Textual's modules would hold the screen up for a tenth of a second.
    """
    gc.freeze()
    gc.enable()


def first_classes() -> str:
    """The classes for the terminal's size, so that styles are not made twice at the start."""
    width, height = shutil.get_terminal_size()
    across = [name for least, name in WIDTHS if width >= least]
    down = [name for least, name in HEIGHTS if height >= least]
    return f"{across[-1]} {down[-1]}"
