"""Lines for a pane of a given width: prose with marks, and labelled rows with a hanging indent."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from db.records import SignOff
from verifier import beside
from verifier.phrases import did
from verifier.safe_text import one_line
from verifier.tui import words
from verifier.tui.painting import Mark, crop, fit, paint, wrap
from verifier.words import worth_shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.style import Style

    from claims.model import Span
    from db.records import StoredClaim
    from verifier.tui.article import ClaimView
    from verifier.tui.themes import Inks

Line = list[Segment]
Part = tuple[str, "Style"]

MEASURE = 84
"""Widest line of prose: longer ones are hard to read back from."""
LABEL = 11
COMPACT = 60
"""Panes narrower than this begin with level, status and words."""


class Pane(NamedTuple):
    """Where lines are laid out: width in cells, the theme's inks, the style below everything."""

    width: int
    look: Inks
    base: Style

    def blank(self) -> Line:
        """A line without words."""
        return [Segment("", self.base)]

    def prose(
        self, text: str, span: Span, marks: Sequence[Mark], *, margin: str = "", indent: int = 5
    ) -> list[Line]:
        """A stretch of an article; `margin` stands before its first line."""
        indent = indent if self.width > 40 else min(indent, 1)
        lines = []
        width = min(self.width - indent - 1, MEASURE)
        for number, line in enumerate(wrap(text, *span, width)):
            before = (
                f"{crop(margin, indent - 1):>{indent - 1}} " if indent > 1 and not number else ""
            )
            left = Segment(before or " " * indent, self.base + self.look.faint)
            lines.append([left, *paint(text, line, marks, self.base + self.look.soft)])
        return lines

    def row(
        self, label: str, parts: Iterable[Part], *, indent: int = LABEL, ink: Style | None = None
    ) -> list[Line]:
        """A label, faint or in an ink, and words beside it that go on below themselves."""
        indent = indent if self.width > 30 else 1
        text, marks = joined(parts)
        width = min(self.width - indent - 1, MEASURE)
        first = fit(f" {label}", indent) if indent > 1 else " "
        lines = []
        for number, line in enumerate(wrap(text, 0, len(text), width) or [(0, 0)]):
            before = first if not number else " " * indent
            left = Segment(before, self.base + (ink or self.look.faint))
            lines.append([left, *paint(text, line, marks, self.base)])
        return lines


def joined(parts: Iterable[Part]) -> tuple[str, list[Mark]]:
    """Styled words as one safe text with its marks."""
    text, marks = "", []
    for words_, style in parts:
        shown = one_line(words_)
        marks.append(Mark(len(text), len(text) + len(shown), style))
        text += shown
    return text, marks


def claim_marks(view: ClaimView, look: Inks) -> list[Mark]:
    """The marks of a claim in its paragraph: other claims faint, then the claim, source, cue."""
    marks = [
        Mark(start, end, look.other)
        for row in view.neighbours
        for start, end in row.claim.fragments
    ]
    claim = view.stored.claim
    marks += [Mark(start, end, look.claim) for start, end in whole(claim.fragments, view)]
    for link in claim.attributions:
        marks += [Mark(*link.source, look.source)] if link.source else []
        marks += [Mark(*link.cue, look.cue)] if link.cue else []
    return marks


def whole(fragments: Sequence[Span], view: ClaimView) -> list[Span]:
    """The fragments, joined where nothing but blanks lies between them."""
    pieces = [fragments[0]] if fragments else []
    for before, after in pairwise(fragments):
        if view.article.text[before[1] : after[0]].isspace():
            pieces[-1] = (pieces[-1][0], after[1])
        else:
            pieces.append(after)
    return pieces


def claim_lines(view: ClaimView, pane: Pane) -> list[Line]:
    """The detail pane: article, paragraph, verdict, level and reasons, evidence, history."""
    number = str(view.paragraph + 1)
    marks = claim_marks(view, pane.look)
    prose = pane.prose(view.article.text, view.shown, marks, margin=number)
    if pane.width < COMPACT:
        lines = [*_summary(view.stored, pane), pane.blank(), *prose, pane.blank()]
    else:
        lines = [*_heading(view, pane), pane.blank(), *prose, pane.blank()]
    lines += [*_verdict(view.stored, pane), *_version(view, pane), *_beside(view, pane)]
    lines += _attribution(view.stored, pane)
    return [*lines, *_evidence(view, pane), *_alike(view, pane), *_history(view, pane)]


def _alike(view: ClaimView, pane: Pane) -> list[Line]:
    """How many claims say the same, what they were marked, and the key that lists them."""
    if not view.alike:
        return []
    judged = Counter(row.status for row in view.alike if row.status.is_done and not row.hidden)
    parts: list[Part] = [(words.counted(len(view.alike), "look-alike"), pane.look.text)]
    parts += [
        (f", {number} {words.STATUS_WORDS[status]}", pane.look.statuses[status])
        for status, number in judged.items()
    ]
    return [*pane.row("alike", [*parts, ("   l lists them", pane.look.faint)]), pane.blank()]


def _summary(stored: StoredClaim, pane: Pane) -> list[Line]:
    """What a small screen must show without scrolling: level, status, the claim's words."""
    claim, status, look = stored.claim, stored.status, pane.look
    parts: list[Part] = [
        (words.level_words(claim.strength), look.levels[claim.strength]),
        (f"   {beside.status(stored)}", look.statuses[status]),
    ]
    return [
        *pane.row("", parts, indent=1),
        *pane.row("", [(words.shown_wording(claim), look.strong)], indent=1),
    ]


def _heading(view: ClaimView, pane: Pane) -> list[Line]:
    """The title with the outlet at the right, or below it where they don't fit side by side."""
    title, outlet = words.document_line(view.article.document)
    width = min(pane.width - 2, MEASURE + 4)
    space = width - cell_len(outlet) - 2
    base, look = pane.base, pane.look
    if outlet and space >= cell_len(title):
        left = Segment(f" {fit(title, space)}  ", base + look.soft)
        return [[left, Segment(outlet, base + look.faint)]]
    lines: list[Line] = [[Segment(f" {fit(title, width)}", base + look.soft)]]
    if outlet:
        lines.append([Segment(f" {fit(outlet, width)}", base + look.faint)])
    return lines


def _verdict(stored: StoredClaim, pane: Pane) -> list[Line]:
    look = pane.look
    lines = []
    if words.is_denied(stored.claim) or len(stored.claim.fragments) > 1:
        lines += pane.row("claim", [(words.shown_wording(stored.claim), look.text)])
    status = stored.status
    if stored.hidden:
        why = "verdict, evidence and history are hidden until you have given your own: B"
        told = [(f"= {beside.HIDDEN}: {why}", look.warning)]
        return [*lines, *pane.row("status", told), pane.blank()]
    parts = [(f"{words.SIGNS[status]} {words.STATUS_WORDS[status]}", look.statuses[status])]
    if status.is_done and stored.reviewer:
        parts += [(f"  by {stored.reviewer}", look.faint)]
    lines += pane.row("status", parts)
    if stored.signed_by:
        ink = look.warning if stored.sign_off is SignOff.STALE else look.text
        lines += pane.row("sign-off", [(beside.sign_off(stored), ink)])
    if stored.reason:
        lines += pane.row("reason", [(stored.reason, look.text)])
    quote = words.QUOTE_WORDS[stored.quote_check]
    if stored.quote_check.value != "unchecked":
        lines += pane.row("quote", [(quote, look.text)])
    if stored.note:
        for number, line in enumerate(stored.note.splitlines() or [""]):
            lines += pane.row("note" if not number else "", [(line or " ", look.text)])
    return [*lines, pane.blank()]


def _version(view: ClaimView, pane: Pane) -> list[Line]:
    """What the claim was in the version before, or that it stands in a superseded one."""
    if view.stored.superseded:
        said = [("superseded: the article has a newer version", pane.look.warning)]
        return [*pane.row("version", said), pane.blank()]
    if view.earlier is None:
        return []
    if view.stored.kept:
        said = [(f"kept from claim {view.earlier.id} of the version before", pane.look.faint)]
        return [*pane.row("version", said), pane.blank()]
    from verifier.tui.drafts import reworded_lines  # noqa: PLC0415 - reworded claims alone

    return [*reworded_lines(view.earlier, view.stored, pane), pane.blank()]


def _beside(view: ClaimView, pane: Pane) -> list[Line]:
    """Embargo, replies, second readings: those that there are."""
    look, acts = pane.look, view.beside
    lines: list[Line] = []
    if acts.embargo is not None:
        lines += pane.row("held back", [(beside.embargo(acts.embargo), look.warning)])
    today = date.today().isoformat()  # noqa: DTZ011 - a deadline is a day of the desk's calendar
    for number, one in enumerate(acts.replies):
        late = one.answered_on is None and one.deadline < today
        ink = look.warning if late else look.text
        lines += pane.row("" if number else "reply", [(beside.reply(one, today), ink)])
    for number, read in enumerate(acts.readings):
        lines += pane.row("" if number else "second", [(beside.second(read), look.text)])
    return [*lines, pane.blank()] if lines else []


def _attribution(stored: StoredClaim, pane: Pane) -> list[Line]:
    look, claim = pane.look, stored.claim
    machine = words.machine_words(stored)
    level: list[Part] = [
        (words.level_words(claim.strength), look.levels[claim.strength]),
        (f"   confidence {claim.confidence:.2f}", look.text),
        (f"   worth {claim.check_worthiness:.2f}", look.faint),
    ]
    if manner := words.manner(claim):
        level.append((f"   {manner}", look.faint))
    lines = pane.row("level", level)
    if machine:
        lines += pane.row("machine", [(machine, look.soft)])
    if speakers := words.said_by(claim):
        lines += pane.row("said by", [(", ".join(speakers), look.text)])
    lines += pane.row("chain", [(words.chain(claim), look.soft)])
    if claim.rule:
        lines += pane.row("why", [(claim.rule, look.soft)])
    room = min(pane.width - LABEL - 1, MEASURE)
    if shares := worth_shares(claim, room if room > COMPACT else 2 * room - LABEL):
        lines += pane.row("worth", [(shares, look.faint)])
    lines += pane.row("priority", [(words.priority(stored), look.faint)])
    return [*lines, pane.blank()]


def _evidence(view: ClaimView, pane: Pane) -> list[Line]:
    look = pane.look
    if view.stored.hidden:
        return pane.row("evidence", [("hidden until you are done", look.faint)])
    if not view.evidence:
        return pane.row("evidence", [("none yet; a adds some", look.faint)])
    lines = []
    for number, evidence in enumerate(view.evidence):
        label = "evidence" if not number else ""
        lines += pane.row(label, [(words.evidence_line(evidence), look.text)])
        for rest in words.evidence_rest(evidence):
            lines += pane.row("", [(rest, look.faint)], indent=LABEL + 2)
    return lines


def _history(view: ClaimView, pane: Pane) -> list[Line]:
    lines: list[Line] = [pane.blank()] if view.history else []
    for number, event in enumerate(reversed(view.history)):
        label = "history" if not number else ""
        what = f"{words.when(event.at)}  {event.reviewer}  {did(event)}"
        lines += pane.row(label, [(what, pane.look.faint)])
    return lines
