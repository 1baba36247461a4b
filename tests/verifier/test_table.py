from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verifier.cli.table import Column, cell_width, wrapped, write_table
from verifier.safe_text import one_line


@given(st.text(), st.integers(2, 30))
def test_wrapped_lines_keep_their_width_and_lose_no_letter(text, cells):
    lines = wrapped(text, cells)
    assert all(cell_width(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == one_line(text).replace(" ", "")


def test_columns_align_and_the_growing_one_takes_the_room_left(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    columns = (Column("id", 4, right=True), Column("claim", grows=True), Column("said by", 10))
    write_table(columns, [("1", "word " * 12, "日本"), ("12", "short", "x")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("id  claim")
    assert lines[1].startswith(" 1  word")
    assert max(map(cell_width, lines)) <= 50
    assert all(line == line.rstrip() for line in lines)


def test_no_rows_are_no_table(capsys):
    write_table((Column("id"),), [])
    assert capsys.readouterr().out == ""
