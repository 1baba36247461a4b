"""Copies and addresses: what leaves the screen is told, safe, and never passes a shell."""

from __future__ import annotations

import sys
import time

import pytest

from verifier import handing_over
from verifier.desk import Desk
from verifier.errors import Refused


@pytest.fixture
def outside(tmp_path, monkeypatch):
    """A machine with a clipboard program and a browser that write down what they are given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("wl-copy", "look"):
        program = folder / name
        program.write_text(
            f"#!{sys.executable}\nimport sys, pathlib\n"
            f"given = '|'.join(sys.argv[1:]) or sys.stdin.read()\n"
            f"part = pathlib.Path({str(tmp_path / name)!r} + '.part')\n"
            "part.write_text(given)\n"
            f"part.rename({str(tmp_path / name)!r})\n"
        )
        program.chmod(0o755)
    for name in ("SSH_CONNECTION", "SSH_TTY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("VERIFIER_OPEN_COMMAND", "look --new-tab")
    return tmp_path


def given(path):
    """What a program wrote down, once it has."""
    for _ in range(3000):
        if path.exists():
            return path.read_text()
        time.sleep(0.01)
    raise AssertionError(f"{path.name} was never started")


async def test_a_claim_is_copied_with_the_local_program(desk_file, open_review, outside):
    """y hands the claim with its place to the clipboard program, whose name is told."""
    async with open_review(desk_file) as review:
        await review.press("j", "y")
        assert review.message == "Copied with wl-copy."
    assert given(outside / "wl-copy") == (
        "“the north pier had sunk by a hand” "
        "(paragraph 2 · Bridge may close in winter · The Weekly Span)"
    )


async def test_without_a_local_program_the_terminal_gets_it(
    desk_file, open_review, outside, monkeypatch
):
    """Over SSH, or where no program is, the copy goes to the terminal, and that is what is said."""
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 22 10.0.0.2 22")
    async with open_review(desk_file) as review:
        await review.press("j", "Y", "t")
        assert review.message == "Sent to the terminal's clipboard."
        assert review.app.clipboard == (
            "“the north pier had sunk by a hand”, said by Two engineers. "
            "Bridge may close in winter. The Weekly Span. paragraph 2"
        )
        await review.press("Y", "c")
        assert review.app.clipboard == "the north pier had sunk by a hand"
    assert not (outside / "wl-copy").exists()


async def test_an_address_is_opened_by_the_settings_command(desk_file, open_review, outside):
    """The one address is the command's last word, whatever stands in it."""
    address = "https://r.example/a?q=$(touch+x);'&b=[c]"
    with Desk.open(desk_file, "ada") as desk:
        desk.add_evidence(1, url=address)
    async with open_review(desk_file) as review:
        await review.press("o")
        assert review.message.startswith("Opened https://r.example/a")
        assert review.message.endswith("with look.")
    assert given(outside / "look") == f"--new-tab|{address}"


async def test_of_several_addresses_one_is_chosen(desk_file, open_review, outside):
    """Evidence, archive and article stand in a list; Enter takes the one under the cursor."""
    with Desk.open(desk_file, "ada") as desk:
        desk.add_evidence(1, url="https://a.example/1", archive_url="https://keep.example/1")
        desk.add_evidence(1, url="file:///etc/passwd")
        desk.add_evidence(1, title="no address")
    async with open_review(desk_file) as review:
        await review.press("o")
        assert "https://a.example/1" in review.screen
        assert "passwd" not in review.app.screen.page._lines.__repr__()
        await review.press("j", "enter")
    assert given(outside / "look") == "--new-tab|https://keep.example/1"


async def test_over_ssh_an_address_is_shown_and_copied(
    desk_file, open_review, outside, monkeypatch
):
    """A browser on the far machine helps nobody: the address is shown and copied instead."""
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 22 10.0.0.2 22")
    with Desk.open(desk_file, "ada") as desk:
        desk.add_evidence(1, url="https://a.example/1")
    async with open_review(desk_file) as review:
        await review.press("o")
        assert review.message == "https://a.example/1  Sent to the terminal's clipboard."
        assert review.app.clipboard == "https://a.example/1"
    assert not (outside / "look").exists()


@pytest.fixture
def guarded(desk_file):
    """The first claim's evidence: a protected page with its copy, and an open one."""
    with Desk.open(desk_file, "ada") as desk:
        desk.add_evidence(
            1, url="https://zq-host.example/1", archive_url="https://zq-copy.example/1",
            protected=True, public_wording="a person at the yard",
        )  # fmt: skip
    return desk_file


NO_OPENER = {"VERIFIER_OPEN_COMMAND": ""}
OVER_SSH = {"SSH_CONNECTION": "10.0.0.1 22 10.0.0.2 22"}


@pytest.mark.parametrize(
    ("keys", "environment"),
    [(("o",), NO_OPENER), (("o",), OVER_SSH), (("Y", "a"), {}), (("Y", "a"), OVER_SSH)],
    ids=["o without a program", "o over SSH", "Y", "Y over SSH"],
)
async def test_the_address_of_a_protected_source_never_leaves(
    guarded, open_review, outside, monkeypatch, keys, environment
):
    """It is neither copied nor sent to the terminal; what may be said instead is told."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    async with open_review(guarded) as review:
        await review.press(*keys)
        assert review.message == (
            "The address of a protected source stays here; say instead: “a person at the yard”."
        )
        assert "zq-" not in review.app.clipboard
        with Desk.open(guarded, "ada") as desk:
            desk.add_evidence(1, url="https://a.example/1")
        await review.press("j", "k", *keys)
        assert "a protected source stays here" in review.screen
        assert "zq-" not in str(review.app.screen.page._lines)
        await review.press("enter")
        assert "zq-" not in review.app.clipboard
        assert "https://a.example/1" in (review.app.clipboard or given(outside / "wl-copy"))
    assert not (outside / "look").exists()


@pytest.mark.parametrize("environment", [{}, OVER_SSH])
async def test_copies_of_a_claim_tell_nothing_of_its_protected_evidence(
    guarded, open_review, outside, monkeypatch, environment
):
    """Words, citation and place, by a local program or by the terminal (OSC 52)."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    async with open_review(guarded) as review:
        for keys in (("y",), ("Y", "c"), ("Y", "t")):
            await review.press(*keys)
            left = review.app.clipboard if environment else given(outside / "wl-copy")
            assert "Bridge may close" in left
            assert "zq-" not in left


async def test_a_command_that_is_not_there_is_told(desk_file, open_review, outside, monkeypatch):
    """The message names the command and the setting."""
    monkeypatch.setenv("VERIFIER_OPEN_COMMAND", "no-such-browser")
    with Desk.open(desk_file, "ada") as desk:
        desk.add_evidence(1, url="https://a.example/1")
    async with open_review(desk_file) as review:
        await review.press("o")
        assert "no-such-browser: can't be started. Set open_command" in review.message
        await review.press("j", "o")
        assert review.message.startswith("Neither the evidence nor the article has an address")


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("https://a.example/x", True),
        (" http://a.example ", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("-new-window", False),
        ("https://", False),
        ("https://a.example/ b", False),
        ("https://a.example/\x1b]52;c;x\x07", False),
        ("https://a.example/\u202egpj", False),
        ("https://[::1", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_opened(text, opened):
    """http and https with a host, on one line, nothing else."""
    assert (handing_over.web_address(text) is not None) == opened
    if not opened:
        with pytest.raises(Refused, match="only http and https"):
            handing_over.open_with(["look"], text or "")


def test_a_clipboard_program_that_fails_is_no_copy(tmp_path):
    """A program that is missing, or says no, took nothing."""
    assert not handing_over.copied_with([str(tmp_path / "none")], "x")
    assert not handing_over.copied_with([sys.executable, "-c", "raise SystemExit(3)"], "x")
    assert handing_over.clipboard_command({"DISPLAY": ":0", "PATH": str(tmp_path)}) is None
