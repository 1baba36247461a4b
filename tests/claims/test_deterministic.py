"""The same text gives the same claims: alone, in any batch, in this process or another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from claims.model import Document

TEXTS = [
    "Officials said the ferry had sunk. It was reportedly overloaded, and two men are missing.",
    "PORT TOLLS TO DOUBLE\n\nBy Ada Brook\n\nThe mayor denied that the plan was agreed in May.\n",
    "",
    "“We sold nothing,” Hale said. “Nobody asked.”\n\nAccording to rumours, he will resign.",
    "the minister said that " * 300,
]
PROGRAM = """
import json, sys
from claims.extract import Extractor
from claims.model import Document
extractor = Extractor()
for text in json.load(sys.stdin):
    print(json.dumps([claim.as_dict() for claim in extractor.extract(Document("a", text))]))
"""


def rows(extractor, text):
    return [claim.as_dict() for claim in extractor.extract(Document("a", text))]


def test_a_batch_gives_what_each_document_alone_gives(extractor):
    alone = [rows(extractor, text) for text in TEXTS]
    documents = [Document(str(place), text) for place, text in enumerate(TEXTS)]
    there = [[c.as_dict() for c in found] for _, found in extractor.extract_many(documents)]
    back = [[c.as_dict() for c in found] for _, found in extractor.extract_many(documents[::-1])]
    assert there == alone
    assert back[::-1] == alone


@pytest.mark.parametrize("seed", ["0", "4294967295"])
def test_another_process_gives_the_same_bytes(extractor, seed):
    """Whatever order sets have in a process, the claims are the same bytes."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(TEXTS),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    assert done.stdout.splitlines() == [json.dumps(rows(extractor, text)) for text in TEXTS]
