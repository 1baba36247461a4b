"""Earlier fact-checks: put in by key, found again by their words.

The word index is SQLite's FTS5 with the Porter stemmer over claim and title, kept by triggers.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.connection import plain_cursor
from db.errors import BadValue
from db.events import append, canonical, now
from db.text import optional, storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.connection import Connection
    from db.records import Event

_COLUMNS = ("key", "external_id", "claim", "title", "url", "rating", "publisher", "date")
_LIST = ", ".join(_COLUMNS)
_INSERT = f"INSERT INTO factchecks ({_LIST}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_UPDATE = f"UPDATE factchecks SET {', '.join(f'{name} = ?' for name in _COLUMNS[1:])} WHERE key = ?"
_CANDIDATES = """
SELECT f.external_id, f.claim, f.title, f.url, f.rating, f.publisher, f.date, found.weight
FROM (SELECT rowid AS place, -bm25(factchecks_fts) AS weight FROM factchecks_fts
      WHERE factchecks_fts MATCH ? ORDER BY rank LIMIT ?) AS found
JOIN factchecks AS f ON f.id = found.place ORDER BY found.weight DESC, found.place
"""
_TOKENS = "tokenize='porter unicode61 remove_diacritics 2'"
_STEMS = (
    f"CREATE VIRTUAL TABLE temp.typed_words USING fts5 (word, {_TOKENS})",
    "CREATE VIRTUAL TABLE temp.typed_terms USING fts5vocab (temp, typed_words, instance)",
)


@dataclass(frozen=True, slots=True)
class FactCheck:
    """An earlier fact-check as it was given. `external_id` is its id there, made up where none."""

    external_id: str
    claim: str
    title: str | None = None
    url: str | None = None
    rating: str | None = None
    publisher: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A fact-check that holds some of the words, and the index's weight for it (BM25)."""

    check: FactCheck
    weight: float


@dataclass(slots=True)
class Counts:
    """What an import did, row by row."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def rows(self) -> int:
        """Rows that went in or were there."""
        return self.added + self.updated + self.unchanged


def key_of(kind: str, *parts: str) -> str:
    """The key of a fact-check: 128 bits of BLAKE2b over what identifies it, in hexadecimal."""
    return hashlib.blake2b(canonical([kind, *parts]).encode(), digest_size=16).hexdigest()


def put(conn: Connection, rows: Iterable[tuple[str, FactCheck]], counts: Counts) -> None:
    """Add or update a batch of `(key, fact-check)` inside a transaction; the later of a key wins.

    Raises BadValue, before anything of the batch is written, for a text SQLite can't hold.
    """
    assert conn.in_transaction, "a batch is one transaction"
    given = [(key, _values(check)) for key, check in rows]
    cursor = plain_cursor(conn)
    marks = ", ".join("?" * len(given))
    stored: dict[str, tuple[Any, ...]] = {
        row[0]: row[1:]
        for row in cursor.execute(
            f"SELECT {_LIST} FROM factchecks WHERE key IN ({marks})", [key for key, _ in given]
        )
    }
    fresh: dict[str, tuple[Any, ...]] = {}
    changed: dict[str, tuple[Any, ...]] = {}
    for key, values in given:
        before = fresh.get(key) or changed.get(key) or stored.get(key)
        if before == values:
            counts.unchanged += 1
        elif before is None:
            fresh[key] = values
            counts.added += 1
        else:
            (fresh if key in fresh else changed)[key] = values
            counts.updated += 1
    cursor.executemany(_INSERT, [(key, *values) for key, values in fresh.items()])
    cursor.executemany(_UPDATE, [(*values, key) for key, values in changed.items()])


def imported(
    conn: Connection, actor: str, name: str, sha256: str, counts: Counts, refused: int
) -> Event:
    """Write the one event of an import, inside a transaction. `refused` rows stayed out."""
    return append(
        conn,
        reviewer=actor,
        kind="factchecks-import",
        at=now(),
        after={
            "file": storable(name),
            "sha256": sha256,
            "added": counts.added,
            "updated": counts.updated,
            "unchanged": counts.unchanged,
            "refused": refused,
        },
    )


def count(conn: Connection) -> int:
    """How many fact-checks are stored."""
    return int(plain_cursor(conn).execute("SELECT count(*) FROM factchecks").fetchone()[0])


def frequencies(conn: Connection, words: Sequence[str]) -> dict[str, int]:
    """In how many fact-checks each word occurs, by its stem; 0 where it occurs in none.

    A word that the index cuts in several counts as its rarest piece.
    """
    cursor = plain_cursor(conn)
    spread: dict[str, int] = {}
    for word, terms in _terms(conn, words).items():
        held = [
            cursor.execute("SELECT doc FROM factchecks_terms WHERE term = ?", (term,)).fetchone()
            for term in terms
        ]
        spread[word] = min((int(row[0]) if row else 0 for row in held), default=0)
    return spread


def candidates(conn: Connection, words: Sequence[str], limit: int) -> list[Found]:
    """The fact-checks that hold most of the words' weight, best first; ties by place.

    Any one word is enough to be found. No words, or a limit of 0: nothing.
    """
    if not words or limit < 1:
        return []
    typed = " OR ".join('"' + word.replace("\0", "").replace('"', '""') + '"' for word in words)
    rows = plain_cursor(conn).execute(_CANDIDATES, (typed, limit))
    return [Found(FactCheck(*row[:-1]), float(row[-1])) for row in rows]


def _terms(conn: Connection, words: Sequence[str]) -> dict[str, list[str]]:
    """Each word as the index's own tokenizer cuts and stems it, by way of a temporary index."""
    cursor = plain_cursor(conn)
    if not cursor.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'typed_words'").fetchone():
        for statement in _STEMS:
            cursor.execute(statement)
    cursor.execute("DELETE FROM temp.typed_words")
    cursor.executemany(
        "INSERT INTO temp.typed_words (rowid, word) VALUES (?, ?)", list(enumerate(words))
    )
    terms: dict[str, list[str]] = {word: [] for word in words}
    for place, term in cursor.execute("SELECT doc, term FROM temp.typed_terms"):
        terms[words[place]].append(term)
    return terms


def _values(check: FactCheck) -> tuple[Any, ...]:
    """The columns after the key. Raises BadValue where there is no claim."""
    claim = storable(check.claim).strip()
    if not claim:
        raise BadValue("a fact-check without a claim")
    rest = (check.title, check.url, check.rating, check.publisher, check.date)
    return (storable(check.external_id), claim, *(optional(value) for value in rest))
