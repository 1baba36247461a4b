"""Killed programs: nothing that was acknowledged is lost, and no document is half there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import closing

import pytest

from claims.model import Document
from db import claims, documents, events, verify
from db.opening import connect_write

PROGRAM = """
import sys
from claims.model import Claim, Document
from db import claims, documents, sources
from db.opening import connect_write

conn = connect_write(sys.argv[1])
number = int(sys.argv[2])
while True:
    number += 1
    text = f"Claim {number} stands here. " * 5
    made = [Claim.from_dict({"span": (start, start + 7), "text": text[start:start + 7],
                             "strength": "asserted", "confidence": 0.5})
            for start in range(0, 60, 6)]
    document = documents.store(conn, Document(f"d{number}", text), made, "killed")
    print("document", document, flush=True)
    ids = [claim.id for claim in claims.of_document(conn, document)]
    for claim in ids[:3]:
        (event,) = claims.mark(conn, [claim], {"status": "false", "note": str(number)}, "killed")
        print("event", event.id, claim, number, flush=True)
    sources.add_evidence(conn, ids[0], {"url": f"u{number}"}, {}, "killed")
    print("evidence", ids[0], flush=True)
"""


@pytest.mark.parametrize("part", range(4))
def test_kill_loses_nothing_acknowledged(tmp_path, part):
    """Programs killed at odd moments leave every acknowledged act, whole documents, a sound log."""
    path = tmp_path / "desk.db"
    connect_write(path, create=True).close()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    acknowledged = []
    for turn in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(PROGRAM), str(path), str(1000 * turn)],
            stdout=subprocess.PIPE,
            env=environment,
        )
        first = child.stdout.readline()
        time.sleep(0.003 * (part + 4 * turn))
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
        child.wait()
        child.stdout.close()
        lines = (first + rest).decode().splitlines(keepends=True)
        acknowledged += [line.split() for line in lines if line.endswith("\n")]
    with closing(connect_write(path)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert verify.verify(conn).problem is None
        for kind, *values in acknowledged:
            if kind == "document":
                assert len(claims.of_document(conn, int(values[0]))) == 10
            elif kind == "event":
                event_id, claim_id, note = map(int, values)
                assert events.get(conn, event_id).claim_id == claim_id
                assert claims.get(conn, claim_id).note == str(note)
            else:
                assert claims.get(conn, int(values[0])).evidence_count == 1
        for document in documents.all(conn):
            assert len(claims.of_document(conn, document.id)) == 10
    assert len(acknowledged) >= 5


WRITER = """
import sys
from claims.model import Document
from db import claims, documents, events, search
from db.opening import connect_write
from db.query import parse

conn = connect_write(sys.argv[1])
name = sys.argv[2]
for number in range(25):
    claims.mark(conn, [1 + number % 4], {"note": f"{name} {number}"}, name)
    documents.store(conn, Document(f"{name} {number}", f"{name} {number} text."), [], name)
    assert len(list(search.ids(conn, parse("ferry")))) == 1
    if number % 5 == 4:
        conn.execute("PRAGMA wal_checkpoint(PASSIVE)")
conn.close()
"""


def test_several_programs_write_at_once(conn, story, path):
    """Writers in processes of their own wait for one another and lose nothing."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(path), name], env=environment
        )
        for name in ("anna", "bob", "chidi")
    ]
    documents.store(conn, Document("mine", "Mine."), [], "dana")
    assert [child.wait() for child in running] == [0, 0, 0]
    assert verify.verify(conn).problem is None
    assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert sum(1 for _ in documents.all(conn)) == 2 + 3 * 25
    assert events.head(conn)[0] == 2 + 3 * 50
