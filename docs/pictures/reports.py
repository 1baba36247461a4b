"""Make the pictures of reports that the documentation shows: the page, the PDF, the DOCX.

Needs Chromium, pdftoppm and LibreOffice beside Python. Writes a PNG beside this file for each.
Run: `python docs/pictures/reports.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from make import HERE, Clock, fill

import db.events
from verifier.desk import Desk
from verifier.reports import written

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
OFFICE = shutil.which("soffice") or "soffice"
PAGES = {"pdf": "3", "docx": "6"}
"""Which page of a file is shown: the article with its claims; claim by claim."""


def work(path: Path, clock: Clock) -> None:
    """A day's work on the sample, so that each kind of fact is there."""
    shown = fill(path, clock)
    with Desk.open(path, "ada") as desk, Desk.open(path, "ben") as other:
        desk.add_evidence(
            shown,
            url="https://example.org/person",
            stance="supports",
            grade="C3",
            accessed="2026-05-03",
            protected=True,
            public_wording="a person with knowledge of the talks",
        )
        other.sign_off([shown])
        for row in list(desk.search("status:verified"))[:6]:
            desk.mark([row.id], reason="The register says the same.")


def run(*command: str | Path) -> None:
    """Run a program; its words are shown only where it fails."""
    words = [str(word) for word in command]
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - programs named above


def photograph(path: Path, page: str, name: str) -> None:
    """Draw one page of a PDF."""
    size = ["-r", "64", "-f", page, "-l", page, "-singlefile", "-png"]
    run("pdftoppm", *size, path, HERE / name)


def main() -> None:
    """Make all pictures."""
    clock = Clock()
    db.events.now = clock
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CONFIG_HOME"] = name
        os.environ["SOURCE_DATE_EPOCH"] = "1778058000"
        work(folder / "harbour.db", clock)
        with Desk.open(folder / "harbour.db", "ada") as desk:
            data = desk.report_records("")
        for form in ("html", *PAGES):
            (folder / f"report.{form}").write_bytes(b"".join(written(form, data)))
        window = [f"--screenshot={HERE / 'report-page.png'}", "--window-size=1100,980"]
        quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        run(CHROMIUM, *quiet, *window, (folder / "report.html").as_uri())
        photograph(folder / "report.pdf", PAGES["pdf"], "report-pdf")
        office = [f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
        run(
            OFFICE,
            *office,
            "--convert-to",
            "pdf",
            "--outdir",
            folder / "set",
            folder / "report.docx",
        )
        photograph(folder / "set" / "report.pdf", PAGES["docx"], "report-docx")


if __name__ == "__main__":
    main()
