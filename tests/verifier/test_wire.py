"""Outlets that share one wire story count as one source."""

from __future__ import annotations

import pytest

from claims.model import Claim, Document, Modality, Polarity, Strength, Zone
from verifier.desk import Desk
from verifier.flags import Flag, flags
from verifier.wire import credited

LINES = (
    "The northern ferry was sold to a shipping line on Monday",
    "The council had asked two harbour towns for an opinion",
    "Nobody told the pilots who work on the old ferry",
    "The price was not named by either of the two sides",
)
STORY = ".\n".join(LINES) + ".\n"
OWN = "Our reporter counted eleven ships at the northern pier on Tuesday morning.\n"


def claims_on(text, lines):
    for line in lines:
        start = text.index(line)
        span = (start, start + len(line))
        yield Claim(
            zone=Zone.BODY,
            sentence=span,
            span=span,
            fragments=(span,),
            text=line,
            wording=line,
            strength=Strength.ASSERTED,
            rule="by hand",
            confidence=0.7,
            polarity=Polarity.POSITIVE,
            modality=Modality.ACTUAL,
            check_worthiness=0.5,
        )


@pytest.fixture
def flagged(tmp_path):
    """Whether a verdict on evidence from these stored articles counts as one publisher's."""

    def run(*texts, protected=False, unstored=0):
        with Desk.open(tmp_path / "desk.db", "ada", create=True) as desk:
            paper = "The ferry is ninety years old."
            desk.store(Document("paper", paper), list(claims_on(paper, [paper])))
            for number, text in enumerate(texts):
                url = f"https://outlet{number}.example/story"
                lines = [line for line in LINES if line in text]
                document = Document(f"{number}", text, url=url)
                assert desk.store(document, list(claims_on(text, lines)))
            desk.compare_lookalikes()
            desk.mark([1], status="verified", reason="Seen.")
            for number in range(len(texts) + unstored):
                desk.add_evidence(
                    1,
                    url=f"https://outlet{number}.example/story",
                    publisher=f"Outlet {number}",
                    locator="line 1",
                    protected=protected,
                )
            [item] = desk.judged("document:paper")
            [section] = desk.report_records("document:paper").documents
            assert flags(section.claims[0]) == flags(item)
            return Flag.ONE_PUBLISHER in flags(item)

    return run


def test_the_same_text_at_two_addresses_is_one_source(flagged):
    assert flagged(STORY, STORY)


def test_two_articles_of_their_own_are_two_sources(flagged):
    assert not flagged(STORY, OWN)


def test_articles_that_share_most_claims_are_one_source(flagged):
    """A wire story with a new first line and a word changed here and there is still that story."""
    assert flagged(STORY, OWN + STORY.replace("asked two", "asked both"))


def test_one_shared_sentence_makes_no_story(flagged):
    """A quotation that two reporters heard does not make their articles one."""
    assert not flagged(STORY, OWN + LINES[0] + ".\n")


def test_the_credit_of_one_agency_is_one_source(flagged):
    assert flagged(f"PORT TOWN (Reuters) - {STORY}", f"{OWN}© 2031 Reuters\n")


def test_credits_of_two_agencies_are_two_sources(flagged):
    assert not flagged(f"PORT TOWN (AFP) - {LINES[0]}.", f"{OWN}© 2031 Reuters\n")


def test_a_third_source_of_its_own_takes_the_flag_away(flagged):
    assert not flagged(STORY, STORY, OWN)


def test_what_was_never_stored_counts_for_itself(flagged):
    assert not flagged(STORY, unstored=1)


def test_no_protected_reference_is_told_by_what_it_shares(flagged):
    """No flag may tell where a protected source comes from."""
    assert not flagged(STORY, STORY, protected=True)


@pytest.mark.parametrize(
    ("author", "text", "agency"),
    [
        (None, "PORT TOWN, 3 May (Reuters) - The ferry stopped.", "Reuters"),
        (None, "LONDON (AP) — The ferry stopped.", "AP"),
        (None, "Ferry stops\nBy The Associated Press\nThe ferry stopped.", "AP"),
        ("Agence France-Presse", "The ferry stopped.", "AFP"),
        (None, "The ferry stopped.\n(dpa)\n", "dpa"),
        (None, "The ferry stopped, the mayor told Reuters.", None),
        (None, "The owner (AP Marine) sold it.", None),
        (None, "The ferry stopped. A Reuters reporter saw it.", None),
        ("Ada Reuters", "The ferry stopped.", None),
        (None, "", None),
    ],
)
def test_only_a_credit_counts_as_one(author, text, agency):
    assert credited(author, text, text) == agency
