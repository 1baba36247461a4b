"""The review in lines: one claim at a time, for pipes, dumb terminals and screen readers.

Nothing moves a cursor and nothing is drawn over; the use cases are the desk's, as on the screen.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.errors import BadQuery, BadValue
from verifier.cli.output import write
from verifier.cli.plain_acts import STATUSES
from verifier.cli.plain_reach import Reaching
from verifier.errors import describe, known
from verifier.safe_text import one_line
from verifier.words import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the line mode: what is typed, what may stand behind it, what it does.

    act is None where the loop itself does it.
    """

    names: tuple[str, ...]
    behind: str
    words: str
    act: Callable[[PlainReview, str], None] | None = None

    @property
    def shown(self) -> str:
        """The command as the help shows it."""
        return " ".join([", ".join(name or "Enter" for name in self.names), self.behind]).strip()


class PlainReview(Reaching):
    """One reviewer's way through a list of claims, told line by line."""

    def run(self) -> None:
        """Show claims and take commands until `q` or the end of the input."""
        done, total = self.desk.progress()
        self.tell(f"{done:,} of {total:,} done. ? lists the commands, q leaves.")
        if total:
            self.show()
        else:
            self.tell(
                "No claims yet. q leaves; verifier ingest article.txt "
                f"--db {one_line(self.desk.path.name)} reads an article into this database."
            )
        while True:
            write("> ")
            sys.stdout.flush()
            line = sys.stdin.readline()
            if not line or line.strip() == "q":
                return
            self._try(line.strip())

    def _try(self, line: str) -> None:
        """Do what a line says, or say in one line why not."""
        try:
            self._do(line)
        except known() as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            if isinstance(error, (BadValue, BadQuery)):
                self.failed = None
            kept = " What you wrote is kept: ! tries again." if self.failed else ""
            self.tell(f"Not done: {describe(error)[0].rstrip('.')}.{kept}")

    def _do(self, line: str) -> None:
        if len(line) == 1 and line in "12345678":
            self.mark(STATUSES[int(line) - 1])
            return
        word, _, rest = line.partition(" ")
        if line[:1] in {"/", "#", "+", "*"}:
            word, rest = line[:1], line[1:]
        command = _BY_NAME.get(word)
        if command is None or command.act is None:
            self.tell(f"No command {one_line(line)[:40]!r}. ? lists them.")
            return
        command.act(self, rest.strip())

    def help(self, _: str) -> None:
        """Tell the commands."""
        room = max(len(command.shown) for command in COMMANDS)
        for command in COMMANDS:
            self.tell(f"{command.shown:{room}}  {command.words}")


_MARKS = ", ".join(f"{number} {STATUS_WORDS[status]}" for number, status in enumerate(STATUSES, 1))
COMMANDS = (
    Command(("", "j"), "", "next claim", Reaching.next),
    Command(("k",), "", "previous claim", Reaching.previous),
    Command(("n",), "", "next claim to review", Reaching.next_open),
    Command(("p",), "", "previous claim to review", Reaching.previous_open),
    Command(("g",), "", "first claim", Reaching.first),
    Command(("G",), "", "last claim", Reaching.last),
    Command(("l",), "", "list the claims from here, one a line", Reaching.rows),
    Command(("#",), "NUMBER", "go to the claim with this number", Reaching.jump),
    Command(("i",), "", "tell this claim again", lambda desk, _: desk.show()),
    Command(("/",), "QUERY", "search; without a query all claims are listed", Reaching.search),
    Command(
        ("f",),
        "FIELD VALUE",
        "narrow the list, or drop that again; alone it tells fields and values with counts",
        Reaching.facets,
    ),
    Command(
        ("F",),
        "NAME",
        "a saved search; save NAME keeps the present one, delete NAME drops one; alone all are told",
        Reaching.saved,
    ),
    Command(("s",), "ORDER", "order of the list, such as document or worth", Reaching.order),
    Command(("1 to 8",), "", f"set the status: {_MARKS}"),
    Command(
        ("*",),
        "1 to 8",
        "set the status of every claim listed, after a question",
        Reaching.mark_all,
    ),
    Command(("e",), "TEXT", "the reason; without a text it is taken away", Reaching.reason),
    Command(("o",), "TEXT", "a note; without a text it is taken away", Reaching.note),
    Command(("E",), "", "write the note in your own editor", Reaching.editor),
    Command(("w",), "MARK", "quote check: exact, altered, not-found, unchecked", Reaching.quote),
    Command(
        ("a",), "ADDRESS", "add evidence; without an address each field is asked", Reaching.evidence
    ),
    Command(
        ("A",),
        "NUMBER",
        "change a piece of evidence; away behind it takes it off; without a number all are told",
        Reaching.change_evidence,
    ),
    Command(
        ("c",), "WHAT", "correct level, polarity, modality; words, cue, source", Reaching.correct
    ),
    Command(("+",), "LEVEL: WORDS", "add a claim that was missed", Reaching.add),
    Command(("split",), "WORDS", "two claims of one: WORDS begin the second", Reaching.split),
    Command(("merge",), "NUMBERS", "one claim of this one and others", Reaching.merge),
    Command(("S",), "", "sign the verdict off; S withdraw takes that back", Reaching.sign_off),
    Command(("B",), "", "read it a second time, the first verdict unseen", Reaching.second),
    Command(("R",), "", "who was asked to reply, and the answer", Reaching.reply),
    Command(("H",), "", "hold the claim or its document back until a time", Reaching.embargo),
    Command(("u",), "", "undo your last action", Reaching.undo),
    Command(("r",), "", "redo what you undid", Reaching.redo),
    Command(("!",), "", "try again what could not be written", Reaching.again),
    Command(("v",), "", "the claim's paragraph", Reaching.paragraph),
    Command(("V",), "", "the whole article with its claims", Reaching.article),
    Command(("h",), "", "the claim's history", Reaching.history),
    Command(("m",), "", "claims that say the same, and earlier fact-checks", Reaching.alike),
    Command(("L",), "", "mark the claims that say the same too", Reaching.mark_alike),
    Command(("D",), "", "compare the article with its earlier version", Reaching.versions),
    Command(
        ("y",),
        "WHAT",
        "copy the claim with its place, or its words, citation, address",
        Reaching.copy,
    ),
    Command(("O",), "NUMBER", "open an address of evidence or article", Reaching.open_address),
    Command(("d",), "", "how far the desk is, in numbers", Reaching.numbers),
    Command(("x",), "FILE", "write a report of what is listed", Reaching.report),
    Command(("?",), "", "this help", PlainReview.help),
    Command(("q",), "", "leave; everything is saved"),
)
"""What the line mode understands, in the order of its help."""

_BY_NAME = {name: command for command in COMMANDS for name in command.names}
