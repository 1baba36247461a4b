"""Other programs on the same file: an older SQLite reads it, writes it, and finds it sound."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap

from db import claims, opening, sources, verify


def test_the_standard_librarys_sqlite_reads_and_writes_the_file(conn, story, path):
    """Python's own sqlite3 module, in a process of its own, uses tables, triggers and indexes."""
    claims.mark(conn, [story.pier], {"status": "false"}, "anna")
    sources.add_evidence(conn, story.pier, {"url": "https://r.example/1"}, {}, "anna")
    conn.close()
    program = textwrap.dedent(
        f"""
        import json, sqlite3
        other = sqlite3.connect({str(path)!r})
        other.execute("PRAGMA foreign_keys=ON")
        names = [row[0] for row in other.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND sql IS NOT NULL")]
        rows = {{name: other.execute(f'SELECT count(*) FROM "{{name}}"').fetchone()[0]
                for name in names if not name.startswith("sqlite_")}}
        other.execute("UPDATE claims SET note = 'by another program' WHERE id = 1")
        other.execute("UPDATE claims SET status = 'checking' WHERE id = 1")
        other.execute("INSERT INTO evidence (claim_id, source_id, stance, reviewer, added) "
                      "VALUES (1, 1, 'context', 'x', 'now')")
        other.commit()
        hits = other.execute("SELECT rowid FROM claims_fts WHERE claims_fts MATCH 'cafe'").fetchall()
        other.execute("INSERT INTO claims_fts (claims_fts, rank) VALUES ('integrity-check', 1)")
        print(json.dumps([rows, len(hits), other.execute("PRAGMA integrity_check").fetchone()[0],
                          other.execute("PRAGMA foreign_key_check").fetchall()]))
        """
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    rows, hits, integrity, orphans = json.loads(done.stdout)
    assert (rows["documents"], rows["claims"], rows["attributions"]) == (1, 4, 2)
    assert (rows["events"], rows["evidence"], rows["sources"]) == (3, 1, 1)
    assert (hits, integrity, orphans) == (1, "ok", [])
    again = opening.connect_write(path)
    assert claims.get(again, story.ferry).note == "by another program"
    assert claims.get(again, story.ferry).evidence_count == 1
    assert "claim 1: " in verify.verify(again).problem
    again.close()


def test_the_schema_calls_no_function_of_ours_and_none_that_is_new(conn):
    """Every function in tables, triggers, indexes and views is one that SQLite 3.37 has."""
    old = set(
        "abs char coalesce count group_concat hex length lower max min raise replace sum".split()
    )
    words = {"values", "in", "check", "exists", "references", "key", "unique", "as", "using", "on"}
    words |= {"fts5", "select", "cast", "conflict", "when", "not", "or", "fts5vocab"}
    rows = conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    names = {row["name"] for row in rows}
    script = re.sub(r"'[^']*'", "''", " ".join(row["sql"] for row in rows))
    called = {name.lower() for name in re.findall(r"(\w+)\s*\(", script)}
    assert called - words - {name.lower() for name in names} <= old


def test_contract_columns_are_there(conn):
    """The tables hold at least the columns that other programs rely on."""
    promised = {
        "documents": "id name title url publisher author published text sha256",
        "claims": "id document_id sentence_start sentence_end span_start span_end fragments text "
        "wording zone strength machine_strength rule confidence polarity modality "
        "check_worthiness status reason note quote_check",
        "attributions": "claim_id position cue_start cue_end cue_text source_start source_end "
        "source_text source_kind strength stance quotation",
        "sources": "id url title publisher",
        "evidence": "claim_id source_id stance grade quote locator note accessed archive_url",
        "events": "id at reviewer kind claim_id previous_hash hash",
        "factchecks": "id external_id claim title url rating publisher date",
    }
    for table, columns in promised.items():
        there = {row["name"] for row in conn.execute(f"PRAGMA table_info({table})")}
        assert set(columns.split()) <= there, table


def test_foreign_keys_are_declared(conn):
    """Claims belong to documents, attributions and evidence to claims, evidence to sources."""
    declared = {
        (table, row["from"], row["table"])
        for table in ("claims", "attributions", "evidence")
        for row in conn.execute(f"PRAGMA foreign_key_list({table})")
    }
    assert declared == {
        ("claims", "document_id", "documents"),
        ("claims", "earlier", "claims"),
        ("attributions", "claim_id", "claims"),
        ("evidence", "claim_id", "claims"),
        ("evidence", "source_id", "sources"),
    }


def loaded_after(program):
    """The modules that a program has loaded at its end."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    script = textwrap.dedent(program) + "\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, env=environment
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


HEAVY = {"sqlite_utils", "spacy", "numpy", "click", "textual", "thefuzz", "trafilatura"}


def test_daily_work_loads_nothing_heavy(conn, story, path):
    """Reading, searching, marking, evidence, undo, stats and checks need no big library."""
    loaded = loaded_after(
        f"""
        from db import backup, claims, documents, events, search, sources, statistics, undo, verify
        from db.connection import connect_read
        from db.opening import connect_write
        from db.query import parse
        reader = connect_read({str(path)!r})
        claims.many(reader, list(search.ids(reader, parse("ferry status:unreviewed"))))
        statistics.gather(reader)
        documents.find(reader, "ferry.txt")
        reader.close()
        writer = connect_write({str(path)!r})
        claims.mark(writer, [1, 2], {{"status": "false"}}, "anna")
        claims.correct(writer, 3, {{"strength": "named"}}, "anna")
        sources.add_evidence(writer, 4, {{"url": "u"}}, {{}}, "anna")
        undo.undo(writer, "anna")
        undo.redo(writer, "anna")
        events.history(writer, 1)
        assert verify.verify(writer).sound
        backup.backup(writer, {str(path) + ".copy"!r})
        """
    )
    assert loaded & HEAVY == set()


def test_storing_loads_sqlite_utils_only_for_a_migration(conn, path):
    """Once the file is up to date, documents go in without it."""
    loaded = loaded_after(
        f"""
        from claims.model import Document
        from db import documents
        from db.opening import connect_write
        writer = connect_write({str(path)!r})
        assert documents.store(writer, Document("a", "Text."), [], "anna") == 1
        """
    )
    assert loaded & HEAVY == set()


def test_everything_works_on_the_standard_librarys_sqlite(path):
    """Where the newer library is not installed, the older one does the same under a lock."""
    program = f"""
        import sys
        sys.modules["pysqlite3"] = None
        from claims.model import Claim, Document
        from db import backup, claims, connection, documents, search, sources, undo, verify
        from db.connection import connect_read
        from db.opening import connect_write
        from db.query import parse
        assert connection.sqlite.__name__ == "sqlite3"
        writer = connect_write({str(path)!r}, create=True)
        made = [Claim.from_dict({{"span": (0, 4), "text": "Rain", "strength": "named",
                                 "confidence": 0.5}})]
        documents.store(writer, Document("a", "Rain fell."), made, "anna")
        claims.mark(writer, [1], {{"status": "false"}}, "anna")
        sources.add_evidence(writer, 1, {{"url": "u", "title": "Gauge"}}, {{}}, "anna")
        undo.undo(writer, "anna")
        assert verify.verify(writer).problem is None
        backup.backup(writer, {str(path) + ".copy"!r})
        assert (writer.writer_lock is None) is connection.library_is_sound()
        writer.close()
        reader = connect_read({str(path)!r})
        for order in search.Order:
            assert list(search.ids(reader, parse("rain status:false"), order)) == [1]
        reader.close()
    """
    loaded_after(program)
    again = opening.connect_write(path)
    claims.mark(again, [1], {"status": "verified"}, "bob")
    assert verify.verify(again).problem is None
    again.close()
