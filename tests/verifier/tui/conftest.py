from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.events import Key, Paste, Resize
from textual.geometry import Size
from textual.keys import _character_to_key

from claims.model import (
    Attribution,
    Claim,
    Document,
    Modality,
    Polarity,
    Quotation,
    SourceKind,
    Stance,
    Strength,
    Zone,
)
from verifier.desk import Desk
from verifier.tui.app import ReviewApp
from verifier.tui.backstage import Backstage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.screen import Screen

CHARS = {"space": " ", "plus": "+", "slash": "/", "question_mark": "?"}
STUCK = 120
"""Seconds after which a screen that is never calm is a failure."""
TEXT = (
    "Bridge may close in winter\n\n"
    "Two engineers said the north pier had sunk by a hand. The council reportedly told shippers "
    "that the repair plan was “[an] in-principle agreement”. According to rumours, the contractor "
    "will leave before the frost.\n\n"
    "The mayor denied that the bridge had been closed on Sunday. The bridge carries nine hundred "
    "lorries a day.\n\n"
    "Police confirmed that a lorry had struck the railing. Nobody was hurt."
)
CLAIMS = (
    ("Bridge may close in winter", Strength.ASSERTED, None, None, Zone.HEADLINE),
    ("the north pier had sunk by a hand", Strength.UNNAMED, "said", "Two engineers"),
    ("the repair plan was “[an] in-principle agreement”", Strength.REPORTED, "reportedly told",
     "The council"),
    ("the contractor will leave before the frost", Strength.RUMOUR, "According to rumours"),
    ("the bridge had been closed on Sunday", Strength.NAMED, "denied", "The mayor"),
    ("The bridge carries nine hundred lorries a day", Strength.ASSERTED),
    ("a lorry had struck the railing", Strength.CONFIRMED, "confirmed", "Police"),
    ("Nobody was hurt", Strength.ASSERTED),
)  # fmt: skip


def claim_in(
    text: str,
    words: str,
    level: Strength,
    cue: str | None = None,
    source: str | None = None,
    zone: Zone = Zone.BODY,
) -> Claim:
    start = text.index(words)
    span = (start, start + len(words))
    links = ()
    if cue is not None:
        at = text.rindex(cue, 0, start)
        said = text.rindex(source, 0, start) if source else 0
        links = (
            Attribution(
                cue=(at, at + len(cue)),
                cue_text=cue,
                source=(said, said + len(source)) if source else None,
                source_text=source,
                resolved=None,
                source_kind=SourceKind.ORGANISATION if source else SourceKind.NONE,
                strength=level,
                stance=Stance.DENIES if cue == "denied" else Stance.ASSERTS,
                quotation=Quotation.NONE,
                content=(span,),
            ),
        )
    return Claim(
        zone=zone,
        sentence=span,
        span=span,
        fragments=(span,),
        text=words,
        wording=words,
        strength=level,
        rule=f"“{cue}” decides" if cue else "no attribution: the writer's own voice",
        confidence=level.rank / 10,
        polarity=Polarity.NEGATIVE if cue == "denied" else Polarity.POSITIVE,
        modality=Modality.ACTUAL,
        check_worthiness=0.5,
        attributions=links,
    )


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch) -> None:
    """Words that are typed are kept in a folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def no_clock(monkeypatch) -> None:
    """Nothing happens because a while has passed: a slow machine takes the way of a quick one."""
    monkeypatch.setattr("verifier.tui.screens.desk_screen.POLL_SECONDS", 3600)
    monkeypatch.setattr("verifier.tui.in_turn.PATIENCE", STUCK)
    monkeypatch.setattr("verifier.unsaved.PATIENCE", STUCK)
    monkeypatch.setattr("verifier.tui.clerk.LEAVING", STUCK)
    monkeypatch.setattr("textual.pilot.wait_for_idle", _no_wait)


async def _no_wait(*_: float) -> None:
    """Our own waiting knows what is under way; the pilot's guesses from the processor's time."""


@pytest.fixture
def desk_file(tmp_path: Path) -> Path:
    """A real database with one article of eight claims."""
    path = tmp_path / "bridge.db"
    claims = [claim_in(TEXT, *row) for row in CLAIMS]
    document = Document(
        "bridge.txt", TEXT, title="Bridge may close in winter", publisher="The Weekly Span"
    )
    with Desk.open(path, "ada", create=True) as desk:
        desk.store(document, claims)
    return path


class Review:
    """The review screen under test: keys in, what is shown and what is stored out."""

    def __init__(self, path: Path, app: ReviewApp, pilot: Pilot[None]) -> None:
        self.path = path
        self.app = app
        self.pilot = pilot

    async def settle(self, held: tuple[str, ...] = ()) -> None:
        """Go on until nothing is under way: no job, no worker, no call, no message, no drawing.

        What a timer would do soon is done at once, so that no outcome hangs on a clock. held are
        the clerks that a test keeps busy itself: "writer", "reader", "searcher", "aside".
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + STUCK
        while self.app.is_running:
            if loop._ready:
                await asyncio.sleep(0)
                continue
            # The threads first: what they posted before they came to rest is in the loop's queue.
            waits_for = self._under_way(held)
            drawn = [screen for screen in self.app.screen_stack if self._draw(screen, waits_for)]
            if not (waits_for or drawn or loop._ready):
                return
            assert loop.time() < end, f"never calm: {waits_for or drawn}"
            if not loop._ready:
                await asyncio.sleep(0.0005)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Settle until something holds that a timer or another process brings about."""
        end = time.monotonic() + STUCK
        await self.settle()
        while not holds():
            assert time.monotonic() < end, f"never came:\n{self.screen}"
            await asyncio.sleep(0.005)
            await self.settle()

    def _under_way(self, held: tuple[str, ...]) -> list[str]:
        """What the app waits for, beside its messages."""
        app, stage = self.app, self.app.backstage
        if app._resize_timer is not None:
            app._check_resize()
        clerks = [stage.writer, stage.reader, stage.searcher, *filter(None, [stage._aside])]
        waits = {clerk.name.removeprefix("clerk-"): clerk.busy for clerk in clerks}
        waits |= {"words": stage.unsaved.busy, "keys": app.keys_waiting, "batch": app._batch_count}
        waits |= {worker.name: not worker.is_finished for worker in app.workers}
        return [name for name, waiting in waits.items() if waiting and name not in held]

    def _draw(self, screen: Screen, waits_for: list[str]) -> bool:
        """Draw what is to be drawn, and call what waits for that; whether there was anything."""
        top = screen is self.app.screen
        wanted = bool(screen._callbacks)
        if not (waits_for or wanted) and screen.is_current:
            wanted = (
                screen._layout_required
                or screen._scroll_required
                or screen._recompose_required
                or bool(screen._dirty_widgets)
                or (top and screen._repaint_required)
            )
        if wanted:
            screen._on_timer_update()
            if not top:
                screen._dirty_widgets.clear()  # what nobody sees is never taken off
        return wanted

    def send(self, key: str, char: str | None = None) -> None:
        """Send one key, as the terminal would, and wait for nothing."""
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        char = char or (key if len(key) == 1 else CHARS.get(key))
        event = Key(name, char)
        event.set_sender(self.app)
        self.app._driver.send_message(event)

    async def key(self, key: str, char: str | None = None) -> None:
        self.send(key, char)
        await self.pilot._wait_for_screen()

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.send(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type into the field that has the focus; each letter has its effect before the next."""
        for char in text:
            self.send(char, char)
            await self.settle()

    async def paste(self, text: str) -> None:
        self.app.post_message(Paste(text))
        await self.settle()

    async def click(self, x: int, y: int, *, times: int = 1) -> None:
        """Click a cell of the screen."""
        await self.pilot.click(offset=(x, y), times=times)
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size, and draw it."""
        size = Size(width, height)
        self.app._driver._size = size
        self.app.post_message(Resize(size, size))
        await self.settle()

    @property
    def screen(self) -> str:
        """What the screen shows, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def list(self):
        return self.app.screen_stack[0].claims

    @property
    def message(self) -> str:
        return self.app.screen_stack[0].bottom.message

    def stored(self, claim_id: int):
        with Desk.open(self.path, "reader", write=False) as desk:
            return desk.claim(claim_id)

    def ask(self, question):
        with Desk.open(self.path, "reader", write=False) as desk:
            return question(desk)

    def events(self) -> int:
        return self.ask(lambda desk: desk.last_event())


@asynccontextmanager
async def reviewing(
    path: Path,
    *,
    size: tuple[int, int] = (120, 40),
    query: str = "",
    reviewer: str = "ada",
    kept: dict | None = None,
    held: tuple[str, ...] = (),
):
    """The review over a database, once it has come to rest.

    kept are words typed in an earlier session, held as in `Review.settle`.
    """
    backstage = Backstage(path, reviewer)
    backstage.start(query)
    app = ReviewApp(backstage, query)
    for key, fields in (kept or {}).items():
        backstage.unsaved.put(key, "bridge.txt", fields)
    try:
        async with app.run_test(size=size) as pilot:
            review = Review(path, app, pilot)
            await review.settle(held)
            yield review
    finally:
        backstage.close()


@pytest.fixture
def still_clock(monkeypatch):
    """Events happen at one moment, and the reader lives in UTC."""
    monkeypatch.setattr("db.events.now", lambda: "2026-05-03T12:00:00.000+00:00")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def draw(snap_compare, monkeypatch):
    """Compare the screen over a database, once something was done to it, with its kept picture."""

    def compare(
        path: Path, size: tuple[int, int], do: Callable[[Review], Awaitable[None]], **opening
    ) -> bool:
        async def drawn() -> str:
            async with reviewing(path, size=size, **opening) as review:
                await do(review)
                return review.app.export_screenshot(title=review.app.title, simplify=True)

        # The plugin's own way to a picture waits by the clock.
        monkeypatch.setattr("textual._doc.take_svg_screenshot", lambda **_: asyncio.run(drawn()))
        return snap_compare(App())

    return compare


@pytest.fixture
def picture(still_clock, desk_file, draw):
    """Compare the screen after some keys with its kept picture.

    kept are words from an earlier time; meanwhile is what a colleague marks before the last key,
    unseen by the screen.
    """

    def compare(
        size: tuple[int, int], *keys: str, kept: dict | None = None, meanwhile: dict | None = None
    ) -> bool:
        with Desk.open(desk_file, "ada") as desk:
            desk.mark([2], status="false", reason="the survey of March says otherwise")
            desk.mark([4], status="checking")
            desk.mark([7], status="verified")
            desk.add_evidence(
                2,
                url="https://example.org/survey",
                title="Survey of the piers",
                publisher="Harbour office",
                stance="refutes",
                grade="B2",
                locator="p. 4",
                accessed="2026-05-03",
            )

        async def press(review: Review) -> None:
            await review.press(*keys[:-1])
            for claim_id, fields in (meanwhile or {}).items():
                with Desk.open(desk_file, "bo") as desk:
                    desk.mark([claim_id], **fields)
            await review.press(*keys[-1:])

        return draw(desk_file, size, press, kept=kept)

    return compare


@pytest.fixture
def picture_of(still_clock, draw):
    """Compare the screen over a database, after some keys, with its kept picture."""

    def compare(path: Path, size: tuple[int, int], *keys: str) -> bool:
        return draw(path, size, lambda review: review.press(*keys))

    return compare


@pytest.fixture
def open_review():
    """Open the review screen: `async with open_review(path, size=...) as review`."""
    return reviewing


@pytest.fixture(scope="session")
def make_claim():
    """Make a claim of words that stand in a text."""
    return claim_in
