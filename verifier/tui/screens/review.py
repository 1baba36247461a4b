"""The review screen: the keys, and what is left when finding and judging are done elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.model import Strength
from verifier.errors import shown_path
from verifier.safe_text import one_line
from verifier.tui import keys, words
from verifier.tui.article import read_article
from verifier.tui.clerk import on_loop
from verifier.tui.screens.nearby import Nearby

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from verifier.tui.article import Article
    from verifier.tui.dialogs.report import Wanted
    from verifier.tui.reporting import Written
    from verifier.tui.screens.galley import Answer


class ReviewScreen(Nearby):
    """Claims, the one under the cursor in its paragraph, and what to do about it."""

    BINDINGS = keys.bindings(*(group for _, group in keys.GROUPS))
    _wanted_report: Wanted | None = None

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 - Textual asks so
    ) -> bool | None:
        """While a field is open, keys but F1 belong to it; in the facets no key judges."""

        def among(groups: Iterable[tuple[keys.Key, ...]]) -> bool:
            return any(key.action.split("(")[0] == action for group in groups for key in group)

        if self.search_line.open or self.reason_line.open:
            return action == "help" or not among(group for _, group in keys.GROUPS)
        return not (self.narrowing and among([keys.JUDGE]))

    def runner(self, key: keys.Key) -> Callable[[], object]:
        """What a key does as a function, for the palette: as if it were pressed in the list.

        A search that is being typed is kept, and a reason is kept to be offered again.
        """

        async def run() -> None:
            self.to_list()
            if key.action:
                await self.run_action(key.action)
            else:
                self.app.simulate_key(key.keys.split(",")[0])

        return run

    def to_list(self) -> None:
        """Close what is open to type in, and give the keys to the list."""
        if self.search_line.open:
            self.leave_search()
        if self.reason_line.open:
            self.leave_reason()
        if self.focused is not self.detail:
            self.set_focus(self.claims)

    # Opening and going back

    def on_claim_list_opened(self) -> None:
        """Go on with what a preview asks, or read the claim.

        The detail takes the keys then, and on a small screen all the room.
        """
        if self.answer_preview(go_on=True):
            return
        self.add_class("-reading")
        self.detail.focus()

    def action_back(self) -> None:
        """Back to the list; in the list leave a preview, the selection, or the search."""
        if self.answer_preview(go_on=False):
            return
        if self.has_class("-reading") or self.detail.has_focus:
            self.remove_class("-reading")
            self.claims.focus()
            return
        if self.claims.chosen:
            self.claims.clear_chosen()
            return
        self.drop_search()

    # Reading the article

    def action_galley(self) -> None:
        """Read the whole article."""
        self._with_article(lambda article: self._push_galley(article, choose=False))

    def action_add_claim(self) -> None:
        """Choose a sentence of the article and make it a claim."""
        self._with_article(lambda article: self._push_galley(article, choose=True))

    def _with_article(self, then: Callable[[Article], None]) -> None:
        claim_id = self.claims.claim_id
        if claim_id is None:
            self.say("No claim, and so no article, under the cursor.")
            return
        self.in_turn(lambda desk, _: read_article(desk, desk.claim(claim_id).document_id), then)

    def _push_galley(self, article: Article, *, choose: bool) -> None:
        from verifier.tui.screens.galley import (  # noqa: PLC0415 - not before first paint
            ChoosingScreen,
            GalleyScreen,
        )

        def answered(answer: Answer | None) -> None:
            if answer is None:
                return
            if answer.added is not None:
                added = answer.added
                self.add_claim(article.document.id, added.span, added.strength)
            elif answer.claim_id is not None:
                if answer.claim_id in self.claims.ids:
                    self.go_to_claim(answer.claim_id)
                else:
                    self.say("That claim is not in this list; Esc drops the search.")

        claim_id = self.claims.claim_id
        if choose:
            at = next((r.claim.span[0] for r in article.claims if r.id == claim_id), 0)
            self.app.push_screen(ChoosingScreen(article, at), answered)
        else:
            self.app.push_screen(GalleyScreen(article, claim_id), answered)

    # Numbers and reports

    def action_dashboard(self) -> None:
        """Show how far the desk is."""
        from verifier.tui.screens.dashboard import (  # noqa: PLC0415 - not before first paint
            DashboardScreen,
        )

        self.app.push_screen(DashboardScreen(self.backstage, self.header.database))

    def action_report(self) -> None:
        """Ask for format and file, and write a report of what is listed."""
        from verifier.tui.dialogs.report import ReportDialog  # noqa: PLC0415 - as above

        query = self.search_query
        what = f"Report of what is listed: {one_line(query)}" if query else "Report of all claims"

        def answered(wanted: Wanted | None) -> None:
            if wanted is not None:
                self._wanted_report = wanted
                self._write_report(query, wanted)

        self.app.push_screen(ReportDialog(what, self._wanted_report), answered)

    def _write_report(self, query: str, wanted: Wanted) -> None:
        from verifier.tui.reporting import write_report  # noqa: PLC0415 - as above

        self.say("Writing the report …")
        job = self.backstage.aside.give(
            lambda desk, job: write_report(desk, job, query, wanted.form, wanted.path)
        )

        def written(made: Written) -> None:
            claims = words.counted(made.claims, "claim")
            beside = f", {made.beside:,} of captions and the like," if made.beside else ""
            told = f"Report of {claims}{beside} written to {shown_path(wanted.path.absolute())}."
            lacking = words.counted(len(made.lacking), "thing")
            more = f" It lacks {lacking}; verifier report --format {wanted.form} names what."
            self.say(told + more if made.lacking else told)

        on_loop(job, written, lambda error: self.fail(error, " x asks again."))

    # The rest

    def action_theme(self) -> None:
        """Go to the next set of colours."""
        name = self.desk_app.next_theme()
        self.say("NO_COLOR is set: no colours." if self.desk_app.no_color else f"Colours: {name}.")

    def action_help(self) -> None:
        """Show the keys."""
        from verifier.tui.dialogs.help import HelpDialog  # noqa: PLC0415 - not before first paint

        signs = [(words.SIGNS[status], words.STATUS_WORDS[status]) for status in words.STATUSES]
        signs += [("•", "signed off"), ("◦", "sign-off stale"), ("=", "second reading")]
        bars = [(words.bar(level), level.value) for level in Strength]
        here: tuple[tuple[str, tuple[keys.Key, ...]], ...] = ()
        if self.search_line.open:
            here = (("Search", keys.SEARCHING),)
        elif self.reason_line.open:
            here = (("Reason", keys.REASONING),)
        elif self.narrowing:
            here = (("Facets", keys.FACETS),)
        self.app.push_screen(HelpDialog((*here, *keys.GROUPS), [*signs, *bars]))

    def action_quit_desk(self) -> None:
        """Leave."""
        self.app.exit(return_code=0)
