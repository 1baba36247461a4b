"""Near a claim: the same claim in other articles, and earlier fact-checks, each one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.tui import words
from verifier.tui.clerk import on_loop
from verifier.tui.screens.meeting import Act
from verifier.tui.screens.noting import Attached
from verifier.tui.screens.reaching import Reaching

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records import Status, StoredClaim
    from verifier.desk import Desk
    from verifier.factchecks.earlier import Earlier
    from verifier.lookalikes import Lookalike
    from verifier.tui.article import ClaimView
    from verifier.tui.dialogs.nearby import Chosen

STANCES = {True: "supports", False: "refutes", None: "context"}
"""What a fact-check does for a claim, by whether its rating says that the claim holds."""

ASKED_FOR, IN_PASSING = 500, 10
"""Claims of an older file that are caught up with where look-alikes are asked for, or offered."""


class Nearby(Reaching):
    """Look-alikes and earlier fact-checks. Both are read behind the screen."""

    # Look-alikes

    def action_lookalikes(self) -> None:
        """List the claims that say the same."""
        self.with_view(lambda view: self._with_alike(view.stored, self._show_alike))

    def _with_alike(
        self,
        row: StoredClaim,
        then: Callable[[StoredClaim, list[Lookalike]], None],
        limit: int = ASKED_FOR,
    ) -> None:
        """Compare the claim where it was not yet, behind what is being written; then go on.

        limit is how many claims that wait to be compared may be, this one first.
        """

        def read(desk: Desk) -> tuple[StoredClaim, list[Lookalike]]:
            desk.compare_lookalikes(limit, row.id)
            return desk.claim(row.id), desk.lookalikes(row.id)

        job = self.backstage.writer.give(lambda desk, _: read(desk))
        on_loop(job, lambda found: then(*found), self.fail)

    def _show_alike(self, row: StoredClaim, found: list[Lookalike]) -> None:
        from verifier.tui.dialogs.nearby import (  # noqa: PLC0415 - not before first paint
            LookalikesDialog,
        )

        if self.claims.claim_id != row.id:
            return
        if not found:
            self.say("No other claim here says the same, as far as words tell.")
            return

        def answered(chosen: Chosen | None) -> None:
            if chosen is None:
                return
            if chosen[0] == "take":
                self.reach(found[chosen[1]].stored)
            else:
                self._mark_alike(row, found)

        title = f"{words.counted(len(found), 'look-alike')} of “{words.shown_wording(row.claim)}”"
        self.app.push_screen(LookalikesDialog(title, found), answered)

    def action_mark_alike(self) -> None:
        """Mark the look-alikes of the claim as it is marked, after a question."""
        self.with_view(lambda view: self._with_alike(view.stored, self._mark_alike))

    def _mark_alike(self, row: StoredClaim, found: list[Lookalike]) -> None:
        from verifier.lookalikes import to_mark_too  # noqa: PLC0415 - not before first paint

        if not row.status.is_done or row.hidden:
            self.say("Mark this claim first; L then marks its look-alikes too.")
            return
        others = to_mark_too(found)
        if not others:
            self.say("No look-alike is unreviewed and without a difference; l lists them.")
            return
        ids = tuple(one.stored.id for one in others)
        since = self.last_event
        fields = {"status": row.status.value, **({"reason": row.reason} if row.reason else {})}

        def do(desk: Desk, some: tuple[int, ...], seen: int | None) -> None:
            desk.mark(some, **fields, since=seen, like=[row.id])

        self.claims.receive([one.stored for one in others])
        number = words.counted(len(ids), "look-alike")
        self.preview(
            f"Mark {number} {words.STATUS_WORDS[row.status]} too?",
            ("marks", "marked"),
            ids,
            lambda: self.act(Act(do, ids, fields, words.marked(row.status, len(ids))), since),
        )

    def marked(self, status: Status, ids: tuple[int, ...]) -> None:
        """Offer the look-alikes of a single claim."""
        row = self.claims.row(ids[0]) if len(ids) == 1 and status.is_done else None
        if row is not None:
            self._with_alike(
                row, lambda now, found: self._offer_alike(now, status, found), IN_PASSING
            )

    def _offer_alike(self, row: StoredClaim, status: Status, found: list[Lookalike]) -> None:
        from verifier.lookalikes import to_mark_too  # noqa: PLC0415 - not before first paint

        others = to_mark_too(found)
        if others and row.status is status:
            number = words.counted(len(others), "look-alike")
            self.say(f"{words.marked(status, 1)} {number} unreviewed: L marks them too.")

    # Earlier fact-checks

    def action_earlier(self) -> None:
        """List what others said of the claim before."""
        self.with_view(self._read_earlier)

    def _read_earlier(self, view: ClaimView) -> None:
        row = view.stored
        self.say("Looking for earlier fact-checks …")
        job = self.backstage.aside.give(lambda desk, _: desk.earlier_checks(row.id))
        on_loop(job, lambda found: self._show_earlier(row, found), self.fail)

    def _show_earlier(self, row: StoredClaim, found: list[Earlier]) -> None:
        from verifier.tui.dialogs.nearby import (  # noqa: PLC0415 - not before first paint
            EarlierDialog,
        )

        if self.claims.claim_id != row.id:
            return
        if not found:
            self.say("No earlier fact-check has a word in common with this claim.")
            return
        self.say("")
        since = self.last_event

        def answered(chosen: Chosen | None) -> None:
            if chosen is None:
                return
            one = found[chosen[1]]
            if chosen[0] == "use":
                self._use_as_evidence(row, one, since)
            elif one.check.url:
                self._open(one.check.url)
            else:
                self.say("This fact-check has no address.")

        sure = sum(bool(one.sure) for one in found)
        title = f"Earlier fact-checks of “{words.shown_wording(row.claim)}”"
        if not sure:
            title = f"Nothing answers “{words.shown_wording(row.claim)}”, as far as words tell"
        self.app.push_screen(EarlierDialog(title, found), answered)

    def _use_as_evidence(self, row: StoredClaim, one: Earlier, since: int) -> None:
        """Add the fact-check to the claim's evidence; what is missing can be added with `a`."""
        from verifier.factchecks.ratings import holds  # noqa: PLC0415 - not before first paint

        check = one.check
        reference = {"title": check.title or check.claim, "publisher": check.publisher or ""}
        stance = STANCES[holds(check.rating)]
        use = {
            "stance": stance,
            "quote": f"Rated: {check.rating}" if check.rating else None,
        }
        said = f"Evidence added ({stance}); u takes it back."
        self.attach(Attached((row.id,), check.url, reference, use), since, said)
