"""A small store to work on: two documents of our own writing, with claims made by hand."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import pytest

from claims.model import (
    Attribution,
    Claim,
    Document,
    Modality,
    Polarity,
    Quotation,
    SourceKind,
    Stance,
    Strength,
    Zone,
)
from db import claims, documents, sources
from db.opening import connect_write
from db.records import Status

FERRY = (
    "The old ferry will stop in May, the harbour master said.\n"
    "According to rumours, the café on the pier closes too.\n"
    "Officials said that nobody was told.\n"
    "The pier is ninety years old.\n"
)
WORDS = "ferry pier café mayor ship rope port storm night Café PORT naïve".split()
NAMES = ["the mayor", "Ann Lee", "army chief", "Officials", "the café owner"]


def made_claim(text, words, strength="asserted", *, said_by=None, occurrence=0, **values):
    """A claim on some words of a text, with one attribution where somebody says it."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    span = (start, start + len(words))
    links = ()
    if said_by is not None:
        where = text.index(said_by)
        links = (
            Attribution(
                cue=(where + len(said_by) + 1, where + len(said_by) + 5),
                cue_text="said",
                source=(where, where + len(said_by)),
                source_text=said_by,
                resolved=None,
                source_kind=SourceKind.PERSON,
                strength=Strength(strength),
                stance=Stance.ASSERTS,
                quotation=Quotation.INDIRECT,
                content=(span,),
            ),
        )
    standard = {
        "zone": Zone.BODY,
        "sentence": span,
        "span": span,
        "fragments": (span,),
        "text": words,
        "wording": words,
        "strength": Strength(strength),
        "rule": "by hand",
        "confidence": 0.5,
        "polarity": Polarity.POSITIVE,
        "modality": Modality.ACTUAL,
        "check_worthiness": 0.5,
        "attributions": links,
    }
    return Claim(**{**standard, **values})


def ferry_claims():
    """Four claims, one of each sentence."""
    return [
        made_claim(
            FERRY,
            "The old ferry will stop in May",
            "named",
            said_by="the harbour master",
            confidence=0.63,
            check_worthiness=0.8,
            modality=Modality.FUTURE,
        ),
        made_claim(
            FERRY,
            "the café on the pier closes too",
            "rumour",
            confidence=0.08,
            check_worthiness=0.4,
        ),
        made_claim(
            FERRY,
            "nobody was told",
            "unnamed",
            said_by="Officials",
            confidence=0.45,
            polarity=Polarity.NEGATIVE,
        ),
        made_claim(FERRY, "The pier is ninety years old", confidence=0.85, check_worthiness=0.6),
    ]


@dataclass
class Story:
    """The document's id and its claims', in text order."""

    document: int
    ferry: int
    cafe: int
    nobody: int
    pier: int


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.db"


@pytest.fixture
def conn(path):
    opened = connect_write(path, create=True)
    yield opened
    opened.close()


@pytest.fixture
def story(conn):
    document = Document(
        "ferry.txt", FERRY, title="Ferry to stop", url="https://pier.example/ferry?x=1"
    )
    stored = documents.store(
        conn, document, ferry_claims(), "loader", canonical_url="https://pier.example/ferry"
    )
    return Story(stored, 1, 2, 3, 4)


@pytest.fixture
def claim_on():
    return made_claim


@pytest.fixture
def ferry_text():
    return FERRY


@pytest.fixture
def four_claims():
    return ferry_claims()


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory):
    """The ferry story, shared by the examples of a property."""
    opened = connect_write(tmp_path_factory.mktemp("hostile") / "desk.db", create=True)
    documents.store(opened, Document("ferry.txt", FERRY), ferry_claims(), "loader")
    yield opened
    opened.close()


def made_by_hand(text, words, strength, *, said_by, **values):
    """A claim whose spans are set later."""
    links = []
    if said_by:
        links.append({"strength": strength, "source_text": said_by, "source_kind": "person"})
    row = {"span": (0, 1), "text": words, "strength": strength, **values, "attributions": links}
    return Claim.from_dict(row)


def random_claims(chance, text_words):
    """A document's text and claims of a few words each."""
    made, text = [], ""
    for _ in range(text_words):
        start = len(text)
        words = " ".join(chance.choices(WORDS, k=chance.randint(1, 4)))
        said_by = chance.choice(NAMES) if chance.random() < 0.5 else None
        if said_by:
            text += f"{said_by} said "
        begin = len(text)
        text += words + ". "
        made.append((start, begin, words, said_by))
    return text, made


def search_store(folder, seed=5, count=60):
    """A store of documents with marks and evidence, all of it by chance."""
    chance = random.Random(seed)
    conn = connect_write(folder / "desk.db", create=True)
    for number in range(count):
        text, made = random_claims(chance, 5)
        claims_ = []
        for start, begin, words, said_by in made:
            claim = made_by_hand(
                text[start:],
                words,
                chance.choice(list(Strength)),
                said_by=said_by,
                confidence=chance.choice([0.0, 0.05, 0.3, 0.35, 0.5, 0.55, 0.851, 1.0]),
                check_worthiness=round(chance.random(), 2),
                polarity=chance.choice(list(Polarity)),
                modality=chance.choice(list(Modality)),
                zone=chance.choices(list(Zone), (6, 2, 1, 1, 1))[0],
            )
            claims_.append(shifted(claim, start, begin, words))
        document = Document(
            f"d{number}.txt",
            text,
            title=chance.choice(WORDS),
            url=f"https://s{number % 7}.example/{number}",
        )
        documents.store(conn, document, claims_, "loader")
    for claim_id in chance.sample(range(1, count * 5 + 1), count * 2):
        claims.mark(
            conn,
            [claim_id],
            {"status": chance.choice(list(Status))},
            chance.choice(["anna", "Bob B"]),
        )
    for claim_id in chance.sample(range(1, count * 5 + 1), count // 2):
        reference = {"url": f"https://reg{claim_id % 5}.example/", "title": chance.choice(WORDS)}
        sources.add_evidence(conn, claim_id, reference, {}, "anna")
    return conn


def shifted(claim, start, begin, words):
    """The claim of a piece of text, with its spans in the whole text."""
    span = (begin, begin + len(words))
    links = tuple(
        replace(link, cue=None, cue_text=None, source=None, content=(span,))
        for link in claim.attributions
    )
    return replace(
        claim,
        sentence=(start, span[1]),
        span=span,
        fragments=(span,),
        text=words,
        attributions=links,
    )


@pytest.fixture(scope="session")
def by_chance(tmp_path_factory):
    """Sixty documents by chance, for tests that only search."""
    opened = search_store(tmp_path_factory.mktemp("search"))
    yield opened
    opened.close()
