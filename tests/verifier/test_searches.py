"""Searches that are kept: by name and in the order they were typed, in one small file."""

from __future__ import annotations

import json

import pytest

from verifier.errors import Refused
from verifier.searches import KEPT, LONGEST, Searches


@pytest.fixture
def searches(tmp_path):
    return Searches(tmp_path / "state" / "searches.json")


def test_a_search_is_saved_recalled_and_deleted(searches):
    """Names are sorted; saving again under a name replaces the search, which is told."""
    assert searches.saved() == {}
    assert not searches.save(" weak  ones ", " strength:<=reported ")
    assert searches.save("weak ones", "strength:rumour")
    searches.save("Done", "status:done")
    assert list(searches.saved().items()) == [
        ("Done", "status:done"),
        ("weak ones", "strength:rumour"),
    ]
    searches.delete("Done")
    searches.delete("never there")
    assert Searches(searches.path).saved() == {"weak ones": "strength:rumour"}


@pytest.mark.parametrize(("name", "query"), [("", "pier"), ("  ", "pier"), ("name", " ")])
def test_a_saved_search_has_a_name_and_words(searches, name, query):
    """Nothing empty is kept."""
    with pytest.raises(ValueError, match="a name and words"):
        searches.save(name, query)


def test_the_history_holds_each_search_once_the_last_first(searches):
    """A search typed again moves to the head; the list is bounded; a huge one is left out."""
    for query in ("pier", "toll", "pier", "", "x" * (LONGEST + 1)):
        searches.remember(query)
    assert searches.history() == ["pier", "toll"]
    for number in range(KEPT + 5):
        searches.remember(f"word{number}")
    assert len(searches.history()) == KEPT
    assert searches.history()[0] == f"word{KEPT + 4}"


@pytest.mark.parametrize(
    "content", ["", "nonsense", "[]", '{"saved": []}', '{"saved": {"a": 1}, "history": []}']
)
def test_a_file_that_is_none_is_refused_and_kept(searches, content):
    """What somebody wrote there by hand is not written over."""
    searches.path.parent.mkdir()
    searches.path.write_text(content)
    for act in (searches.saved, searches.history, lambda: searches.save("a", "b")):
        with pytest.raises(Refused, match="not a file of searches"):
            act()
    assert searches.path.read_text() == content


def test_a_saved_search_is_used_by_the_command_line(run, desk_file):
    """`search --saved` puts the query behind the saved one; a wrong name names the nearest."""
    Searches().save("the ferry", "ferry zone:any")
    found = run("search", "--saved", "the ferry", "status:unreviewed", "-north", "--db", desk_file)
    assert found.exit_code == 0
    wordings = [json.loads(line)["wording"] for line in found.stdout.splitlines()]
    assert sorted(wordings) == ["Ferry to stop at noon", "the ferry had lost a screw"]
    refused = run("search", "--saved", "the fery", "--db", desk_file)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "Did you mean the ferry?" in refused.stderr
