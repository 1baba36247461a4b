"""Look-alikes: the same claim in other articles is found, offered, and never merged."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from claims.model import Claim, Document, Modality, Polarity, Strength, Zone
from verifier import lookalikes
from verifier.desk import Desk

FIRST = "The northern bridge will be closed for three weeks from Monday, the council said."
COPY = "The northern bridge will stay closed for three weeks from Monday, the council said."
OTHER = "The northern bridge will be closed for nine weeks from Monday, the council said."
APART = "A farmer near the old mill found a chest of silver coins under his barn."


def claim_on(text, words):
    start = text.index(words)
    span = (start, start + len(words))
    return Claim(
        zone=Zone.BODY,
        sentence=(0, len(text)),
        span=span,
        fragments=(span,),
        text=words,
        wording=words,
        strength=Strength.NAMED,
        rule="by hand",
        confidence=0.5,
        polarity=Polarity.POSITIVE,
        modality=Modality.ACTUAL,
        check_worthiness=0.5,
    )


@pytest.fixture
def desk(tmp_path):
    with Desk.open(tmp_path / "desk.db", "ada", create=True) as opened:
        yield opened


@pytest.fixture
def store(desk):
    """Store texts as documents of one claim each; give the claims' ids."""

    def run(*texts, compare=True):
        for text in texts:
            words = text.strip().removesuffix(", the council said.").removesuffix(".")
            name = f"{desk.last_event() + 1}.txt"
            desk.store(Document(name, text), [claim_on(text, words)])
        if compare:
            desk.compare_lookalikes()
        return [claim.id for claim in desk.search("zone:any")]

    return run


def told(desk, claim_id):
    return [(one.stored.id, one.differs) for one in desk.lookalikes(claim_id)]


def test_the_same_claim_in_another_article_is_found(desk, store):
    """A reworded copy is offered; one with another number is shown as differing; others are not."""
    first, copy, other, apart = store(FIRST, COPY, OTHER, APART)
    assert told(desk, first) == [(copy, ()), (other, ("numbers",))]
    assert told(desk, copy) == [(first, ()), (other, ("numbers",))]
    assert told(desk, apart) == []
    assert [one.stored.id for one in lookalikes.to_mark_too(desk.lookalikes(first))] == [copy]


def test_the_same_words_come_first(desk, store):
    """A claim in the very same words scores 100 and stands before reworded ones."""
    first, copy, same = store(FIRST, COPY, FIRST + " ")
    assert [(one.stored.id, one.score == 100) for one in desk.lookalikes(first)] == [
        (same, True),
        (copy, False),
    ]


def test_is_duplicate_finds_lookalikes(desk, store):
    first, copy, other, _ = store(FIRST, COPY, OTHER, APART)
    assert list(desk.ids("is:duplicate")) == [first, copy, other]
    assert desk.verify_log().sound


def test_nothing_is_merged_or_marked_by_itself(desk, store):
    """What is alike keeps its own status, and no event tells of it."""
    first, copy = store(FIRST, COPY)
    desk.mark([first], status="false")
    assert desk.claim(copy).status == "unreviewed"
    assert {event.kind for event in desk.history(copy)} == {"ingest"}


def test_what_somebody_marked_is_not_offered_again(desk, store):
    first, copy, third = store(FIRST, COPY, FIRST.replace("Monday", "tomorrow"))
    desk.mark([third], status="checking")
    assert [one.stored.id for one in lookalikes.to_mark_too(desk.lookalikes(first))] == [copy]


def test_a_piece_of_the_claim_itself_is_no_lookalike(desk):
    """A claim within a claim shares its words, and is not offered as another one."""
    whole, piece = FIRST.removesuffix("."), FIRST.removesuffix(", the council said.")
    desk.store(Document("a", FIRST), [claim_on(FIRST, whole), claim_on(FIRST, piece)])
    desk.compare_lookalikes()
    assert [told(desk, claim.id) for claim in desk.search()] == [[], []]
    assert list(desk.ids("is:duplicate")) == []
    assert desk.verify_log().sound


def test_a_correction_takes_the_claim_out_and_undo_brings_it_back(desk, store):
    """Look-alikes follow the wording in force."""
    first, copy = store(FIRST, COPY)
    desk.set_claim(copy, span=(0, 19))
    desk.compare_lookalikes(first=copy)
    assert (told(desk, first), list(desk.ids("is:duplicate"))) == ([], [])
    assert desk.verify_log().sound
    desk.undo()
    assert told(desk, first) == [(copy, ())]
    assert list(desk.ids("is:duplicate")) == [first, copy]
    assert desk.verify_log().sound


def test_claims_of_an_older_file_wait_and_are_compared_in_parts(desk, store):
    """What was stored uncompared is caught up with, some at a time, the newest first."""
    first, copy, *_ = store(FIRST, COPY, APART, compare=False)
    assert desk.lookalikes(first) == []
    assert desk.lookalikes_waiting() == 3
    assert desk.compare_lookalikes(limit=2) == 2
    assert desk.lookalikes_waiting() == 1
    assert desk.compare_lookalikes(limit=2) == 1
    assert told(desk, first) == [(copy, ())]
    assert desk.compare_lookalikes() == 0


def test_the_claim_at_hand_is_compared_before_a_long_backlog(desk, store):
    first, copy, *_ = store(FIRST, COPY, APART, compare=False)
    desk.compare_lookalikes(limit=1, first=first)
    assert desk.lookalikes_waiting() == 2
    desk.compare_lookalikes(limit=1, first=copy)
    assert told(desk, first) == [(copy, ())]


def test_a_crowd_of_variants_stays_bounded(desk, store):
    """A template with a hundred variants gives no claim more look-alikes than anyone could read."""
    texts = [FIRST.replace("northern", f"bridge{number}") for number in range(100)]
    ids = store(*texts)
    with closing(sqlite3.connect(desk.path)) as plain:
        most = plain.execute(
            "SELECT max(n) FROM (SELECT count(*) n FROM lookalike_keys GROUP BY key)"
        )
        assert most.fetchone()[0] <= 8
    assert all(told(desk, claim_id) for claim_id in ids)


def test_other_readers_find_the_pairs_in_a_view(desk, store):
    first, copy = store(FIRST, COPY)
    with closing(sqlite3.connect(desk.path)) as plain:
        rows = plain.execute("SELECT claim_id, other_id, differs FROM claims_alike ORDER BY 1")
        assert rows.fetchall() == [(first, copy, ""), (copy, first, "")]


def test_a_backup_keeps_them(desk, store, tmp_path):
    first, copy = store(FIRST, COPY)
    with Desk.open(desk.backup(tmp_path / "copy.db"), write=False) as copied:
        assert told(copied, first) == [(copy, ())]
        assert copied.verify_log().sound


def ingested(tmp_path, run, *texts):
    """A database that a bundle with one claim a document was loaded into."""
    lines = []
    for number, text in enumerate(texts):
        name = f"{number}.txt"
        made = claim_on(text, text.removesuffix(", the council said.").removesuffix("."))
        lines.append({"type": "document", "document": name, "text": text})
        lines.append({"type": "claim", "document": name, **made.as_dict()})
    bundle = tmp_path / "bundle.jsonl"
    bundle.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    path = tmp_path / "loaded.db"
    assert run("load", bundle, "--db", path).exit_code == 0
    return path


def test_the_command_line_lists_and_marks_them(tmp_path, run):
    """What agrees is marked with the claim, what differs is left; one undo takes it all back."""
    path = ingested(tmp_path, run, FIRST, COPY, OTHER, APART)
    rows = run("lookalikes", 1, "--db", path, "--format", "jsonl").stdout.splitlines()
    assert [(row["id"], row["differs"]) for row in map(json.loads, rows)] == [
        (2, []),
        (3, ["numbers"]),
    ]
    marked = run("mark", 1, "--status", "false", "--look-alikes", "--db", path)
    assert marked.stderr == "Marked false: 2 claims, 1 of them look-alikes.\n"
    statuses = [
        json.loads(row)["status"]
        for row in run("search", "--db", path, "--format", "jsonl").stdout.splitlines()
    ]
    assert statuses == ["false", "false", "unreviewed", "unreviewed"]
    assert run("undo", "--db", path).exit_code == 0
    assert not run("search", "status:false", "--db", path, "--format", "jsonl").stdout
    assert run("log", "verify", "--db", path).exit_code == 0


def test_a_quote_check_is_not_carried_to_lookalikes(tmp_path, run):
    """Whether a source said it in these words is about one article alone."""
    path = ingested(tmp_path, run, FIRST, COPY)
    refused = run("mark", 1, "--quote-check", "exact", "--look-alikes", "--db", path)
    assert (refused.exit_code, "--quote-check" in refused.stderr) == (2, True)


def test_migrate_compares_what_waits(tmp_path, run):
    """A file whose claims were never compared tells so, and `migrate` does it."""
    path = ingested(tmp_path, run, FIRST, COPY)
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("DELETE FROM lookalikes")
        plain.execute("INSERT INTO lookalikes_waiting SELECT id FROM claims")
        plain.commit()
    before = run("lookalikes", 1, "--db", path)
    assert "not compared yet: 2; verifier migrate" in before.stderr
    assert "Compared 2 claims." in run("migrate", "--db", path).stderr
    assert json.loads(run("lookalikes", 1, "--db", path, "--format", "jsonl").stdout)["id"] == 2
