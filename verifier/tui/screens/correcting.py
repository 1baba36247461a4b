"""Corrections of what the machine read, and claims that it missed, ran together or cut apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verifier.tui import words
from verifier.tui.screens.meeting import Act
from verifier.tui.screens.pieces import Pieces

if TYPE_CHECKING:
    from claims.model import Claim, Span, Strength
    from verifier.desk import Desk
    from verifier.tui.article import ClaimView
    from verifier.tui.dialogs.span import Correction


class Correcting(Pieces):
    """Changing a claim's own values, splitting, merging, adding one."""

    def action_correct(self) -> None:
        """Correct the words, the level, the cue, the source or the polarity of a claim."""
        self.with_view(self._correct)

    def _correct(self, view: ClaimView) -> None:
        from verifier.tui.dialogs.span import (  # noqa: PLC0415 - not before first paint
            SpanDialog,
            correction_of,
        )

        stored = view.stored

        def answered(answer: Correction | None) -> None:
            if answer is None:
                return
            changes, what = corrected(stored.claim, answer)
            if not changes:
                self.say("Nothing changed.")
                return
            said = f"Corrected the {what}; the machine's own stay beside."
            from verifier.desk.correcting import as_event  # noqa: PLC0415 - as above

            offered = {name: as_event(value) for name, value in changes.items()}

            def do(desk: Desk, ids: tuple[int, ...], seen: int | None) -> None:
                desk.set_claim(ids[0], **changes, since=seen)

            self.act(Act(do, (stored.id,), offered, said), since)

        since = self.last_event
        start = correction_of(stored.claim)
        machine = words.machine_words(stored)
        self.app.push_screen(SpanDialog(view.article, start, "Correct", machine), answered)

    def add_claim(self, document_id: int, span: Span, level: Strength) -> None:
        """Store a claim that was missed, and put the cursor on it."""
        added: list[int] = []
        self.write(
            lambda desk: added.append(desk.add_claim(document_id, span, level)),
            "Claim added.",
            added,
            lambda: self._arrive_at(added[0], "Claim added."),
        )

    def action_split(self) -> None:
        """Make two claims of one."""
        self.with_view(self._split)

    def _split(self, view: ClaimView) -> None:
        from verifier.desk.reshaping import words_between  # noqa: PLC0415 - as above
        from verifier.tui.dialogs.split import SplitDialog  # noqa: PLC0415 - as above

        claim, claim_id = view.stored.claim, view.stored.id
        places = words_between(claim, view.article.text)
        if not places:
            self.say("One word can't be split.")
            return

        def answered(at: int | None) -> None:
            if at is None:
                return
            made: list[int] = []
            ids = [claim_id]

            def split(desk: Desk) -> None:
                made.extend(desk.split_claim(claim_id, at))
                ids.extend(made)

            told = "Split; the original is set aside with its evidence."
            self.write(split, told, ids, lambda: self._arrive_at(made[0], told))

        self.app.push_screen(SplitDialog(view.article, claim, places), answered)

    def action_merge(self) -> None:
        """Make one claim of the chosen ones, or of this and the one below it."""
        ids = self.selected()
        if len(ids) == 1:
            listed, at = self.claims.ids, self.claims.cursor
            ids = (*ids, *listed[at + 1 : at + 2])
        if len(ids) < 2:
            self.say("Merging takes two claims: choose them with Space.")
            return
        question = f"Merge {len(ids):,} claims into one?"
        self.preview(question, ("merges", "merged"), ids, lambda: self._merge(ids))

    def _merge(self, ids: tuple[int, ...]) -> None:
        made: list[int] = []
        read = list(ids)

        def merge(desk: Desk) -> None:
            made.append(desk.merge_claims(ids))
            read.extend(made)

        def then() -> None:
            self.claims.clear_chosen()
            self._arrive_at(made[0], told)

        told = f"Merged; {len(ids)} claims are set aside with their evidence."
        self.write(merge, told, read, then)

    def _arrive_at(self, claim_id: int, told: str) -> None:
        """Put the cursor on a claim that is new."""
        self.view = None
        self.search(self.search_query, told=told, claim_id=claim_id)


def corrected(claim: Claim, answer: Correction) -> tuple[dict[str, Any], str]:
    """What of a correction differs from the claim, as the desk takes it, and its names."""
    from verifier.desk.correcting import LinkChange  # noqa: PLC0415 - not before first paint
    from verifier.tui.dialogs.span import correction_of  # noqa: PLC0415 - as above

    changes: dict[str, Any] = {}
    named: list[str] = []
    if answer.strength is not claim.strength:
        changes["strength"] = answer.strength
        named.append("level")
    if answer.span != claim.span:
        changes["span"] = answer.span
        named.append("words")
    if answer.polarity is not claim.polarity:
        changes["polarity"] = answer.polarity
        named.append("polarity")
    before = dict(correction_of(claim).pieces)
    chain: dict[int, dict[str, Any]] = {}
    for (link, kind), span in answer.pieces:
        if span != before[link, kind]:
            field = "cue" if kind == "cue" else "source"
            chain.setdefault(link, {})[field] = span or ()
            named.append(kind)
    if chain:
        changes["chain"] = {link: LinkChange(**given) for link, given in chain.items()}
    return changes, " and ".join(dict.fromkeys(named))
