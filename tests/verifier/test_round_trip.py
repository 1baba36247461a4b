"""A store, its JSON, another store loaded from it, its JSON again: the same but for ids and the log.

What differs by design is named in docs/formats.md, and in `plain` here.
"""

from __future__ import annotations

import json
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.model import Claim, Document, Modality, Polarity, Strength, Zone
from db.errors import StoreError
from verifier.desk import Desk
from verifier.load import load, read
from verifier.reports import render

FERRY = "The ferry lost a screw in May. Its owner will sell the ferry and pay the crew. Nobody was hurt."
LATER = FERRY.replace("in May", "in June")
EVERYTHING = "is:superseded or -is:superseded"
PARTS = (
    "The ferry lost a screw",
    "Its owner will sell the ferry and pay the crew",
    "Nobody was hurt",
)
URLS = ("https://log.example/a?id=1&utm_source=b", "https://paper.example/b", None)


def claims_over(text):
    """A claim for each of the parts that stands in the text so."""
    made = []
    for part in (*PARTS, "The ferry lost"):
        start = text.find(part)
        if start < 0:
            continue
        span = (start, start + len(part))
        made.append(
            Claim(
                zone=Zone.BODY, sentence=span, span=span, fragments=(span,), text=part, wording=part,
                strength=Strength.ASSERTED, rule="by hand", confidence=0.5, check_worthiness=0.5,
                polarity=Polarity.POSITIVE, modality=Modality.ACTUAL,
            )
        )  # fmt: skip
    return made


acts = st.lists(
    st.tuples(
        st.sampled_from(
            ["mark", "mark", "note", "correct", "evidence", "protected", "sign", "ask", "answer",
             "second", "split", "merge", "publish", "undo"]
        ),
        st.integers(1, 9),
        st.integers(0, 7),
    ),
    min_size=3,
    max_size=14,
)  # fmt: skip


def act(desks, kind, claim_id, choice):
    """Do one thing to a claim, where it can be done."""
    ada, ben = desks
    if kind == "mark":
        statuses = ("verified", "false", "misleading", "set-aside", "checking")
        ada.mark([claim_id], status=statuses[choice % 5], reason=(None, "So it is.")[choice % 2])
    elif kind == "note":
        ada.mark([claim_id], note="Look at p. 3", quote_check="exact")
    elif kind == "correct":
        ada.set_claim(claim_id, strength=("named", "rumour")[choice % 2])
    elif kind == "evidence":
        fields = {"stance": "refutes", "grade": "B2", "quote": "It sank.", "locator": "p. 1"}
        title = ("The log", None, "A pilot")[choice % 3]
        ada.add_evidence(claim_id, url=URLS[choice % 3], title=title, kind="document", **fields)
    elif kind == "protected":
        wording = "a pilot" if choice % 2 else None
        ada.add_evidence(claim_id, title="SECRETNAME", protected=True, public_wording=wording)
    elif kind == "sign":
        ben.sign_off([claim_id])
    elif kind == "ask":
        ada.ask_reply(claim_id, asked="the owner", on="2026-05-01", deadline="2026-05-03")
    elif kind == "answer":
        ada.answer_reply(claim_id, answer="No.", on="2026-05-02")
    elif kind == "second":
        ben.start_second([claim_id])
        ben.finish_second(claim_id, ("false", "verified")[choice % 2], "The log.")
    elif kind == "split":
        stored = ada.claim(claim_id)
        ada.split_claim(claim_id, stored.claim.span[0] + stored.claim.wording.index(" and "))
    elif kind == "merge":
        ada.merge_claims([claim_id, claim_id + 1])
    elif kind == "publish":
        data = ada.report_records(published_url="https://desk.example/x", publish=True)
        ada.publish(data, "html")
    else:
        ada.undo()


def report(path):
    with Desk.open(path, "eve", write=False) as desk:
        return json.loads("".join(render("json", desk.report_records(EVERYTHING))))


def loaded(folder, told, name):
    source, path = folder / f"{name}.json", folder / f"{name}.db"
    source.write_text(json.dumps(told))
    refused = []
    with Desk.open(path, "eve", create=True) as desk:
        load(read([str(source)], refused.append), desk, refused.append)
        assert desk.verify_log().sound
    assert refused == []
    return path


def plain(told):
    """A report without ids, and without what is each log's own."""
    rows, ids = [], {}
    for document in told["documents"]:
        for number, claim in enumerate(document["claims"]):
            ids[claim["id"]] = (document["sha256"], number)
    documents = {one["id"]: one["sha256"] for one in told["documents"]}
    for document in told["documents"]:
        row = {**document, "revises": documents.get(document["revises"]), "id": None, "added": None}
        row["claims"] = [plain_claim(claim, ids) for claim in document["claims"]]
        rows.append(row)
    return rows


def plain_claim(claim, ids):
    gone = {"id", "history", "elsewhere"}
    row = {name: value for name, value in claim.items() if name not in gone}
    if claim["published_at"] is None:
        row["published_url"] = None  # went out without a verdict: nothing that could be corrected
    row["corrections"] = [{**one, "event_id": None} for one in claim["corrections"]]
    if claim["earlier"]:
        row["earlier"] = (ids.get(claim["earlier"]["id"]), claim["earlier"]["kept"])
    if claim["replaced_by"]:
        row["replaced_by"] = [ids[one] for one in claim["replaced_by"]["claims"]]
    order = {}
    row["evidence"] = [
        {**one, "reference_id": order.setdefault(one["reference_id"], len(order)), "story": None}
        for one in claim["evidence"]
    ]
    if any(one["protected"] for one in claim["evidence"]) and claim["sign_off"] == "yes":
        row["sign_off"] = "stale"  # what was signed did not come along whole
        row["flags"] = sorted({*claim["flags"], "stale-sign-off"})
    else:
        row["flags"] = sorted(claim["flags"])
    return row


def told_of(claim):
    """All that was done to a claim, at whichever desk, as (kind, before, after)."""
    history = [one for desk in claim["elsewhere"] for one in desk["history"]] + claim["history"]
    return [
        (one["kind"], one["before"], one["after"], one["at"], one["reviewer"])
        for one in history
        if one["kind"] not in {"ingest", "load"}
    ]


@given(acts, st.booleans())
@settings(deadline=None, max_examples=8)
def test_a_desk_comes_back_as_it_went_out(done, revised):
    """Verdicts, corrections, evidence, versions, splits, sign-offs, replies: all of it, twice over."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = folder / "first.db"
        with Desk.open(first, "ada", create=True) as ada, Desk.open(first, "ben") as ben:
            ada.store(Document("a", FERRY, url="https://a.example/1"), claims_over(FERRY))
            ada.store(
                Document("b", f"Again: {FERRY}", published="2026-05-01"),
                claims_over(f"Again: {FERRY}"),
            )
            half = len(done) // 2
            for kind, claim_id, choice in done[:half]:
                attempt(ada, ben, kind, claim_id, choice)
            if revised:
                ada.revise(Document("a", LATER, url="https://a.example/1"), claims_over(LATER), 1)
            for kind, claim_id, choice in done[half:]:
                attempt(ada, ben, kind, claim_id, choice)
        went_out = report(first)
        second = report(loaded(folder, went_out, "second"))
        third = report(loaded(folder, second, "third"))
        assert "SECRETNAME" not in json.dumps(went_out)
        assert plain(second) == plain(went_out)
        assert plain(third) == plain(went_out)
        for one, other in ((went_out, second), (second, third)):
            for before, after in zip(one["documents"], other["documents"], strict=True):
                assert [told_of(claim) for claim in after["claims"]] == [
                    told_of(claim) for claim in before["claims"]
                ]


def attempt(ada, ben, kind, claim_id, choice):
    """Do it where the claim is there and it makes sense."""
    with suppress(StoreError, ValueError, IndexError):
        act((ada, ben), kind, claim_id, choice)


def test_every_column_has_its_decision():
    """docs/reports.md says of each column of each table whether the JSON report carries it."""
    root = Path(__file__).parents[2] / "docs"
    told = {}
    for line in (root / "reports.md").read_text("utf-8").splitlines():
        cells = line.split("|")
        if len(cells) == 5 and (tables := re.findall(r"`(\w+)`", cells[1])):
            words = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]*)`", line))))
            told.update(dict.fromkeys(tables, words))
    schema = (root / "schema.md").read_text("utf-8")
    for name, part in re.findall(
        r"^## `(\w+)`\n(.*?)(?=^## |\Z)", schema, re.MULTILINE | re.DOTALL
    ):
        missing = set(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)) - told.get(name, set())
        assert not missing, f"{name}: say in docs/reports.md whether the JSON carries {missing}"
