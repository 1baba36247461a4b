"""Splitting and merging claims, and correcting cue, source and polarity, from the command line."""

from __future__ import annotations

import json

import pytest

from claims.model import Claim
from db.errors import BadValue
from verifier.desk import reshaping
from verifier.desk.reshaping import cut, join

TEXT = (
    "The clerk said the tolls had doubled, and the bridge had closed. "
    "Rumour has it that the ferry, too, was sold."
)
CUES = {"said": "The clerk"}


def claim_of(*pieces, strength="named"):
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in pieces]
    return Claim.from_dict(
        {
            "span": spans[0],
            "fragments": spans,
            "text": pieces[0],
            "wording": " ".join(pieces),
            "strength": strength,
            "confidence": 0.6,
        }
    )


WHOLE = "the tolls had doubled, and the bridge had closed"


@pytest.mark.parametrize("word", ["and the bridge", "the bridge"])
def test_a_joining_word_at_the_cut_belongs_to_neither(word):
    """The cut may stand before the joining word or behind it."""
    one, other = cut(claim_of(WHOLE), TEXT, TEXT.index(word))
    assert one.wording == "the tolls had doubled"
    assert other.wording == "the bridge had closed"
    for part in (one, other):
        assert TEXT[slice(*part.span)] == part.text
        assert part.strength == "named"


def test_a_claim_in_pieces_is_cut_between_and_within_them():
    """Each part takes its pieces; the main one is where the claim's own main piece was."""
    claim = claim_of("the tolls had doubled", "the bridge had closed")
    one, other = cut(claim, TEXT, TEXT.index("the bridge"))
    assert (one.wording, other.wording) == ("the tolls had doubled", "the bridge had closed")
    one, other = cut(claim, TEXT, TEXT.index("had doubled"))
    assert other.wording == "had doubled the bridge had closed"
    assert other.text == "had doubled"


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (TEXT.index("tolls") + 2, "inside a word"),
        (TEXT.index("the tolls"), "does not lie inside"),
        (TEXT.index(". Rumour"), "does not lie inside"),
        (len(TEXT) + 5, "does not lie inside"),
    ],
)
def test_a_cut_that_makes_no_two_claims_is_refused(at, reason):
    """The refusal says why."""
    with pytest.raises(BadValue, match=reason):
        cut(claim_of(WHOLE), TEXT, at)


def test_every_place_that_is_offered_can_be_cut():
    """What the screen walks through are places that the desk accepts."""
    places = reshaping.words_between(claim_of(WHOLE), TEXT)
    assert TEXT.index("the bridge") in places
    assert TEXT.index("the tolls") not in places
    assert all(cut(claim_of(WHOLE), TEXT, at) for at in places)


def test_neighbours_become_one_piece_and_others_stay_apart():
    """A comma or a joining word between two pieces is part of the merged claim."""
    parts = [claim_of("the bridge had closed"), claim_of("the tolls had doubled")]
    assert join(parts, TEXT).wording == WHOLE
    far = join([claim_of("the tolls had doubled"), claim_of("was sold", strength="rumour")], TEXT)
    assert far.wording == "the tolls had doubled was sold"
    assert len(far.fragments) == 2
    assert far.strength == "rumour"


def test_a_split_and_a_merge_give_the_words_back():
    """Cutting and joining at the same place is the claim again."""
    whole = claim_of(WHOLE)
    parts = cut(whole, TEXT, TEXT.index("and the"))
    assert join(parts, TEXT).fragments == whole.fragments


@pytest.fixture
def article(run, tmp_path):
    """A database with one claim on the whole first statement, marked false with evidence."""
    text = tmp_path / "tolls.txt"
    text.write_text(TEXT)
    db = tmp_path / "desk.db"
    bundle = tmp_path / "tolls.jsonl"
    start = TEXT.index(WHOLE)
    said = TEXT.index("said")
    row = {
        "type": "claim",
        "document": "tolls.txt",
        "zone": "body",
        "sentence": [0, 65],
        "span": [start, start + len(WHOLE)],
        "text": WHOLE,
        "strength": "named",
        "rule": "said",
        "confidence": 0.6,
        "check_worthiness": 0.5,
        "attributions": [
            {
                "cue": [said, said + 4],
                "cue_text": "said",
                "source": [0, 9],
                "source_text": "The clerk",
                "source_kind": "person",
                "strength": "named",
                "content": [[start, start + len(WHOLE)]],
            }
        ],
    }
    lines = [{"type": "document", "document": "tolls.txt", "text": TEXT}, row]
    bundle.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert run("load", bundle, "--db", db).exit_code == 0
    run("mark", "1", "--status", "false", "--reason", "the list of May", "--db", db)
    run("source", "add", "1", "--url", "https://example.org/list", "--db", db)
    return db


def found(run, db, query="zone:any"):
    lines = run("search", query, "--format", "jsonl", "--db", db).stdout.splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def test_split_and_undo_from_the_command_line(run, article):
    """The parts carry no verdict; the original keeps evidence and tells what it had been."""
    at = TEXT.index("the bridge")
    done = run("claim", "split", "1", "--at", at, "--db", article)
    assert done.stdout == "2\n3\n"
    rows = found(run, article)
    assert rows[1]["status"] == "set-aside"
    assert len(rows[1]["evidence"]) == 1
    assert [rows[key]["wording"] for key in (2, 3)] == [
        "the tolls had doubled",
        "the bridge had closed",
    ]
    assert {rows[key]["status"] for key in (2, 3)} == {"unreviewed"}
    history = run("history", "1", "--format", "table", "--db", article).stdout
    assert "It was marked false, the list of May." in rows[1]["reason"]
    assert "split into claim 2 and 3" in history
    assert run("log", "verify", "--db", article).exit_code == 0
    told = run("undo", "--db", article)
    assert "Undone: split into claim 2 and 3." in told.stderr
    assert found(run, article)[1]["status"] == "false"
    assert run("redo", "--db", article).exit_code == 0
    assert set(found(run, article)) == {1, 2, 3}
    assert run("log", "verify", "--db", article).exit_code == 0


def test_merge_from_the_command_line(run, article):
    """Two become one again; each original says what it went into."""
    run("claim", "split", "1", "--at", TEXT.index("the bridge"), "--db", article)
    done = run("claim", "merge", "2", "3", "--db", article)
    assert done.stdout == "4\n"
    rows = found(run, article)
    assert rows[4]["wording"] == WHOLE
    assert rows[4]["attributions"][0]["source_text"] == "The clerk"
    assert {rows[key]["status"] for key in (2, 3)} == {"set-aside"}
    assert run("log", "verify", "--db", article).exit_code == 0


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("split", "1", "--at", "17"), "inside a word"),
        (("split", "9", "--at", "17"), "no claim 9"),
        (("merge", "1"), "two claims or more"),
        (("merge", "1", "9"), "no claim 9"),
    ],
)
def test_what_cannot_be_split_or_merged_is_told_in_one_line(run, article, words, reason):
    """Nothing is written then."""
    done = run("claim", *words, "--db", article)
    assert done.exit_code == 1
    assert reason in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_cue_source_and_polarity_are_corrected_and_the_machines_kept(run, article):
    """The spans are the text's own; what the machine read stays beside."""
    source, cue = TEXT.index("clerk"), TEXT.index("said")
    done = run(
        "claim", "set", "1", "--cue", f"{cue},{cue + 4}", "--source", f"{source},{source + 5}",
        "--polarity", "negative", "--db", article,
    )  # fmt: skip
    assert done.exit_code == 0
    row = found(run, article)[1]
    assert row["attributions"][0]["source_text"] == "clerk"
    assert row["polarity"] == "negative"
    assert run("log", "verify", "--db", article).exit_code == 0
    run("undo", "--db", article)
    assert found(run, article)[1]["attributions"][0]["source_text"] == "The clerk"


def test_a_link_is_taken_away_and_another_added(run, article):
    """`none` for both drops the link; the number after the last adds one."""
    run("claim", "set", "1", "--cue", "none", "--source", "none", "--db", article)
    assert found(run, article)[1]["attributions"] == []
    start = TEXT.index("Rumour has it")
    run("claim", "set", "1", "--cue", f"{start},{start + 13}", "--db", article)
    [link] = found(run, article)[1]["attributions"]
    assert (link["cue_text"], link["source_text"]) == ("Rumour has it", None)
    refused = run("claim", "set", "1", "--cue", "3,4", "--link", "5", "--db", article)
    assert refused.exit_code == 1
    assert "the chain has 1 links" in refused.stderr
    outside = run("claim", "set", "1", "--cue", "0,9999", "--db", article)
    assert "no piece of a text" in outside.stderr
    assert run("log", "verify", "--db", article).exit_code == 0


def test_taking_the_article_in_again_undoes_nothing(run, article, tmp_path):
    """The text is there already: corrections, splits and verdicts stay as they are."""
    run("claim", "set", "1", "--strength", "rumour", "--db", article)
    run("claim", "split", "1", "--at", TEXT.index("the bridge"), "--db", article)
    run("mark", "3", "--status", "verified", "--db", article)
    before = found(run, article)
    again = run("ingest", tmp_path / "tolls.txt", "--format", "json", "--db", article)
    assert json.loads(again.stdout)["skipped"] == 1
    assert run("load", tmp_path / "tolls.jsonl", "--db", article).exit_code == 0
    assert found(run, article) == before
    assert run("log", "verify", "--db", article).exit_code == 0
