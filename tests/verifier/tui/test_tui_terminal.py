from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from verifier.tui.themes import COLOURS, PLAIN, inks

ROOT = Path(__file__).parents[3]
COLOUR = re.compile(rb"\x1b\[[0-9;:]*\b(?:3[0-9]|4[0-9]|9[0-7]|10[0-7])\b[0-9;:]*m")
OPEN = (
    "import sys; from pathlib import Path; from verifier.tui import in_turn, run; "
    "in_turn.PATIENCE = 120; run(Path(sys.argv[1]), '', 'ada')"
)
ESCAPE = "\x1b[27u"
"""The Escape key as terminals send it that leave no doubt where it ends."""
SCREENS = [
    ("jj4", "Marked false."),
    ("v", "under a verdict"),
    (f"{ESCAPE}e", "Ctrl+S saves"),
    (f"{ESCAPE}?", "type to find a key"),
    (f"{ESCAPE}d", "claims done"),
    (f"{ESCAPE}x", "report.md"),
    (f"{ESCAPE}q", ""),
]
"""Keys, and what is on the screen once it is drawn; the next keys wait for it."""


def screen_bytes(path: Path, screens: list[tuple[str, str]], **variables: str) -> bytes:
    """Run the review on a real pseudo-terminal, go through screens, and give every byte it sent."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.environ.pop("NO_COLOR", None)
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", **variables)
        os.execv(sys.executable, [sys.executable, "-c", OPEN, str(path)])
    seen, since, end = b"", 0, time.monotonic() + 120
    waits_for, coming = "Bridge may close", list(screens)
    try:
        while True:
            assert time.monotonic() < end, (waits_for, seen[since:])
            if not select.select([terminal], [], [], 0.2)[0]:
                continue
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
            if coming and waits_for.encode() in without_looks(seen[since:]):
                keys, waits_for = coming.pop(0)
                since = len(seen)
                os.write(terminal, keys.encode())
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    assert not coming
    return seen


def without_looks(sent: bytes) -> bytes:
    """The text that was sent, without the sequences between."""
    return re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", sent)


def test_no_color_sends_no_colour_sequence_at_all(desk_file):
    """With NO_COLOR nothing but bold, dim, italic, underline and reverse reaches the terminal."""
    plain = screen_bytes(desk_file, SCREENS, NO_COLOR="1")
    assert b"Marked false." in plain
    assert COLOUR.findall(plain) == []
    assert b"\x1b[1m" in plain or b"\x1b[1;" in plain
    assert COLOUR.findall(screen_bytes(desk_file, SCREENS[-1:])) != []


def test_nothing_heavy_is_loaded_for_the_screen(desk_file):
    """No pipeline, no sqlite-utils, no numpy, no click: the first paint waits for none of them."""
    program = (
        "import sys, verifier.tui.backstage, verifier.tui.app, verifier.tui.dialogs.evidence\n"
        "heavy = {'spacy', 'sqlite_utils', 'numpy', 'click', 'trafilatura', 'jinja2', 'thefuzz'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", [name for name, colours in COLOURS.items() if not colours.ansi])
def test_every_text_has_contrast_enough(name):
    """4.5:1 for every ink on paper, raised ground and cursor row; 7:1 in high contrast."""
    colours = COLOURS[name]
    least = 7.0 if name.startswith("high") else 4.5
    texts = [colours.ink, colours.soft, colours.faint, colours.other, colours.accent]
    texts += [*colours.weak, colours.confirmed, colours.good, colours.bad, colours.doubt]
    for ground in (colours.paper, colours.raised, colours.cursor):
        for text in texts:
            assert contrast(text, ground) >= least, (name, text, ground)


@pytest.mark.parametrize("name", [*COLOURS, PLAIN])
def test_claim_cue_and_source_differ_without_colour(name):
    """Underline, bold and italic: the three marks of a paragraph never differ by colour alone."""
    look = inks(name)
    marks = [
        (bool(style.bold), bool(style.italic), bool(style.underline))
        for style in (look.text, look.claim, look.cue, look.source)
    ]
    assert len(set(marks)) == 4


async def test_every_row_says_level_and_status_in_text(desk_file, open_review):
    """In black and white each row still has the bar, the level's word and the status's sign."""
    from claims.model import Strength
    from verifier.tui.words import BARS, SIGNS

    async with open_review(desk_file) as review:
        await review.press("4", "j", "3")
        rows = [line[:48] for line in review.screen.splitlines()[3:11]]
        words = "|".join(level.value for level in Strength)
        signs = "".join(SIGNS.values())
        for row in rows:
            assert re.search(rf"[{BARS}] (?:{words})\s+(?:\.\d\d )?[{re.escape(signs)}] \S", row), (
                row
            )


async def test_every_theme_can_be_worn(desk_file, open_review):
    """t goes through the themes; each one draws the same words."""
    async with open_review(desk_file) as review:
        for _ in COLOURS:
            await review.press("t")
            assert "8 shown" in review.screen
        assert review.message == "Colours: night."
