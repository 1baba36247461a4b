"""Evidence that is there already: changed or taken away, never unseen over a colleague's change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.phrases import evidence_changes
from verifier.safe_text import one_line
from verifier.tui.painting import fit
from verifier.tui.screens.meeting import Act
from verifier.tui.screens.noting import Noting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Evidence, StoredClaim
    from verifier.desk import Desk
    from verifier.tui.article import ClaimView
    from verifier.tui.dialogs.base import Fields
    from verifier.tui.dialogs.pieces import What

ABOUT = "piece"
"""Under this, what is typed of a piece of evidence is kept; the field of that name is its id."""


class Pieces(Noting):
    """One piece of a claim's evidence at a time."""

    def action_change_evidence(self) -> None:
        """Choose a piece of the claim's evidence, to change it or to take it away."""
        self.with_view(self._choose_piece)

    def _choose_piece(self, view: ClaimView) -> None:
        row, pieces, since = view.stored, tuple(view.evidence), self.last_event
        if row.hidden:
            self.say("The evidence is hidden until you have given your own verdict: B gives it.")
        elif not pieces:
            self.say("No evidence yet; a adds some.")
        else:
            self._ask_which(row, pieces, since)

    def _ask_which(self, row: StoredClaim, pieces: Sequence[Evidence], since: int) -> None:
        from verifier.tui.dialogs.pieces import (  # noqa: PLC0415 - not before first paint
            PiecesDialog,
        )

        def answered(answer: tuple[What, int] | None) -> None:
            if answer is None:
                return
            piece = pieces[answer[1]]
            if answer[0] == "away":
                self._take_away(row, piece, since)
            else:
                self._change(row, piece, since)

        kept = self.kept_words(ABOUT, row).get(ABOUT)
        at = next((at for at, piece in enumerate(pieces) if str(piece.id) == kept), 0)
        self.app.push_screen(PiecesDialog(row, pieces, at), answered)

    def _take_away(self, row: StoredClaim, piece: Evidence, since: int) -> None:
        def do(desk: Desk, _: tuple[int, ...], seen: int | None) -> None:
            desk.remove_evidence(piece.id, seen)

        told = f"evidence {_name(piece)} taken away"
        said = "Evidence taken away; u brings it back."
        self.act(Act(do, (row.id,), {"evidence": "taken away"}, said, wanted=told), since)

    def _change(self, row: StoredClaim, piece: Evidence, since: int) -> None:
        from verifier.tui.dialogs.base import Kept  # noqa: PLC0415 - as above
        from verifier.tui.dialogs.pieces import UseDialog  # noqa: PLC0415 - as above

        words = self.kept_words(ABOUT, row)
        kept = words if words.pop(ABOUT, None) == str(piece.id) else {}

        def keep(fields: Fields) -> None:
            self.keep_words(ABOUT, row, {**fields, ABOUT: str(piece.id)} if fields else {})

        def answered(fields: Fields | None) -> None:
            if fields == {}:
                self.drop_words(ABOUT, row)
                self.say("Nothing changed.")
            elif fields is not None:
                self._save(row, piece, fields, since)

        self.app.push_screen(UseDialog(piece, Kept(kept, keep)), answered)

    def _save(self, row: StoredClaim, piece: Evidence, fields: Fields, since: int) -> None:
        def do(desk: Desk, _: tuple[int, ...], seen: int | None) -> None:
            desk.change_evidence(piece, fields, seen)

        self.act(
            Act(
                do,
                (row.id,),
                {"evidence": "changed"},
                "Evidence changed.",
                lambda: self.drop_words(ABOUT, row),
                " What you wrote is kept: A offers it again.",
                wanted=f"changed evidence {_name(piece)}: {evidence_changes(fields)}",
            ),
            since,
        )


def _name(piece: Evidence) -> str:
    reference = piece.reference
    name = reference.title or reference.url_typed or reference.url or ""
    return fit(one_line(name), 40).rstrip()
