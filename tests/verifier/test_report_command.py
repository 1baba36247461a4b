"""`verifier report` at the command line: days, templates, files."""

from __future__ import annotations

import json
import re

import docx
import pytest

from db.opening import connect_write


@pytest.fixture
def dated(desk_file, run):
    """The desk with verdicts given on 3 and 4 May, a note on 5 May, and one claim set aside."""

    def at(day, *args):
        result = run(*args, "--db", desk_file, "--reviewer", "ada")
        assert result.exit_code == 0, result.stderr
        conn = connect_write(desk_file)
        conn.execute("DROP TRIGGER events_not_updated")
        conn.execute(
            "UPDATE events SET at = ? WHERE id = (SELECT max(id) FROM events)",
            (f"{day}T10:00:00.000+00:00",),
        )
        conn.execute(
            "UPDATE claims SET changed = ? WHERE id = ?", (f"{day}T10:00:00.000+00:00", args[1])
        )
        conn.execute(
            "CREATE TRIGGER events_not_updated BEFORE UPDATE ON events "
            "BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"
        )
        conn.commit()
        conn.close()

    at("2026-05-03", "mark", "2", "--status", "false", "--reason", "The log says so.")
    at("2026-05-04", "mark", "3", "--status", "verified", "--reason", "The owner told us.")
    at("2026-05-04", "mark", "4", "--status", "set-aside")
    at("2026-05-05", "mark", "2", "--note", "Tell the desk.")
    return desk_file


def ids(result):
    """The claims of a JSON report."""
    assert result.exit_code == 0, result.stderr
    return [row["id"] for one in json.loads(result.stdout)["documents"] for row in one["claims"]]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--day", "2026-05-03"], [2]),
        (["--day", "2026-05-04"], [3]),
        (["--day", "2026-05-05"], []),
        (["--since", "2026-05-03"], [2, 3]),
        (["--since", "2026-05-04"], [3]),
        (["--until", "2026-05-03"], [2]),
        (["--since", "2026-05-01", "--until", "2026-05-03"], [2]),
        (["--day", "2026-05-04", "--by", "change"], [3, 4]),
        (["--day", "2026-05-05", "--by", "change"], [2]),
        (["--since", "2026-05-04", "--by", "change", "status:false"], [2]),
    ],
)
def test_a_day_holds_what_was_judged_or_changed_on_it(options, found, dated, run):
    """By verdict a later note moves nothing; by change the last change counts."""
    assert ids(run("report", "--format", "json", "--db", dated, *options)) == found


def test_a_report_of_a_day_is_named_for_it(dated, run):
    """Its heading and its selection name the days, in every readable format."""
    one = run("report", "--day", "2026-05-03", "--db", dated).stdout
    assert one.startswith("# Verification report, 3 May 2026\n")
    assert "all claims judged on 3 May 2026" in one
    several = run("report", "status:false", "--since", "2026-05-01", "--until", "2026-05-07",
                  "--by", "change", "--format", "html", "--db", dated).stdout  # fmt: skip
    assert "<h1>Verification report, 1 May 2026 to 7 May 2026</h1>" in several
    assert "the claims found by “status:false” last changed 1 May 2026 to 7 May 2026" in several


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--day", "2026-13-01"], "year-month-day"),
        (["--day", "yesterday"], "year-month-day"),
        (["--day", "20260503"], "year-month-day"),
        (["--day", "2026-05-03", "--since", "2026-05-01"], "--day is one day"),
        (["--since", "2026-05-03", "--until", "2026-05-01"], "comes after"),
        (["--by", "change"], "name one with --day"),
        (["--template", "x.html", "--format", "csv"], "md and html are"),
        (["--paper", "letter"], "md has no sheets; docx and pdf have"),
        (["--fonts", "fonts", "--format", "docx"], "pdf alone carries them"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(options, words, desk_file, run):
    """One line names it, exit 2."""
    result = run("report", "--db", desk_file, *options)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_template_comes_from_the_option_else_from_the_settings(
    desk_file, run, tmp_path, monkeypatch
):
    """The option beats the variable; a format without a template of its own keeps the shipped one."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(f"{name} {{{{ counts.claims }}}}\n", encoding="utf-8")
    monkeypatch.setenv("VERIFIER_TEMPLATE_MD", str(tmp_path / "a.md"))
    assert run("report", "--db", desk_file).stdout == "a 5\n"
    assert run("report", "--db", desk_file, "--template", tmp_path / "b.md").stdout == "b 5\n"
    assert run("report", "--db", desk_file, "--format", "html").stdout.startswith("<!DOCTYPE")


def test_a_broken_template_leaves_the_old_file(desk_file, run, tmp_path):
    """One line with file and line number, exit 1, and the report of before stays."""
    (tmp_path / "bad.md").write_text("fine\n{{ nobody }}\n", encoding="utf-8")
    out = tmp_path / "report.md"
    out.write_text("before", encoding="utf-8")
    result = run("report", "--db", desk_file, "--template", tmp_path / "bad.md", "--output", out)
    assert result.exit_code == 1
    assert re.fullmatch(
        r"verifier: .*bad\.md:2: a broken template \('nobody' is undefined\)\n", result.stderr
    )
    assert out.read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-1."), ("docx", b"PK")])
def test_files_go_to_a_file_or_a_pipe(form, start, desk_file, run, tmp_path, monkeypatch):
    """Both are the same bytes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1777885200")
    out = tmp_path / f"report.{form}"
    fixed = ("report", "--format", form, "--db", desk_file, "--reviewer", "ada")
    assert run(*fixed, "--output", out).exit_code == 0
    piped = run(*fixed).stdout_bytes
    assert out.read_bytes().startswith(start)
    assert piped == out.read_bytes()


def test_letters_without_a_font_are_named_on_standard_error(desk_file, run, tmp_path):
    """By script, with what to do; the PDF is made all the same, and nothing is said without any."""
    out = tmp_path / "report.pdf"
    given = ("report", "--format", "pdf", "--db", desk_file, "--reviewer", "ada", "--output", out)
    assert run(*given).stderr == ""
    assert run("mark", "2", "--note", "see \ufdd0", "--db", desk_file).exit_code == 0
    result = run(*given)
    assert result.exit_code == 0
    assert result.stderr.startswith("pdf: no font has letters without a name U+FDD0. They stand")
    assert out.read_bytes().startswith(b"%PDF-1.")


def test_paper_comes_from_the_option_else_from_the_settings(desk_file, run, tmp_path, monkeypatch):
    """The settings say letter, the option A4 again."""
    monkeypatch.setenv("VERIFIER_PAPER", "letter")
    out = tmp_path / "report.docx"
    given = ("report", "--format", "docx", "--db", desk_file, "--output", out)
    sizes = []
    for option in ((), ("--paper", "a4")):
        assert run(*given, *option).exit_code == 0
        sizes.append(round(docx.Document(str(out)).sections[0].page_height.mm))
    assert sizes == [279, 297]


@pytest.mark.parametrize("form", ["md", "html", "csv", "json", "claimreview"])
def test_a_report_with_a_fixed_clock_gives_the_same_bytes_twice_and_changes_nothing(
    run, desk_file, form, monkeypatch, tmp_path
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = run("report", "--format", form, "--db", desk_file, "--reviewer", "ada")
    assert first.exit_code == 0, first.stderr
    path = tmp_path / f"report.{form}"
    args = ("report", "--format", form, "--db", desk_file, "--output", path, "--reviewer", "ada")
    second = run(*args)
    assert (second.exit_code, second.stdout) == (0, "")
    assert path.read_bytes() == first.stdout_bytes
    assert run("log", "verify", "--db", desk_file).stdout.startswith("1 events hold; ")


def test_a_report_over_nothing_is_valid_and_empty(run, desk_file):
    for form in ("md", "html", "csv", "json", "claimreview"):
        result = run("report", "nothing-like-this", "--format", form, "--db", desk_file)
        assert result.exit_code == 0
    assert (
        run("report", "nothing-like-this", "--format", "claimreview", "--db", desk_file).stdout
        == "[]\n"
    )


def test_a_report_holds_every_zone_and_a_clock_that_is_none_is_wrong_usage(
    run, desk_file, monkeypatch
):
    report = json.loads(run("report", "--format", "json", "--db", desk_file).stdout)
    assert len(report["documents"][0]["claims"]) == 5
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "noon")
    result = run("report", "--db", desk_file)
    assert (result.exit_code, "SOURCE_DATE_EPOCH" in result.stderr) == (2, True)


def test_publishing_is_an_event_of_its_own(run, desk_file):
    result = run("report", "--publish", "--url", "https://desk.example/1", "--db", desk_file)
    assert result.exit_code == 0
    assert run("log", "verify", "--db", desk_file).stdout.startswith("2 events hold; ")


@pytest.mark.parametrize("url", ["desk.example/1", "javascript:alert(1)", "mailto:a@b.example"])
def test_what_is_no_address_of_a_page_is_not_published(run, desk_file, url):
    """It is refused before anything is recorded."""
    result = run("report", "--publish", "--url", url, "--db", desk_file)
    assert result.exit_code == 2
    assert "--url: write the whole address" in result.stderr
    assert run("log", "verify", "--db", desk_file).stdout.startswith("1 events hold; ")


def test_a_report_without_a_claim_is_not_recorded_as_published(run, desk_file):
    """The reader is told so, and the log stays as it was."""
    result = run("report", "document:nowhere", "--publish", "--db", desk_file)
    assert "nothing is recorded as published" in result.stderr
    assert run("log", "verify", "--db", desk_file).stdout.startswith("1 events hold; ")


def test_a_report_that_can_not_be_written_leaves_the_old_file(run, desk_file, tmp_path):
    result = run("report", "--output", tmp_path / "no" / "folder" / "r.md", "--db", desk_file)
    assert result.exit_code == 1
    assert "can't be written" in result.stderr
    assert len(result.stderr.splitlines()) == 1
