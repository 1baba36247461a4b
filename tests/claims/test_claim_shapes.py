"""What a claim looks like: its pieces, its wording, its chain, who is behind it."""

from __future__ import annotations

import pytest

from claims.model import Document, Quotation, SourceKind, Stance, check_spans


@pytest.fixture
def claims_of(extractor):
    """The claims of a text, checked against it."""

    def extract(text):
        found = extractor.extract(Document("-", text))
        for claim in found:
            check_spans(claim, text)
        return found

    return extract


def _wordings(claims):
    return [claim.wording for claim in claims]


def test_cue_and_source_are_no_part_of_a_claim(claims_of):
    """The claim is the content alone; cue and source stand in the chain."""
    (claim,) = claims_of("Police said that he fled.")
    assert claim.text == claim.wording == "he fled"
    (link,) = claim.attributions
    assert (link.cue_text, link.source_text) == ("said", "Police")


def test_a_cue_in_the_middle_cuts_the_claim(claims_of):
    """Both halves are fragments, the span is the one with the main verb, the wording joins them."""
    claims = claims_of(
        "The minister, people familiar with the matter said, had known about the leak."
    )
    claim = next(c for c in claims if "known" in c.wording)
    assert claim.wording == "The minister had known about the leak"
    assert len(claim.fragments) == 2
    assert "known" in claim.text
    assert claim.strength == "unnamed"


def test_coordinated_verbs_are_claims_with_their_subject(claims_of):
    """Each half can be judged by itself and names its subject by reference."""
    wordings = _wordings(claims_of("The driver fled the scene and hid in a barn."))
    assert wordings == ["The driver fled the scene", "The driver hid in a barn"]


def test_an_auxiliary_is_shared_too(claims_of):
    """*Was seen and photographed*: the second claim borrows subject and auxiliary."""
    wordings = _wordings(claims_of("The bear was seen in May and photographed in June."))
    assert wordings == ["The bear was seen in May", "The bear was photographed in June"]


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        (
            "Two nurses who lived above the shop and ran the clinic left the island in May.",
            "Two nurses who ran the clinic",
        ),
        (
            (
                "The group boasts that it took trucks meant for the hill villages, which are "
                "fighting for the pass."
            ),
            "the hill villages, which are fighting for the pass",
        ),
    ],
)
def test_a_relative_clause_names_its_noun(claims_of, text, wording):
    """*Who*, *which* tell nothing alone: the noun stands before them, whoever's words it is in."""
    assert wording in _wordings(claims_of(text))


def test_no_reason_is_not_put_before_what_it_denies(claims_of):
    """Without a relative pronoun, a noun of somebody's words is no part of a clause's claim."""
    text = "He noted that there was no reason the council would sell the pier."
    assert "there was no reason the council would sell the pier" in _wordings(claims_of(text))


def test_a_claim_ends_without_the_comma_before_a_dropped_mark(claims_of):
    """The comma that stood before the closing mark goes with it."""
    assert "It was a mistake, a costly one" in _wordings(
        claims_of("“It was a mistake, a costly one,” the mayor said.")
    )


def test_a_short_not_stays_with_its_verb(claims_of):
    """*Don't* at a sentence's end is never cut in two."""
    text = (
        "The mayor is drawing criticism after he seemed to suggest that crews who strike are not "
        "as loyal as those who don’t."
    )
    wordings = _wordings(claims_of(text))
    assert "The mayor is drawing criticism" in wordings
    assert "crews who strike are not as loyal as those who don’t" in wordings


def test_subordinate_clauses_are_claims(claims_of):
    """Causes and times are claims of their own, without the word that joins them."""
    wordings = _wordings(claims_of("The club lost its sponsor because the coach insulted a fan."))
    assert "the coach insulted a fan" in wordings


def test_questions_and_fragments_are_no_claims(claims_of):
    """A question, a greeting and words without a predicate claim nothing."""
    assert claims_of("Who paid for the bridge? Good morning. Just like that.") == []


def test_a_quotation_is_said_by_its_speaker(claims_of):
    """A direct quotation is marked as one and keeps its speaker."""
    claims = claims_of("“The bridge is safe,” said Mayor Ines Duarte.")
    link = claims[0].attributions[0]
    assert link.quotation is Quotation.DIRECT
    assert link.source_text == "Mayor Ines Duarte"
    assert link.source_kind is SourceKind.PERSON


def test_a_plain_pronoun_is_resolved(claims_of):
    """*She* is the only woman named in the paragraph: the chain says who she is."""
    claims = claims_of("Judge Mary Holt closed the case. She said the evidence was weak.")
    (link,) = next(c for c in claims if c.wording == "the evidence was weak").attributions
    assert link.source_text == "She"
    assert link.resolved is not None
    assert "Mary Holt" in link.resolved.text


def test_an_ambiguous_pronoun_is_left_alone(claims_of):
    """With two candidates nobody is named."""
    claims = claims_of("Mary Holt met Anna Berg. She said the evidence was weak.")
    (link,) = next(c for c in claims if c.wording == "the evidence was weak").attributions
    assert link.resolved is None


def test_a_chain_is_outermost_first(claims_of):
    """Who reports stands before who is reported, and the rule names the weakest."""
    claims = claims_of("Sources said the minister had confirmed that the port was closed.")
    claim = next(c for c in claims if c.wording == "the port was closed")
    assert [link.cue_text for link in claim.attributions] == ["said", "had confirmed"]
    assert [str(link.strength) for link in claim.attributions] == ["unnamed", "confirmed"]
    assert "weakest" in claim.rule
    assert "Sources" in claim.rule


def test_a_denial_is_a_stance(claims_of):
    """Denying turns the polarity and leaves the level."""
    claims = claims_of("The mayor denied that the museum was sold.")
    claim = next(c for c in claims if c.wording == "the museum was sold")
    assert claim.attributions[0].stance is Stance.DENIES
    assert (claim.strength, claim.polarity) == ("named", "negative")


def test_the_writers_own_words_have_no_chain(claims_of):
    """An asserted claim has no attributions and says so."""
    (claim,) = claims_of("The bridge opened in June.")
    assert claim.attributions == ()
    assert claim.rule == "no attribution: the writer's own voice"


def test_a_hedged_noun_is_a_small_claim(claims_of):
    """The noun phrase without its hedging word, beside the clause it stands in."""
    wordings = {
        c.wording: str(c.strength) for c in claims_of("Police questioned the alleged thief.")
    }
    assert wordings["the thief"] == "alleged"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ms Ali said it rained.", SourceKind.PERSON),
        ("The ministry said it rained.", SourceKind.ORGANISATION),
        ("Residents said it rained.", SourceKind.GROUP),
        ("Court documents say it rained.", SourceKind.DOCUMENT),
        ("The Guardian reported that it rained.", SourceKind.MEDIA),
        ("A source said it rained.", SourceKind.UNNAMED),
        ("It is said that it rained.", SourceKind.NONE),
    ],
)
def test_sources_have_a_kind(claims_of, text, kind):
    """Person, organisation, group, document, media, unnamed, none."""
    claim = next(c for c in claims_of(text) if "rained" in c.wording)
    assert claim.attributions[-1].source_kind is kind
