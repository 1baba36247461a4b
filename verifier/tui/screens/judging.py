"""What the reviewer does with a claim: marks, notes, evidence, corrections, and taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.phrases import redone, undone
from verifier.tui.screens.seconding import Seconding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.records import Event
    from verifier.desk import Desk


class Judging(Seconding):
    """Everything that changes a claim; here undo and redo, the rest in the classes below it."""

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
            if not self.reason_line.open:
                self.reason_line.withdraw()
            if any("claim" in (event.after or {}) for event in events):
                self.view = None
                there = [event.claim_id for event in events if "claim" not in (event.after or {})]
                self.search(
                    self.search_query, told=tell(events), claim_id=there[0] if there else None
                )
            elif len(ids) == 1 and self.claims.claim_id != ids[0]:
                self.go_to_claim(ids[0])

        self.write(turn, "", ids, then)
