"""ClaimReview is what schema.org says it is: checked against its vocabulary, as shapes of SHACL.

The shapes ship with pyshacl; nothing is fetched.
"""

from __future__ import annotations

import dataclasses
import json
from importlib.resources import files

import pyshacl
import pytest
import rdflib

from claims.model import Polarity
from db.records import Status
from verifier.ratings import parse
from verifier.reports import render
from verifier.reports.claimreview import missing
from verifier.reports.model import AlsoIn, Aside, group

SCHEMA = rdflib.Namespace("http://schema.org/")
DATES = ("datePublished", "dateModified")
URLS = ("url",)
NUMBERS = ("ratingValue", "bestRating", "worstRating")


@pytest.fixture(scope="module")
def shapes():
    """schema.org's vocabulary."""
    graph = rdflib.Graph()
    graph.parse(
        data=files("pyshacl").joinpath("assets/schema.ttl").read_text("utf-8"), format="turtle"
    )
    return graph


def graph_of(rows):
    """The rows as RDF, under a context that says of dates and addresses what schema.org's says."""
    context = {"@vocab": str(SCHEMA)}
    context |= {name: {"@id": name, "@type": str(rdflib.XSD.date)} for name in DATES}
    context |= {name: {"@id": name, "@type": "@id"} for name in URLS}
    graph = rdflib.Graph()
    for row in rows:
        assert row.pop("@context") == "https://schema.org"
        graph.parse(data=json.dumps({"@context": context, **row}), format="json-ld")
    for name in NUMBERS:
        for node, _, value in list(graph.triples((None, SCHEMA[name], None))):
            # The shapes hold schema.org's Number for a float; JSON's 5 comes as an integer.
            graph.set((node, SCHEMA[name], rdflib.Literal(float(value), datatype=rdflib.XSD.float)))
    return graph


def written(data):
    """The rows of the report."""
    return json.loads("".join(render("claimreview", data)))


def told(shapes, graph):
    """Whether the graph conforms, and what is wrong."""
    conforms, _, words = pyshacl.validate(
        graph, shacl_graph=shapes, ont_graph=shapes, inference="none"
    )
    return conforms, words


@pytest.fixture
def rated(desk_report):
    """The small desk with numbers for its ratings."""
    scale = parse(
        {"best": 5, "worst": 1, "verified": {"label": "True", "value": 5},
         "false": {"label": "False", "value": 1}}
    )  # fmt: skip
    return dataclasses.replace(desk_report, ratings=scale)


def test_the_list_fits_the_vocabulary(shapes, rated):
    """Every class, property and value kind is schema.org's own."""
    graph = graph_of(written(rated))
    conforms, words = told(shapes, graph)
    assert conforms, words
    known = set(shapes.subjects())
    paths = set(shapes.objects(None, rdflib.SH.path))
    used = {*graph.predicates(), *graph.objects(None, rdflib.RDF.type)}
    assert {node for node in used if node != rdflib.RDF.type} <= known | paths
    assert len(list(graph.subjects(rdflib.RDF.type, SCHEMA.ClaimReview))) == 5


@pytest.mark.parametrize(
    "broken",
    [{"reviewRating": "five"}, {"itemReviewed": {"@type": "Rating"}, "author": {"@type": "Claim"}},
     {"claimReviewed": 7}],
)  # fmt: skip
def test_the_check_can_fail(shapes, rated, broken):
    """A value of the wrong kind is found."""
    row = written(rated)[0] | broken
    assert not told(shapes, graph_of([row]))[0]


def test_required_fields_are_there(rated):
    """What search engines require stands in every row: claimReviewed, reviewRating, url."""
    for row in written(rated):
        assert row["claimReviewed"]
        assert row["reviewRating"]["@type"] == "Rating"
        assert row["reviewRating"]["alternateName"]
        assert row["url"].startswith("https://desk.example.org/checks/bridge#claim-")
        assert row["itemReviewed"]["@type"] == "Claim"
        value = row["reviewRating"].get("ratingValue")
        assert (
            value is None
            or row["reviewRating"]["worstRating"] <= value <= row["reviewRating"]["bestRating"]
        )


def test_the_first_appearance_is_the_earliest(desk_report, ledger, ledger_claims):
    """Two documents with the same words: both are appearances, and the older came first."""
    later = dataclasses.replace(
        ledger, id=2, name="later.md", url="https://post.example.org/bridge", published="2026-05-02"
    )
    first = ledger_claims[0]
    again = dataclasses.replace(first, id=50, document_id=2, document_name="later.md")
    data = dataclasses.replace(desk_report, documents=group([ledger, later], [first, again]))
    for row in written(data):
        found = row["itemReviewed"]
        assert {one["url"] for one in found["appearance"]} == {ledger.url, later.url}
        assert found["firstAppearance"]["url"] == later.url
    undated = dataclasses.replace(later, published=None)
    data = dataclasses.replace(data, documents=group([ledger, undated], [first, again]))
    assert all(row["itemReviewed"]["firstAppearance"]["url"] == ledger.url for row in written(data))
    [told] = [line for line in missing(data) if "1 of 2 appearances have no date" in line]
    assert told.startswith("claims 1, 50: itemReviewed.firstAppearance")


@pytest.mark.parametrize(
    "change", [{"status": Status.FALSE}, {"status": Status.UNREVIEWED}, {"polarity": "negative"}]
)
def test_the_same_words_with_another_verdict_are_another_claim(
    desk_report, ledger, ledger_claims, change
):
    """Neither is an appearance of the other."""
    later = dataclasses.replace(ledger, id=2, name="later.md", url="https://post.example.org/b")
    first = ledger_claims[0]
    again = dataclasses.replace(first, id=50, document_id=2, document_name="later.md")
    if "status" in change:
        again = dataclasses.replace(again, **change)
    else:
        claim = dataclasses.replace(first.claim, polarity=Polarity.NEGATIVE)
        again = dataclasses.replace(again, claim=claim)
    data = dataclasses.replace(desk_report, documents=group([ledger, later], [first, again]))
    found = [row["itemReviewed"]["appearance"]["url"] for row in written(data)]
    assert found == ([ledger.url] if "unreviewed" in str(change) else [ledger.url, later.url])


def test_an_article_that_people_found_the_claim_in_is_an_appearance(
    desk_report, ledger, ledger_claims
):
    """Also one that the report does not show; the earliest of all came first."""
    also = AlsoIn("e.txt", "Eve", "https://eve.example.org/b", "Eve", "2026-04-01", "It closed.")
    aside = Aside(also_in={ledger_claims[0].id: [also]})
    documents = group([ledger], [ledger_claims[0]], aside=aside)
    for row in written(dataclasses.replace(desk_report, documents=documents)):
        found = row["itemReviewed"]
        assert [one["url"] for one in found["appearance"]] == [ledger.url, also.url]
        assert found["firstAppearance"]["url"] == also.url


def test_a_story_in_many_places_names_twenty(desk_report, ledger, ledger_claims):
    """The document's own place and nineteen others; the first appearance is of all of them."""
    documents = [
        dataclasses.replace(
            ledger,
            id=number,
            url=f"https://post.example.org/{number}",
            published=f"2026-04-{31 - number:02}",
        )
        for number in range(1, 31)
    ]
    claims = [
        dataclasses.replace(ledger_claims[0], id=number, document_id=number)
        for number in range(1, 31)
    ]
    data = dataclasses.replace(desk_report, documents=group(documents, claims))
    for row in written(data):
        assert len(row["itemReviewed"]["appearance"]) == 20
        assert row["itemReviewed"]["firstAppearance"]["url"].endswith("/30")
