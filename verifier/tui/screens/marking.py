"""Marks: status, reason and the quote check, on one claim or on the chosen ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from verifier.tui import words
from verifier.tui.screens.meeting import Act, Meeting
from verifier.tui.widgets.ask import AskLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records import QuoteCheck, Status, StoredClaim
    from verifier.desk import Desk
    from verifier.tui.article import ClaimView
    from verifier.tui.backstage import Backstage


class Marking(Meeting):
    """Status keys, the reason's line, the quote check."""

    def __init__(self, backstage: Backstage, query: str) -> None:
        super().__init__(backstage, query)
        self._asked_for: tuple[int, ...] = ()
        self._asked_row: StoredClaim | None = None
        self._asked_since = 0

    def mark(
        self,
        ids: tuple[int, ...],
        fields: dict[str, str],
        said: str,
        since: int,
        then: Callable[[], None] | None = None,
        kept: str = "",
    ) -> None:
        """Set fields of claims; since is the last event that the reviewer had seen."""

        def do(desk: Desk, some: tuple[int, ...], seen: int | None) -> None:
            desk.mark(some, since=seen, like=(), **fields)

        self.act(Act(do, ids, fields, said, then, kept), since)

    # Status

    def action_status(self, number: int) -> None:
        """Mark the claim, or show what marking several would do."""
        ids, status = self.selected(), words.STATUSES[number - 1]
        if len(ids) > 1:
            since = self.last_event
            question = f"Mark {len(ids):,} claims {words.STATUS_WORDS[status]}?"
            self.preview(question, ("marks", "marked"), ids, lambda: self._mark(status, ids, since))
        elif ids:
            self._mark(status, ids, self.last_event)

    def _mark(self, status: Status, ids: tuple[int, ...], since: int) -> None:
        """Mark the claims; the reason is asked beside, and may be left out."""
        asks = len(ids) == 1 and status.is_verdict

        def then() -> None:
            self.claims.clear_chosen()
            if asks and self.claims.claim_id == ids[0] and not self.reason_line.open:
                self.asked_of = ids[0]
                self.reason_line.offer(f"Why {words.STATUS_WORDS[status]}?  r writes the reason")
            elif not self.reason_line.open:
                self.reason_line.withdraw()
            self.marked(status, ids)

        said = words.marked(status, len(ids))
        self.mark(ids, {"status": status.value}, said, since, then)

    def marked(self, status: Status, ids: tuple[int, ...]) -> None:
        """Claims were marked, and it is on disk: a subclass offers what else there is to do."""

    # Reason

    def action_reason(self) -> None:
        """Open the reason of the claims, one line."""
        self.with_view(self._ask_reason)

    def _ask_reason(self, view: ClaimView) -> None:
        self._asked_for = self.selected()
        self._asked_row, self._asked_since = view.stored, self.last_event
        kept = self.kept_words("reason", view.stored)
        old = view.stored.reason or ""
        if len(self._asked_for) > 1:
            self.say(f"One reason for {len(self._asked_for):,} claims.")
        self.reason_line.ask(kept.get("reason", old), "reason", "one sentence; Enter saves")

    @on(AskLine.Changed, "ReasonLine")
    def _reason_typed(self, event: AskLine.Changed) -> None:
        event.stop()
        if type(event) is AskLine.Changed and self.reason_line.open:
            self._keep_reason(event.text)

    def _keep_reason(self, text: str) -> bool:
        """Keep what is typed, on disk too; whether there is anything to keep."""
        row = self._asked_row
        if row is None:
            return False
        changed = bool(text.strip()) and text != (row.reason or "")
        self.keep_words("reason", row, {"reason": text} if changed else {})
        return changed

    @on(AskLine.Accepted, "ReasonLine")
    def _reason_given(self, event: AskLine.Accepted) -> None:
        event.stop()
        ids, text, since, row = (
            self._asked_for,
            event.text.strip(),
            self._asked_since,
            self._asked_row,
        )
        self.close_reason()
        if row is None:
            return

        def then() -> None:
            self.drop_words("reason", row)
            self.claims.clear_chosen()

        def save() -> None:
            said = "Reason saved." if text else "Reason taken away."
            kept = " The reason is kept: r offers it again." if text else ""
            self.mark(ids, {"reason": text}, said, since, then, kept)

        if len(ids) > 1:
            self.preview(f"Give {len(ids):,} claims this reason?", ("does", "changed"), ids, save)
        else:
            save()

    @on(AskLine.Left, "ReasonLine")
    def _reason_left(self, event: AskLine.Left) -> None:
        event.stop()
        self.leave_reason(event.text)

    def leave_reason(self, text: str | None = None) -> None:
        """Close the reason's field unsaved; the words in it, or those given, are kept."""
        field = self.reason_line.field
        if text is None and field is not None:
            text = field.value
        if self._keep_reason(text or ""):
            self.say("Not saved; r offers the words again.")
        self.close_reason()

    def close_reason(self) -> None:
        """Close the reason's field and go back to the list."""
        self.reason_line.withdraw()
        self.claims.focus()

    # Quote check

    def action_quote_check(self) -> None:
        """Mark whether the source said it, in these words."""
        self.with_view(lambda view: self._quote_check(view.stored))

    def _quote_check(self, row: StoredClaim) -> None:
        from verifier.tui.dialogs.quote import QuoteDialog  # noqa: PLC0415 - as above

        ids, since = self.selected(), self.last_event

        def answered(mark: QuoteCheck | None) -> None:
            if mark is not None:
                said = f"Quote: {words.QUOTE_WORDS[mark]}."
                fields = {"quote_check": mark.value}
                self.mark(ids, fields, said, since, self.claims.clear_chosen)

        self.app.push_screen(QuoteDialog(row), answered)
