"""The galley: read the whole article, walk its claims, choose a sentence that was missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.screen import Screen

from claims.model import Strength
from verifier.coverage import coverage, joined, told, touches
from verifier.tui import keys, words
from verifier.tui.article import sentences
from verifier.tui.dialogs.help import HelpDialog
from verifier.tui.dialogs.span import Correction, SpanDialog
from verifier.tui.widgets.galley import Galley
from verifier.tui.widgets.lines import KeysLine, OneLine, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from claims.model import Span
    from verifier.tui.article import Article
    from verifier.tui.themes import Inks
    from verifier.tui.widgets.lines import Part


@dataclass(frozen=True, slots=True)
class Answer:
    """Where to go on: a claim of the article, or one to be added."""

    claim_id: int | None = None
    added: Correction | None = None


class Title(OneLine):
    """The article's title, its outlet, how far its claims are."""

    def __init__(self, article: Article) -> None:
        super().__init__()
        self._title, self._outlet = words.document_line(article.document)
        self._counted = coverage(article.text, article.claims)

    def parts(self, look: Inks, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """The outlet gives way first; the count of verdicts last."""
        counted = self._counted
        judged, words_ = told(counted)
        shown = [judged, words_] if width >= 100 else [judged, f"{counted.share:.0%} in claims"]
        if width < 60:
            shown = [f"{counted.verdicts:,} of {counted.claims:,}"]
        return [(f" {self._title}   ", look.strong), (self._outlet, look.faint)], [
            (f"  {' · '.join(shown)} ", look.text)
        ]


class GalleyScreen(Screen[Answer]):
    """An article from end to end. Its answer says where the review goes on."""

    KEYS = keys.GALLEY_MOVE
    BINDINGS = keys.bindings(KEYS)

    def __init__(self, article: Article, claim_id: int | None) -> None:
        super().__init__()
        self.article = article
        self.galley = Galley(article)
        self._at = next(
            (at for at, row in enumerate(article.claims) if row.id == claim_id),
            0 if article.claims else -1,
        )
        self.bottom = Rule()
        self.keys_line = KeysLine()

    def compose(self) -> ComposeResult:
        """Title, text, the current claim in a line, keys."""
        yield Title(self.article)
        yield Rule()
        yield self.galley
        yield self.bottom
        yield self.keys_line

    def on_mount(self) -> None:
        """Begin at the claim of the review."""
        self.keys_line.offer(keys.GALLEY_FOOTER)
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        claims = self.article.claims
        if self._at >= 0:
            row = claims[self._at]
            self.galley.current = row
            self.galley.bring(row.claim.span)
            said = f"{row.claim.strength.value}, {words.STATUS_WORDS[row.status]}"
            self.bottom.say(f"{said}: {words.shown_wording(row.claim)}")
            self.keys_line.place = f"claim {self._at + 1} of {len(claims)}"
        else:
            self.bottom.say("No claim in this article yet; + adds one.")
        self.keys_line.refresh()

    def action_step(self, by: int) -> None:
        """Walk from claim to claim."""
        if self.article.claims:
            self._at = min(max(self._at + by, 0), len(self.article.claims) - 1)
            self._show()

    def action_step_open(self, by: int) -> None:
        """Walk to the next claim without a verdict, or the previous one."""
        claims = self.article.claims
        at = self._at + by
        while 0 <= at < len(claims) and claims[at].status.is_done:
            at += by
        if 0 <= at < len(claims):
            self._at = at
            self._show()
        else:
            way = "below" if by > 0 else "above"
            self.bottom.say(f"No claim to review {way} this one.")

    def action_ends(self, way: int) -> None:
        """Go to the first claim or the last."""
        self.action_step(-len(self.article.claims) if way > 0 else len(self.article.claims))

    def action_roll_page(self, pages: int) -> None:
        """Scroll by pages."""
        self.galley.action_roll_page(pages)

    def action_take(self) -> None:
        """Go back to the list, to this claim."""
        self.dismiss(Answer(self.article.claims[self._at].id if self._at >= 0 else None))

    def action_add_claim(self) -> None:
        """Choose a sentence near the current claim."""
        at = self.article.claims[self._at].claim.span[0] if self._at >= 0 else 0
        self.app.push_screen(ChoosingScreen(self.article, at), self._chosen)

    def _chosen(self, answer: Answer | None) -> None:
        if answer is not None:
            self.dismiss(answer)

    def action_leave(self) -> None:
        """Back to the list, as it was."""
        self.dismiss(None)

    def action_help(self) -> None:
        """The keys of the galley."""
        self.app.push_screen(HelpDialog([("Galley", keys.GALLEY_MOVE)]))


class ChoosingScreen(Screen[Answer]):
    """Choose a sentence, then its words and level, to make it a claim."""

    KEYS = keys.CHOOSING
    BINDINGS = keys.bindings(KEYS)

    def __init__(self, article: Article, offset: int) -> None:
        super().__init__()
        self.article = article
        self.galley = Galley(article)
        self._sentences: list[Span] = [
            sentence
            for paragraph in article.paragraphs
            for sentence in sentences(article.text, paragraph)
        ]
        before = [at for at, (start, _) in enumerate(self._sentences) if start <= offset]
        self._at = before[-1] if before else 0
        self._claimed = joined(piece for row in article.claims for piece in row.claim.fragments)
        self.bottom = Rule()
        self.keys_line = KeysLine()

    def compose(self) -> ComposeResult:
        """Title, text, what to do, keys."""
        yield Title(self.article)
        yield Rule()
        yield self.galley
        yield self.bottom
        yield self.keys_line

    def on_mount(self) -> None:
        """Begin at the sentence of the review's claim."""
        self.keys_line.offer(keys.CHOOSING_FOOTER)
        self.bottom.say("Add a claim: choose the sentence that holds it.")
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if self._sentences:
            self.galley.sentence = self._sentences[self._at]
            self.galley.bring(self._sentences[self._at])
            taken = touches(self._claimed, self._sentences[self._at])
            before = "sentence" if taken else "no claim yet ·"
            self.keys_line.place = f"{before} {self._at + 1} of {len(self._sentences)}"
            self.keys_line.refresh()

    def action_step(self, by: int) -> None:
        """Walk from sentence to sentence."""
        if self._sentences:
            self._at = min(max(self._at + by, 0), len(self._sentences) - 1)
            self._show()

    def action_step_free(self, by: int) -> None:
        """Walk to the next sentence that no claim touches, or the previous one."""
        at = self._at + by
        while 0 <= at < len(self._sentences) and touches(self._claimed, self._sentences[at]):
            at += by
        if 0 <= at < len(self._sentences):
            self._at = at
            self._show()
        else:
            way = "below" if by > 0 else "above"
            self.bottom.say(f"Every sentence {way} this one has a claim.")

    def action_page(self, pages: int) -> None:
        """Walk several sentences."""
        self.action_step(pages * 8)

    def action_take(self) -> None:
        """Set the words and the level."""
        if self._sentences:
            start = Correction(self._sentences[self._at], Strength.ASSERTED)
            self.app.push_screen(SpanDialog(self.article, start, "Add a claim"), self._corrected)

    def _corrected(self, answer: Correction | None) -> None:
        if answer is not None:
            self.dismiss(Answer(added=answer))

    def action_leave(self) -> None:
        """Back without adding."""
        self.dismiss(None)

    def action_help(self) -> None:
        """The keys of the choice."""
        self.app.push_screen(HelpDialog([("Add a claim", keys.CHOOSING)]))
