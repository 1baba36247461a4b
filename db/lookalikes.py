"""Look-alikes: which wordings share keys, which of them were found alike, and whose claims they are.

What makes two wordings alike is not known here: the caller brings keys and scores. Wordings go by
their folded number, so that a sentence that a thousand claims share is compared once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from db.connection import plain_cursor, transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from db.connection import Connection

CROWD = 8
"""Wordings that one key holds at most: what more of them share tells nothing apart."""

IS_DUPLICATE = """(c.superseded = 0 AND (
  EXISTS (SELECT 1 FROM claims o WHERE o.fold = c.fold AND o.id <> c.id AND o.superseded = 0)
  OR EXISTS (SELECT 1 FROM lookalikes l JOIN claims o ON o.fold = l.other
    WHERE l.fold = c.fold AND o.superseded = 0 AND NOT (o.document_id = c.document_id
      AND o.span_start < c.span_end AND c.span_start < o.span_end))))"""
"""Whether a claim `c` has a twin or a look-alike, as SQL: what its column `duplicate` must hold."""

_SOME = 500


class Waiting(NamedTuple):
    """A claim whose wording was not compared yet."""

    claim_id: int
    document_id: int
    span: tuple[int, int]
    fold: int
    wording: str

    def overlaps(self, other: Waiting) -> bool:
        """Whether both share words of one text, so that one is a piece of the other."""
        return (
            self.document_id == other.document_id
            and self.span[0] < other.span[1]
            and other.span[0] < self.span[1]
        )


class Alike(NamedTuple):
    """A look-alike of a claim. score 0 to 100; `differs` names what to look at before using it."""

    claim_id: int
    score: int
    differs: tuple[str, ...]


class Pair(NamedTuple):
    """Two wordings, by their folded numbers, that are alike."""

    fold: int
    other: int
    score: int
    differs: tuple[str, ...]


def of_claim(conn: Connection, claim_id: int, limit: int = 200) -> list[Alike]:
    """The look-alikes of a claim, the nearest first, at most `limit`; the same words score 100.

    Pieces of the claim itself and claims of superseded versions are left out.
    """
    rows = plain_cursor(conn).execute(
        "SELECT a.other_id, max(a.score), a.differs FROM claims_alike a "
        "JOIN claims o ON o.id = a.other_id WHERE a.claim_id = ? "
        "GROUP BY a.other_id ORDER BY a.score DESC, o.place LIMIT ?",
        (claim_id, limit),
    )
    return [Alike(other, score, tuple(differs.split())) for other, score, differs in rows]


def waiting_count(conn: Connection, cap: int = 10_000) -> int:
    """How many claims were not compared yet, counted up to `cap`."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM lookalikes_waiting LIMIT ?)"
    return int(plain_cursor(conn).execute(sql, (cap,)).fetchone()[0])


def waiting(conn: Connection, limit: int, first: int | None = None) -> list[Waiting]:
    """Claims that were not compared yet, the newest first, at most `limit`.

    first is a claim that comes before all others where it waits.
    """
    rows = plain_cursor(conn).execute(
        "SELECT c.id, c.document_id, c.span_start, c.span_end, c.fold, c.wording FROM ("
        "SELECT claim_id FROM lookalikes_waiting WHERE claim_id = ?1 UNION SELECT claim_id FROM "
        "(SELECT claim_id FROM lookalikes_waiting ORDER BY claim_id DESC LIMIT ?2)"
        ") w JOIN claims c ON c.id = w.claim_id ORDER BY c.id IS NOT ?1, c.id DESC LIMIT ?2",
        (first, limit),
    )
    return [
        Waiting(claim_id, document_id, (start, end), fold, wording)
        for claim_id, document_id, start, end, fold, wording in rows
    ]


def hold(conn: Connection, wanted: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """Put wordings under keys, `(key, fold)` in order of the keys, where a key has room for more.

    Gives all wordings that each of these keys then holds. Two programs that do this at once miss
    none of each other's: the later one finds what the earlier one put there. One transaction.
    """
    found: dict[int, list[int]] = {}
    added: list[tuple[int, int]] = []
    with transaction(conn):
        cursor = plain_cursor(conn)
        for marks, some in _parts(sorted({key for key, _ in wanted})):
            for key, fold in cursor.execute(
                f"SELECT key, fold FROM lookalike_keys WHERE key IN ({marks})", some
            ):
                found.setdefault(key, []).append(fold)
        for key, fold in wanted:
            crowd = found.setdefault(key, [])
            if len(crowd) < CROWD and fold not in crowd:
                crowd.append(fold)
                added.append((key, fold))
        cursor.executemany("INSERT INTO lookalike_keys VALUES (?, ?)", added)
    return found


def wordings(conn: Connection, folds: Iterable[int]) -> dict[int, str]:
    """A wording for each folded number that a claim of today has."""
    found: dict[int, str] = {}
    for marks, some in _parts(sorted(set(folds))):
        found.update(
            plain_cursor(conn)
            .execute(f"SELECT fold, wording FROM claims WHERE fold IN ({marks})", some)
            .fetchall()
        )
    return found


def put(conn: Connection, pairs: Sequence[Pair]) -> None:
    """Keep pairs that were found, and mark their claims. One transaction."""
    with transaction(conn):
        plain_cursor(conn).executemany(
            "INSERT OR REPLACE INTO lookalikes VALUES (?, ?, ?, ?)",
            [
                (one, other, pair.score, " ".join(pair.differs))
                for pair in pairs
                for one, other in ((pair.fold, pair.other), (pair.other, pair.fold))
            ],
        )
        refresh(conn, {fold for pair in pairs for fold in (pair.fold, pair.other)})


def compared(conn: Connection, claims: Sequence[Waiting]) -> None:
    """Take claims off the waiting list. One transaction."""
    with transaction(conn):
        plain_cursor(conn).executemany(
            "DELETE FROM lookalikes_waiting WHERE claim_id = ?",
            sorted((one.claim_id,) for one in claims),
        )


def refresh(conn: Connection, folds: Iterable[int]) -> None:
    """Set `duplicate` on the claims of these wordings, and on those of their look-alikes."""
    wanted = set(folds)
    for marks, some in _parts(sorted(wanted)):
        wanted.update(
            other
            for (other,) in plain_cursor(conn).execute(
                f"SELECT other FROM lookalikes WHERE fold IN ({marks})", some
            )
        )
    for marks, some in _parts(sorted(wanted)):
        conn.execute(
            f"UPDATE claims AS c SET duplicate = {IS_DUPLICATE} "
            f"WHERE c.fold IN ({marks}) AND c.duplicate <> {IS_DUPLICATE}",
            some,
        )


def _parts(values: Sequence[int]) -> Iterator[tuple[str, Sequence[int]]]:
    """The values in parts that one statement takes, each with its question marks."""
    for start in range(0, len(values), _SOME):
        some = values[start : start + _SOME]
        yield ", ".join("?" * len(some)), some
