"""Check-worthiness: what is a fact of public life stands above opinions and greetings, explained."""

from __future__ import annotations

import pytest

from claims import segment, worth
from claims.model import Document
from claims.worth_features import PARTS

FACTS = [
    "Unemployment fell to 4.2 percent last year, the lowest rate in two decades.",
    "The government spent $3 billion on the army in 2019.",
    "Crime rose by 20 percent in the capital.",
    "The minister voted against the tax bill in 2017.",
]
IDLE = [
    "Thank you very much, good evening.",
    "I think she is a wonderful person.",
    "We should all come together.",
    "I love this beautiful town.",
    "I will fight for you.",
    "Everybody knows that this thing is so bad.",
]


@pytest.fixture(scope="module")
def reading(extractor):
    def read(text):
        return extractor.language.parse(text, segment.paragraphs(text))

    return read


def whole(parsed):
    return worth.score(parsed, [parsed.sents[0]])


@pytest.mark.parametrize("text", FACTS)
def test_a_checkable_fact_of_public_life_scores_high(reading, text):
    assert whole(reading(text)) > 0.6


@pytest.mark.parametrize("text", IDLE)
def test_opinions_greetings_and_plans_score_near_nothing(reading, text):
    assert whole(reading(text)) < 0.1


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("Wages fell by 4 percent.", "Wages fell."),
        ("The state built 40 schools.", "The state built schools."),
        ("The mayor signed the bill.", "The mayor smiled."),
        ("Crime has doubled since 2010.", "Crime may perhaps have doubled."),
        ("Taxes are the highest in the world.", "Taxes are a nice topic."),
        ("She voted for the war.", "Did she vote for the war?"),
    ],
)
def test_each_plain_fact_adds(reading, more, less):
    assert whole(reading(more)) > whole(reading(less))


def test_the_claim_counts_and_its_sentence_too(reading):
    parsed = reading("She is a wonderful person, and unemployment fell by 4 percent.")
    comma = parsed.lower.index(",")
    idle = worth.score(parsed, [(0, comma)])
    fact = worth.score(parsed, [(comma + 2, len(parsed))])
    alone = whole(reading("She is a wonderful person."))
    assert fact > idle > alone


def test_what_stands_around_a_claim_counts(reading):
    dull = whole(reading("It was so. I love it. We hope so."))
    rich = whole(reading("It was so. Taxes rose by 4 percent. Crime fell by half in 2010."))
    assert rich > dull


def test_the_explanation_adds_up_to_the_score(reading):
    parsed = reading("Wages fell by 4 percent. I love that. Taxes rose in May.")
    for scored in parsed.sents:
        scorer = worth.Worth(parsed)
        total = sum(share for _, share in scorer.explain([scored]))
        fitted = worth.weights()
        flat = worth.Worth(
            parsed, worth.Weights(fitted.features, fitted.own, fitted.neighbours, total, 1.0)
        )
        assert flat.score([scored]) == pytest.approx(0.5, abs=0.02)


def test_the_explanation_names_the_largest_share_first(reading):
    parsed = reading("Unemployment fell to 4.2 percent last year.")
    shares = worth.explain(parsed, [parsed.sents[0]])
    assert shares[0][0] == "a percentage"
    assert [abs(s) for _, s in shares] == sorted((abs(s) for _, s in shares), reverse=True)


def test_the_shares_by_kind_add_up_to_the_score(extractor):
    text = "Wages fell by 4 percent, the mayor said. I love that. Who are you? Taxes rose in May."
    found = extractor.extract(Document("-", text))
    assert len(found) >= 3
    for claim in found:
        assert sum(share for _, share in claim.worth_parts) == pytest.approx(
            claim.check_worthiness, abs=0.01
        )
        sizes = [abs(share) for _, share in claim.worth_parts]
        assert sizes == sorted(sizes, reverse=True)
    assert found[0].worth_parts[0][0] == "numbers"


def test_shares_of_a_sum_of_nothing_are_nothing(reading):
    parsed = reading("It is wide.")
    flat = worth.Weights(dict.fromkeys(worth.FEATURES, 0.0), 0.3, 0.3, 1.0, 2.0)
    score, parts = worth.Worth(parsed, flat).score_parts([parsed.sents[0]])
    assert parts == ((worth.ANY_CLAIM, pytest.approx(score, abs=0.001)),)


def test_every_feature_stands_in_one_kind():
    told = [name for names in PARTS.values() for name in names.split()]
    assert sorted(told) == sorted(worth.FEATURES)


def test_every_word_class_and_weight_belongs_to_a_feature():
    assert set(worth.weights().features) == set(worth.FEATURES)
    assert all(word == word.lower() for word in worth._words().lower)


def test_a_claim_of_several_pieces_and_a_very_long_one_are_scored(reading):
    parsed = reading("taxes rose and " * 900)
    pieces = [(0, 2), (6, 9)]
    assert 0.0 <= worth.score(parsed, pieces) <= 1.0
    assert 0.0 <= worth.score(parsed, [(0, len(parsed))]) <= 1.0
