"""The review screen. `run` opens it; nothing else of this package is needed from outside."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def run(path: Path, query: str, reviewer: str, order: str | None = None) -> int:
    """Open the review screen on a database and wait until the reviewer leaves; the exit code.

    The caller has made sure that there is a terminal and that the file is a database of ours.
    """
    # Nothing dies before the first paint; the collector would look for it forty times over.
    gc.disable()
    from verifier.tui.backstage import Backstage  # noqa: PLC0415 - reads while Textual loads

    backstage = Backstage(path, reviewer)
    backstage.start(query, order)
    try:
        from verifier.tui.app import ReviewApp  # noqa: PLC0415 - Textual is the dearest import

        app = ReviewApp(backstage, query)
        app.run()
        return app.return_code or 0
    finally:
        backstage.close()
        # The process ends here: to look once more through all that a million claims left takes long.
        gc.freeze()
