from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import similarity
from claims.joined_names import parts
from claims.ranking import ABSENT, Candidate, features, ranked

POST = (
    "Is it true that #PortTolls2031 doubled? See https://t.example/a1 pic.twitter.com/Zx9 "
    "— Ada Moss (@realAdaMoss) May 19, 2031"
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("realAdaMoss", ["real", "Ada", "Moss"]),
        ("PortTolls2031", ["Port", "Tolls", "2031"]),
        ("old_ferry", ["old", "ferry"]),
        ("ferry", []),
        ("Ferry", []),
        ("NATO", []),
        ("NATOChief", ["NATO", "Chief"]),
        ("50km", ["50", "km"]),
        ("Ünder", []),
        ("_", []),
        ("", []),
    ],
)
def test_joined_names_are_cut_where_their_writer_joined_them(word, expected):
    assert parts(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor sold two cranes", ["mayor", "sold", "two", "cranes"]),
        ("cranes, Cranes and CRANES", ["cranes"]),
        ("www.port.example/x?y=1 burned down", ["burned"]),
        ("Was it he?", ["was", "it", "he"]),
        ("Café Zürich", ["cafe", "zurich"]),
        ("cafe\u0301", ["cafe"]),
        ("7 a b ships", ["7", "ships"]),
        ("", []),
        ("¡…!", []),
    ],
)
def test_the_words_to_look_up_are_those_that_tell_texts_apart(text, expected):
    assert similarity.query_words(text) == expected


def test_the_words_of_a_post_hold_its_author_and_month_but_no_link_and_no_day():
    words = similarity.query_words(POST)
    assert {"porttolls2031", "port", "tolls", "ada", "moss", "may", "2031"} <= set(words)
    assert not {"19", "https", "a1", "zx9"} & set(words)


def test_the_body_of_a_post_ends_before_its_signature():
    assert similarity.body(POST) == "Is it true that #PortTolls2031 doubled? See"
    assert similarity.body("A plain sentence — of an article.") == (
        "A plain sentence — of an article."
    )


def test_two_spellings_of_a_statement_fold_to_one():
    assert similarity.folded("“Old” Ferry, SOLD!") == similarity.folded("'old' ferry sold")


@given(st.text(max_size=300))
def test_any_text_gives_words_that_are_folded_and_not_repeated(text):
    words = similarity.query_words(text)
    assert len(set(words)) == len(words)
    assert all(word and not any(char.isspace() for char in word) for word in words)
    assert similarity.content_words(text) == [
        word for word in similarity.content_words(text) if word not in similarity.STOP_WORDS
    ]
    assert similarity.body(text) in text


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=4))
def test_token_sets_lie_between_nothing_and_all(text, others):
    values = similarity.token_sets(text, others)
    assert len(values) == len(others)
    assert all(0 <= value <= 1 for value in values)


CHECKS = (
    Candidate("The old ferry was sold to a bank.", "Was the Old Ferry Sold?", 9.0),
    Candidate("The ferry's captain is ninety years old.", "A Captain of Ninety", 7.0),
    Candidate("A bank owns the town's only bridge.", None, 3.0),
)


def test_beside_a_twin_what_shares_a_few_words_is_not_likely_too():
    """How surely a check answers is judged by what it covers itself, not by the best one's cover."""
    near = "Schools will be closed for three weeks because of the strike."
    twin = "The northern bridge will be closed for three weeks from Monday."
    others = ["A swimmer crossed the strait.", "The council sold a crane.", near, twin]
    weights = (0.5, 0.5, 4.0, 12.0)
    given = [Candidate(*row) for row in zip(others, [None] * 4, weights, strict=True)]
    found = ranked(twin, given, 20)
    assert [others[one.index] for one in found[:2]] == [twin, near]
    assert found[0].likeness > 0.9
    assert found[1].likeness < 0.8
    assert [one.likeness for one in found] == sorted((x.likeness for x in found), reverse=True)


def test_the_nearest_comes_first_and_likeness_falls_with_the_rank():
    found = ranked("Somebody sold the old ferry to a bank", CHECKS, 1000)
    assert [place.index for place in found] == [0, 1, 2]
    assert [place.rank for place in found] == sorted((place.rank for place in found), reverse=True)
    assert found[0].likeness > found[1].likeness > found[2].likeness


def test_candidates_that_are_equal_keep_the_order_of_the_index():
    twice = [CHECKS[1], CHECKS[0], CHECKS[0]]
    assert [place.index for place in ranked("the old ferry was sold", twice, 10)][:2] == [1, 2]


def test_a_check_in_the_query_s_own_words_is_surer_than_one_that_shares_a_name():
    own = ranked("The old ferry was sold to a bank.", CHECKS, 1000)[0]
    name = ranked("A ferry left the harbour of Oban at noon", CHECKS, 1000)[0]
    assert own.likeness > 0.8
    assert name.likeness < own.likeness


def test_a_second_outlet_with_the_same_check_takes_nothing_from_the_first():
    alone = ranked("The old ferry was sold to a bank.", CHECKS, 1000)[0].likeness
    twice = ranked("The old ferry was sold to a bank.", [CHECKS[0], *CHECKS], 1000)[0].likeness
    assert math.isclose(alone, twice, abs_tol=0.15)


def test_a_missing_title_counts_as_the_claim():
    row = features("the town's only bridge", CHECKS)[0][2]
    assert row[1] == row[2]
    assert row[3] == row[4]


def test_nothing_found_is_nothing_ranked():
    assert ranked("the ferry", [], 0) == []
    assert features("the ferry", [])[0] == []


@given(
    st.text(max_size=200),
    st.lists(
        st.builds(
            Candidate,
            st.text(max_size=80),
            st.none() | st.text(max_size=40),
            st.floats(0, 100) | st.just(0.0),
        ),
        max_size=12,
    ),
    st.integers(0, 10**7),
)
def test_ranking_takes_any_text_and_gives_each_candidate_once(query, candidates, size):
    found = ranked(query, candidates, size)
    assert sorted(place.index for place in found) == list(range(len(candidates)))
    likenesses = [place.likeness for place in found]
    assert likenesses == sorted(likenesses, reverse=True)
    assert all(0 <= value <= 1 for value in likenesses)
    assert ABSENT > 0
