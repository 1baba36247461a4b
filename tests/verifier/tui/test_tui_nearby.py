"""Look-alikes and earlier fact-checks on the screen: listed on a key, used on another."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from claims.model import Document, Strength
from verifier.desk import Desk

FIRST = "The northern bridge will be closed for three weeks from Monday."
COPY = "The northern bridge will stay closed for three weeks from Monday."
OTHER = "The northern bridge will be closed for nine weeks from Monday."
APART = "A farmer near the old mill found a chest of silver coins."


@pytest.fixture
def papers(tmp_path, make_claim):
    """Four articles of a claim each; three say nearly the same, and two checks are about them."""
    checks = tmp_path / "checks.csv"
    with checks.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["claim", "rating", "publisher", "url"])
        words = FIRST.removesuffix(".")
        writer.writerow([words, "True", "Noon Check", "https://a.example/1"])
        writer.writerow([words, "False", "Evening [Check]", "https://b.example/2"])
        writer.writerows([(f"A farmer sold {n} acres", "True", "", "") for n in range(20)])
    path = tmp_path / "papers.db"
    with Desk.open(path, "ada", create=True) as desk:
        for number, text in enumerate((FIRST, COPY, OTHER, APART), 1):
            claim = make_claim(text, text.removesuffix("."), Strength.ASSERTED)
            desk.store(Document(f"paper{number}.txt", text), [claim])
        desk.compare_lookalikes()
        desk.import_factchecks(str(checks), print)
    return path


async def test_lookalikes_are_listed_and_reached(open_review, papers):
    """`l` lists them with what differs, Enter goes to the one under the cursor."""
    async with open_review(papers) as review:
        assert "2 look-alikes" in review.screen
        await review.press("l")
        assert "will stay closed for three weeks" in review.screen
        assert "differs: other numbers" in review.screen
        assert "silver coins" not in review.screen
        await review.press("j", "enter")
        assert review.list.claim_id == 3


async def test_one_mark_offers_the_lookalikes_and_one_undo_takes_all_back(open_review, papers):
    """A verdict offers those that agree; L asks, Enter marks, u takes exactly these back."""
    async with open_review(papers) as review:
        await review.press("4")
        assert review.message == "Marked false. 1 look-alike unreviewed: L marks them too."
        await review.press("L")
        assert "Mark 1 look-alike false too? Enter marks" in review.message
        await review.press("escape")
        assert review.stored(2).status == "unreviewed"
        await review.press("L", "enter")
        statuses = [review.stored(number).status for number in (1, 2, 3, 4)]
        assert statuses == ["false", "false", "unreviewed", "unreviewed"]
        await review.press("u")
        assert [review.stored(number).status for number in (1, 2)] == ["false", "unreviewed"]


async def test_an_unmarked_claim_has_nothing_to_give(open_review, papers):
    async with open_review(papers) as review:
        await review.press("L")
        assert review.message == "Mark this claim first; L then marks its look-alikes too."
        assert [review.stored(number).status for number in (1, 2)] == ["unreviewed"] * 2


async def test_a_claim_without_lookalikes_says_so(open_review, papers):
    async with open_review(papers) as review:
        await review.press("G", "l")
        assert review.message == "No other claim here says the same, as far as words tell."


async def test_what_contradicts_the_verdict_stands_first_and_becomes_evidence(open_review, papers):
    """`m` lists earlier checks with rating and contradiction in words; `a` attaches one."""
    async with open_review(papers) as review:
        await review.press("3", "m")
        text = review.screen
        assert "says the opposite of today's verdict" in text
        assert text.index("Evening [Check]") < text.index("Noon Check")
        await review.press("a")
        assert review.message == "Evidence added (refutes); u takes it back."
        [piece] = review.ask(lambda desk: desk.evidence(1))
        assert piece.reference.url == "https://b.example/2"
        assert (piece.stance, piece.quote) == ("refutes", "Rated: False")
        await review.press("u")
        assert review.ask(lambda desk: desk.evidence(1)) == []


async def test_no_fact_check_says_so(open_review, desk_file):
    async with open_review(desk_file) as review:
        await review.press("m")
        assert review.message == "No earlier fact-check has a word in common with this claim."


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_the_panels_fit_any_screen(open_review, papers, size):
    """Each panel opens, walks and closes at any size."""
    async with open_review(papers) as review:
        await review.resize(*size)
        for key in ("l", "m"):
            await review.press(key)
            assert review.app.screen is not review.app.review
            await review.press("j", "k", "escape")
            assert review.app.screen is review.app.review


CHECKS = (
    (FIRST, "Is the Northern Bridge Closing?", "True", "Noon Check", "2026-05-02"),
    (FIRST, "Bridge closure: what we know", "False", "Evening [Desk]", "2026-05-01"),
    (FIRST, "Is the Northern Bridge Closing?", "True", "Noon Check", "2026-05-02"),
    ("The northern bridge was closed for nine months after the flood of 2019", "Nine Months?",
     "Mostly true", "Noon Check", "2019-11-20"),
    ("El puente norte estará cerrado tres semanas", "¿Cierra el puente?", "Falso", "Verifica",
     "2026-05-03"),
    ("A photograph shows the northern bridge split in two", "Is This the Bridge?", "Miscaptioned",
     "Picture Desk", "2024-02-11"),
    ("The mayor ordered the northern bridge closed without asking the council", "Alone?", "2/5",
     "The Ledger", "2025-01-15"),
    ("The ferry will run free of charge while the bridge is closed", "A Free Ferry?", "True",
     "Evening [Desk]", ""),
    *((f"A farmer near Oban sold {n} acres", "", "True", "The Ledger", "") for n in range(12)),
)  # fmt: skip


class Day(date):
    @classmethod
    def today(cls) -> date:
        return cls(2026, 5, 3)


@pytest.fixture
def much_checked(papers, tmp_path, monkeypatch):
    """The four articles, the first marked, with twenty checks in place of the two."""
    monkeypatch.setattr("verifier.tui.dialogs.nearby.date", Day)
    checks = tmp_path / "twenty.csv"
    with checks.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "claim", "title", "rating", "publisher", "date", "url"])
        for number, row in enumerate(CHECKS):
            writer.writerow([number, *row, f"https://check.example/{number}"])
    with Desk.open(papers, "ada") as desk:
        desk.import_factchecks(str(checks), print)
        desk.mark([1], status="false", reason="the notice names no date")
    return papers


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_earlier_checks_look_as_they_should(picture_of, much_checked, size):
    """What contradicts first, each check once, rating, age, who said so and where."""
    assert picture_of(much_checked, size, "m", "j")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_lookalikes_look_as_they_should(picture_of, much_checked, size):
    """Each with its level, its status, what differs and its article."""
    assert picture_of(much_checked, size, "l", "j")
