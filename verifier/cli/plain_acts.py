"""What the reviewer does in the line mode: verdicts, reasons, evidence, corrections, undo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.model import Modality, Polarity, Strength
from db.errors import BadValue, Conflict
from db.records import QuoteCheck, Status
from verifier.cli.output import write
from verifier.cli.plain_list import Listing
from verifier.cli.plain_text import article_lines, find_words, history_lines, paragraph_of
from verifier.desk.correcting import LinkChange, as_event
from verifier.errors import shown_path
from verifier.phrases import did, redone, undone, wanted
from verifier.reports import SUFFIXES
from verifier.safe_text import one_line
from verifier.words import QUOTE_WORDS, STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records import StoredClaim

STATUSES = tuple(Status)
ENDINGS = {suffix: form for form, suffix in SUFFIXES.items()}


def asked(prompt: str) -> str | None:
    """Ask for a line; None at the end of the input or for a single full stop."""
    write(f"{prompt}: ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    return None if not line or line.strip() == "." else line.strip()


class Acts(Listing):
    """Actions on the claim that is shown; each is on disk before it is told."""

    failed: tuple[Callable[[], object], str] | None = None
    """What was not written, and what would have been said: `!` tries it again."""

    def do(self, act: Callable[[], object], said: str) -> None:
        """Write, then say so. What fails is kept with all that was typed for it."""
        self.failed = (act, said)
        act()
        self.failed = None
        self.tell(said)

    def put(self, ids: list[int], fields: dict[str, str], said: str) -> None:
        """Mark claims; where a colleague changed the same since it was shown, ask who is right."""
        self.meet(
            lambda some, since: self.desk.mark(some, since=since, like=(), **fields),
            ids,
            fields,
            said,
        )

    def meet(
        self,
        do: Callable[[list[int], int], object],
        ids: list[int],
        offered: dict[str, Any],
        said: str,
        told: str = "",
    ) -> None:
        """Change claims; a colleague's newer change is told beside one's own, then it is asked.

        do changes some claims, refusing what changed since an event; offered is what it would set,
        as events hold it, and told that in words where the fields alone don't tell it.
        """
        try:
            self.do(lambda: do(ids, self.seen), said)
        except Conflict as conflict:
            latest = conflict.events[-1].id
            for event in conflict.events:
                self.tell(f"  claim {event.claim_id}, {one_line(event.reviewer)}: {did(event)}")
            self.tell(f"  you: {told or wanted(offered)}")
            if asked("A colleague changed this meanwhile. yes writes yours over it") == "yes":
                self.do(lambda: do(ids, latest), said)
                return
            theirs = {event.claim_id for event in conflict.events}
            met = [claim_id for claim_id in ids if claim_id in theirs]
            others = [claim_id for claim_id in ids if claim_id not in theirs]

            def let_stand() -> None:
                if others:
                    do(others, latest)
                self.desk.keep_theirs(met, offered)

            self.do(let_stand, "Left as your colleague has it.")

    def again(self, _: str) -> None:
        """Write what could not be written before."""
        if self.failed is None:
            self.tell("Nothing failed.")
        else:
            self.do(*self.failed)

    def mark(self, status: Status) -> None:
        """Set the status."""
        stored = self.claim()
        if stored is not None:
            self.put([stored.id], {"status": status.value}, f"Marked {STATUS_WORDS[status]}.")

    def mark_all(self, number: str) -> None:
        """Set the status of every claim listed, as one step, once that is confirmed."""
        if number not in set("12345678"):
            raise BadValue("write a status key behind it: * 8")
        self._known.extend(self._stream)
        status = STATUSES[int(number) - 1]
        ids = self._known.tolist()
        if asked(f"Mark {len(ids):,} claims {STATUS_WORDS[status]}? yes marks them") == "yes":
            said = f"Marked {len(ids):,} claims {STATUS_WORDS[status]}."
            self.put(ids, {"status": status.value}, said)
        else:
            self.tell("Nothing marked.")

    def reason(self, text: str) -> None:
        """Set the reason, or take it away."""
        stored = self.claim()
        if stored is not None:
            said = "Reason kept." if text else "Reason taken away."
            self.put([stored.id], {"reason": text}, said)

    def note(self, text: str) -> None:
        """Set the note, or take it away."""
        stored = self.claim()
        if stored is not None:
            said = "Note kept." if text else "Note taken away."
            self.put([stored.id], {"note": text}, said)

    def quote(self, value: str) -> None:
        """Mark whether the source said it, in these words."""
        marks = [mark for mark in QuoteCheck if value and mark.value.startswith(value)]
        stored = self.claim()
        if len(marks) != 1:
            self.tell(f"Write one of these behind it: {', '.join(QuoteCheck)}.")
        elif stored is not None:
            said = f"Quote: {QUOTE_WORDS[marks[0]]}."
            self.put([stored.id], {"quote_check": marks[0].value}, said)

    def correct(self, rest: str) -> None:
        """Correct the level, the words, who is said to have said it, polarity or modality."""
        stored = self.claim()
        if stored is None:
            return
        name, _, words = rest.partition(" ")
        changes = self._changes(stored, name, words.strip())
        if not changes:
            self.tell(
                f"Write behind it a level ({', '.join(Strength)}), polarity or modality, "
                "or: words, cue or source (cue2 for the second link), and behind it the words "
                "as they stand in the article, or none."
            )
            return
        self.meet(
            lambda ids, since: self.desk.set_claim(ids[0], **changes, since=since),
            [stored.id],
            {name: as_event(value) for name, value in changes.items()},
            "Corrected; the machine’s own stays beside.",
        )

    def _changes(self, stored: StoredClaim, name: str, words: str) -> dict[str, Any]:
        """What `c` is to change. Raises BadValue for words that the article has not."""
        if name in set(Strength) and not words:
            return {"strength": name}
        if name in set(Polarity) and not words:
            return {"polarity": name}
        if name in set(Modality) and not words:
            return {"modality": name}
        if name == "words" and words:
            return {"span": self._where(stored, words)}
        piece, number = name.rstrip("123456789"), name.lstrip("abcdefghijklmnopqrstuvwxyz")
        if piece not in {"cue", "source"} or not words:
            return {}
        where = () if words == "none" else self._where(stored, words)
        change = LinkChange(cue=where) if piece == "cue" else LinkChange(source=where)
        return {"chain": {int(number or 1): change}}

    def _where(self, stored: StoredClaim, words: str) -> tuple[int, int]:
        text = self.desk.document(stored.document_id).text
        span = find_words(text, words, stored.claim.span[0])
        if span is None:
            raise BadValue("those words do not stand in the article")
        return span

    def add(self, rest: str) -> None:
        """Add a claim that was missed: `LEVEL: WORDS`, or words alone in the writer's voice."""
        stored = self.claim()
        if stored is None:
            return
        level, colon, words = rest.partition(":")
        known = bool(colon) and level.strip() in set(Strength)
        span = self._where(stored, (words if known else rest).strip())
        strength = level.strip() if known else Strength.ASSERTED
        claim_id = self.desk.add_claim(stored.document_id, span, strength)
        self.tell(f"Claim {claim_id} added.")
        self._list(self._query, self._order)
        self.jump(str(claim_id))

    def split(self, words: str) -> None:
        """Make two claims of one: the second begins with the words given."""
        stored = self.claim()
        if stored is None:
            return
        first, end = stored.claim.fragments[0][0], stored.claim.fragments[-1][1]
        span = find_words(self.desk.document(stored.document_id).text[:end], words, first)
        if span is None:
            raise BadValue("write the words behind it with which the second claim begins")
        one, other = self.desk.split_claim(stored.id, span[0])
        self.tell(f"Split into claims {one} and {other}.")
        self._list(self._query, self._order)
        self.jump(str(one))

    def merge(self, numbers: str) -> None:
        """Make one claim of this one and others, given by their numbers."""
        stored = self.claim()
        if stored is None:
            return
        if not numbers or not all(number.isdecimal() for number in numbers.split()):
            raise BadValue("write the other claims' numbers behind it: merge 13 14")
        made = self.desk.merge_claims([stored.id, *map(int, numbers.split())])
        self.tell(f"Merged into claim {made}.")
        self._list(self._query, self._order)
        self.jump(str(made))

    def undo(self, _: str) -> None:
        """Take back this reviewer's last action."""
        self.tell(undone(self.desk.undo()))

    def redo(self, _: str) -> None:
        """Do again what was taken back last."""
        self.tell(redone(self.desk.redo()))

    # Reading

    def paragraph(self, _: str) -> None:
        """Tell the claim's paragraph."""
        stored = self.claim()
        if stored is not None:
            text = self.desk.document(stored.document_id).text
            self.tell(one_line(paragraph_of(text, stored.claim.span)))

    def article(self, _: str) -> None:
        """Tell the whole article with its claims."""
        stored = self.claim()
        if stored is not None:
            document = self.desk.document(stored.document_id)
            for line in article_lines(document, self.desk.claims_of(stored.document_id)):
                self.tell(line)

    def history(self, _: str) -> None:
        """Tell what happened to the claim."""
        stored = self.claim()
        if stored is not None:
            for line in history_lines(self.desk.history(stored.id)):
                self.tell(line)

    def numbers(self, _: str) -> None:
        """Tell how far the desk is."""
        from verifier.cli.stats import write_text  # noqa: PLC0415 - only where asked for

        write_text(self.desk.stats(), self.desk.overview())

    def report(self, name: str) -> None:
        """Write a report of what is listed; the file's ending decides the format."""
        from verifier.cli.report import write_report  # noqa: PLC0415 - only where asked for

        path = Path(name).expanduser()
        form = ENDINGS.get(path.suffix)
        if form is None:
            raise BadValue(f"write a file behind it that ends in {', '.join(ENDINGS)}")
        there = path.exists() and path.is_file()
        if there and asked(f"{shown_path(path)} is there already. yes writes over it") != "yes":
            self.tell("Nothing written.")
            return
        write_report(form, self.desk.report_records(self._query), path)
        self.tell(f"Written to {shown_path(path.absolute())}.")
