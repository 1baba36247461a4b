"""Make the pictures of the review screen that the documentation shows.

Reads the sample article into a database of its own, drives the screen with keys, and writes an SVG
beside this file for each name in `PICTURES` and `NEARBY`. They load nothing from the network; a
second run gives the same bytes. Run: `python docs/pictures/make.py`.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import db.events
from claims.extract import Extractor
from claims.model import Document
from verifier.desk import Desk
from verifier.readers import read
from verifier.tui.app import ReviewApp
from verifier.tui.backstage import Backstage
from verifier.tui.dialogs import evidence, nearby

if TYPE_CHECKING:
    from textual.pilot import Pilot

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "verifier" / "sample" / "harbour.md"
START = datetime(2026, 5, 3, 9, 0, tzinfo=UTC)
_CHECKED = ("verified", "false", "checking", "verified", "set-aside", "misleading", "unverifiable")
_ADDRESS = "https://example.org/council/vote"
PICTURES = {
    "review-120x40": ((120, 40), ()),
    "galley": ((120, 32), ("v",)),
    "evidence": ((100, 30), ("a", *_ADDRESS, "tab", "tab", "a", "1")),
    "review-80x24": ((80, 24), ()),
    "facets": ((120, 32), ("f",)),
    "dashboard": ((120, 40), ("d",)),
    "report": ((100, 30), ("x", "right")),
}
NEARBY = {
    "earlier": ((100, 30), ("m", "j")),
    "look-alikes": ((100, 24), ("l", "j")),
}
"""Those of a claim that was checked before and stands in other articles too."""

_ELSEWHERE = """
Evening Quay: The harbour board admitted it had lost 1.4 million crowns to a forged invoice.
Harbour Radio: The harbour board admitted that it had lost 1.6 million crowns to a forged invoice.
Coast Weekly: The harbour board denied that it had lost 1.4 million crowns to a forged invoice.
"""
_CHECKS = """
claim,rating,publisher,date,url
The harbour board lost 1.4 million crowns to a forged invoice,True,Coast Check,2025-12-02,https://coast.example/invoice
The harbour board lost 1.4 million crowns to a forged invoice,False,Quay Facts,2025-11-20,https://quay.example/41
The harbour board lost 1.4 million crowns to a forged invoice,True,Coast Check,2025-12-02,https://coast.example/again
The harbour board paid a forged invoice twice,Unproven,Quay Facts,2026-01-10,https://quay.example/52
A forged cheque cost the toll office a million crowns,Mostly false,Coast Check,1999-06-30,https://coast.example/cheque
The board knew who had forged the invoice,2/5,The Tide Table,2024-12-19,https://tide.example/7
Tolls in Harrowmouth are the highest on the coast,Half true,The Tide Table,2023-05-04,https://tide.example/3
The mayor will sell the eastern quay,False,Quay Facts,2026-04-28,https://quay.example/60
"""
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


class Clock:
    """The time of the pictures: it stands still until it is moved."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> str:
        """The moment, as events hold it."""
        return self.at.isoformat(timespec="milliseconds")


class Day(date):
    """The calendar of the pictures."""

    @classmethod
    def today(cls) -> date:
        """The first day's date."""
        return START.date()


def fill(path: Path, clock: Clock) -> int:
    """Store the sample and three days' work; gives the id of the claim that the pictures show."""
    (document,) = read(SAMPLE)
    with Desk.open(path, "ada", create=True) as desk, Desk.open(path, "ben") as other:
        desk.store(document, Extractor().extract(document))
        rows = list(desk.search())
        shown = next(row.id for row in rows if "in-principle" in row.claim.wording)
        for number, row in enumerate(rows[-24:]):
            clock.at += timedelta(seconds=35 + 7 * (number % 5), days=number % 12 == 11)
            who = other if number % 3 == 2 else desk
            who.mark([row.id], status=_CHECKED[number % len(_CHECKED)])
        clock.at = START + timedelta(days=2, hours=3)
        desk.mark([rows[1].id], status="verified")
        desk.mark([shown], status="misleading", reason="It was agreed for one quay only.")
        desk.add_evidence(
            shown,
            url="https://example.org/port/minutes",
            title="Port Agency, minutes",
            stance="refutes",
            grade="B2",
            locator="p. 4",
            accessed="2026-05-03",
        )
    return shown


def fill_nearby(path: Path) -> int:
    """Store the sample, three other articles and some checks; gives the id of their claim."""
    with Desk.open(path, "ada", create=True) as desk:
        (document,) = read(SAMPLE)
        extractor = Extractor()
        desk.store(document, extractor.extract(document))
        for line in _ELSEWHERE.strip().splitlines():
            name, _, text = line.partition(": ")
            other = Document(f"{name}.txt", text, publisher=name)
            desk.store(other, extractor.extract(other))
        desk.compare_lookalikes()
        checks = path.with_name("checks.csv")
        checks.write_text(_CHECKS.lstrip(), encoding="utf-8")
        desk.import_factchecks(str(checks), print)
        shown = next(row.id for row in desk.search() if "forged invoice" in row.claim.wording)
        desk.mark([shown], status="false", reason="The books show 1.2 million.")
    return shown


async def settle(app: ReviewApp, pilot: Pilot[None]) -> None:
    """Wait until nothing is under way."""
    for _ in range(5):
        await pilot.pause(0.01)
        while app.backstage.busy or app.keys_waiting:
            await pilot.pause(0.02)


async def take(path: Path, claim_id: int, name: str) -> None:
    """Draw one picture."""
    size, keys = (PICTURES | NEARBY)[name]
    backstage = Backstage(path, "ada")
    backstage.start()
    app = ReviewApp(backstage)
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        screen = app.review
        screen.claims.go_to(screen.claims.ids.index(claim_id))
        await settle(app, pilot)
        for key in keys:
            await pilot.press(key)
            await settle(app, pilot)
        picture = _FONT.sub("", app.export_screenshot(title="verifier review"))
    picture = picture.replace("Fira Code, monospace", "DejaVu Sans Mono, Menlo, monospace")
    picture = re.sub(r"terminal-\d+-", f"{name}-", picture)
    (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")
    backstage.close()


def main() -> None:
    """Make all pictures."""
    os.environ.pop("NO_COLOR", None)
    os.environ["TZ"] = "UTC"
    time.tzset()
    clock = Clock()
    db.events.now = clock
    evidence.date = nearby.date = Day
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        path = Path(folder) / "harbour.db"
        claim_id = fill(path, clock)
        clock.at = START
        quay = Path(folder) / "quay.db"
        both = (path, claim_id, PICTURES), (quay, fill_nearby(quay), NEARBY)
        for database, shown, names in both:
            for name in names:
                # What one picture leaves typed and not saved is none of the next one's.
                os.environ["XDG_STATE_HOME"] = str(Path(folder) / name)
                asyncio.run(take(database, shown, name))


if __name__ == "__main__":
    main()
