"""Searching: ids in an order, page by page or as a stream, and bounded counts.

What keeps it quick at a million claims: hits of the full-text index come in document order by
themselves; nothing skips over rows (OFFSET), ranks or sorts more than a few thousand hits, or
counts beyond a bound. Few hits are sorted; many are read off the order's index, each tested.
"""

from __future__ import annotations

from array import array
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from db import hits, ordered, plan, ranking
from db.connection import named_errors, plain_cursor
from db.errors import BadValue
from db.query import Kind, Query, Term
from db.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.connection import Connection
    from db.plan import Plan

RANKED = hits.RANKED
"""Up to so many hits are ranked by relevance."""

_BY_PLACE = "INDEXED BY claims_length"

COUNT_CAP = 10_000
"""Counts stop here: `10,000+`."""


class Order(StrEnum):
    """What `--order` takes.

    document: as the claims stand in the documents, these as they came. relevance: the best match
    first. priority: what is worth checking and weakly attributed first, claims without a verdict
    before the others. confidence: the least sure first. worth: the most worth checking first.
    changed: the last changed first.
    """

    DOCUMENT = "document"
    RELEVANCE = "relevance"
    PRIORITY = "priority"
    CONFIDENCE = "confidence"
    WORTH = "worth"
    CHANGED = "changed"


class Page(NamedTuple):
    """Ids in order. `order` is the one they came in; `more` tells whether others follow.

    too_many: relevance was the order by default, and there are more hits than are ranked, so that
    the ids came in document order.
    """

    ids: tuple[int, ...]
    order: Order
    more: bool
    too_many: bool


def default_order(query: Query) -> Order:
    """By relevance where free words are asked for, else as the documents stand."""
    return Order.RELEVANCE if query.has_words else Order.DOCUMENT


def page(
    conn: Connection,
    query: Query,
    order: Order | str | None = None,
    after: int | None = None,
    limit: int = 50,
) -> Page:
    """One page of ids: those after the claim `after` in the order, at most `limit`.

    Raises BadValue for an unknown order.
    """
    used, too_many = chosen_order(conn, query, order)
    found = list(ids(conn, query, used, after, limit + 1))
    return Page(tuple(found[:limit]), used, len(found) > limit, too_many)


def chosen_order(conn: Connection, query: Query, order: Order | str | None) -> tuple[Order, bool]:
    """The order in which a query's hits come, and whether they are too many to be ranked.

    Without an order: by relevance where the query has words and at most RANKED hits, else document
    order. Raises BadValue for an unknown order.
    """
    wanted = checked_order(query, order)
    too_many = (
        order is None
        and wanted is Order.RELEVANCE
        and count(conn, query, hits.RANKED) > hits.RANKED
    )
    return (Order.DOCUMENT if too_many else wanted), too_many


def ids(
    conn: Connection,
    query: Query,
    order: Order | str | None = None,
    after: int | None = None,
    limit: int | None = None,
    *,
    back: bool = False,
) -> Iterator[int]:
    """Ids of the claims that a query selects, in order, from after the claim `after`.

    Without an order that of `chosen_order`. With `relevance`: the first RANKED hits ranked, then
    the rest in document order. back gives those before the claim, the nearest first; raises
    BadValue for relevance, which is not read backwards. `Connection.interrupt()` from another
    thread ends it with Interrupted.
    """
    used, _ = chosen_order(conn, query, order)
    if back and used is Order.RELEVANCE:
        raise BadValue("by relevance, claims are not read backwards")
    with named_errors(conn.path):
        stream = _stream(conn, query, used, after, limit, back=back)
        yield from stream if limit is None else _first(stream, limit)


def next_open(
    conn: Connection, query: Query, order: Order | str, claim_id: int, *, back: bool = False
) -> Iterator[int]:
    """Ids of the query's claims without a verdict that follow a claim in an order, or precede it.

    One look into an index for the first, at any number of claims. The order is not `relevance`.
    """
    wanted = tuple(status.value for status in Status if not status.is_done)
    term = Term(Kind.STATUS, values=wanted)
    narrowed = Query((*query.clauses, (term,)), any_zone=query.any_zone)
    return ids(conn, narrowed, order, claim_id, back=back)


def opened_since(conn: Connection, at: str, limit: int = 1_000) -> list[int]:
    """Ids of claims without a verdict that changed at a time or later, the last changed first."""
    found: list[tuple[str, int]] = []
    with named_errors(conn.path):
        for status in (status for status in Status if not status.is_done):
            found += plain_cursor(conn).execute(
                "SELECT changed, id FROM claims INDEXED BY claims_by_change "
                "WHERE status = ? AND changed >= ? ORDER BY changed DESC LIMIT ?",
                (status.value, at, limit),
            )
    return [claim_id for _, claim_id in sorted(found, reverse=True)[:limit]]


def chunks(
    conn: Connection,
    query: Query,
    order: Order | str | None = None,
    *,
    first: int = 128,
    largest: int = 65_536,
) -> Iterator[array[int]]:
    """The same ids in arrays that grow from `first` to `largest`, for a list that fills as it shows."""
    size = first
    chunk = array("q")
    for claim_id in ids(conn, query, order):
        chunk.append(claim_id)
        if len(chunk) >= size:
            yield chunk
            chunk = array("q")
            size = min(largest, size * 4)
    if chunk:
        yield chunk


def count(conn: Connection, query: Query, cap: int | None = COUNT_CAP) -> int:
    """How many claims a query selects; where there are more than `cap`, `cap + 1`. None: all."""
    with named_errors(conn.path):
        known = tallied(conn, query)
        if known is not None:
            return known if cap is None else min(known, cap + 1)
        made = plan.make(conn, query)
        if cap is not None and cap <= hits.RANKED:
            return min(len(hits.first(conn, query, made)), cap + 1)
        return made.count_hits(conn, cap)


def tallied(conn: Connection, query: Query) -> int | None:
    """The whole count from the counters, where zone, status and strength are all that is asked for."""
    sql = "SELECT coalesce(sum(claims), 0) FROM tallies WHERE 1"
    values: list[str] = []
    if query.shown_only:
        sql += " AND zone IN ('body','headline')"
    if query.current_only:
        sql += " AND superseded = 0"
    for clause in query.clauses:
        choices = []
        for term in clause:
            if term.kind not in {Kind.STATUS, Kind.STRENGTH, Kind.ZONE}:
                return None
            inside = f"{term.kind.value} IN ({', '.join('?' * len(term.values))})"
            choices.append(f"NOT {inside}" if term.negated else inside)
            values += term.values
        sql += f" AND ({' OR '.join(choices)})"
    return int(plain_cursor(conn).execute(sql, values).fetchone()[0])


def checked_order(query: Query, order: Order | str | None) -> Order:
    """The order as named, or the query's own. Raises BadValue for an unknown one."""
    if order is None:
        return default_order(query)
    try:
        order = Order(order)
    except ValueError:
        raise BadValue(f"unknown order {str(order)[:30]!r}: one of {', '.join(Order)}") from None
    if order is Order.RELEVANCE and not query.has_words:
        return Order.DOCUMENT
    return order


def _stream(
    conn: Connection,
    query: Query,
    order: Order,
    after: int | None,
    limit: int | None,
    *,
    back: bool,
) -> Iterator[int]:
    made = plan.make(conn, query)
    if order is Order.DOCUMENT:
        known = hits.known(conn, query) if after is None and not back else None
        if known is not None and limit is not None and limit <= hits.RANKED:
            return (row[0] for row in hits.rows(conn, known[:limit], "c.id", _BY_PLACE))
        return _in_document_order(conn, made, after, limit, back=back)
    if order is Order.RELEVANCE:
        return _ranked(conn, query, made, after)
    return ordered.ids(conn, query, made, order.value, after, back=back)


def _in_document_order(
    conn: Connection, made: Plan, after: int | None, limit: int | None, *, back: bool = False
) -> Iterator[int]:
    place = None
    if after is not None:
        row = (
            plain_cursor(conn).execute("SELECT place FROM claims WHERE id = ?", (after,)).fetchone()
        )
        place = row[0] if row else None
    sql, values = made.hits("c.id", place, back=back)
    by = made.in_order(back=back)
    cursor = plain_cursor(conn).execute(
        f"{sql} ORDER BY {by} LIMIT ?", (*values, -1 if limit is None else limit)
    )
    for (claim_id,) in cursor:
        yield claim_id


def _ranked(conn: Connection, query: Query, made: Plan, after: int | None) -> Iterator[int]:
    places = hits.first(conn, query, made)
    found = list(hits.rows(conn, places[: hits.RANKED], "c.id, c.place, c.words", _BY_PLACE))
    best = ranking.ranked(conn, query, made, found)

    def whole() -> Iterator[int]:
        yield from best
        if len(places) > hits.RANKED:
            yield from _in_document_order(conn, made, found[-1][0], None)

    return _after(whole(), after)


def _after(stream: Iterator[int], after: int | None) -> Iterator[int]:
    """What follows the claim `after` in a stream."""
    if after is not None:
        for claim_id in stream:
            if claim_id == after:
                break
    yield from stream


def _first(stream: Iterator[int], limit: int) -> Iterator[int]:
    if limit <= 0:
        return
    for number, claim_id in enumerate(stream, 1):
        yield claim_id
        if number == limit:
            return
