"""What is written about claims in dialogs: reason and note, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from db.sources import OF_THE_USE
from verifier.phrases import meanwhile
from verifier.tui import words
from verifier.tui.clerk import on_loop
from verifier.tui.painting import fit
from verifier.tui.screens.marking import Marking

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from db.records import Event, StoredClaim, UsedReference
    from verifier.desk import Desk
    from verifier.tui.dialogs.base import Fields, Kept

NAMED = {
    "reason": ("reason", "r"),
    "note": ("note", "e"),
    "evidence": ("evidence", "a"),
    "piece": ("changed evidence", "A"),
    "second": ("second reading", "B"),
    "reply": ("reply", "R"),
    "embargo": ("embargo", "H"),
}
"""What words can be kept about, with the key that offers them again."""
TOLD = 3
"""Kept words that are named at the start."""


class Attached(NamedTuple):
    """Evidence for claims: the address, the reference and its use as the desk takes them."""

    ids: tuple[int, ...]
    url: str | None
    reference: Mapping[str, Any]
    use: Mapping[str, str | None]


class Noting(Marking):
    """The dialogs that are typed into; what was typed outlives them, and the program."""

    def on_mount(self) -> None:
        """Look for words from an earlier time, once the first claims are painted."""
        self.once_painted(self._read_kept)

    def _read_kept(self) -> None:
        self.backstage.unsaved.start()
        work = self.backstage.reader.give(lambda desk, _: kept_claims(desk, self.unsaved_keys()))
        on_loop(work, self._tell_kept, self.fail)

    def unsaved_keys(self) -> list[tuple[int, str]]:
        """The claims and kinds that words are kept for."""
        return self.backstage.unsaved.keys()

    def _tell_kept(self, found: Sequence[tuple[StoredClaim, str]]) -> None:
        told = [
            f"{NAMED[about][0]} of “{fit(row.claim.wording, 24).rstrip()}” ({NAMED[about][1]})"
            for row, about in found
            if about in NAMED and self.kept_words(about, row)
        ]
        if told:
            more = f", and {len(told) - TOLD} more" if len(told) > TOLD else ""
            self.say(f"Typed and not saved: {'; '.join(told[:TOLD])}{more}.")

    def _kept(self, about: str, row: StoredClaim) -> Kept:
        from verifier.tui.dialogs.base import Kept  # noqa: PLC0415 - not before first paint

        return Kept(self.kept_words(about, row), lambda fields: self.keep_words(about, row, fields))

    # Reason and note

    def action_note(self) -> None:
        """Reason and note of one claim, in a dialog."""
        self.with_view(lambda view: self._note(view.stored))

    def action_note_editor(self) -> None:
        """The note of one claim, in the reviewer's own editor."""
        from verifier.tui.editor import can_suspend  # noqa: PLC0415 - as above

        if can_suspend(self.app):
            self.with_view(lambda view: self._note(view.stored, editor=True))
        else:
            self.say("No editor here: e opens the note on this screen.")

    def _note(self, row: StoredClaim, *, editor: bool = False) -> None:
        from verifier.tui.dialogs.note import NoteDialog  # noqa: PLC0415 - as above

        since = self.last_event

        def answered(fields: Fields | None) -> None:
            if fields is None:
                return
            if not fields:
                self.drop_words("note", row)
                self.say("Nothing changed.")
                return
            said = "Reason and note saved." if "reason" in fields else "Note saved."
            kept = " What you wrote is kept: e offers it again."
            self.mark((row.id,), fields, said, since, lambda: self.drop_words("note", row), kept)

        dialog = NoteDialog(row, self._kept("note", row), editor=editor)
        self.app.push_screen(dialog, answered)

    # Evidence

    def action_evidence(self) -> None:
        """Add evidence to the claims, in a dialog."""
        self.with_view(lambda view: self._evidence(view.stored))

    def _evidence(self, row: StoredClaim) -> None:
        from verifier.tui.dialogs.evidence import EvidenceDialog  # noqa: PLC0415 - as above

        ids = self.selected()
        rows = [found for found in map(self.claims.row, ids) if found is not None] or [row]
        first = rows[0] if len(ids) > 1 else row
        since = self.last_event

        def answered(fields: Fields | None) -> None:
            if fields is None:
                return
            if len(ids) > 1:
                question = f"Add this evidence to {len(ids):,} claims?"
                self.preview(
                    question,
                    ("adds", "added"),
                    ids,
                    lambda: self._add_evidence(ids, first, fields, since),
                )
            else:
                self._add_evidence((first.id,), first, fields, since)

        shown = rows if len(ids) > 1 else [row]
        dialog = EvidenceDialog(shown, self._kept("evidence", first), self._suggest)
        self.app.push_screen(dialog, answered)

    def _add_evidence(
        self, ids: tuple[int, ...], first: StoredClaim, fields: Fields, since: int
    ) -> None:
        use = {name: fields.get(name) for name in OF_THE_USE}
        reference = {
            name: value for name, value in fields.items() if name not in {*OF_THE_USE, "url"}
        }
        reference["protected"] = "yes" if "protected" in fields else ""

        def then() -> None:
            self.drop_words("evidence", first)
            self.claims.clear_chosen()

        to = f" to {words.counted(len(ids), 'claim')}" if len(ids) > 1 else ""
        kept = " What you wrote is kept: a offers it again."
        self.attach(
            Attached(ids, fields.get("url"), reference, use),
            since,
            f"Evidence added{to}.",
            then,
            kept,
        )

    def attach(
        self,
        attached: Attached,
        since: int,
        said: str,
        then: Callable[[], None] = lambda: None,
        kept: str = "",
    ) -> None:
        """Add evidence; it writes over nothing, but what colleagues judged meanwhile is told.

        since is the last event that the reviewer had seen.
        """
        newer: list[Event] = []

        def add(desk: Desk) -> None:
            desk.add_evidence_to(attached.ids, attached.url, attached.reference, attached.use)
            newer.extend(desk.verdicts_since(attached.ids, since))

        def after() -> None:
            then()
            if newer:
                self.look_for_changes()
                self.say(f"{said} {meanwhile(newer)}", "warning")

        self.write(add, said, attached.ids, after, kept)

    def _suggest(self, typed: str, offer: Callable[[Sequence[UsedReference]], None]) -> None:
        """Look for references used before, behind the screen."""

        def find(desk: Desk) -> list[UsedReference]:
            from verifier.references import offered  # noqa: PLC0415 - thefuzz takes its time

            return offered(typed, desk.used_references(typed))

        on_loop(self.backstage.reader.give(lambda desk, _: find(desk)), offer, self.fail)


def kept_claims(desk: Desk, keys: Sequence[tuple[int, str]]) -> list[tuple[StoredClaim, str]]:
    """The claims that words are kept for, with what they are about; those that are gone left out."""
    found = {row.id: row for row in desk.claims(list(dict.fromkeys(key[0] for key in keys)))}
    return [(found[claim_id], about) for claim_id, about in keys if claim_id in found]
