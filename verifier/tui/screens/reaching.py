"""From the list to what lies around it: the version before, saved searches, addresses, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.tui.screens.recalling import Recalling

if TYPE_CHECKING:
    from db.records import StoredClaim
    from verifier.desk.versions import Comparison


class Reaching(Recalling):
    """Comparing versions."""

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
            if claim is None:
                return
            if claim.id in self.claims.ids:
                self.go_to_claim(claim.id)
                return
            query = f"document:{_quoted(claim.document_name)} zone:any"
            self.search(f"is:superseded {query}" if claim.superseded else query, claim_id=claim.id)
            self._label()

        self.app.push_screen(VersionsScreen(found), answered)


def _quoted(name: str) -> str:
    """A document's name as a phrase of the query language."""
    return '"' + name.replace('"', " ") + '"'
