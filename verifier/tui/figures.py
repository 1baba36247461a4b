"""The dashboard's lines: counts as numbers with a bar behind them, in one column or two.

A bar repeats the number before it, in eighths of a cell; nothing is told by colour alone. Drawn
here and not by a plotting library: bars beside their words need no axis, fit 60 columns, wear the
theme, and load nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment

from claims.model import Strength
from db.records import Status
from verifier.safe_text import one_line
from verifier.tui import words
from verifier.tui.painting import crop, fit, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from db.overview import Overview
    from verifier.tui.layout import Line, Pane

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LABEL = 15
_BAR = 24
_GAP = 3
_TOLD = 36
REVIEWERS = 14
TWO_COLUMNS = 76
"""Width from which two columns stand side by side."""


@dataclass(frozen=True, slots=True)
class Count:
    """One row: a label, a number, what stands behind the bar."""

    label: str
    number: int
    style: Style
    rest: str = ""


def bar(share: float, width: int) -> str:
    """A bar of `share` (0 to 1) of the width, in eighths of a cell; something above 0 always shows."""
    eighths = max(round(share * width * 8), 1) if share > 0 else 0
    full, part = divmod(min(eighths, width * 8), 8)
    return "█" * full + (_EIGHTHS[part] if part else "")


def dashboard_lines(seen: Overview, pane: Pane) -> list[Line]:
    """The dashboard at the pane's width."""
    lines = [*_heading(seen, pane), pane.blank()]
    two = pane.width >= TWO_COLUMNS
    room = (pane.width - _GAP) // 2 if two else pane.width
    pairs = (
        (_statuses(seen, pane, room), _levels(seen, pane, room)),
        (_days(seen, pane, room), _reviewers(seen, pane, room)),
    )
    for left, right in pairs:
        lines += _beside(left, right, room, pane) if two else [*left, pane.blank(), *right]
        lines.append(pane.blank())
    return [*lines, *_voices(seen, pane)]


def _heading(seen: Overview, pane: Pane) -> list[Line]:
    done, total = seen.progress.done, seen.progress.total
    share = done / total if total else 0.0
    told = f" {done:,} of {total:,} claims done, {share:.0%} "
    documents = words.counted(seen.documents, "document")
    width = max(min(pane.width - cell_len(told) - 2, 2 * _BAR), 0)
    return [
        [
            Segment(told, pane.base + pane.look.strong),
            Segment(bar(share, width), pane.base + pane.look.accent),
        ],
        [Segment(f" {documents}; claims of headlines and text", pane.base + pane.look.faint)],
    ]


def _statuses(seen: Overview, pane: Pane, room: int) -> list[Line]:
    rows = [
        Count(
            f"{words.SIGNS[status]} {words.STATUS_WORDS[status]}",
            seen.by_status[status.value],
            pane.look.statuses[status],
        )
        for status in Status
    ]
    return _block("By status", rows, pane, room)


def _levels(seen: Overview, pane: Pane, room: int) -> list[Line]:
    rows = [
        Count(
            f"{words.bar(level)} {level.value}",
            seen.by_strength[level.value],
            pane.look.levels[level],
        )
        for level in Strength
    ]
    return _block("By strength, weakest first", rows, pane, room)


def _days(seen: Overview, pane: Pane, room: int) -> list[Line]:
    totals: Counter[str] = Counter()
    for work in seen.days:
        totals[work.day] += work.claims
    rows = [Count(_day(day), number, pane.look.accent) for day, number in sorted(totals.items())]
    return _block("Claims marked a day (UTC)", rows, pane, room, "Nothing marked yet.")


def _reviewers(seen: Overview, pane: Pane, room: int) -> list[Line]:
    totals: Counter[str] = Counter()
    for work in seen.days:
        totals[work.reviewer] += work.claims
    pace = {found.reviewer: _duration(found.seconds) for found in seen.pace}
    rows = [
        Count(name, number, pane.look.accent, f"{pace[name]} a claim" if name in pace else "")
        for name, number in totals.most_common(REVIEWERS)
    ]
    lines = _block("By reviewer, and the usual time", rows, pane, room, "Nobody has marked yet.")
    if seen.log_cut:
        lines.append([Segment(" of the newest entries of the log", pane.base + pane.look.faint)])
    return lines


def _voices(seen: Overview, pane: Pane) -> list[Line]:
    title = "Weakest voices: said by, █ found false or misleading, ░ weak"
    if not seen.voices:
        return [_title(title, pane), *pane.row("", [("None so far.", pane.look.faint)], indent=1)]
    lines = [_title(title, pane)]
    most = max(voice.bad + voice.weak for voice in seen.voices)
    longest = max(cell_len(one_line(voice.name)) for voice in seen.voices)
    label = min(longest, 30, max(pane.width - _TOLD - 4, 8)) + 2
    for voice in seen.voices:
        found = f"{voice.bad:,} false or misleading" if voice.bad else ""
        weak = f"{voice.weak:,} weak" if voice.weak else ""
        told = ", ".join(part for part in (found, weak) if part)
        space = max(min(pane.width - label - _TOLD - 4, _BAR), 0)
        bad, soft = pane.look.statuses[Status.FALSE], pane.look.levels[Strength.ALLEGED]
        lines.append(
            [
                Segment(f" {fit(voice.name, label - 1)} ", pane.base + pane.look.text),
                Segment(fit(told, _TOLD), pane.base + pane.look.soft),
                Segment("█" * _cells(voice.bad, most, space), pane.base + bad),
                Segment("░" * _cells(voice.weak, most, space), pane.base + soft),
            ]
        )
    if seen.voices_cut:
        told = " of the first claims of each weak level and of each false or misleading one"
        lines.append([Segment(crop(told, pane.width), pane.base + pane.look.faint)])
    return lines


def _cells(number: int, most: int, width: int) -> int:
    """Whole cells for a number; something above 0 always shows where there is room."""
    return min(max(number * width // most, 1), width) if number else 0


def _block(
    title: str, rows: Sequence[Count], pane: Pane, room: int, nothing: str = ""
) -> list[Line]:
    """A title, and a row for each count: label, number, bar, what else is told."""
    lines = [_title(title, pane)]
    if not rows:
        return [*lines, [Segment(f" {nothing}", pane.base + pane.look.faint)]]
    most = max((row.number for row in rows), default=0) or 1
    digits = max(len(f"{row.number:,}") for row in rows)
    rest = max(cell_len(row.rest) for row in rows)
    label = min(_LABEL, max(room - digits - rest - 4, 4))
    width = max(min(room - label - digits - rest - (2 if rest else 0) - 4, _BAR), 0)
    for row in rows:
        drawn = bar(row.number / most, width)
        lines.append(
            [
                Segment(f" {fit(row.label, label)}", pane.base + pane.look.text),
                Segment(f"{row.number:>{digits},}  ", pane.base + pane.look.strong),
                Segment(fit(drawn, width), pane.base + row.style),
                Segment(f"  {row.rest}" if row.rest else "", pane.base + pane.look.soft),
            ]
        )
    return lines


def _title(title: str, pane: Pane) -> Line:
    return [Segment(crop(f" {title}", pane.width), pane.base + pane.look.faint)]


def _beside(left: list[Line], right: list[Line], room: int, pane: Pane) -> list[Line]:
    """Two blocks side by side; the shorter one ends in blank lines."""
    lines: list[Line] = []
    nothing: Line = []
    for one, other in zip_longest(left, right, fillvalue=nothing):
        space = " " * max(room + _GAP - width_of(one), 0)
        lines.append([*one, Segment(space, pane.base), *other])
    return lines


def _day(day: str) -> str:
    try:
        moment = datetime.fromisoformat(day)
    except ValueError:
        return one_line(day)
    return f"{moment:%a} {moment.day} {moment:%b}"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 120 else f"{whole // 60} min {whole % 60:02} s"
