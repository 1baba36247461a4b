"""A desk's own names and numbers for the fixed statuses, as its settings give them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from db.records import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

Number = int | float


@dataclass(frozen=True, slots=True)
class Rating:
    """What a desk calls a status, and its place on the desk's scale, None for words only."""

    label: str
    value: Number | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A desk's ratings by status. best and worst are the ends of the scale, None for words only.

    best is the value of what is wholly true, and the greater number.
    """

    ratings: Mapping[Status, Rating] = field(default_factory=dict)
    best: Number | None = None
    worst: Number | None = None

    def label(self, status: Status) -> str | None:
        """Give the desk's name for a status, None where it has none of its own."""
        rating = self.ratings.get(status)
        return None if rating is None else rating.label

    def value(self, status: Status) -> Number | None:
        """Give the number of a status, None where it has none."""
        rating = self.ratings.get(status)
        return None if rating is None else rating.value

    def words(self, status: Status) -> str:
        """Tell the desk's rating (`Mostly false, 2 on a scale from 1 to 5`); empty where it has none."""
        rating = self.ratings.get(status)
        if rating is None:
            return ""
        if rating.value is None:
            return rating.label
        return f"{rating.label}, {rating.value} on a scale from {self.worst} to {self.best}"


def parse(table: Any) -> Scale:
    """Read the `[ratings]` table of the settings. Raises ValueError that names the value."""
    if not isinstance(table, dict):
        raise ValueError("ratings is no table")  # noqa: TRY004 - a value of the file, not of a call
    ends = {name: _number(table[name], f"ratings.{name}") for name in _ENDS if name in table}
    ratings = {}
    for key, entry in table.items():
        if key not in _ENDS:
            status = _status(key)
            ratings[status] = _rating(entry, f"ratings.{key}")
    scale = Scale(ratings, ends.get("best"), ends.get("worst"))
    _check(scale)
    return scale


_ENDS = ("best", "worst")
_OF_RATING = frozenset({"label", "value"})


def _status(key: str) -> Status:
    try:
        return Status(key)
    except ValueError:
        known = ", ".join([*Status, *_ENDS])
        raise ValueError(f"ratings.{key} is no status; there are {known}") from None


def _rating(entry: Any, name: str) -> Rating:
    """Read a label alone, or a table of `label` and `value`."""
    if isinstance(entry, str):
        return Rating(_label(entry, name))
    if not isinstance(entry, dict) or not set(entry) <= _OF_RATING or "label" not in entry:
        raise ValueError(f'{name} is neither "words" nor {{ label = "words", value = 3 }}')
    value = _number(entry["value"], f"{name}.value") if "value" in entry else None
    return Rating(_label(entry["label"], f"{name}.label"), value)


def _label(value: Any, name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} has no words")
    return " ".join(value.split())


def _number(value: Any, name: str) -> Number:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{name} is no number: {value!r:.40}")
    return value


def _check(scale: Scale) -> None:
    """Raise ValueError where numbers and the ends of the scale don't fit together."""
    numbers = {status: rating.value for status, rating in scale.ratings.items()}
    numbered = {status: value for status, value in numbers.items() if value is not None}
    best, worst = scale.best, scale.worst
    if best is None or worst is None:
        if numbered or best is not None or worst is not None:
            raise ValueError("ratings with numbers need both ratings.best and ratings.worst")
        return
    if best <= worst:
        raise ValueError(f"ratings.best ({best}) is not above ratings.worst ({worst})")
    for status, value in numbered.items():
        if not status.is_verdict:
            raise ValueError(f"ratings.{status} is no verdict and takes no value")
        if not worst <= value <= best:
            raise ValueError(f"ratings.{status}.value {value} lies outside {worst} to {best}")
