"""Marks: status, reason and the quote check, on one claim or on the chosen ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from verifier.tui import words
from verifier.tui.screens.writing import Writing
from verifier.tui.widgets.ask import AskLine

if TYPE_CHECKING:
    from db.records import QuoteCheck, Status, StoredClaim
    from verifier.tui.article import ClaimView
    from verifier.tui.backstage import Backstage


class Marking(Writing):
    """Status keys, the reason's line, the quote check."""

    def __init__(self, backstage: Backstage, query: str) -> None:
        super().__init__(backstage, query)
        self._asked_for: tuple[int, ...] = ()

    # Status

    def action_status(self, number: int) -> None:
        """Mark the claim, or show what marking several would do."""
        ids, status = self.selected(), words.STATUSES[number - 1]
        if len(ids) > 1:
            question = f"Mark {len(ids):,} claims {words.STATUS_WORDS[status]}?"
            self.preview(question, ("marks", "marked"), ids, lambda: self._mark(status, ids))
        elif ids:
            self._mark(status, ids)

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

    # Reason

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

    # Quote check

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
