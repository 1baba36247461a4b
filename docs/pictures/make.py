"""Make the pictures of the review screen that the documentation shows.

Reads the sample article into a database of its own, drives the screen with keys, and writes
`review-120x40.svg`, `review-80x24.svg`, `galley.svg` and `evidence.svg` beside this file. They load nothing
from the network. Run: `python docs/pictures/make.py`.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import db.events
from claims.extract import Extractor
from verifier.desk import Desk
from verifier.readers import read
from verifier.tui.app import ReviewApp
from verifier.tui.backstage import Backstage

if TYPE_CHECKING:
    from textual.pilot import Pilot

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "verifier" / "sample" / "harbour.md"
NOON = "2026-05-03T12:00:00.000+00:00"
PICTURES = {
    "review-120x40": ((120, 40), ()),
    "galley": ((120, 32), ("v",)),
    "evidence": ((100, 30), ("a",)),
    "review-80x24": ((80, 24), ()),
}
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def fill(path: Path) -> int:
    """Store the sample and a few verdicts; gives the id of the claim that the pictures show."""
    (document,) = read(SAMPLE)
    with Desk.open(path, "ada", create=True) as desk:
        desk.store(document, Extractor().extract(document))
        rows = list(desk.search())
        shown = next(row.id for row in rows if "in-principle" in row.claim.wording)
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
        desk.mark([row.id for row in rows if row.claim.strength.rank == 8][:2], status="checking")
    return shown


async def settle(app: ReviewApp, pilot: Pilot[None]) -> None:
    """Wait until nothing is under way."""
    for _ in range(5):
        await pilot.pause(0.05)
        while app.backstage.busy or app.keys_waiting:
            await pilot.pause(0.02)


async def take(path: Path, claim_id: int, name: str) -> None:
    """Draw one picture."""
    size, keys = PICTURES[name]
    backstage = Backstage(path, "ada")
    backstage.start()
    app = ReviewApp(backstage)
    words = {
        "url": "https://example.org/council/vote",
        "grade": "A1",
        "title": "Council, record of the vote",
        "accessed": "2026-05-03",
    }
    with Desk.open(path, "ada", write=False) as desk:
        document = desk.claim(claim_id).document_name
    backstage.unsaved.put((claim_id, "evidence"), document, words)
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        screen = app.review
        screen.claims.go_to(screen.claims.ids.index(claim_id))
        await settle(app, pilot)
        await pilot.press(*keys)
        await settle(app, pilot)
        picture = _FONT.sub("", app.export_screenshot(title="verifier review"))
    picture = picture.replace("Fira Code, monospace", "DejaVu Sans Mono, Menlo, monospace")
    picture = re.sub(r"terminal-\d+-", f"{name}-", picture)
    (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")
    backstage.close()


def main() -> None:
    """Make all pictures; the clock stands still so that a second run gives the same bytes."""
    os.environ.pop("NO_COLOR", None)
    os.environ["TZ"] = "UTC"
    time.tzset()
    db.events.now = lambda: NOON
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "harbour.db"
        claim_id = fill(path)
        for name in PICTURES:
            asyncio.run(take(path, claim_id, name))


if __name__ == "__main__":
    main()
