"""What a query asks of the acts beside a verdict: sign-off, replies, second readings, embargoes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from db import embargoes, events
from db.query import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from db.connection import Connection

Condition = tuple[str, tuple[Any, ...]]
Part = tuple[str, bool, Condition]
"""An expression, whether it is exact, and the same as a condition on the row `c`."""

_READ = (
    "EXISTS (SELECT 1 FROM second_readings r WHERE r.claim_id = c.id "
    "AND r.finished IS NOT NULL AND r.status {} c.status)"
)


def part(kind: Kind, values: Iterable[str], facet: Callable[[str], str]) -> Part:
    """A choice of values of `signed:`, `reply:` or `second:`; facet makes a word an expression."""
    known = {Kind.SIGNED: _SIGNED, Kind.REPLY: _REPLY, Kind.SECOND: _SECOND}[kind]
    chosen = [known[value] for value in values]
    matches = [_match(words, facet) for words, _, _ in chosen]
    sql = " OR ".join(f"({condition})" for _, _, condition in chosen)
    today = date.today().isoformat()  # noqa: DTZ011 (a deadline is a day of the desk's calendar)
    bound = (today,) * sql.count("?")
    return (
        f"({' OR '.join(matches)})",
        all(exact for _, exact, _ in chosen),
        (sql, bound),
    )


def embargoed(conn: Connection) -> Condition | None:
    """The claims that must not go out now, as a condition on the row; None where there are none."""
    documents, claims = embargoes.held(conn, events.now())
    if not documents and not claims:
        return None
    in_documents, alone = ", ".join("?" * len(documents)), ", ".join("?" * len(claims))
    return (
        f"c.document_id IN ({in_documents}) OR c.id IN ({alone})",
        (*documents, *claims),
    )


_SIGNED: dict[str, tuple[str, bool, str]] = {
    "yes": ("gy", True, "c.signed_by IS NOT NULL AND c.sign_off_stale = 0"),
    "stale": ("gs", True, "c.signed_by IS NOT NULL AND c.sign_off_stale = 1"),
    "no": ("-g", True, "c.signed_by IS NULL"),
}
_REPLY = {
    "overdue": ("qo", False, "c.reply_due IS NOT NULL AND c.reply_due < ?"),
    "open": ("qo", True, "c.reply_due IS NOT NULL"),
    "answered": ("qa", True, "c.reply_count > 0 AND c.reply_due IS NULL"),
    "none": ("-qo qa", True, "c.reply_count = 0"),
}
_SECOND = {
    "open": ("bo", True, "c.second_open > 0"),
    "done": ("bd", True, "c.second_done > 0"),
    "agrees": ("bd", False, _READ.format("=")),
    "differs": ("bd", False, _READ.format("<>")),
    "none": ("-bo bd", True, "c.second_open + c.second_done = 0"),
}


def _match(words: str, facet: Callable[[str], str]) -> str:
    """One word of the facets, or, behind a minus, none of several."""
    if not words.startswith("-"):
        return facet(words)
    return f"({facet('a')} NOT ({' OR '.join(map(facet, words[1:].split()))}))"
