"""The query language: what a text means, what is refused and where, and that nothing else happens."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import search
from db.errors import BadQuery
from db.query import FIELDS, MAX_LENGTH, MAX_TERMS, VALUES, Kind, parse


def terms(text, **options):
    """The query's clauses, each term as text."""
    return [[str(term) for term in clause] for clause in parse(text, **options).clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("bridge", [['"bridge"']]),
        ("bridge sold", [['"bridge"'], ['"sold"']]),
        ('"army chief"', [['"army chief"']]),
        ("“army chief”", [['"army chief"']]),
        ("„army chief“", [['"army chief"']]),
        ("-bridge", [['-"bridge"']]),
        ('-"army chief"', [['-"army chief"']]),
        ("mayor or minister", [['"mayor"', '"minister"']]),
        ("mayor OR -minister or police", [['"mayor"', '-"minister"', '"police"']]),
        (
            "mayor or minister status:false",
            [['"mayor"', '"minister"'], ["status:false"]],
        ),
        ('"or"', [['"or"']]),
        ("orchard", [['"orchard"']]),
        ("don't U.S. 12:30", [['"don\'t"'], ['"U.S."'], ['"12:30"']]),
        ("bridge — sold !!!", [['"bridge"'], ['"sold"']]),
        ('army"chief of staff"', [['"army"'], ['"chief of staff"']]),
        ('minister "army ch', [['"minister"'], ['"army ch"']]),
        ("minis*", [['"minis"*']]),
        ('"army chi"*', [['"army chi"*']]),
        ("https://pier.example/x", [['"https://pier.example/x"']]),
        ("status:false", [["status:false"]]),
        ("STATUS:False", [["status:false"]]),
        ("status:false,misleading", [["status:false,misleading"]]),
        ("status:set_aside", [["status:set-aside"]]),
        ('status:"set aside"', [["status:set-aside"]]),
        ("-status:unreviewed", [["-status:unreviewed"]]),
        ("status:verdict", [["status:verified,false,misleading,disputed,unverifiable"]]),
        ("status:done", [["status:verified,false,misleading,disputed,unverifiable,set-aside"]]),
        ("strength:reported", [["strength:reported"]]),
        ("strength:<=reported", [["strength:rumour,alleged,reported"]]),
        ("strength:<alleged", [["strength:rumour"]]),
        ("strength:>named", [["strength:asserted,confirmed"]]),
        ("strength:>=asserted", [["strength:asserted,confirmed"]]),
        ("strength:=named", [["strength:named"]]),
        ("confidence:<0.5", [["confidence:<0.5"]]),
        ("-confidence:<0.5", [["confidence:>=0.5"]]),
        ("confidence:.25", [["confidence:=0.25"]]),
        ("-worth:0.5", [["-worth:=0.5"]]),
        ("worth:>=1", [["worth:>=1.0"]]),
        ('source:"army chief"', [['source:"army chief"']]),
        ("document:a.txt", [['document:"a.txt"']]),
        ("evidence:https://reg.example/1", [['evidence:"https://reg.example/1"']]),
        ('reviewer:"Anna Lee"', [['reviewer:"Anna Lee"']]),
        ("reviewer:<anna>", [['reviewer:"<anna>"']]),
        ("has:evidence -is:duplicate", [["has:evidence"], ["-is:duplicate"]]),
        ("polarity:negative zone:caption", [["polarity:negative"], ["zone:caption"]]),
        ("zone:any bridge", [['"bridge"']]),
        ("a\0b \ue000status", [['"a b"'], ['"status"']]),
        ("\ud800x", [['"x"']]),
    ],
)
def test_what_a_text_means(text, expected):
    """A text is read as the documentation tells."""
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("strenght:named", 0, "unknown field strenght: did you mean strength:"),
        ("bridge -sorce:x", 8, "unknown field sorce: did you mean source:"),
        ("colour:red", 0, "unknown field colour: fields are source, document, evidence"),
        ("status:fals", 7, "unknown status 'fals': did you mean status:false"),
        ("status:purple", 7, "unknown status 'purple': one of unreviewed, checking"),
        ("status:>false", 7, "status: takes no >"),
        ("status:", 0, "status: wants a value, such as status:unreviewed"),
        ("bridge source: x", 7, 'source: wants a value, such as source:"army chief"'),
        ("strength:<rumour", 9, "no level is < rumour"),
        ("strength:<named,alleged", 9, "strength:< takes one level"),
        ("confidence:<2", 0, "confidence: wants a number from 0 to 1"),
        ("worth:high", 0, "worth: wants a number from 0 to 1, such as worth:>0.6, not 'high'"),
        ("worth:nan", 0, "worth: wants a number"),
        ("confidence:٠", 0, "confidence: wants a number"),
        ("-zone:any", 0, "-zone:any would select nothing"),
        ("or bridge", 0, "'or' stands between two terms"),
        ("bridge or", 7, "'or' stands between two terms"),
        ("bridge or or sold", 10, "'or' stands between two terms"),
        ("ab*", 0, "3 letters must stand before '*'"),
        ('"', 0, "no letter or figure to search for"),
        ("— !!!", 0, "no letter or figure to search for"),
        ("reviewer:\0", 0, "no letter or figure to search for"),
        ("x " * (MAX_TERMS + 1), 2 * MAX_TERMS, f"more than {MAX_TERMS} terms"),
        ("x" * (MAX_LENGTH + 1), MAX_LENGTH, "the query is longer than 10000 characters"),
    ],
)
def test_what_is_refused_and_where(text, position, words):
    """A query that makes no sense is refused in one line, at the place that makes none."""
    with pytest.raises(BadQuery) as refused:
        parse(text)
    assert refused.value.position == position
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("minis", [['"minis"*']]),
        ("mi", [['"mi"']]),
        ("bridge mini", [['"bridge"'], ['"mini"*']]),
        ("bridge mini ", [['"bridge"'], ['"mini"']]),
        ('"army chi', [['"army chi"*']]),
        ('"army chief"', [['"army chief"']]),
        ("bridge status:", [['"bridge"']]),
        ("bridge status:fal", [['"bridge"']]),
        ("bridge worth:>0.", [['"bridge"'], ["worth:>0.0"]]),
        ("bridge worth:>", [['"bridge"']]),
        ("bridge or", [['"bridge"']]),
        ("bridge -", [['"bridge"']]),
        ('bridge "', [['"bridge"']]),
        ("—", []),
        ("ab*", [['"ab"']]),
    ],
)
def test_while_typing(text, expected):
    """What is begun at the end is left out, and the last word may go on."""
    assert terms(text, typing=True) == expected


def test_a_wrong_word_before_the_end_is_refused_while_typing():
    """Only what is still being typed is left out."""
    with pytest.raises(BadQuery, match="unknown status"):
        parse("status:fals bridge", typing=True)
    with pytest.raises(BadQuery, match="unknown field"):
        parse("stats:false", typing=True)


def test_zones_and_words_are_known():
    """What decides about zones and order is told by the query."""
    assert parse("bridge").shown_only
    assert not parse("zone:any").shown_only
    assert not parse("zone:byline").shown_only
    assert parse("bridge or status:false").has_words
    assert not parse("-bridge status:false source:mayor").has_words


def test_every_field_has_a_kind_and_an_example():
    """Fields with a list of values say so in their refusal; the others have an example."""
    assert {Kind(field) for field in FIELDS} == set(Kind) - {Kind.WORDS}
    for field in FIELDS:
        with pytest.raises(BadQuery, match=f"{field}: wants a value, such as {field}:"):
            parse(f"{field}:")


PIECES = st.sampled_from(
    [
        *(f"{field}:" for field in FIELDS),
        *(value for values in VALUES.values() for value in values),
        *"\"“”„-*:<>=,.()^{}+~'\\",
        " ",
        "or",
        "NOT",
        "AND",
        "NEAR(",
        "bridge",
        "café",
        "0.5",
        "\0",
        "\ue000a",
        "\ud800",
        "𝔹",
        "e\u0301",
        "\u202e",
    ]
)
HOSTILE = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=60))


@given(HOSTILE, st.booleans())
@settings(max_examples=1500)
def test_no_text_raises_anything_else(text, typing):
    """Whatever is typed is a query or a BadQuery inside the text."""
    position = 0
    try:
        query = parse(text, typing=typing)
    except BadQuery as refused:
        query, position = parse(""), refused.position
    assert 0 <= position <= len(text)
    assert parse(str(query)).clauses == without_positions(query, parse(str(query)))


def without_positions(query, again):
    """The clauses, with the positions of another parse of them."""
    from dataclasses import replace

    return tuple(
        tuple(
            replace(term, position=other.position)
            for term, other in zip(clause, others, strict=True)
        )
        for clause, others in zip(query.clauses, again.clauses, strict=True)
    )


@given(HOSTILE)
@settings(max_examples=400)
def test_no_query_upsets_the_index(hostile_store, text):
    """Every query that parses runs in every order, with a count that fits."""
    try:
        query = parse(text)
    except BadQuery:
        return
    number = search.count(hostile_store, query)
    for order in search.Order:
        assert len(list(search.ids(hostile_store, query, order))) == number
