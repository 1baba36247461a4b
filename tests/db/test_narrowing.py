"""Values of a field chosen and dropped in the text of a query."""

from __future__ import annotations

import pytest

from db.errors import BadQuery
from db.narrowing import NONE, chosen, toggled, within, without
from db.query import VALUES, Kind, parse
from db.records import Status


@pytest.mark.parametrize(
    ("text", "kind", "value", "made"),
    [
        ("", Kind.STATUS, "false", "status:false"),
        ("status:false", Kind.STATUS, "false", ""),
        ("status:false", Kind.STATUS, "checking", "status:checking,false"),
        (
            "status:verdict",
            Kind.STATUS,
            "false",
            "status:verified,misleading,disputed,unverifiable",
        ),
        ("pier status:false toll", Kind.STATUS, "checking", "pier status:checking,false toll"),
        ("pier status:false toll", Kind.STATUS, "false", "pier toll"),
        ("pier zone:any", Kind.STRENGTH, "rumour", "pier zone:any strength:rumour"),
        ("strength:<=alleged zone:any", Kind.STRENGTH, "rumour", "strength:alleged zone:any"),
        ("status:false, zone:any", Kind.STATUS, "false", None),
        ("-status:false", Kind.STATUS, "checking", "-status:false status:checking"),
        ("pier or status:false", Kind.STATUS, "false", "pier or status:false status:false"),
        ("", Kind.HAS, "evidence", "has:evidence"),
        ("has:evidence", Kind.HAS, NONE, "-has:evidence"),
        ("-has:evidence toll", Kind.HAS, NONE, "toll"),
        ("toll", Kind.SOURCE, "army chief", 'toll source:"army chief"'),
        ("source:mayor", Kind.SOURCE, "army chief", 'source:"mayor" or source:"army chief"'),
        ('source:mayor or source:"army chief"', Kind.SOURCE, "Army Chief", 'source:"mayor"'),
        ("toll", Kind.REVIEWER, "Ada L", 'toll reviewer:"Ada L"'),
        ('"the pier', Kind.STATUS, "false", '"the pier" status:false'),
    ],
)
def test_a_value_is_chosen_and_dropped_in_the_text(text, kind, value, made):
    """Choosing widens the field's own clause, dropping narrows it, and the rest stays as typed."""
    if made is None:
        with pytest.raises(BadQuery):
            toggled(text, kind, value)
    else:
        assert toggled(text, kind, value) == made


@pytest.mark.parametrize(
    "text", ["", "pier", "pier -toll zone:any", '"old pier" or quay worth:>0.5']
)
def test_choosing_again_leaves_the_query_as_it_was(text):
    """Twice the same value is none."""
    for kind, value in ((Kind.STATUS, "false"), (Kind.HAS, NONE), (Kind.DOCUMENT, "Quay, rebuilt")):
        once = toggled(text, kind, value)
        assert once != text
        assert value.casefold() in {one.casefold() for one in chosen(parse(once), kind)}
        assert toggled(once, kind, value) == text


def test_all_values_together_say_nothing():
    """Where every status is chosen, none is asked for."""
    text = "pier"
    for status in list(Status)[:-1]:
        text = toggled(text, Kind.STATUS, status.value)
    assert text.startswith("pier status:unreviewed,")
    assert toggled(text, Kind.STATUS, Status.SET_ASIDE.value) == "pier"


def test_a_query_open_in_a_field_and_one_within_it():
    """The field's own clauses go, clauses that ask for more stay."""
    query = parse("pier status:false status:verdict -status:checking toll or status:false")
    assert chosen(query, Kind.STATUS) == ("false", "verified", *VALUES["status"][4:7])
    opened = without(query, Kind.STATUS)
    assert str(opened) == '"pier" -status:checking "toll" or status:false'
    assert str(within(opened, Kind.STATUS, ["false"])) == f"{opened} status:false"
    assert within(opened, Kind.STATUS, []) == opened
