"""Where two reviewers meet at a claim: both versions are shown before either is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from verifier.phrases import wanted
from verifier.safe_text import one_line
from verifier.tui.screens.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from db.errors import Conflict
    from verifier.desk import Desk
    from verifier.tui.dialogs.conflict import Choice


class Act(NamedTuple):
    """A change of claims that a colleague's newer one may stand against.

    do       makes the change for some of the claims, refusing what changed since an event
    offered  the fields that it would set, as events hold them
    said     what is said once it is on disk
    kept     what is said where it fails: that the words typed for it are kept
    wanted   offered in words, where the fields alone don't tell it
    """

    do: Callable[[Desk, tuple[int, ...], int | None], object]
    ids: tuple[int, ...]
    offered: Mapping[str, Any]
    said: str
    then: Callable[[], None] | None = None
    kept: str = ""
    wanted: str = ""


class Meeting(Writing):
    """Writes that never fall on a colleague's newer change unseen."""

    def act(self, act: Act, since: int) -> None:
        """Make the change; since is the last event that the reviewer had seen."""
        self.write(
            lambda desk: act.do(desk, act.ids, since),
            act.said,
            act.ids,
            act.then,
            act.kept,
            lambda conflict: self._meet(act, conflict),
        )

    def _meet(self, act: Act, conflict: Conflict) -> None:
        """Show both versions and ask which shall stand."""
        from verifier.tui.dialogs.conflict import (  # noqa: PLC0415 - not before first paint
            ConflictDialog,
        )

        ids = tuple(dict.fromkeys(event.claim_id or 0 for event in conflict.events))
        rows = [row for row in map(self.claims.row, ids) if row is not None]

        def answered(choice: Choice | None) -> None:
            if choice == "mine":
                self.act(act, conflict.events[-1].id)
            elif choice == "theirs":
                self._let_stand(act, ids, conflict)
            else:
                self.say(f"Nothing written.{act.kept}", "warning")

        self._changes()  # at once, though the writer may not be at rest yet
        told = act.wanted or wanted(act.offered)
        self.app.push_screen(ConflictDialog(rows, conflict.events, told), answered)

    def _let_stand(self, act: Act, ids: tuple[int, ...], conflict: Conflict) -> None:
        """Record that theirs stands; the other claims of the same action are changed all the same."""
        others = tuple(claim_id for claim_id in act.ids if claim_id not in ids)
        seen = conflict.events[-1].id

        def both(desk: Desk) -> None:
            if others:
                act.do(desk, others, seen)
            desk.keep_theirs(ids, act.offered)

        who = " and ".join(dict.fromkeys(one_line(event.reviewer) for event in conflict.events))
        self.write(both, f"Left as {who} has it.", act.ids, act.then, act.kept)
