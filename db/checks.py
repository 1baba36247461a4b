"""Values that reviewers give, checked before they reach a column, with a line that helps."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from db.errors import BadValue
from db.records import QuoteCheck, Status
from db.text import optional, storable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ][0-9:.]+(Z|[+-]\d\d:?\d\d)?)?)?)?\Z", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?\+00:00\Z", re.ASCII)
_GRADE = re.compile(r"[A-F][1-6]\Z")


def chosen(kinds: type[StrEnum], value: Any, name: str) -> str:
    """The value where it is one of an enumeration's. Raises BadValue that lists them."""
    try:
        return kinds(value).value
    except ValueError:
        every = ", ".join(kinds)
        raise BadValue(f"unknown {name} {str(value)[:40]!r}: one of {every}") from None


def checked_actor(actor: str) -> str:
    """The name of who acts. Raises BadValue for none."""
    name = " ".join(storable(actor).split())
    if not name:
        raise BadValue("a reviewer's name is needed")
    return name


def checked_changes(changes: Mapping[str, Any]) -> dict[str, Any]:
    """What `mark` may set: status, reason, note, quote_check; blank text clears. Raises BadValue."""
    checked: dict[str, Any] = {}
    for name, value in changes.items():
        if name == "status":
            checked[name] = chosen(Status, value, "status")
        elif name == "quote_check":
            checked[name] = chosen(QuoteCheck, value, "quote check")
        elif name in {"reason", "note"}:
            checked[name] = optional(value)
        else:
            raise BadValue(f"{name!r} is nothing that a mark sets")
    return checked


def checked_grade(grade: str | None) -> str | None:
    """An Admiralty grade, `a1` to `F6`, in capitals. Raises BadValue."""
    grade = optional(grade)
    if grade is None:
        return None
    if not _GRADE.match(grade.upper()):
        raise BadValue(
            f"unknown grade {grade[:20]!r}: a letter A to F for the source's reliability "
            "and a figure 1 to 6 for the credibility, such as B2"
        )
    return grade.upper()


def checked_date(value: str | None) -> str | None:
    """An ISO 8601 date, also of a year or a month alone. Raises BadValue."""
    given = optional(value)
    if given is not None and not _DATE.match(given):
        raise BadValue(f"{given[:40]!r} is no date: write 2026-03-09")
    return given


def checked_day(day: str | None, name: str) -> str:
    """A day of the calendar, ISO 8601. Raises BadValue, also for none."""
    given = optional(day) or ""
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise BadValue(f"{name}: {given[:40]!r} is no day: write 2026-03-09") from None


def checked_moment(moment: str | None, name: str) -> str:
    """A moment in UTC, ISO 8601 with its offset `+00:00`. Raises BadValue, also for none."""
    given = optional(moment) or ""
    try:
        datetime.fromisoformat(given)
    except ValueError:
        given = ""
    if not _MOMENT.match(given):
        raise BadValue(
            f"{name}: {(moment or '')[:40]!r} is no moment: write 2026-03-09T06:00+00:00"
        )
    return given


def needed(value: str | None, name: str) -> str:
    """A text that can't be left out. Raises BadValue for none."""
    given = optional(value)
    if given is None:
        raise BadValue(f"{name} is needed")
    return given
