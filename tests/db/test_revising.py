"""A newer version is compared outside the lock, and with what stands when it is stored."""

from __future__ import annotations

import pytest

from claims.model import Document
from db import claims, documents, events, revising, verify
from db.connection import SqliteError
from db.opening import connect_write
from db.records import Status
from db.revising import Following


@pytest.mark.parametrize(("disturbances", "asked"), [(0, 1), (1, 2), (3, 4)])
def test_what_a_colleague_does_meanwhile_is_taken_over(
    conn, path, story, ferry_text, disturbances, asked
):
    """Each verdict given during the comparison is on the newer version; the last try ends it."""
    in_transaction = []

    def compare(before, old):
        in_transaction.append(conn.in_transaction and not can_write(path))
        if len(in_transaction) <= disturbances:
            colleague = connect_write(path)
            claims.mark(colleague, [old[len(in_transaction)].id], {"status": "false"}, "bob")
            colleague.close()
        return [Following(one.claim, one.claim, one.id, kept=True) for one in old]

    newer = revising.store(
        conn, Document("second", ferry_text + " More."), story.document, compare, "anna"
    )
    kept = [one.status for one in claims.of_document(conn, newer)]
    assert kept.count(Status.FALSE) == disturbances
    assert len(in_transaction) == asked
    assert in_transaction == [False] * min(asked, 3) + [True] * (asked - 3)
    assert verify.verify(conn).problem is None


def test_a_verdict_elsewhere_does_not_begin_the_comparison_again(conn, path, story, ferry_text):
    """Only what happens to the earlier version counts: the desk goes on beside it."""
    made = [one.claim for one in claims.of_document(conn, story.document)]
    other = documents.store(conn, Document("other", ferry_text + " Else."), made, "anna")
    seen = []

    def compare(before, old):
        seen.append(before.id)
        colleague = connect_write(path)
        theirs = claims.of_document(colleague, other)[0].id
        claims.mark(colleague, [theirs], {"status": "false"}, "bob")
        colleague.close()
        return [Following(one.claim, one.claim, one.id, kept=True) for one in old]

    revising.store(conn, Document("second", ferry_text + " More."), story.document, compare, "anna")
    assert seen == [story.document]
    assert [event.kind for event in events.since(conn, 0)][-2:] == ["mark", "ingest"]


def can_write(path):
    """Whether nobody holds the write lock."""
    colleague = connect_write(path)
    colleague.execute("PRAGMA busy_timeout=0")
    try:
        colleague.execute("BEGIN IMMEDIATE")
        colleague.execute("ROLLBACK")
    except SqliteError:
        return False
    finally:
        colleague.close()
    return True
