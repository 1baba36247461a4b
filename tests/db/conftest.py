"""A small store to work on: two documents of our own writing, with claims made by hand."""

from __future__ import annotations

from dataclasses import dataclass

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
from db import documents
from db.opening import connect_write

FERRY = (
    "The old ferry will stop in May, the harbour master said.\n"
    "According to rumours, the café on the pier closes too.\n"
    "Officials said that nobody was told.\n"
    "The pier is ninety years old.\n"
)


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
