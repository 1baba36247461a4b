"""Writing to the database from the screen: every change is on disk before the screen says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import work

from db.errors import Conflict
from verifier.tui import words
from verifier.tui.article import read_view
from verifier.tui.painting import fit
from verifier.tui.screens.narrowing import Narrowing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.records import StoredClaim
    from verifier.desk import Desk
    from verifier.tui.article import ClaimView
    from verifier.tui.backstage import Backstage

PREVIEWED = 3
"""Claims whose first words a preview shows."""
CHANGED_IDS = 2_000
"""Rows read again at once after an action on many claims; the others are read when in view."""


class Preview(NamedTuple):
    """An action on several claims that waits for Enter: the words that ask, and what follows.

    left is said where the reviewer leaves it by Escape; any other message leaves it silently.
    """

    message: str
    ids: tuple[int, ...]
    go_on: Callable[[], None]
    left: str


class Writing(Narrowing):
    """What every action on claims is made of: whom it is for, and the write itself."""

    def __init__(self, backstage: Backstage, query: str) -> None:
        super().__init__(backstage, query)
        self.unsaved = 0
        self._previewed: Preview | None = None
        self._own_last = -1

    def selected(self) -> tuple[int, ...]:
        """The claims that an action is for: the chosen ones, else the one under the cursor."""
        if self.claims.chosen:
            return tuple(sorted(self.claims.chosen))
        return () if self.claims.claim_id is None else (self.claims.claim_id,)

    def write(
        self,
        work: Callable[[Desk], object],
        said: str,
        ids: Sequence[int],
        then: Callable[[], None] | None = None,
        kept: str = "",
        met: Callable[[Conflict], None] | None = None,
    ) -> None:
        """Do `work` in the writer's thread; say `said` when it is on disk.

        ids are the claims to read again, `then` follows a success, `met` a colleague's newer change
        that stands against it; `kept` is said after any other failure.
        """
        known = self.last_event

        def change(desk: Desk) -> tuple[list[StoredClaim], int]:
            version, before = desk.version(), desk.last_event()
            work(desk)
            after = desk.last_event()
            alone = desk.version() == version and before in {known, self._own_last}
            self._own_last = after if alone else -1
            rows = desk.claims(tuple(ids[:CHANGED_IDS]))
            # Where others wrote in between, the next look at the log must find it.
            return rows, after if alone else known

        if then is not None:
            # What follows may move the cursor: the next key waits for it.
            self.desk_app.hold_keys()
        self._write(change, said, ids, then, kept, met)

    @work(group="writes")
    async def _write(
        self,
        change: Callable[[Desk], tuple[list[StoredClaim], int]],
        said: str,
        ids: Sequence[int],
        then: Callable[[], None] | None,
        kept: str,
        met: Callable[[Conflict], None] | None,
    ) -> None:
        self._saving(1)
        answer, error = await self.backstage.writer.attempt(change)
        self._saving(-1)
        try:
            self._wrote(answer, error, said, ids, then, kept, met)
        finally:
            if then is not None:
                self.desk_app.release_keys()

    def _wrote(
        self,
        answer: tuple[list[StoredClaim], int] | None,
        error: BaseException | None,
        said: str,
        ids: Sequence[int],
        then: Callable[[], None] | None,
        kept: str,
        met: Callable[[Conflict], None] | None,
    ) -> None:
        """Say what became of a write, and show it."""
        if isinstance(error, Conflict) and met is not None:
            met(error)
        elif error is not None:
            self.fail(error, kept)
        if answer is None:
            return
        rows, last_event = answer
        self.say(said)
        if len(ids) > CHANGED_IDS:
            self.claims.forget_rows()
        self.taken_away = set(ids[:CHANGED_IDS]).difference(row.id for row in rows)
        self.took(rows, last_event)
        if then is not None:
            then()

    def _saving(self, change: int) -> None:
        self.unsaved += change
        self.header.saved = "saving" if self.unsaved else self.saved_words()
        self.header.refresh()

    # Words that are typed and not yet in the database

    def kept_words(self, about: str, row: StoredClaim) -> dict[str, str]:
        """The words kept for a claim from an earlier time; empty without any."""
        return self.backstage.unsaved.get((row.id, about), row.document_name)

    def keep_words(self, about: str, row: StoredClaim, fields: dict[str, str]) -> None:
        """Keep words on disk until they are in the database; no fields drop them."""
        self.backstage.unsaved.put((row.id, about), row.document_name, fields)

    def drop_words(self, about: str, row: StoredClaim) -> None:
        """Forget words: they are in the database."""
        self.backstage.unsaved.drop((row.id, about))

    # Actions on several claims

    def preview(
        self,
        question: str,
        verbs: tuple[str, str],
        ids: tuple[int, ...],
        go_on: Callable[[], None],
    ) -> None:
        """Ask before several claims are changed: how many, and how they begin.

        verbs are what Enter does and what was not done where it is left: `("marks", "marked")`.
        """
        rows = [row for row in map(self.claims.row, ids[:PREVIEWED]) if row is not None]
        begins = [f"“{fit(words.shown_wording(row.claim), 24).rstrip()}”" for row in rows]
        self.say(f"{question} Enter {verbs[0]}, Esc leaves.  {', '.join(begins)}")
        self._previewed = Preview(self.bottom.message, ids, go_on, f"Nothing {verbs[1]}.")
        self.claims.focus()

    def answer_preview(self, *, go_on: bool) -> bool:
        """Do what the preview asks, or leave it; whether a preview was still to be seen."""
        asked, self._previewed = self._previewed, None
        if asked is None or asked.message != self.bottom.message:
            return False
        if self.claims.chosen and asked.ids != self.selected():
            return False
        if go_on:
            asked.go_on()
        else:
            self.say(asked.left)
        return True

    def with_view(self, then: Callable[[ClaimView], None]) -> None:
        """Do something with the claim under the cursor, once it has been read."""
        claim_id = self.claims.claim_id
        if claim_id is None:
            return
        if self.view is not None and self.view.stored.id == claim_id:
            then(self.view)
        else:
            self.in_turn(lambda desk, _: read_view(desk, claim_id), then)

    def go_to_claim(self, claim_id: int) -> None:
        """Put the cursor on a claim, if it is in the list."""
        ids = self.claims.ids
        if claim_id in ids:
            self.claims.go_to(ids.index(claim_id), centre=True)
