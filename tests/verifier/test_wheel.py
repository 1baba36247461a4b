"""What a user installs: the built wheel, by itself, away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAID = "Police said two clerks fled."


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The wheel's files, unpacked."""
    built = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(built / "site")
    return built / "site"


def test_the_wheel_owns_three_packages_with_their_data(unpacked):
    """The packages, the word lists, the weights, the style sheet and the sample are all in it."""
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*")}

    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"claims", "db", "verifier"}
    tracked = subprocess.run(
        ["git", "ls-files", "claims", "db", "verifier"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert set(tracked) <= names


def test_the_wheel_extracts_claims_by_itself(unpacked, tmp_path):
    """Run from an empty folder, the wheel's own code reads a text and gives its claims."""
    done = subprocess.run(
        [sys.executable, "-m", "verifier", "extract", "-"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked), "PYTHONSAFEPATH": "1"},
        input=SAID,
        check=True,
        capture_output=True,
        text=True,
    )

    (claim,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (claim["text"], claim["strength"]) == ("two clerks fled", "named")
