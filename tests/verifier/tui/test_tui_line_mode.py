"""The line mode has the use cases of the screen: each key has its command, and the page says so."""

from __future__ import annotations

from pathlib import Path

from verifier.cli.plain import COMMANDS
from verifier.tui import keys

PAGE = Path(__file__).parents[3] / "docs" / "line-mode.md"
ANSWERS = {
    **{str(number): "1 to 8" for number in range(1, 9)},
    "r": "e", "e": "o", "E": "E", "a": "a", "A": "A", "w": "w", "c": "c", "X": "split",
    "M": "merge", "L": "L", "+": "+", "S": "S", "B": "B", "R": "R", "H": "H", "u": "u",
    "Ctrl+R": "r", "j ↓": "j", "k ↑": "k", "g": "g", "G": "G", "PgDn PgUp": "l", "n": "n",
    "p": "p", "Enter": "i", "Esc": "/", "Space": "*", "/": "/", "f": "f", "F": "F", "s": "s",
    "v": "V", "l": "m", "m": "m", "y": "y", "Y": "y", "o": "O", "x": "x", "d": "d", "D": "D",
    "?": "?", "Ctrl+P": "?", "q": "q",
}  # fmt: skip
"""Keys of the list, and the command that does the same."""
NOT_NEEDED = {"Tab": "one thing at a time is told", "t": "nothing is coloured"}


def test_every_key_of_the_screen_has_its_command_on_the_page():
    """The table of docs/line-mode.md is made of the keys, the commands and their answers."""
    shown = {name: command.shown for command in COMMANDS for name in command.names}
    rows = ["| key | on the screen | in lines |", "|---|---|---|"]
    for _, group in keys.GROUPS:
        for key in group:
            answer = NOT_NEEDED.get(key.shown) or f"`{shown[ANSWERS[key.shown]]}`"
            rows.append(f"| `{key.shown}` | {key.words} | {answer} |")
    table = "\n".join(rows)
    assert table in PAGE.read_text("utf-8"), f"docs/line-mode.md must hold:\n{table}"
