"""The review screen in a browser: who may come in, and what is shown there."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from yarl import URL

from verifier.serve.gate import is_here, is_loopback

ROOT = Path(__file__).parents[2]
VERIFIER = [sys.executable, "-m", "verifier"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
HOSTILE = 'source:"a;touch HACKED" $(touch HACKED) `touch HACKED`'


def run_in(folder, *arguments):
    """Run the program in a folder to its end."""
    return subprocess.run(
        [*VERIFIER, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def served(tmp_path):
    """A running `verifier serve` on a small desk: its printed address."""
    (tmp_path / "a.txt").write_text("Police said two clerks had fled the toll office.")
    run_in(tmp_path, "ingest", "a.txt", "--db", "a.db")
    process = subprocess.Popen(
        [*VERIFIER, "serve", "--db", "a.db", "--reviewer", "ada; touch HACKED"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=120)


def root_of(address):
    parts = urlsplit(address)
    return f"http://{parts.netloc}/"


async def test_only_the_printed_address_opens_the_page(served):
    """Without the token, from another name or another origin, nothing is shown."""
    root = root_of(served)
    async with aiohttp.ClientSession() as stranger:
        for path in ("", "ws", "page.css", "?token=wrong"):
            assert (await stranger.get(root + path)).status == 403
        elsewhere = await stranger.get(served, headers={"Host": "evil.example"})
        assert elsewhere.status == 403
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as guest:
        page = await guest.get(served)
        body = await page.text()
        assert page.status == 200
        assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", body)
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        foreign = await guest.get(root, headers={"Origin": "http://evil.example"})
        assert foreign.status == 403


async def test_the_socket_shows_the_review_and_keeps_a_mark(served, tmp_path):
    """The first screen holds the claim; a key pressed there is a mark on disk."""
    root = root_of(served)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as guest:
        await guest.get(served)
        socket = await guest.ws_connect(
            root.replace("http", "ws") + "ws?width=100&height=30",
            headers={"Origin": str(URL(root).origin())},
        )
        seen = ""
        async with asyncio.timeout(120):
            async for message in socket:
                seen += message.data if isinstance(message.data, str) else message.data.decode()
                if "two clerks had fled" in seen:
                    break
            await socket.send_str(json.dumps(["stdin", "4"]))
            while "Marked" not in seen:
                message = await socket.receive()
                seen += message.data if isinstance(message.data, str) else message.data.decode()
        await socket.close()
    found = run_in(tmp_path, "search", "status:false", "--db", "a.db")
    assert json.loads(found.stdout)["status"] == "false"
    assert not (tmp_path / "HACKED").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.4", "example.org", "::"])
def test_another_host_than_this_machine_is_refused(host, tmp_path):
    """Binding to what others can reach ends with one line and exit code 2."""
    done = run_in(tmp_path, "serve", HOSTILE, "--host", host, "--db", "a.db")

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1:80", True),
        ("localhost", True),
        ("[::1]:9", True),
        ("evil.example:80", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
    ],
)
def test_names_of_this_machine(host, here):
    """Only loopback names and addresses count as this machine."""
    assert is_here(host) is here
    assert is_loopback("10.0.0.1") is False
