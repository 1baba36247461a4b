"""What is written about a claim in dialogs: reason and note, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verifier.tui.screens.marking import Marking

if TYPE_CHECKING:
    from db.records import StoredClaim


class Noting(Marking):
    """The dialogs that are typed into; what was typed outlives them."""

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
