"""One browser tab: a `verifier review` process, and the websocket that it draws on."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import PIPE
from typing import TYPE_CHECKING

from aiohttp import WSMsgType
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from verifier.serve import BROWSER_DRIVER

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Sequence

    from aiohttp import web

PATIENCE = 3.0
"""Seconds that a process has to leave before it is ended; every change is on disk by then."""
LARGEST = 1000
"""The most columns and lines that a page is given."""


class Session(AppService):
    """A review process behind a websocket.

    The base class runs a line of text through a shell. Here the program is started with its
    arguments as they are: no character of a query means anything to anybody else.
    """

    def __init__(self, arguments: Sequence[str], socket: web.WebSocketResponse) -> None:
        super().__init__(
            "verifier review",
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=socket.close,  # type: ignore[arg-type] # the answer, whether it was open, is not needed
            download_manager=DownloadManager(),
        )
        self._arguments = arguments

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment = super()._build_environment(width, height)
        return {**environment, "TEXTUAL_DRIVER": BROWSER_DRIVER}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        # A session of its own: Ctrl+C in the terminal ends the server, which asks it to leave.
        process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        self._process, self._stdin = process, process.stdin
        return process

    async def stop(self) -> None:
        """Ask the process to leave and wait for it; end it where it does not."""
        if self._process is None:
            return
        leaving = asyncio.ensure_future(self._leave(self._process))
        _, late = await asyncio.wait({leaving}, timeout=PATIENCE)
        if late and self._process.returncode is None:
            self._process.kill()
        await leaving

    async def _leave(self, process: Process) -> None:
        await super().stop()
        assert process.stdin is not None
        process.stdin.close()
        # What it still writes is read, or it would wait for room.
        await process.communicate()


async def relay(socket: web.WebSocketResponse, session: Session) -> None:
    """Hand what the page sends to the process until the page goes away; skip what is malformed."""
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            continue
        match _envelope(message.data):
            case ["stdin", str(typed)]:
                await session.send_bytes(typed.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await session.set_terminal_size(cells(width), cells(height))
            case ["ping", str(stamp)]:
                await socket.send_json(["pong", stamp])
            case ["blur"]:
                await session.blur()
            case ["focus"]:
                await session.focus()
            case _:
                pass


def cells(asked: int) -> int:
    """Keep a width or height within what can be drawn."""
    return max(1, min(asked, LARGEST))


def _envelope(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
