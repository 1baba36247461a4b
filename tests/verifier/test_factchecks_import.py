from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.connection import connect_read
from db.events import get
from verifier.phrases import did

REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/ferry?utm_source=feed",
    "claimReviewed": "The old ferry was sold to a bank.",
    "datePublished": "2031-05-03",
    "author": {"@type": "Organization", "name": "Pier Checks"},
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": "1",
        "bestRating": "5",
        "alternateName": "False",
    },
    "name": "Was the old ferry sold?",
}
ANOTHER = {**REVIEW, "url": "https://checks.example/crane", "claimReviewed": "A crane fell."}


@pytest.fixture
def bring(tmp_path, run):
    """Import a file of this content; gives the result and the rows that are stored."""

    def call(content, name="checks.json", *more):
        path = tmp_path / name
        raw = content if isinstance(content, bytes | str) else json.dumps(content)
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        result = run("factchecks", "import", path, "--db", tmp_path / "desk.db", *more)
        return result, stored(tmp_path / "desk.db")

    return call


def stored(path):
    """The stored checks, read by the standard library's SQLite in a process of its own."""
    program = (
        "import json,sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.row_factory=sqlite3.Row\n"
        "print(json.dumps([dict(r) for r in c.execute('SELECT * FROM factchecks ORDER BY id')]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, check=True, text=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "content",
    [
        REVIEW,
        [REVIEW],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, REVIEW]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": REVIEW}]},
        {**REVIEW, "@type": ["Review", "schema:ClaimReview"]},
        {**REVIEW, "@type": "http://schema.org/ClaimReview", "author": ["Pier Checks"]},
        {**REVIEW, "claimReviewed": {"@value": REVIEW["claimReviewed"], "@language": "en"}},
        [[REVIEW]] and {"@type": "WebPage", "mainEntity": {"@type": "Article", "review": REVIEW}},
    ],
    ids=["single", "list", "graph", "feed", "items", "types", "address", "value", "nested"],
)
def test_a_claimreview_is_read_in_every_dress_it_comes_in(bring, content):
    result, rows = bring(content)
    assert result.exit_code == 0, result.stderr
    assert [
        (row["claim"], row["title"], row["rating"], row["publisher"], row["date"]) for row in rows
    ] == [
        (REVIEW["claimReviewed"], REVIEW["name"], "False", "Pier Checks", "2031-05-03"),
    ]
    assert rows[0]["external_id"] == "https://checks.example/ferry"


def test_claimreviews_inside_a_web_page_are_read(bring):
    page = (
        "<html><head><title>x</title><script>var a = '<p>';</script>"
        f'<script type="application/ld+json">{json.dumps([{"@type": "WebSite"}, REVIEW])}</script>'
        '<script type="application/ld+json">{"broken": </script>'
        f'<script type="application/ld+json">\n<!--\n{json.dumps(ANOTHER)}\n--></script></head></html>'
    )
    result, rows = bring(page, "page.html")
    assert [row["claim"] for row in rows] == [REVIEW["claimReviewed"], "A crane fell."]
    assert result.exit_code == 1
    assert "page.html: a script of JSON-LD that is not JSON" in result.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", '\ufeffid,claim,rating\r\n7,"A bridge, closed",false\r\n'),
        ("a.csv", "ID;Claim;Rating\n7;A bridge, closed;false\n"),
        ("a.tsv", "claim\tid\trating\nA bridge, closed\t7\tfalse\n"),
        ("a.jsonl", '{"id": 7, "claim": "A bridge, closed", "rating": "false"}\n\n'),
        ("a.json", '[{"id": "7", "claim": "A bridge, closed", "rating": "false"}]'),
        ("a", '{"id": "7", "claim": "A bridge, closed",\n "rating": "false"}'),
        ("a", '{"id": "7", "claim": "A bridge, closed", "rating": "false"}\n'),
        ("a", "id\tclaim\trating\n7\tA bridge, closed\tfalse\n"),
    ],
)
def test_rows_are_read_from_tables_and_json_by_ending_or_by_looks(bring, name, content):
    result, rows = bring(content, name)
    assert result.exit_code == 0, result.stderr
    assert [(row["external_id"], row["claim"], row["rating"]) for row in rows] == [
        ("7", "A bridge, closed", "false")
    ]


def test_importing_again_updates_and_never_doubles(bring):
    table = "id,claim,rating,publisher\n1,A bridge closed,false,Pier\n2,A crane fell,true,Pier\n"
    bring(table, "a.csv")
    result, rows = bring(table.replace("false", "mostly false"), "b.csv")
    assert "0 added, 1 updated, 1 unchanged, 0 left out" in result.stderr
    assert [row["rating"] for row in rows] == ["mostly false", "true"]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("id,claim\n1,One", "id,claim\n1,Two", 1),
        ("id,claim,publisher\n1,One,Pier", "id,claim,publisher\n1,One,Quay", 2),
        (
            "claim,url\nOne,https://c.example/1?utm_source=x",
            "claim,url\nTwo,https://C.example/1",
            1,
        ),
        ("claim,url\nOne,https://c.example/1", "claim,url\nOne,https://c.example/2", 2),
        ("claim\nThe  Bridge", "claim\nthe bridge", 1),
        ("claim,publisher\nOne,Pier", "claim,publisher\nOne,Quay", 2),
    ],
)
def test_the_key_is_the_id_of_a_publisher_or_file_else_the_address_else_the_claim(
    bring, first, second, count
):
    bring(first, "a.csv")
    assert len(bring(second, "a.csv")[1]) == count


def test_the_same_id_in_two_files_without_a_publisher_is_two_checks(bring):
    bring("id,claim\n1,One\n", "a.csv")
    assert len(bring("id,claim\n1,One\n", "b.csv")[1]) == 2


def test_two_claims_of_one_page_are_two_checks_and_stay_two(bring):
    page = [REVIEW, {**REVIEW, "claimReviewed": "The ferry is a hundred years old."}]
    assert len(bring(page)[1]) == 2
    result, rows = bring(page)
    assert "2 unchanged" in result.stderr
    assert len(rows) == 2


def test_faulty_rows_are_named_with_file_and_row_and_the_rest_goes_in(bring):
    lines = [
        '{"claim": "One", "url": "javascript:alert(1)"}',
        '{"id": "2"}',
        "{broken",
        '["a list"]',
        '{"claim": {"nested": "wrong"}}',
        '{"claim": "Two", "rating": "Blorp"}',
        '{"claim": "Three", "title": ["a", "list"]}',
        '{"claim": "Four", "id": "\\u0000"}',
        '{"claim": "half \\ud800"}',
        '{"claim": "Five", "rating": "Blorp"}',
    ]
    result, rows = bring("\n".join(lines), "a.jsonl")
    assert result.exit_code == 1
    assert [row["claim"] for row in rows] == ["One", "Two", "Three", "Five"]
    assert rows[0]["url"] is None
    told = result.stderr.splitlines()
    for number, words in [
        (1, "is no web address; kept without it"),
        (2, "no claim"),
        (3, "not JSON"),
        (4, "a row is an object"),
        (5, '"claim" is no text'),
        (6, "unknown rating “Blorp”; kept as it is"),
        (7, '"title" is no text; kept without it'),
        (8, "NUL"),
        (9, "half a character"),
    ]:
        assert [line for line in told if f"a.jsonl:{number}:" in line and words in line], number
    assert len(told) == 10
    assert "4 added" in told[-1]
    assert "6 left out" in told[-1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"claimReviewed": None}, "no claim"),
        ({"claimReviewed": 7}, None),
        ({"claimReviewed": {"text": "x"}}, "claimReviewed is no text"),
        ({"reviewRating": {"@type": "Rating"}}, "reviewRating has neither"),
        ({"reviewRating": {"alternateName": {"a": {"b": 1}}}}, "reviewRating.alternateName"),
        ({"reviewRating": {"ratingValue": 2, "bestRating": 5}}, None),
        ({"reviewRating": True}, "reviewRating is no text"),
        ({"author": {"name": {"x": 1}}}, "author.name is no text"),
        ({"url": "not an address"}, "no web address"),
        ({"url": {"a": 1}}, "url is no text"),
        ({"datePublished": ["", None, "2031"]}, None),
    ],
)
def test_missing_and_wrongly_nested_fields_of_a_claimreview_are_named(bring, change, words):
    result, _ = bring([ANOTHER, {**REVIEW, **change}])
    assert result.exit_code == (0 if words is None else 1), result.stderr
    assert words is None or f"checks.json:2: {words}"[:15] in result.stderr
    assert words is None or words in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "id,title\n1,x\n", "no column “claim”"),
        ("a.csv", "", "empty"),
        ("a.csv", "c\0laim\n", "not UTF-8 text"),
        ("a.csv", "claim,id\none,1,2,3\n", "a.csv:2: a broken row (4 cells in 2 columns)"),
        ("a.csv", b"claim\n\xff\xfe bridge\n", "a.csv:2: not UTF-8"),
        ("a.csv", 'claim\n"open\n' + "x\n" * 200, "a quotation mark opens"),
        ("a.csv", "claim\n" + "x" * 140_000, "a broken row"),
        ("a.csv", "claim\n" + "x" * 30_000, "claim over 20,000 characters"),
        ("a.json", '[{"claim": "One"}, {"claim": ', "not JSON"),
        ("a.json", "[" * 100_000, "nested too deep"),
        ("a.json", '"text"', "a row is an object"),
        ("a.json", '[{"@type": "Article"}]', "no ClaimReview and no row"),
        ("a.html", "<p>Nothing</p>", "no ClaimReview"),
        ("a.html", "<", "no"),
        ("gone/a.csv", None, "no such file"),
    ],
)
def test_files_that_do_not_fit_end_in_one_line_and_exit_1(tmp_path, run, name, content, words):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    result = run("factchecks", "import", path, "--db", tmp_path / "desk.db", "--quiet")
    assert result.exit_code == 1
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr


def test_what_stands_before_a_break_in_json_is_stored(bring):
    result, rows = bring('[{"claim": "One"}, {"claim": "Two"}, {"claim" "Three"}]')
    assert result.exit_code == 1
    assert [row["claim"] for row in rows] == ["One", "Two"]


def test_json_longer_than_a_chunk_is_read_element_by_element(bring):
    feed = {"@type": "DataFeed", "name": "x" * 70_000, "dataFeedElement": []}
    for number in range(400):
        claim = f"Ferry {number} was sold. " + "é" * (number * 3)
        feed["dataFeedElement"].append({**REVIEW, "claimReviewed": claim, "url": None})
    _, rows = bring(json.dumps(feed, ensure_ascii=False))
    assert len(rows) == 400


def test_an_import_writes_one_event_with_the_hash_of_the_file(bring, tmp_path):
    table = "claim\nA bridge closed\n"
    bring(table, "a.csv", "--reviewer", "ada")
    with sqlite3.connect(tmp_path / "desk.db") as conn:
        [(reviewer, after)] = conn.execute("SELECT reviewer, after FROM events").fetchall()
    conn.close()
    assert reviewer == "ada"
    assert json.loads(after) == {
        "file": str(tmp_path / "a.csv"),
        "sha256": hashlib.sha256(table.encode()).hexdigest(),
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "refused": 0,
    }


def test_the_event_of_an_import_is_told_in_words(bring, tmp_path):
    bring("claim\nA bridge closed\n", "a.csv")
    conn = connect_read(tmp_path / "desk.db")
    assert did(get(conn, 1)) == "imported 1 fact-check, brought 0 up to date"
    conn.close()


def test_the_summary_is_one_json_object_on_request_and_stdin_is_read(run, tmp_path):
    result = run(
        "factchecks", "import", "-", "--db", tmp_path / "d.db", "--format", "json",
        stdin="claim,rating\nA bridge closed,false\n",
    )  # fmt: skip
    summary = json.loads(result.stdout)
    assert summary["added"] == 1
    assert summary["refused"] == 0
    assert result.exit_code == 0


def test_control_characters_of_a_file_never_reach_the_terminal(bring):
    result, _ = bring('{"claim": "One", "url": "x\\u001b[31m\\u202e"}\n', "a.jsonl")
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr


@settings(max_examples=60)
@given(
    st.sampled_from(["a.csv", "a.json", "a.jsonl", "a.html", "a.tsv", "a"]),
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
)
def test_any_bytes_end_in_words_never_in_a_crash(tmp_path, run, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    result = run("factchecks", "import", path, "--db", tmp_path / "any.db")
    assert result.exit_code in {0, 1}


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(["@type", *REVIEW, "identifier"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["name", "@value", "url", "x"]), inner, max_size=3
                )
            ),
            max_leaves=6,
        ),
    )
)
def test_a_claimreview_of_any_shape_ends_in_words_never_in_a_crash(tmp_path, run, review):
    path = tmp_path / "any.json"
    path.write_text(json.dumps([REVIEW, {**review, "@type": "ClaimReview"}]), encoding="utf-8")
    result = run("factchecks", "import", path, "--db", tmp_path / "shape.db")
    assert result.exit_code in {0, 1}
