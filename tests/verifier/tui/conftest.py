from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
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
    from pathlib import Path

    from textual.pilot import Pilot

CHARS = {"space": " ", "plus": "+", "slash": "/", "question_mark": "?"}
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
    ("the north pier had sunk by a hand", Strength.UNNAMED, "said", "Two engineers", Zone.BODY),
    (
        "the repair plan was “[an] in-principle agreement”",
        Strength.REPORTED,
        "reportedly told",
        "The council",
        Zone.BODY,
    ),
    (
        "the contractor will leave before the frost",
        Strength.RUMOUR,
        "According to rumours",
        None,
        Zone.BODY,
    ),
    (
        "the bridge had been closed on Sunday",
        Strength.NAMED,
        "denied",
        "The mayor",
        Zone.BODY,
    ),
    (
        "The bridge carries nine hundred lorries a day",
        Strength.ASSERTED,
        None,
        None,
        Zone.BODY,
    ),
    ("a lorry had struck the railing", Strength.CONFIRMED, "confirmed", "Police", Zone.BODY),
    ("Nobody was hurt", Strength.ASSERTED, None, None, Zone.BODY),
)


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

    async def settle(self) -> None:
        """Wait until nothing is under way: no job, no worker, no message, nothing to be drawn."""
        calm = 0
        while calm < 3:
            self.app.screen._on_timer_update()
            await self.pilot._wait_for_screen()
            await asyncio.sleep(0.001)
            busy = self.app.backstage.busy or not all(w.is_finished for w in self.app.workers)
            busy = busy or self.app.keys_waiting or bool(self.app.screen._callbacks)
            calm = 0 if busy else calm + 1
        self.app.screen._on_timer_update()
        await self.pilot._wait_for_screen()

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
            await self.key(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type into the field that has the focus; each letter has its effect before the next."""
        for char in text:
            await self.key(char, char)
            await self.settle()

    async def paste(self, text: str) -> None:
        self.app.post_message(Paste(text))
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size, and draw it."""
        size = Size(width, height)
        self.app._driver._size = size
        self.app.post_message(Resize(size, size))
        await self.pilot._wait_for_screen()
        self.app.screen._on_timer_update()

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
):
    backstage = Backstage(path, reviewer)
    backstage.start(query)
    app = ReviewApp(backstage, query)
    try:
        async with app.run_test(size=size) as pilot:
            review = Review(path, app, pilot)
            await review.settle()
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
def picture(still_clock, desk_file, snap_compare, monkeypatch):
    """Compare the screen after some keys with its kept picture.

    kept are words from an earlier time; meanwhile is what a colleague marks before the last key,
    unseen by the screen.
    """

    def compare(
        size: tuple[int, int], *keys: str, kept: dict | None = None, meanwhile: dict | None = None
    ) -> bool:
        if meanwhile:
            monkeypatch.setattr("verifier.tui.screens.desk_screen.POLL_SECONDS", 3600)
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
        backstage = Backstage(desk_file, "ada")
        backstage.start()
        app = ReviewApp(backstage)
        for key, fields in (kept or {}).items():
            backstage.unsaved.put(key, "bridge.txt", fields)

        async def run_before(pilot: Pilot[None]) -> None:
            review = Review(desk_file, app, pilot)
            await review.settle()
            await review.press(*keys[:-1])
            for claim_id, fields in (meanwhile or {}).items():
                with Desk.open(desk_file, "bo") as desk:
                    desk.mark([claim_id], **fields)
            await review.press(*keys[-1:])

        try:
            return snap_compare(app, terminal_size=size, run_before=run_before)
        finally:
            backstage.close()

    return compare


@pytest.fixture
def picture_of(still_clock, snap_compare):
    """Compare the screen over a database, after some keys, with its kept picture."""

    def compare(path: Path, size: tuple[int, int], *keys: str) -> bool:
        backstage = Backstage(path, "ada")
        backstage.start()
        app = ReviewApp(backstage)

        async def run_before(pilot: Pilot[None]) -> None:
            review = Review(path, app, pilot)
            await review.settle()
            await review.press(*keys)

        try:
            return snap_compare(app, terminal_size=size, run_before=run_before)
        finally:
            backstage.close()

    return compare


@pytest.fixture
def open_review():
    """Open the review screen: `async with open_review(path, size=...) as review`."""
    return reviewing


@pytest.fixture(scope="session")
def make_claim():
    """Make a claim of words that stand in a text."""
    return claim_in
