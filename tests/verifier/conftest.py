"""A small desk on disk, and the command line run in-process against it."""

from __future__ import annotations

import json
import random
import re

import pytest
from click.testing import CliRunner

from claims.model import (
    Attribution,
    Claim,
    Modality,
    Polarity,
    Quotation,
    SourceKind,
    Stance,
    Strength,
    Zone,
)
from verifier.cli import cli
from verifier.readers import read

LEDGER = (
    "Ferry to stop at noon\n\n"
    "Two pilots said the ferry had lost a screw. According to rumours, the owner will sell it. "
    "The harbour master denied that anybody was hurt.\n\n"
    "Photo: the ferry at the north pier."
)
CLAIMS = (
    ("Ferry to stop at noon", "asserted", "headline", None),
    ("the ferry had lost a screw", "unnamed", "body", ("said", "Two pilots", "asserts")),
    ("the owner will sell it", "rumour", "body", ("According to rumours", None, "asserts")),
    ("anybody was hurt", "named", "body", ("denied", "The harbour master", "denies")),
    ("the ferry at the north pier", "asserted", "caption", None),
)


def a_claim(text, words, strength="asserted", zone="body", link=None):
    """A claim over the first place of its words; link is its cue, source and stance."""
    start = text.index(words)
    span = [start, start + len(words)]
    links = []
    if link is not None:
        cue, source, stance = link
        at = text.index(cue)
        links = [
            {
                "cue": [at, at + len(cue)],
                "cue_text": cue,
                "source": None
                if source is None
                else [text.index(source), text.index(source) + len(source)],
                "source_text": source,
                "source_kind": "none" if source is None else "person",
                "strength": strength,
                "stance": stance,
                "quotation": "indirect",
                "content": [span],
            }
        ]
    return Claim.from_dict(
        {
            "zone": zone,
            "span": span,
            "text": words,
            "strength": strength,
            "rule": "told by its cue",
            "confidence": 0.5,
            "polarity": Polarity.POSITIVE,
            "modality": Modality.ACTUAL,
            "check_worthiness": 0.5,
            "attributions": links,
        }
    )


def bundle_lines(name="ledger.txt", text=LEDGER, claims=CLAIMS, **metadata):
    """The lines of a bundle of one document."""
    lines = [{"type": "document", "document": name, "text": text, **metadata}]
    for words, strength, zone, link in claims:
        made = a_claim(text, words, Strength(strength), Zone(zone), link)
        lines.append({"type": "claim", "document": name, **made.as_dict()})
    return [json.dumps(line) for line in lines]


SENTENCE = re.compile(r"[^.\n]+\.")
SAID = re.compile(r"(\w+(?: \w+){0,2}) (said|claimed) that ")


def drafted(text):
    """Stands in for the extraction: each sentence a claim, its words without who said it."""
    found = []
    for sentence in SENTENCE.finditer(text):
        start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
        end = sentence.end() - 1
        said = SAID.match(text, start)
        first = said.end() if said else start
        if first >= end:
            continue
        level = Strength.ASSERTED
        links = ()
        if said:
            level = Strength.NAMED if said[2] == "said" else Strength.ALLEGED
            links = (
                Attribution(
                    said.span(2), said[2], said.span(1), said[1], None, SourceKind.PERSON,
                    level, Stance.ASSERTS, Quotation.INDIRECT, ((first, end),),
                ),
            )  # fmt: skip
        found.append(
            Claim(
                Zone.BODY, (start, end + 1), (first, end), ((first, end),), text[first:end],
                " ".join(text[first:end].split()), level, "a stand-in", 0.5, Polarity.POSITIVE,
                Modality.ACTUAL, 0.5, links,
            )
        )  # fmt: skip
    return found


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    """No variable and no settings file of whoever runs the tests counts."""
    for name in (
        "DB",
        "REVIEWER",
        "PIPELINE",
        "LEXICON",
        "PUBLISHER",
        "PUBLISHER_URL",
        "TEMPLATE_HTML",
        "TEMPLATE_MD",
        "OWN_SIGN_OFF",
        "THEME",
        "COLOR",
        "OPEN_COMMAND",
    ):
        monkeypatch.delenv(f"VERIFIER_{name}", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture
def run():
    """Run the command line; the result has exit_code, stdout and stderr."""

    def call(*args, stdin=None):
        result = CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            result.exception
        )
        return result

    return call


@pytest.fixture
def desk_file(tmp_path, run):
    """A database with one document and its five claims, ids 1 to 5."""
    bundle = tmp_path / "bundle.jsonl"
    bundle.write_text("\n".join(bundle_lines(url="https://ledger.example/ferry")), encoding="utf-8")
    path = tmp_path / "desk.db"
    result = run("load", bundle, "--db", path, "--reviewer", "ada")
    assert result.exit_code == 0, result.stderr
    return path


@pytest.fixture(scope="session")
def read_draft():
    """Make claims of a text without the pipeline."""
    return drafted


@pytest.fixture
def reads(tmp_path):
    """Write bytes to a file and read it; gives the documents and the refusals."""

    def call(name, raw):
        path = tmp_path / name
        path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
        refused = []
        found = list(read(str(path), refused.append))
        return found, [str(one).removeprefix(f"{tmp_path}/") for one in refused]

    return call


@pytest.fixture
def bears_damage(reads):
    """Damage a file in eight ways by chance: it is read or refused, in one line that names it."""

    def call(name, whole):
        chance = random.Random(7)
        for _ in range(8):
            raw = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                raw[chance.randrange(len(raw))] = chance.randrange(256)
            cut = chance.choice([len(raw), chance.randrange(1, len(raw))])
            _, told = reads(name, bytes(raw[:cut]))
            assert all(line.startswith(name) and "\n" not in line for line in told)

    return call
