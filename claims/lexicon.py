"""The words that carry attribution, as data: `lexicon.toml` and what a user adds to it."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from claims.errors import LexiconInvalid
from claims.model import Modality, Stance, Strength

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

KINDS = frozenset(
    "verb adverb adjective noun frame role office institution anonymous vouching outlet media "
    "document doubt family crowd title place body".split()
)
_LEVELS: dict[str, Strength | None] = {level.value: level for level in Strength}
_LEVELS["source"] = None
_LEVELS["none"] = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One form with its kind and level.

    level    None where the source decides, and where nothing is attributed (`carries` is false)
    stance   what a verb or noun does with its content
    act      the clause is a claim of its own beside the content
    mode     the content's modality, where the word sets it
    source   where the choice comes from
    """

    form: str
    kind: str
    level: Strength | None
    carries: bool
    stance: Stance
    act: bool
    mode: Modality | None
    source: str


class Lexicon:
    """Entries by kind and form; `version` names exactly this content."""

    def __init__(self, entries: Iterator[Entry] | list[Entry]) -> None:
        self._kinds: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
        for entry in entries:
            self._kinds[entry.kind][entry.form] = entry
        lines = sorted(repr(entry) for forms in self._kinds.values() for entry in forms.values())
        self.version = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    def kind(self, kind: str) -> Mapping[str, Entry]:
        """All entries of a kind, by form."""
        return self._kinds[kind]

    def get(self, kind: str, form: str) -> Entry | None:
        """The entry of a form, None where the lexicon has none."""
        return self._kinds[kind].get(form)

    def has(self, kind: str, form: str) -> bool:
        """Does the lexicon hold this form in this kind?"""
        return form in self._kinds[kind]


def load(extension: Path | None = None) -> Lexicon:
    """The project's lexicon, with the entries of a user's file over it.

    Raises LexiconInvalid, naming the file and the group, where it does not fit, and OSError where
    it can't be read.
    """
    if extension is None:
        return _standard()
    try:
        rows = tomllib.loads(extension.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconInvalid(f"{extension}: not valid TOML ({error})") from error
    return Lexicon([*_own_entries(), *_entries(rows, str(extension))])


@cache
def _standard() -> Lexicon:
    return Lexicon(list(_own_entries()))


@cache
def _own_entries() -> tuple[Entry, ...]:
    text = files("claims").joinpath("lexicon.toml").read_text(encoding="utf-8")
    return tuple(_entries(tomllib.loads(text), "lexicon.toml"))


def _entries(rows: dict[str, Any], name: str) -> Iterator[Entry]:
    groups = rows.get("group")
    if not isinstance(groups, list):
        raise LexiconInvalid(f"{name}: no [[group]] in it")
    for number, group in enumerate(groups, 1):
        try:
            yield from _group(group)
        except (KeyError, TypeError, ValueError) as error:
            raise LexiconInvalid(f"{name}: group {number} does not fit ({error})") from error


def _group(group: dict[str, Any]) -> Iterator[Entry]:
    kind, level = group["kind"], group["level"]
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}")
    if level not in _LEVELS:
        raise ValueError(f"unknown level {level!r}")
    mode = group.get("mode")
    for form in group["forms"]:
        if not isinstance(form, str) or not form.strip():
            raise ValueError(f"a form is a word or several, not {form!r}")
        yield Entry(
            form=form.lower(),
            kind=kind,
            level=_LEVELS[level],
            carries=level != "none",
            stance=Stance(group.get("stance", "asserts")),
            act=bool(group.get("act", False)),
            mode=None if mode is None else Modality(mode),
            source=str(group["source"]),
        )
