"""Two versions of an article as lines: what was kept, reworded, is new, is gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.drafts import differing
from verifier.safe_text import one_line
from verifier.tui import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from claims.model import Span
    from db.records import StoredClaim
    from verifier.desk.versions import Comparison, Pair
    from verifier.tui.layout import Line, Pane, Part

SECTIONS = ("reworded", "new", "gone", "kept")
"""In the order of the screen: what wants a look first."""
INDENT = 13


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim, or a pair of them, of a comparison."""

    section: str
    claim: StoredClaim
    old: StoredClaim | None = None
    moved: bool = False


def entries(found: Comparison) -> list[Entry]:
    """Everything that is compared, in the order of the screen."""

    def paired(section: str, pairs: Sequence[Pair]) -> list[Entry]:
        return [Entry(section, pair.new, pair.old, pair.moved) for pair in pairs]

    kept = sorted(paired("kept", found.kept), key=lambda entry: not entry.moved)
    return [
        *paired("reworded", found.reworded),
        *(Entry("new", row) for row in found.new),
        *(Entry("gone", row) for row in found.gone),
        *kept,
    ]


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
                "", [(f"{_HEADINGS[section]}  {number:,}", pane.look.strong)], indent=1
            )
        start = len(lines)
        lines += _entry(entry, pane)
        spans.append((start, len(lines)))
    return lines, spans


_HEADINGS = {
    "reworded": "Reworded: the verdict did not go with the words",
    "new": "New",
    "gone": "Gone: as it stands in the earlier version",
    "kept": "Kept with the verdict",
}


def _entry(entry: Entry, pane: Pane) -> list[Line]:
    look = pane.look
    if entry.section != "reworded" or entry.old is None:
        around = [("   the text around it changed", look.warning)] if entry.moved else []
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
    for name, before, after in _differences(old, new):
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


def _differences(old: StoredClaim, new: StoredClaim) -> list[tuple[str, str, str]]:
    """What changed beside the words: level, who said it, polarity, modality."""
    pairs = (
        ("level", old.claim.strength.value, new.claim.strength.value),
        ("said by", _speakers(old), _speakers(new)),
        ("polarity", old.claim.polarity.value, new.claim.polarity.value),
        ("modality", old.claim.modality.value, new.claim.modality.value),
    )
    return [(name, before, after) for name, before, after in pairs if before != after]


def _speakers(row: StoredClaim) -> str:
    return ", ".join(words.said_by(row.claim)) or "nobody named"
