"""Corrections of what the machine read, and claims that it missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.tui import words
from verifier.tui.screens.noting import Noting

if TYPE_CHECKING:
    from claims.model import Span, Strength
    from verifier.tui.article import ClaimView


class Correcting(Noting):
    """Changing a claim's own values, and adding one."""

    def action_correct(self) -> None:
        """Correct the level or the words of a claim."""
        self.with_view(self._correct)

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
