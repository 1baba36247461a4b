"""DOCX and CSV as an office program opens them: what an editor sees, not what we wrote."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from verifier.desk import Desk
from verifier.reports import written
from verifier.reports.model import Press
from verifier.safe_text import csv_cell

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.machine,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is missing"),
]
GOLDEN = Path(__file__).parents[1] / "data" / "reports" / "bridge.csv"


def converted(path, kind, folder, *options):
    """A file as the office program writes it in another format."""
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += [*options, "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, capture_output=True, timeout=240, check=True)
    made = folder / f"{path.stem}.{kind.split(':')[0]}"
    assert made.exists()
    return made


@pytest.fixture
def report(pier_file):
    """The records of three claims, one judged, with evidence."""
    with Desk.open(pier_file, "ada") as desk:
        first = next(iter(desk.search())).id
        desk.add_evidence(
            first, url="https://port.example.org/minutes", title="Minutes", stance="refutes"
        )
        desk.mark([first], status="false", reason="The minutes say the opposite.")
        return desk.report_records("")


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612)])
def test_docx_opens_with_all_of_it(report, tmp_path, paper, width):
    """Contents, headings, words, live links and page numbers are there, on the paper asked for."""
    path = tmp_path / "pier.docx"
    path.write_bytes(b"".join(written("docx", report, press=Press(paper))))
    reader = pypdf.PdfReader(converted(path, "pdf", tmp_path / "out"))
    found = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in ("Contents", "Claim by claim", "The minutes say the opposite.", "1 / "):
        assert words in found, words
    assert round(reader.pages[0].mediabox.width) == width
    links = [
        note.get_object()["/A"].get("/URI")
        for page in reader.pages
        for note in page.get("/Annots") or ()
        if "/A" in note.get_object()
    ]
    assert "https://port.example.org/minutes" in links


def test_csv_opens_cell_by_cell(tmp_path):
    """A spreadsheet reads every cell as the words that it is, and runs no formula."""
    rows = list(csv.reader(GOLDEN.read_text(encoding="utf-8").splitlines()))
    hostile = [csv_cell(words) for words in ("=1+1", "@SUM(A1)", "+1", 'a "b", c', "a\nb", "=1")]
    path = tmp_path / "given.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\r\n").writerows([*rows, hostile])
    kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
    made = converted(path, kind, tmp_path / "out", "--infilter=CSV:44,34,76,1")
    with made.open(encoding="utf-8", newline="") as stream:
        back = list(csv.reader(stream))
    assert len(back) == len(rows) + 1
    assert back[0] == rows[0]
    wording = rows[0].index("wording")
    assert [row[wording] for row in back[1:-1]] == [row[wording] for row in rows[1:]]
    assert [cell for cell in back[-1] if cell] == hostile
