"""What a query can go on with, wherever the cursor stands in it."""

from __future__ import annotations

import pytest

from db.query import FIELDS, VALUES, parse
from verifier.completing import begun, offers, taken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stren", ["strength:"]),
        ("tolls sta", ["status:"]),
        ("-pol", ["polarity:"]),
        ("status:fal", ["false"]),
        ("-status:mis", ["misleading"]),
        ("strength:<=unn", ["unnamed"]),
        ("strength:rumour,all", ["alleged"]),
        ("zone:", list(VALUES["zone"])),
        ("confidence:<0", None),
        ("nofield:x", None),
        ("status:false", ["false"]),
        ('"army chi', None),
    ],
)
def test_what_is_begun_is_offered(text, expected):
    """Names of fields, then their values, also behind a minus, a comparison or a comma."""
    term = begun(text, len(text))
    assert (None if term is None else offers(term)) == expected


def test_every_field_and_every_value_can_be_completed():
    """No name of the language has to be typed whole, and what is taken parses."""
    for name in FIELDS:
        term = begun(name[:1], 1)
        assert f"{name}:" in offers(term)
        for value in VALUES.get(name, ()):
            text = f"{name}:"
            term = begun(text, len(text))
            assert value in offers(term)
            whole, cursor = taken(text, len(text), term, value)
            assert cursor == len(whole)
            parse(whole)


@pytest.mark.parametrize(
    ("text", "names", "whole"),
    [
        ("reviewer:a", ["anna", "bob"], "reviewer:anna "),
        ("source:chi", ["the army chief", "chief Ali"], 'source:"chief Ali" '),
        ('document:"leaked p', ["Leaked plan", "x"], 'document:"Leaked plan" '),
        ("evidence:", ['The "Herald"'], 'evidence:"The Herald" '),
    ],
)
def test_names_of_the_database_are_offered_as_phrases(text, names, whole):
    """A name that begins so comes before one that only holds it; blanks want quotation marks."""
    term = begun(text, len(text))
    made, _ = taken(text, len(text), term, offers(term, names)[0])
    assert made == whole
    parse(made)


def test_an_offer_is_taken_where_the_cursor_stands():
    """What stands behind the cursor stays; inside a word nothing is offered."""
    text = "status:fal pier"
    term = begun(text, 10)
    assert taken(text, 10, term, "false") == ("status:false pier", 12)
    assert begun(text, 9) is None
