from __future__ import annotations

import io

import pytest

from verifier.cli.factchecks import CheckProgress
from verifier.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    return Terminal()


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def worked(tmp_path, clock, **settings):
    """Go through four files, a second each."""
    paths = []
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("one two three four five")
        paths.append(str(tmp_path / f"{number}.txt"))
    progress = Progress("documents", clock=clock, **settings)
    for path in progress.each(paths, lambda refused: None):
        clock.now += 1
        progress.step(open(path).read())  # noqa: PTH123, SIM115 - a line of a test
    progress.clear()


def test_after_a_second_rate_and_remaining_time_are_told_and_taken_away_at_the_end(
    terminal, tmp_path
):
    worked(tmp_path, Clock(), stream=terminal)
    shown = [line for line in terminal.getvalue().split("\r\x1b[K") if line]
    assert shown[-1] == "4 documents, 5 words/s, 1 s left"
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_single_file_is_measured_by_how_much_of_it_was_read(terminal, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("x" * 100)
    clock = Clock()
    progress = Progress("documents", clock=clock, stream=terminal)
    list(progress.each([str(path)], lambda refused: None))
    clock.now = 10.0
    progress.step("y" * 50)
    assert terminal.getvalue().endswith("10 s left")


def test_nothing_is_shown_in_the_first_second_or_when_quiet_or_without_a_terminal(
    terminal, tmp_path
):
    quick = Clock()
    progress = Progress("documents", clock=quick, stream=terminal)
    progress.step("one")
    worked(tmp_path, Clock(), quiet=True, stream=terminal)
    assert terminal.getvalue() == ""
    plain = io.StringIO()
    worked(tmp_path, Clock(), stream=plain)
    assert plain.getvalue() == ""


def test_an_import_draws_how_much_of_its_bytes_is_read(terminal, tmp_path):
    path = tmp_path / "checks.csv"
    path.write_text("x" * 1000)
    clock = Clock()
    progress = CheckProgress("fact-checks", clock=clock, stream=terminal)
    progress.begin([str(path)])
    clock.now = 10.0
    progress.at(2000, 400)
    assert terminal.getvalue().endswith(
        "[########------------] 2,000 fact-checks, 200/s, 15 s left"
    )
