"""The review screen in a browser on this machine. Only `verifier serve` loads the modules within."""

from __future__ import annotations

BROWSER_DRIVER = "verifier.tui.browser:BrowserDriver"
"""What TEXTUAL_DRIVER names in a review whose screen a page shows."""
