"""The desk's looks: each theme's few colours, and the styles made of them.

Ink and paper, one accent; warm for weak levels, neutral for named and asserted, cool for
confirmed. Contrast is at least 4.5:1 for every text, 7:1 in the two high-contrast themes.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme

from claims.model import Strength
from db.records import Status

DEFAULT = "night"
PLAIN = "plain"
"""The theme without any colour, for NO_COLOR."""


class Colours(NamedTuple):
    """A theme's colours. `weak` runs from rumour to credible, in five steps."""

    dark: bool
    paper: str
    raised: str
    cursor: str
    ink: str
    soft: str
    faint: str
    other: str
    rule: str
    accent: str
    weak: tuple[str, str, str, str, str]
    confirmed: str
    good: str
    bad: str
    doubt: str
    ansi: bool = False


_NIGHT = Colours(
    dark=True,
    paper="#16181b",
    raised="#1f2226",
    cursor="#2a3038",
    ink="#e4e2da",
    soft="#b7b6ae",
    faint="#9a9c98",
    other="#9db2c9",
    rule="#3b4046",
    accent="#8db4e2",
    weak=("#e8896b", "#e59a62", "#dcab62", "#cfb877", "#c6bf97"),
    confirmed="#7fc4d8",
    good="#93c08a",
    bad="#e58a80",
    doubt="#d9b86c",
)
_PAPER = Colours(
    dark=False,
    paper="#f8f5ee",
    raised="#efeae0",
    cursor="#e2dccd",
    ink="#211f1a",
    soft="#46433b",
    faint="#625e54",
    other="#3c5875",
    rule="#c4bdad",
    accent="#1d4f8c",
    weak=("#96330f", "#8a3f0a", "#7a4a05", "#685204", "#57562a"),
    confirmed="#0f5566",
    good="#2b5d23",
    bad="#962a22",
    doubt="#6e4d00",
)
_HIGH_DARK = Colours(
    dark=True,
    paper="#000000",
    raised="#101010",
    cursor="#26323f",
    ink="#ffffff",
    soft="#ececec",
    faint="#cccccc",
    other="#b9d3ee",
    rule="#8a8a8a",
    accent="#a8d1ff",
    weak=("#ffb39a", "#ffbf8c", "#ffcf85", "#f5dd8f", "#efe6b4"),
    confirmed="#9be8ff",
    good="#b3f0a6",
    bad="#ffb3ab",
    doubt="#ffd985",
)
_HIGH_LIGHT = Colours(
    dark=False,
    paper="#ffffff",
    raised="#f2f2f2",
    cursor="#dfe8f2",
    ink="#000000",
    soft="#1c1c1c",
    faint="#3d3d3d",
    other="#23425f",
    rule="#6a6a6a",
    accent="#003a7a",
    weak=("#6e1d00", "#662900", "#573400", "#4a3a00", "#3c3c14"),
    confirmed="#003d4d",
    good="#0f4208",
    bad="#700d07",
    doubt="#4d3500",
)
_TERMINAL = Colours(
    dark=True,
    paper="default",
    raised="default",
    cursor="default",
    ink="default",
    soft="default",
    faint="default",
    other="default",
    rule="default",
    accent="blue",
    weak=("red", "red", "yellow", "yellow", "yellow"),
    confirmed="cyan",
    good="green",
    bad="red",
    doubt="yellow",
    ansi=True,
)
COLOURS = {
    "night": _NIGHT,
    "paper": _PAPER,
    "high-contrast": _HIGH_DARK,
    "high-contrast-paper": _HIGH_LIGHT,
    "terminal": _TERMINAL,
}
"""Each theme by name; `terminal` uses the terminal's own sixteen colours."""


class Inks(NamedTuple):
    """The styles of one theme. Every distinction by colour is made again without it."""

    text: Style
    strong: Style
    soft: Style
    faint: Style
    rule: Style
    accent: Style
    cursor: Style
    resting: Style
    claim: Style
    cue: Style
    source: Style
    other: Style
    chosen: Style
    warning: Style
    good: Style
    levels: dict[Strength, Style]
    statuses: dict[Status, Style]


@cache
def inks(name: str) -> Inks:
    """The styles of a theme, by its name; the plain ones for an unknown name."""
    colours = COLOURS.get(name)
    return _plain_inks() if colours is None else _coloured(colours)


def _coloured(colours: Colours) -> Inks:
    def ink(
        colour: str, *, bold: bool | None = None, dim: bool | None = None, **line: bool
    ) -> Style:
        italic, underline = line.get("italic"), line.get("underline")
        return Style(color=colour, bold=bold, dim=dim, italic=italic, underline=underline)

    weak = [ink(colour) for colour in colours.weak]
    levels = dict(zip(Strength, [*weak, ink(colours.soft), ink(colours.soft)], strict=False))
    levels[Strength.CONFIRMED] = ink(colours.confirmed)
    cursor = Style(reverse=True) if colours.ansi else Style(bgcolor=colours.cursor, bold=True)
    resting = Style(bold=True) if colours.ansi else Style(bgcolor=colours.raised)
    dim = True if colours.ansi else None
    return Inks(
        text=ink(colours.ink),
        strong=ink(colours.ink, bold=True),
        soft=ink(colours.soft),
        faint=ink(colours.faint, dim=dim),
        rule=ink(colours.rule, dim=dim),
        accent=ink(colours.accent),
        cursor=cursor,
        resting=resting,
        claim=ink(colours.ink, underline=True),
        cue=ink(colours.accent, bold=True),
        source=ink(colours.ink, italic=True),
        other=ink(colours.other, dim=dim),
        chosen=ink(colours.accent, bold=True),
        warning=ink(colours.bad, bold=True),
        good=ink(colours.good),
        levels=levels,
        statuses=_statuses(colours),
    )


def _statuses(colours: Colours) -> dict[Status, Style]:
    named = {
        Status.UNREVIEWED: colours.faint,
        Status.CHECKING: colours.accent,
        Status.VERIFIED: colours.good,
        Status.FALSE: colours.bad,
        Status.MISLEADING: colours.doubt,
        Status.DISPUTED: colours.doubt,
        Status.UNVERIFIABLE: colours.soft,
        Status.SET_ASIDE: colours.faint,
    }
    return {status: Style(color=colour) for status, colour in named.items()}


def _plain_inks() -> Inks:
    none, bold, dim = Style(), Style(bold=True), Style(dim=True)
    return Inks(
        text=none,
        strong=bold,
        soft=none,
        faint=dim,
        rule=dim,
        accent=bold,
        cursor=Style(reverse=True),
        resting=bold,
        claim=Style(underline=True),
        cue=bold,
        source=Style(italic=True),
        other=dim,
        chosen=bold,
        warning=bold,
        good=none,
        levels=dict.fromkeys(Strength, none),
        statuses=dict.fromkeys(Status, none),
    )


def textual_themes() -> list[Theme]:
    """The themes as Textual takes them, for the few widgets that it draws itself."""
    themes = [_theme(name, colours) for name, colours in COLOURS.items()]
    return [*themes, _theme(PLAIN, _TERMINAL, accent="ansi_default")]


def _theme(name: str, colours: Colours, accent: str | None = None) -> Theme:
    def colour(value: str) -> str:
        return f"ansi_{value}" if colours.ansi else value

    accent = accent or colour(colours.accent)
    bad = "ansi_default" if name == PLAIN else colour(colours.bad)
    reversed_text = "reverse" if colours.ansi else "none"
    ink, paper = colour(colours.ink), colour(colours.paper)
    return Theme(
        name=name,
        primary=accent,
        secondary=accent,
        accent=accent,
        warning=bad,
        error=bad,
        success=accent if name == PLAIN else colour(colours.good),
        foreground=ink,
        background=paper,
        surface=paper,
        panel=colour(colours.raised),
        boost=paper,
        dark=colours.dark,
        ansi=colours.ansi,
        variables={
            **(BUILTIN_THEMES["ansi-dark"].variables if colours.ansi else {}),
            "desk-soft": colour(colours.soft),
            "desk-faint": colour(colours.faint),
            "desk-rule": colour(colours.rule),
            "desk-cursor": colour(colours.cursor),
            "desk-chosen": reversed_text,
            "border": accent,
            "border-blurred": colour(colours.rule),
            "block-cursor-foreground": ink,
            "block-cursor-background": colour(colours.cursor),
            "block-cursor-text-style": "bold" if not colours.ansi else "reverse",
            "block-hover-background": colour(colours.raised),
            "input-cursor-background": ink,
            "input-cursor-foreground": paper,
            "input-cursor-text-style": reversed_text,
            "input-selection-background": colour(colours.cursor),
            "input-selection-foreground": ink,
            "scrollbar": colour(colours.rule),
            "scrollbar-hover": colour(colours.faint),
            "scrollbar-active": accent,
            "scrollbar-background": paper,
            "scrollbar-background-hover": paper,
            "scrollbar-background-active": paper,
            "scrollbar-corner-color": paper,
        },
    )
