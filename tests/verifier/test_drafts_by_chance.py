"""Two hundred articles edited by chance: what a revision must keep, and what it must never carry on."""

from __future__ import annotations

import random
import re

import pytest

from claims.model import Document
from verifier.desk import Desk

NAMES = ("Ada Moss", "Ben Cho", "the mayor", "the harbour master", "Officials")
DEEDS = (
    "the eastern quay will be rebuilt in {n} days",
    "two of the {n} cranes were sold in March",
    "the tolls doubled for {n} ships",
    "nobody had told the {n} pilots",
    "the council paid {n} crowns for the old ferry",
    "the lighthouse lost {n} of its lamps",
    "the {n} shippers never signed",
)


def a_sentence(rng):
    deed = rng.choice(DEEDS).format(n=rng.randint(2, 60))
    said = (
        f"{rng.choice(NAMES)} {rng.choice(('said', 'claimed'))} that " if rng.random() < 0.6 else ""
    )
    return f"{said}{deed}."


def an_article(rng):
    return [[a_sentence(rng) for _ in range(rng.randint(1, 4))] for _ in range(rng.randint(2, 6))]


def edited(rng, article):
    """The article after some edits of the kinds that desks make between two drafts."""
    draft = [list(paragraph) for paragraph in article]
    for _ in range(rng.randint(1, 6)):
        where = rng.choice([paragraph for paragraph in draft if paragraph])
        at = rng.randrange(len(where))
        match rng.choice("nnwwwsdam"):
            case "n":
                where[at] = re.sub(r"\d+", str(rng.randint(61, 99)), where[at])
            case "w":
                words = where[at].rstrip(".").split()
                words[rng.randrange(len(words))] = rng.choice(("hardly", "seven", "Berg"))
                where[at] = " ".join(words) + "."
            case "s":
                where[at] = where[at].replace(" said that ", " claimed that ")
            case "d" if sum(map(len, draft)) > 1:
                where.pop(at)
            case "a":
                where.insert(at, a_sentence(rng))
            case "m":
                rng.choice(draft).append(where.pop(at))
            case _:
                where.insert(0, where.pop(at))
    return draft


def text_of(article, number, break_=" "):
    paragraphs = [break_.join(paragraph) for paragraph in article if paragraph]
    return f"Draft story number {number} of the harbour desk\n\n" + "\n\n".join(paragraphs) + "\n"


def judged(rng, desk, document_id):
    """Give most claims a verdict with its reason, some evidence; what stands then, by id."""
    ids = [row.id for row in desk.claims_of(document_id)]
    for status in ("verified", "false", "misleading", "set-aside"):
        some = [claim_id for claim_id in ids if rng.random() < 0.3]
        if some:
            desk.mark(some, status=status, reason=f"{status} in {document_id}", quote_check="exact")
    for claim_id in ids[:2]:
        desk.add_evidence(claim_id, url=f"https://r.example/{claim_id}", grade="B2")
    return {row.id: (row, desk.evidence(row.id)) for row in desk.claims_of(document_id)}


def meaning(claim):
    """What a verdict judges: the words, how firmly, by whom."""
    chain = [(link.source_text, link.cue_text, link.strength) for link in claim.attributions]
    return " ".join(claim.wording.split()), claim.strength, chain


def what_stands(row, evidence):
    pieces = [(one.reference.url, one.grade, one.reviewer) for one in evidence]
    return row.status, row.reason, row.note, row.quote_check, row.reviewer, row.changed, pieces


@pytest.fixture
def desk(tmp_path):
    with Desk.open(tmp_path / "drafts.db", "anna", create=True) as opened:
        yield opened


def test_200_edited_drafts_lose_no_verdict_and_carry_none_onto_changed_words(desk, read_draft):
    """Whatever was edited, each verdict stays with its words, and each claim is accounted for."""
    rng = random.Random(7)
    kept = reworded = 0
    for number in range(200):
        article = an_article(rng)
        text = text_of(article, number)
        first = desk.store(Document(f"{number}.txt", text), read_draft(text))
        before = judged(rng, desk, first)
        draft = text_of(edited(rng, article), number, rng.choice((" ", "\n")))
        if draft == text:
            continue
        second = desk.revise(Document(f"{number}.txt", draft), read_draft(draft), first)
        found = desk.comparison(second)
        for pair in (*found.kept, *found.reworded):
            assert what_stands(pair.old, desk.evidence(pair.old.id)) == what_stands(
                *before[pair.old.id]
            )
        for pair in found.kept:
            assert meaning(pair.old.claim) == meaning(pair.new.claim)
            assert what_stands(pair.new, desk.evidence(pair.new.id)) == what_stands(
                *before[pair.old.id]
            )
        for row in (*found.new, *(pair.new for pair in found.reworded)):
            assert (row.status, row.reason, row.evidence_count) == ("unreviewed", None, 0)
        old = [pair.old.id for pair in (*found.kept, *found.reworded)]
        assert sorted([*old, *(row.id for row in found.gone)]) == sorted(before)
        for row in found.gone:
            same = [
                new for new in desk.claims_of(second) if meaning(new.claim) == meaning(row.claim)
            ]
            left = [one for one, _ in before.values() if meaning(one.claim) == meaning(row.claim)]
            assert len(same) < len(left), row.claim.wording
        kept, reworded = kept + len(found.kept), reworded + len(found.reworded)
    assert kept > 1000
    assert reworded > 150
    assert desk.verify_log().problem is None
