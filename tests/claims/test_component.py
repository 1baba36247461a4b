"""The spaCy component fills a Doc with claims, and they survive what people do with Docs."""

from __future__ import annotations

import pytest
import spacy
from spacy import displacy
from spacy.tokens import Doc, DocBin

from claims import component, language
from claims.errors import NotEnglish
from claims.extract import Extractor
from claims.model import Claim, Document

TEXT = (
    "Port tolls to double\n\n"
    "Police said on Monday that two cranes had been sold. The harbour is reportedly insolvent.\n\n"
    "According to rumours, the chairman will resign. “We sold nothing,” Ada Brook said."
)
OWN_LEXICON = """[[group]]
kind = "verb"
level = "alleged"
source = "house style"
forms = ["blurt"]
"""
PIPELINE = next(n for n in language.DEFAULT_PIPELINES if spacy.util.is_package(n))


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.load(PIPELINE, exclude=["ner"])
    pipeline.add_pipe("claims")
    return pipeline


def rows(doc):
    return [(c.wording, c.strength.value) for c in doc._.claims]


def test_a_doc_gets_claims_cues_and_sources_as_spans(nlp):
    doc = nlp(TEXT)
    assert all(isinstance(claim, Claim) for claim in doc._.claims)
    assert {span.label_ for span in doc.spans["claims"]} >= {"named", "reported", "rumour"}
    assert [span.text for span in doc.spans["claims"]] == [c.text for c in doc._.claims]
    assert {"said", "reportedly"} <= {span.text for span in doc.spans["cues"]}
    assert {"Police", "Ada Brook"} <= {span.text for span in doc.spans["sources"]}


def test_spans_of_claims_are_exact_in_the_docs_text(nlp):
    doc = nlp(TEXT)
    assert all(doc.text[slice(*claim.span)] == claim.text for claim in doc._.claims)


def test_the_component_finds_what_the_extractor_finds(nlp):
    lines = [line for line in TEXT.split("\n") if line]
    for line in lines[1:]:
        alone = Extractor(PIPELINE).extract(Document("-", line))
        assert rows(nlp(line)) == [(c.wording, c.strength.value) for c in alone]


def test_batches_and_processes_give_what_one_doc_gives(nlp):
    texts = [TEXT, "", "Officials said the plan was dead.", " \n ", "((((("]
    alone = [rows(nlp(text)) for text in texts]
    assert [rows(doc) for doc in nlp.pipe(texts, batch_size=2)] == alone
    assert [rows(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=2)] == alone


def test_spans_survive_a_docbin_and_claims_do_with_its_user_data(nlp):
    doc = nlp(TEXT)
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    back = next(iter(DocBin().from_bytes(packed).get_docs(nlp.vocab)))
    assert [s.text for s in back.spans["claims"]] == [s.text for s in doc.spans["claims"]]
    assert back._.claims == doc._.claims
    lean = DocBin(docs=[doc]).to_bytes()
    back = next(iter(DocBin().from_bytes(lean).get_docs(nlp.vocab)))
    assert [s.label_ for s in back.spans["claims"]] == [s.label_ for s in doc.spans["claims"]]


def test_claims_survive_the_docs_bytes(nlp):
    doc = nlp(TEXT)
    back = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert back._.claims == doc._.claims


def test_a_saved_pipeline_brings_its_lexicon_along(tmp_path):
    words = tmp_path / "own.toml"
    words.write_text(OWN_LEXICON, encoding="utf-8")
    first = spacy.load(PIPELINE, exclude=["ner"])
    first.add_pipe("claims", config={"lexicon": str(words), "rules_only": True})
    first.to_disk(tmp_path / "saved")
    words.unlink()
    second = spacy.load(tmp_path / "saved")
    piece = second.get_pipe("claims")
    assert piece.lexicon == tmp_path / "saved" / "claims" / "lexicon.toml"
    assert piece.rules_only
    assert rows(second(TEXT)) == rows(first(TEXT))


def test_displacy_renders_the_claims(nlp):
    page = displacy.render(nlp(TEXT), style="span", options={"spans_key": "claims"}, jupyter=False)
    assert "rumour" in page


def test_a_doc_without_a_parse_is_refused_with_the_remedy():
    blank = spacy.blank("en")
    blank.add_pipe("claims")
    with pytest.raises(ValueError, match="after the tagger, the parser and the lemmatizer"):
        blank("Police said he fled.")
    assert blank("")._.claims == []


def test_a_doc_in_another_language_is_refused(nlp):
    text = "Der Bürgermeister sagte am Montag, dass die Stadt den Hafen nicht verkaufen werde. Zwei Männer wurden festgenommen, die in ein Lager eingebrochen waren."
    with pytest.raises(NotEnglish, match="the component 'claims': not English"):
        nlp(text)
    assert nlp("Hafen verkauft")._.claims == []


def test_paragraphs_of_a_doc_are_those_of_its_text(nlp):
    found = component.parsed(nlp(TEXT))
    assert [p.zone.value for p in found.paras] == ["headline", "body", "body"]
    assert all(
        found.text[a:b].lower() == low
        for a, b, low in zip(found.start, found.end, found.lower, strict=True)
    )
