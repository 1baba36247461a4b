"""Threads with a desk of their own, so that the event loop never waits for the database.

A clerk takes work in order and answers on the event loop. Its thread is a daemon: leaving the
program never waits for a query, only for a write that has begun.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from verifier.desk import Desk

T = TypeVar("T")
LEAVING = 0.8
"""Seconds that the end of the program waits for a clerk, at most."""
_STEP = 0.05
"""Seconds between two looks at whether a clerk has ended."""


class Job(Generic[T]):
    """One piece of work. `cancelled` is set when nobody waits for its answer any more."""

    def __init__(self, work: Callable[[Desk, Job[T]], T]) -> None:
        self.work = work
        self.cancelled = threading.Event()
        self.answer: Future[T] = Future()


class Clerk(threading.Thread):
    """A thread that opens a desk and does jobs on it, one after the other."""

    def __init__(self, name: str, open_desk: Callable[[], Desk]) -> None:
        super().__init__(name=f"clerk-{name}", daemon=True)
        self._open_desk = open_desk
        self._jobs: deque[Job[Any]] = deque()
        self._wake = threading.Condition()
        self._current: Job[Any] | None = None
        self._desk: Desk | None = None
        self._closing = False

    def give(self, work: Callable[[Desk, Job[T]], T]) -> Job[T]:
        """Queue work; its answer, or its error, comes by `job.answer`. Callable from any thread."""
        job = Job(work)
        with self._wake:
            if self._closing:
                job.answer.cancel()
            else:
                self._jobs.append(job)
            self._wake.notify()
        return job

    async def attempt(self, work: Callable[[Desk], T]) -> tuple[T | None, BaseException | None]:
        """Queue work and wait without blocking the event loop: its answer, or its error.

        Both are None where the program ends before the work began.
        """
        job = self.give(lambda desk, _: work(desk))
        future = asyncio.wrap_future(job.answer)
        await asyncio.wait([future])
        if future.cancelled():
            return None, None
        error = future.exception()
        return (None, error) if error else (future.result(), None)

    def drop(self, job: Job[Any]) -> None:
        """Nobody waits for the job any more: take it off the queue, or break off its query."""
        with self._wake:
            job.cancelled.set()
            if job in self._jobs:
                self._jobs.remove(job)
                job.answer.cancel()
            elif self._current is job and self._desk is not None:
                self._desk.interrupt()

    @property
    def busy(self) -> bool:
        """Whether there is work under way or waiting."""
        with self._wake:
            return bool(self._jobs) or self._current is not None

    def close(self, *, finish: bool) -> None:
        """End the thread: `finish` the queued work first, or break it off. Waits LEAVING at most."""
        with self._wake:
            self._closing = True
            if not finish:
                while self._jobs:
                    self._jobs.popleft().answer.cancel()
                if self._current is not None:
                    self._current.cancelled.set()
                    if self._desk is not None:
                        self._desk.interrupt()
            self._wake.notify()
        self._wait(finish=finish)

    def _wait(self, *, finish: bool) -> None:
        """Wait for the end; a query that begins just behind an interrupt is broken off by the next."""
        end = time.monotonic() + LEAVING
        while self.is_alive() and time.monotonic() < end:
            self.join(_STEP)
            with self._wake:
                if not finish and self._current is not None and self._desk is not None:
                    self._desk.interrupt()

    def run(self) -> None:
        """Do jobs until closed. An error goes to whoever waits for the job."""
        try:
            while (job := self._next()) is not None:
                self._do(job)
        finally:
            if self._desk is not None:
                self._desk.close()

    def _next(self) -> Job[Any] | None:
        with self._wake:
            self._current = None
            while not self._jobs and not self._closing:
                self._wake.wait()
            if not self._jobs:
                return None
            self._current = self._jobs.popleft()
            return self._current

    def _do(self, job: Job[Any]) -> None:
        if not job.answer.set_running_or_notify_cancel():
            return
        try:
            if self._desk is None:
                self._desk = self._open_desk()
            job.answer.set_result(job.work(self._desk, job))
        except BaseException as error:  # noqa: BLE001 - handed on whole to the one who waits
            job.answer.set_exception(error)


def on_loop(
    job: Job[T], then: Callable[[T], None], failed: Callable[[BaseException], None]
) -> None:
    """Call `then` or `failed` on the running event loop when the job is done; neither if dropped."""

    def deliver() -> None:
        if job.answer.cancelled() or job.cancelled.is_set():
            return
        error = job.answer.exception()
        if error is None:
            then(job.answer.result())
        else:
            failed(error)

    call = from_thread(deliver)
    job.answer.add_done_callback(lambda _: call())


def from_thread(work: Callable[[], None]) -> Callable[[], None]:
    """A function that any thread may call: it does `work` on the running loop, in this context."""
    loop = asyncio.get_running_loop()
    context = contextvars.copy_context()

    def call() -> None:
        # A loop that closes between the test and the call has nobody left to answer to.
        with suppress(RuntimeError):
            if not loop.is_closed():
                loop.call_soon_threadsafe(work, context=context)

    return call
