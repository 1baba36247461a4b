"""The review in a real browser: it paints, takes keys at once, and asks for nothing elsewhere."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from verifier.desk import Desk

pytestmark = pytest.mark.machine

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Tab:
    """A tab, driven by the browser's own protocol; keeps every address that the page asks for."""

    def __init__(self, socket) -> None:
        self.socket = socket
        self.asked = []
        self.refused = []
        self.number = 0

    async def call(self, method, **parameters):
        self.number += 1
        await self.socket.send_json({"id": self.number, "method": method, "params": parameters})
        while True:
            told = await self.socket.receive_json()
            what = told.get("params", {})
            if told.get("method") == "Network.requestWillBeSent":
                self.asked.append(what["request"]["url"])
            elif told.get("method") == "Network.webSocketCreated":
                self.asked.append(what["url"])
            elif told.get("method") == "Log.entryAdded" and what["entry"]["level"] == "error":
                self.refused.append(what["entry"]["text"])
            elif told.get("id") == self.number:
                return told["result"]

    async def wait_for(self, expression):
        async with asyncio.timeout(60):
            while True:
                found = await self.call("Runtime.evaluate", expression=expression)
                if found["result"].get("value") is True:
                    return
                await asyncio.sleep(0.1)


@pytest.fixture
def address(pier_file):
    """A running `verifier serve` on three claims; Ctrl+C must end it with 130."""
    process = subprocess.Popen(
        [sys.executable, "-m", "verifier", "serve", "--db", pier_file, "--reviewer", "ada"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield process.stdout.readline().strip()
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=30)
    assert (process.returncode, rest) == (130, "")


@pytest.fixture
def browser(tmp_path):
    """A headless browser; the port of its protocol."""
    process = subprocess.Popen(
        [CHROMIUM, *QUIET, f"--user-data-dir={tmp_path}/profile", "--remote-debugging-port=0",
         "about:blank"],
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    yield next(m[1] for line in process.stderr if (m := re.search(r"ws://127.0.0.1:(\d+)/", line)))
    process.terminate()
    process.communicate(timeout=30)


async def ready(tab):
    """Wait until the page has painted and takes keys."""
    await tab.wait_for("document.body?.classList.contains('-first-byte')")
    await tab.wait_for("document.activeElement?.className === 'xterm-helper-textarea'")


async def press_until(tab, path, key, wanted):
    """Press a key until the first claim's status on disk is the one wanted."""
    async with asyncio.timeout(60):
        while status(path) != wanted:
            await tab.call("Input.dispatchKeyEvent", type="char", text=key)
            await asyncio.sleep(0.5)


async def test_claims_are_judged_by_keys_in_the_browser_also_after_a_reload(
    address, browser, pier_file
):
    """No click: the marks are on disk, and nothing was asked of another machine."""
    async with aiohttp.ClientSession() as session:
        listed = await (await session.get(f"http://127.0.0.1:{browser}/json")).json()
        page = next(one for one in listed if one["type"] == "page")
        tab = Tab(await session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0))
        for domain in ("Network", "Log", "Page"):
            await tab.call(f"{domain}.enable")
        await tab.call("Page.navigate", url=address)
        await ready(tab)
        await press_until(tab, pier_file, "4", "false")
        await tab.call("Runtime.evaluate", expression="window.before = true")
        await tab.call("Page.reload")
        await tab.wait_for("window.before === undefined")
        await ready(tab)
        await press_until(tab, pier_file, "u", "unreviewed")
        await press_until(tab, pier_file, "3", "verified")
        where = await tab.call("Runtime.evaluate", expression="location.href")

    assert status(pier_file) == "verified"
    assert "token" not in where["result"]["value"]
    assert {urlsplit(one).hostname for one in tab.asked} == {"127.0.0.1"}
    assert tab.refused == []


def status(path):
    """The first claim's status on disk."""
    with Desk.open(path, "reader", write=False) as desk:
        return desk.claim(1).status
