from __future__ import annotations

import random
import shutil
import threading
from array import array
from pathlib import Path

import pytest

from claims.model import Document, Strength
from db.events import now
from verifier.desk import Desk
from verifier.tui import next_open as module
from verifier.tui.next_open import Listed, next_open

ORDERS = ["document", "priority", "confidence", "changed", None]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, make_claim):
    """Three hundred claims of three documents, nine in ten with a verdict, in random order."""
    path = tmp_path_factory.mktemp("many") / "many.db"
    chance = random.Random(4)
    with Desk.open(path, "ada", create=True) as desk:
        for number in range(3):
            sentences = [f"Pier {number}{at:03} stands" for at in range(100)]
            text = ". ".join(sentences)
            levels = [chance.choice(list(Strength)) for _ in sentences]
            claims = [
                make_claim(text, words, level)
                for words, level in zip(sentences, levels, strict=True)
            ]
            desk.store(Document(f"{number}.txt", text), claims)
        for claim_id in chance.sample(range(1, 301), 270):
            desk.mark([claim_id], status=chance.choice(["false", "verified", "set-aside"]))
    return path


@pytest.fixture
def many(prepared, tmp_path):
    """A copy of those claims for one test."""
    return Path(shutil.copy(prepared, tmp_path))


def nearest(desk, ids, at, direction):
    """What a look at every row finds."""
    places = range(at + 1, len(ids)) if direction > 0 else range(at - 1, -1, -1)
    return next((p for p in places if not desk.claim(ids[p]).status.is_done), None)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize("query", ["", "pier strength:>=named"])
def test_the_nearest_open_claim_is_found_in_every_order(many, monkeypatch, order, direction, query):
    """By the rows near by or by the index, it is the one that a look at every row finds."""
    monkeypatch.setattr(module, "NEAR", 2)
    monkeypatch.setattr(module, "READ", 0)
    with Desk.open(many, "ada") as desk:
        ids = array("q", desk.ids(query, order))
        listed = Listed(ids, query, order, now())
        for at in range(0, len(ids), 7):
            found = next_open(desk, listed, at, direction, threading.Event())
            assert found == nearest(desk, ids, at, direction), at


@pytest.mark.parametrize("order", ORDERS)
def test_marks_since_the_list_was_read_lead_nowhere_else(many, monkeypatch, order):
    """Claims marked meanwhile stand elsewhere in the database, but not in the list."""
    monkeypatch.setattr(module, "NEAR", 2)
    with Desk.open(many, "ada") as desk:
        ids = array("q", desk.ids("", order))
        listed = Listed(ids, "", order, now())
        for at in (40, 41, 42, 43, 150):
            desk.mark([ids[at]], status="checking")
            desk.mark([ids[at]], status="disputed")
        desk.mark([ids[200]], status="checking")
        for at in (40, 42, 100, 151, 199):
            assert next_open(desk, listed, at, 1, threading.Event()) == nearest(desk, ids, at, 1)
            assert next_open(desk, listed, at, -1, threading.Event()) == nearest(desk, ids, at, -1)


def test_few_rows_are_read_though_the_next_open_claim_is_far(many, monkeypatch):
    """A long stretch of verdicts is passed over by the index, not read."""
    with Desk.open(many, "ada") as desk:
        desk.mark(range(1, 300), status="false")
        desk.mark([300], status="unreviewed")
        read = []
        claims = desk.claims
        monkeypatch.setattr(desk, "claims", lambda ids: read.extend(ids) or claims(ids))
        monkeypatch.setattr(module, "NEAR", 8)
        ids = array("q", desk.ids(""))
        far = "9999-01-01T00:00:00.000+00:00"
        assert next_open(desk, Listed(ids, "", None, far), 0, 1, threading.Event()) == 299
        assert len(read) == 8


def test_a_dropped_look_ends(many):
    """Who no longer waits gets no answer."""
    dropped = threading.Event()
    dropped.set()
    with Desk.open(many, "ada") as desk:
        ids = array("q", desk.ids(""))
        assert next_open(desk, Listed(ids, "", None, now()), 0, 1, dropped) is None


async def test_n_and_p_go_by_the_order_that_is_shown(many, open_review):
    """By priority, with a search, n and p meet every open claim and no other."""
    async with open_review(many, query="pier strength:>=named") as review:
        await review.press("s", "g")
        assert review.app.screen.order == "priority"
        listed = review.list.ids.tolist()
        expected = [i for i in listed if not review.stored(i).status.is_done]
        met = [review.list.claim_id] if review.list.claim_id in expected else []
        for _ in range(len(expected) + 1):
            await review.press("n")
            met.append(review.list.claim_id)
        assert met[: len(expected)] == expected
        assert "No claim to review below" in review.message
        back = []
        for _ in range(len(expected) - 1):
            await review.press("p")
            back.append(review.list.claim_id)
        assert back == expected[-2::-1]
