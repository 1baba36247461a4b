from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.errors import Refused
from verifier.readers import read, text
from verifier.readers.files import MAX_BYTES

PAGE = """<!doctype html><html><head><title>Tolls rise</title>
<meta property="og:site_name" content="The Ledger"><meta name="author" content="Ines Morrow">
<link rel="canonical" href="https://ledger.example/tolls">
<meta property="article:published_time" content="2026-05-03T10:00:00Z"></head>
<body><nav>Home</nav><article><h1>Tolls rise</h1>
<p>Two officials said the rates had been <b>agreed</b> in private, in a meeting in March.</p>
<p>The agency&#27;[31m reportedly told every shipper by letter in the first days of spring.</p>
</article></body></html>"""


def only(path):
    [document] = read(path)
    return document


def refusals(path):
    refused = []
    found = list(read(path, refused.append))
    return found, [str(one) for one in refused]


def test_plain_text_keeps_its_line_ends_and_loses_only_a_byte_order_mark(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfOne.\r\nTwo \xe2\x80\x9cthree\xe2\x80\x9d.\r")
    assert only(str(path)).text == "One.\r\nTwo “three”.\r"


@given(st.text(min_size=1))
def test_every_text_without_a_nul_comes_through_as_it_was_written(written):
    raw = written.encode("utf-8", "surrogatepass")
    try:
        expected = raw.decode("utf-8")
    except UnicodeDecodeError:
        expected = None
    if expected is None or "\0" in written or not written.strip():
        return
    assert text.document("a", raw).text == expected.removeprefix("\ufeff")


def test_a_document_is_named_by_its_path_exactly_as_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("One.")
    assert only("./a.txt").name == "./a.txt"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"caf\xe9", "not UTF-8 (0xE9 at byte 3). Save it as UTF-8."),
        (b"\xff\xfea\0", "UTF-16, not UTF-8"),
        (b"GIF\0", "binary, not text (a NUL at byte 3)"),
    ],
)
def test_what_is_no_text_is_refused_by_name_and_reason(tmp_path, raw, reason):
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    with pytest.raises(Refused, match=r"a\.txt") as refused:
        only(str(path))
    assert reason in str(refused.value)


def test_a_pipe_or_device_is_refused_without_waiting_for_it(tmp_path):
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    refused = []
    asked = threading.Thread(target=lambda: list(read(str(pipe), refused.append)), daemon=True)
    asked.start()
    asked.join(120)
    assert not asked.is_alive()
    assert "a named pipe" in str(refused[0])
    with pytest.raises(Refused, match="a device"):
        only("/dev/zero")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Refused, match=r"none\.txt: no such file"):
        only(str(tmp_path / "none.txt"))


def test_a_document_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(Refused, match="larger than 64 MiB"):
        only(str(path))


def test_markdown_becomes_the_paragraphs_a_reader_sees_with_its_front_matter(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: Tolls\ndate: 2026-05-03\nauthor: [Ines Morrow, Jo Lind]\n---\n\n# Head\n\n"
        "He *said* that **[an] act**\nwas [due](https://x.example).\n\n- one\n- two\n\n"
        "```\ncode()\n```\n\n<p>Raw <b>words</b></p>\n",
        encoding="utf-8",
    )
    document = only(str(path))
    assert document.text == "Head\n\nHe said that [an] act was due.\n\none\n\ntwo\n\nRaw words"
    assert document.metadata() == {
        "title": "Tolls",
        "published": "2026-05-03",
        "author": "Ines Morrow, Jo Lind",
    }


def test_markdown_without_a_title_takes_its_first_heading(tmp_path):
    (tmp_path / "a.md").write_text("# Tolls *rise*\n\nOne.")
    assert only(str(tmp_path / "a.md")).title == "Tolls rise"


def test_front_matter_that_is_no_yaml_is_refused_with_its_line(tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: ok\nbad: [\n---\n\nOne.")
    with pytest.raises(Refused, match=r"a\.md:\d+: front matter is not YAML"):
        only(str(tmp_path / "a.md"))


def test_a_web_page_becomes_its_article_with_what_the_page_says_of_itself(tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    document = only(str(tmp_path / "a.html"))
    assert "The agency[31m reportedly told" in document.text
    assert "Home" not in document.text
    assert document.metadata() == {
        "title": "Tolls rise",
        "url": "https://ledger.example/tolls",
        "published": "2026-05-03",
        "publisher": "The Ledger",
        "author": "Ines Morrow",
    }


def test_json_lines_give_a_document_a_row_and_name_bad_rows_by_their_line(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": 7, "text": "One.", "title": "T", "url": "https://x.example"}\n\n{"id": "x"}\n[1]\nnope\n'
        '{"id": "s", "text": "\\ud800"}\n{"id": "n", "text": "a\\u0000"}\n{"id": "y", "text": "Two."}\n'
    )
    found, told = refusals(str(path))
    assert [(one.name, one.text) for one in found] == [("7", "One."), ("y", "Two.")]
    assert found[0].title == "T"
    places = [line.removeprefix(str(tmp_path)).split(": ")[0] for line in told]
    assert places == ["/a.jsonl:3", "/a.jsonl:4", "/a.jsonl:5", "/a.jsonl:6", "/a.jsonl:7"]


@given(st.binary(max_size=200))
def test_no_bytes_at_all_break_the_json_lines_reader(raw):
    from io import BytesIO

    from verifier.readers.files import Input
    from verifier.readers.jsonl import documents

    list(documents("a", Input(BytesIO(raw), "a"), lambda refused: None))


def test_a_bundle_given_as_json_lines_names_the_command_that_takes_it(tmp_path):
    path = tmp_path / "b.jsonl"
    path.write_text('{"type": "document", "document": "a", "text": "One."}\n')
    assert "verifier load" in refusals(str(path))[1][0]


def test_a_folder_gives_its_readable_files_sorted_and_follows_no_link_out(tmp_path):
    outside = tmp_path / "secret.txt"
    outside.write_text("Secret.")
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for name in ("z.txt", "a.md", "b/c.txt", ".hidden/x.txt", ".y.txt", "p.png"):
        (folder / name).write_text("One.")
    (folder / "link.txt").symlink_to(outside)
    (folder / "out").symlink_to(tmp_path)
    found = [os.path.relpath(one.name, folder) for one in read(str(folder))]
    assert found == ["a.md", "z.txt", "b/c.txt"]


def test_a_folder_goes_on_after_a_file_that_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (tmp_path / "b.txt").write_text("One.")
    found, told = refusals(str(tmp_path))
    assert len(found) == 1
    assert len(told) == 1


def test_a_folder_without_readable_files_says_what_is_readable(tmp_path):
    assert "Readable are .txt" in refusals(str(tmp_path))[1][0]


def test_names_that_are_no_utf8_are_shown_byte_by_byte(tmp_path):
    path = os.fsencode(tmp_path) + b"/a\xff.txt"
    Path(os.fsdecode(path)).write_bytes(b"One.")
    assert only(os.fsdecode(path)).name.endswith(r"/a\xFF.txt")
