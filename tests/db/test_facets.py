"""What a list could be narrowed to, and how many claims that leaves."""

from __future__ import annotations

import pytest

from claims.model import Document, Strength
from db import claims, documents, errors, facets, search, sources
from db.narrowing import NONE, toggled
from db.query import Kind, parse
from db.records import Status

TEXT = "The ferry stopped. The mayor said the pier sank. Police said nobody drowned."


@pytest.fixture
def desk(conn, story, claim_on):
    """Two documents; one claim judged by anna, one by bob, one with evidence."""
    made = [
        claim_on(TEXT, "The ferry stopped"),
        claim_on(TEXT, "the pier sank", "named", said_by="The mayor"),
        claim_on(TEXT, "nobody drowned", "named", said_by="Police"),
    ]
    documents.store(conn, Document("second.txt", TEXT, title='The "pier" news'), made, "loader")
    claims.mark(conn, [story.ferry], {"status": "false"}, "anna")
    claims.mark(conn, [6], {"status": "verified"}, "Bob B")
    sources.add_evidence(conn, story.ferry, {"url": "https://a.example"}, {}, "anna")
    return conn


def counted(conn, text=""):
    return {
        facet.kind: {value.value: value.count for value in facet.values}
        for facet in facets.facets(conn, parse(text))
    }


def test_each_value_has_its_count(desk):
    """Fixed lists give every value, the others those that claims have."""
    found = counted(desk)
    assert list(found[Kind.STATUS]) == list(Status)
    assert list(found[Kind.STRENGTH]) == list(Strength)
    assert (found[Kind.STATUS]["unreviewed"], found[Kind.STATUS]["false"]) == (5, 1)
    assert found[Kind.HAS] == {"evidence": 1, NONE: 6}
    assert found[Kind.SIGNED] == {"yes": 0, "stale": 0, "no": 7}
    assert list(found[Kind.DOCUMENT].items()) == [("The pier news", 3), ("Ferry to stop", 4)]
    assert found[Kind.SOURCE]["The mayor"] == 1
    assert set(found[Kind.REVIEWER].items()) == {("anna", 1), ("bob b", 1)}


@pytest.mark.parametrize("text", ["", "pier", "ferry or pier -status:checking", "strength:named"])
def test_a_count_is_that_of_the_query_that_choosing_makes(desk, text):
    """Whatever is chosen, the list then has as many claims as the facet said."""
    for facet in facets.facets(desk, parse(text)):
        for value in facet.values:
            made = toggled(text, facet.kind, value.value)
            if not value.chosen:
                rest = {one.value for one in facet.values if one.chosen}
                if rest:
                    continue
                assert search.count(desk, parse(made)) == value.count, made


def test_a_field_shows_its_other_values_beside_the_chosen_one(desk):
    """What is chosen in a field does not narrow that field's own counts, only the others'."""
    free, narrowed = counted(desk), counted(desk, "status:false")
    assert narrowed[Kind.STATUS] == free[Kind.STATUS]
    assert sum(narrowed[Kind.STRENGTH].values()) == 1
    assert narrowed[Kind.REVIEWER] == {"anna": 1}
    chosen = [
        value.value
        for facet in facets.facets(desk, parse("status:unreviewed source:police"))
        for value in facet.values
        if value.chosen
    ]
    assert chosen == ["unreviewed", "Police"]


def test_what_is_chosen_is_listed_though_nothing_has_it(desk):
    """A chosen name without a hit can still be dropped."""
    [facet] = [
        facet
        for facet in facets.facets(desk, parse('source:"nobody here"'))
        if facet.kind is Kind.SOURCE
    ]
    assert [(value.value, value.count) for value in facet.values if value.chosen] == [
        ("nobody here", 0)
    ]


def test_names_in_capitals_are_shown_as_they_are_written(desk):
    """The index folds a reviewer's name; people read it as it was given."""
    [facet] = [f for f in facets.facets(desk, parse("")) if f.kind is Kind.REVIEWER]
    assert {value.label for value in facet.values} == {"anna", "Bob B"}


def test_long_lists_are_bounded_and_say_so(conn, claim_on, monkeypatch):
    """The newest documents and the commonest names stand for the rest."""
    monkeypatch.setattr(facets, "SAMPLED", 5)
    for number in range(facets.LISTED + 2):
        text = f"Speaker{number} said rain fell."
        claim = claim_on(text, "rain fell", "named", said_by=f"Speaker{number}")
        documents.store(conn, Document(f"{number:02}.txt", text), [claim], "loader")
    found = {facet.kind: facet for facet in facets.facets(conn, parse("rain"))}
    names = [value.value for value in found[Kind.DOCUMENT].values]
    assert names == [f"{number:02}.txt" for number in range(9, 1, -1)]
    assert found[Kind.DOCUMENT].partial
    assert found[Kind.SOURCE].partial
    assert not found[Kind.STATUS].partial


def test_counting_can_be_broken_off(desk):
    """An interrupt from another thread ends it with Interrupted, and the connection stays usable."""
    found = facets.facets(desk, parse("pier or ferry"))
    next(found)
    desk.set_progress_handler(lambda: 1, 1)
    with pytest.raises(errors.Interrupted):
        list(found)
    desk.set_progress_handler(None, 1)
    assert counted(desk)[Kind.STATUS]["false"] == 1
