"""Every change is one immediate transaction that holds its event: seen in the SQL itself."""

from __future__ import annotations

from contextlib import closing

import pytest

from claims.model import Document
from db import changes, claims, documents, errors, events, sources, undo, verify
from db.connection import SqliteError
from db.opening import connect_write

REGISTER = {"url": "https://reg.example/1", "title": "Register"}

ACTIONS = {
    "store": lambda conn, text, made: documents.store(
        conn, Document("b", text + "B"), made, "anna"
    ),
    "mark": lambda conn, text, made: claims.mark(conn, [1, 2], {"status": "false"}, "anna"),
    "add": lambda conn, text, made: claims.add(conn, 1, made[0], "anna"),
    "correct": lambda conn, text, made: claims.correct(
        conn, 1, {"strength": "rumour", "span": (0, 9), "attributions": []}, "anna"
    ),
    "add evidence": lambda conn, text, made: sources.add_evidence(conn, 3, REGISTER, {}, "anna"),
    "remove evidence": lambda conn, text, made: sources.remove_evidence(conn, 1, "anna"),
    "change evidence": lambda conn, text, made: sources.change_evidence(
        conn, 4, 1, {"grade": "A1"}, "anna"
    ),
    "undo": lambda conn, text, made: undo.undo(conn, "bob"),
    "redo": lambda conn, text, made: (undo.undo(conn, "bob"), undo.redo(conn, "bob")),
}


@pytest.fixture
def prepared(conn, story):
    """Something of everything, so that each action has what it works on."""
    sources.add_evidence(conn, 4, {"title": "Logbook"}, {}, "anna")
    claims.mark(conn, [4], {"status": "false"}, "bob")
    return conn


def traced(conn, action):
    """The statements that an action runs, without those of triggers and without waiting times."""
    seen = []
    conn.set_trace_callback(seen.append)
    try:
        action()
    finally:
        conn.set_trace_callback(None)
    return [line.strip() for line in seen if not line.startswith(("--", "PRAGMA busy_timeout"))]


def is_change(statement):
    return statement.split()[0].upper() in {"INSERT", "UPDATE", "DELETE", "REPLACE"}


@pytest.mark.parametrize("name", ACTIONS)
def test_every_change_is_one_immediate_transaction(prepared, ferry_text, four_claims, name):
    """BEGIN IMMEDIATE comes before the first read, every change and its event before COMMIT."""
    seen = traced(prepared, lambda: ACTIONS[name](prepared, ferry_text, four_claims))
    begins = [place for place, line in enumerate(seen) if line == "BEGIN IMMEDIATE"]
    commits = [place for place, line in enumerate(seen) if line == "COMMIT"]
    assert len(begins) == len(commits) == (2 if name == "redo" else 1)
    assert begins[0] == 0
    inside = [
        line
        for begin, commit in zip(begins, commits, strict=True)
        for line in seen[begin + 1 : commit]
    ]
    assert any(line.startswith("INSERT INTO events") for line in inside)
    assert sum(map(is_change, seen)) == sum(map(is_change, inside)) > 0
    assert not prepared.in_transaction
    assert verify.verify(prepared).problem is None


@pytest.mark.parametrize("name", ACTIONS)
def test_a_failure_at_any_statement_leaves_nothing_half_done(
    prepared, path, ferry_text, four_claims, name
):
    """Whichever statement fails, the action is done whole or not at all, and the log holds."""

    def state():
        tables = ("documents", "claims", "attributions", "evidence", "sources", "events", "tallies")
        return [list(map(tuple, prepared.execute(f"SELECT * FROM {table}"))) for table in tables]

    prepared.execute("PRAGMA foreign_keys=ON")
    before = state()
    failed = 0
    for number in range(1, 400):
        with closing(FailingAt(path, number)) as failing:
            try:
                ACTIONS[name](failing.conn, ferry_text, four_claims)
            except (errors.StoreError, SqliteError):
                failed += 1
            else:
                break
        now = state()
        if name != "redo":
            assert now == before
        assert verify.verify(prepared).problem is None
        if now != before:
            undo.redo(prepared, "bob")
            before = state()
    assert failed > 3


class FailingAt:
    """A connection whose n-th changing step is refused, as a full disk or a lost lock would."""

    def __init__(self, path, number):
        self.conn = connect_write(path)
        self.left = number
        self.conn.set_authorizer(self.allow)

    def allow(self, action, *_):
        # 9 DELETE, 18 INSERT, 23 UPDATE: counted as SQLite prepares them, triggers included.
        if action in {9, 18, 23}:
            self.left -= 1
            if self.left == 0:
                return 1
        return 0

    def close(self):
        self.conn.set_authorizer(None)
        self.conn.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda conn: changes.set_fields(conn, 1, {"note": "x"}, "now"),
        lambda conn: changes.delete_evidence(conn, 1),
        lambda conn: changes.delete_claim(conn, 1),
        lambda conn: changes.put_reference(conn, {"id": 1}),
        lambda conn: changes.insert_evidence(conn, {}),
        lambda conn: changes.insert_claim(conn, {}, "now"),
        lambda conn: events.append(conn, reviewer="a", kind="mark", at="now"),
    ],
)
def test_changes_outside_a_transaction_are_refused(prepared, change):
    """The parts that actions are made of belong inside a transaction."""
    with pytest.raises(AssertionError, match="belongs to"):
        change(prepared)
