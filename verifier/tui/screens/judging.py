"""What the reviewer does with a claim. Every action is on disk before the screen says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on, work

from verifier.phrases import redone, undone
from verifier.tui import words
from verifier.tui.article import read_view
from verifier.tui.painting import fit
from verifier.tui.screens.finding import Finding
from verifier.tui.widgets.ask import AskLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claims.model import Span, Strength
    from db.records import Event, QuoteCheck, Status, StoredClaim
    from verifier.desk import Desk
    from verifier.tui.article import ClaimView
    from verifier.tui.backstage import Backstage

CHANGED_IDS = 2_000
"""Rows read again at once after an action on many claims; the others are read when in view."""
PREVIEWED = 3
"""Claims whose first words a preview shows."""


class Judging(Finding):
    """Status, reason, note, evidence, corrections, undo."""

    def __init__(self, backstage: Backstage, query: str) -> None:
        super().__init__(backstage, query)
        self._asked_for: tuple[int, ...] = ()
        self._previewed: tuple[str, Status, tuple[int, ...]] | None = None
        self.unsaved = 0

    def selected(self) -> tuple[int, ...]:
        """The claims that an action is for: the chosen ones, else the one under the cursor."""
        if self.claims.chosen:
            return tuple(sorted(self.claims.chosen))
        return () if self.claims.claim_id is None else (self.claims.claim_id,)

    def write(
        self,
        work: Callable[[Desk], object],
        said: str,
        ids: Sequence[int],
        then: Callable[[], None] | None = None,
        kept: Callable[[], str] | None = None,
    ) -> None:
        """Do `work` in the writer's thread; say `said` when it is on disk.

        ids are the claims to read again, `then` follows a success, `kept` a failure: it keeps what
        was typed and gives the words for it.
        """

        def change(desk: Desk) -> tuple[list[StoredClaim], int]:
            work(desk)
            return desk.claims(tuple(ids[:CHANGED_IDS])), desk.last_event()

        self._write(change, said, ids, then, kept)

    @work(group="writes")
    async def _write(
        self,
        change: Callable[[Desk], tuple[list[StoredClaim], int]],
        said: str,
        ids: Sequence[int],
        then: Callable[[], None] | None,
        kept: Callable[[], str] | None,
    ) -> None:
        self._saving(1)
        answer, error = await self.backstage.writer.attempt(change)
        self._saving(-1)
        if error is not None:
            self.fail(error, kept() if kept else "")
        if answer is None:
            return
        rows, last_event = answer
        self.say(said)
        if len(ids) > CHANGED_IDS:
            self.claims.forget_rows()
        self.took(rows, last_event)
        if then is not None:
            then()

    def _saving(self, change: int) -> None:
        self.unsaved += change
        self.header.saved = "saving" if self.unsaved else "all saved"
        self.header.refresh()

    # Status and reason

    def action_status(self, number: int) -> None:
        """Mark the claim, or show what marking several would do."""
        ids, status = self.selected(), words.STATUSES[number - 1]
        if len(ids) > 1:
            self._preview(status, ids)
        elif ids:
            self._mark(status, ids)

    def _preview(self, status: Status, ids: tuple[int, ...]) -> None:
        """Ask before several claims are marked: how many, and how they begin."""
        rows = [row for row in map(self.claims.row, ids[:PREVIEWED]) if row is not None]
        begins = [f"“{fit(words.shown_wording(row.claim), 24).rstrip()}”" for row in rows]
        what = f"Mark {len(ids):,} claims {words.STATUS_WORDS[status]}? Enter marks, Esc leaves."
        self.say(f"{what}  {', '.join(begins)}")
        self._previewed = (self.bottom.message, status, ids)
        self.claims.focus()

    def answer_preview(self, *, go_on: bool) -> bool:
        """Mark what the preview shows, or leave it; whether a preview was still to be seen."""
        asked, self._previewed = self._previewed, None
        if asked is None or asked[0] != self.bottom.message or asked[2] != self.selected():
            return False
        if go_on:
            self._mark(asked[1], asked[2])
        else:
            self.say("Nothing marked.")
        return True

    def _mark(self, status: Status, ids: tuple[int, ...]) -> None:
        """Mark the claims; the reason is asked beside, and may be left out."""
        asks = len(ids) == 1 and status.is_verdict

        def then() -> None:
            self.claims.clear_chosen()
            if asks and self.claims.claim_id == ids[0] and not self.reason_line.open:
                self.asked_of = ids[0]
                self.reason_line.add_class("-on")
                self.reason_line.tell(f"Why {words.STATUS_WORDS[status]}?  r writes the reason")
            elif not self.reason_line.open:
                self.reason_line.remove_class("-on")

        self.write(
            lambda desk: desk.mark(ids, status=status), words.marked(status, len(ids)), ids, then
        )

    def action_reason(self) -> None:
        """Open the reason of the claims, one line."""
        self.with_view(self._ask_reason)

    def _ask_reason(self, view: ClaimView) -> None:
        self._asked_for = ids = self.selected()
        draft = self.desk_app.drafts.pop((ids[0], "reason"), {}).get("reason")
        old = view.stored.reason or ""
        self.reason_line.ask(old if draft is None else draft, "reason", "one sentence; Enter saves")

    @on(AskLine.Changed, "ReasonLine")
    def _reason_typed(self, event: AskLine.Changed) -> None:
        event.stop()

    @on(AskLine.Accepted, "ReasonLine")
    def _reason_given(self, event: AskLine.Accepted) -> None:
        event.stop()
        ids, text = self._asked_for, event.text.strip()
        self.close_reason()

        def kept() -> str:
            self.desk_app.drafts[ids[0], "reason"] = {"reason": text}
            return " The reason is kept: r offers it again."

        said = "Reason saved." if text else "Reason taken away."
        self.write(lambda desk: desk.mark(ids, reason=text), said, ids, kept=kept)

    @on(AskLine.Left, "ReasonLine")
    def _reason_left(self, event: AskLine.Left) -> None:
        event.stop()
        row = self.claims.row(self._asked_for[0]) if self._asked_for else None
        if event.text.strip() and event.text != (row.reason if row else None):
            self.desk_app.drafts[self._asked_for[0], "reason"] = {"reason": event.text}
            self.say("Not saved; r offers the words again.")
        self.close_reason()

    def close_reason(self) -> None:
        """Close the reason's field and go back to the list."""
        self.reason_line.tell("")
        self.reason_line.remove_class("-on")
        self.claims.focus()

    # Dialogs

    def action_note(self) -> None:
        """Reason and note of one claim, in a dialog."""
        self.with_view(lambda view: self._note(view.stored))

    def _note(self, row: StoredClaim) -> None:
        from verifier.tui.dialogs.note import NoteDialog  # noqa: PLC0415 - not before first paint

        key = (row.id, "note")
        drafts = self.desk_app.drafts

        def answered(fields: dict[str, str] | None) -> None:
            if fields is None:
                return

            def kept() -> str:
                drafts[key] = fields
                return " What you wrote is kept: e offers it again."

            reason, note = fields.get("reason"), fields.get("note")
            if reason is None and note is None:
                self.say("Nothing changed.")
                return
            said = "Reason and note saved." if reason is not None else "Note saved."
            self.write(
                lambda desk: desk.mark([row.id], reason=reason, note=note),
                said,
                [row.id],
                kept=kept,
            )

        self.app.push_screen(NoteDialog(row, drafts, key), answered)

    def action_evidence(self) -> None:
        """Add evidence to one claim, in a dialog."""
        self.with_view(lambda view: self._evidence(view.stored))

    def _evidence(self, row: StoredClaim) -> None:
        from verifier.tui.dialogs.evidence import EvidenceDialog  # noqa: PLC0415 - as above

        key = (row.id, "evidence")
        drafts = self.desk_app.drafts

        def answered(fields: dict[str, str] | None) -> None:
            if fields is None:
                return
            given: dict[str, Any] = {**fields, "protected": "protected" in fields}

            def kept() -> str:
                drafts[key] = fields
                return " What you wrote is kept: a offers it again."

            self.write(
                lambda desk: desk.add_evidence(row.id, **given),
                "Evidence added.",
                [row.id],
                kept=kept,
            )

        self.app.push_screen(EvidenceDialog(row, drafts, key), answered)

    def action_quote_check(self) -> None:
        """Mark whether the source said it, in these words."""
        self.with_view(lambda view: self._quote_check(view.stored))

    def _quote_check(self, row: StoredClaim) -> None:
        from verifier.tui.dialogs.quote import QuoteDialog  # noqa: PLC0415 - as above

        ids = self.selected()

        def answered(mark: QuoteCheck | None) -> None:
            if mark is not None:
                said = f"Quote: {words.QUOTE_WORDS[mark]}."
                self.write(
                    lambda desk: desk.mark(ids, quote_check=mark),
                    said,
                    ids,
                    self.claims.clear_chosen,
                )

        self.app.push_screen(QuoteDialog(row), answered)

    def action_correct(self) -> None:
        """Correct the level or the words of a claim."""
        self.with_view(self._correct)

    def with_view(self, then: Callable[[ClaimView], None]) -> None:
        """Do something with the claim under the cursor, once it has been read."""
        claim_id = self.claims.claim_id
        if claim_id is None:
            return
        if self.view is not None and self.view.stored.id == claim_id:
            then(self.view)
        else:
            self.in_turn(lambda desk, _: read_view(desk, claim_id), then)

    def _correct(self, view: ClaimView) -> None:
        from verifier.tui.dialogs.span import Correction, SpanDialog  # noqa: PLC0415 - as above

        stored = view.stored

        def answered(answer: Correction | None) -> None:
            if answer is None:
                return
            span = None if answer.span == stored.claim.span else answer.span
            level = None if answer.strength is stored.claim.strength else answer.strength
            if span is None and level is None:
                self.say("Nothing changed.")
                return
            what = " and ".join(
                part for part in ("level" if level else "", "words" if span else "") if part
            )
            self.write(
                lambda desk: desk.set_claim(stored.id, strength=level, span=span),
                f"Corrected the {what}; the machine's own stay beside.",
                [stored.id],
            )

        start = Correction(stored.claim.span, stored.claim.strength)
        machine = words.machine_words(stored)
        self.app.push_screen(SpanDialog(view.article, start, "Correct", machine), answered)

    def add_claim(self, document_id: int, span: Span, level: Strength) -> None:
        """Store a claim that was missed, and put the cursor on it."""
        added: list[int] = []

        def then() -> None:
            self.view = None
            self.search(self.search_query, told="Claim added.", claim_id=added[0])

        self.write(
            lambda desk: added.append(desk.add_claim(document_id, span, level)),
            "Claim added.",
            added,
            then,
        )

    # Undo

    def action_undo(self) -> None:
        """Take back this reviewer's last action."""
        self._turn(lambda desk: desk.undo(), undone)

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._turn(lambda desk: desk.redo(), redone)

    def _turn(
        self, work: Callable[[Desk], list[Event]], tell: Callable[[Sequence[Event]], str]
    ) -> None:
        events: list[Event] = []
        ids: list[int] = []

        def turn(desk: Desk) -> None:
            events.extend(work(desk))
            ids.extend(dict.fromkeys(e.claim_id for e in events if e.claim_id is not None))

        def then() -> None:
            self.say(tell(events))
            if any("claim" in (event.after or {}) for event in events):
                self.view = None
                self.search(self.search_query)
            elif len(ids) == 1 and self.claims.claim_id != ids[0]:
                self.go_to_claim(ids[0])

        self.write(turn, "", ids, then)

    def go_to_claim(self, claim_id: int) -> None:
        """Put the cursor on a claim, if it is in the list."""
        ids = self.claims.ids
        if claim_id in ids:
            self.claims.go_to(ids.index(claim_id), centre=True)
