"""Headlines, bylines, captions and boilerplate are told from the body by plain marks only."""

from __future__ import annotations

import pytest

from claims.model import Zone
from claims.segment import paragraphs
from claims.zones import zones

BODY = "The council of the harbour town met on Monday to weigh the plan for a second crane, which the port has wanted for years."


def zone_of(line, *, before=(BODY, BODY), after=(BODY, BODY)):
    text = "\n\n".join([*before, line, *after])
    start = sum(len(part) + 2 for part in before)
    found = {p.start: p.zone for p in paragraphs(text)}
    return found[start]


@pytest.mark.parametrize(
    "line",
    [
        "Port tolls to double, says leaked plan",
        "Is the harbour broke?",
        "PORT TOLLS TO DOUBLE",
        "‘We Were Never Told,’ Says Crew of Sunken Ferry.",
        "Harbour plan: what we know so far",
        "Tolls to double\n\nPort says winter was dear",
    ],
)
def test_a_line_above_the_body_without_a_full_stop_is_a_headline(line):
    assert zone_of(line, before=()) is Zone.HEADLINE


@pytest.mark.parametrize(
    "line", ["A Second Crane", "WHAT HAPPENS NEXT", "How the Vote Went", "FULL TEXT."]
)
def test_a_short_title_between_paragraphs_is_a_headline(line):
    assert zone_of(line) is Zone.HEADLINE


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Brook",
        "BY ADA BROOK AND TOM HALE",
        "By Ada Brook, Harbour Correspondent",
        "By Ada Brook and Tom Hale for the Morning Ledger",
        "By: Ada Brook",
        "Ada Brook, Reuters",
        "Updated at 10:42 a.m. on May 3, 2021",
        "Last updated: 3 May 2021, 14:02 GMT",
        "Published 2021-05-03",
        "Tuesday, May 3, 2021",
        "3 May 2021",
        "9:15 p.m.",
        "OSLO (Reuters) -",
        "GENEVA, May 3 (AFP) —",
        "(Reporting by Ada Brook; Editing by Tom Hale)",
        "Additional reporting by Tom Hale in Oslo",
        "The Associated Press contributed to this report.",
        "From staff reports",
    ],
)
def test_who_wrote_it_where_and_when_is_a_byline(line):
    assert zone_of(line) is Zone.BYLINE
    assert zone_of(line, before=("Port tolls to double",)) is Zone.BYLINE


@pytest.mark.parametrize(
    "line",
    [
        "Photo: the crane after the storm",
        "A docker looks at the crane after the storm (AP Photo/Ada Brook)",
        "FILE PHOTO: Dockers walk home in Oslo, May 3, 2021. REUTERS/Ada Brook",
        "FILE - Dockers walk home.",
        "Image: Harbour Trust",
        "Pictured: the mayor and her husband",
        "The mayor at the quay. Photograph: Ada Brook/Getty Images",
        "Photo credit: Ada Brook",
    ],
)
def test_words_under_a_picture_are_a_caption(line):
    assert zone_of(line) is Zone.CAPTION


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Tolls to double, says leaked plan",
        "READ MORE",
        "Related: The winter the port froze",
        "Subscribe to our newsletter",
        "Sign up for our morning briefing here.",
        "Share this article",
        "Follow us on Facebook",
        "Follow Ada Brook on Twitter @adabrook",
        "We use cookies to improve your visit. By going on you accept our cookie policy.",
        "© 2021 Morning Ledger",
        "Copyright 2021 Morning Ledger. All rights reserved.",
        "This article was originally published in the Morning Ledger.",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Contact us at news@ledger.example",
        "Media contact: Tom Hale, 555 0100",
        "For more information, visit ledger.example",
        "ADVERTISEMENT",
        "Have a tip? Write to us.",
    ],
)
def test_what_belongs_to_the_page_is_boilerplate(line):
    assert zone_of(line) is Zone.BOILERPLATE


@pytest.mark.parametrize(
    "line",
    [
        "Ada Brook is a reporter who covers ports for the Morning Ledger.",
        "Tom Hale is the author of a book on cranes. He tweets at @tomhale.",
        "Ada Brook covers shipping for this newspaper.",
    ],
)
def test_an_authors_biography_at_the_end_is_boilerplate(line):
    assert zone_of(line, after=()) is Zone.BOILERPLATE
    assert zone_of(line, after=("© 2021 Morning Ledger",)) is Zone.BOILERPLATE
    assert zone_of(line) is Zone.BODY


@pytest.mark.parametrize(
    "line",
    [
        "WALLACE: Let us turn to the debt.",
        "WALLACE:",
        "Q: Did you sign the letter?",
        "By Friday, the bill had passed.",
        "By Monday evening the strike was over in most ports",
        "Photos from the quay showed a bent crane.",
        "Pictures of the crane were shared widely.",
        "The photo: a bent crane.",
        "Follow the money, the auditor said.",
        "Share prices fell by a tenth on Monday.",
        "Subscribers left the paper in large numbers after the vote.",
        "Contact between the two ports broke off in May.",
        "The site uses coal from Norway.",
        "Copying the letter was a crime, the judge said.",
        "This article of the treaty was first debated in 1990.",
        "She went home.",
        "I WILL NOT SIGN IT!",
        "It rained",
        "- two cranes were sold",
        "Updated rules come into force in May, the ministry said.",
        "Reuters reported that the ferry had sunk.",
        "Tuesday’s vote was close.",
    ],
)
def test_what_is_unclear_is_body(line):
    assert zone_of(line) is Zone.BODY


def test_the_last_words_on_a_stranger_with_a_calling_are_a_biography():
    line = "Brook is a student of law at the University of Oslo."
    assert zone_of(line, after=()) is Zone.BOILERPLATE
    assert zone_of(line, before=("The crane failed, Brook said.", BODY), after=()) is Zone.BODY


def test_a_single_line_is_body_whatever_it_looks_like():
    assert [p.zone for p in paragraphs("Port tolls to double, says leaked plan")] == [Zone.BODY]


def test_a_transcript_in_capitals_is_no_row_of_headlines():
    text = "\n".join(f"WE SOLD {n} CRANES IN THE SPRING" for n in range(2, 12))
    assert {p.zone for p in paragraphs(text)[1:]} == {Zone.BODY}


def test_the_last_words_on_the_author_of_the_byline_are_a_biography():
    """Whom the byline names is not reported on where the article ends."""
    texts = [
        "Leaked plan",
        "By Ada Lind, ports correspondent",
        "The council votes on Thursday on a plan that would double the tolls.",
        "Ada Lind covers ports and shipping. She lives in Skarholm.",
    ]

    assert zones(texts)[-1] is Zone.BOILERPLATE
