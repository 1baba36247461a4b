"""What a second person, the one who is asked, and the editor bring: S, B, R and H."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import SignOff
from verifier import beside
from verifier.phrases import meanwhile
from verifier.tui import words
from verifier.tui.screens.correcting import Correcting

if TYPE_CHECKING:
    from db.errors import Conflict
    from db.records import Embargo, Reply, SecondReading, StoredClaim
    from verifier.desk import Desk
    from verifier.tui.dialogs.base import Fields


class Seconding(Correcting):
    """The acts that stand beside a verdict and never in its place."""

    # Sign-off

    def action_sign_off(self) -> None:
        """Sign the verdicts off as they stand; several, or one's own sign-off again, ask first."""
        ids, since = self.selected(), self.last_event
        if len(ids) > 1:
            question = f"Sign off {words.counted(len(ids), 'verdict')}?"
            self.preview(question, ("signs", "signed off"), ids, lambda: self._sign(ids, since))
        elif ids:
            self.with_view(lambda view: self._sign_one(view.stored))

    def _sign_one(self, row: StoredClaim) -> None:
        mine = row.signed_by == self.backstage.reviewer
        if mine and row.sign_off is SignOff.YES:
            question = "Withdraw your sign-off?"
            self.preview(
                question, ("withdraws", "withdrawn"), (row.id,), lambda: self._withdraw(row)
            )
        else:
            self._sign((row.id,), self.last_event)

    def _sign(self, ids: tuple[int, ...], since: int) -> None:
        said = "Signed off." if len(ids) == 1 else f"Signed off: {len(ids):,} claims."

        def met(conflict: Conflict) -> None:
            """What would be signed for is not what was seen: show both, and ask anew."""
            self.look_for_changes()
            seen = conflict.events[-1].id
            question = f"{meanwhile(conflict.events)} Sign off as it stands now?"
            self.preview(question, ("signs", "signed off"), ids, lambda: self._sign(ids, seen))

        self.write(
            lambda desk: desk.sign_off(ids, since), said, ids, self.claims.clear_chosen, met=met
        )

    def _withdraw(self, row: StoredClaim) -> None:
        self.write(lambda desk: desk.withdraw_sign_off((row.id,)), "Withdrawn.", (row.id,))

    # Second reading

    def action_second(self) -> None:
        """Begin a blind second reading, or give the own verdict of one that is under way."""
        self.with_view(lambda view: self._second(view.stored))

    def _second(self, row: StoredClaim) -> None:
        if row.hidden:
            self._give_second(row)
            return
        ids = self.selected()
        what = words.counted(len(ids), "claim")
        question = f"Read {what} a second time, blind?"
        self.preview(question, ("begins", "begun"), ids, lambda: self._start_second(ids))

    def _start_second(self, ids: tuple[int, ...]) -> None:
        said = "Begun: verdict, evidence and history are hidden from you. B gives your own."
        self.write(lambda desk: desk.start_second(ids), said, ids, self._seen_anew)

    def _give_second(self, row: StoredClaim) -> None:
        from verifier.tui.dialogs.acts import (  # noqa: PLC0415 - not before first paint
            GIVE_UP,
            SecondDialog,
        )

        def answered(fields: Fields | None) -> None:
            if fields is None:
                return
            if fields["status"] == GIVE_UP:
                self.write(lambda desk: desk.drop_second((row.id,)), "Given up.", (row.id,),
                           self._seen_anew)  # fmt: skip
                self.drop_words("second", row)
            else:
                self._finish_second(row, fields)

        self.app.push_screen(SecondDialog(row, self._kept("second", row)), answered)

    def _finish_second(self, row: StoredClaim, fields: Fields) -> None:
        read: list[SecondReading] = []

        def finish(desk: Desk) -> None:
            read.append(desk.finish_second(row.id, fields["status"], fields.get("reason")))

        def then() -> None:
            self.drop_words("second", row)
            self._seen_anew()
            self.say(f"Yours: {beside.second(read[0])}.")

        self.write(finish, "", (row.id,), then, " What you wrote is kept: B offers it again.")

    def _seen_anew(self) -> None:
        """Read the article anew: what is hidden has changed."""
        self.view = None
        self.claims.clear_chosen()
        self.refresh_view()

    # Right of reply

    def action_reply(self) -> None:
        """Note who was asked to reply, and what came back."""
        self.with_view(lambda view: self._reply(view.stored, view.beside.replies))

    def _reply(self, row: StoredClaim, known: tuple[Reply, ...]) -> None:
        from verifier.tui.dialogs.acts import ReplyDialog  # noqa: PLC0415 - not before first paint

        def answered(fields: Fields | None) -> None:
            if fields is not None:
                said = "Answer noted." if "answer" in fields else "Asked."
                self.write(
                    lambda desk: _note_reply(desk, row.id, fields),
                    said,
                    (row.id,),
                    lambda: self.drop_words("reply", row),
                    " What you wrote is kept: R offers it again.",
                )

        self.app.push_screen(ReplyDialog(row, self._kept("reply", row), known), answered)

    # Embargo

    def action_embargo(self) -> None:
        """Hold the claim or its document back, or ask whether to lift the embargo that stands."""
        self.with_view(lambda view: self._embargo(view.stored, view.beside.embargo))

    def _embargo(self, row: StoredClaim, standing: Embargo | None) -> None:
        if standing is not None:
            question = f"Lift the embargo {beside.embargo(standing)}?"
            self.preview(
                question, ("lifts it", "lifted"), (row.id,), lambda: self._lift(row, standing)
            )
            return
        from verifier.tui.dialogs.acts import EmbargoDialog  # noqa: PLC0415 - as above

        def answered(fields: Fields | None) -> None:
            if fields is not None:
                whole = fields["what"] == "the document"
                self.write(
                    lambda desk: desk.embargo(
                        claim_id=None if whole else row.id,
                        document_id=row.document_id if whole else None,
                        until=fields["until"],
                        reason=fields["reason"],
                    ),
                    "Held back: no report goes out with it until then.",
                    (row.id,),
                    lambda: self.drop_words("embargo", row),
                    " What you wrote is kept: H offers it again.",
                )

        self.app.push_screen(EmbargoDialog(row, self._kept("embargo", row)), answered)

    def _lift(self, row: StoredClaim, standing: Embargo) -> None:
        self.write(
            lambda desk: desk.lift_embargo(
                claim_id=standing.claim_id, document_id=standing.document_id
            ),
            "Embargo lifted.",
            (row.id,),
        )


def _note_reply(desk: Desk, claim_id: int, fields: Fields) -> None:
    with desk.together():
        if "deadline" in fields:
            desk.ask_reply(
                claim_id,
                asked=fields["asked"],
                on=fields.get("on"),
                deadline=fields["deadline"],
            )
        if "answer" in fields:
            desk.answer_reply(
                claim_id,
                answer=fields["answer"],
                on=fields.get("answered"),
                asked=fields.get("asked"),
            )
