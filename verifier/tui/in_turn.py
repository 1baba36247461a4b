"""Keys in turn: what is typed ahead goes where the reviewer meant it.

Textual sends a key to whatever has the focus when it arrives. Where the key before it is about to
open a field or to move the cursor, that is too early: `r` and a fast `no` would mark and move
instead of being written. So a key waits until the one before it has done its work.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

PATIENCE = 1.0
"""Seconds after which the next key goes on, whatever became of the one before."""
CALM = 4
"""Turns of the event loop without a message under way, after which a key has done its work."""


class InTurn(App[None]):
    """An application that takes one key after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._target: MessagePump | None = None
        self._held = 0
        self._calm = 0
        self._waiting = False
        self._waiting_since = 0.0

    def hold_keys(self) -> None:
        """Let no further key through until `release_keys`: an answer moves the cursor first."""
        self._held += 1

    def release_keys(self) -> None:
        """Let keys through again."""
        self._held = max(self._held - 1, 0)

    @property
    def keys_waiting(self) -> bool:
        """Whether a key has not done its work yet, or waits for one before it."""
        return bool(self._typed) or not self._is_calm()

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pastes in turn, everything else at once."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._typed or not self._is_calm():
            self._typed.append(event)
            self._wait()
        else:
            await self._send(event)

    async def _send(self, event: events.Key | events.Paste) -> None:
        target = self._target = self.focused or self.screen
        await super().on_event(event)
        if not target.call_later(self._worked, target):
            self._worked(target)

    def _worked(self, target: MessagePump) -> None:
        if target is self._target:
            self._target = None

    def _is_calm(self) -> bool:
        """Whether no key and no message is under way."""
        if self._target is not None or self._held or not self._screen_stack:
            return False
        screen = self.screen
        pumps = (self, screen, *screen.walk_children())
        return screen.is_running and not any(pump.message_queue_size for pump in pumps)

    def _wait(self) -> None:
        if self._waiting:
            return
        self._waiting = True
        loop = asyncio.get_running_loop()
        self._calm, self._waiting_since = 0, loop.time()
        loop.call_soon(self._look)

    def _look(self) -> None:
        """Look again each turn of the loop, until it has been calm for some."""
        loop = asyncio.get_running_loop()
        self._calm = self._calm + 1 if self._is_calm() else 0
        if loop.time() - self._waiting_since > PATIENCE:
            self._target, self._held = None, 0
        elif self._calm < CALM:
            loop.call_later(0.001, self._look) if self._held else loop.call_soon(self._look)
            return
        if self.is_running:
            self.call_later(self._send_next)

    async def _send_next(self) -> None:
        self._waiting = False
        if self._typed:
            await self._send(self._typed.popleft())
        if self._typed:
            self._wait()
