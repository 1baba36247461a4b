"""Attributions found in sentences of our own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from claims import attribution, cues, language
from claims.attribution import candidates
from claims.keeping import keep
from claims.model import Quotation
from claims.scoring import FORMAT, Scorer, Weights, attribution_weights
from claims.segment import paragraphs


@pytest.fixture(scope="module")
def pipeline():
    return language.load()


def linked(pipeline, text, **options):
    """Each link of a text as (cue, source, content) in words."""
    parsed = pipeline.parse(text, paragraphs(text))
    links = attribution.find_links(parsed, **options)

    def words(tokens):
        return " ".join(parsed.word(i) for i in tokens)

    return [
        (words(k.cue), words(k.source), " | ".join(words(range(a, b)) for a, b in k.content))
        for k in links
    ]


CASES = [
    ("The mayor said the bridge would close.", "said", "The mayor", "the bridge would close"),
    ("The bridge would close, the mayor said.", "said", "the mayor", "The bridge would close"),
    (
        "“The bridge will close,” said the mayor.",
        "said",
        "the mayor",
        "“ The bridge will close , ”",
    ),
    (
        "According to the army chief, talks will go on.",
        "According to",
        "the army chief",
        "talks will go on",
    ),
    (
        "The minister believes that prices will fall.",
        "believes",
        "The minister",
        "that prices will fall",
    ),
    (
        "The union has not said that it will strike.",
        "has not said",
        "The union",
        "that it will strike",
    ),
    (
        "The company pointed out that sales had doubled.",
        "pointed out",
        "The company",
        "that sales had doubled",
    ),
]


@pytest.mark.parametrize(("text", "cue", "source", "content"), CASES)
def test_common_frames_are_found(pipeline, text, cue, source, content):
    """Cue, source and content stand where a reader would put them."""
    assert (cue, source, content) in linked(pipeline, text)


@pytest.mark.parametrize(("text", "cue", "source", "content"), CASES)
def test_common_frames_are_found_by_rules_alone(pipeline, text, cue, source, content):
    """Without trained weights the same frames are found."""
    assert (cue, source, content) in linked(pipeline, text, rules_only=True)


def test_an_interrupted_quotation_is_one_attribution(pipeline):
    """“A,” he said. “B.” is one content in two pieces."""
    found = linked(pipeline, "“We will rebuild,” Ms Ali said. “It will take a year.”")
    assert found == [("said", "Ms Ali", "“ We will rebuild , ” | “ It will take a year . ”")]


def test_a_quotation_keeps_its_speaker_over_paragraphs(pipeline):
    """A quotation that opens again belongs to the speaker named once."""
    text = "“We will rebuild the bridge,” Ms Ali said. “It will take a year.\n\n“And it will cost a lot of money.”"
    ((_, source, content),) = linked(pipeline, text)
    assert source == "Ms Ali"
    assert content.endswith("“ And it will cost a lot of money . ”")


def test_nested_attributions_name_their_parent(pipeline):
    """What is said inside a content is a link of its own, below the outer one."""
    parsed = pipeline.parse("Sources said the minister had confirmed that the bridge was closed.")
    links = attribution.find_links(parsed)
    by_key = {k.key: k for k in links}
    assert links[by_key["confirm"].parent].key == "say"
    assert by_key["say"].parent == -1


def test_turns_of_a_transcript_are_attributed(pipeline):
    """`NAME: …` at the start of paragraphs names who speaks."""
    text = "BAKER: Will the bridge close?\nALI: It will close in May.\nBAKER: For how long?\nALI: For a year, we think."
    found = linked(pipeline, text)
    assert (":", "ALI", "It will close in May .") in found
    assert (":", "BAKER", "For how long ?") in found


def test_a_signature_below_a_quotation_names_the_speaker(pipeline):
    """“…” — Name is an attribution without a verb."""
    found = linked(pipeline, "“The bridge is the heart of this town.” — Ana Ruiz, Leeds")
    assert ("—", "Ana Ruiz", "“ The bridge is the heart of this town . ”") in found


def test_a_quotation_without_a_frame_is_kept(pipeline):
    """A paragraph that is one quotation is a link without a cue."""
    parsed = pipeline.parse(
        "The bridge closed in May.\n\n“No bridge in this county was ever as loved as ours.”"
    )
    (link,) = attribution.find_links(parsed)
    assert (link.cue, link.head, link.source, link.quotation) == ((), -1, (), Quotation.DIRECT)


@pytest.mark.parametrize("options", [{}, {"rules_only": True}])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "…",
        "\" ' “ ” " * 200,
        "the minister said that " * 400,
        "he said, " * 500,
        ": — : — " * 200,
        "“open " * 300,
        "He said “yes. " * 200,
        "ALI: \n" * 200,
    ],
)
def test_hostile_texts_give_links_inside_the_text(pipeline, text, options):
    """Whatever stands in the text: no error, and every token range lies in it."""
    parsed = pipeline.parse(text, paragraphs(text))
    links = attribution.find_links(parsed, **options)
    for number, link in enumerate(links):
        assert all(0 <= i < len(parsed) for i in (*link.cue, *link.source))
        assert all(0 <= a < b <= len(parsed) for a, b in link.content)
        path = [number]
        while links[path[-1]].parent >= 0:
            path.append(links[path[-1]].parent)
            assert len(path) == len(set(path))


def test_the_same_text_gives_the_same_links(pipeline):
    """Nothing found depends on what was looked at before."""
    text = "\n".join(case[0] for case in CASES)
    first = linked(pipeline, text)
    linked(pipeline, "The union said it would strike.")
    assert linked(pipeline, text) == first


def test_weights_survive_packing():
    """What is packed is read back alike, without pickled objects."""
    import numpy as np

    scorer = Scorer({"b": 0, "a": 1}, np.array([[1.0], [2.0], [0.5]], dtype="f"))
    weights = Weights.unpack(Weights({"cue": scorer}, {"cue": 0.5}, frozenset(("hope",))).pack())
    assert weights.settings == {"cue": 0.5}
    assert weights.nouns == {"hope"}
    assert weights.scorers["cue"].scores([["a"], ["b", "unknown"], []]).tolist() == [
        [2.5],
        [1.5],
        [0.5],
    ]


def test_weights_of_another_version_are_refused():
    """A file of another format is named, not misread."""
    import io

    import numpy as np

    from claims.errors import WeightsMismatch

    out = io.BytesIO()
    np.savez(out, format=np.array(FORMAT + 1))
    with pytest.raises(WeightsMismatch):
        Weights.unpack(out.getvalue())


def test_the_shipped_weights_are_small_and_whole():
    """All scorers are there, with a row for each feature and one for the bias."""
    weights = attribution_weights()
    assert set(weights.scorers) == {"cue", "role", "agreement", "trim", "speech", "keep"}
    for scorer in weights.scorers.values():
        assert len(scorer.weights) == len(scorer.rows) + 1


def test_every_verb_with_a_complement_is_a_candidate(pipeline):
    """Candidates come from no fixed list."""
    parsed = pipeline.parse("The mayor glorped that the bridge would close.")
    look = cues.view(parsed)
    assert "glorped" in [parsed.word(i) for i in cues.candidates(look, frozenset())]


def test_a_link_is_dropped_as_a_whole_but_a_sure_cue_inside_a_kept_one_stays(pipeline):
    """The last scorer judges links that stand alone; inside a content a sure cue is enough."""
    parsed = pipeline.parse("The mayor said the clerk believes the bridge will close.")
    look = cues.view(parsed)
    weights = attribution_weights()
    built = candidates(look, weights)
    assert len(built) >= 2
    only_says = Scorer({"l=say": 0}, np.array([[18.0], [-9.0]], dtype="f"))
    outer = replace(weights, scorers={**weights.scorers, "keep": only_says})
    assert [parsed.word(b.head) for b in keep(look, built, outer)] == ["said", "believes"]
    nothing = Scorer({"none": 0}, np.array([[0.0], [-9.0]], dtype="f"))
    assert keep(look, built, replace(weights, scorers={"keep": nothing})) == []
