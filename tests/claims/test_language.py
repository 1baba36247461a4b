"""From text to token lists."""

from __future__ import annotations

import sys

import pytest

from claims import language
from claims.errors import PipelineMissing
from claims.parsed import Paragraph


@pytest.fixture(scope="module")
def pipeline():
    return language.load()


def test_offsets_point_into_the_text(pipeline):
    """Every token's code points give the token, behind signs of several bytes too."""
    text = "Ünal said 😀 it rained.\n\n“Yes,” he added — twice."
    parsed = pipeline.parse(text)
    assert [parsed.word(i).lower() for i in range(len(parsed))] == [
        text[a:b].lower() for a, b in zip(parsed.start, parsed.end, strict=True)
    ]
    assert "“" in [parsed.word(i) for i in range(len(parsed))]


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("said", "VBD", "say"),
        ("told", "VBN", "tell"),
        ("denies", "VBZ", "deny"),
        ("was", "VBD", "be"),
        ("reports", "NNS", "report"),
        ("rumours", "NNS", "rumour"),
        ("’s", "VBZ", "be"),
        ("n't", "RB", "not"),
        ("claiming", "VBG", "claim"),
    ],
)
def test_lemmas_come_from_the_pipelines_tables(pipeline, word, tag, lemma):
    """Inflected forms have their dictionary form."""
    assert pipeline.lemmatize(word, tag) == lemma


def test_a_text_parses_alike_alone_and_after_another(pipeline):
    """What was parsed before leaves no trace."""
    text = "The mayor said the bridge would close.\nPolice denied that."
    alone = pipeline.parse(text)
    pipeline.parse("Something else was said at length. " * 50)
    again = pipeline.parse(text)
    assert (alone.head, alone.dep, alone.tag) == (again.head, again.dep, again.tag)


def test_long_runs_and_half_characters_are_borne(pipeline):
    """A run without blanks and half a character neither raise nor move an offset."""
    text = "a" * 5000 + " \ud800 The mayor said so."
    parsed = pipeline.parse(text)
    assert parsed.word(len(parsed) - 2) == "so"


def test_a_paragraph_too_long_is_cut_at_blanks(pipeline):
    """No piece is longer than the parser bears, and every word is kept."""
    text = "word " * 30_000
    parsed = pipeline.parse(text, [Paragraph(0, len(text))])
    assert len(parsed) == 30_000
    assert all(p.end - p.start <= 100_000 for p in parsed.paras)


def test_a_missing_pipeline_names_the_remedy():
    """A pipeline that isn't there gives one line with what to install."""
    with pytest.raises(PipelineMissing, match="pip install"):
        language.load("no_such_pipeline")


def test_importing_the_module_wakes_no_pipeline():
    """spaCy is loaded by `load`, not by the import."""
    import subprocess

    code = "import claims.language, sys; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
