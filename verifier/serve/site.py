"""The pages and the websocket, and the server that shows them to this machine alone."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import secrets
import signal
import sys
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import textual_serve
from aiohttp import WSCloseCode, web

from verifier.errors import INTERRUPTED, VerifierError
from verifier.safe_text import block
from verifier.serve.gate import Gate, set_headers
from verifier.serve.session import Session, cells, relay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TERMINATED = 128 + signal.SIGTERM
HEARTBEAT = 15.0
CLOSING = 2.0


class Site:
    """What is shown, and the sessions that are open."""

    def __init__(self, arguments: Sequence[str], title: str) -> None:
        self._arguments = arguments
        self._title = title
        self._open: set[web.WebSocketResponse] = set()

    def build(self, token: str) -> web.Application:
        """Make the application; every request passes the gate first."""
        application = web.Application(middlewares=[Gate(token).__call__])
        terminal = Path(textual_serve.__file__).parent / "static"
        application.add_routes(
            [
                web.get("/", self.page),
                web.get("/page.css", self.style),
                web.get("/page.js", self.script),
                web.get("/ws", self.socket),
                web.static("/static", terminal),
            ]
        )
        application.on_response_prepare.append(set_headers)
        application.on_shutdown.append(self.close)
        return application

    async def page(self, request: web.Request) -> web.Response:
        """Show the page with the terminal in it."""
        text = files(__package__).joinpath("page.html").read_text("utf-8")
        text = text.replace("{socket}", escape(f"ws://{request.host}/ws"))
        text = text.replace("{title}", escape(self._title))
        return web.Response(text=text, content_type="text/html")

    async def style(self, request: web.Request) -> web.Response:
        """Show the page's style."""
        del request
        text = files(__package__).joinpath("page.css").read_text("utf-8")
        return web.Response(text=text, content_type="text/css")

    async def script(self, request: web.Request) -> web.Response:
        """Show the page's own script."""
        del request
        text = files(__package__).joinpath("page.js").read_text("utf-8")
        return web.Response(text=text, content_type="text/javascript")

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """Run a review for as long as the page is open."""
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, timeout=CLOSING)
        await socket.prepare(request)
        session = Session(self._arguments, socket)
        self._open.add(socket)
        try:
            await session.start(_size(request, "width", 80), _size(request, "height", 24))
            await relay(socket, session)
        finally:
            self._open.discard(socket)
            await session.stop()
        return socket

    async def close(self, application: web.Application) -> None:
        """Tell every open page that the server leaves."""
        del application
        leaving = [socket.close(code=WSCloseCode.GOING_AWAY) for socket in self._open]
        await asyncio.gather(*leaving)


class Narration(io.TextIOBase):
    """Standard output of what runs beneath: it goes to standard error, made safe to show."""

    def write(self, text: str, /) -> int:
        """Write the text; its length."""
        sys.stderr.write(block(text))
        return len(text)


def run(site: Site, host: str, port: int, announce: Callable[[str], None]) -> int:
    """Serve until interrupted; the exit code. announce is given the address once it can be opened.

    host is a loopback address, port 0 any free one. Raises VerifierError where the port can't be
    had.
    """
    try:
        return asyncio.run(_serve(site, host, port, announce))
    except KeyboardInterrupt:
        return INTERRUPTED


async def _serve(site: Site, host: str, port: int, announce: Callable[[str], None]) -> int:
    token = secrets.token_urlsafe(32)
    runner = web.AppRunner(site.build(token), access_log=None, shutdown_timeout=2 * CLOSING)
    await runner.setup()
    terminated = asyncio.Event()
    with contextlib.suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, terminated.set)
    try:
        # localhost may stand for two addresses, and each would take a port of its own.
        bound = "127.0.0.1" if host.lower() == "localhost" else host
        try:
            await web.TCPSite(runner, bound, port).start()
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else str(error)
            raise VerifierError(
                f"serve: can't listen on {host}, port {port}: {reason.lower()}. "
                "Leave --port out to take a free one."
            ) from error
        shown = f"[{host}]" if ":" in host else host
        announce(f"http://{shown}:{runner.addresses[0][1]}/?token={token}")
        with contextlib.redirect_stdout(Narration()):
            await terminated.wait()
        return TERMINATED
    finally:
        with contextlib.redirect_stdout(Narration()):
            await runner.cleanup()


def _size(request: web.Request, name: str, default: int) -> int:
    asked = request.query.get(name, "")
    return cells(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else default
