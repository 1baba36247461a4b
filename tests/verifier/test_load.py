from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.model import Claim, Document, Modality, Polarity, Strength, Zone
from db.records import QuoteCheck, Status
from verifier.desk import Desk
from verifier.load import load, read
from verifier.reports import render
from verifier.safe_text import json_line

TEXT = "Sources said “the toll” would rise. \x1b[31m\u202eNobody\u2069 paid. Ünïcode 🚢 end."


def loaded(tmp_path, *contents, name="b.jsonl", database="desk.db"):
    """Load files of these contents; gives the desk's path, the summary and the refusals."""
    refused = []
    paths = []
    for number, content in enumerate(contents):
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(str(path))
    with Desk.open(tmp_path / database, "ada", create=True) as desk:
        summary = load(read(paths, refused.append), desk, refused.append)
    return tmp_path / database, summary, [str(one) for one in refused]


def document(name="a", text="One ship. Two ships.", **more):
    return json.dumps({"type": "document", "document": name, "text": text, **more})


def claim(name="a", span=(0, 8), text="One ship", **more):
    row = {"span": span, "text": text, "strength": "named", "confidence": 0.7, **more}
    return json.dumps({"type": "claim", "document": name, **row})


def test_a_bundle_is_stored_document_by_document(tmp_path):
    lines = [
        document(),
        claim(),
        claim(span=(10, 19), text="Two ships"),
        "",
        document("b", "Three."),
    ]
    path, summary, refused = loaded(tmp_path, "\n".join(lines))
    assert not refused
    assert (summary.documents, summary.claims, summary.words) == (2, 2, 5)
    again = loaded(tmp_path, "\n".join(lines))[1]
    assert (again.documents, again.skipped) == (0, 2)
    with Desk.open(path, write=False) as desk:
        assert [one.claim.text for one in desk.search()] == ["One ship", "Two ships"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (claim(strength="strong"), "unknown level 'strong'"),
        (claim(span=(0, 99)), "lies outside the text"),
        (claim(text="Two ship"), "text differs"),
        (claim(confidence=2), "lies between 0 and 1"),
        (claim(confidence=10**400), "too large"),
        (claim(span="ab"), "wrong kind"),
        (claim(attributions=["x"]), "wrong kind"),
        (claim(wording="a\u0000b"), "NUL"),
        (claim(rule="\ud800"), "half a character"),
        (claim("other"), "does not stand before it"),
        ('{"type": "claim", "document": "a"}', "no 'span'"),
        ('{"type": "chapter"}', "unknown type 'chapter'"),
        ("[1]", "a row is an object"),
        ("nonsense", "not JSON"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_line_that_does_not_fit_fails_its_document_with_its_line_and_the_rest_goes_on(
    tmp_path, line, reason
):
    lines = [
        document(),
        claim(),
        line,
        claim(),
        document("b", "Three."),
        claim("b", (0, 5), "Three"),
    ]
    path, summary, refused = loaded(tmp_path, "\n".join(lines))
    assert len(refused) == 1, refused
    assert "b.jsonl:3: " in refused[0]
    assert reason in refused[0]
    assert (summary.documents, summary.claims) == (1, 1)
    with Desk.open(path, write=False) as desk:
        assert desk.find_document("b").text == "Three."


@pytest.mark.parametrize("line", [document(text=""), document(text=3.5), '{"type": "document"}'])
def test_a_document_that_does_not_fit_takes_its_claims_along_and_is_told_once(tmp_path, line):
    lines = [document("first", "Three."), line, claim(), claim()]
    _, summary, refused = loaded(tmp_path, "\n".join(lines))
    assert "b.jsonl:2: " in refused[0]
    assert summary.documents == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"Once upon a time", "neither a bundle nor a report"),
        (b"\xff\xfe\x00", "neither a bundle nor a report"),
        (b'{"verifier_report": 99, "documents": []}', "another version"),
        (b'{"verifier_report": 1}', 'no list of "documents"'),
        (b'{"verifier_report": 1, "documents": [{}]}', 'document 1: no list of "claims"'),
    ],
)
def test_a_file_that_is_neither_bundle_nor_report_is_refused_in_one_line(tmp_path, content, reason):
    _, summary, refused = loaded(tmp_path, content)
    assert len(refused) == 1
    assert reason in refused[0]
    assert summary.documents == 0


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=25)
def test_no_bytes_at_all_break_the_loader(raw):
    with tempfile.TemporaryDirectory() as folder:
        loaded(Path(folder), document().encode() + b"\n" + raw)


PLAIN = st.text(max_size=20).filter(lambda s: "\0" not in s and s.isprintable())


PARTS = ["numbers", "public life", "any claim", "the speaker"]


@st.composite
def reviewed(draw):
    """Claims over TEXT with what a desk may have found out about them."""
    made = []
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(TEXT) - 1))
        span = (start, draw(st.integers(start + 1, len(TEXT))))
        row = {
            "zone": draw(st.sampled_from(Zone)),
            "span": span,
            "text": TEXT[slice(*span)],
            "strength": draw(st.sampled_from(Strength)),
            "rule": "r",
            "confidence": draw(st.floats(0, 1)),
            "check_worthiness": draw(st.floats(0, 1)),
            "worth_parts": draw(st.dictionaries(st.sampled_from(PARTS), st.floats(-1, 1))),
            "polarity": draw(st.sampled_from(Polarity)),
            "modality": draw(st.sampled_from(Modality)),
        }
        mark = {
            "status": draw(st.sampled_from(Status)),
            "reason": draw(st.none() | PLAIN),
            "note": draw(st.none() | PLAIN),
            "quote_check": draw(st.sampled_from(QuoteCheck)),
        }
        level = draw(st.none() | st.sampled_from(Strength))
        url = draw(st.none() | st.just("https://x.example/a?id=1&utm_source=b"))
        made.append((Claim.from_dict(row), mark, level, url))
    return made


def told(desk):
    """What the other formats are built from, without ids, times and the log."""
    data = desk.report_records()
    return [
        (
            document.stored.text,
            document.stored.anchors,
            sorted(
                (
                    (
                        item.stored.claim,
                        item.stored.machine_strength,
                        item.stored.status,
                        item.stored.reason,
                        item.stored.note,
                        item.stored.quote_check,
                        [(e.reference.url, e.url_typed, e.stance, e.grade) for e in item.evidence],
                    )
                    for item in document.claims
                ),
                key=repr,  # claims of one span have no order of their own
            ),
        )
        for document in data.documents
    ]


@given(reviewed())
@settings(max_examples=12)
def test_bundle_and_report_come_back_as_they_went_out(cases):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lines = [document("a", TEXT, anchors=[[0, "p. 1"], [9, "p. 2"]])]
        lines += [
            json_line({"type": "claim", "document": "a", **one.as_dict()}) for one, *_ in cases
        ]
        path, _, refused = loaded(place, "\n".join(lines))
        assert not refused
        with Desk.open(path, "ada") as desk:
            for number, (_, mark, level, url) in enumerate(cases, 1):
                desk.mark([number], **mark)
                if level:
                    desk.set_claim(number, strength=level)
                if url:
                    desk.add_evidence(number, url=url, stance="refutes", grade="B2")
            first = told(desk)
            written = "".join(render("json", desk.report_records()))
        second, _, refused = loaded(place, written, database="second.db")
        assert not refused
        with Desk.open(second, "bo") as desk:
            assert told(desk) == first
            assert desk.verify_log().sound
            again = "".join(render("json", desk.report_records()))
        third = loaded(place, again, database="third.db")[0]
        with Desk.open(third, write=False) as desk:
            assert told(desk) == first


def test_a_protected_reference_comes_back_without_its_name(tmp_path):
    path, *_ = loaded(tmp_path, f"{document()}\n{claim()}")
    with Desk.open(path, "ada") as desk:
        desk.add_evidence(1, url="https://secret.example/x", protected=True)
        written = "".join(render("json", desk.report_records()))
    assert "secret.example" not in written
    second, _, refused = loaded(tmp_path, written, database="second.db")
    assert not refused
    with Desk.open(second, write=False) as desk:
        [piece] = desk.evidence(1)
        assert piece.reference.protected
        assert piece.reference.url is None


def test_what_was_loaded_is_not_undone(tmp_path):
    from db.errors import NothingToUndo

    path, *_ = loaded(tmp_path, f"{document()}\n{claim()}")
    with Desk.open(path, "ada") as desk, pytest.raises(NothingToUndo):
        desk.undo()


def test_a_document_keeps_its_metadata_through_a_bundle(tmp_path):
    known = {"title": "T", "url": "https://x.example/a", "publisher": "P", "author": "A"}
    path, *_ = loaded(tmp_path, document(**known, published="2026-05-03"))
    with Desk.open(path, write=False) as desk:
        stored = desk.document(1)
    expected = Document("a", "One ship. Two ships.", published="2026-05-03", **known)
    assert {key: getattr(stored, key) for key in expected.metadata()} == expected.metadata()


def test_a_document_keeps_its_pages_through_a_bundle(tmp_path):
    pages = [[0, "p. 1"], [10, "p. 2"]]
    path, *_ = loaded(tmp_path, document(anchors=pages))
    with Desk.open(path, write=False) as desk:
        assert desk.document(1).anchors == ((0, "p. 1"), (10, "p. 2"))


@pytest.mark.parametrize("anchors", [1, [[0]], [["0", "p. 1"]], [[99, "p. 1"]], [[0, "\ud800"]]])
def test_anchors_that_do_not_fit_refuse_their_document(tmp_path, anchors):
    _, summary, told = loaded(tmp_path, document(anchors=anchors))
    assert summary.documents == 0
    assert "anchor" in told[0]
