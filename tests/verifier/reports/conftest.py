"""A small desk's work as records: two documents, claims of every kind, evidence, history."""

from __future__ import annotations

import hashlib

import pytest

from claims.model import (
    Attribution,
    Claim,
    Modality,
    Polarity,
    Quotation,
    Resolved,
    SourceKind,
    Stance,
    Strength,
    Zone,
)
from db.records import (
    Event,
    Evidence,
    EvidenceStance,
    QuoteCheck,
    Reference,
    Status,
    StoredClaim,
    StoredDocument,
)
from verifier.corrections import Correction, Publication, Said
from verifier.reports.model import LogHead, Publisher, ReportData, group

LEDGER = (
    "Bridge to close for a year\n"
    "\n"
    "The old bridge closes on Monday. The agency reportedly told drivers that the repair was "
    "“[an] in-principle agreement”.\n"
    "\n"
    "Two officials said the cost had doubled. The mayor, Ines Holm, denied that the money was "
    "lost. “The steel is sound,” she said, “and the bridge will open in May.”\n"
    "\n"
    "According to rumours, the alleged forger of the invoice has left. Police confirmed that an "
    "office had been searched.\n"
    "\n"
    "Picture: The bridge in 1964, when it was 312 metres long.\n"
)
POST = "Ferry fares\n\nReliable sources indicated that fares will fall.\n"


def document_record(id_, name, text, **metadata):
    """A stored document with the given text."""
    known = dict.fromkeys(("title", "url", "publisher", "author", "published"))
    return StoredDocument(
        id=id_,
        name=name,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        added="2026-05-04T07:55:00Z",
        **(known | metadata),
    )


def span_of(text, words):
    """Where the words stand in the text; they must occur once."""
    assert text.count(words) == 1, words
    start = text.index(words)
    return (start, start + len(words))


def link_record(text, level, cue=None, source=None, content=(), **other):
    """An attribution whose cue, source and content are given as words of the text."""
    values = {
        "resolved": None,
        "source_kind": SourceKind.NONE,
        "stance": Stance.ASSERTS,
        "quotation": Quotation.INDIRECT,
    } | other
    return Attribution(
        cue=span_of(text, cue) if cue else None,
        cue_text=cue,
        source=span_of(text, source) if source else None,
        source_text=source,
        strength=level,
        content=tuple(span_of(text, piece) for piece in content),
        **values,
    )


def claim_record(id_, document, words, level, links=(), **other):
    """A stored claim over words of the document; several strings are its fragments."""
    pieces = [words] if isinstance(words, str) else list(words)
    fragments = tuple(span_of(document.text, piece) for piece in pieces)
    claim_fields = {
        "zone": Zone.BODY,
        "rule": "",
        "confidence": 0.5,
        "polarity": Polarity.POSITIVE,
        "modality": Modality.ACTUAL,
        "check_worthiness": 0.5,
    }
    stored_fields = {
        "machine_strength": level,
        "status": Status.UNREVIEWED,
        "reason": None,
        "note": None,
        "quote_check": QuoteCheck.UNCHECKED,
        "reviewer": None,
        "evidence_count": 0,
        "changed": None,
    }
    claim_fields |= {key: other.pop(key) for key in list(other) if key in claim_fields}
    claim = Claim(
        sentence=fragments[0],
        span=fragments[0],
        fragments=fragments,
        text=pieces[0],
        wording=" ".join(pieces),
        strength=level,
        attributions=tuple(links),
        **claim_fields,
    )
    return StoredClaim(
        id=id_,
        document_id=document.id,
        document_name=document.name,
        claim=claim,
        **(stored_fields | other),
    )


def reference_record(id_, **fields):
    """A reference; what is not given is unknown."""
    known = dict.fromkeys(("url", "url_typed", "title", "publisher")) | {"protected": False}
    return Reference(id=id_, **(known | fields))


def evidence_record(id_, claim_id, reference, stance, **fields):
    """A use of a reference, seen on 4 May by ada."""
    known = dict.fromkeys(("grade", "quote", "locator", "note", "archive_url"))
    known |= {"accessed": "2026-05-04", "reviewer": "ada", "added": "2026-05-04T08:10:00Z"}
    return Evidence(
        id=id_, claim_id=claim_id, reference=reference, stance=stance, **(known | fields)
    )


def event_record(id_, claim_id, kind, before, after, at="2026-05-04T08:12:00Z"):
    """An event of the log by ada."""
    return Event(
        id=id_,
        at=at,
        reviewer="ada",
        kind=kind,
        claim_id=claim_id,
        document_id=None,
        before=before,
        after=after,
        undoes=None,
        previous_hash="0" * 64,
        hash=f"{id_:064x}",
    )


@pytest.fixture
def ledger():
    """The longer article."""
    return document_record(
        1,
        "in/bridge.md",
        LEDGER,
        title="Bridge to close for a year",
        url="https://ledger.example.org/bridge",
        publisher="The Ledger",
        author="Ada Quist",
        published="2026-05-03",
    )


@pytest.fixture
def ledger_claims(ledger):
    """Its claims, given in no order, with every zone but byline and boilerplate."""
    t = ledger.text
    return [
        claim_record(1, ledger, "The old bridge closes on Monday", Strength.ASSERTED,
            modality=Modality.FUTURE, confidence=0.72, check_worthiness=0.66,
            status=Status.VERIFIED, reason="The council’s notice says so.", reviewer="ada",
            changed="2026-05-04T08:12:00Z", evidence_count=2, rule="the writer’s own voice"),
        claim_record(2, ledger, "the repair was “[an] in-principle agreement”", Strength.REPORTED,
            [link_record(t, Strength.REPORTED, cue="reportedly"),
             link_record(t, Strength.NAMED, cue="told", source="The agency",
                         source_kind=SourceKind.ORGANISATION, quotation=Quotation.MIXED)],
            rule="“reportedly” around “told”: the weakest link decides", confidence=0.38,
            check_worthiness=0.4, status=Status.CHECKING, reviewer="ben",
            changed="2026-05-04T08:30:00Z", note="Ask the agency | on Tuesday"),
        claim_record(3, ledger, "the cost had doubled", Strength.UNNAMED,
            [link_record(t, Strength.UNNAMED, cue="said the", source="Two officials",
                         source_kind=SourceKind.UNNAMED)],
            confidence=0.45, check_worthiness=0.81, machine_strength=Strength.NAMED),
        claim_record(4, ledger, "the money was lost", Strength.NAMED,
            [link_record(t, Strength.NAMED, cue="denied", source="The mayor, Ines Holm,",
                         source_kind=SourceKind.PERSON, stance=Stance.DENIES)],
            polarity=Polarity.NEGATIVE, confidence=0.6, check_worthiness=0.7,
            status=Status.FALSE, reason="The audit found 2.1 million missing.", reviewer="ada",
            changed="2026-05-04T08:40:00Z"),
        claim_record(5, ledger, ("“The steel is sound,”", "“and the bridge will open in May.”"),
            Strength.NAMED,
            [link_record(t, Strength.NAMED, cue="said,", source="she",
                         source_kind=SourceKind.PERSON, quotation=Quotation.DIRECT,
                         resolved=Resolved(span_of(t, "The mayor, Ines Holm"),
                                           "The mayor, Ines Holm"))],
            confidence=0.6, check_worthiness=0.3, status=Status.MISLEADING, evidence_count=1,
            reason="Sound in part only.", reviewer="ben", quote_check=QuoteCheck.ALTERED,
            changed="2026-05-04T08:50:00Z"),
        claim_record(6, ledger, "the alleged forger of the invoice has left", Strength.RUMOUR,
            [link_record(t, Strength.RUMOUR, cue="According to", source="rumours",
                         source_kind=SourceKind.NONE)],
            confidence=0.12, check_worthiness=0.6),
        claim_record(7, ledger, "forger of the invoice", Strength.ALLEGED,
            [link_record(t, Strength.ALLEGED, cue="alleged")],
            confidence=0.2, check_worthiness=0.62, rule="“alleged” on a noun"),
        claim_record(8, ledger, "an office had been searched", Strength.CONFIRMED,
            [link_record(t, Strength.CONFIRMED, cue="confirmed", source="Police",
                         source_kind=SourceKind.ORGANISATION)],
            confidence=0.95, check_worthiness=0.58, status=Status.UNVERIFIABLE, evidence_count=1,
            reviewer="ada", changed="2026-05-04T08:55:00Z"),
        claim_record(9, ledger, "it was 312 metres long", Strength.ASSERTED, zone=Zone.CAPTION,
            confidence=0.8, check_worthiness=0.5),
        claim_record(10, ledger, "Bridge to close for a year", Strength.ASSERTED,
            zone=Zone.HEADLINE, status=Status.SET_ASIDE, reviewer="ada", modality=Modality.FUTURE,
            changed="2026-05-04T08:11:00Z", machine_strength=None),
    ]  # fmt: skip


@pytest.fixture
def desk_report(ledger, ledger_claims):
    """The whole report; the clock stands at 4 May 2026, 09:00 UTC."""
    post = document_record(2, "/home/ada/in/ferry.txt", POST)
    fares = claim_record(11, post, "fares will fall", Strength.CREDIBLE,
        [link_record(POST, Strength.CREDIBLE, cue="indicated", source="Reliable sources",
                     source_kind=SourceKind.UNNAMED)],
        modality=Modality.FUTURE, status=Status.DISPUTED, reviewer="ben", confidence=0.5,
        changed="2026-05-04T08:58:00Z")  # fmt: skip
    council = reference_record(1, url="https://council.example.org/notices/17",
        url_typed="https://council.example.org/notices/17?utm_source=x", title="Notice 17",
        publisher="City council")  # fmt: skip
    whistle = reference_record(2, url="https://hidden.example.org/whistle", url_typed="HIDDEN-URL",
        title="HIDDEN-TITLE", publisher="HIDDEN-PUBLISHER", protected=True)  # fmt: skip
    evidence = {
        1: [
            evidence_record(1, 1, council, EvidenceStance.SUPPORTS, grade="A2", locator="p. 4",
                quote="closed from Monday", note="Signed by the clerk.",
                archive_url="https://archive.example.org/17"),
            evidence_record(2, 1, whistle, EvidenceStance.CONTEXT, grade="B3",
                quote="HIDDEN-QUOTE", locator="HIDDEN-LOCATOR", note="HIDDEN-NOTE",
                archive_url="https://hidden.example.org/archive"),
        ],
        5: [evidence_record(3, 5, council, EvidenceStance.REFUTES)],
        8: [evidence_record(4, 8, whistle, EvidenceStance.SUPPORTS, grade="C4")],
    }  # fmt: skip
    row = {"id": 2, "claim_id": 1, "source_id": 2, "stance": "context", "grade": "B3",
        "quote": "HIDDEN-QUOTE", "note": "HIDDEN-NOTE", "url_typed": "HIDDEN-URL"}  # fmt: skip
    named = {"id": 2, "url": "https://hidden.example.org/whistle", "title": "HIDDEN-TITLE"}
    history = {
        1: [
            event_record(1, None, "ingest", None, {"document": {"name": "in/bridge.md"},
                "claims": 10}, at="2026-05-04T07:55:00.000+00:00"),
            event_record(2, 1, "evidence", {"evidence": None, "reference": None},
                {"evidence": row, "reference": named}),
            event_record(3, 1, "mark", {"status": "unreviewed", "reason": None},
                {"status": "verified", "reason": "The council’s notice says so.",
                 "reviewer": "ada"}),
            event_record(4, 1, "evidence-removed", {"evidence": row}, {"evidence": None}),
            event_record(5, 1, "undo", {"evidence": None}, {"evidence": row}),
        ]
    }  # fmt: skip
    said = Said(Status.VERIFIED, "The mayor’s office said so.")
    says = Said(Status.FALSE, "The audit found 2.1 million missing.")
    page = "https://desk.example.org/checks/bridge"
    published = {4: [Publication(9, "2026-05-04T08:20:00.000+00:00", page, said)]}
    corrections = {4: [Correction(4, said, says, "2026-05-04T08:20:00.000+00:00", page, 12,
        "2026-05-04T08:40:00.000+00:00", "ada", None)]}  # fmt: skip
    return ReportData(
        generated_at="2026-05-04T09:00:00Z",
        documents=group(
            [ledger, post], [*ledger_claims, fares], evidence, history, published, corrections
        ),
        query="",
        reviewer="ada",
        log_head=LogHead(14, "ab" * 32),
        publisher=Publisher("Harbour Desk", "https://desk.example.org"),
        published_url="https://desk.example.org/checks/bridge",
    )


@pytest.fixture
def hostile_report():
    """A builder of reports in which every field that people fill in holds the given words."""
    return _hostile_report


def _hostile_report(words, url=None):
    """A report in which every field that people fill in holds the words."""
    text = f"{words}\n{words} again\n"
    span = (0, len(words))
    link = Attribution(
        span, words, span, words, None, SourceKind.PERSON, Strength.NAMED, Stance.ASSERTS,
        Quotation.INDIRECT, (span,),
    )  # fmt: skip
    claim = Claim(
        Zone.BODY, span, span, (span, (len(words) + 1, 2 * len(words) + 1)), words, words,
        Strength.NAMED, words, 0.5, Polarity.POSITIVE, Modality.ACTUAL, 0.5, (link,),
    )  # fmt: skip
    stored = StoredClaim(
        1, 1, words, claim, Strength.ALLEGED, Status.FALSE, words, words, QuoteCheck.EXACT, words,
        1, words,
    )  # fmt: skip
    document = StoredDocument(
        1,
        words,
        words,
        url or words,
        words,
        words,
        words,
        text,
        words,
        words,
        anchors=((0, words),),
    )
    reference = reference_record(
        1, url=url or words, url_typed=url or words, title=words, publisher=words
    )
    piece = evidence_record(
        1, 1, reference, EvidenceStance.REFUTES, grade=words, quote=words, locator=words,
        note=words, archive_url=url or words, accessed=words, reviewer=words,
    )  # fmt: skip
    event = event_record(1, 1, words, {"reason": None}, {"reason": words, "note": words}, at=words)
    return ReportData(
        generated_at=words,
        documents=group([document], [stored], {1: [piece]}, {1: [event]}),
        query=words,
        reviewer=words,
        log_head=LogHead(1, words),
        publisher=Publisher(words, url or words),
        published_url=url or words,
    )
