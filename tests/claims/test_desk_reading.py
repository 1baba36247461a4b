"""What a fact-checker reading the list of claims would stumble over, each once met for real.

`wanted` claims stand in the list with this level and speaker; `unwanted` wordings never do: they
can't be true or false, or the writer never said them.
"""

from __future__ import annotations

import pytest

CASES = [
    (
        "The Port Agency said in a statement that no crew had been turned away.",
        [("no crew had been turned away", "named", "The Port Agency")],
        ["The Port Agency said in a statement that no crew had been turned away"],
    ),
    (
        "The ministry said in a letter on Friday that the road would stay open.",
        [("the road would stay open", "named", "The ministry")],
        [],
    ),
    (
        "It went on to say that the talks would resume.",
        [("the talks would resume", "named", "It")],
        ["It went on to say that the talks would resume"],
    ),
    (
        "Work on the southern arm is going according to plan.",
        [("Work on the southern arm is going according to plan", "asserted", None)],
        ["Work on the southern arm is going"],
    ),
    (
        (
            "According to the harbour master, 4,120 ships called at the port last year, six per cent "
            "fewer than in 2024."
        ),
        [],
        ["six per cent fewer than in 2024"],
    ),
    (
        "A board member who asked not to be named confirmed that the letter had arrived in May.",
        [("the letter had arrived in May", "unnamed", "A board member who asked not to be named")],
        ["A board member", "who asked not to be named", "not to be named"],
    ),
    (
        "A video, which could not be verified, shows a van leaving the toll office at night.",
        [("a van leaving the toll office at night", "rumour", "A video")],
        ["A video which could not be verified"],
    ),
    (
        (
            "Back then, authorities claimed Norland would be willing to negotiate over payments but "
            "would never negotiate over the safety of its citizens."
        ),
        [],
        ["authorities would never negotiate over the safety of its citizens"],
    ),
    (
        "Mr Petri confirmed reports that two cranes were sold in February.",
        [("two cranes were sold in February", "confirmed", "Mr Petri")],
        ["Mr Petri confirmed reports that two cranes were sold in February"],
    ),
    (
        "The mayor dismissed rumours that the city would sell the quay.",
        [("the city would sell the quay", "named", "The mayor")],
        ["The mayor dismissed rumours that the city would sell the quay"],
    ),
    (
        "The ministry neither confirmed nor denied that a sale was planned.",
        [("a sale was planned", "rumour", "The ministry")],
        ["the ministry neither confirmed", "the ministry denied that a sale was planned"],
    ),
    (
        "The town has known harder times.",
        [("The town has known harder times", "asserted", None)],
        ["harder times"],
    ),
    (
        "On Sunday, the capital lauded Norland for its efforts to track down smugglers.",
        [("lauded Norland", "asserted", None)],
        [],
    ),
    (
        "The two sides have achieved an agreement in principle on joint patrols.",
        [("have achieved an agreement", "asserted", None)],
        [],
    ),
    (
        "Ms Vik denied that she had approved any rate.",
        [("she had approved any rate", "named", "Ms Vik")],
        ["any rate"],
    ),
    (
        "He had also promised to do what he could to improve ties.",
        [("to do what he could to improve ties", "named", "He")],
        ["what he could"],
    ),
    (
        "Both governments recognised the importance of protecting the pipeline.",
        [("recognised the importance", "asserted", None)],
        [],
    ),
    (
        "Radio said it had gone, but the board neither confirmed nor denied that a sale was planned.",
        [("a sale was planned", "rumour", "the board")],
        ["the board neither confirmed"],
    ),
    (
        "The council was told the bridge has two cracks.",
        [("the bridge has two cracks", "reported", None)],
        ["The council"],
    ),
    (
        "“The plan is dead, you know,” Mr Harn said. “I mean, the money has gone.”",
        [("The plan is dead", "named", "Mr Harn"), ("the money has gone", "named", "Mr Harn")],
        ["you know", "I mean", "you know,"],
    ),
    (
        "The outcome depends on how much the new quay will cost.",
        [("depends on how much the new quay will cost", "asserted", None)],
        ["how much the new quay will cost"],
    ),
    (
        "The ferry sailed late. Tell us your story below. Who paid for the coal?",
        [("The ferry sailed late", "asserted", None)],
        ["Tell us your story below", "Who paid for the coal", "Who paid for the coal?"],
    ),
    (
        "Ms Vik said the board had refused to discuss the matter.",
        [("the board had refused to discuss the matter", "named", "Ms Vik")],
        ["the matter"],
    ),
    (
        "The board had been warned about the alleged thief a year earlier.",
        [("the thief", "alleged", None)],
        ["the thief a year earlier"],
    ),
]

NOBODY_SAYS = [
    "They said a clerk left in April, and he is rumoured to be living abroad.",
    "The mayor is believed to have signed the deal.",
]


@pytest.mark.parametrize("text", NOBODY_SAYS)
def test_a_raised_passive_has_no_source(extractor, text):
    """Of whom something is said to be so is in what is said, and never its source."""
    from claims.model import Document

    last = extractor.extract(Document("a", text))[-1]

    assert last.attributions[-1].source is None
    assert not last.wording.startswith("to ")


@pytest.mark.parametrize(
    "text",
    [
        "The offices of the Fourth Guard are closed. He said that the town was safe.",
        "The winner was the last one in May. He said that the town was safe.",
    ],
)
def test_a_body_never_stands_for_he(extractor, text):
    """A pronoun for a person never resolves to an institution, a thing or a number."""
    from claims.model import Document

    found = extractor.extract(Document("a", text))
    shown = [a.resolved.text for c in found for a in c.attributions if a.resolved]

    assert not {"the Fourth Guard", "the Gardens Trust", "the last one"}.intersection(shown)


@pytest.mark.parametrize(("text", "wanted", "unwanted"), CASES, ids=[c[0][:50] for c in CASES])
def test_the_list_reads_as_a_desk_expects(extractor, text, wanted, unwanted):
    """Each wanted claim is there with its level and speaker, and nothing that can't be judged."""
    from claims.model import Document

    found = extractor.extract(Document("a", text))

    told = [
        (c.wording, c.strength.value, c.attributions[-1].source_text if c.attributions else None)
        for c in found
    ]
    for wording, level, source in wanted:
        assert any(
            wording in w and level == s and (source is None or source in (by or ""))
            for w, s, by in told
        ), told
    assert not [w for w, *_ in told if w.rstrip(".") in unwanted], told


CUES = [
    ("It went on to say that the talks would resume.", ["went on to say"]),
    ("Mr Harn went on to deny that he had lied.", ["went on to deny"]),
    ("The agency reportedly told shippers that the plan was dead.", ["reportedly", "told"]),
    (
        "It went on to say that “a deal was made on works,” such as “help in court” and “bail.”",
        ["went on to say"],
    ),
]


@pytest.mark.parametrize(("text", "cues"), CUES, ids=[c[0][:50] for c in CUES])
def test_each_cue_stands_once_in_the_chain(extractor, text, cues):
    """A verb that leads up to the cue belongs to it, an adverb with a link of its own does not."""
    from claims.model import Document

    found = extractor.extract(Document("a", text))

    assert [[a.cue_text for a in claim.attributions] for claim in found] == [cues]
