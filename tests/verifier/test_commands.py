"""Every command from the outside: exit codes, what goes where, and the database opened again."""

from __future__ import annotations

import csv
import io
import json
import sqlite3

import pytest

from verifier.desk import Desk


def rows(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def claim_on(path, claim_id):
    with Desk.open(path, write=False) as desk:
        return desk.claim(claim_id)


def test_search_writes_rows_with_the_keys_of_extract_and_the_desks_own(run, desk_file):
    result = run("search", "--db", desk_file)
    assert result.exit_code == 0
    found = rows(result)
    assert [row["id"] for row in found] == [1, 2, 3, 4]
    assert found[1]["text"] == "the ferry had lost a screw"
    assert found[1]["attributions"][0]["source_text"] == "Two pilots"
    for key in ("document", "zone", "sentence", "span", "fragments", "wording", "strength", "rule",
                "confidence", "polarity", "modality", "check_worthiness", "attributions",
                "status", "document_id", "evidence"):  # fmt: skip
        assert key in found[0], key


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (["screw"], [2]),
        (["zone:any"], [1, 2, 3, 4, 5]),
        (["strength:<=unnamed"], [2, 3]),
        (["-strength:asserted"], [2, 3, 4]),
        (["-harbour", "hurt"], []),
        (["source:pilots", "or", "owner"], [2, 3]),
        (["nothing-like-this"], []),
    ],
)
def test_search_takes_the_query_language_also_a_leading_minus(run, desk_file, query, ids):
    result = run("search", *query, "--db", desk_file)
    assert (result.exit_code, sorted(row["id"] for row in rows(result))) == (0, ids)


def test_search_as_csv_has_a_heading_and_a_row_a_claim(run, desk_file):
    result = run("search", "screw", "--format", "csv", "--db", desk_file)
    [head, row] = list(csv.reader(io.StringIO(result.stdout)))
    found = dict(zip(head, row, strict=True))
    assert found["wording"] == "the ferry had lost a screw"
    assert found["said_by"] == "Two pilots"


def test_search_as_a_table_puts_denied_before_what_the_chain_denies(run, desk_file):
    result = run("search", "hurt", "--format", "table", "--db", desk_file)
    assert "denied: anybody was hurt" in result.stdout
    assert "· unreviewed" in result.stdout


def test_a_table_tells_where_it_is_not_all_or_nothing(run, desk_file):
    asked = ("search", "--format", "table", "--db", desk_file)
    assert run(*asked, "--limit", 2).stderr == "2 of 4 shown; --limit 0 lists all.\n"
    assert run(*asked, "nothing-like-this").stderr == "No claim found.\n"
    assert run(*asked).stderr == run(*asked, "--limit", 4).stderr == ""


def test_more_hits_than_are_ranked_come_in_document_order_and_it_is_said(
    run, desk_file, monkeypatch
):
    monkeypatch.setattr("db.search.RANKED", 1)
    result = run("search", "the", "--db", desk_file)
    assert [row["id"] for row in rows(result)] == [2, 3, 4]
    assert "in document order" in result.stderr
    assert run("search", "screw", "--db", desk_file).stderr == ""


def test_a_limit_of_nought_lists_everything_and_a_limit_stops(run, desk_file):
    assert len(rows(run("search", "zone:any", "--limit", "0", "--db", desk_file))) == 5
    assert len(rows(run("search", "zone:any", "--limit", "2", "--db", desk_file))) == 2


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["search", "status:flase"], 2, "did you mean status:false"),
        (["search", "--lmit", "3"], 2, "Did you mean"),
        (["serch"], 2, "Did you mean search?"),
        (["mark", "1"], 2, "give --status"),
        (["mark", "1", "--status", "fasle"], 2, "is not one of"),
        (["mark", "one", "--status", "false"], 2, "'one' is no claim's id"),
        (["mark", "99", "--status", "false"], 1, "no claim 99"),
        (["mark", "9" * 30, "--status", "false"], 2, "is no claim's id"),
        (["claim", "add", "99", "--span", "0,1"], 1, "no document 99"),
        (["claim", "add", "1", "--span", "0-1"], 2, "two numbers with a comma"),
        (["claim", "add", "1", "--span", "0,99999"], 1, "no piece of a text"),
        (["claim", "set", "1"], 2, "give --strength"),
        (["claim", "st"], 2, "Did you mean set?"),
        (["source", "add", "1"], 2, "--url"),
        (["source", "add", "1", "--url", "https://x.example", "--grade", "Z9"], 1, "unknown grade"),
        (["source", "add", "1", "--url", "https://x.example", "--accessed", "today"], 1, "no date"),
        (["history", "99"], 1, "no claim 99"),
        (["undo", "--reviewer", "nobody"], 1, "nothing to undo"),
        (["redo"], 1, "nothing to redo"),
        (["report", "--format", "odt"], 2, "is not one of"),
        (["ingest", "/nowhere/a.txt"], 1, "/nowhere/a.txt: no such file"),
        (["load", "/nowhere/a.jsonl"], 1, "/nowhere/a.jsonl: no such file"),
        (["review"], 2, "--plain"),
    ],
)
def test_what_goes_wrong_is_one_line_with_the_right_exit_code(run, desk_file, args, code, words):
    db = [] if args in (["serch"], ["claim", "st"]) else ["--db", desk_file]
    result = run(*args, *db)
    assert result.exit_code == code, result.stderr
    told = [line for line in result.stderr.splitlines() if line.startswith("verifier: ")]
    assert len(told) == 1
    assert words in told[0]
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "args",
    [
        ["search"],
        ["stats"],
        ["history", "1"],
        ["report"],
        ["check"],
        ["corrections"],
        ["log", "verify"],
        ["backup", "b"],
    ],
)
def test_reading_commands_never_make_a_database_and_say_how_to_begin(run, tmp_path, args):
    path = tmp_path / "none.db"
    result = run(*args, "--db", path)
    assert result.exit_code == 1
    assert "no database at" in result.stderr
    assert "start with verifier ingest" in result.stderr
    assert not path.exists()
    path.touch()
    assert run(*args, "--db", path).exit_code == 1


def test_a_file_that_is_no_database_or_another_programs_is_refused(run, tmp_path):
    path = tmp_path / "text.db"
    path.write_text(
        "Once upon a time, there was a file of plain words, long enough to look at." * 20
    )
    assert run("search", "--db", path).exit_code == 1
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE notes (id)")
    connection.close()
    result = run("mark", "1", "--status", "false", "--db", other)
    assert result.exit_code == 1
    assert "other.db" in result.stderr


def test_the_database_is_named_by_a_flag_a_variable_or_lies_in_the_users_directory(
    run, desk_file, monkeypatch
):
    assert run("search").exit_code == 1
    monkeypatch.setenv("VERIFIER_DB", str(desk_file))
    assert run("search").exit_code == 0


def test_mark_sets_what_is_given_under_the_reviewers_name(run, desk_file):
    result = run("mark", 2, 3, "--status", "set-aside", "--reason", "Twice.", "--quote-check",
                 "exact", "--reviewer", "bo", "--db", desk_file)  # fmt: skip
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Marked set aside: 2 claims.\n"
    stored = claim_on(desk_file, 3)
    assert (stored.status, stored.reason, stored.quote_check, stored.reviewer) == (
        "set-aside", "Twice.", "exact", "bo",
    )  # fmt: skip


def test_mark_is_all_or_none(run, desk_file):
    assert run("mark", 1, 99, "--status", "false", "--db", desk_file).exit_code == 1
    assert claim_on(desk_file, 1).status == "unreviewed"


def test_mark_takes_ids_from_a_search_in_a_pipe(run, desk_file):
    found = run("search", "ferry", "--db", desk_file).stdout
    result = run("mark", "-", "--status", "checking", "--db", desk_file, stdin=found + "3 4\n")
    assert result.exit_code == 0, result.stderr
    assert claim_on(desk_file, 2).status == claim_on(desk_file, 4).status == "checking"
    assert run("mark", "-", "--status", "false", "--db", desk_file, stdin="x").exit_code == 2
    assert run("mark", "-", "--status", "false", "--db", desk_file, stdin="").exit_code == 2


def test_a_claim_is_added_by_document_name_and_its_id_goes_to_standard_output(run, desk_file):
    result = run(
        "claim", "add", "ledger.txt", "--span", "0,5", "--strength", "named", "--db", desk_file
    )
    assert (result.exit_code, result.stdout) == (0, "6\n")
    stored = claim_on(desk_file, 6)
    assert (stored.claim.text, stored.claim.strength, stored.machine_strength) == (
        "Ferry", "named", None,
    )  # fmt: skip


def test_a_correction_keeps_the_machines_level_beside(run, desk_file):
    assert run("claim", "set", 2, "--strength", "rumour", "--db", desk_file).exit_code == 0
    stored = claim_on(desk_file, 2)
    assert (stored.claim.strength, stored.machine_strength) == ("rumour", "unnamed")


def test_evidence_keeps_the_address_as_typed_beside_the_canonical_one(run, desk_file):
    typed = "https://Port.example/minutes?utm_source=mail"
    result = run("source", "add", 2, "--url", typed, "--title", "Minutes", "--stance", "refutes",
                 "--grade", "b2", "--quote", "No screw.", "--locator", "p. 4", "--note", "n",
                 "--accessed", "2026-05-03", "--archive-url", "https://a.example/1",
                 "--db", desk_file)  # fmt: skip
    assert result.exit_code == 0, result.stderr
    with Desk.open(desk_file, write=False) as desk:
        [piece] = desk.evidence(2)
    assert (piece.reference.url, piece.url_typed) == ("https://port.example/minutes", typed)
    assert (piece.stance, piece.grade, piece.accessed) == ("refutes", "B2", "2026-05-03")
    [row] = rows(run("search", "has:evidence", "--db", desk_file))
    assert row["evidence"][0]["title"] == "Minutes"


def test_history_tells_every_action_and_undo_and_redo_name_what_they_turn(run, desk_file):
    run("mark", 2, "--status", "false", "--db", desk_file, "--reviewer", "ada")
    undone = run("undo", "--db", desk_file, "--reviewer", "ada")
    assert undone.stderr == "Undone: marked false.\n"
    assert claim_on(desk_file, 2).status == "unreviewed"
    assert (
        run("redo", "--db", desk_file, "--reviewer", "ada").stderr == "Done again: marked false.\n"
    )
    assert claim_on(desk_file, 2).status == "false"
    table = run("history", 2, "--format", "table", "--db", desk_file).stdout
    for words in ("loaded with 5 claims", "marked false", "took back: marked false", "did again"):
        assert words in table
    kinds = [row["kind"] for row in rows(run("history", 2, "--db", desk_file))]
    assert kinds == ["load", "mark", "undo", "redo"]


def test_undo_refuses_where_the_claim_has_changed_since(run, desk_file):
    run("mark", 2, "--status", "false", "--db", desk_file, "--reviewer", "ada")
    run("mark", 2, "--status", "verified", "--db", desk_file, "--reviewer", "bo")
    result = run("undo", "--db", desk_file, "--reviewer", "ada")
    assert result.exit_code == 1
    assert "has changed since" in result.stderr
    assert "bo" in result.stderr


def test_log_verify_names_the_first_event_that_does_not_hold(run, desk_file):
    run("mark", 2, "--status", "false", "--db", desk_file)
    assert run("log", "verify", "--db", desk_file).stdout.startswith("2 events hold; ")
    from db.opening import connect_write

    connection = connect_write(desk_file)
    connection.execute("UPDATE claims SET status = 'verified' WHERE id = 2")
    connection.close()
    result = run("log", "verify", "--db", desk_file)
    assert result.exit_code == 1
    assert "event 2" in result.stderr


def test_a_backup_is_a_database_like_the_one_it_copies(run, desk_file, tmp_path):
    copy = tmp_path / "copy.db"
    assert run("backup", copy, "--db", desk_file).exit_code == 0
    one, two = (run("search", "--db", path).stdout for path in (desk_file, copy))
    assert one == two


def test_stats_count_as_json_and_in_words(run, desk_file):
    run("mark", 2, "--status", "false", "--db", desk_file, "--reviewer", "ada")
    [told] = rows(run("stats", "--db", desk_file))
    assert (told["documents"], told["claims"], told["done"]) == (1, 5, 1)
    assert told["status"]["false"] == 1
    assert told["strength"]["rumour"] == 1
    assert told["reviewers"][0]["reviewer"] == "ada"
    assert told["throughput"][0]["claims"] == 1
    words = run("stats", "--format", "text", "--db", desk_file).stdout
    assert words.startswith("1 of 4 claims done\n")


def test_load_of_a_bundle_with_a_bad_line_is_exit_1_and_json_counts_it(run, tmp_path, desk_file):
    bundle = tmp_path / "bad.jsonl"
    bundle.write_text('{"type": "document", "document": "b", "text": "Two."}\nnonsense\n')
    result = run("load", bundle, "--format", "json", "--db", desk_file)
    assert result.exit_code == 1
    assert f"{bundle}:2: not JSON" in result.stderr
    [told] = rows(result)
    assert set(told) == {"documents", "skipped", "failed", "claims", "words", "seconds"}
    assert (told["documents"], told["failed"]) == (0, 1)


def test_ingest_without_input_from_a_pipe_reads_standard_input(run, tmp_path):
    result = run("ingest", "--db", tmp_path / "x.db", stdin="")
    assert result.exit_code == 1
    assert "standard input: empty" in result.stderr


@pytest.mark.parametrize("command", ["ingest", "load"])
def test_where_nothing_can_be_read_no_database_is_made(run, tmp_path, command):
    path = tmp_path / "x.db"
    assert run(command, "/nowhere/a.jsonl", "--db", path).exit_code == 1
    assert not path.exists()


def test_metadata_flags_are_for_one_text(run, tmp_path):
    for path in ([tmp_path], [tmp_path / "a.txt", tmp_path / "b.txt"], ["a.jsonl"]):
        assert run("ingest", *path, "--title", "T", "--db", tmp_path / "x.db").exit_code == 2
    result = run("ingest", "a.txt", "--published", "yesterday", "--db", tmp_path / "x.db")
    assert result.exit_code == 2


def test_migrate_says_that_there_is_nothing_to_do(run, desk_file):
    assert run("migrate", "--db", desk_file).stderr.startswith("Nothing to do")


def test_config_show_names_each_values_origin(run, monkeypatch):
    monkeypatch.setenv("VERIFIER_REVIEWER", "ada")
    found = {row["setting"]: row for row in rows(run("config", "show", "--db", "x.db"))}
    assert found["database"] == {"setting": "database", "value": "x.db", "origin": "flag"}
    assert found["reviewer"]["origin"] == "variable VERIFIER_REVIEWER"
    assert "origin" in run("config", "show", "--format", "table").stdout


def test_doctor_finds_python_sqlite_pipeline_and_database(run, desk_file):
    result = run("doctor", "--db", desk_file)
    for thing in ("Python", "SQLite", "pipeline", "database", "terminal"):
        assert thing in result.stdout
    missing = run("doctor", "--db", desk_file.parent)
    assert missing.exit_code == 1
    assert "no  database" in missing.stdout


def test_the_line_mode_of_the_review_does_what_the_screen_does(run, desk_file):
    typed = "j\n4\ne no screw is missing\na https://port.example/minutes\nc rumour\nu\nn\np\nv\n/pilots\n/ nothing-like-this\n/\nk\nzz\n/status:flase\n?\nq"  # fmt: skip
    result = run("review", "--plain", "--db", desk_file, "--reviewer", "ada", stdin=typed)
    assert result.exit_code == 0, result.stderr
    for words in ("0 of 4 done", "  worth 0.50\n", "Marked false.", "Reason kept.", "Evidence added.", "1 claim.",
                  "Undone: level rumour (was unnamed).", "No claim in this list.",
                  "The first claim.", "No command 'zz'", "did you mean status:false"):  # fmt: skip
        assert words in result.stdout, words
    assert "\x1b" not in result.stdout
    stored = claim_on(desk_file, 2)
    assert (stored.status, stored.reason, stored.evidence_count) == (
        "false",
        "no screw is missing",
        1,
    )
    assert stored.claim.strength == "unnamed"


def test_the_line_mode_ends_quietly_where_its_input_ends(run, desk_file):
    assert run("review", "--plain", "--db", desk_file, stdin="").exit_code == 0
