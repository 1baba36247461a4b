from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import factchecks, verify
from db.connection import connect_read, transaction
from db.errors import BadValue
from db.factchecks import Counts, FactCheck, key_of

FERRY = FactCheck("1", "The old ferry was sold.", "Was the Ferry Sold?", rating="false")
BRIDGE = FactCheck("2", "The bridge is closing.", None, "https://checks.example/bridge")


def put(conn, *checks):
    counts = Counts()
    with transaction(conn):
        factchecks.put(conn, [(key_of("id", check.external_id), check) for check in checks], counts)
    return counts


def found(conn, *words):
    return [item.check.external_id for item in factchecks.candidates(conn, words, 10)]


def test_new_changed_and_unchanged_checks_are_told_apart(conn):
    assert put(conn, FERRY, BRIDGE) == Counts(added=2)
    changed = FactCheck("1", "The old ferry was sold.", "Was the Ferry Sold?", rating="true")
    assert put(conn, changed, BRIDGE) == Counts(updated=1, unchanged=1)
    assert factchecks.count(conn) == 2
    assert factchecks.candidates(conn, ["ferry"], 1)[0].check == changed


def test_the_later_of_two_rows_with_one_key_wins_within_a_batch(conn):
    later = FactCheck("1", "The old ferry was leased.")
    assert put(conn, FERRY, later, later) == Counts(added=1, updated=1, unchanged=1)
    assert factchecks.candidates(conn, ["ferry"], 5)[0].check == later


def test_the_word_index_follows_every_change_of_a_check(conn):
    put(conn, FERRY)
    assert found(conn, "ferry") == ["1"]
    put(conn, FactCheck("1", "The old crane was sold."))
    assert found(conn, "ferry") == []
    assert found(conn, "crane") == ["1"]
    with transaction(conn):
        conn.execute("DELETE FROM factchecks")
    assert found(conn, "crane") == []


def test_words_are_found_by_their_stem_in_claim_and_title(conn):
    put(conn, FERRY, BRIDGE)
    assert found(conn, "ferries") == ["1"]
    assert found(conn, "closed") == ["2"]
    assert found(conn, "SELLING") == []


def test_the_check_that_holds_more_of_the_words_comes_first(conn):
    filler = [FactCheck(f"f{n}", f"Nothing to see here, number {n}.") for n in range(20)]
    put(conn, *filler, FERRY, FactCheck("3", "An old bridge."))
    assert found(conn, "old", "ferry", "sold") == ["1", "3"]


def test_frequencies_count_checks_by_stem_and_know_absent_words(conn):
    put(conn, FERRY, BRIDGE, FactCheck("3", "Two ferries collided; a third ferry sank."))
    spread = factchecks.frequencies(conn, ["ferry", "ferries", "zeppelin", "old-ferry", "¡"])
    assert spread == {"ferry": 2, "ferries": 2, "zeppelin": 0, "old-ferry": 1, "¡": 0}


def test_frequencies_are_counted_on_a_file_opened_for_reading(conn, path):
    put(conn, FERRY)
    reader = connect_read(path)
    assert factchecks.frequencies(reader, ["ferry"]) == {"ferry": 1}
    reader.close()


def test_no_words_find_nothing(conn):
    put(conn, FERRY)
    assert factchecks.candidates(conn, [], 10) == []
    assert factchecks.candidates(conn, ["ferry"], 0) == []


def test_a_check_without_a_claim_is_refused_and_its_batch_with_it(conn):
    with pytest.raises(BadValue, match="without a claim"):
        put(conn, BRIDGE, FactCheck("9", "  "))
    with pytest.raises(BadValue, match="NUL"):
        put(conn, BRIDGE, FactCheck("9", "A \0 claim"))
    assert factchecks.count(conn) == 0


def test_a_batch_is_written_inside_a_transaction_only(conn):
    with pytest.raises(AssertionError):
        factchecks.put(conn, [("k", FERRY)], Counts())


def test_an_import_is_one_event_with_the_file_s_hash_and_counts(conn):
    with transaction(conn):
        event = factchecks.imported(conn, "ada", "checks.csv", "ab" * 32, Counts(3, 2, 1), 4)
    assert event.reviewer == "ada"
    assert event.kind == "factchecks-import"
    assert event.after == {
        "file": "checks.csv",
        "sha256": "ab" * 32,
        "added": 3,
        "updated": 2,
        "unchanged": 1,
        "refused": 4,
    }
    assert verify.verify(conn).problem is None


def test_keys_of_different_kinds_and_parts_differ():
    keys = {key_of("id", "a", "b"), key_of("id", "ab"), key_of("claim", "a", "b"), key_of("id")}
    assert len(keys) == 4


@settings(max_examples=60)
@given(st.lists(st.text(max_size=30), max_size=8))
def test_words_of_any_kind_never_break_the_index_s_syntax(conn, words):
    put(conn, FERRY)
    usable = [word for word in words if not any("\ud800" <= char <= "\udfff" for char in word)]
    factchecks.frequencies(conn, usable)
    factchecks.candidates(conn, usable, 5)
