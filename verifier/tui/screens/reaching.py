"""From the list to what lies around it: the version before, saved searches, addresses, copies."""

from __future__ import annotations

from asyncio import to_thread
from typing import TYPE_CHECKING

from textual import work

from verifier import beside, handing_over
from verifier.config import open_command
from verifier.errors import Refused
from verifier.safe_text import one_line
from verifier.tui import words
from verifier.tui.screens.recalling import Recalling

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records import StoredClaim
    from verifier.desk.versions import Comparison
    from verifier.tui.article import ClaimView


class Reaching(Recalling):
    """Comparing versions, copying, opening addresses."""

    # Copying

    def action_copy(self) -> None:
        """Copy the claim with where it stands."""
        self.with_view(self._copy_with_place)

    def _copy_with_place(self, view: ClaimView) -> None:
        self._copy(words.with_place(view), _warning(view))

    def action_copy_more(self) -> None:
        """Ask what to copy."""
        self.with_view(self._ask_what)

    def _ask_what(self, view: ClaimView) -> None:
        from verifier.tui.dialogs.handing_over import (  # noqa: PLC0415 - not before first paint
            CopyDialog,
        )

        def answered(what: str | None) -> None:
            if what == "claim":
                self._copy(words.shown_wording(view.stored.claim), _warning(view))
            elif what == "citation":
                self._copy(words.citation(view), _warning(view))
            elif what == "address":
                self._with_address(view, "Copy an address", self._copy)

        self.app.push_screen(CopyDialog(), answered)

    @work(group="copying")
    async def _copy(self, text: str, before: str = "") -> None:
        """Give a text to a local clipboard program, else to the terminal."""
        command = None if self.app.is_web else handing_over.clipboard_command()
        if command is not None and await to_thread(handing_over.copied_with, command, text):
            self.say(f"{before}Copied with {command[0]}.")
            return
        self.app.copy_to_clipboard(text)
        self.say(f"{before}Sent to the terminal's clipboard.")

    # Addresses

    def action_open_address(self) -> None:
        """Open an address of the evidence or the article; over SSH show and copy it."""
        self.with_view(lambda view: self._with_address(view, "Open an address", self._open))

    def _with_address(self, view: ClaimView, title: str, then: Callable[[str], object]) -> None:
        from verifier.tui.dialogs.handing_over import (  # noqa: PLC0415 - not before first paint
            AddressDialog,
        )

        document, kept = view.article.document, ""
        try:
            here = then == self._open and self._opens_here()
        except Refused as refused:
            self.fail(refused)
            return
        if here:
            found = handing_over.addresses(document, view.evidence)
        else:
            found, protected = handing_over.leaving(document, view.evidence)
            kept = handing_over.staying(protected)
        if not found:
            nothing = "Neither the evidence nor the article has an address of the web."
            self.say(kept or nothing, "warning" if kept else "plain")
        elif len(found) == 1 and not kept:
            then(found[0][1])
        else:

            def answered(address: str | None) -> None:
                if address is not None:
                    then(address)

            self.app.push_screen(AddressDialog(title, found, kept), answered)

    def _opens_here(self) -> bool:
        """Whether an address would go to a program of this machine, and not be copied."""
        if self.app.is_web or handing_over.over_ssh():
            return False
        return handing_over.opening_command(open_command()) is not None

    def _open(self, address: str) -> None:
        shown = one_line(address)
        if self.app.is_web:
            self.app.open_url(address)
            self.say(f"Opened {shown}.")
            return
        if handing_over.over_ssh():
            self._copy(address, f"{shown}  ")
            return
        try:
            command = handing_over.opening_command(open_command())
            if command is None:
                self._copy(address, f"No program opens addresses here: {shown}  ")
                return
            handing_over.open_with(command, address)
        except Refused as refused:
            self.fail(refused)
            return
        self.say(f"Opened {shown} with {one_line(command[0])}.")

    # Versions

    def action_versions(self) -> None:
        """Compare the article with its earlier version."""
        claim_id = self.claims.claim_id
        if claim_id is None:
            self.say("No claim, and so no article, under the cursor.")
            return
        self.in_turn(
            lambda desk, _: desk.comparison(desk.claim(claim_id).document_id), self._show_versions
        )

    def _show_versions(self, found: Comparison) -> None:
        from verifier.tui.screens.versions import (  # noqa: PLC0415 - not before first paint
            VersionsScreen,
        )

        def answered(claim: StoredClaim | None) -> None:
            if claim is not None:
                self.reach(claim)

        self.app.push_screen(VersionsScreen(found), answered)

    def reach(self, claim: StoredClaim) -> None:
        """Go to a claim; where it is not in the list, search for its article."""
        if claim.id in self.claims.ids:
            self.go_to_claim(claim.id)
            return
        query = f"document:{_quoted(claim.document_name)} zone:any"
        self.search(f"is:superseded {query}" if claim.superseded else query, claim_id=claim.id)
        self._label()


def _quoted(name: str) -> str:
    """A document's name as a phrase of the query language."""
    return '"' + name.replace('"', " ") + '"'


def _warning(view: ClaimView) -> str:
    """Say before a copy that its claim is held back; empty where it is not."""
    held = view.beside.embargo
    return f"Held back {beside.embargo(held)}.  " if held is not None else ""
