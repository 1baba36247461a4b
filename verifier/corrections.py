"""What went out, and what was said differently since: read off the log, never kept beside it.

A verdict (status or reason) that differs from the one published before is a correction. What was
taken back before anybody read it is none: only what a publication showed, and what holds now, count.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from db.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from db.records import Event


@dataclass(frozen=True, slots=True)
class Said:
    """What the desk says of a claim at one moment."""

    status: Status
    reason: str | None

    @property
    def words(self) -> str:
        """The status and the reason for people: `false: the audit found it`."""
        status = self.status.value.replace("-", " ")
        return f"{status}: {self.reason}" if self.reason else status


@dataclass(frozen=True, slots=True)
class Publication:
    """One going out of a claim. at is UTC, ISO 8601; said is what the report showed of it.

    head is the last event of the log that the report was made from.
    """

    head: int
    at: str
    url: str | None
    said: Said


@dataclass(frozen=True, slots=True)
class Correction:
    """A published verdict that changed.

    said, published_at, published_url  what went out first, when and where
    says                               what holds instead
    event_id, at, reviewer             the change that made it so
    shown_at                           when a report with the new verdict went out, None before
    """

    claim_id: int
    said: Said
    says: Said
    published_at: str
    published_url: str | None
    event_id: int
    at: str
    reviewer: str
    shown_at: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a publish event tells of one claim: its status, after which event of the log, where."""

    event: Event
    status: Status
    head: int
    url: str | None


def shown(published: Iterable[Event]) -> dict[int, list[Shown]]:
    """Read publish events, oldest first, by the id of the claim that they showed."""
    found: dict[int, list[Shown]] = {}
    for event in published:
        after = event.after or {}
        head = after.get("log_head")
        url = after.get("url") or None
        for key, status in (after.get("claims") or {}).items():
            one = Shown(event, Status(status), event.id if head is None else int(head), url)
            found.setdefault(int(key), []).append(one)
    return found


def publications(
    went_out: Sequence[Shown], history: Sequence[Event], now: Said
) -> list[Publication]:
    """Tell what each publication said of a claim, oldest first.

    history are the claim's own events, oldest first; the reason shown is the one that held after
    the event that the report was made from.
    """
    return [
        Publication(
            one.head,
            one.event.at,
            one.url,
            Said(one.status, _value_at(history, "reason", one.head, now.reason)),
        )
        for one in went_out
    ]


def corrections(
    claim_id: int, published: Sequence[Publication], history: Sequence[Event], now: Said
) -> list[Correction]:
    """Find where a published verdict gave way to another, oldest first.

    Each publication is held against the next one, the last against what holds now.
    """
    found = []
    later = [*published, None]
    for earlier, after in pairwise(later):
        says = now if after is None else after.said
        if earlier is None or not earlier.said.status.is_verdict or earlier.said == says:
            continue
        end = None if after is None else after.head
        change = _change([event for event in history if event.id > earlier.head], end)
        if change is not None:
            found.append(
                Correction(
                    claim_id,
                    earlier.said,
                    says,
                    earlier.at,
                    earlier.url,
                    change.id,
                    change.at,
                    change.reviewer,
                    None if after is None else after.at,
                )
            )
    return found


def first_verdict(published: Iterable[Publication]) -> Publication | None:
    """Give the first publication that showed a verdict."""
    return next((one for one in published if one.said.status.is_verdict), None)


def last_url(published: Iterable[Publication]) -> str | None:
    """Give the address that was named last."""
    return next((one.url for one in reversed(list(published)) if one.url), None)


def _value_at(history: Iterable[Event], field: str, head: int, now: Any) -> Any:
    """Tell what a field held after an event: what the next change of it found, else what it holds."""
    for event in history:
        if event.id > head and field in (event.after or {}):
            return (event.before or {}).get(field)
    return now


def _change(history: Iterable[Event], end: int | None) -> Event | None:
    """Find the last event up to an end that changed the verdict."""
    before_end = [event for event in history if end is None or event.id <= end]
    return next((event for event in reversed(before_end) if _changed_verdict(event)), None)


def _changed_verdict(event: Event) -> bool:
    before: Mapping[str, Any] = event.before or {}
    after: Mapping[str, Any] = event.after or {}
    return any(
        field in after and before.get(field) != after[field] for field in ("status", "reason")
    )
