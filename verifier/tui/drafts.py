"""Two versions of an article as lines: what was kept, reworded, is new, is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.drafts import differing
from verifier.comparing import AROUND, HEADINGS, Entry, differences
from verifier.safe_text import one_line
from verifier.tui import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from claims.model import Span
    from db.records import StoredClaim
    from verifier.tui.layout import Line, Pane, Part

INDENT = 13


def lines_of(listed: Sequence[Entry], pane: Pane) -> tuple[list[Line], list[Span]]:
    """The lines, and for each entry its first and last-but-one line."""
    lines: list[Line] = []
    spans: list[Span] = []
    section = ""
    for entry in listed:
        if entry.section != section:
            section = entry.section
            number = sum(one.section == section for one in listed)
            lines += [pane.blank()] if lines else []
            lines += pane.row(
                "", [(f"{HEADINGS[section]}  {number:,}", pane.look.strong)], indent=1
            )
        start = len(lines)
        lines += _entry(entry, pane)
        spans.append((start, len(lines)))
    return lines, spans


def _entry(entry: Entry, pane: Pane) -> list[Line]:
    look = pane.look
    if entry.section != "reworded" or entry.old is None:
        around = [(f"   {AROUND}", look.warning)] if entry.moved else []
        shown = (words.shown_wording(entry.claim.claim), look.text)
        row = [shown, *_verdict(entry.claim, pane), *around]
        return pane.row(_label(entry.claim), row, indent=INDENT)
    return reworded_lines(entry.old, entry.claim, pane)


def reworded_lines(old: StoredClaim, new: StoredClaim, pane: Pane) -> list[Line]:
    """The old words with their verdict over the new ones, and what else changed."""
    look = pane.look
    was, now = (one_line(row.claim.wording) for row in (old, new))
    gone, come = differing(was, now)
    lines = pane.row("was", [*_marked(was, gone, look.soft, look.claim), *_verdict(old, pane)])
    if old.reason:
        lines += pane.row("", [(f"{old.reviewer or ''}: {old.reason}", look.faint)])
    lines += pane.row("now", [*_marked(now, come, look.text, look.claim + look.strong)])
    for name, before, after in differences(old, new):
        lines += pane.row("", [(f"{name}: {before} → {after}", look.warning)])
    return lines


def _label(row: StoredClaim) -> str:
    return f"{words.bar(row.claim.strength)} {row.claim.strength.value}"


def _verdict(row: StoredClaim, pane: Pane) -> list[Part]:
    sign = f"   {words.SIGNS[row.status]} {words.STATUS_WORDS[row.status]}"
    return [(sign, pane.look.statuses[row.status])]


def _marked(text: str, spans: Sequence[Span], plain: Style, marked: Style) -> list[Part]:
    """A wording with its changed words marked, in square brackets too, for screens without colour."""
    parts: list[Part] = []
    at = 0
    for start, end in spans:
        parts += [(text[at:start], plain), ("[", plain), (text[start:end], marked), ("]", plain)]
        at = end
    return [part for part in [*parts, (text[at:], plain)] if part[0]]
