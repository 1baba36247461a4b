"""The review in lines: one claim at a time, for pipes, dumb terminals and screen readers.

Nothing moves a cursor and nothing is drawn over; the use cases are the desk's, as on the screen.
"""

from __future__ import annotations

import sys
from array import array
from itertools import islice
from typing import TYPE_CHECKING

from claims.model import Strength
from db.errors import StoreError
from db.records import Status
from verifier.cli.output import write
from verifier.errors import describe
from verifier.phrases import redone, undone
from verifier.reports.words import evidence_name
from verifier.safe_text import one_line
from verifier.words import STATUS_WORDS, links, wording, worth_shares

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records import StoredClaim
    from verifier.desk import Desk

STATUSES = tuple(Status)
AHEAD = 1000
COUNTED = 10_000

HELP = """\
Enter, j   next claim             k          previous claim
n          next to review         p          previous to review
1 to 8     set the status: 1 unreviewed, 2 checking, 3 verified, 4 false, 5 misleading,
           6 disputed, 7 unverifiable, 8 set aside
e TEXT     the reason             o TEXT     a note; without a text it is taken away
a ADDRESS  add evidence           c LEVEL    correct the level
/ QUERY    search; without a query all claims are listed
v          show the claim's paragraph
u          undo                   r          redo
?          this help              q          quit
"""


class PlainReview:
    """One reviewer's way through a list of claims, told line by line."""

    def __init__(self, desk: Desk, query: str) -> None:
        self._desk = desk
        self._query = query
        self._known = array("q")
        self._stream = desk.ids(query)
        self._at = 0
        self._commands: dict[str, Callable[[str], None]] = {
            "": self._next,
            "j": self._next,
            "k": self._previous,
            "n": lambda _: self._to_review(1),
            "p": lambda _: self._to_review(-1),
            "e": self._reason,
            "o": self._note,
            "a": self._evidence,
            "c": self._correct,
            "/": self._search,
            "v": self._paragraph,
            "u": lambda _: self._tell(undone(self._desk.undo())),
            "r": lambda _: self._tell(redone(self._desk.redo())),
            "?": lambda _: write(HELP),
        }

    def run(self) -> None:
        """Show claims and take commands until `q` or the end of the input."""
        done, total = self._desk.progress()
        self._tell(f"{done:,} of {total:,} done. ? lists the commands, q leaves.")
        self._show()
        while True:
            write("> ")
            sys.stdout.flush()
            line = sys.stdin.readline()
            if not line or line.strip() == "q":
                return
            try:
                self._do(line.strip())
            except StoreError as error:
                self._tell(describe(error)[0])

    def _do(self, line: str) -> None:
        word, rest = line[:1], line[1:].strip()
        if len(line) == 1 and line in "12345678":
            self._mark(STATUSES[int(line) - 1])
            return
        command = self._commands.get(word)
        glued = line[1:2] not in {"", " "} and word != "/"
        if command is None or glued:
            self._tell(f"No command {one_line(line)[:40]!r}. ? lists them.")
            return
        command(rest)

    def _claim(self) -> StoredClaim | None:
        """Give the claim that is shown, None where the list is empty."""
        if not self._reach(self._at):
            return None
        return self._desk.claim(self._known[self._at])

    def _reach(self, index: int) -> bool:
        """Read the list as far as index; tell whether it goes so far."""
        while len(self._known) <= index:
            before = len(self._known)
            self._known.extend(islice(self._stream, AHEAD))
            if len(self._known) == before:
                return False
        return index >= 0

    def _show(self) -> None:
        stored = self._claim()
        if stored is None:
            self._tell("No claim in this list.")
            return
        claim = stored.claim
        level = f"{claim.strength.value} {claim.strength.rank}/8"
        self._tell("")
        self._tell(f"Claim {stored.id}, {level}, {STATUS_WORDS[stored.status]}")
        self._tell(f"  {wording(claim)}")
        self._tell(f"  {' → '.join(links(claim)) or 'the writer’s own voice'}")
        shares = worth_shares(claim)
        self._tell(f"  worth {claim.check_worthiness:.2f}{': ' if shares else ''}{shares}")
        for label, text in (("reason", stored.reason), ("note", stored.note)):
            if text:
                self._tell(f"  {label}: {one_line(text)}")
        if stored.evidence_count:
            for piece in self._desk.evidence(stored.id):
                self._tell(f"  evidence: {piece.stance.value}, {evidence_name(piece)}")

    def _next(self, _: str) -> None:
        self._move(self._at + 1, "The last claim.")

    def _previous(self, _: str) -> None:
        self._move(self._at - 1, "The first claim.")

    def _move(self, index: int, end: str) -> None:
        if not self._reach(index):
            self._tell(end)
            return
        self._at = index
        self._show()

    def _to_review(self, step: int) -> None:
        index = self._at + step
        while self._reach(index):
            if not self._desk.claim(self._known[index]).status.is_done:
                self._at = index
                self._show()
                return
            index += step
        self._tell("Nothing more to review that way.")

    def _mark(self, status: Status) -> None:
        stored = self._claim()
        if stored is not None:
            self._desk.mark([stored.id], status=status)
            self._tell(f"Marked {STATUS_WORDS[status]}.")

    def _reason(self, text: str) -> None:
        stored = self._claim()
        if stored is not None:
            self._desk.mark([stored.id], reason=text)
            self._tell("Reason kept." if text else "Reason taken away.")

    def _note(self, text: str) -> None:
        stored = self._claim()
        if stored is not None:
            self._desk.mark([stored.id], note=text)
            self._tell("Note kept." if text else "Note taken away.")

    def _evidence(self, address: str) -> None:
        stored = self._claim()
        if not address:
            self._tell("Write the address behind it: a https://…")
        elif stored is not None:
            self._desk.add_evidence(stored.id, url=address)
            self._tell("Evidence added.")

    def _correct(self, level: str) -> None:
        stored = self._claim()
        if level not in set(Strength):
            self._tell(f"Write a level behind it: {', '.join(Strength)}.")
        elif stored is not None:
            self._desk.set_claim(stored.id, strength=level)
            self._tell(f"Level {level}; the machine’s own stays beside.")

    def _search(self, query: str) -> None:
        self._stream = self._desk.ids(query)
        self._known = array("q")
        self._query, self._at = query, 0
        number = self._desk.count(query, COUNTED)
        told = f"{COUNTED:,}+" if number > COUNTED else f"{number:,}"
        self._tell(f"{told} {'claim' if number == 1 else 'claims'}.")
        self._show()

    def _paragraph(self, _: str) -> None:
        stored = self._claim()
        if stored is None:
            return
        text = self._desk.document(stored.document_id).text
        start, end = stored.claim.span
        first = text.rfind("\n\n", 0, start) + 1
        last = text.find("\n\n", end)
        self._tell(one_line(text[first : last if last >= 0 else len(text)].strip()))

    def _tell(self, line: str) -> None:
        write(f"{line}\n")
