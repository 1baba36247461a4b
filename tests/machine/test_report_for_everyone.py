"""The report page under axe, the rules that auditors of accessibility use, in every dress."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

AXE = find_spec("axe_playwright_python")
pytestmark = [
    pytest.mark.machine,
    pytest.mark.skipif(AXE is None, reason="axe is missing: pip install '.[machine]'"),
]

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
PAGE = Path(__file__).parents[1] / "data" / "reports" / "bridge.html"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK = """axe.run(document, {runOnly: %s}).then(found => {
  const told = document.createElement('pre');
  told.textContent = JSON.stringify({
    broken: found.violations.map(one => [one.id, one.nodes[0].html]), kept: found.passes.length});
  document.body.replaceChildren(told);
});"""


def judged(folder, page, *options):
    """What axe finds on a page."""
    assert AXE is not None
    script = (Path(AXE.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    asking = f"<script>{script.replace('</script', '<!/script')}</script>"
    asking += f"<script>{ASK % json.dumps(RULES)}</script></body>"
    path = folder / "asking.html"
    path.write_text(open_page.replace("</body>", asking), encoding="utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", *options]
    command += ["--virtual-time-budget=60000", "--dump-dom", path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return json.loads(html.unescape(done.stdout.split("<pre>", 1)[1].split("</pre>", 1)[0]))


@pytest.mark.parametrize("width", [500, 1280])
@pytest.mark.parametrize("dress", ["light", "dark"])
def test_page_breaks_no_rule(tmp_path, width, dress):
    """On a phone and on a desk, by day and by night, not one of WCAG 2.2's rules is broken."""
    dark = ["--blink-settings=preferredColorScheme=0"] if dress == "dark" else []
    page = PAGE.read_text(encoding="utf-8")
    found = judged(tmp_path, page, f"--window-size={width},900", *dark)
    assert found["broken"] == []
    assert found["kept"] > 20


def test_the_rules_can_be_broken(tmp_path):
    """Words too faint to read are found, so that a clean answer tells something."""
    page = PAGE.read_text(encoding="utf-8").replace("--soft: #5d5a54", "--soft: #d0d0d0")
    assert "color-contrast" in {rule for rule, _ in judged(tmp_path, page)["broken"]}
