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
from verifier.cli.plain_beside import Besides
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


class PlainReview(Besides):
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
    Command(("", "j"), "", "next claim", Besides.next),
    Command(("k",), "", "previous claim", Besides.previous),
    Command(("n",), "", "next claim to review", Besides.next_open),
    Command(("p",), "", "previous claim to review", Besides.previous_open),
    Command(("g",), "", "first claim", Besides.first),
    Command(("G",), "", "last claim", Besides.last),
    Command(("l",), "", "list the claims from here, one a line", Besides.rows),
    Command(("#",), "NUMBER", "go to the claim with this number", Besides.jump),
    Command(("i",), "", "tell this claim again", lambda desk, _: desk.show()),
    Command(("/",), "QUERY", "search; without a query all claims are listed", Besides.search),
    Command(("f",), "", "what the list could be narrowed to, with counts", Besides.facets),
    Command(("F",), "NAME", "a saved search; without a name they are told", Besides.saved),
    Command(("s",), "ORDER", "order of the list, such as document or worth", Besides.order),
    Command(("1 to 8",), "", f"set the status: {_MARKS}"),
    Command(
        ("*",), "1 to 8", "set the status of every claim listed, after a question", Besides.mark_all
    ),
    Command(("e",), "TEXT", "the reason; without a text it is taken away", Besides.reason),
    Command(("o",), "TEXT", "a note; without a text it is taken away", Besides.note),
    Command(("w",), "MARK", "quote check: exact, altered, not-found, unchecked", Besides.quote),
    Command(
        ("a",), "ADDRESS", "add evidence; without an address each field is asked", Besides.evidence
    ),
    Command(
        ("A",),
        "NUMBER",
        "change a piece of evidence; away behind it takes it off; without a number all are told",
        Besides.change_evidence,
    ),
    Command(
        ("c",), "WHAT", "correct level, polarity, modality; words, cue, source", Besides.correct
    ),
    Command(("+",), "LEVEL: WORDS", "add a claim that was missed", Besides.add),
    Command(("split",), "WORDS", "two claims of one: WORDS begin the second", Besides.split),
    Command(("merge",), "NUMBERS", "one claim of this one and others", Besides.merge),
    Command(("S",), "", "sign the verdict off; S withdraw takes that back", Besides.sign_off),
    Command(("B",), "", "read it a second time, the first verdict unseen", Besides.second),
    Command(("R",), "", "who was asked to reply, and the answer", Besides.reply),
    Command(("H",), "", "hold the claim or its document back until a time", Besides.embargo),
    Command(("u",), "", "undo your last action", Besides.undo),
    Command(("r",), "", "redo what you undid", Besides.redo),
    Command(("!",), "", "try again what could not be written", Besides.again),
    Command(("v",), "", "the claim's paragraph", Besides.paragraph),
    Command(("V",), "", "the whole article with its claims", Besides.article),
    Command(("h",), "", "the claim's history", Besides.history),
    Command(("m",), "", "claims that say the same, and earlier fact-checks", Besides.alike),
    Command(("L",), "", "mark the claims that say the same too", Besides.mark_alike),
    Command(("D",), "", "compare the article with its earlier version", Besides.versions),
    Command(("d",), "", "how far the desk is, in numbers", Besides.numbers),
    Command(("x",), "FILE", "write a report of what is listed", Besides.report),
    Command(("?",), "", "this help", PlainReview.help),
    Command(("q",), "", "leave; everything is saved"),
)
"""What the line mode understands, in the order of its help."""

_BY_NAME = {name: command for command in COMMANDS for name in command.names}
