from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.desk import Desk, Reading
from verifier.factchecks import matching
from verifier.safe_text import json_line

CHECKS = [
    ("f1", "The old ferry was sold to a bank.", "Was the Old Ferry Sold?", "False", "Pier Checks"),
    ("f2", "“The old ferry was sold to a bank”", "Was the old ferry sold?", "False", "Pier Checks"),
    ("f3", "The old ferry was sold to a bank.", "Ferry sold?", "True", "Quay Watch"),
    ("b1", "The harbour bridge closes for two years.", "Bridge closed?", "Mostly true", None),
    ("b2", "A bridge of glass opened in the north.", None, None, None),
    ("m1", "Mayor Ada Moss owns nine houses.", "Nine Houses?", "Misleading", "Pier Checks"),
    ("m2", "The mayor banned bicycles from the market.", "Bicycles Banned?", "False", "Quay Watch"),
    *((f"x{n}", f"Lamp {n} on the pier burns all night.", "Lamps", None, None) for n in range(12)),
]


@pytest.fixture
def checks_db(tmp_path, run):
    """A database with a few fact-checks, two of them the same but for the quotation marks."""
    source = tmp_path / "checks.jsonl"
    names = ("id", "claim", "title", "rating", "publisher")
    lines = [json_line(dict(zip(names, row, strict=True))) for row in CHECKS]
    source.write_text("\n".join(lines), encoding="utf-8")
    path = tmp_path / "checks.db"
    result = run("factchecks", "import", source, "--db", path)
    assert result.exit_code == 0, result.stderr
    return path


def answers(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_text_finds_the_check_that_answers_it_with_the_keys_of_the_contract(run, checks_db):
    result = run(
        "match", "Nine houses belong to Mayor Moss", "--db", checks_db, "--format", "jsonl"
    )
    assert result.exit_code == 0, result.stderr
    [row] = answers(result)
    assert row["query_id"] == "1"
    assert row["query"] == "Nine houses belong to Mayor Moss"
    first = row["matches"][0]
    assert first["id"] == "m1"
    assert {"id", "claim", "score", "url", "rating", "publisher"} <= set(first)
    scores = [match["score"] for match in row["matches"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_the_same_check_is_shown_once_and_another_outlet_s_beside_it(run, checks_db):
    [row] = answers(run("match", "the old ferry was sold to a bank", "--db", checks_db))
    assert [match["id"] for match in row["matches"]][:2] == ["f1", "f3"]
    assert "f2" not in {match["id"] for match in row["matches"]}


def test_a_check_s_own_words_are_likely_and_strange_words_find_nothing(run, checks_db):
    [own] = answers(run("match", "Mayor Ada Moss owns nine houses", "--db", checks_db))
    assert own["matches"][0]["match"] == "likely"
    [strange] = answers(run("match", "zeppelin xylophone", "--db", checks_db))
    assert strange["matches"] == []
    [name] = answers(run("match", "A lamp maker from Oban spoke to the mayor", "--db", checks_db))
    assert name["matches"][0]["match"] is None


def test_a_file_gives_one_line_for_each_query_with_its_id(run, checks_db, tmp_path):
    queries = tmp_path / "queries.txt"
    queries.write_bytes(
        "\ufeffq7\tthe bridge closes\r\n\n  \nplain ferry\nq\u00fc\tbicycles\tbanned\n\xff".encode()
        + b"\xff broken\n"
    )
    result = run("match", "--file", queries, "--db", checks_db, "--limit", "2")
    assert [(row["query_id"], row["query"]) for row in answers(result)] == [
        ("q7", "the bridge closes"),
        ("4", "plain ferry"),
        ("q\u00fc", "bicycles\tbanned"),
    ]
    assert all(len(row["matches"]) <= 2 for row in answers(result))
    assert result.exit_code == 1
    assert f"{queries}:6: not UTF-8" in result.stderr


def test_standard_input_is_read_without_a_text_and_for_a_dash(run, checks_db):
    for given_args in ([], ["-"], ["--file", "-"]):
        result = run("match", *given_args, "--db", checks_db, stdin="old ferry\n")
        assert answers(result)[0]["matches"][0]["id"] == "f1"


def test_people_get_words_and_no_number(run, checks_db):
    result = run("match", "Mayor Ada Moss owns nine houses", "--db", checks_db, "--format", "table")
    assert "likely" in result.stdout
    assert "Misleading" in result.stdout
    assert "0." not in result.stdout
    nothing = run("match", "lamp", "--db", checks_db, "--format", "table")
    assert "No earlier fact-check answers this" in nothing.stdout


def test_wrong_use_is_told_in_one_line(run, checks_db):
    for args in (["text", "--file", "x"], ["text", "--limit", "0"]):
        result = run("match", *args, "--db", checks_db)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1


def test_reading_makes_no_file_and_names_the_remedy(run, tmp_path, checks_db):
    missing = tmp_path / "none.db"
    result = run("match", "ferry", "--db", missing)
    assert result.exit_code == 1
    assert "no database at" in result.stderr
    assert not missing.exists()
    Desk.open(tmp_path / "empty.db", "ada", create=True).close()
    empty = run("match", "ferry", "--db", tmp_path / "empty.db")
    assert empty.exit_code == 0
    assert "verifier factchecks import" in empty.stderr


def test_hostile_words_of_checks_and_queries_reach_no_output_raw(run, tmp_path):
    source = tmp_path / "c.jsonl"
    source.write_text('{"claim": "A \\u001b[31mred\\u202e ferry"}', encoding="utf-8")
    run("factchecks", "import", source, "--db", tmp_path / "h.db")
    for form in ("jsonl", "table"):
        result = run("match", "red \x1b[2J ferry", "--db", tmp_path / "h.db", "--format", form)
        assert result.exit_code == 0
        assert "\x1b" not in result.stdout
        assert "\u202e" not in result.stdout


def test_common_words_are_left_out_of_large_stores_but_never_all(checks_db, monkeypatch):
    monkeypatch.setattr(matching, "LARGE", 10)
    monkeypatch.setattr(matching, "COMMON", 0.2)
    with Reading.open(checks_db, write=False) as desk:
        matcher = desk.matcher()
        assert matcher._words("a lamp on the pier, and nine houses of the mayor") == [
            "nine",
            "houses",
            "mayor",
        ]
        assert matcher._words("the lamp on the pier") == ["lamp", "pier"]
        assert matcher.match("the lamp on the pier")


def test_a_very_long_text_is_looked_up_by_its_rarest_words(checks_db):
    with Reading.open(checks_db, write=False) as desk:
        text = "lamp pier " * 3000 + " ".join(f"word{n}" for n in range(20_000))
        assert desk.matcher().match(text)[0].check.claim.startswith("Lamp")


def test_results_are_the_same_in_every_run(run, checks_db):
    command = [sys.executable, "-m", "verifier", "match", "--db", str(checks_db), "--file", "-"]
    outputs = {
        subprocess.run(
            command,
            input=b"ferry and mayor and bridge of lamps\n",
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_matching_loads_neither_the_language_pipeline_nor_sqlite_utils(checks_db):
    program = (
        "import sys\nfrom verifier.cli import cli\n"
        f"cli(['match', 'old ferry', '--db', {str(checks_db)!r}], standalone_mode=False)\n"
        "print(*({'spacy', 'sqlite_utils', 'numpy', 'textual', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == ""


@settings(max_examples=150)
@given(
    st.text(max_size=200)
    | st.text(alphabet="\"*()^:{}-+ANDORNEAR'\0\\ ferry", max_size=60)
    | st.text(alphabet=st.characters(categories=["Cs", "Co", "Mn", "Nd", "So"]), max_size=30)
)
def test_no_text_whatever_breaks_a_query(checks_db, text):
    with Reading.open(checks_db, write=False) as desk:
        for found in desk.matcher().match(text):
            json.loads(json_line({"score": found.score, "claim": found.check.claim}))
