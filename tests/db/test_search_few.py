"""What few claims show of search: priority, relevance, names of documents, hits asked for once."""

from __future__ import annotations

from claims.model import Document, Strength
from db import claims, documents, errors, search
from db.priority import priority, weakness
from db.query import parse


def test_the_priority_is_the_worth_weighed_with_the_weakness(conn, claim_on):
    """The column holds the documented product; a rumour counts in full, what is confirmed half."""
    levels = list(Strength)
    text = " ".join(f"Fact{number}" for number in range(len(levels)))
    made = [
        claim_on(text, f"Fact{number}", level.value, check_worthiness=0.1 + number / 11)
        for number, level in enumerate(levels)
    ]
    documents.store(conn, Document("a", text), made, "loader")
    rows = conn.execute("SELECT strength, check_worthiness AS worth, priority FROM claims")
    assert [row["priority"] for row in rows.fetchall()] == [
        priority(claim.check_worthiness, claim.strength) for claim in made
    ]
    assert [weakness(level) for level in (levels[0], levels[-1])] == [1.0, 0.5]
    falling = [weakness(level) for level in levels]
    assert falling == sorted(falling, reverse=True)


def test_a_mark_moves_a_claim_behind_the_open_ones(conn, story):
    """By priority, what has a verdict comes after what has none, and comes back when reopened."""
    first = list(search.ids(conn, parse(""), "priority"))
    claims.mark(conn, first[:1], {"status": "false"}, "anna")
    assert list(search.ids(conn, parse(""), "priority")) == [*first[1:], first[0]]
    claims.mark(conn, first[:1], {"status": "checking"}, "anna")
    assert list(search.ids(conn, parse(""), "priority")) == first


def test_relevance_puts_short_and_rare_first(conn, claim_on):
    """A claim that is all about the words stands before one that mentions them among others."""
    text = (
        "The ferry waits beside the long pier of the town for the storm to pass. "
        "The ferry waits. A storm waits. The storm hit the ferry. "
        "The ferry left the town and the pier long before anybody there spoke of a storm. "
    )
    made = [
        claim_on(text, sentence.strip() + ".") for sentence in text.split(".") if sentence.strip()
    ]
    documents.store(conn, Document("a", text), made, "loader")

    def ranked(words):
        return list(search.ids(conn, parse(words), "relevance"))

    assert ranked("ferry")[0] == 2
    assert ranked("ferry storm")[0] == 4
    assert ranked("storm or town")[-1] == 4
    assert ranked("nothing") == []
    assert ranked("status:unreviewed") == [1, 2, 3, 4, 5]


def test_a_renamed_document_is_found_by_its_new_name(conn, story):
    """The index follows a document's name, title and address, whoever changes them."""
    conn.execute("UPDATE documents SET title = 'Quay to reopen', name = 'quay.txt'")

    def found(text):
        return list(search.ids(conn, parse(text)))

    assert found("document:ferry.txt") == []
    assert found("document:quay strength:named") == [story.ferry]
    assert found("ferry") == [story.ferry]
    conn.execute("INSERT INTO claims_fts (claims_fts, rank) VALUES ('integrity-check', 1)")


def test_words_do_not_find_names_of_documents_or_filters(conn, story):
    """Free words look at claims and who said them, nothing else."""
    for text in ("title:x", "stop", "txt", "unreviewed", "body", "\ue000a", "\ue000sunreviewed"):
        try:
            query = parse(text)
        except errors.BadQuery:
            continue
        assert list(search.ids(conn, query)) == ([story.ferry] if text == "stop" else [])


def test_hits_are_asked_for_once(conn, story):
    """Counting, choosing the order and the page look the hits up once, until something changes."""
    query = parse("the pier or ferry")
    seen = []
    conn.set_trace_callback(seen.append)
    search.chosen_order(conn, query, None)
    search.page(conn, query)
    assert search.count(conn, query, 100) == 3
    conn.set_trace_callback(None)
    lookups = [line for line in seen if line.startswith("SELECT rowid FROM claims_fts")]
    assert len([line for line in lookups if "rowid <=" not in line]) == 1
    claims.correct(conn, story.pier, {"zone": "caption"}, "anna")
    assert search.count(conn, query, 100) == 2
