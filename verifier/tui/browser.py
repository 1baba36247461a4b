"""The driver of a review in a browser: the page's words come by standard input, in packets."""

from __future__ import annotations

import asyncio

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp


class BrowserDriver(WebDriver):
    """Textual's own, which would go on for ever where its server was killed."""

    def start_application_mode(self) -> None:
        """Remember the loop that the input's thread has to wake."""
        self._loop_of_app = asyncio.get_running_loop()
        super().start_application_mode()

    def run_input_thread(self) -> None:
        """Read what the server sends; leave when it sends no more."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            asyncio.run_coroutine_threadsafe(self._app._post_message(ExitApp()), self._loop_of_app)  # noqa: SLF001 - as the base class does
