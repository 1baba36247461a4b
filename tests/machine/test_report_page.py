"""The report page in a real browser: what it asks for, what it runs, how it prints."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.machine

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
PAGE = Path(__file__).parents[1] / "data" / "reports" / "bridge.html"


def chromium(*options):
    """Run the browser without a window and give its output."""
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)


def without_policy():
    """The page as a test may change it."""
    page = PAGE.read_text(encoding="utf-8")
    policy = page.index('<meta http-equiv="Content-Security-Policy"')
    return page[:policy] + page[page.index("\n", policy) :]


def test_page_keeps_its_own_policy(tmp_path):
    """The style is applied under the page's own policy: the browser refuses nothing of it."""
    done = chromium("--enable-logging=stderr", "--dump-dom", PAGE.as_uri())
    assert "Content Security Policy" not in done.stderr
    assert "Verification report" in done.stdout


def test_injected_script_would_not_run(tmp_path):
    """Were a script ever to get into the page, the policy would stop it."""
    page = PAGE.read_text(encoding="utf-8")
    bad = tmp_path / "bad.html"
    bad.write_text(
        page.replace("</main>", "<script>document.title='RAN'</script></main>"), encoding="utf-8"
    )
    assert "<title>RAN" not in chromium("--dump-dom", bad.as_uri()).stdout


@pytest.mark.parametrize("size", ["A4", "letter"])
def test_page_prints(tmp_path, size):
    """It prints to a few pages of either size, with the article's words as text."""
    printed = tmp_path / "page.pdf"
    page = without_policy().replace("</style>", f"@page {{ size: {size} }}</style>", 1)
    sized = tmp_path / "sized.html"
    sized.write_text(page, encoding="utf-8")
    chromium("--no-pdf-header-footer", f"--print-to-pdf={printed}", sized.as_uri())
    words = subprocess.run(
        ["pdftotext", "-layout", str(printed), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Verification report" in words
    assert "in-principle" in words
    assert 2 <= words.count("\f") <= 8


def test_page_fits_narrow_and_wide(tmp_path):
    """Nothing makes the page itself scroll sideways, on a phone or a desk."""
    root = "document.documentElement"
    probe = f"<script>document.title={root}.scrollWidth-{root}.clientWidth</script></body>"
    open_page = tmp_path / "open.html"
    open_page.write_text(without_policy().replace("</body>", probe), encoding="utf-8")
    for width in (500, 1280):
        done = chromium(f"--window-size={width},900", "--dump-dom", open_page.as_uri())
        assert "<title>0</title>" in done.stdout, width
